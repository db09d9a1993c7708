"""Phrases and neighbours: where terms stand together.

Segment by segment: documents that hold all terms first, and only their positions are read, a stretch of documents
after another, so that what is worked on stays near the processor. A place is a position counted on through all
documents of a stretch, so that one sorted array holds all places of a term; between the places of two documents
there is more room than the terms may take.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from indexer.engines.base import Near, Phrase
from indexer.engines.whoosh.blocks import Gaps, Ints, runs
from indexer.engines.whoosh.matches import Mask, Numbers, distinct, inside
from indexer.engines.whoosh.snapshot import Part, Snapshot, joined

FARTHEST = 1 << 31  # positions are below that, and no two in a document are further apart
STRETCH = 1 << 15  # positions of a term that are read at once, about
TABLE = 1 << 18  # places that are told apart at once when many are looked up
MANY = 1 << 13  # from so many on
FEW = 16  # so many times fewer are looked up one by one
MOST = 2  # with one in so many documents of a term wanted, reading all of them is quicker
DENSE = 8  # documents of which one in so many is read have their room in an array of all


class _Wanted(NamedTuple):
    """Documents whose positions of a term are read, how many each has, where they end when they are put together, and
    where they begin among all positions, where that is elsewhere."""

    documents: Numbers
    frequencies: Numbers
    ends: Ints
    gaps: Gaps
    begins: Ints | None

    def steps(self, first: int, stop: int) -> Numbers:
        """How much further the positions of some documents are than the one before, or the beginning, and one more."""
        if self.begins is not None:
            steps = self.gaps.take(runs(self.begins[first:stop], self.frequencies[first:stop]))
        else:
            start = int(self.ends[first - 1]) if first else 0
            steps = self.gaps.slice(start, int(self.ends[stop - 1]) if stop else 0)
        steps += 1
        return steps


class _Read(NamedTuple):
    """Positions of a term, each with one more than all last ones of the documents before it added; the documents,
    how many positions each has, what was added to them, and the last one of each."""

    sums: Ints
    documents: Numbers
    frequencies: Numbers
    added: Ints
    last: Ints


class _Room(NamedTuple):
    """Documents that have room, all from the first one on where they are not named, and where that of each ends."""

    first: int
    documents: Numbers | None
    ends: Ints

    def of(self, places: Numbers) -> Numbers:
        """The documents of places."""
        found = np.searchsorted(self.ends, places, side="right")
        return found + self.first if self.documents is None else self.documents[found]


def together(node: Phrase | Near, snapshot: Snapshot) -> tuple[Numbers, Numbers]:
    """The rows where terms stand together, ascending, and how often."""
    return joined(found for part in snapshot.parts for found in _of_part(node, part, snapshot))


def _of_part(node: Phrase | Near, part: Part, snapshot: Snapshot) -> Iterator[tuple[Numbers, Numbers]]:
    lists: dict[str, tuple[Numbers, Numbers]] = {}
    for term in dict.fromkeys(node.terms):
        lists[term] = _read(snapshot, part, node.field, term)
        if not len(lists[term][0]):
            return
    common = _common([documents for documents, _ in lists.values()], part.segment.count)
    if not len(common):
        return
    wanted = {
        term: _wanted(held, common, snapshot.read_gaps(part, node.field, term), part.segment.count)
        for term, held in lists.items()
    }
    first, stop = int(common[0]), int(common[-1]) + 1
    borders = (first, *(border for border in _borders(wanted.values()) if first < border < stop), stop)
    for stretch in itertools.pairwise(borders):
        yield part.live(*_of_stretch(node, wanted, stretch))


def _wanted(held: tuple[Numbers, Numbers], common: Numbers, gaps: Gaps, count: int) -> _Wanted:
    """What to read of a term: all, or of common documents alone."""
    documents, frequencies = held
    ends = np.cumsum(frequencies, dtype=np.int64)
    if len(common) * MOST >= len(documents):
        return _Wanted(documents, frequencies, ends, gaps, None)
    there = inside(documents, common, count)
    counts = frequencies[there].astype(np.int64)
    return _Wanted(common, counts, np.cumsum(counts), gaps, ends[there] - counts)


def _borders(wanted: Iterable[_Wanted]) -> list[int]:
    """Documents between which the term with most positions has about as many as are read at once."""
    longest = max(wanted, key=lambda one: int(one.ends[-1]))
    steps = np.arange(STRETCH, int(longest.ends[-1]), STRETCH)
    borders: list[int] = longest.documents[np.searchsorted(longest.ends, steps)].tolist()
    return borders


def _of_stretch(
    node: Phrase | Near, wanted: Mapping[str, _Wanted], stretch: tuple[int, int]
) -> tuple[Numbers, Numbers]:
    """The documents from one on and before another where the terms stand together, and how often."""
    read = {term: _positions(one, stretch) for term, one in wanted.items()}
    if not all(len(one.documents) for one in read.values()):
        return _times(np.empty(0, np.int64))
    room, places = _placed(read, stretch, _reach(node))
    starts = _phrase(node, places) if isinstance(node, Phrase) else _near(node, places)
    return _times(room.of(starts))


def _positions(wanted: _Wanted, stretch: tuple[int, int]) -> _Read:
    first, stop = np.searchsorted(wanted.documents, np.array(stretch, wanted.documents.dtype)).tolist()
    sums = np.cumsum(wanted.steps(first, stop), dtype=np.int64)
    ends = wanted.ends[first:stop] - (wanted.ends[first - 1] if first else 0)
    last = sums[ends - 1]
    added = np.ones_like(last)
    added[1:] += last[:-1]
    return _Read(sums, wanted.documents[first:stop], wanted.frequencies[first:stop], added, last - added)


def _placed(read: Mapping[str, _Read], stretch: tuple[int, int], reach: int) -> tuple[_Room, dict[str, Numbers]]:
    """The room of documents, and the places of every term."""
    known, ranks = _ranked([one.documents for one in read.values()], stretch)
    room = np.zeros(stretch[1] - stretch[0] if known is None else len(known), np.int64)
    for rank, one in zip(ranks, read.values(), strict=True):
        room[rank] = np.maximum(room[rank], one.last + (1 + reach))
    ends = np.cumsum(room)
    begins = np.subtract(ends, room, out=room)
    places: dict[str, Numbers] = {}
    for (term, one), rank in zip(read.items(), ranks, strict=True):
        places[term] = np.repeat(begins[rank] - one.added, one.frequencies)
        places[term] += one.sums
    return _Room(stretch[0], known, ends), places


def _ranked(lists: Sequence[Numbers], stretch: tuple[int, int]) -> tuple[Numbers | None, Sequence[Numbers]]:
    """All documents of these lists, None where they are many, and the ranks there of those of each list."""
    first, stop = stretch
    if sum(map(len, lists)) * DENSE > stop - first:
        return None, [documents.astype(np.intp) - first for documents in lists]
    known = distinct(np.concatenate(lists))
    return known, [np.searchsorted(known, documents) for documents in lists]


def _reach(node: Phrase | Near) -> int:
    """More positions than the terms take where they stand together."""
    reach = node.distance + 1 if isinstance(node, Near) else len(node.terms) + node.slop
    return min(reach, FARTHEST)


def _times(ascending: Numbers) -> tuple[Numbers, Numbers]:
    """Each number once, and how often it was there."""
    new = np.ones(len(ascending), np.bool_)
    np.not_equal(ascending[1:], ascending[:-1], out=new[1:])
    firsts = new.nonzero()[0]
    times = np.empty_like(firsts)
    times[:-1] = firsts[1:]
    times[-1:] = len(ascending)
    return ascending[firsts], times - firsts


def _read(snapshot: Snapshot, part: Part, field: str, term: str) -> tuple[Numbers, Numbers]:
    found: tuple[Numbers, Numbers] = snapshot.kept.get(
        (part.place, field, term), lambda: snapshot.read(part, field, term)
    )
    return found


def _common(lists: Iterable[Numbers], count: int) -> Numbers:
    """The documents of all lists; of no lists, none."""
    shortest, *others = sorted(lists, key=len) or [np.empty(0, np.int64)]
    for other in others:
        shortest = shortest[inside(shortest, other, count)]
    return shortest


def _phrase(phrase: Phrase, places: Mapping[str, Numbers]) -> Numbers:
    """Where the phrase begins."""
    return _exact(phrase, places) if phrase.slop == 0 else _with_slop(phrase, places)


def _exact(phrase: Phrase, places: Mapping[str, Numbers]) -> Numbers:
    """The beginnings that every term allows, the rarest term's first."""
    ordered = sorted(enumerate(phrase.terms), key=lambda item: len(places[item[1]]))
    (offset, term), *others = ordered
    starts = places[term] - offset
    for offset, term in others:
        starts = starts[held(starts + offset, places[term])]
    return starts


def held(wanted: Numbers, places: Numbers) -> Mask:
    """Whether each of ascending numbers is among the places; many are told apart by a table, part by part."""
    if len(wanted) < MANY or len(wanted) * FEW < len(places):
        return _found(wanted, places)
    there = np.zeros(len(wanted), np.bool_)
    table = np.zeros(min(TABLE, int(wanted[-1] - wanted[0]) + 1), np.bool_)
    bases = np.arange(int(wanted[0]), int(wanted[-1]) + len(table) + 1, len(table))
    bounds = zip(*(itertools.pairwise(np.searchsorted(of, bases).tolist()) for of in (wanted, places)), strict=True)
    for base, (asked, known) in zip(bases.tolist(), bounds, strict=False):
        entries = places[slice(*known)] - base
        table[entries] = True
        there[slice(*asked)] = table[wanted[slice(*asked)] - base]
        table[entries] = False
    return there


def _found(wanted: Numbers, places: Numbers) -> Mask:
    there: Mask = places.take(np.searchsorted(places, wanted), mode="clip") == wanted
    return there


def _with_slop(phrase: Phrase, places: Mapping[str, Numbers]) -> Numbers:
    starts = ends = places[phrase.terms[0]]
    for term in phrase.terms[1:]:
        following = np.searchsorted(places[term], ends, side="right")  # the nearest one leaves most room for the rest
        there = following < len(places[term])
        starts, ends = starts[there], places[term][following[there]]
        near = ends - starts < len(phrase.terms) + phrase.slop
        starts, ends = starts[near], ends[near]
    return starts


def _near(near: Near, places: Mapping[str, Numbers]) -> Numbers:
    """Where a stretch begins that holds all terms, as often as each is named."""
    starts = distinct(np.concatenate(list(places.values())))
    for term, times in Counter(near.terms).items():
        last = np.searchsorted(places[term], starts) + times - 1
        reached = places[term].take(last, mode="clip")
        starts = starts[(last < len(places[term])) & (reached <= starts + min(near.distance, FARTHEST))]
    return starts
