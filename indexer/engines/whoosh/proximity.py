"""Phrases and neighbours: where terms stand together.

Segment by segment: documents that hold all terms first, and only their positions are read. A place is a number
of a document and a position in one number, so that one sorted array holds all places of a term; between the
places of two documents there is more room than the terms may take.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.engines.base import Near, Phrase
from indexer.engines.whoosh.matches import Mask, Numbers, inside
from indexer.engines.whoosh.snapshot import Part, Snapshot, joined

FARTHEST = 1 << 31  # positions are below that, and no two in a document are further apart
TABLE = 1 << 22  # places that are told apart at once when many are looked up
MANY = 1 << 13  # from so many on
FEW = 16  # so many times fewer are looked up one by one
MOST_32 = np.iinfo(np.int32).max - TABLE  # places are numbers of 32 bits where all are below that
MOST = 2  # with one in so many documents of a term wanted, reading all of them is quicker


class _Wanted(NamedTuple):
    """Documents whose positions of a term are read, how many each has, and their places in the term's list."""

    documents: Numbers
    frequencies: Numbers
    which: NDArray[np.int64] | None


class _Places(NamedTuple):
    """The places of every term: `document << bits` and its position added."""

    bits: int
    of: Mapping[str, Numbers]


def together(node: Phrase | Near, snapshot: Snapshot) -> tuple[Numbers, Numbers]:
    """The rows where terms stand together, ascending, and how often."""
    return joined(_of_part(node, part, snapshot) for part in snapshot.parts)


def _of_part(node: Phrase | Near, part: Part, snapshot: Snapshot) -> tuple[Numbers, Numbers]:
    lists = {term: _read(snapshot, part, node.field, term) for term in dict.fromkeys(node.terms)}
    common = _common([documents for documents, _ in lists.values()], part.segment.count)
    if not len(common):
        return common, common
    places = _places(node, part, snapshot, {term: _wanted(held, common, part) for term, held in lists.items()})
    starts = _phrase(node, places.of) if isinstance(node, Phrase) else _near(node, places.of)
    return part.live(*_counted(starts >> places.bits))


def _wanted(held: tuple[Numbers, Numbers], common: Numbers, part: Part) -> _Wanted:
    """What to read of a term: all, or of common documents alone."""
    documents, frequencies = held
    if len(common) * MOST >= len(documents):
        return _Wanted(documents, frequencies, None)
    which = np.flatnonzero(inside(documents, common, part.segment.count))
    return _Wanted(common, frequencies[which], which)


def _places(node: Phrase | Near, part: Part, snapshot: Snapshot, wanted: Mapping[str, _Wanted]) -> _Places:
    read = {term: snapshot.read_positions(part, node.field, term, one.which) for term, one in wanted.items()}
    last = max(int(positions.max()) for positions in read.values())
    bits = (last + _reach(node)).bit_length()
    kind = np.int32 if part.segment.count << bits <= MOST_32 else np.int64
    places = {}
    for term, (documents, frequencies, _) in wanted.items():
        places[term] = np.repeat(np.left_shift(documents.astype(kind), kind(bits)), frequencies)
        places[term] += read[term]
    return _Places(bits, places)


def _reach(node: Phrase | Near) -> int:
    """More positions than the terms take where they stand together."""
    reach = node.distance + 1 if isinstance(node, Near) else len(node.terms) + node.slop
    return min(reach, FARTHEST)


def _counted(ascending: Numbers) -> tuple[Numbers, Numbers]:
    """Each number once, and how often it was there."""
    firsts = np.flatnonzero(np.diff(ascending, prepend=-1))
    return ascending[firsts], np.diff(firsts, append=len(ascending))


def _read(snapshot: Snapshot, part: Part, field: str, term: str) -> tuple[Numbers, Numbers]:
    def read() -> tuple[Numbers, Numbers]:
        nothing = np.empty(0, np.int64)
        return snapshot.read(part, field, term) or (nothing, nothing)

    found: tuple[Numbers, Numbers] = snapshot.kept.get((part.place, field, term), read)
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
    table = np.zeros(TABLE, np.bool_)
    bases = np.arange(int(wanted[0]), int(wanted[-1]) + TABLE + 1, TABLE)
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
    starts = np.unique(np.concatenate(list(places.values())))
    for term, times in Counter(near.terms).items():
        last = np.searchsorted(places[term], starts) + times - 1
        reached = places[term].take(last, mode="clip")
        starts = starts[(last < len(places[term])) & (reached <= starts + min(near.distance, FARTHEST))]
    return starts
