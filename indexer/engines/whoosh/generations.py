"""Generations of one collection on disk: built aside, swapped by a pointer, the last good one kept.

renditions/current     the name of the generation that answers; replaced after every commit: readers notice
renditions/g000002/    Whoosh segments, columns-N.npz of commit N, manifest.json
renditions/g000001/    the one before
renditions/writer      held by the one writer
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from whoosh.util.filelock import FileLock

from corpus.errors import SearchIndexError
from indexer.engines.base import Collection

FORMAT = 1  # of what lies in a generation's folder; raise it with every change that old code could not read


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation says about itself; `fingerprint` is the caller's, for how terms were made."""

    format: int
    collection: str
    fields: tuple[str, ...]
    facets: tuple[str, ...]
    fingerprint: str
    documents: int

    @classmethod
    def of(cls, collection: Collection, fingerprint: str, documents: int) -> Manifest:
        """The manifest of a generation as this code writes it."""
        return cls(FORMAT, collection.name, collection.fields, collection.facets, fingerprint, documents)


class Generations:
    """The folder of one collection."""

    def __init__(self, folder: Path, collection: Collection) -> None:
        self.folder = folder / collection.name
        self.collection = collection
        self._pointer = self.folder / "current"

    def stamp(self) -> tuple[int, int] | None:
        """Something that is another after every commit; None where there is no index."""
        try:
            status = self._pointer.stat()
        except FileNotFoundError:
            return None
        return status.st_ino, status.st_mtime_ns

    def current(self) -> Path | None:
        """The folder of the generation that answers."""
        try:
            return self.folder / self._pointer.read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return None

    def fresh(self) -> Path:
        """A new empty folder beside the others."""
        last = max((int(path.name[1:]) for path in self._all()), default=0)
        folder = self.folder / f"g{last + 1:06}"
        folder.mkdir()
        return folder

    def publish(self, generation: Path, manifest: Manifest) -> None:
        """Writes the manifest and makes the generation the one that answers."""
        _replace(generation / "manifest.json", json.dumps(asdict(manifest), ensure_ascii=False, indent=1) + "\n")
        _replace(self._pointer, generation.name + "\n")

    def prune(self, *kept: Path | None) -> None:
        """Removes all generations but these."""
        for path in self._all():
            if path not in kept:
                shutil.rmtree(path)

    def manifest(self, generation: Path) -> Manifest:
        """The manifest of a generation, refused where it is not of this format and collection."""
        path = generation / "manifest.json"
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
            values |= {name: tuple(values[name]) for name in ("fields", "facets")}
            manifest = Manifest(**values)
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise SearchIndexError(f"{path}: cannot be read ({error}); run `minber index --rebuild`") from error
        if manifest != Manifest.of(self.collection, manifest.fingerprint, manifest.documents):
            raise SearchIndexError(f"{generation}: made by another version of Minber; run `minber index --rebuild`")
        return manifest

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Held by the one writer."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(str(self.folder / "writer"))
            acquired = lock.acquire()
        except OSError as error:
            raise SearchIndexError(f"{self.folder}: cannot be written ({error.strerror}); check its rights") from error
        if not acquired:
            raise SearchIndexError(f"{self.folder}: another process is writing this index; wait until it has finished")
        try:
            yield
        finally:
            lock.release()

    def _all(self) -> list[Path]:
        return [path for path in self.folder.glob("g[0-9]*") if path.is_dir()]


def sync(folder: Path) -> None:
    """Makes all files of a folder and the folder itself safe on disk."""
    for path in (*folder.iterdir(), folder):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _replace(path: Path, text: str) -> None:
    aside = path.with_suffix(".aside")
    with aside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
