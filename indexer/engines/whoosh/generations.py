"""Generations of one collection on disk: built aside, swapped by a pointer, the last good one kept.

renditions/current     the name of the generation that answers; replaced after every commit: readers notice
renditions/g000002/    manifest.json, and the files it names (commits.py)
renditions/g000001/    the one before
renditions/writer      held by the one writer
"""

from __future__ import annotations

import json
import os
import re
import shutil
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from whoosh.util.filelock import FileLock

from corpus.errors import SearchIndexError
from indexer.engines.base import Collection
from indexer.engines.whoosh.arrayfile import DamagedError

FORMAT = 2  # of what lies in a generation's folder; raise it with every change that old code could not read
MANIFEST = "manifest.json"
CHECK = "check"  # in a manifest, the CRC-32 of the rest
NAME = re.compile(r"g[0-9]{6,}")  # of a generation's folder


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation says about itself; its replacement is the commit.

    `fingerprint` is the caller's, for how terms were made; `files` are all files of the commit with their checksums.
    """

    format: int
    collection: str
    fields: tuple[str, ...]
    facets: tuple[str, ...]
    fingerprint: str
    documents: int
    commit: int
    segments: tuple[str, ...]
    files: Mapping[str, str]
    days: tuple[str, ...] = ()

    @classmethod
    def first(cls, collection: Collection, fingerprint: str) -> Manifest:
        """The manifest of a generation in which there is nothing yet."""
        made = collection.name, collection.fields, collection.facets
        return cls(FORMAT, *made, fingerprint, 0, 0, (), {}, days=collection.days)

    def fits(self, collection: Collection) -> bool:
        """Whether the generation is as this code makes it, of the collection."""
        made = self.format, self.collection, self.fields, self.facets, self.days
        return made == (FORMAT, collection.name, collection.fields, collection.facets, collection.days)


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
            last = self.current()
            if last is None:
                return None
            status = (last / MANIFEST).stat()
        return status.st_ino, status.st_mtime_ns

    def current(self) -> Path | None:
        """The folder of the generation that answers; where the pointer is lost, the last one that was finished."""
        try:
            name = self._pointer.read_text(encoding="utf-8", errors="replace").strip()
        except FileNotFoundError:
            name = ""
        return self.folder / name if NAME.fullmatch(name) else next(iter(self.finished()), None)

    def finished(self) -> list[Path]:
        """The folders of all generations that once answered, the last one first."""
        return sorted((path for path in self._all() if (path / MANIFEST).exists()), reverse=True)

    def fresh(self) -> Path:
        """A new empty folder beside the others."""
        last = max((int(path.name[1:]) for path in self._all()), default=0)
        folder = self.folder / f"g{last + 1:06}"
        folder.mkdir()
        return folder

    def publish(self, generation: Path, manifest: Manifest) -> None:
        """Writes the manifest and makes the generation the one that answers; its files are safe on disk before."""
        values = asdict(manifest)
        told = json.dumps({**values, CHECK: _checksum(values)}, ensure_ascii=False, indent=1)
        _replace(generation / MANIFEST, told + "\n")
        _replace(self._pointer, generation.name + "\n")

    def prune(self, *kept: Path | None) -> None:
        """Removes all generations but these."""
        for path in self._all():
            if path not in kept:
                (path / MANIFEST).unlink(missing_ok=True)  # first, so that half a generation is not taken for one
                shutil.rmtree(path)

    def manifest(self, generation: Path) -> Manifest:
        """The manifest of a generation, refused where it is not of this format and collection."""
        manifest = read_manifest(generation)
        if not manifest.fits(self.collection):
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


def read_manifest(generation: Path) -> Manifest:
    """The manifest of a generation."""
    path = generation / MANIFEST
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        if values["format"] != FORMAT:
            raise SearchIndexError(f"{generation}: made by another version of Minber; run `minber index --rebuild`")
        if values.pop(CHECK, None) not in (None, _checksum(values)):  # those of before had none
            raise DamagedError("its checksum is another")
        values |= {name: tuple(values[name]) for name in ("fields", "facets", "segments")}
        values["days"] = tuple(values.get("days", ()))
        return Manifest(**values)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise SearchIndexError(f"{path}: cannot be read ({error}); run `minber index --rebuild`") from error


def _checksum(values: Mapping[str, object]) -> str:
    return f"{zlib.crc32(json.dumps(values, ensure_ascii=False, sort_keys=True).encode()):08x}"


def sync(*paths: Path) -> None:
    """Makes files and folders safe on disk."""
    for path in paths:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _replace(path: Path, text: str) -> None:
    aside = path.with_name(path.name + ".aside")
    aside.write_text(text, encoding="utf-8")
    sync(aside)
    aside.replace(path)
    sync(path.parent)
