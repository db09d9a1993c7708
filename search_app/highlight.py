"""Texts cut where their looks change: marked words, and the spans of statements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text, marked or not."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a paragraph: the number of the statement it is, None between statements."""

    statement: int | None
    segments: tuple[Segment, ...]


def segments(text: str, marks: Iterable[Span]) -> tuple[Segment, ...]:
    """The text in pieces, in order; joined they are the text again."""
    return tuple(Segment(text[start:end], span is not None) for start, end, span in _cut(len(text), marks))


def passages(text: str, statements: Sequence[tuple[int, Span]], marks: Sequence[Span]) -> tuple[Passage, ...]:
    """A paragraph in passages; of two statements (number, span) that overlap the first keeps the words."""
    numbers = {span: number for number, span in reversed(statements)}
    made = []
    for start, end, span in _cut(len(text), numbers):
        inside = [(max(a, start) - start, min(b, end) - start) for a, b in marks if a < end and b > start]
        made.append(Passage(numbers[span] if span else None, segments(text[start:end], inside)))
    return tuple(made)


def _cut(length: int, spans: Iterable[Span]) -> list[tuple[int, int, Span | None]]:
    """The text from end to end in pieces, each with the span it belongs to."""
    pieces: list[tuple[int, int, Span | None]] = []
    at = 0
    for span in sorted(spans):
        start, end = max(span[0], at), min(span[1], length)
        if start >= end:
            continue
        if start > at:
            pieces.append((at, start, None))
        pieces.append((start, end, span))
        at = end
    if at < length:
        pieces.append((at, length, None))
    return pieces
