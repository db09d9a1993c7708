"""The writer of one generation: documents in and out, visible together at the commit.

Columns of the next commit are written before Whoosh's table of contents; that table's appearance is the
commit, and a process killed on the way leaves the last one as it was.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from corpus.errors import SearchIndexError
from indexer.engines.base import Collection, Document
from indexer.engines.whoosh.codec import TermsCodec
from indexer.engines.whoosh.columns import Columns, Entry, day_number, save
from indexer.engines.whoosh.snapshot import Snapshot, columns_file, open_snapshot
from indexer.engines.whoosh.terms import NUMBER, whoosh_schema

MEMORY = 256  # megabytes of postings before some are put aside on disk
MOST_SEGMENTS = 8  # more are merged, the smallest ones, until half of that
FIRST_COMMIT = 0


def create(folder: Path, collection: Collection) -> None:
    """Makes an empty index in an empty folder."""
    FileIndex.create(FileStorage(str(folder)), whoosh_schema(collection))
    save(Columns.of(collection, ()), columns_file(folder, FIRST_COMMIT))


class Writer:
    """Writes one generation; the caller holds the lock."""

    def __init__(self, folder: Path, collection: Collection) -> None:
        self._folder = folder
        self._collection = collection
        base = open_snapshot(folder, collection)
        base.close()
        self._columns = base.columns
        self._numbers = dict(zip(base.columns.ids, base.columns.numbers.tolist(), strict=True))
        self._ids = {number: id_ for id_, number in self._numbers.items()}
        self._places = _places(base)
        self._entries: dict[int, tuple[int, Entry]] = {}  # number → Whoosh's number in the new segment, columns
        self._gone: set[int] = set()
        index = FileIndex(FileStorage(str(folder)))
        self._writer = SegmentWriter(index, codec=TermsCodec(), compound=False, limitmb=MEMORY)

    def add(self, document: Document) -> None:
        """Takes a document in, in place of those with its id or number."""
        self._check(document)
        self.delete(document.id)
        if document.number in self._ids:
            self.delete(self._ids[document.number])
        lengths = {name: len({position for _, position in pairs}) for name, pairs in document.fields.items()}
        entry = Entry(
            number=document.number,
            id=document.id,
            group=document.group,
            day=day_number(document.published),
            lengths=lengths,
            facets=document.facets,
        )
        self._entries[document.number] = self._writer.docnum, entry
        self._numbers[document.id] = document.number
        self._ids[document.number] = document.id
        self._writer.add_document(**{NUMBER: document.number}, **document.fields)

    def delete(self, id_: str) -> bool:
        """Takes a document out; whether it was there."""
        number = self._numbers.pop(id_, None)
        if number is None:
            return False
        del self._ids[number]
        if number in self._entries:
            place, _ = self._entries.pop(number)
            self._writer.newsegment.delete_document(place)
        else:
            self._gone.add(number)
            self._writer.delete_document(self._places[number])
        return True

    def commit(self) -> int:
        """Makes all visible; how many documents there are now."""
        new = Columns.of(self._collection, [entry for _, entry in self._entries.values()])
        columns = self._columns.changed(self._gone, new)
        save(columns, columns_file(self._folder, self._writer.generation))
        self._writer.commit(mergetype=_merged)
        for path in self._folder.glob("columns-*.npz"):
            if path != columns_file(self._folder, self._writer.generation):
                path.unlink()
        return len(columns.ids)

    def cancel(self) -> None:
        """Forgets all since the last commit."""
        self._writer.cancel()

    def _check(self, document: Document) -> None:
        for kind, known, given in (
            ("field", self._collection.fields, document.fields),
            ("facet", self._collection.facets, document.facets),
        ):
            for name in given:
                if name not in known:
                    raise SearchIndexError(f"document {document.id}: {kind} {name!r} is not one of {', '.join(known)}")


def _places(base: Snapshot) -> dict[int, int]:
    """From a document's number to Whoosh's number for it, over all segments."""
    places: dict[int, int] = {}
    offset = 0
    for segment in base.segments:
        live = np.flatnonzero(segment.rows >= 0)
        places |= zip(segment.numbers[live].tolist(), (live + offset).tolist(), strict=True)
        offset += len(segment.rows)
    return places


def _merged(writer: Any, segments: Iterable[Any]) -> list[Any]:
    """Whoosh's merge policy: drops empty segments, merges half-empty ones and, of too many, the smallest."""
    ordered = sorted((s for s in segments if s.doc_count()), key=lambda s: s.doc_count(), reverse=True)
    kept = [s for s in ordered if s.deleted_count() <= s.doc_count()]
    if len(kept) > MOST_SEGMENTS:
        kept = kept[: MOST_SEGMENTS // 2]
    for segment in ordered:
        if segment not in kept:
            reader = SegmentReader(writer.storage, writer.schema, segment)
            writer.add_reader(reader)
            reader.close()
    return kept
