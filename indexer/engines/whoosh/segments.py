"""A segment: a part of the index that is written once, in two files of arrays (arrayfile.py).

    <name>.doc   number (the store's) and, by field, length of every document
    <name>.lst   by field: blocks of terms, where each begins, and the first term of each

Reading needs no cursor and no lock: any number of threads may.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.engines.whoosh.arrayfile import PAGE, ArrayFile, ArrayFileWriter, snug
from indexer.engines.whoosh.blocks import Block, Gaps, Ints, Lists, ascending, encoded
from indexer.engines.whoosh.packing import Ints32

DOCUMENTS = ".doc"
LISTS = ".lst"
KEPT_TERMS = 1 << 15  # of a segment, in blocks once read; their dictionaries take some 100 bytes a term
BLOCK_TERMS = 10  # as many take what a block takes besides
PLACE_TERMS = 3  # and as many, what it takes to remember where a term was found
LENT = 1 << 24  # bytes read after which a file's memory is given back: the system keeps what it has room for
Place = tuple[Block, int]  # of a term: its block, and where it stands there


class Postings(NamedTuple):
    """The documents of a segment that hold a term, ascending, and how often; deleted documents are still among them."""

    documents: Ints32
    frequencies: Ints32


class Segment:
    """A segment, open for reading; `deleted` are its documents that are no more."""

    def __init__(self, folder: Path, name: str, deleted: Iterable[int] = ()) -> None:
        self.name = name
        self._documents = ArrayFile(folder / f"{name}{DOCUMENTS}")
        self._fields = Fields(folder / f"{name}{LISTS}")
        self.numbers: Ints = self._documents["numbers"].astype(np.int64)
        self.count = len(self.numbers)
        self.alive: NDArray[np.bool_] | None = None
        gone = np.fromiter(deleted, np.int64)
        if len(gone):
            self.alive = np.ones(self.count, np.bool_)
            self.alive[gone] = False

    def postings(self, field: str, term: str) -> Postings | None:
        """Where a term stands, and how often; None where it does not."""
        documents = self.documents(field, term)
        return Postings(documents, self.frequencies(field, term)) if len(documents) else None

    def documents(self, field: str, term: str) -> Ints32:
        """Where a term stands, if anywhere."""
        found = self._fields.find(field, term.encode())
        return found[0].documents(found[1]) if found else np.empty(0, np.int32)

    def frequencies(self, field: str, term: str) -> Ints32:
        """How often a term stands in each of its documents."""
        found = self._fields.find(field, term.encode())
        return found[0].frequencies(found[1]) if found else np.empty(0, np.int32)

    def told(self, field: str, term: str) -> tuple[int, int]:
        """The number of documents of a term, and how often it stands in them; no list is read for that."""
        found = self._fields.find(field, term.encode())
        return (found[0].size(found[1]), found[0].times(found[1])) if found else (0, 0)

    def positions(self, field: str, term: str) -> Ints32:
        """Positions of a term, document after document."""
        found = self.postings(field, term)
        return ascending(self.gaps(field, term).all(), found.frequencies) if found else np.empty(0, np.int32)

    def gaps(self, field: str, term: str) -> Gaps:
        """What lies between the positions of a term that there is, document after document."""
        found = self._fields.find(field, term.encode())
        if found is None:
            raise KeyError(f"{self.name} has no {field}:{term}")
        return found[0].gaps(found[1])

    def lengths(self, field: str) -> Ints32:
        """The length of every document in a field."""
        name = f"{field} lengths"
        return self._documents[name].astype(np.int32) if name in self._documents else np.zeros(self.count, np.int32)

    def terms(self, field: str, start: str = "") -> Iterator[tuple[str, int]]:
        """Terms of a field from one on, ascending, each with the number of its documents."""
        for term, size in self._fields.sizes(field, start.encode()):
            yield term.decode(), size

    def lists(self, field: str, start: bytes, stop: bytes | None) -> Iterator[Lists]:
        """The lists of the blocks in which there may be terms from one on and before another, and perhaps more."""
        return (block.lists() for block in self._fields.blocks(field, start, stop))

    def firsts(self, field: str) -> list[tuple[bytes, int]]:
        """The first term of every block, and the bytes of the block."""
        return self._fields.firsts(field)

    def check(self) -> None:
        """Checks all that was not read yet."""
        self._documents.check()
        self._fields.check()

    def close(self) -> None:
        """Lets go of the files; arrays that somebody holds stay good."""
        self._documents.close()
        self._fields.close()


class Fields:
    """The file of lists of a segment."""

    def __init__(self, path: Path) -> None:
        self._file = ArrayFile(path)
        self.names: tuple[str, ...] = tuple(self._file.said["fields"])
        self._starts: dict[str, tuple[list[bytes], list[int]]] = {}
        self._kept: dict[tuple[str, int], Block] = {}
        self._found: dict[tuple[str, bytes], Place | None] = {}
        self._kept_terms = 0
        self._last: Block | None = None
        self._lent = 0

    def check(self) -> None:
        """Checks all that was not read yet."""
        self._file.check()

    def close(self) -> None:
        """Lets go of the file."""
        self._forget()
        self._file.close()

    def find(self, field: str, term: bytes) -> Place | None:
        """The block of a term and its place there; remembered, for the lists of a term are asked for one by one."""
        try:
            found = self._found[field, term]
        except KeyError:
            found = self._place(field, term)
            self._make_room(PLACE_TERMS)
            self._found[field, term] = found
        if found is not None:
            self._lend(found[0])
        return found

    def _place(self, field: str, term: bytes) -> Place | None:
        firsts, starts = self._dictionary(field)
        place = bisect_right(firsts, term) - 1
        if place < 0:
            return None
        block = self._block(field, starts, place)
        there = block.find(term)
        return None if there is None else (block, there)

    def blocks(self, field: str, start: bytes = b"", stop: bytes | None = None) -> Iterator[Block]:
        """The blocks from that of a term on, up to the last that may hold terms before another."""
        firsts, starts = self._dictionary(field)
        for place in range(max(bisect_right(firsts, start) - 1, 0), len(firsts)):
            if stop is not None and firsts[place] >= stop:
                return
            yield self._read(field, starts, place)

    def sizes(self, field: str, start: bytes) -> Iterator[tuple[bytes, int]]:
        """Terms from one on, each with the number of its documents."""
        for block in self.blocks(field, start):
            for term, size in zip(block.terms, block.sizes, strict=True):
                if term >= start:
                    yield term, size

    def firsts(self, field: str) -> list[tuple[bytes, int]]:
        """The first term of every block, and the bytes of the block."""
        firsts, starts = self._dictionary(field)
        return list(zip(firsts, np.diff(starts).tolist(), strict=True))

    def _block(self, field: str, starts: list[int], place: int) -> Block:
        block = self._kept.get((field, place))
        if block is None:
            block = self._read(field, starts, place)
            self._make_room(block.count + BLOCK_TERMS)
            self._kept[field, place] = block
        return block

    def _make_room(self, terms: int) -> None:
        """Forgets all that is kept where there is no more room for so many terms."""
        if self._kept_terms + terms > KEPT_TERMS:
            self._forget()
        self._kept_terms += terms

    def _forget(self) -> None:
        self._kept.clear()
        self._found.clear()
        self._last = None
        self._kept_terms = 0

    def _lend(self, block: Block) -> None:
        """Keeps what the process holds of the file within bounds, however many blocks are read one after another."""
        if block is self._last:
            return
        self._last = block
        self._lent += block.length + PAGE
        if self._lent > LENT:
            self._lent = 0
            self._file.forget()

    def _read(self, field: str, starts: list[int], place: int) -> Block:
        block = Block(self._file.part(f"{field} blocks", starts[place], starts[place + 1]))
        self._lend(block)
        return block

    def _dictionary(self, field: str) -> tuple[list[bytes], list[int]]:
        if field not in self.names:
            return [], [0]
        if field not in self._starts:
            text = self._file[f"{field} firsts"].tobytes()
            ends = self._file[f"{field} first ends"].tolist()
            firsts = [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]
            self._starts[field] = firsts, self._file[f"{field} starts"].tolist()
        return self._starts[field]


def write_documents(path: Path, numbers: Ints, lengths: Mapping[str, NDArray[np.signedinteger]]) -> None:
    """Writes the file of documents of a segment."""
    with ArrayFileWriter(path) as file:
        file.add("numbers", snug(numbers))
        for field, values in lengths.items():
            file.add(f"{field} lengths", snug(values))


def write_lists(path: Path, fields: Mapping[str, Iterable[Lists]]) -> None:
    """Writes the file of lists of a segment; the lists of a field come in the order of their terms."""
    with ArrayFileWriter(path) as file:
        for field, parts in fields.items():
            _write_field(file, field, parts)
        file.say({"fields": list(fields)})


def _write_field(file: ArrayFileWriter, field: str, parts: Iterable[Lists]) -> None:
    firsts: list[bytes] = []
    starts = [0]
    with file.stream(f"{field} blocks") as stream:
        for lists in parts:
            for first, block in encoded(lists):
                stream.write(block)
                firsts.append(first)
                starts.append(starts[-1] + len(block))
    file.add(f"{field} starts", snug(np.array(starts, np.uint64)))
    file.add(f"{field} firsts", np.frombuffer(b"".join(firsts), np.uint8))
    file.add(f"{field} first ends", snug(np.cumsum([len(first) for first in firsts], dtype=np.uint64)))
