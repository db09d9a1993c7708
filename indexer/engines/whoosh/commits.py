"""A commit of a generation: the files that its manifest names.

MAIN_7.doc, MAIN_7.lst   the segment that commit 7 wrote (segments.py)
columns-9.col            columns of commit 9 (columns.py), and by segment the documents deleted by then
_MAIN_9.toc              the same for Whoosh's own readers (codec.py); never read here

All are safe on disk before the manifest that names them is put in place of the one before. What no manifest
names was left by a writer that was killed, and goes with the next commit.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from corpus.errors import SearchIndexError
from indexer.engines.base import Collection
from indexer.engines.whoosh.arrayfile import ArrayFile, ArrayFileWriter, DamagedError, snug
from indexer.engines.whoosh.blocks import Ints
from indexer.engines.whoosh.columns import Columns, load, save
from indexer.engines.whoosh.generations import MANIFEST, Manifest, read_manifest, sync
from indexer.engines.whoosh.segments import DOCUMENTS, LISTS, Segment

CHUNK = 1 << 20


def opened(folder: Path, collection: Collection) -> tuple[list[Segment], Columns]:
    """The segments and columns of the last commit of a generation; rows count the living documents of the segments."""
    manifest = read_manifest(folder)
    _check_sizes(folder, manifest)
    file = ArrayFile(folder / columns_name(manifest.commit))
    segments = [Segment(folder, name, file[f"deleted {name}"]) for name in manifest.segments]
    columns = load(file, collection)
    file.close()
    return segments, columns


def damaged_files(folder: Path) -> list[str]:
    """The files of a generation that are not as they were written; all are read."""
    files = read_manifest(folder).files
    return [name for name, told in files.items() if not (folder / name).exists() or checksum(folder / name) != told]


def intact(folder: Path) -> bool:
    """Whether a generation is as it was written; all its files are read."""
    try:
        return not damaged_files(folder)
    except (SearchIndexError, OSError):
        return False


def write_columns(folder: Path, commit: int, columns: Columns, deleted: Mapping[str, Ints]) -> None:
    """Writes the columns of a commit."""
    with ArrayFileWriter(folder / columns_name(commit)) as file:
        save(columns, file)
        for name, documents in deleted.items():
            file.add(f"deleted {name}", snug(documents.astype(np.int64)))


def sealed(folder: Path, before: Manifest, segments: tuple[str, ...], commit: int) -> dict[str, str]:
    """The files of a commit with their checksums, now safe on disk; what is neither a segment's nor ours is kept."""
    ours = [columns_name(commit), toc_name(commit)]
    ours += [f"{name}{ending}" for name in segments for ending in (DOCUMENTS, LISTS)]
    new = [name for name in ours if name not in before.files]
    sync(*(folder / name for name in new), folder)
    return {name: before.files[name] if name in before.files else checksum(folder / name) for name in ours}


def clean(folder: Path, manifest: Manifest) -> None:
    """Removes the files that a commit does not name."""
    for path in folder.iterdir():
        if path.name not in manifest.files and path.name != MANIFEST:
            path.unlink()


def checksum(path: Path) -> str:
    """The size and the CRC-32 of a file."""
    check = size = 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            check, size = zlib.crc32(chunk, check), size + len(chunk)
    return f"{size}-{check:08x}"


def _check_sizes(folder: Path, manifest: Manifest) -> None:
    for name, told in manifest.files.items():
        if not told.startswith(f"{(folder / name).stat().st_size}-"):
            raise DamagedError(f"{name}: cut short")


def columns_name(commit: int) -> str:
    """The file of the columns of a commit."""
    return f"columns-{commit}.col"


def toc_name(commit: int) -> str:
    """The file that Whoosh's own readers begin with."""
    return f"_MAIN_{commit}.toc"
