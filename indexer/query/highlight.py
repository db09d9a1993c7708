"""Where the wanted words stand in a text, in whatever form, and the passage that shows most of them.

The same analyzers as in the index read the text, so a mark stands where the index found its term; where the index
told the positions (marking.py), only the words there are analyzed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import partial

import analyzers
from analyzers.analysis import Analyzer, Token
from analyzers.language import Languages
from analyzers.names import capitalised
from analyzers.scripts import choose, through
from analyzers.tokenizer import tokenize
from corpus.records import TITLE, Rendition, Statement
from indexer.engines.base import Engine, Placed
from indexer.query.edits import within
from indexer.query.marking import Reader, by_word, chains, learn

Span = tuple[int, int]

PASSAGE = 280  # characters
BEFORE = 60  # characters before the first mark
_SPACE = re.compile(r"\s")
_OF_TEXT = (tokenize, capitalised)  # whose words are those of the first, or some of them
_LETTERS = {"*": ".*", "?": "."}
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")


class Looked(dict[str, str]):
    """By word, the term that it is marked for, or nothing; each word is looked at once."""

    def __init__(self, analyzer: Analyzer, fits: Callable[[str], object]) -> None:
        super().__init__()
        self._filters: list[Callable[[str], str]] = [each.word for each in analyzer.filters]  # type: ignore[attr-defined]
        self._fits = fits
        self._marked: set[str] = set()

    def __missing__(self, word: str) -> str:
        term = word
        for read in self._filters:
            term = read(term)
        found = self[word] = term if self._fits(term) else ""
        if found:
            self._marked.add(word)
        return found

    def learn(self, words: Set[str]) -> None:
        """Takes words that are not marked."""
        self.update(dict.fromkeys(words - self.keys(), ""))

    def none_of(self, words: Set[str]) -> bool:
        """Whether it is known of all these words that they are not marked."""
        return words <= self.keys() and self._marked.isdisjoint(words)

    def among(self, tokens: Iterable[Token]) -> Iterator[Token]:
        """The tokens that are marked."""
        return (token._replace(term=self[token.term]) for token in tokens if self[token.term])


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was looked for: terms by kind of field (and `prefix`, `pattern`, `like1`, `like2`), the languages that find
    them in texts, and `phrases` by kind of field, whose terms are marked only where they follow one another."""

    terms: Mapping[str, frozenset[str]] = field(default_factory=dict)
    languages: Languages = field(default_factory=lambda: analyzers.LANGUAGES)
    phrases: Mapping[str, frozenset[tuple[str, ...]]] = field(default_factory=dict)
    looked: dict[str, Looked] = field(default_factory=dict, compare=False, repr=False)  # by kind, while texts are read
    placed: dict[str, Placed] = field(default_factory=dict, compare=False, repr=False)  # by id, until the text is read

    def __bool__(self) -> bool:
        return bool(self.terms or self.phrases)

    def of_kind(self, kind: str) -> frozenset[str]:
        """The terms of a kind, those of phrases among them."""
        return self.terms.get(kind, frozenset()).union(*self.phrases.get(kind, ()))

    def place(self, engine: Engine, texts: Mapping[str, str], parts: Sequence[str]) -> None:
        """Has an index tell where the terms stand in these parts of texts, given by id with their languages."""
        kinds = dict.fromkeys(kind for language in texts.values() for kind in chains(language, self.languages))
        fields = {f"{part}_{kind}": self.of_kind(kind) for kind in kinds if self.of_kind(kind) for part in parts}
        if fields:
            self.placed.update(engine.positions(texts, fields))


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage, the spans of wanted words in it, and its paragraph (TITLE where there is none)."""

    text: str
    marks: tuple[Span, ...]
    paragraph: int


def marks(text: str, language: str, wanted: Wanted) -> list[Span]:
    """The spans of wanted words in a text of a language, in order, none overlapping another."""
    return [(start, end) for start, end, _ in _found(text, language, wanted)]


def snippet(rendition: Rendition, wanted: Wanted, *, size: int = PASSAGE) -> Snippet:
    """The passage of a rendition with most of the wanted words; the beginning where none stands there."""
    _learn(rendition, wanted)
    best: tuple[int, int, list[tuple[int, int, str]]] = (0, 0, [])
    for place, paragraph in enumerate(rendition.paragraphs):
        found = _found(paragraph, rendition.language, wanted)
        first, different = _densest(found, size)
        if different > best[0]:
            best = (different, place, found[first:])
    _, place, found = best
    if not rendition.paragraphs:
        return Snippet(rendition.title or "", tuple(marks(rendition.title or "", rendition.language, wanted)), TITLE)
    return _cut(rendition.paragraphs[place], found, place=place, size=size)


def matching(rendition: Rendition, wanted: Wanted) -> tuple[Statement, ...]:
    """The statements of a rendition that hold a wanted word."""
    _learn(rendition, wanted)
    return tuple(one for one in rendition.statements if _found(one.text, rendition.language, wanted))


def _found(text: str, language: str, wanted: Wanted) -> list[tuple[int, int, str]]:
    spans = sorted((token.start, -token.end, token.term) for token in _tokens(text, language, wanted))
    found: list[tuple[int, int, str]] = []
    for start, end, term in spans:
        if not found or start >= found[-1][1]:
            found.append((start, -end, term))
    return found


def _learn(rendition: Rendition, wanted: Wanted) -> None:
    """Takes what the index tells of a text; of Latin Kazakh, which has other words in the index, nothing."""
    told = wanted.placed.pop(rendition.id, None)
    if told is None or (rendition.language, rendition.script) == ("kk", "Latn"):
        return
    readers = []
    for kind, analyzer in chains(rendition.language, wanted.languages).items():
        terms = wanted.of_kind(kind)
        if terms and by_word(analyzer):
            looked = _looked(kind, analyzer, wanted, terms.__contains__)
            readers.append(Reader(kind, analyzer, looked.__getitem__, looked.learn))
    learn(rendition, told, readers)


def _tokens(text: str, language: str, wanted: Wanted) -> Iterator[Token]:
    words = {token.term for token in tokenize(text)}
    for kind, analyzer in _chains(text, language, wanted.languages):
        terms, phrases = wanted.of_kind(kind), wanted.phrases.get(kind)
        if not terms:
            continue
        if by_word(analyzer):
            looked = _looked(kind, analyzer, wanted, terms.__contains__)
            if analyzer.tokenizer in _OF_TEXT and looked.none_of(words):
                continue
            marked = looked.among(analyzer.tokenizer(text))
        else:
            marked = (token for token in analyzer.tokens(text) if token.term in terms)
        if not phrases:
            yield from marked
            continue
        tokens, alone = list(marked), wanted.terms.get(kind, frozenset())
        yield from (token for token in tokens if token.term in alone)
        yield from _in_sequence(tokens, phrases)
    fits = _fitting(wanted)
    if fits:
        looked = _looked("", analyzers.exact, wanted, lambda term: any(fit(term) for fit in fits))
        yield from looked.among(analyzers.exact.tokenizer(text))


def _looked(kind: str, analyzer: Analyzer, wanted: Wanted, fits: Callable[[str], object]) -> Looked:
    found = wanted.looked.get(kind)
    return found if found is not None else wanted.looked.setdefault(kind, Looked(analyzer, fits))


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


def _fitting(wanted: Wanted) -> list[Callable[[str], object]]:
    """What tells whether a term fits a beginning, a pattern, or looks like a word."""
    terms = wanted.terms
    fits: list[Callable[[str], object]] = []
    if beginnings := tuple(terms.get("prefix", ())):
        fits.append(lambda term: term.startswith(beginnings))
    for pattern in terms.get("pattern", ()):
        fits += [re.compile("".join(_LETTERS.get(sign) or re.escape(sign) for sign in pattern)).fullmatch]
    for edits in (1, 2):
        fits += [partial(within, edits, word) for word in terms.get(f"like{edits}", ())]
    return fits


def _chains(text: str, language: str, languages: Languages) -> Iterable[tuple[str, Analyzer]]:
    latin = language == "kk" and not _CYRILLIC.search(text)
    scheme = choose(text) if latin else None
    for kind, chain in chains(language, languages).items():
        yield kind, through(chain, scheme) if scheme and kind != "exact" else chain


def _densest(found: list[tuple[int, int, str]], size: int) -> tuple[int, int]:
    """From which mark on a passage holds most different terms, and how many."""
    best = (0, 0)
    for first, (start, _, _) in enumerate(found):
        different = len({term for _, end, term in found[first:] if end - start <= size - BEFORE})
        if different > best[1]:
            best = (first, different)
    return best


def _cut(text: str, found: list[tuple[int, int, str]], *, place: int, size: int) -> Snippet:
    start = 0
    if found and len(text) > size:
        start = _border(text, max(0, min(found[0][0] - BEFORE, len(text) - size)))
    end = len(text) if len(text) - start <= size else _last_border(text, start + size)
    before, after = "… " * (start > 0), " …" * (end < len(text))
    shift = len(before) - start
    inside = tuple((left + shift, right + shift) for left, right, _ in found if right <= end)
    return Snippet(f"{before}{text[start:end]}{after}", inside, place)


def _border(text: str, place: int) -> int:
    """The first beginning of a word at or behind a place."""
    if place == 0:
        return 0
    space = _SPACE.search(text, place - 1)
    return space.end() if space and space.end() - place < BEFORE else place


def _last_border(text: str, place: int) -> int:
    """The last end of a word at or before a place."""
    space = max(text.rfind(" ", place - BEFORE, place + 1), text.rfind("\n", place - BEFORE, place + 1))
    return space if space > 0 else place
