"""The writer of one generation: documents in and out, visible together at the commit.

Documents gather in a batch; full batches are put aside as runs. The commit merges them, with what segments are
too small or too much deleted from, into one new segment, and writes columns in the order of the segments.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.errors import SearchIndexError
from indexer.engines.base import Collection, Document
from indexer.engines.whoosh.batch import Batch
from indexer.engines.whoosh.blocks import Ints
from indexer.engines.whoosh.codec import write_toc
from indexer.engines.whoosh.columns import Columns, Entry, day_number
from indexer.engines.whoosh.commits import clean, opened, sealed, write_columns
from indexer.engines.whoosh.generations import Manifest, read_manifest
from indexer.engines.whoosh.merging import merge
from indexer.engines.whoosh.runs import Run
from indexer.engines.whoosh.segments import Segment

MOST_SEGMENTS = 8  # more are merged, the smallest ones, until half of that


def create(folder: Path, collection: Collection, fingerprint: str) -> Manifest:
    """Makes an index of nothing in an empty folder; its manifest."""
    manifest = Manifest.first(collection, fingerprint)
    empty = Columns.of(collection, (), {name: np.empty(0, np.int64) for name in collection.fields})
    write_columns(folder, 0, empty, {})
    write_toc(folder, collection, 0, [])
    return replace(manifest, files=sealed(folder, manifest, (), 0))


@dataclass(slots=True)
class Part:
    """Documents that lie together; `rows` are theirs in the writer's columns, -1 where a document is no more."""

    source: Segment | Run | Batch
    rows: Ints

    @property
    def living(self) -> Ints:
        """The documents that are still there."""
        return np.flatnonzero(self.rows >= 0)

    @property
    def thin(self) -> bool:
        """Whether more than half is deleted."""
        return len(self.living) * 2 < len(self.rows)


class Writer:
    """Writes one generation; the caller holds the lock."""

    def __init__(self, folder: Path, collection: Collection, manifest: Manifest | None = None) -> None:
        self._folder = folder
        self._collection = collection
        self._manifest = manifest or read_manifest(folder)
        clean(folder, self._manifest)
        segments, self._columns = (
            opened(folder, collection)
            if manifest is None
            else ([], Columns.of(collection, (), {name: np.empty(0, np.int64) for name in collection.fields}))
        )
        self._parts = list(_parts(segments))
        self._ids = dict(zip(self._columns.numbers.tolist(), self._columns.ids, strict=True))
        self._rows = {id_: row for row, id_ in enumerate(self._columns.ids)}
        self._numbers = {id_: number for number, id_ in self._ids.items()}
        self._gone: set[int] = set()  # rows
        self._renew()

    def _renew(self) -> None:
        self._batch = Batch(self._collection.fields)
        self._entries: list[Entry] = []

    def add(self, document: Document) -> None:
        """Takes a document in, in place of those with its id or number."""
        self._check(document)
        self.delete(document.id)
        if document.number in self._ids:
            self.delete(self._ids[document.number])
        self._batch.add(document.number, document.fields)
        self._rows[document.id] = len(self._columns.ids) + len(self._entries)
        self._entries.append(
            Entry(
                document.number,
                document.id,
                document.group,
                day_number(document.published),
                document.facets,
                document.days,
            )
        )
        self._numbers[document.id] = document.number
        self._ids[document.number] = document.id
        if self._batch.full:
            self._put_aside(Run(self._folder / f"run-{len(self._parts)}", self._batch))

    def delete(self, id_: str) -> bool:
        """Takes a document out; whether it was there."""
        row = self._rows.pop(id_, None)
        if row is None:
            return False
        del self._ids[self._numbers.pop(id_)]
        self._gone.add(row)
        return True

    def commit(self) -> Manifest:
        """Writes all files of a commit; its manifest, which is to be published."""
        try:
            return self._commit()
        except BaseException:
            self.cancel()
            raise

    def cancel(self) -> None:
        """Forgets all since the last commit."""
        clean(self._folder, self._manifest)

    def _put_aside(self, source: Run | Batch) -> None:
        start = len(self._columns.ids)
        lengths = {name: source.lengths(name) for name in self._collection.fields}
        self._columns = self._columns.joined(Columns.of(self._collection, self._entries, lengths))
        self._parts.append(Part(source, np.arange(start, start + source.count)))
        self._renew()

    def _commit(self) -> Manifest:
        if self._entries:
            self._put_aside(self._batch)
        gone = np.fromiter(self._gone, np.int64, len(self._gone))
        for part in self._parts:
            part.rows[np.isin(part.rows, gone)] = -1
        kept, joined = _divided([part for part in self._parts if len(part.living)])
        number = self._manifest.commit + 1
        names = [(part.source.name, part) for part in kept if isinstance(part.source, Segment)]
        if joined:
            name = f"MAIN_{number}"
            merge(self._folder, name, [(part.source, part.living) for part in joined], self._collection.fields)
            rows = np.concatenate([part.rows[part.living] for part in joined])
            names.append((name, Part(Segment(self._folder, name), rows)))
        return self._written(number, names)

    def _written(self, number: int, parts: Sequence[tuple[str, Part]]) -> Manifest:
        rows = [part.rows[part.living] for _, part in parts]
        columns = self._columns.taken(np.concatenate([np.empty(0, np.int64), *rows]))
        deleted = {name: np.flatnonzero(part.rows < 0) for name, part in parts}
        write_columns(self._folder, number, columns, deleted)
        counts = [(name, len(part.rows), deleted[name].tolist()) for name, part in parts]
        write_toc(self._folder, self._collection, number, counts)
        segments = tuple(name for name, _ in parts)
        return replace(
            self._manifest,
            documents=len(columns.ids),
            commit=number,
            segments=segments,
            files=sealed(self._folder, self._manifest, segments, number),
        )

    def _check(self, document: Document) -> None:
        for kind, known, given in (
            ("field", self._collection.fields, document.fields),
            ("facet", self._collection.facets, document.facets),
            ("day", self._collection.days, document.days),
        ):
            for name in given:
                if name not in known:
                    raise SearchIndexError(f"document {document.id}: {kind} {name!r} is not one of {', '.join(known)}")


def _parts(segments: Sequence[Segment]) -> list[Part]:
    parts = []
    base = 0
    for segment in segments:
        alive: NDArray[np.bool_] = np.ones(segment.count, np.bool_) if segment.alive is None else segment.alive
        parts.append(Part(segment, np.where(alive, base + np.cumsum(alive) - 1, -1)))
        base += int(np.count_nonzero(alive))
    return parts


def _divided(parts: Sequence[Part]) -> tuple[list[Part], list[Part]]:
    """Parts that stay segments, and parts that are merged: new ones, thin ones and, of too many, the smallest."""
    kept = [part for part in parts if isinstance(part.source, Segment) and not part.thin]
    if len(kept) >= MOST_SEGMENTS:
        largest = sorted(kept, key=lambda part: len(part.living), reverse=True)[: MOST_SEGMENTS // 2]
        kept = [part for part in kept if any(part is one for one in largest)]
    return kept, [part for part in parts if not any(part is one for one in kept)]
