"""The engine over Whoosh: one writer, any number of readers, here and in other processes.

A search leases the snapshot of the last commit: the pointer file is looked at, and when it is another than
before, a new snapshot is opened and the old one closed as soon as nobody asks it any more.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from corpus.errors import SearchIndexError
from indexer.engines.base import Collection, Document, Query, Results
from indexer.engines.whoosh.answer import answer
from indexer.engines.whoosh.generations import Generations, Manifest, sync
from indexer.engines.whoosh.snapshot import Snapshot, open_snapshot
from indexer.engines.whoosh.writer import Writer, create

TRIES = 5  # opening again when a merge took a file away under us


class WhooshEngine:
    """An `Engine` in a folder; `fingerprint` says how the terms are made and is kept in the manifest."""

    def __init__(self, folder: Path, collection: Collection, *, fingerprint: str = "") -> None:
        self.collection = collection
        self.fingerprint = fingerprint
        self._generations = Generations(folder, collection)
        self._lock = threading.Lock()
        self._stamp: tuple[int, int] | None = None
        self._snapshot: Snapshot | None = None
        self._writing = ExitStack()
        self._writer: Writer | None = None
        self._generation: Path | None = None

    @property
    def manifest(self) -> Manifest | None:
        """What the generation that answers says about itself; None where there is no index."""
        generation = self._generations.current()
        return self._generations.manifest(generation) if generation else None

    @property
    def stale(self) -> bool:
        """Whether the index was made with another fingerprint and wants rebuilding."""
        manifest = self.manifest
        return manifest is not None and manifest.fingerprint != self.fingerprint

    def index(self, documents: Iterable[Document]) -> int:
        """Adds documents, replacing those with the same id; how many."""
        writer = self._open_writer()
        count = 0
        for document in documents:
            writer.add(document)
            count += 1
        return count

    def delete(self, ids: Iterable[str]) -> int:
        """Takes documents out; how many were there."""
        writer = self._open_writer()
        return sum(writer.delete(id_) for id_ in ids)

    def commit(self) -> None:
        """Makes what was indexed and deleted visible."""
        if self._writer is None or self._generation is None:
            return
        try:
            with _told(self._generation):
                count = self._writer.commit()
                fingerprint = self._generations.manifest(self._generation).fingerprint
                self._generations.publish(self._generation, Manifest.of(self.collection, fingerprint, count))
        finally:
            self._close_writer()

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Builds a new generation aside from these documents alone and swaps it in; how many."""
        self._cancel()
        with self._generations.lock():
            before = self._generations.current()
            self._generations.prune(before)
            aside = self._generations.fresh()
            try:
                count = self._build(aside, documents)
                self._generations.publish(aside, Manifest.of(self.collection, self.fingerprint, count))
            except BaseException:
                shutil.rmtree(aside)
                raise
            return count

    def search(self, query: Query) -> Results:
        """Answers a query from the last commit."""
        with self._lease() as snapshot:
            return answer(query, snapshot)

    def ids(self) -> frozenset[str]:
        """The ids of all documents held."""
        with self._lease() as snapshot:
            return frozenset(snapshot.columns.ids)

    def terms(self, field_name: str, prefix: str, limit: int = 100) -> list[tuple[str, int]]:
        """Terms of a field that begin so, with their document counts, most frequent first."""
        with self._lease() as snapshot:
            return snapshot.terms(field_name, prefix, limit)

    def close(self) -> None:
        """Forgets what is not committed and lets go of files and locks."""
        self._cancel()
        with self._lock:
            self._retire()

    def _open_writer(self) -> Writer:
        if self._writer is None:
            with ExitStack() as stack:
                stack.enter_context(self._generations.lock())
                generation = self._generations.current()
                if generation is None:
                    generation = self._first()
                self._generations.manifest(generation)
                self._writer = Writer(generation, self.collection)
                self._generation = generation
                self._writing = stack.pop_all()
        return self._writer

    def _first(self) -> Path:
        self._generations.prune()
        generation = self._generations.fresh()
        create(generation, self.collection)
        self._generations.publish(generation, Manifest.of(self.collection, self.fingerprint, 0))
        return generation

    def _build(self, folder: Path, documents: Iterable[Document]) -> int:
        create(folder, self.collection)
        writer = Writer(folder, self.collection)
        try:
            for document in documents:
                writer.add(document)
        except BaseException:
            writer.cancel()
            raise
        with _told(folder):
            count = writer.commit()
            sync(folder)
        return count

    def _cancel(self) -> None:
        if self._writer is not None:
            self._writer.cancel()
            self._close_writer()

    def _close_writer(self) -> None:
        self._writer = None
        self._generation = None
        self._writing.close()

    @contextmanager
    def _lease(self) -> Iterator[Snapshot]:
        with self._lock:
            snapshot = self._newest()
            snapshot.users += 1
        try:
            yield snapshot
        finally:
            with self._lock:
                snapshot.users -= 1
                if snapshot.retired and not snapshot.users:
                    snapshot.close()

    def _newest(self) -> Snapshot:
        stamp = self._generations.stamp()
        if stamp is None:
            raise SearchIndexError(f"{self._generations.folder}: there is no index here; run `minber index`")
        if self._snapshot is None or stamp != self._stamp:
            snapshot = self._opened()
            self._retire()
            self._snapshot, self._stamp = snapshot, stamp
        return self._snapshot

    def _opened(self) -> Snapshot:
        for _ in range(TRIES - 1):
            try:
                return self._open()
            except SearchIndexError as error:
                if not isinstance(error.__cause__, FileNotFoundError):
                    raise
        return self._open()

    def _open(self) -> Snapshot:
        generation = self._generations.current()
        assert generation is not None  # the pointer is replaced, never removed
        self._generations.manifest(generation)
        return open_snapshot(generation, self.collection)

    def _retire(self) -> None:
        if self._snapshot is not None:
            self._snapshot.retired = True
            if not self._snapshot.users:
                self._snapshot.close()
        self._snapshot = None


@contextmanager
def _told(generation: Path) -> Iterator[None]:
    """Tells in one sentence what stands in the way of writing."""
    try:
        yield
    except OSError as error:
        remedy = "make room or check its rights; the last commit stands"
        raise SearchIndexError(f"{generation}: cannot be written ({error.strerror}); {remedy}") from error
