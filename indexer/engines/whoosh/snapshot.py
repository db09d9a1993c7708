"""A snapshot: one commit, opened for reading; what it answers never changes, and any number of threads may
ask it without a lock.

Rows count the live documents of the segments one after another, as the columns do. Whoever asks holds on to
the snapshot; its files are let go of with the last reference to it.
"""

from __future__ import annotations

import heapq
import pickle
import struct
import weakref
import zipfile
import zlib
from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, TypeVar

import numpy as np
from whoosh.filedb.filetables import FileFormatError
from whoosh.index import IndexError as WhooshIndexError

from corpus.errors import SearchIndexError
from indexer.engines.base import Collection
from indexer.engines.whoosh.blocks import Gaps
from indexer.engines.whoosh.commits import opened
from indexer.engines.whoosh.counting import Facets
from indexer.engines.whoosh.kept import Kept
from indexer.engines.whoosh.matches import Numbers
from indexer.engines.whoosh.packing import Ints32
from indexer.engines.whoosh.segments import Postings, Segment

Found = TypeVar("Found")

KEPT_BYTES = 48_000_000
LIST_BYTES = 8_000_000
MASK_BYTES = 4_000_000
BLOCK = 1 << 22  # bytes; from the first array of this size that is let go of, glibc keeps such memory for the next one
UNREADABLE = (
    EOFError,
    FileFormatError,
    KeyError,
    OSError,
    TypeError,
    ValueError,
    WhooshIndexError,
    pickle.UnpicklingError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)


class Part(NamedTuple):
    """A segment with the rows of its documents: from `base` on or, where some are deleted, `rows` (-1: deleted)."""

    place: int
    segment: Segment
    base: int
    rows: Numbers | None

    def live(self, documents: Numbers, values: Numbers) -> tuple[Numbers, Numbers]:
        """The rows of those documents that are not deleted, with their values."""
        if self.rows is None:
            return (documents + np.int32(self.base) if self.base else documents), values
        rows = self.rows[documents]
        there = rows >= 0
        return rows[there], values[there]

    @property
    def stop(self) -> int:
        """The row behind the last one."""
        return self.base + _living(self.segment)

    def documents(self, rows: Numbers) -> Numbers:
        """The documents of these rows of the segment."""
        return rows - self.base if self.rows is None else np.flatnonzero(self.rows >= 0)[rows - self.base]


class Statistics(NamedTuple):
    """How many documents have a field, and how long it is there in the mean."""

    having: int
    mean: float


class Snapshot:
    """One commit of a generation."""

    def __init__(self, folder: Path, collection: Collection) -> None:
        self.folder = folder
        segments, self.columns = opened(folder, collection)
        weakref.finalize(self, _close, segments)
        self.count = len(self.columns.ids)
        self.parts = tuple(_parts(segments))
        self.whole = all(part.rows is None for part in self.parts)
        if self.count != sum(_living(segment) for segment in segments):
            raise ValueError("documents and columns do not belong together")
        self.kept = Kept(KEPT_BYTES)
        self.lists = Kept(LIST_BYTES)
        self.masks = Kept(MASK_BYTES)
        np.empty(BLOCK, np.uint8)
        self._statistics: dict[str, Statistics] = {}

    def rows(self, field: str, term: str) -> Numbers:
        """The rows that hold a term, ascending."""
        found = ((part, self.documents(part, field, term)) for part in self.parts)
        return joined(part.live(documents, documents) for part, documents in found)[0]

    def postings(self, field: str, term: str) -> tuple[Numbers, Numbers]:
        """The rows that hold a term, ascending, and how often."""
        return joined(part.live(*self.read(part, field, term)) for part in self.parts)

    def read(self, part: Part, field: str, term: str) -> Postings:
        """The posting list of a term in one segment."""
        return Postings(self.documents(part, field, term), self.frequencies(part, field, term))

    def documents(self, part: Part, field: str, term: str) -> Ints32:
        """The documents of one segment that hold a term."""
        return self._list((part.place, field, term), lambda: part.segment.documents(field, term))

    def frequencies(self, part: Part, field: str, term: str) -> Ints32:
        """How often a term stands in each of its documents."""
        return self._list((part.place, field, term, "times"), lambda: part.segment.frequencies(field, term))

    def _list(self, key: Hashable, read: Callable[[], Ints32]) -> Ints32:
        """What is read; kept a while, for what was counted is soon scored, and then asked where it stands."""
        found: tuple[Ints32] | None = self.lists.held(key)
        if found is None:
            found = self._read(lambda: self.lists.get(key, lambda: (read(),)))
        return found[0]

    def _read(self, read: Callable[[], Found]) -> Found:
        """What is read, unless it proves to be damaged."""
        try:
            return read()
        except UNREADABLE as error:
            raise unreadable(self.folder, error) from error

    def check(self) -> None:
        """Checks all that was not read yet; what is damaged is told."""
        for part in self.parts:
            self._read(part.segment.check)

    def read_gaps(self, part: Part, field: str, term: str) -> Gaps:
        """What lies between the positions of a term."""
        return self._read(lambda: part.segment.gaps(field, term))

    def read_terms(self, part: Part, field: str, prefix: str) -> Iterator[tuple[str, int]]:
        """The terms of one segment that begin so, with their documents, the deleted among them."""
        try:
            for term, count in part.segment.terms(field, prefix):
                if not term.startswith(prefix):
                    return
                yield term, count
        except UNREADABLE as error:
            raise unreadable(self.folder, error) from error

    def statistics(self, field: str) -> Statistics:
        """What BM25 wants to know of a field."""
        found = self._statistics.get(field)
        if found is None:
            lengths = self.columns.lengths[field]
            having = max(int(np.count_nonzero(lengths)), 1)
            mean = max(float(lengths.sum(dtype=np.int64)) / having, 1.0)
            found = self._statistics[field] = Statistics(having, mean)
        return found

    def rows_of(self, ids: Iterable[str]) -> dict[str, int]:
        """The rows of those of these documents that there are."""
        asked = list(dict.fromkeys(ids))
        keys, rows = self._by_id
        hashes = np.fromiter(map(hash, asked), np.int64, len(asked))
        first, stop = (keys.searchsorted(hashes, side).tolist() for side in ("left", "right"))
        return {
            id_: row
            for id_, *alike in zip(asked, first, stop, strict=True)
            for row in rows[slice(*alike)].tolist()
            if self.columns.ids[row] == id_
        }

    @cached_property
    def _by_id(self) -> tuple[Numbers, Numbers]:
        """The hashes of all ids, ascending, and their rows: less room than a dictionary."""
        keys = np.fromiter(map(hash, self.columns.ids), np.int64, self.count)
        rows = np.argsort(keys, kind="stable").astype(np.int32)
        return keys[rows], rows

    @cached_property
    def facets(self) -> Facets:
        """All facets, ready for counting."""
        return Facets(self.columns.facets, self.columns.groups.codes)

    def bounds(self, field: str, prefix: str) -> dict[str, int]:
        """Terms that begin so, with at least as many documents as hold them."""
        counts: dict[str, int] = {}
        for part in self.parts:
            for term, count in self.read_terms(part, field, prefix):
                counts[term] = counts.get(term, 0) + count
        return counts

    def frequency(self, field: str, term: str) -> int:
        """How many rows hold a term."""
        return self.told(field, term)[0] if self.whole else len(self.rows(field, term))

    def told(self, field: str, term: str) -> tuple[int, int]:
        """How many documents hold a term, and how often it stands in them, the deleted among them; no list is read."""
        told = self._read(lambda: [part.segment.told(field, term) for part in self.parts])
        return sum(documents for documents, _ in told), sum(times for _, times in told)

    @cached_property
    def deleted(self) -> int:
        """How many documents of the segments are no more."""
        return sum(part.segment.count for part in self.parts) - self.count

    def terms(self, field: str, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Terms that begin so, with the number of rows that hold them, most frequent first."""
        ordered = sorted(self.bounds(field, prefix).items(), key=lambda item: (-item[1], item[0]))
        return ordered[:limit] if self.whole else self._exact(field, ordered, limit)

    def _exact(self, field: str, bounds: list[tuple[str, int]], limit: int) -> list[tuple[str, int]]:
        """Recounts without the deleted, as far down the list as the upper bounds make it necessary."""
        best: list[int] = []
        found: list[tuple[str, int]] = []
        for term, bound in bounds:
            if len(best) == limit and (not best or best[0] > bound):
                break
            count = self.frequency(field, term)
            if count:
                found.append((term, count))
                (heapq.heappush if len(best) < limit else heapq.heappushpop)(best, count)
        return sorted(found, key=lambda item: (-item[1], item[0]))[:limit]


def open_snapshot(folder: Path, collection: Collection) -> Snapshot:
    """The last commit of a generation; files that cannot be read are told in one sentence."""
    try:
        return Snapshot(folder, collection)
    except UNREADABLE as error:
        raise unreadable(folder, error) from error


def unreadable(folder: Path, error: BaseException) -> SearchIndexError:
    """What to say of a generation that is damaged."""
    reason = str(error) or type(error).__name__
    return SearchIndexError(f"{folder}: cannot be read ({reason}); run `minber index --rebuild`")


def joined(pieces: Iterable[tuple[Numbers, Numbers]]) -> tuple[Numbers, Numbers]:
    """Rows with values of one segment after another."""
    rows, values = zip(*pieces, strict=True) if (pieces := list(pieces)) else ((), ())
    if len(rows) == 1:
        return rows[0], values[0]
    nothing = np.empty(0, np.int64)
    return np.concatenate((nothing, *rows)), np.concatenate((nothing, *values))


def _parts(segments: Iterable[Segment]) -> Iterator[Part]:
    base = 0
    for place, segment in enumerate(segments):
        rows = None
        if segment.alive is not None:
            rows = np.where(segment.alive, base + np.cumsum(segment.alive) - 1, -1)
        yield Part(place, segment, base, rows)
        base += _living(segment)


def _living(segment: Segment) -> int:
    return segment.count if segment.alive is None else int(np.count_nonzero(segment.alive))


def _close(segments: Iterable[Segment]) -> None:
    for segment in segments:
        segment.close()
