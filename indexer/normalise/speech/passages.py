"""Quotations that run over several paragraphs: which part of a paragraph belongs to one that began earlier.

A quotation is carried on where its mark stays open and a later paragraph closes one that it never opened, or where the
next paragraph opens with the same mark again, as English printers do. Straight marks are told by their neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from indexer.normalise.speech.quotes import MARK, PAIRS, mark_at, marks

_FARTHEST = 8  # paragraphs of one quotation
_REOPENED = re.compile(r"[–—-]\s(?=[^\W\d_a-zа-яёәғқңөұүһі])")  # a paragraph that goes on behind the narrator's words
_NARRATED = re.compile(r"[,.!?…]\s?[–—-]\s?(?=[a-zа-яёәғқңөұүһі])")  # … which end the one before
_FEWEST = 3  # blanks in what straight marks are taken to carry on: they may stand for inches or be a misprint


class Carried(NamedTuple):
    """The parts of a paragraph that lie in a quotation over paragraphs: [0, head) and [tail, end); `after` is the
    number of the paragraph where it began, None where nothing is carried into this one.
    """

    head: int
    tail: int
    after: int | None = None


class _Loose(NamedTuple):
    """The marks of a paragraph that have no partner in it: the first closing one, the first opening one left open."""

    closing: int | None
    opening: int | None


def carried(texts: Sequence[str]) -> list[Carried]:
    """What is carried over the ends of paragraphs, for each of them."""
    found = [Carried(0, len(text)) for text in texts]
    loose = [_loose(text) for text in texts]
    first = 0
    while first < len(texts):
        last = _last(texts, loose, first)
        if last is not None:
            found[first] = found[first]._replace(tail=loose[first].opening or 0)
            for between in range(first + 1, last):
                found[between] = Carried(len(texts[between]), len(texts[between]), first)
            found[last] = Carried(_end(texts[last], loose[last]), len(texts[last]), first)
        first = last if last is not None and last > first else first + 1
    return found


def _last(texts: Sequence[str], loose: Sequence[_Loose], first: int) -> int | None:
    """The paragraph that closes what a paragraph leaves open."""
    opening = loose[first].opening
    if opening is None or not _carries(texts[first][opening], texts[first][opening:]):
        return None
    mark = mark_at(texts[first], opening)
    for at in range(first + 1, min(len(texts), first + _FARTHEST)):
        closing = loose[at].closing
        if closing is not None:
            return at if _partners(mark, mark_at(texts[at], closing)) else None
        if texts[at].startswith(texts[first][opening]) and at == first + 1:
            return at
        if loose[at].opening is not None:
            return None
    following = texts[first + 1] if first + 1 < len(texts) else ""
    return first + 1 if _REOPENED.match(following) and _NARRATED.search(texts[first], opening) else None


def _end(text: str, loose: _Loose) -> int:
    if loose.closing is not None:
        return loose.closing + 1
    closing = next((m.start() for m in MARK.finditer(text, 1) if _partners(text[0], m.group())), len(text) - 1)
    return closing + 1


def _carries(mark: str, carried_on: str) -> bool:
    return carried_on.count(" ") >= (_FEWEST if mark == '"' else 1)


def _partners(opening: str, closing: str) -> bool:
    return closing in PAIRS.get(opening, opening)


def _loose(text: str) -> _Loose:
    stack: list[int] = []
    closing: int | None = None
    for at in marks(text):
        if _opens(text, at):
            stack.append(at)
        elif stack and _partners(mark_at(text, stack[-1]), mark_at(text, at)):
            stack.pop()
        elif not stack and closing is None and mark_at(text, at) not in PAIRS and _carries(text[at], text[:at]):
            closing = at
    return _Loose(closing, stack[0] if stack else None)


def _opens(text: str, at: int) -> bool:
    """Whether a mark opens: a straight one stands before a word and behind none."""
    if text[at] != '"':
        return mark_at(text, at) in PAIRS and (text[at] != "“" or text[at + 1 : at + 2].strip() != "")
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    return after.isalnum() and not (before.isalnum() or before in (",", "!", "?", "…"))
