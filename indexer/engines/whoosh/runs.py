"""A run: the lists of one batch put aside on disk, as they are, until the commit merges all runs into a segment.

A file of arrays; by field: the bytes of all terms and where each ends, sizes, documents, frequencies, gaps.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from indexer.engines.whoosh.arrayfile import ArrayFile, ArrayFileWriter, snug
from indexer.engines.whoosh.batch import Batch
from indexer.engines.whoosh.blocks import Ints, Lists

STEP = 256  # terms between two that are told as beginnings of stretches
POSTING_BYTES = 2  # what a posting and its positions take when they are packed, about


class _Before(NamedTuple):
    """How many terms, postings and positions."""

    terms: int
    postings: int
    gaps: int


NOTHING = _Before(0, 0, 0)


class Run:
    """The lists of a batch, on disk."""

    def __init__(self, path: Path, batch: Batch) -> None:
        with ArrayFileWriter(path) as file:
            for field in batch.fields:
                for lists in batch.lists(field):
                    _write(file, field, lists)
        self._file = ArrayFile(path)
        self._reached: dict[str, _Before] = {}
        self.count = batch.count
        self.numbers: Ints = batch.numbers
        self._lengths = {field: batch.lengths(field) for field in batch.fields}

    def lengths(self, field: str) -> Ints:
        """The length of every document in a field."""
        return self._lengths[field]

    def firsts(self, field: str) -> list[tuple[bytes, int]]:
        """Terms some way from each other, and about how many bytes the lists from each on to the next will take."""
        if f"{field} ends" not in self._file:
            return []
        ends, sizes = self._file[f"{field} ends"], self._file[f"{field} sizes"]
        places = np.arange(0, len(sizes), STEP)
        weights = np.add.reduceat(sizes, places, dtype=np.int64) * POSTING_BYTES
        return [
            (self._term(field, ends, place), size)
            for place, size in zip(places.tolist(), weights.tolist(), strict=True)
        ]

    def lists(self, field: str, start: bytes, stop: bytes | None) -> Iterator[Lists]:
        """The lists of the terms from one on and before another."""
        if f"{field} ends" not in self._file:
            return
        ends, sizes = self._file[f"{field} ends"], self._file[f"{field} sizes"]
        begin, end = (
            bisect_left(range(len(sizes)), term, key=lambda place: self._term(field, ends, place))
            if term is not None
            else len(sizes)
            for term in (start, stop)
        )
        if begin == end:
            return
        first, last = self._before(field, begin), self._before(field, end)
        postings, gaps = slice(first.postings, last.postings), slice(first.gaps, last.gaps)
        yield Lists(
            [self._term(field, ends, place) for place in range(begin, end)],
            sizes[begin:end].astype(np.int64),
            self._file[f"{field} documents"][postings].astype(np.int64),
            self._file[f"{field} frequencies"][postings].astype(np.int64),
            self._file[f"{field} gaps"][gaps].astype(np.int64),
        )
        self._file.forget()

    def close(self) -> None:
        """Lets go of the file."""
        self._file.close()

    def _before(self, field: str, place: int) -> _Before:
        """What lies before a term; counted on from where it was asked for last, if that is not behind."""
        last = self._reached.get(field, NOTHING)
        terms, postings, gaps = last if last.terms <= place else NOTHING
        more = postings + int(self._file[f"{field} sizes"][terms:place].sum(dtype=np.int64))
        gaps += int(self._file[f"{field} frequencies"][postings:more].sum(dtype=np.int64))
        self._reached[field] = _Before(place, more, gaps)
        return self._reached[field]

    def _term(self, field: str, ends: Ints, place: int) -> bytes:
        start = int(ends[place - 1]) if place else 0
        return bytes(self._file.part(f"{field} text", start, int(ends[place])))


def _write(file: ArrayFileWriter, field: str, lists: Lists) -> None:
    file.add(f"{field} text", np.frombuffer(b"".join(lists.terms), np.uint8))
    file.add(f"{field} ends", snug(np.cumsum([len(term) for term in lists.terms], dtype=np.int64)))
    file.add(f"{field} sizes", snug(lists.sizes))
    file.add(f"{field} documents", snug(lists.documents))
    file.add(f"{field} frequencies", snug(lists.frequencies))
    file.add(f"{field} gaps", snug(lists.gaps))
