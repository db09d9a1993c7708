"""A sentence as the rules of attribution see it: who could be speaking, which verbs tell of speech, what is quoted.

Quoted speech is one token (`QUOTE`), so that the rules read only what the narrator says. A subject is a name, a role, a
pronoun or a group, with the cases its form may stand in; a name takes the title before it along.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from indexer.normalise.speech.lexicon import OPENINGS, Lexicon, Verb
from indexer.normalise.speech.quotes import Span
from indexer.normalise.speech.titles import TitlePhrase, kazakh_phrase_start, role_end, title_at
from indexer.normalise.speech.words import Word

QUOTE = "¤"
_YEARS = "-year-old"
_AGE = re.compile(rf"\d{{1,3}}{_YEARS}$")
_BEHIND_AGE = frozenset(("said", "says", "told", "wrote", "spoke", "also", "then", "has", "had", "was", "is"))


@dataclass(frozen=True, slots=True)
class Named:
    """A mention of a person in a paragraph, as the rules need it."""

    person: str
    start: int
    end: int
    cases: frozenset[str]
    sex: str
    title: TitlePhrase | None = None
    title_start: int = -1


@dataclass(frozen=True, slots=True)
class Subject:
    """Who may be speaking: tokens [first, last) of the clause; kind is name, role, pronoun or group."""

    kind: str
    first: int
    last: int
    cases: frozenset[str]
    sex: str = ""
    person: str | None = None
    title: TitlePhrase | None = None

    @property
    def nominative(self) -> bool:
        """Whether the form can be a subject."""
        return "nom" in self.cases or "*" in self.cases


class Told(NamedTuple):
    """A verb of saying (or an introducing phrase) at tokens [at, end) of the clause."""

    at: int
    end: int
    verb: Verb


class Clause(NamedTuple):
    """A sentence with its quotations folded, its subjects, verbs of saying and introducing phrases in order."""

    lexicon: Lexicon
    tokens: tuple[Word, ...]
    subjects: tuple[Subject, ...]
    verbs: tuple[Told, ...]
    introducers: tuple[Told, ...]
    has_quote: bool  # whether somebody's words stand in the sentence

    @property
    def tells(self) -> bool:
        """Whether anybody or anything stands in the sentence that a rule of attribution could start from."""
        return bool(self.subjects or self.verbs or self.introducers)

    def before(self, at: int) -> list[Subject]:
        """The subjects that end at or before a token, nearest last."""
        return [subject for subject in self.subjects if subject.last <= at]

    def after(self, at: int) -> list[Subject]:
        """The subjects that begin at or after a token, nearest first."""
        return [subject for subject in self.subjects if subject.first >= at]

    def words(self, first: int, last: int) -> list[str]:
        """The small-lettered tokens [first, last)."""
        return [token.lower for token in self.tokens[first:last]]


def clause(words: Sequence[Word], quotes: Sequence[Span], named: Sequence[Named], lexicon: Lexicon) -> Clause:
    """The clause that the words of a sentence make."""
    tokens = tuple(_folded(words, quotes) if quotes else words)
    tokens = _without_dots(tokens, lexicon) if lexicon.code == "en" else tokens
    names = list(_names(tokens, named, lexicon)) if named else []
    taken = {at for subject in names for at in range(subject.first, subject.last)}
    begun = _begun(tokens, lexicon)
    verbs = tuple(_verbs(tokens, begun["verb"], taken, lexicon))
    introducers = tuple(_introducers(tokens, begun["introducer"], lexicon))
    has_quote = bool(quotes) and QUOTE in [token.text for token in tokens]
    if not (verbs or introducers or has_quote):
        begun["small subject"] = []  # pronouns and groups count where somebody tells something
    others = [one for one in _others(tokens, names, begun, lexicon) if not _begins(one, names)]
    others += _aged(tokens, taken) if lexicon.code == "en" else []
    return Clause(
        lexicon=lexicon,
        tokens=tokens,
        subjects=tuple(sorted(names + others, key=lambda subject: subject.first)),
        verbs=verbs,
        introducers=introducers,
        has_quote=has_quote,
    )


def _without_dots(tokens: tuple[Word, ...], lexicon: Lexicon) -> tuple[Word, ...]:
    """The tokens without the dot behind `Mr.`, `Ms.` and their like."""
    address = lexicon.small("address")
    if address.isdisjoint([token.lower for token in tokens]):
        return tokens
    return tuple(
        one for at, one in enumerate(tokens) if not (one.text == "." and at and tokens[at - 1].lower in address)
    )


def _folded(words: Sequence[Word], quotes: Sequence[Span]) -> Iterator[Word]:
    open_quote: Span | None = None
    at = 0
    for word in words:
        while at < len(quotes) and quotes[at].end <= word.start:
            at += 1
        inside = quotes[at] if at < len(quotes) and quotes[at].start <= word.start else None
        if inside is None:
            yield word
        elif inside != open_quote:
            yield Word(QUOTE, QUOTE, inside.start, inside.end, "mark")
        open_quote = inside


def _names(tokens: Sequence[Word], named: Sequence[Named], lexicon: Lexicon) -> Iterator[Subject]:
    at_offset = {token.start: at for at, token in enumerate(tokens) if token.text != QUOTE}
    for mention in named:
        if mention.start not in at_offset:
            continue
        first = at_offset[mention.start]
        last = next((at for at in range(first, len(tokens)) if tokens[at].start >= mention.end), len(tokens))
        titled = at_offset.get(mention.title_start)
        title = mention.title if titled is not None else None
        start = first if titled is None else titled
        cases = mention.cases
        if last < len(tokens) and (borne := lexicon.honorifics.get(tokens[last].lower)) and borne.cases:
            last, cases = last + 1, borne.cases  # Беков мырзаның
        yield Subject("name", start, last, cases, mention.sex, mention.person, title)


def _begun(tokens: Sequence[Word], lexicon: Lexicon) -> dict[str, list[int]]:
    """The places of the words with which a phrase of each kind may begin."""
    openings = lexicon.openings
    found: dict[str, list[int]] = {kind: [] for kind in OPENINGS}
    for at in [at for at, token in enumerate(tokens) if token.lower in openings]:
        for kind in openings[tokens[at].lower]:
            found[kind].append(at)
    return found


def _others(
    tokens: Sequence[Word], names: Sequence[Subject], begun: Mapping[str, list[int]], lexicon: Lexicon
) -> Iterator[Subject]:
    """Roles first, so that `Кеңес төрағасы` is no council; then pronouns and groups."""
    taken = {at for name in names for at in range(name.first, name.last)}
    used = set(taken)
    ends = sorted({at + 1 for at in taken if at + 1 not in taken})
    for find, kind in ((_role, "title"), (_pronoun_or_group, "small subject")):
        behind = 0
        for at in begun[kind]:
            if at < behind or at in used:
                continue
            subject = find(tokens, at, lexicon)
            if subject:
                subject = _behind_name(subject, ends, at)
                subject = _before_name(subject, names) if lexicon.code == "ru" else subject
                yield subject
                used |= set(range(subject.first, subject.last))
                behind = subject.last


def _behind_name(subject: Subject, ends: Sequence[int], at: int) -> Subject:
    """A Kazakh title without the name before it: `промоутері Том Леффлер | қазақстандық боксшы`, `Мамин | төраға`."""
    inside = [end for end in ends if subject.first + 1 < end <= at]
    if not inside or subject.title is None:
        return subject
    first = inside[-1]
    return replace(subject, first=first, title=subject.title._replace(first=first))


def _before_name(subject: Subject, names: Sequence[Subject]) -> Subject:
    """A title without the name behind it in its case: `заявила судья | Кулова`, but `адвокат Кулова` of Кулов."""
    if subject.title is None:
        return subject
    name = next((one for one in names if subject.title.head < one.first < subject.last), None)
    if name is None or not ("*" in name.cases or name.cases & subject.cases):
        return subject
    return replace(subject, last=name.first, title=subject.title._replace(last=name.first))


def _pronoun_or_group(tokens: Sequence[Word], at: int, lexicon: Lexicon) -> Subject | None:
    word = tokens[at].lower
    if word in lexicon.pronouns:
        return Subject("pronoun", at, at + 1, frozenset({"nom"}), lexicon.pronouns[word])
    if (group := lexicon.groups.find(tokens, at)) and not _is_object(tokens, at, lexicon):
        return Subject("group", at, at + group[1], frozenset({"nom"}))
    return None


def _aged(tokens: Sequence[Word], taken: Container[int]) -> list[Subject]:
    """`The 24-year-old said`: whoever was spoken of."""
    ages = [at for at, token in enumerate(tokens) if token.lower.endswith(_YEARS) and at]
    at = next((at for at in ages if _AGE.match(tokens[at].lower) and at not in taken), 0)
    known = at and tokens[at - 1].lower == "the" and (at + 1 == len(tokens) or _ends_noun(tokens[at + 1]))
    return [Subject("pronoun", at, at + 1, frozenset({"nom"}))] if known else []


def _ends_noun(word: Word) -> bool:
    """Whether no noun follows an age: `the 24-year-old | said, had`, not `the 24-year-old driver`."""
    return word.kind == "mark" or word.lower.endswith(("ed", "ly")) or word.lower in _BEHIND_AGE


def _is_object(tokens: Sequence[Word], at: int, lexicon: Lexicon) -> bool:
    """Whether a Russian preposition stands before a word or before its adjective: `на завод`, `в новый центр`."""
    back = at - 1 if at and tokens[at - 1].lower.endswith(("ый", "ий", "ой", "ое", "ее")) else at
    return back > 0 and tokens[back - 1].lower in lexicon.small("governing")


def _role(tokens: Sequence[Word], at: int, lexicon: Lexicon) -> Subject | None:
    if not (phrase := title_at(tokens, at, lexicon)) or _is_called(tokens, at, phrase.last):
        return None
    if _leads_title(tokens, phrase, lexicon):
        return None
    first = kazakh_phrase_start(tokens, at, lexicon) if lexicon.code == "kk" else _owner(tokens, phrase.first)
    last = phrase.last if lexicon.code == "kk" else role_end(tokens, phrase.last, lexicon)
    return Subject("role", first, last, phrase.title.cases, title=phrase._replace(first=first, last=last))


def _owner(tokens: Sequence[Word], first: int) -> int:
    """Where the owner before an English title begins: `Russia's | President`; a country of one's own says nothing."""
    owned = first > 1 and tokens[first - 1].kind == "possessive" and tokens[first - 2].capital
    return first - 2 if owned and tokens[first - 2].lower != "kazakhstan" else first


def _leads_title(tokens: Sequence[Word], phrase: TitlePhrase, lexicon: Lexicon) -> bool:
    """Whether a title is only the first word of the next one: `Deputy | Director`, `управляющий | директор`."""
    following = lexicon.titles.find(tokens, phrase.last) if phrase.last < len(tokens) else None
    if following is None or lexicon.code == "kk":
        return False
    if lexicon.code == "en":
        return tokens[phrase.first].lower in lexicon.small("title_lead")
    return phrase.title.nominative.endswith(("ий", "ый")) and bool(phrase.title.cases & following[0].cases)


def _begins(role: Subject, names: Sequence[Subject]) -> bool:
    """Whether a title is the first word of a longer one that a name has: `управляющий | директор … Мурат Беков`."""
    behind = role.title.head + role.title.size if role.title else -1
    return role.kind == "role" and any(name.first == behind and name.title and name.nominative for name in names)


def _is_called(tokens: Sequence[Word], first: int, last: int) -> bool:
    """Whether a title is the name of something: `на заседании клуба «Эксперт»`."""
    before = tokens[first - 1].text if first else ""
    return before in ("«", "“", "„", '"') and last < len(tokens) and tokens[last].text in ("»", "”", "“", '"')


def _verbs(tokens: Sequence[Word], begun: Sequence[int], taken: set[int], lexicon: Lexicon) -> Iterator[Told]:
    behind = 0
    for at in begun:
        if at < behind:
            continue
        shouted = at > 0 and tokens[at].capital and tokens[at - 1].text not in ("¤", ".", ":", "–", "—")
        found = None if at in taken or shouted else lexicon.verbs.find(tokens, at)
        if found and found[0].sense != "none":
            yield Told(at, at + found[1], found[0])
        behind = at + found[1] if found else 0


def _introducers(tokens: Sequence[Word], begun: Sequence[int], lexicon: Lexicon) -> Iterator[Told]:
    behind = 0
    for at in begun:
        if at < behind:
            continue
        found = lexicon.introducers.find(tokens, at)
        if found:
            phrase = " ".join(token.text for token in tokens[at : at + found[1]])
            yield Told(at, at + found[1], Verb(phrase.lower(), found[0], ""))
            behind = at + found[1]
