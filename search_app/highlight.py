"""Texts cut where their looks change: marked words, and the spans of statements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text, marked or not."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A piece of a passage: the number of the sentence that begins with it, None where none does."""

    number: int | None
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a paragraph: the number of the statement it is, None between statements; and its sentences."""

    statement: int | None
    segments: tuple[Segment, ...]
    sentences: tuple[Sentence, ...] = ()


def segments(text: str, marks: Iterable[Span]) -> tuple[Segment, ...]:
    """The text in pieces, in order; joined they are the text again."""
    return tuple(Segment(text[start:end], span is not None) for start, end, span in _cut(len(text), marks))


def marked(pieces: Iterable[Segment]) -> Markup:
    """The pieces as they are written into a page."""
    return Markup("".join(f"<mark>{escape(one.text)}</mark>" if one.marked else escape(one.text) for one in pieces))


def passages(
    text: str, statements: Sequence[tuple[int, Span]], marks: Sequence[Span], sentences: Sequence[Span] = ()
) -> tuple[Passage, ...]:
    """A paragraph in passages; of two statements (number, span) that overlap the first keeps the words."""
    numbers = {span: number for number, span in reversed(statements)}
    made = []
    for start, end, span in _cut(len(text), numbers):
        inside = _sentences(text, (start, end), marks, sentences)
        made.append(Passage(numbers[span] if span else None, _marked(text, (start, end), marks), inside))
    return tuple(made)


def _sentences(text: str, within: Span, marks: Sequence[Span], sentences: Sequence[Span]) -> tuple[Sentence, ...]:
    """The sentences of a passage; one that a statement cuts in two is numbered where it begins."""
    first, last = within
    clipped = {(max(a, first), min(b, last)): (n, a) for n, (a, b) in enumerate(sentences) if a < last and b > first}
    made = []
    for start, end, span in _cut(last - first, [(a - first, b - first) for a, b in clipped]):
        number, begins = clipped[span[0] + first, span[1] + first] if span else (0, -1)
        begun = number if begins == start + first else None
        made.append(Sentence(begun, _marked(text, (start + first, end + first), marks)))
    return tuple(made)


def _marked(text: str, within: Span, marks: Sequence[Span]) -> tuple[Segment, ...]:
    start, end = within
    inside = [(max(a, start) - start, min(b, end) - start) for a, b in marks if a < end and b > start]
    return segments(text[start:end], inside)


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
