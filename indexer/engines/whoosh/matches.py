"""Matches, and how they are put together: all of several, any of them, what others leave."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

FEW = 16  # so many times shorter a list is looked up in the other, row by row
DENSE = 8  # lists that hold one row in so many together are laid out over all rows

Numbers = NDArray[np.integer[Any]]
Scores = NDArray[np.float64]
Mask = NDArray[np.bool_]


class Matches(NamedTuple):
    """Rows, ascending, with their scores."""

    rows: Numbers
    scores: Scores

    def weighed(self, weight: float) -> Matches:
        """The same rows with so many times the score."""
        return self if weight == 1.0 else Matches(self.rows, self.scores * weight)

    def snug(self) -> Matches:
        """The same in less room: there are no more rows than 32 bits can tell."""
        return self._replace(rows=self.rows.astype(np.int32, copy=False))

    def only(self, mask: Mask) -> Matches:
        """Those that the mask lets pass."""
        places = mask.nonzero()[0]  # to be told places is quicker than to be told what passes
        return Matches(self.rows.take(places), self.scores.take(places))


NOTHING = Matches(np.empty(0, np.int64), np.empty(0))


def unscored(rows: Numbers) -> Matches:
    """Rows with score 0."""
    return Matches(rows, np.zeros(len(rows)))


def distinct(numbers: Numbers) -> Numbers:
    """The numbers, ascending, each once; np.unique takes ten times as long since it hashes them (numpy 2.3)."""
    ascending = np.sort(numbers)
    return ascending[firsts(ascending)]


def firsts(ascending: Numbers) -> Mask:
    """Which of ascending numbers are not the same as the one before."""
    first = np.ones(len(ascending), np.bool_)
    first[1:] = ascending[1:] != ascending[:-1]
    return first


def inside(some: Numbers, others: Numbers, count: int) -> Mask:
    """Whether each of some ascending rows is among the others; all are less than `count`."""
    if not len(others):
        return np.zeros(len(some), np.bool_)
    if len(some) * FEW < len(others):
        there: Mask = others.take(np.searchsorted(others, some), mode="clip") == some
        return there
    mask = np.zeros(count, np.bool_)
    mask[others] = True
    return mask[some]


def all_of(parts: Sequence[Matches], count: int) -> Matches:
    """Rows in all of one or more parts, their scores added."""
    shortest, *others = sorted(parts, key=lambda part: len(part.rows))
    for other in others:
        shortest = _both(shortest, other, count)
    return shortest


def _both(short: Matches, long: Matches, count: int) -> Matches:
    if len(short.rows) * FEW < len(long.rows):
        places = np.searchsorted(long.rows, short.rows)
        there = long.rows.take(places, mode="clip") == short.rows
        return Matches(short.rows[there], short.scores[there] + long.scores[places[there]])
    kept = long.only(inside(long.rows, short.rows, count))
    if len(kept.rows) < len(short.rows):
        short = short.only(inside(short.rows, kept.rows, count))
    return Matches(kept.rows, short.scores + kept.scores)


def any_of(parts: Sequence[Matches], count: int, *, best: bool) -> Matches:
    """Rows in any part, with the sum of their scores or the best of them."""
    parts = [part for part in parts if len(part.rows)]
    if len(parts) <= 1:
        return parts[0] if parts else NOTHING
    if sum(len(part.rows) for part in parts) * DENSE < count:
        return _gathered(parts, best=best)
    there = np.zeros(count, np.bool_)
    scores = np.zeros(count)
    for narrow, added in parts:
        rows = narrow.astype(np.intp)  # once, not whenever they are used
        there[rows] = True
        scores[rows] = np.maximum(scores[rows], added) if best else scores[rows] + added
    rows = np.flatnonzero(there)
    return Matches(rows, scores[rows])


def _gathered(parts: Sequence[Matches], *, best: bool) -> Matches:
    rows = np.concatenate([part.rows for part in parts])
    order = np.argsort(rows, kind="stable")
    rows = rows[order]
    starts = np.flatnonzero(firsts(rows))
    scores = np.concatenate([part.scores for part in parts])[order]
    return Matches(rows[starts], (np.maximum if best else np.add).reduceat(scores, starts))


def without(matches: Matches, rows: Numbers, count: int) -> Matches:
    """The matches that are not among these rows."""
    return matches.only(~inside(matches.rows, rows, count))
