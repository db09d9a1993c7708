"""What a language brings to the question who said what: its word lists, read once, with their forms made by rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from analyzers.ru import grammar as ru_grammar
from corpus.tables import Row, table
from indexer.normalise.speech.en import forms as en_forms
from indexer.normalise.speech.kk import forms as kk_forms
from indexer.normalise.speech.words import PhraseBook, words

_PACKAGE = "indexer.normalise.speech"
OPENINGS = ("title", "small subject", "verb", "introducer")  # what a clause is read for, by its first word
_SENSES = ("said", "quote", "topic", "spun", "none")


class Title(NamedTuple):
    """A form of a title: the class of titles that may stand for it, the cases of the form, and its nominative."""

    group: str
    cases: frozenset[str]
    nominative: str


class Verb(NamedTuple):
    """A form of a verb of saying: its sense, and m, f, n, s (singular), p (plural), ing, part(iciple), pass(ive),
    conv(erb), cond(itional) or nothing for its agreement."""

    lemma: str
    sense: str
    agreement: str


class Honorific(NamedTuple):
    """A form of a word of respect beside a name: the sex it tells, and in Kazakh the cases it bears for the name."""

    sex: str
    cases: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The word lists of one language; pronouns with their sex."""

    code: str
    titles: PhraseBook[Title]
    verbs: PhraseBook[Verb]
    groups: PhraseBook[str]
    introducers: PhraseBook[str]
    stops: frozenset[str]
    namesake_before: frozenset[str]
    namesake_after: frozenset[str]
    named: frozenset[str]
    function: Mapping[str, frozenset[str]]
    pronouns: Mapping[str, str]
    honorifics: Mapping[str, Honorific]

    @property
    def openings(self) -> Mapping[str, Sequence[str]]:
        """The words with which something begins that a clause is read for, and of which kinds of `OPENINGS` it is."""
        return _openings(self.code)

    def small(self, kind: str) -> frozenset[str]:
        """The function words of a kind; none where the language has no such kind."""
        return self.function.get(kind, frozenset())


@cache
def lexicon(code: str) -> Lexicon:
    """The lexicon of kk, ru or en."""
    package = f"{_PACKAGE}.{code}"
    sides = [
        (row["word"].rstrip("."), _one_of(row, "side", ("before", "after", "named")))
        for row in _rows(package, "namesakes", "word side")
    ]
    function = _function_words(_rows(package, "function_words", "word kind"))
    return Lexicon(
        code=code,
        titles=PhraseBook(
            entry
            for entry in _titles(code, _rows(package, "titles", "title class"))
            if entry[0] not in function.get("preposition", ())
        ),
        verbs=PhraseBook(_verbs(code, _rows(package, "verbs", "verb sense example"))),
        groups=PhraseBook(_groups(code, _rows(package, "groups", "word kind"))),
        introducers=PhraseBook(_introducers(code, package)),
        stops=frozenset(row["word"] for row in _rows(package, "stops", "word")),
        namesake_before=frozenset(word for word, side in sides if side == "before"),
        namesake_after=frozenset(word for word, side in sides if side == "after"),
        named=frozenset(word for word, side in sides if side == "named"),
        function=function,
        pronouns={word: kind[-1:] for kind in ("pronoun_m", "pronoun_f") for word in function.get(kind, ())}
        | dict.fromkeys(function.get("pronoun", ()), ""),
        honorifics=dict(_honorifics(code, function)),
    )


def _honorifics(code: str, function: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, Honorific]]:
    for sex in "mf":
        for word in function.get(f"honorific_{sex}", ()):
            forms = kk_forms.noun_forms(word) if code == "kk" else {word: frozenset()}
            yield from ((form, Honorific(sex, cases)) for form, cases in forms.items())


@cache
def _openings(code: str) -> Mapping[str, Sequence[str]]:
    known = lexicon(code)
    small_subjects = (*known.pronouns, *known.groups.first_words)
    begins = (known.titles.first_words, small_subjects, known.verbs.first_words, known.introducers.first_words)
    found: dict[str, tuple[str, ...]] = {}
    for kind, words_of_kind in zip(OPENINGS, begins, strict=True):
        for word in dict.fromkeys(words_of_kind):
            found[word] = (*found.get(word, ()), kind)
    return found


def _function_words(rows: Iterable[Row]) -> Mapping[str, frozenset[str]]:
    kinds: dict[str, set[str]] = {}
    for row in rows:
        kinds.setdefault(row["kind"], set()).add(row["word"])
    return {kind: frozenset(found) for kind, found in kinds.items()}


def _rows(package: str, name: str, columns: str) -> tuple[Row, ...]:
    return table(package, f"{name}.tsv", columns)


def _one_of(row: Row, column: str, allowed: tuple[str, ...]) -> str:
    if row[column] not in allowed:
        raise row.wrong(row[column], f"is no {column}: write one of {', '.join(allowed)}")
    return row[column]


def _noun_forms(code: str, noun: str) -> dict[str, frozenset[str]]:
    if code == "en":
        return {noun: frozenset({"nom"})}
    if code == "ru":
        head, space, rest = noun.partition(" ")
        forms = _of_woman(head) if head.endswith("ая") else ru_grammar.noun_forms(head)
        return {form + space + rest: cases for form, cases in forms.items()}
    head, space, last = noun.rpartition(" ")
    return {head + space + form: cases for form, cases in kk_forms.noun_forms(last).items()}


def _of_woman(title: str) -> dict[str, frozenset[str]]:
    """The forms of a title that is declined as an adjective: учёная, заведующая."""
    stem = title.removesuffix("ая")
    oblique = stem + ("ей" if stem[-1] in "щшжч" else "ой")
    return {
        title: frozenset({"nom"}),
        oblique: frozenset({"gen", "dat", "ins", "loc"}),
        stem + "ую": frozenset({"acc"}),
    }


def _titles(code: str, rows: Iterable[Row]) -> list[tuple[str, Title]]:
    return [
        (form, Title(row["class"], cases, row["title"]))
        for row in rows
        for form, cases in _noun_forms(code, row["title"]).items()
    ]


def _groups(code: str, rows: Iterable[Row]) -> list[tuple[str, str]]:
    entries = [(row["word"], _one_of(row, "kind", ("people", "body"))) for row in rows]
    return [
        (form, kind)
        for word, kind in entries
        for form, cases in (_noun_forms(code, word) if (code, kind) == ("ru", "body") else {word: {"nom"}}).items()
        if "nom" in cases
    ]


def _verbs(code: str, rows: Iterable[Row]) -> list[tuple[str, Verb]]:
    return [
        (form, Verb(row["verb"].split("|")[0], _one_of(row, "sense", _SENSES), agreement))
        for row in rows
        for form, agreement in _verb_forms(code, row["verb"]).items()
    ]


def _introducers(code: str, package: str) -> Iterator[tuple[str, str]]:
    for row in _rows(package, "introducers", "phrase takes example"):
        yield row["phrase"], _one_of(row, "takes", ("before", "after", "own", "to"))
    for row in _rows(package, "verbs", "verb sense example") if code == "kk" else ():
        if row["sense"] in ("said", "quote"):
            yield from kk_forms.cited_forms(row["verb"]).items()


def _verb_forms(code: str, verb: str) -> dict[str, str]:
    if code == "kk":
        return dict.fromkeys(kk_forms.finite_forms(verb), "") | kk_forms.linked_forms(verb)
    if code == "en":
        past, third, base, progressive = en_forms.finite_forms(verb)
        return {base: "p", progressive: "ing", third: "s", past: ""}
    if verb.endswith("|"):
        return {verb[:-1]: "pass"}
    if "|" in verb:
        return dict(zip(verb.split("|"), "mfp", strict=True))
    negated = verb.startswith("не ")
    head, *rest = words(verb.removeprefix("не "))
    tail = "".join(f" {word.text}" for word in rest)
    start = "не " if negated else ""
    forms = ru_grammar.verb_forms(head.text)
    masculine = [form for form, agreement in forms.items() if agreement == "m"]
    neuter = {_neuter(form): "n" for form in masculine}
    participles = {form: "part" for past in masculine for form in _participles(past)}
    return {start + form + tail: agreement for form, agreement in (participles | neuter | forms).items()}


def _participles(past: str) -> Iterator[str]:
    """The forms of an active participle that is made of a past form: отметивший, отметившая, отметившего."""
    stem = past.removesuffix("ся")
    if stem.endswith("л"):
        ending = "ся" if stem != past else ""
        yield from (stem[:-1] + "вш" + end + ending for end in ("ий", "ая", "его", "ей", "ему", "им", "ую"))


def _neuter(form: str) -> str:
    """The neuter of a past form: министерство сообщило, признало."""
    return form[:-3] + "лось" if form.endswith("лся") else form + "о"
