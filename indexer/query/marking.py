"""Where wanted words stand in a text: as an index tells it, or by looking at every word.

An index tells at which positions of a text its terms stand, and the tokenizer which words these are: only the words
there are analyzed, and only those of paragraphs that somebody asks for. Where nothing is told of a text, or a paragraph
reads otherwise than the index knows it, every word is analyzed. Both ways the analyzers are those of the index, so that
a mark stands where it found its term.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate
from typing import NamedTuple
from weakref import proxy

import analyzers
from analyzers.analysis import Analyzer, Token
from analyzers.language import Languages
from analyzers.positions import Words
from analyzers.scripts import chains_through, choose
from analyzers.tokenizer import tokenize
from corpus.records import TITLE, Rendition
from indexer.engines.base import PARAGRAPH_GAP, Engine, Placed
from indexer.query.edits import within

Mark = tuple[int, int, str]  # where it begins and ends, and the term

COUNTED = "exact"  # the kind of field in which every word has its position, whatever is wanted
_LETTERS = {"*": ".*", "?": "."}
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")


class Told(NamedTuple):
    """What is told of a paragraph: its words, and by kind of field the terms with their positions there."""

    words: Words
    terms: dict[str, list[tuple[int, str]]]


class Looked(dict[str, str]):
    """By word, the term that it is marked for, or nothing; each word is looked at once."""

    def __init__(self, analyzer: Analyzer, fits: Callable[[str], object]) -> None:
        super().__init__()
        self._words = analyzer.words or ()
        self._fits = fits

    def __missing__(self, word: str) -> str:
        term = word
        for read in self._words:
            term = read(term)
        found = self[word] = term if self._fits(term) else ""
        return found

    def among(self, tokens: Iterable[Token]) -> Iterator[Token]:
        """The tokens that are marked."""
        return (token._replace(term=self[token.term]) for token in tokens if self[token.term])


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Wanted:
    """What was looked for: terms by kind of field (and `prefix`, `pattern`, `like1`, `like2`), the languages that find
    them in texts, and `phrases` by kind of field, whose terms are marked only where they follow one another."""

    terms: Mapping[str, frozenset[str]] = field(default_factory=dict)
    languages: Languages = field(default_factory=lambda: analyzers.LANGUAGES)
    phrases: Mapping[str, frozenset[tuple[str, ...]]] = field(default_factory=dict)
    looked: dict[str, Looked] = field(default_factory=dict, compare=False, repr=False)  # by kind, while texts are read
    placed: dict[str, Placed] = field(default_factory=dict, compare=False, repr=False)  # by id of a text
    readings: dict[str, Reading] = field(default_factory=dict, compare=False, repr=False)

    def __bool__(self) -> bool:
        return bool(self.terms or self.phrases)

    def of_kind(self, kind: str) -> frozenset[str]:
        """The terms of a kind, those of phrases among them."""
        return self.terms.get(kind, frozenset()).union(*self.phrases.get(kind, ()))

    def place(self, engine: Engine, texts: Mapping[str, str], parts: Sequence[str]) -> None:
        """Has an index tell where the terms stand in these parts of texts, given by id with their languages."""
        kinds = dict.fromkeys(
            kind for language in texts.values() for kind in analyzers.chains(language, self.languages)
        )
        terms = {kind: found for kind in kinds if (found := self._asked(kind))}
        if terms:
            asked = {COUNTED: frozenset[str]()} | terms
            fields = {f"{part}_{kind}": found for kind, found in asked.items() for part in parts}
            self.placed.update(engine.positions(texts, fields))

    def _asked(self, kind: str) -> frozenset[str]:
        """The terms of a kind that an index is asked for: where a word stands as it is, a folded one like it does too,
        and need not be told twice."""
        found = self.of_kind(kind)
        if kind != COUNTED or kind in self.phrases:
            return found
        folded = self.look("folded", analyzers.folded)
        return found - {term for term in self.terms.get("folded", ()) if folded[term] == term}

    def may_stand_in(self, text: Rendition) -> bool:
        """Whether something may be marked in the paragraphs of a text; where an index tells of it, what that knows."""
        placed = self.placed.get(text.id)
        if placed is None or self.fitting() is not None:
            return True
        return any(places for name, places in placed.positions.items() if name.startswith("body"))

    def reading(self, text: Rendition) -> Reading:
        """The marks of a text, read once."""
        found = self.readings.get(text.id)
        if found is None or found.text is not text:
            found = self.readings[text.id] = Reading(text, self, self.placed.get(text.id))
        return found

    def look(self, kind: str, analyzer: Analyzer) -> Looked:
        """Looks at words by themselves, as an analyzer of a kind of field reads them."""
        found = self.looked.get(kind)
        if found is None:
            found = self.looked[kind] = Looked(analyzer, self.of_kind(kind).__contains__)
        return found

    def in_sequence(self, kind: str, tokens: Sequence[Token]) -> Iterable[Token]:
        """Of tokens whose terms are wanted those that are marked: words of phrases only where all of it stands."""
        phrases = self.phrases.get(kind)
        if not phrases:
            return tokens
        alone = self.terms.get(kind, frozenset())
        return [*(token for token in tokens if token.term in alone), *_in_sequence(tokens, phrases)]

    def fitting(self) -> Looked | None:
        """Looks whether words fit a beginning, a pattern, or look like a word; None where no such thing is wanted."""
        if "" not in self.looked and (fits := _fits(self.terms)):
            self.looked[""] = Looked(analyzers.exact, lambda term: any(fit(term) for fit in fits))
        return self.looked.get("")


class Reading:
    """The marks of a text: of its title and of each paragraph, read when it is first asked for."""

    def __init__(self, text: Rendition, wanted: Wanted, told: Placed | None) -> None:
        self.text = text
        self._wanted: Wanted = proxy(wanted)  # which keeps this: both go with the page, without waiting for a collector
        self._chains = analyzers.chains(text.language, wanted.languages)
        self._fitting = wanted.fitting()
        self._placed = told if told and self._is_word_by_word() else None
        self._told: dict[str, dict[int, Told] | None] = {}
        self._marks: dict[int, tuple[Mark, ...]] = {}

    def marks(self, place: int) -> tuple[Mark, ...]:
        """Those of a paragraph, or of the title (TITLE), in order, none overlapping another."""
        found = self._marks.get(place)
        if found is None:
            found = self._marks[place] = apart(self._tokens(place))
        return found

    def promising(self) -> list[tuple[int, int]]:
        """Paragraphs in which something may be marked, with as many different terms as may be at most."""
        told = self._told_of("body")
        if told is None or self._fitting is not None:
            return [(place, len(written)) for place, written in enumerate(self.text.paragraphs) if written]
        return [(place, _most(one)) for place, one in told.items()]

    def _told_of(self, part: str) -> dict[int, Told] | None:
        """What is told of the title or the body, by place; None where the index knows it otherwise, or not at all."""
        if part not in self._told:
            self._told[part] = _by_paragraph(self.text, part, self._placed) if self._placed else None
        return self._told[part]

    def _is_word_by_word(self) -> bool:
        """Whether terms stand in the index where their words do in the text: Latin Kazakh is there in Cyrillic."""
        if (self.text.language, self.text.script) == ("kk", "Latn"):
            return False
        return all(
            analyzer.words is not None or not self._wanted.of_kind(kind) for kind, analyzer in self._chains.items()
        )

    def _tokens(self, place: int) -> Iterable[Token]:
        written = self._written(place)
        spread = self._told_of("title" if place == TITLE else "body")
        if spread is not None:
            told = spread.get(place)
            found = self._found(told) if told else []
            if found is not None:
                return found if self._fitting is None else [*found, *self._fitting.among(tokenize(written))]
        return analyzed(written, self.text.language, self._wanted)

    def _found(self, told: Told) -> list[Token] | None:
        """What is marked at the positions told of a paragraph; None where other words stand there."""
        words: dict[int, list[Token]] = {}
        for token in told.words.at({position for stands in told.terms.values() for position, _ in stands}):
            words.setdefault(token.position, []).append(token)
        found: list[Token] = []
        for kind, stands in told.terms.items():
            looked = self._wanted.look(kind, self._chains[kind])
            marked = []
            for position, term in stands:
                there = [Token(term, *token[1:]) for token in words.get(position, ()) if looked[token.term] == term]
                if not there:
                    return None
                marked += there
            found += self._wanted.in_sequence(kind, marked)
        return found

    def _written(self, place: int) -> str:
        return (self.text.title or "") if place == TITLE else self.text.paragraphs[place]


def analyzed(text: str, language: str, wanted: Wanted) -> Iterator[Token]:
    """The marked words of a text of a language, every word being looked at."""
    for kind, analyzer in _chains(text, language, wanted.languages).items():
        terms = wanted.of_kind(kind)
        if not terms:
            continue
        if analyzer.words is not None:
            marked = list(wanted.look(kind, analyzer).among(analyzer.tokenizer(text)))
        else:
            marked = [token for token in analyzer.tokens(text) if token.term in terms]
        yield from wanted.in_sequence(kind, marked)
    if (fitting := wanted.fitting()) is not None:
        yield from fitting.among(tokenize(text))


def apart(tokens: Iterable[Token]) -> tuple[Mark, ...]:
    """Marks of tokens in the order of the text, of those that overlap the first and longest."""
    found: list[Mark] = []
    for start, end, term in sorted((token.start, -token.end, token.term) for token in tokens):
        if not found or start >= found[-1][1]:
            found.append((start, -end, term))
    return tuple(found)


def _by_paragraph(text: Rendition, part: str, told: Placed) -> dict[int, Told] | None:
    """What is told of the title or the body, by place of paragraphs; None where the index knows another length."""
    first, texts = (TITLE, (text.title or "",)) if part == "title" else (0, text.paragraphs)
    words = [Words(each) for each in texts]
    if sum(one.count for one in words) != told.lengths.get(f"{part}_{COUNTED}", 0):
        return None
    spread: dict[int, Told] = {}
    begins = list(accumulate((max(one.count - 1, 0) + PARAGRAPH_GAP for one in words[:-1]), initial=0))
    for name, places in told.positions.items():
        if places and name.startswith(part):
            kind = name.removeprefix(f"{part}_")
            for position, term in places:
                at = bisect_right(begins, position) - 1
                if first + at not in spread:
                    spread[first + at] = Told(words[at], {})
                spread[first + at].terms.setdefault(kind, []).append((position - begins[at], term))
    return spread


def _most(told: Told) -> int:
    there = [stands for of_kind in told.terms.values() for stands in of_kind]
    return min(len({position for position, _ in there}), len({term for _, term in there}))


def _in_sequence(tokens: Sequence[Token], phrases: frozenset[tuple[str, ...]]) -> Iterator[Token]:
    """The tokens of phrases: those whose terms stand at positions that follow one another."""
    at: dict[int, list[Token]] = {}
    for token in tokens:
        at.setdefault(token.position, []).append(token)
    for token in tokens:
        for terms in phrases:
            if token.term == terms[0]:
                others = [_one(at.get(token.position + place, ()), term) for place, term in enumerate(terms)]
                yield from (one for one in others if one and None not in others)


def _one(tokens: Iterable[Token], term: str) -> Token | None:
    return next((token for token in tokens if token.term == term), None)


def _fits(terms: Mapping[str, frozenset[str]]) -> list[Callable[[str], object]]:
    """What tells whether a term fits a beginning, a pattern, or looks like a word."""
    fits: list[Callable[[str], object]] = []
    if beginnings := tuple(terms.get("prefix", ())):
        fits.append(lambda term: term.startswith(beginnings))
    for pattern in terms.get("pattern", ()):
        fits += [re.compile("".join(_LETTERS.get(sign) or re.escape(sign) for sign in pattern)).fullmatch]
    for edits in (1, 2):
        fits += [partial(within, edits, word) for word in terms.get(f"like{edits}", ())]
    return fits


def _chains(text: str, language: str, languages: Languages) -> dict[str, Analyzer]:
    chains = analyzers.chains(language, languages)
    is_latin = language == "kk" and not _CYRILLIC.search(text)
    return chains_through(chains, choose(text)) if is_latin else chains
