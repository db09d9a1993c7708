"""A sentence as the rules of attribution see it: who could be speaking, which verbs tell of speech, what is quoted.

Quoted speech is one token (`QUOTE`), so that the rules read only what the narrator says. A subject is a name, a role, a
pronoun or a group, with the cases its form may stand in; a name takes the title before it along.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from analyzers.ru.grammar import is_finite
from indexer.normalise.speech.lexicon import Lexicon, Verb
from indexer.normalise.speech.quotes import Span
from indexer.normalise.speech.titles import TitlePhrase, kazakh_phrase_start, opens_phrase, title_at
from indexer.normalise.speech.words import Word

QUOTE = "¤"
_TAIL = 9


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


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence with its quotations folded, its subjects, verbs of saying and introducing phrases in order."""

    lexicon: Lexicon
    tokens: tuple[Word, ...]
    subjects: tuple[Subject, ...]
    verbs: tuple[Told, ...]
    introducers: tuple[Told, ...]

    @property
    def has_quote(self) -> bool:
        """Whether somebody's words stand in the sentence."""
        return any(token.text == QUOTE for token in self.tokens)

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
    tokens = tuple(_folded(words, quotes))
    names = list(_names(tokens, named))
    taken = {at for subject in names for at in range(subject.first, subject.last)}
    verbs, introducers = tuple(_verbs(tokens, taken, lexicon)), tuple(_introducers(tokens, lexicon))
    telling = bool(verbs or introducers) or any(token.text == QUOTE for token in tokens)
    others = list(_others(tokens, taken, lexicon, telling=telling))
    return Clause(
        lexicon=lexicon,
        tokens=tokens,
        subjects=tuple(sorted(names + others, key=lambda subject: subject.first)),
        verbs=verbs,
        introducers=introducers,
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


def _names(tokens: Sequence[Word], named: Sequence[Named]) -> Iterator[Subject]:
    at_offset = {token.start: at for at, token in enumerate(tokens) if token.text != QUOTE}
    for mention in named:
        if mention.start not in at_offset:
            continue
        first = at_offset[mention.start]
        last = next((at for at in range(first, len(tokens)) if tokens[at].start >= mention.end), len(tokens))
        titled = at_offset.get(mention.title_start)
        title = mention.title if titled is not None else None
        start = first if titled is None else titled
        yield Subject("name", start, last, mention.cases, mention.sex, mention.person, title)


def _others(tokens: Sequence[Word], taken: set[int], lexicon: Lexicon, *, telling: bool) -> Iterator[Subject]:
    """Roles first, so that `Кеңес төрағасы` is no council; pronouns and groups where somebody tells something."""
    used = set(taken)
    for find in (_role, _pronoun_or_group) if telling else (_role,):
        at = 0
        while at < len(tokens):
            subject = None if at in used or tokens[at].kind == "mark" else find(tokens, at, lexicon)
            if subject:
                yield subject
                used |= set(range(subject.first, subject.last))
            at = max(at + 1, subject.last if subject else 0)


def _pronoun_or_group(tokens: Sequence[Word], at: int, lexicon: Lexicon) -> Subject | None:
    word = tokens[at].lower
    if word in lexicon.pronouns:
        return Subject("pronoun", at, at + 1, frozenset({"nom"}), lexicon.pronouns[word])
    if group := lexicon.groups.find(tokens, at):
        return Subject("group", at, at + group[1], frozenset({"nom"}))
    return None


def _role(tokens: Sequence[Word], at: int, lexicon: Lexicon) -> Subject | None:
    if not (phrase := title_at(tokens, at, lexicon)):
        return None
    first = kazakh_phrase_start(tokens, at, lexicon) if lexicon.code == "kk" else phrase.first
    last = phrase.last if lexicon.code == "kk" else role_end(tokens, phrase.last, lexicon)
    return Subject("role", first, last, phrase.title.cases, title=phrase._replace(first=first, last=last))


def role_end(tokens: Sequence[Word], at: int, lexicon: Lexicon) -> int:
    """Where the words that belong to a Russian or English title end."""
    if lexicon.code == "en" and (at >= len(tokens) or tokens[at].lower not in lexicon.small("title_tail")):
        return at
    end = at
    while end < len(tokens) and end - at < _TAIL:
        word = tokens[end]
        ends = word.kind == "mark" or word.lower in lexicon.small("tail_end") or lexicon.verbs.find(tokens, end)
        predicate = lexicon.code == "ru" and not word.capital and is_finite(word.lower)
        if ends or predicate or opens_phrase(tokens, end, lexicon):
            break
        end += 1
    return end


def _verbs(tokens: Sequence[Word], taken: set[int], lexicon: Lexicon) -> Iterator[Told]:
    at = 0
    while at < len(tokens):
        shouted = at > 0 and tokens[at].capital and tokens[at - 1].text not in ("¤", ".", ":", "–", "—")
        found = None if at in taken or shouted else lexicon.verbs.find(tokens, at)
        if found and found[0].sense != "none":
            yield Told(at, at + found[1], found[0])
        at += found[1] if found else 1


def _introducers(tokens: Sequence[Word], lexicon: Lexicon) -> Iterator[Told]:
    at = 0
    while at < len(tokens):
        found = lexicon.introducers.find(tokens, at)
        if found:
            phrase = " ".join(token.text for token in tokens[at : at + found[1]])
            yield Told(at, at + found[1], Verb(phrase.lower(), found[0], ""))
        at += found[1] if found else 1
