"""The engine over Whoosh: one writer, any number of readers, here and in other processes.

A search asks the snapshot of the last commit: the pointer file is looked at, and when it is another than
before, a new snapshot is opened; the old one goes with the last search that asks it.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from corpus.errors import SearchIndexError
from indexer.engines.base import NOWHERE, Bounds, Collection, Document, Hit, Node, Placed, Query, Results
from indexer.engines.whoosh.answer import answer, days, gains, similar
from indexer.engines.whoosh.arrayfile import DamagedError
from indexer.engines.whoosh.commits import clean, intact
from indexer.engines.whoosh.generations import Generations, Manifest
from indexer.engines.whoosh.opening import candidates, open_good, turned_back
from indexer.engines.whoosh.placing import placed
from indexer.engines.whoosh.snapshot import Snapshot
from indexer.engines.whoosh.standing import anything, bounds
from indexer.engines.whoosh.writer import Writer, create

Found = TypeVar("Found")


class WhooshEngine:
    """An `Engine` in a folder; `fingerprint` says how the terms are made and is kept in the manifest."""

    def __init__(self, folder: Path, collection: Collection, *, fingerprint: str = "") -> None:
        self.collection = collection
        self.fingerprint = fingerprint
        self._generations = Generations(folder, collection)
        self._lock = threading.Lock()
        self._held: tuple[tuple[int, int], Snapshot] | None = None  # with the stamp of its commit
        self._told: tuple[tuple[int, int] | None, Manifest | None] | None = None  # the manifest of that commit
        self._damaged: frozenset[Path] = frozenset()  # generations, found so while the pointer had this stamp
        self._damaged_stamp: tuple[int, int] | None = None
        self._writing = ExitStack()
        self._writer: Writer | None = None
        self._generation: Path | None = None

    @property
    def manifest(self) -> Manifest | None:
        """What the generation that answers says about itself; None where there is no index."""
        stamp = self._generations.stamp()
        if self._told is None or self._told[0] != stamp:
            generation = self._generations.current()
            self._told = stamp, self._generations.manifest(generation) if generation else None
        return self._told[1]

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
            with self._written():
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
        generation = self._generation
        try:
            with _told(generation):
                manifest = self._writer.commit()
                self._generations.publish(generation, manifest)
                clean(generation, manifest)
        finally:
            self._close_writer()

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Builds a new generation aside from these documents alone and swaps it in; how many."""
        self._cancel()
        with self._generations.lock():
            with _told(self._generations.folder):
                self._generations.prune(*self._generations.finished())
                good = next((one for one in candidates(self._generations) if intact(one)), None)
                aside = self._generations.fresh()
            try:
                manifest = self._build(aside, documents)
            except BaseException:
                shutil.rmtree(aside)
                raise
            self._generations.prune(aside, good)
            return manifest.documents

    def search(self, query: Query) -> Results:
        """Answers a query from the last commit."""
        return self._asked(lambda snapshot: answer(query, snapshot))

    def finds(self, tree: Node) -> bool:
        """Whether a tree finds any document."""
        return self._asked(lambda snapshot: anything(tree, snapshot))

    def bounds(self, trees: Sequence[Node]) -> list[Bounds]:
        """How many documents each tree finds at least and at most, told from the dictionary alone."""
        return self._asked(lambda snapshot: [bounds(tree, snapshot) for tree in trees])

    def gains(self, trees: Sequence[Node], besides: Node = NOWHERE) -> list[tuple[int, int]]:
        """How many documents each tree finds, and how many of them another one does not."""
        return self._asked(lambda snapshot: gains(trees, besides, snapshot))

    def days(self, query: Query) -> dict[date, int]:
        """How many documents, or groups of them, of an answer each day has."""
        return self._asked(lambda snapshot: days(query, snapshot))

    def similar(self, document: Document, fields: tuple[str, ...], size: int = 10) -> tuple[Hit, ...]:
        """Documents of other groups that are most like a document, the best of each group."""
        return self._asked(lambda snapshot: similar(document, fields, size, snapshot))

    def positions(self, ids: Iterable[str], terms: Mapping[str, Iterable[str]]) -> dict[str, Placed]:
        """Where the terms, given by field, stand in these documents."""
        return self._asked(lambda snapshot: placed(ids, terms, snapshot))

    def ids(self) -> frozenset[str]:
        """The ids of all documents held."""
        return frozenset(self._newest().columns.ids)

    def terms(self, field_name: str, prefix: str, limit: int = 100) -> list[tuple[str, int]]:
        """Terms of a field that begin so, with their document counts, most frequent first."""
        return self._asked(lambda snapshot: snapshot.terms(field_name, prefix, limit))

    def check(self) -> None:
        """Reads all of the last commit once, so that no question waits until what it reads is checked; where that is
        damaged, the last good generation answers from now on."""
        self._asked(lambda snapshot: snapshot.check())

    def close(self) -> None:
        """Forgets what is not committed and lets go of files and locks."""
        self._cancel()
        self._held = None

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
        with _told(self._generations.folder):
            self._generations.prune()
            generation = self._generations.fresh()
            self._generations.publish(generation, create(generation, self.collection, self.fingerprint))
        return generation

    def _build(self, folder: Path, documents: Iterable[Document]) -> Manifest:
        with _told(folder):
            writer = Writer(folder, self.collection, create(folder, self.collection, self.fingerprint))
        for document in documents:
            with _told(folder):
                writer.add(document)
        with _told(folder):
            manifest = replace(writer.commit(), fingerprint=self.fingerprint)  # known by now, if not at the beginning
            clean(folder, manifest)
            self._generations.publish(folder, manifest)
        return manifest

    @contextmanager
    def _written(self) -> Iterator[None]:
        """What cannot be written is told, and forgotten."""
        try:
            with _told(self._generations.folder):
                yield
        except SearchIndexError:
            self._cancel()
            raise

    def _cancel(self) -> None:
        if self._writer is not None:
            self._writer.cancel()
            self._close_writer()

    def _close_writer(self) -> None:
        self._writer = None
        self._generation = None
        self._writing.close()

    def _newest(self) -> Snapshot:
        """The snapshot of the last commit; only who finds another commit than before waits for a lock."""
        stamp = self._generations.stamp()
        if stamp is None:
            raise SearchIndexError(f"{self._generations.folder}: there is no index here; run `minber index`")
        held = self._held
        if held is not None and held[0] == stamp:
            return held[1]
        with self._lock:
            if self._held is None or self._held[0] != stamp:
                if stamp != self._damaged_stamp:
                    self._damaged, self._damaged_stamp = frozenset(), stamp
                self._held = stamp, open_good(self._generations, self._damaged)
            return self._held[1]

    def _asked(self, ask: Callable[[Snapshot], Found]) -> Found:
        """What the last commit answers; where a part of it proves to be damaged, what the last good generation does."""
        while True:
            snapshot = self._newest()
            try:
                return ask(snapshot)
            except SearchIndexError as error:
                if not isinstance(error.__cause__, DamagedError) or not self._turned_back(snapshot.folder, error):
                    raise

    def _turned_back(self, folder: Path, error: SearchIndexError) -> bool:
        """Whether there is another generation to ask than the one that is damaged."""
        with self._lock:
            others = candidates(self._generations, {folder, *self._damaged})
            if others and folder not in self._damaged:
                turned_back(error, others[0])
                self._damaged |= {folder}
                self._held = None
            return bool(others)


@contextmanager
def _told(generation: Path) -> Iterator[None]:
    """Tells in one sentence what stands in the way of writing."""
    try:
        yield
    except OSError as error:
        remedy = "make room or check its rights; the last commit stands"
        raise SearchIndexError(f"{generation}: cannot be written ({error.strerror}); {remedy}") from error
