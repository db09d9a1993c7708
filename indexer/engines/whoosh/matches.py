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
    mask[others.astype(np.intp)] = True  # numpy puts and takes by no other type as quickly
    return mask.take(some)


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
    if best:
        parts = _apart(parts)
    if len(parts) <= 1:
        return parts[0] if parts else NOTHING
    if len(parts) == 2:
        short, long = sorted(parts, key=lambda part: len(part.rows))
        if len(short.rows) * FEW < len(long.rows):
            return _into(long, short, best=best)
    if sum(len(part.rows) for part in parts) * DENSE < count:
        return _gathered(parts, best=best)
    return _laid_out(parts, count, best=best)


def _laid_out(parts: Sequence[Matches], count: int, *, best: bool) -> Matches:
    """Parts over all rows; where every match has a score, the scores tell where they are."""
    scored = all(part.scores.min() > 0 for part in parts)
    scores, there = np.zeros(count), np.zeros(count, np.bool_)
    for narrow, added in parts:
        rows = narrow.astype(np.intp)  # once, not whenever they are used
        (np.maximum if best else np.add).at(scores, rows, added)
        if not scored:
            there[rows] = True
    rows = (scores > 0 if scored else there).nonzero()[0]
    return Matches(rows, scores.take(rows))


def _apart(parts: Sequence[Matches]) -> list[Matches]:
    """Parts of which no two neighbours have the same rows: of such, the best scores."""
    found: list[Matches] = []
    for part in parts:
        if found and np.array_equal(part.rows, found[-1].rows):
            found[-1] = Matches(part.rows, np.maximum(part.scores, found[-1].scores))
        else:
            found.append(part)
    return found


def _into(long: Matches, short: Matches, *, best: bool) -> Matches:
    """The matches of a list and of a much shorter one."""
    places = long.rows.searchsorted(short.rows)
    there = long.rows.take(places, mode="clip") == short.rows
    held, new = places[there], places[~there]
    scores = long.scores.copy()
    scores[held] = (np.maximum if best else np.add)(scores[held], short.scores[there])
    if not len(new):
        return Matches(long.rows, scores)
    ours = np.ones(len(scores) + len(new), np.bool_)
    ours[new + np.arange(len(new))] = False
    rows, both = np.empty(len(ours), long.rows.dtype), np.empty(len(ours))
    rows[ours], both[ours] = long.rows, scores
    rows[~ours], both[~ours] = short.rows[~there], short.scores[~there]
    return Matches(rows, both)


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
