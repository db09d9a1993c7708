"""Segments merged into one, array-wise: a stretch of the dictionary at a time, so that memory stays bounded."""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from indexer.engines.whoosh.blocks import Ints, Lists, runs
from indexer.engines.whoosh.segments import DOCUMENTS, LISTS, write_documents, write_lists

STRETCH_BYTES = 2_000_000  # of packed lists, of all segments together, that are merged at once


class Mergeable(Protocol):
    """A segment, a run, or a batch."""

    @property
    def count(self) -> int:
        """Documents."""

    @property
    def numbers(self) -> Ints:
        """The store's number of every document."""

    def lengths(self, field: str) -> NDArray[np.signedinteger]:
        """The length of every document in a field."""

    def firsts(self, field: str) -> list[tuple[bytes, int]]:
        """Terms some way from each other, and about how many bytes the lists from each on to the next take."""

    def lists(self, field: str, start: bytes, stop: bytes | None) -> Iterator[Lists]:
        """All lists of terms from one on and before another, and perhaps more."""


class Source(NamedTuple):
    """What is merged, and by its document the document it becomes, or -1."""

    segment: Mergeable
    documents: Ints


def merge(folder: Path, name: str, parts: Sequence[tuple[Mergeable, Ints]], fields: Sequence[str]) -> None:
    """Writes these documents (ascending) of segments, runs or batches, in their order, as one segment."""
    sources = []
    count = 0
    for segment, documents in parts:
        places = np.full(segment.count, -1, np.int64)
        places[documents] = np.arange(count, count + len(documents))
        count += len(documents)
        sources.append(Source(segment, places))
    numbers = np.concatenate([segment.numbers[documents] for segment, documents in parts])
    lengths = {
        field: np.concatenate([segment.lengths(field)[documents] for segment, documents in parts]) for field in fields
    }
    write_documents(folder / f"{name}{DOCUMENTS}", numbers, lengths)
    write_lists(folder / f"{name}{LISTS}", {field: merged(sources, field) for field in fields})


def merged(sources: Sequence[Source], field: str) -> Iterator[Lists]:
    """The lists of a field over all sources, in the order of terms."""
    for start, stop in _stretches(sources, field):
        parts = [
            _renumbered(_cut(lists, start, stop), source.documents)
            for source in sources
            for lists in source.segment.lists(field, start, stop)
        ]
        parts = [part for part in parts if part.terms]
        if parts:
            yield _joined(parts)


def _stretches(sources: Sequence[Source], field: str) -> Iterator[tuple[bytes, bytes | None]]:
    start, held = b"", 0
    for first, size in heapq.merge(*(source.segment.firsts(field) for source in sources)):
        held += size
        if held > STRETCH_BYTES and first > start:
            yield start, first
            start, held = first, size
    yield start, None


def _cut(lists: Lists, start: bytes, stop: bytes | None) -> Lists:
    """Only the terms from one on and before another."""
    begin = bisect_left(lists.terms, start)
    end = len(lists.terms) if stop is None else bisect_left(lists.terms, stop)
    if (begin, end) == (0, len(lists.terms)):
        return lists
    before, within = lists.sizes[:begin].sum(), lists.sizes[begin:end].sum()
    postings = slice(before, before + within)
    skipped = lists.frequencies[:before].sum()
    frequencies = lists.frequencies[postings]
    return Lists(
        lists.terms[begin:end],
        lists.sizes[begin:end],
        lists.documents[postings],
        frequencies,
        lists.gaps[skipped : skipped + frequencies.sum()],
    )


def _renumbered(lists: Lists, documents: Ints) -> Lists:
    """With other numbers for documents; those that have none are left out, and what is left without any."""
    renumbered = documents[lists.documents]
    kept = renumbered >= 0
    if kept.all():
        return lists._replace(documents=renumbered)
    owners = np.repeat(np.arange(len(lists.terms)), lists.sizes)
    sizes = np.bincount(owners[kept], minlength=len(lists.terms))
    return Lists(
        [term for term, size in zip(lists.terms, sizes.tolist(), strict=True) if size],
        sizes[sizes > 0],
        renumbered[kept],
        lists.frequencies[kept],
        lists.gaps[np.repeat(kept, lists.frequencies)],
    )


def _joined(parts: Sequence[Lists]) -> Lists:
    """One for all; the documents of a term stay in the order of the parts."""
    if all(one.terms[-1:] < two.terms[:1] for one, two in pairwise(parts)):
        terms = list(chain.from_iterable(part.terms for part in parts))
        return Lists(terms, *(np.concatenate(columns) for columns in list(zip(*parts, strict=True))[1:]))
    terms = sorted(set(chain.from_iterable(part.terms for part in parts)))
    places = {term: place for place, term in enumerate(terms)}
    owners = np.concatenate(
        [np.repeat(np.array([places[term] for term in part.terms], np.int64), part.sizes) for part in parts]
    )
    order = np.argsort(owners, kind="stable")
    frequencies = np.concatenate([part.frequencies for part in parts])
    starts = np.cumsum(frequencies) - frequencies
    gaps = np.concatenate([part.gaps for part in parts])
    return Lists(
        terms,
        np.bincount(owners, minlength=len(terms)),
        np.concatenate([part.documents for part in parts])[order],
        frequencies[order],
        gaps[runs(starts[order], frequencies[order])],
    )
