"""A batch: documents that are turned into posting lists together, in memory.

Every (term, position) pair becomes two numbers in growing arrays; at the end one sort of 64-bit numbers, each
term · document · position, puts all occurrences of a field in the order in which they are written.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from corpus.errors import SearchIndexError
from indexer.engines.packed import Packed, Pairs, Vocabulary
from indexer.engines.whoosh.blocks import Ints, Lists
from indexer.engines.whoosh.matches import firsts

MOST_OCCURRENCES = 4_000_000  # in a batch: 32 MB of numbers, and some times as much while a field is being sorted
MOST_DOCUMENTS = 1 << 16
POSITION_BITS = 24
DOCUMENT_BITS = 16

Keys = NDArray[np.uint64]
NOWHERE = array("I"), array("I")


class _Field:
    """The occurrences of a field: terms and positions, and how many of them each document has."""

    def __init__(self) -> None:
        self.terms = array("I")
        self.positions = array("I")
        self.counts = array("I")


class Batch:
    """Documents taken in one after another."""

    def __init__(self, fields: tuple[str, ...]) -> None:
        self.fields = fields
        self._fields = {name: _Field() for name in fields}
        self._vocabulary = Vocabulary()
        self._occurrences = 0
        self._made: tuple[str, Lists] | None = None
        self._numbers = array("q")

    @property
    def full(self) -> bool:
        """Whether it is time to write the batch."""
        return self._occurrences >= MOST_OCCURRENCES or len(self._numbers) >= MOST_DOCUMENTS

    def add(self, number: int, fields: Mapping[str, Pairs]) -> int:
        """Takes in a document; its number in the batch."""
        packed = fields if isinstance(fields, Packed) else Packed.of(fields)
        known = np.array(list(map(self._vocabulary.__getitem__, packed.terms)), np.uint32)
        for name, held in self._fields.items():
            which, positions = packed.placed.get(name, NOWHERE)
            held.counts.append(len(which))
            if which:
                held.terms.frombytes(known[np.frombuffer(which, np.uint32)].tobytes())
                held.positions.extend(positions)
                self._occurrences += len(which)
        self._numbers.append(number)
        return len(self._numbers) - 1

    def lengths(self, field: str) -> Ints:
        """In how many positions of a field each document has terms; several terms at one position are one."""
        return _lengths(self._fields[field])

    @property
    def count(self) -> int:
        """How many documents there are."""
        return len(self._numbers)

    @property
    def numbers(self) -> Ints:
        """The store's number of every document."""
        return np.array(self._numbers, np.int64)

    def firsts(self, field: str) -> list[tuple[bytes, int]]:  # noqa: ARG002
        """No stretches: a field is turned into lists at once."""
        return []

    def lists(self, field: str, start: bytes = b"", stop: bytes | None = None) -> Iterator[Lists]:  # noqa: ARG002
        """The posting lists of a field, of all terms."""
        if self._made is None or self._made[0] != field:
            self._made = field, self._inverted(field)
        if self._made[1].terms:
            yield self._made[1]

    def _inverted(self, name: str) -> Lists:
        held = self._fields[name]
        numbers = np.frombuffer(held.terms, np.uint32)
        terms, ranks = self._ordered
        ranks = ranks[numbers]
        present = np.flatnonzero(np.bincount(ranks, minlength=len(terms)))
        new = np.zeros(len(terms), np.uint64)
        new[present] = np.arange(len(present), dtype=np.uint64)
        return _inverted([terms[rank] for rank in present.tolist()], _keys(new[ranks], held))

    @cached_property
    def _ordered(self) -> tuple[list[bytes], Ints]:
        """All terms, ascending, and the place of each by its number; for when no more documents come."""
        terms = [term.encode() for term in self._vocabulary]
        order = sorted(range(len(terms)), key=terms.__getitem__)
        ranks = np.empty(len(terms), np.int64)
        ranks[order] = np.arange(len(terms))
        return [terms[number] for number in order], ranks


def _keys(ranks: Keys, held: _Field) -> Keys:
    """Every occurrence as one number, ascending, each once."""
    positions = np.frombuffer(held.positions, np.uint32)
    if len(positions) and positions.max() >> POSITION_BITS:
        raise SearchIndexError(f"position {positions.max()}: too long a document; cut it into several")
    documents = np.repeat(np.arange(len(held.counts), dtype=np.uint64), np.frombuffer(held.counts, np.uint32))
    keys = (ranks << np.uint64(DOCUMENT_BITS) | documents) << np.uint64(POSITION_BITS) | positions
    keys.sort()
    return keys[firsts(keys)]


def _inverted(terms: list[bytes], keys: Keys) -> Lists:
    pairs = keys >> np.uint64(POSITION_BITS)
    first = np.flatnonzero(np.diff(pairs, prepend=~np.uint64(0)))
    positions = (keys & np.uint64((1 << POSITION_BITS) - 1)).astype(np.int64)
    gaps = np.diff(positions, prepend=0) - 1
    gaps[first] = positions[first]
    pairs = pairs[first]
    sizes = np.bincount((pairs >> np.uint64(DOCUMENT_BITS)).astype(np.int64), minlength=len(terms))
    documents = (pairs & np.uint64((1 << DOCUMENT_BITS) - 1)).astype(np.int64)
    return Lists(terms, sizes, documents, np.diff(first, append=len(keys)), gaps)


def _lengths(held: _Field) -> Ints:
    """Positions ascend within a document: those that differ from the one before are counted."""
    counts = np.frombuffer(held.counts, np.uint32).astype(np.int64)
    positions = np.frombuffer(held.positions, np.uint32).astype(np.int64)
    new = np.diff(positions, prepend=-1) != 0
    starts = np.cumsum(counts) - counts
    new[starts[counts > 0]] = True
    before = np.concatenate(([0], np.cumsum(new)))
    lengths: Ints = before[starts + counts] - before[starts]
    return lengths
