"""The codec: Whoosh's own, but for posting lists, which are packed arrays that numpy reads as they lie.

    a posting list    how many documents · how many positions · bytes of the rest, as it lies here ·
                      the rest, compressed if that is shorter: documents · frequencies · positions

All numbers take 4 bytes, little-endian. What is not compressed has exactly the bytes of its numbers.

Lengths of fields are not kept here: they are columns of ours.
"""

from __future__ import annotations

import struct
import zlib
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.base import PostingsWriter
from whoosh.codec.whoosh3 import W3Codec, W3TermInfo
from whoosh.matching import LeafMatcher
from whoosh.reading import TermNotFound

NUMBER_BYTES = 4
WORTH_COMPRESSING = 256  # bytes; shorter lists hardly shrink
HEAD = struct.Struct("<III")


class Packed(NamedTuple):
    """A posting list as one segment holds it: documents, how often, and their positions one after another."""

    documents: NDArray[np.int64]
    frequencies: NDArray[np.int64]
    positions: NDArray[np.int64]


class TermsCodec(W3Codec):  # type: ignore[misc]
    """Whoosh's codec with packed posting lists."""

    length_stats = False

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> PackedWriter:
        """What Whoosh hands the postings of one field to."""
        assert not byteids  # they are for term vectors, which no field of ours has
        return PackedWriter(dbfile)

    def postings_reader(self, dbfile: Any, terminfo: Any, format_: Any, **_: Any) -> PackedMatcher:
        """What Whoosh reads the postings of one term from."""
        offset, _ = terminfo.extent()
        return PackedMatcher(unpack(dbfile, offset), format_)


class PackedWriter(PostingsWriter):  # type: ignore[misc]
    """Takes the postings of one term after another and writes each list whole."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def start_postings(self, format_: Any, terminfo: Any) -> None:  # noqa: ARG002
        """Begins a term."""
        self._documents: list[int] = []
        self._frequencies: list[int] = []
        self._positions: list[bytes] = []

    def add_posting(self, id_: int, weight: float, vbytes: bytes, length: int | None = None) -> None:  # noqa: ARG002
        """Adds a document."""
        self._documents.append(id_)
        self._frequencies.append(int(weight))
        self._positions.append(vbytes)

    def finish_postings(self) -> Any:
        """Writes the list; what Whoosh keeps in its dictionary for the term."""
        documents = self._documents
        offset = self._file.tell()
        positions = b"".join(self._positions)
        body = struct.pack(f"<{2 * len(documents)}I", *documents, *self._frequencies) + positions
        if len(body) >= WORTH_COMPRESSING:
            body = min(body, zlib.compress(body, 1), key=len)
        self._file.write(HEAD.pack(len(documents), len(positions) // NUMBER_BYTES, len(body)) + body)
        info = W3TermInfo(
            weight=sum(self._frequencies),
            df=len(documents),
            maxweight=max(self._frequencies),
            minid=documents[0],
            maxid=documents[-1],
        )
        info.set_extent(offset, self._file.tell() - offset)
        return info

    def written(self) -> bool:
        """Whether a part of the list is on disk already; lists are written whole."""
        return False


class PackedMatcher(LeafMatcher):  # type: ignore[misc]
    """A posting list as Whoosh walks through it when it merges segments."""

    def __init__(self, packed: Packed, format_: Any) -> None:
        self.packed = packed
        self.format = format_
        self._place = 0
        self._ends = np.cumsum(packed.frequencies).tolist()

    def is_active(self) -> bool:
        """Whether there is a posting here."""
        return self._place < len(self._ends)

    def id(self) -> int:
        """The document."""
        return int(self.packed.documents[self._place])

    def weight(self) -> float:
        """How often the term stands there."""
        return float(self.packed.frequencies[self._place])

    def value(self) -> bytes:
        """The positions."""
        end = self._ends[self._place]
        start = end - int(self.packed.frequencies[self._place])
        return self.packed.positions[start:end].astype("<u4").tobytes()

    def next(self) -> bool:
        """Goes on to the next posting."""
        self._place += 1
        return True


def unpack(file: Any, offset: int) -> Packed:
    """The arrays of a packed list in a file."""
    count, positions, size = HEAD.unpack(file.get(offset, HEAD.size))
    body = file.get(offset + HEAD.size, size)
    whole = 2 * count + positions
    if size != whole * NUMBER_BYTES:
        body = zlib.decompress(body)
    numbers = np.frombuffer(body, "<u4", whole).astype(np.int64)
    return Packed(numbers[:count], numbers[count : 2 * count], numbers[2 * count :])


def read_postings(terms: Any, field: str, term: bytes) -> Packed | None:
    """The posting list of a term from a Whoosh terms reader; None where the term is not held."""
    try:
        matcher = terms.matcher(field, term, None)
    except TermNotFound:
        return None
    packed: Packed = matcher.packed
    return packed
