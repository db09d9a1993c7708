"""Facets ready for counting: how many rows, or groups of them, have each label.

The labels of all facets are numbered through, and lie in one table with a line for every row: the first label of
the first facet, the second, … , the first label of the second facet, … . So counting all facets of some rows is to
take their lines and to count the numbers in them. A row without a label has the label `UNSTATED`; a place that a row
does not need holds a number that only this place has and no label. Labels that few rows have so many of lie apart.

For counting groups, the pairs of label and group that there are have numbers, in the same places. Rows that are the
only ones of their group count as they are; of the others, the pairs met are counted once each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.engines.base import UNSTATED
from indexer.engines.whoosh.columns import Labels
from indexer.engines.whoosh.matches import Mask, Numbers, distinct

MOST_PLACES = 4  # of a facet in a line
SELDOM = 8  # a place that one row in so many needs at least is worth having in all lines
STRETCH = 1 << 13  # rows counted at once, so that what is worked on stays near the processor
CODE_BITS = 24  # of a number that orders labels: what tells the label, below what tells how often it was met
COUNT_BITS = 32
DENSE = 64  # of so many pairs, one is met at least where marking them all beats sorting


class Lines(NamedTuple):
    """The lines of all rows, and behind them what did not fit: `rest[starts[row]:starts[row + 1]]`."""

    table: Numbers
    starts: Numbers | None
    rest: Numbers

    def of(self, rows: Numbers) -> Numbers:
        """The numbers in the lines of these rows."""
        numbers: Numbers = self.table.take(rows, axis=0).ravel()
        return numbers if self.starts is None else np.concatenate((numbers, self.behind(rows)))

    def behind(self, rows: Numbers) -> Numbers:
        """The numbers that did not fit into the lines of these rows."""
        assert self.starts is not None
        counts = self.starts[rows + 1] - self.starts[rows]
        ends = np.cumsum(counts)
        places = np.repeat(self.starts[rows] - ends + counts, counts)
        rest: Numbers = self.rest[places + np.arange(len(places))]
        return rest


class _Facet(NamedTuple):
    """One facet of all rows: where its labels begin among all, its places in a line, and every row's labels."""

    names: NDArray[np.object_]
    first: int
    places: range
    starts: Numbers
    labels: Numbers

    @property
    def stop(self) -> int:
        """Where its labels end."""
        return self.first + len(self.names)

    @property
    def counts(self) -> Numbers:
        """How many labels every row has."""
        return np.diff(self.starts)


class Facets:
    """All facets of a snapshot."""

    def __init__(self, columns: Mapping[str, Labels], groups: Numbers) -> None:
        self._facets: dict[str, _Facet] = {}
        first = place = 0
        for name, labels in columns.items():
            facet = self._facets[name] = _facet(labels, first, place)
            first, place = first + len(facet.names), place + len(facet.places)
        self._total = first
        self._groups = groups
        self._among = int(groups.max(initial=0)) + 1
        self._codes = {
            name: {label: code for code, label in enumerate(facet.names, facet.first)}
            for name, facet in self._facets.items()
        }
        facets = self._facets.values()
        self._names = np.concatenate([np.empty(0, object), *(facet.names for facet in facets)])
        self._firsts = np.array([facet.first for facet in facets])
        places = np.repeat(np.arange(1, len(facets) + 1), [len(facet.names) for facet in facets])
        self._order = (places << CODE_BITS + COUNT_BITS) + np.arange(first)
        self._lines = self._laid([facet.labels for facet in self._facets.values()], first)

    def passing(self, name: str, values: Iterable[str], rows: Numbers) -> Mask:
        """Whether each of these rows has any of a facet's labels."""
        codes, facet = self._codes[name], self._facets[name]
        chosen = np.zeros(self._total + self._lines.table.shape[1], np.bool_)
        chosen[[codes[value] for value in values if value in codes]] = True
        passed = np.zeros(len(rows), np.bool_)
        for place in facet.places:
            passed |= chosen[self._lines.table[rows, place]]
        starts = self._lines.starts
        if starts is not None:
            behind = np.repeat(np.arange(len(rows)), starts[rows + 1] - starts[rows])
            passed[behind[chosen[self._lines.behind(rows)]]] = True
        return passed

    def counts(self, rows: Numbers, names: Sequence[str], *, group: bool) -> dict[str, dict[str, int]]:
        """How many of these rows, or groups of them, have each label of these facets, the most frequent first."""
        alone, several = self._parted(rows) if group else (rows, rows[:0])
        counts = np.bincount(self._lines.of(alone[:STRETCH]), minlength=self._total)[: self._total]
        for start in range(STRETCH, len(alone), STRETCH):
            counts += np.bincount(self._lines.of(alone[start : start + STRETCH]), minlength=self._total)[: self._total]
        if len(several):
            counts += self._group_counts(several)[: self._total]
        return self._named(counts, names)

    def _parted(self, rows: Numbers) -> tuple[Numbers, Numbers]:
        """Rows that are the only ones of their group among these, and the others."""
        groups = self._groups.take(rows)
        if len(rows) * DENSE < self._among:
            _, places, times = np.unique(groups, return_inverse=True, return_counts=True)
            alone = times[places] == 1
        else:
            alone = np.bincount(groups, minlength=self._among).take(groups) == 1
        return rows[alone], rows[~alone]

    def _group_counts(self, rows: Numbers) -> Numbers:
        lines, labels = self._pairs
        pairs = lines.of(rows)
        if len(pairs) * DENSE < len(labels):
            return np.bincount(labels[distinct(pairs)], minlength=self._total)
        met = np.zeros(len(labels), np.bool_)
        met[pairs.astype(np.intp)] = True
        return np.bincount(labels[met], minlength=self._total)

    @cached_property
    def _pairs(self) -> tuple[Lines, Numbers]:
        """The numbers of the pairs of label and group of every row, and every pair's label."""
        among = self._among
        numbers, labels, total = [], [], 0
        for facet in self._facets.values():
            pairs = facet.labels.astype(np.int64) * among + np.repeat(self._groups, facet.counts)
            known, mine = np.unique(pairs, return_inverse=True)
            numbers.append(mine + total)
            labels.append(known // among)
            total += len(known)
        lines = self._laid(numbers, total)
        labels.append(np.arange(lines.table.shape[1]) + self._total)
        return lines, np.concatenate([some.astype(np.uint32) for some in labels])

    def _laid(self, numbers: Sequence[Numbers], total: int) -> Lines:
        """Lines of the numbers of every facet, all less than the total; free places are numbered from there."""
        places = sum(len(facet.places) for facet in self._facets.values())
        table = np.empty((len(self._groups), places), np.uint16 if total + places < 1 << 16 else np.uint32)
        table[:] = np.arange(total, total + places)
        behind: list[Numbers] = []
        rows = [np.empty(0, np.int64)]
        for facet, mine in zip(self._facets.values(), numbers, strict=True):
            row = np.repeat(np.arange(len(table)), facet.counts)
            place = np.arange(len(mine)) - facet.starts[row]
            fits = place < len(facet.places)
            table[row[fits], place[fits] + facet.places.start] = mine[fits]
            behind.append(mine[~fits].astype(table.dtype))
            rows.append(row[~fits])
        row = np.concatenate(rows)
        if not len(row):
            return Lines(table, None, row)
        starts = np.concatenate(([0], np.cumsum(np.bincount(row, minlength=len(table)))))
        return Lines(table, starts, np.concatenate(behind)[np.argsort(row, kind="stable")])

    def _named(self, counts: Numbers, names: Sequence[str]) -> dict[str, dict[str, int]]:
        """By facet and label what was counted, the most frequent first; one number a label orders all of them."""
        first, stop = min(self._facets[name].first for name in names), max(self._facets[name].stop for name in names)
        there = counts[first:stop].nonzero()[0] + first
        order = self._order[there] - (counts[there] << CODE_BITS)
        order.sort()
        codes = order & ((1 << CODE_BITS) - 1)
        labels, numbers = self._names[codes].tolist(), counts[codes].tolist()
        bounds = pairwise([*there.searchsorted(self._firsts).tolist(), len(there)])
        found = {name: slice(*bound) for name, bound in zip(self._facets, bounds, strict=True)}
        return {name: dict(zip(labels[found[name]], numbers[found[name]], strict=True)) for name in names}


def _facet(labels: Labels, first: int, place: int) -> _Facet:
    """The facet of labels as the columns keep them, with its first label and place numbered so."""
    names = sorted({*labels.names, UNSTATED})
    codes = {name: code for code, name in enumerate(names, first)}
    counts = np.diff(labels.starts)
    bare = labels.starts[:-1][counts == 0]
    known = np.array([codes[name] for name in labels.names], np.int64)
    numbers = np.insert(known[labels.codes], bare, codes[UNSTATED])
    counts = np.maximum(counts, 1)
    places = 1
    while places < MOST_PLACES and np.count_nonzero(counts > places) * SELDOM > len(counts):
        places += 1
    starts = np.cumsum(np.concatenate(([0], counts)), dtype=np.int32)
    return _Facet(np.array(names, object), first, range(place, place + places), starts, numbers.astype(np.uint32))
