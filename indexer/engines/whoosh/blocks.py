"""Blocks of terms: neighbours in the dictionary with their posting lists, in one run of bytes.

    how many terms (2 bytes) · packs, one after another (packing.py):
    bytes each term shares with the one before · bytes it adds · (the added bytes themselves) ·
    documents of each term, less 1 · its occurrences, less its documents ·
    documents · frequencies, less 1 · positions

Documents of a term and positions in a document are gaps: the first as it is, then what lies between it and the
next. A frequent term has a block of its own; rare ones share, for one call of numpy packs many numbers as fast as few.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.engines.whoosh.packing import Ints32, Packed, pack, pack_raw, raw

Ints = NDArray[np.int64]

MOST_TERMS = 128  # in a block
MOST_POSTINGS = 4096  # in a block of several terms
FREQUENT = 2048  # documents of a term that gets a block of its own
SHARED = 32  # bytes at the beginning of neighbouring terms that are compared
HEAD = struct.Struct("<H")


class Lists(NamedTuple):
    """Posting lists of terms, ascending: sizes by term, documents and frequencies by posting, gaps by occurrence."""

    terms: list[bytes]
    sizes: Ints
    documents: Ints
    frequencies: Ints
    gaps: Ints


class Gaps(NamedTuple):
    """What lies between the positions of a term, document after document, read when it is asked for."""

    packed: Packed
    first: int
    size: int

    def all(self) -> Ints32:
        """All of them."""
        return self.slice(0, self.size)

    def slice(self, start: int, stop: int) -> Ints32:
        """Those from one on and before another."""
        return self.packed.slice(self.first + start, self.first + stop)

    def take(self, places: Ints) -> Ints32:
        """Those of these places, which ascend."""
        return self.packed.take(places + self.first)


class Block:
    """A block, as it lies in a file."""

    def __init__(self, buffer: memoryview) -> None:
        self._buffer = buffer
        (self.count,) = HEAD.unpack_from(buffer)
        self._shared, end = raw(buffer, HEAD.size, self.count)
        self._added, start = raw(buffer, end, self.count)
        end = start + int(self._added.sum())
        self._text = bytes(buffer[start:end])
        further, end = raw(buffer, end, self.count)
        self._further_documents: list[int] = further.tolist()
        self._postings = sum(self._further_documents) + self.count
        self._further, self._end = raw(buffer, end, self.count)

    @property
    def terms(self) -> list[bytes]:
        """All terms, ascending."""
        return _terms(self._shared.tolist(), self._added.tolist(), self._text)

    @property
    def sizes(self) -> list[int]:
        """The number of documents of each term."""
        return [further + 1 for further in self._further_documents]

    def find(self, term: bytes) -> int | None:
        """The place of a term, if it is here. A term that shares more with the one before than that one with what is
        sought comes before it as well: only the others are compared."""
        same = at = 0
        for place, (shared, added) in enumerate(zip(self._shared.tolist(), self._added.tolist(), strict=True)):
            if shared <= same:
                found = term[:shared] + self._text[at : at + added]
                if found >= term:
                    return place if found == term else None
                same = shared
                while same < len(found) and found[same] == term[same]:
                    same += 1
            at += added
        return None

    @property
    def length(self) -> int:
        """How many bytes long it is."""
        return len(self._buffer)

    def size(self, place: int) -> int:
        """The number of documents of the term at this place."""
        return self._further_documents[place] + 1

    def times(self, place: int) -> int:
        """How often the term at this place stands in all its documents."""
        return self.size(place) + int(self._further[place])

    def documents(self, place: int) -> Ints32:
        """The documents of the term at this place, ascending."""
        gaps = self._documents.slice(*self._stretch(place))
        gaps[1:] += 1
        return gaps.cumsum(dtype=np.int32)

    def frequencies(self, place: int) -> Ints32:
        """How often the term at this place stands in each of its documents."""
        times = self._frequencies.slice(*self._stretch(place))
        times += 1
        return times

    def gaps(self, place: int) -> Gaps:
        """What lies between the positions of the term at this place."""
        further = self._further.tolist()
        start, stop = self._stretch(place)
        return Gaps(self._positions, sum(further[:place]) + start, further[place] + stop - start)

    def lists(self) -> Lists:
        """All that the block holds."""
        sizes = np.array(self.sizes, np.int64)
        return Lists(
            self.terms,
            sizes,
            ascending(self._documents.all().astype(np.int64), sizes),
            self._frequencies.all().astype(np.int64) + 1,
            self._positions.all().astype(np.int64),
        )

    def _stretch(self, place: int) -> tuple[int, int]:
        """Where the postings of the term at this place begin and end."""
        start = sum(self._further_documents[:place]) + place
        return start, start + self.size(place)

    @property
    def _documents(self) -> Packed:
        return Packed(self._buffer, self._end, self._postings)

    @property
    def _frequencies(self) -> Packed:
        return Packed(self._buffer, self._documents.end, self._postings)

    @property
    def _positions(self) -> Packed:
        return Packed(self._buffer, self._frequencies.end, self._postings + int(self._further.sum(dtype=np.int64)))


def _terms(shared: list[int], added: list[int], text: bytes) -> list[bytes]:
    """Terms by how many bytes each has of the one before, and how many of its own."""
    terms: list[bytes] = []
    last, at = b"", 0
    for same, more in zip(shared, added, strict=True):
        last = last[:same] + text[at : at + more]
        at += more
        terms.append(last)
    return terms


def encoded(lists: Lists) -> Iterator[tuple[bytes, bytes]]:
    """The blocks that hold these lists, each with its first term."""
    occurrences = (
        np.add.reduceat(lists.frequencies, np.cumsum(lists.sizes) - lists.sizes) if lists.terms else lists.sizes
    )
    gaps = gaps_of(lists.documents, lists.sizes)
    first_posting = np.concatenate(([0], np.cumsum(lists.sizes))).tolist()
    first_gap = np.concatenate(([0], np.cumsum(occurrences))).tolist()
    shared = shared_bytes(lists.terms)
    for start, stop in _bounds(lists.sizes.tolist()):
        postings = slice(first_posting[start], first_posting[stop])
        block = (
            _front_coded(lists.terms[start:stop], shared[start:stop]),
            pack_raw(lists.sizes[start:stop] - 1),
            pack_raw(occurrences[start:stop] - lists.sizes[start:stop]),
            pack(gaps[postings]),
            pack(lists.frequencies[postings] - 1),
            pack(lists.gaps[first_gap[start] : first_gap[stop]]),
        )
        yield lists.terms[start], b"".join(block)


def ascending(gaps: NDArray[np.signedinteger], counts: NDArray[np.signedinteger]) -> NDArray[np.signedinteger]:
    """The ascending numbers of which these are the gaps, in groups of so many; that sums of all of them may be too
    large for their type does no harm, since only differences of sums are wanted."""
    steps = gaps + 1
    starts = np.cumsum(counts) - counts
    steps[starts] -= 1
    sums: NDArray[np.signedinteger] = np.cumsum(steps, dtype=steps.dtype)
    sums -= np.repeat(sums[starts] - steps[starts], counts)
    return sums


def gaps_of(values: Ints, counts: Ints) -> Ints:
    """The gaps between ascending numbers, in groups of so many."""
    gaps = np.diff(values, prepend=0) - 1
    starts = np.cumsum(counts) - counts
    gaps[starts] = values[starts]
    return gaps


def runs(starts: NDArray[np.integer], counts: NDArray[np.integer]) -> Ints:
    """So many places from each start on, one after another."""
    offsets = starts - (np.cumsum(counts, dtype=np.int64) - counts)
    return np.repeat(offsets, counts) + np.arange(int(counts.sum()))


def _bounds(sizes: list[int]) -> Iterator[tuple[int, int]]:
    """Where blocks begin and end."""
    start = held = 0
    for place, size in enumerate(sizes):
        alone = size >= FREQUENT
        if place > start and (alone or held + size > MOST_POSTINGS or place - start == MOST_TERMS):
            yield start, place
            start, held = place, 0
        held += MOST_POSTINGS if alone else size
    if start < len(sizes):
        yield start, len(sizes)


def _front_coded(terms: list[bytes], shared: Ints) -> bytes:
    shared[0] = 0
    added = [term[same:] for term, same in zip(terms, shared.tolist(), strict=True)]
    lengths = np.array(list(map(len, added)))
    return HEAD.pack(len(terms)) + pack_raw(shared) + pack_raw(lengths) + b"".join(added)


def shared_bytes(terms: list[bytes]) -> Ints:
    """How many bytes each term begins with as the one before does; more than SHARED are not looked at."""
    if not terms:
        return np.empty(0, np.int64)
    rows = np.array(terms, f"S{SHARED}").view(np.uint8).reshape(len(terms), SHARED)
    different = np.ones((len(terms), SHARED + 1), np.bool_)
    np.not_equal(rows[1:], rows[:-1], out=different[1:, :SHARED])
    lengths = np.fromiter(map(len, terms), np.int64, len(terms))
    shared: Ints = different.argmax(axis=1)
    shared[1:] = np.minimum(shared[1:], np.minimum(lengths[1:], lengths[:-1]))
    return shared
