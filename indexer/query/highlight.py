"""The passage of a text that shows most of the wanted words, with marks where they stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.records import TITLE, Rendition, Statement
from indexer.query.marking import Mark, Reading, Wanted, analyzed, apart

Span = tuple[int, int]

PASSAGE = 280  # characters
BEFORE = 60  # characters before the first mark
_SPACE = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage, the spans of wanted words in it, and its paragraph (TITLE where there is none)."""

    text: str
    marks: tuple[Span, ...]
    paragraph: int


def marks(text: str, language: str, wanted: Wanted) -> list[Span]:
    """The spans of wanted words in any text of a language, in order, none overlapping another."""
    return _spans(apart(analyzed(text, language, wanted)))


def marks_at(place: int, rendition: Rendition, wanted: Wanted) -> list[Span]:
    """The spans of wanted words in a paragraph of a rendition, or in its title (TITLE)."""
    return _spans(wanted.reading(rendition).marks(place))


def marks_of(statement: Statement, rendition: Rendition, wanted: Wanted) -> list[Span]:
    """The spans of wanted words in the text of a statement of a rendition."""
    return _spans(_within(statement, wanted.reading(rendition)))


def snippet(rendition: Rendition, wanted: Wanted, *, size: int = PASSAGE) -> Snippet:
    """The passage of a rendition with most of the wanted words; the beginning where none stands there."""
    if not rendition.paragraphs:
        return Snippet(rendition.title or "", tuple(marks_at(TITLE, rendition, wanted)), TITLE)
    place, found = _fullest(wanted.reading(rendition), size)
    return _cut(rendition.paragraphs[place], found, place=place, size=size)


def quoted(statement: Statement, rendition: Rendition, wanted: Wanted, *, size: int) -> Snippet:
    """The passage of a statement of a rendition with most of the wanted words."""
    found = _within(statement, wanted.reading(rendition))
    first, _ = _densest(found, size)
    return _cut(statement.text, found[first:], place=0, size=size)


def matching(rendition: Rendition, wanted: Wanted) -> tuple[Statement, ...]:
    """The statements of a rendition that hold a wanted word."""
    reading = wanted.reading(rendition)
    return tuple(one for one in rendition.statements if _within(one, reading))


def _within(statement: Statement, reading: Reading) -> list[Mark]:
    """The marks within a statement, as they stand in its text."""
    begin, stop = statement.start, statement.end
    found = reading.marks(statement.paragraph)
    return [(start - begin, end - begin, term) for start, end, term in found if begin <= start and end <= stop]


def _spans(found: Iterable[Mark]) -> list[Span]:
    return [(start, end) for start, end, _ in found]


def _fullest(reading: Reading, size: int) -> tuple[int, Sequence[Mark]]:
    """The first of the paragraphs that have most different terms in a passage, and its marks from that passage on;
    those that may have most are read first, and what cannot have more is not read."""
    best: tuple[int, int] = (0, 0)
    marked: Sequence[Mark] = ()
    for few, place in sorted((-most, place) for place, most in reading.promising()):
        if (few, place) > best:
            break
        found = reading.marks(place)
        first, different = _densest(found, size)
        if different and (-different, place) < best:
            best, marked = (-different, place), found[first:]
    return best[1], marked


def _densest(found: Sequence[Mark], size: int) -> tuple[int, int]:
    """From which mark on a passage holds most different terms, and how many."""
    best = (0, 0)
    for first, (start, _, _) in enumerate(found):
        different = len({term for _, end, term in found[first:] if end - start <= size - BEFORE})
        if different > best[1]:
            best = (first, different)
    return best


def _cut(text: str, found: Sequence[Mark], *, place: int, size: int) -> Snippet:
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
