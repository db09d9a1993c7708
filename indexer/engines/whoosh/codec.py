"""Our segments as Whoosh sees them, through its public `codec=` seam.

Whoosh's own readers, searchers and queries work on an index that our writer wrote: the table of contents it
begins with is written with every commit (`write_toc`). Whoosh's own writer works with the codec too, posting by
posting and in memory. Stored fields, vectors and other columns than the number are not kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.codec.base import Codec, FieldWriter, PerDocumentWriter
from whoosh.codec.whoosh3 import W3Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from indexer.engines.base import Collection
from indexer.engines.whoosh.arrayfile import ArrayFile
from indexer.engines.whoosh.blocks import Ints, Lists, gaps_of
from indexer.engines.whoosh.reading import DocumentsReader, ListsReader
from indexer.engines.whoosh.segments import DOCUMENTS, LISTS, Fields, write_documents, write_lists
from indexer.engines.whoosh.terms import NUMBER, whoosh_schema

INDEX = "MAIN"


def write_toc(
    folder: Path, collection: Collection, commit: int, segments: Sequence[tuple[str, int, Sequence[int]]]
) -> None:
    """Writes Whoosh's table of contents of a commit: name, number of documents and deleted ones of each segment."""
    made = [
        W3Segment(ArrayCodec(), INDEX, count, name.removeprefix(f"{INDEX}_"), set(deleted) or None)
        for name, count, deleted in segments
    ]
    TOC(whoosh_schema(collection), made, commit).write(FileStorage(str(folder)), INDEX)


class ArrayCodec(Codec):  # type: ignore[misc]
    """Reads and writes segments of arrays."""

    length_stats = False

    def new_segment(self, storage: Any, indexname: str) -> W3Segment:  # noqa: ARG002
        """What Whoosh keeps of a segment in its table of contents."""
        return W3Segment(self, indexname)

    def per_document_writer(self, storage: Any, segment: Any) -> DocumentsWriter:
        """What Whoosh hands numbers and lengths to."""
        return DocumentsWriter(_path(storage, segment, DOCUMENTS))

    def field_writer(self, storage: Any, segment: Any) -> ListsWriter:
        """What Whoosh hands postings to."""
        return ListsWriter(_path(storage, segment, LISTS))

    def per_document_reader(self, storage: Any, segment: Any) -> DocumentsReader:
        """What Whoosh reads numbers and lengths from."""
        return DocumentsReader(ArrayFile(_path(storage, segment, DOCUMENTS)), segment)

    def terms_reader(self, storage: Any, segment: Any) -> ListsReader:
        """What Whoosh reads terms and postings from."""
        return ListsReader(Fields(_path(storage, segment, LISTS)))


class DocumentsWriter(PerDocumentWriter):  # type: ignore[misc]
    """Takes the number and the lengths of one document after another."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._numbers: list[int] = []
        self._lengths: dict[str, dict[int, int]] = {}
        self.is_closed = False

    def start_doc(self, docnum: int) -> None:  # noqa: ARG002
        """Begins a document."""
        self._numbers.append(-1)

    def add_field(self, fieldname: str, fieldobj: Any, value: Any, length: int) -> None:  # noqa: ARG002
        """Takes the length of a field."""
        if fieldname != NUMBER:
            self._lengths.setdefault(fieldname, {})[len(self._numbers) - 1] = length

    def add_column_value(self, fieldname: str, columnobj: Any, value: Any) -> None:  # noqa: ARG002
        """Takes the number."""
        self._numbers[-1] = int(value)

    def close(self) -> None:
        """Writes all."""
        lengths = {
            field: np.array([held.get(document, 0) for document in range(len(self._numbers))], np.int64)
            for field, held in self._lengths.items()
        }
        write_documents(self._path, np.array(self._numbers, np.int64), lengths)
        self.is_closed = True


class ListsWriter(FieldWriter):  # type: ignore[misc]
    """Takes one posting after another."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._fields: dict[str, dict[bytes, list[tuple[int, Ints]]]] = {}
        self._terms: dict[bytes, list[tuple[int, Ints]]] = {}
        self._postings: list[tuple[int, Ints]] = []
        self.is_closed = False

    def start_field(self, fieldname: str, fieldobj: Any) -> None:  # noqa: ARG002
        """Begins a field."""
        self._terms = self._fields.setdefault(fieldname, {})

    def start_term(self, text: bytes) -> None:
        """Begins a term."""
        self._postings = self._terms[text] = []

    def add(self, docnum: int, weight: float, vbytes: bytes, length: int) -> None:  # noqa: ARG002
        """Takes a posting; the weight is the number of its positions."""
        self._postings.append((docnum, np.frombuffer(vbytes, "<u4").astype(np.int64)))

    def finish_term(self) -> None:
        """Ends a term."""

    def close(self) -> None:
        """Writes all."""
        write_lists(self._path, {field: [_lists(terms)] for field, terms in self._fields.items()})
        self.is_closed = True


def _lists(terms: Mapping[bytes, Sequence[tuple[int, Ints]]]) -> Lists:
    postings = [posting for held in terms.values() for posting in held]
    frequencies = np.array([len(positions) for _, positions in postings], np.int64)
    positions = np.concatenate([np.empty(0, np.int64), *(positions for _, positions in postings)])
    return Lists(
        list(terms),
        np.array([len(held) for held in terms.values()], np.int64),
        np.array([document for document, _ in postings], np.int64),
        frequencies,
        gaps_of(positions, frequencies),
    )


def _path(storage: Any, segment: Any, ending: str) -> Path:
    return Path(storage.folder) / str(segment.make_filename(ending))
