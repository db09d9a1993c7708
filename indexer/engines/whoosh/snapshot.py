"""A snapshot: one commit, opened for reading; what it answers never changes, and any number of threads may
ask it.

Whoosh readers share file cursors, so a posting list is read under a lock; once read it is an array and kept,
the least used ones falling out. Documents deleted since their segment was written are left out when a list is
read.
"""

from __future__ import annotations

import heapq
import pickle
import struct
import threading
import zipfile
import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.filetables import FileFormatError
from whoosh.index import _DEF_INDEX_NAME, TOC
from whoosh.index import IndexError as WhooshIndexError

from corpus.errors import SearchIndexError
from indexer.engines.base import Collection
from indexer.engines.whoosh.codec import Packed, read_postings
from indexer.engines.whoosh.columns import Columns, Ints, load
from indexer.engines.whoosh.terms import NUMBER, NUMBERS

KEPT_NUMBERS = 8_000_000  # how many numbers the kept posting lists may hold: 64 MB
POSITION_BITS = 32
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


class Postings(NamedTuple):
    """The rows that hold a term, ascending, and how often."""

    rows: Ints
    frequencies: Ints


class Segment(NamedTuple):
    """A part of the index: its dictionary, and each of its documents' number and row (-1: deleted)."""

    terms: Any
    numbers: Ints
    rows: Ints


class Snapshot:
    """One commit of a generation."""

    def __init__(self, folder: Path, collection: Collection) -> None:
        storage = FileStorage(str(folder))
        toc = TOC.read(storage, _DEF_INDEX_NAME)
        self.columns: Columns = load(columns_file(folder, toc.generation), collection)
        self.count = len(self.columns.ids)
        self.users = 0
        self.retired = False
        order = np.argsort(self.columns.numbers)
        self.segments = [_segment(storage, segment, self.columns.numbers, order) for segment in toc.segments]
        self._whole = all((segment.rows >= 0).all() for segment in self.segments)
        self._lock = threading.RLock()
        self._kept: OrderedDict[tuple[str, str, str], Any] = OrderedDict()
        self._held = 0
        self._folder = folder

    def postings(self, field: str, term: str) -> Postings:
        """The rows that hold a term."""
        postings: Postings = self._remembered(("postings", field, term), lambda: self._postings(field, term))
        return postings

    def occurrences(self, field: str, term: str) -> Ints:
        """Where a term stands: row and position in one number, ascending."""
        occurrences: Ints = self._remembered(("occurrences", field, term), lambda: self._occurrences(field, term))
        return occurrences

    def rows_with_prefix(self, field: str, prefix: str) -> Ints:
        """The rows that hold any term that begins so, ascending."""
        rows: Ints = self._remembered(("prefix", field, prefix), lambda: self._rows_with_prefix(field, prefix))
        return rows

    def terms(self, field: str, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Terms that begin so, with the number of rows that hold them, most frequent first."""
        with self._lock, _told(self._folder):
            bounds = self._document_frequencies(field, prefix)
        ordered = sorted(bounds.items(), key=lambda item: (-item[1], item[0]))
        if self._whole:
            return ordered[:limit]
        return self._exact(field, ordered, limit)

    def close(self) -> None:
        """Lets go of the files."""
        for segment in self.segments:
            segment.terms.close()

    def _remembered(self, key: tuple[str, str, str], read: Callable[[], Any]) -> Any:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            with _told(self._folder):
                value = self._kept[key] = read()
            self._held += _size(value)
            while self._held > KEPT_NUMBERS and len(self._kept) > 1:
                _, dropped = self._kept.popitem(last=False)
                self._held -= _size(dropped)
            return value

    def _raw(self, field: str, term: str) -> Iterator[tuple[Segment, Packed]]:
        for segment in self.segments:
            raw = read_postings(segment.terms, field, term.encode())
            if raw is not None:
                yield segment, raw

    def _postings(self, field: str, term: str) -> Postings:
        parts = [(segment.rows[raw.documents], raw.frequencies) for segment, raw in self._raw(field, term)]
        if not parts:
            return Postings(np.empty(0, np.int64), np.empty(0, np.int64))
        rows = np.concatenate([part[0] for part in parts])
        frequencies = np.concatenate([part[1] for part in parts])
        order = np.argsort(rows, kind="stable")
        order = order[rows[order] >= 0]
        return Postings(rows[order], frequencies[order])

    def _occurrences(self, field: str, term: str) -> Ints:
        parts = [np.empty(0, np.int64)]
        for segment, raw in self._raw(field, term):
            rows = np.repeat(segment.rows[raw.documents], raw.frequencies)
            parts.append(((rows << POSITION_BITS) | raw.positions)[rows >= 0])
        return np.sort(np.concatenate(parts))

    def _rows_with_prefix(self, field: str, prefix: str) -> Ints:
        mask = np.zeros(self.count, np.bool_)
        for segment in self.segments:
            for term in _terms_from(segment.terms, field, prefix.encode()):
                raw = read_postings(segment.terms, field, term)
                if raw is not None:
                    rows = segment.rows[raw.documents]
                    mask[rows[rows >= 0]] = True
        return np.flatnonzero(mask)

    def _document_frequencies(self, field: str, prefix: str) -> dict[str, int]:
        counts: dict[str, int] = {}
        for segment in self.segments:
            for term in _terms_from(segment.terms, field, prefix.encode()):
                text = term.decode()
                counts[text] = counts.get(text, 0) + int(segment.terms.doc_frequency(field, term))
        return counts

    def _exact(self, field: str, bounds: list[tuple[str, int]], limit: int) -> list[tuple[str, int]]:
        """Recounts without the deleted, as far down the list as the upper bounds make it necessary."""
        best: list[int] = []
        found: list[tuple[str, int]] = []
        for term, bound in bounds:
            if len(best) == limit and (not best or best[0] > bound):
                break
            count = len(self.postings(field, term).rows)
            if count:
                found.append((term, count))
                (heapq.heappush if len(best) < limit else heapq.heappushpop)(best, count)
        return sorted(found, key=lambda item: (-item[1], item[0]))[:limit]


def open_snapshot(folder: Path, collection: Collection) -> Snapshot:
    """The last commit of a generation; files that cannot be read are told in one sentence."""
    with _told(folder):
        return Snapshot(folder, collection)


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except UNREADABLE as error:
        reason = str(error) or type(error).__name__
        raise SearchIndexError(f"{folder}: cannot be read ({reason}); run `minber index --rebuild`") from error


def columns_file(folder: Path, commit: int) -> Path:
    """Where the columns of a commit lie."""
    return folder / f"columns-{commit}.npz"


def _segment(storage: FileStorage, segment: Any, known: Ints, order: Ints) -> Segment:
    codec = segment.codec()
    reader = codec.per_document_reader(storage, segment)
    numbers = np.array(reader.column_reader(NUMBER, NUMBERS).load(), np.int64)
    reader.close()
    rows = np.full(len(numbers), -1, np.int64)
    live = np.ones(len(numbers), np.bool_)
    live[list(segment.deleted_docs())] = False
    places = np.searchsorted(known, numbers[live], sorter=order)
    rows[live] = order[places]
    if (known[rows[live]] != numbers[live]).any():
        raise ValueError("documents and columns do not belong together")
    return Segment(codec.terms_reader(storage, segment), numbers, rows)


def _terms_from(terms: Any, field: str, prefix: bytes) -> Iterator[bytes]:
    if field not in terms.indexed_field_names():
        return
    for name, term in terms.terms_from(field, prefix):
        if name != field or not term.startswith(prefix):
            return
        yield term


def _size(value: Any) -> int:
    return sum(map(len, value)) if isinstance(value, Postings) else len(value)
