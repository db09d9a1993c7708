"""Whole numbers packed tightly, and read back all at once or in part, by numpy.

A pack begins with a byte that says how it is made:

    0..32           planes: that many, the lowest bits of all numbers first, eight numbers to a byte
    64 + planes     the same for most numbers; the high bits of the others follow the planes: how many
                    (4 bytes) · the gaps between their places · their high bits, both as packs of the last kind
    128, 129, 130   the numbers as they are, 1, 2 or 4 bytes each

Numbers are below 2**32 and all bytes little-endian. How many numbers there are is for the reader to know.
"""

from __future__ import annotations

import struct

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint32]
Ints32 = NDArray[np.int32]

PATCHED = 64
RAW = 128
RAW_TYPES = (np.dtype("<u1"), np.dtype("<u2"), np.dtype("<u4"))
COUNT = struct.Struct("<I")
PATCH_BYTES = 6  # what patches cost besides two bytes, about, for each patched number
UNPATCHED = 128  # numbers; looking for a better way would cost more time than it saves bytes
FEW = 512  # numbers; for fewer, a call of numpy costs more than its work
WEIGHTS = (1 << np.arange(32)).astype(np.int32)  # of bits


def pack(values: NDArray[np.integer]) -> bytes:
    """The shortest pack of these numbers."""
    numbers = values.astype(np.uint32)
    if not len(numbers):
        return b"\0"
    planes = _best_way(numbers)
    if planes is None:
        return pack_raw(numbers)
    high = numbers >> planes if planes < 32 else np.zeros_like(numbers)
    patched = np.flatnonzero(high)
    if not len(patched):
        return bytes((planes,)) + _planes(numbers, planes)
    gaps = patched.copy()
    gaps[1:] -= patched[:-1]
    patches = COUNT.pack(len(patched)) + pack_raw(gaps) + pack_raw(high[patched])
    return bytes((PATCHED + planes,)) + _planes(numbers, planes) + patches


def pack_raw(values: NDArray[np.integer]) -> bytes:
    """The pack of these numbers as they are; quick to make."""
    kind = _raw_type(int(values.max()) if len(values) else 0)
    return bytes((RAW + kind,)) + values.astype(RAW_TYPES[kind]).tobytes()


def raw(buffer: memoryview, at: int, count: int) -> tuple[NDArray[np.integer], int]:
    """Numbers that lie as they are, and where they end."""
    return np.frombuffer(buffer, RAW_TYPES[buffer[at] - RAW], count, at + 1), _raw_end(buffer, at, count)


class Packed:
    """A pack where it lies."""

    __slots__ = ("_at", "_buffer", "_code", "_count", "_planes", "_read")

    def __init__(self, buffer: memoryview, at: int, count: int) -> None:
        self._buffer, self._at, self._count = buffer, at, count
        self._code = buffer[at]
        self._planes = self._code & (PATCHED - 1)
        self._read: tuple[NDArray[np.int64], Ints32] | None = None

    @property
    def end(self) -> int:
        """Where the next one begins."""
        if self._code >= RAW:
            return _raw_end(self._buffer, self._at, self._count)
        if self._code < PATCHED:
            return self._planes_end
        at, patched = self._patches()
        return _raw_end(self._buffer, _raw_end(self._buffer, at, patched), patched)

    def all(self) -> Ints32:
        """All numbers."""
        return self.slice(0, self._count)

    def slice(self, start: int, stop: int) -> Ints32:
        """The numbers of these places."""
        if self._code >= RAW:
            return self._as_it_is()[start:stop].astype(np.int32)
        first, last = start >> 3, _bytes(stop)
        values = _unplaned(self._table()[:, first:last], (last - first) * 8)[start - first * 8 : stop - first * 8]
        if self._code >= PATCHED:
            places, high = self._patched()
            if stop - start < self._count:
                some = slice(*places.searchsorted((start, stop)).tolist())
                places, high = places[some] - start, high[some]
            values[places] |= high << self._planes
        return values

    def take(self, places: NDArray[np.int64]) -> Ints32:
        """The numbers of these places, which ascend."""
        if self._code >= RAW:
            return self._as_it_is()[places].astype(np.int32)
        first, last = (int(places[0]), int(places[-1])) if len(places) else (0, -1)
        if len(places) * 4 > last - first or last - first < FEW:
            return self.slice(first, last + 1)[places - first]
        bits = (self._table().take(places >> 3, axis=1) >> (places & 7).astype(np.uint8)) & 1
        values = _from_bits(bits)
        if self._code >= PATCHED:
            patched, high = self._patched()
            found = patched.searchsorted(places)
            some = (patched.take(found, mode="clip") == places).nonzero()[0]
            values[some] |= high[found[some]] << self._planes
        return values

    @property
    def _planes_end(self) -> int:
        return self._at + 1 + self._planes * _bytes(self._count)

    def _as_it_is(self) -> NDArray[np.integer]:
        return raw(self._buffer, self._at, self._count)[0]

    def _table(self) -> NDArray[np.uint8]:
        size = _bytes(self._count)
        return np.frombuffer(self._buffer, np.uint8, self._planes * size, self._at + 1).reshape(self._planes, size)

    def _patches(self) -> tuple[int, int]:
        """Where the patches begin, and how many there are."""
        (patched,) = COUNT.unpack_from(self._buffer, self._planes_end)
        return self._planes_end + COUNT.size, patched

    def _patched(self) -> tuple[NDArray[np.int64], Ints32]:
        """Places and high bits of the patched numbers, kept once they are read."""
        if self._read is None:
            at, patched = self._patches()
            gaps, at = raw(self._buffer, at, patched)
            high, _ = raw(self._buffer, at, patched)
            self._read = gaps.cumsum(dtype=np.int64), high.astype(np.int32)
        return self._read


def _raw_end(buffer: memoryview, at: int, count: int) -> int:
    return at + 1 + count * RAW_TYPES[buffer[at] - RAW].itemsize


def _bytes(count: int) -> int:
    return (count + 7) >> 3


def _raw_type(greatest: int) -> int:
    return 0 if greatest < 1 << 8 else 1 if greatest < 1 << 16 else 2


def _best_way(numbers: Numbers) -> int | None:
    """How many planes, or None for numbers as they are."""
    count = len(numbers)
    greatest = int(numbers.max())
    best = most = greatest.bit_length()
    cost = most * _bytes(count)
    if count > UNPATCHED:
        longer = count
        for planes, as_long in enumerate(np.bincount(np.frexp(numbers.astype(np.float64))[1]).tolist()[:-1]):
            longer -= as_long  # numbers of more bits than these planes hold
            patched = planes * _bytes(count) + PATCH_BYTES + 2 * longer
            if patched < cost:
                best, cost = planes, patched
    return None if count * RAW_TYPES[_raw_type(greatest)].itemsize <= cost else best


def _planes(numbers: Numbers, planes: int) -> bytes:
    if len(numbers) > FEW * 16:
        return b"".join(
            np.packbits((numbers >> plane & 1).astype(np.bool_), bitorder="little").tobytes() for plane in range(planes)
        )
    bits = (numbers >> np.arange(planes, dtype=np.uint32)[:, None]) & 1
    return np.packbits(bits.astype(np.bool_), axis=1, bitorder="little").tobytes()


def _unplaned(table: NDArray[np.uint8], count: int) -> Ints32:
    if count <= FEW or not len(table):
        return _from_bits(np.unpackbits(table, axis=1, bitorder="little"))
    values = _eight(table[:8]).astype(np.int32)
    for lowest in range(8, len(table), 8):
        values |= _eight(table[lowest : lowest + 8]).astype(np.int32) << lowest
    return values


def _from_bits(planes: NDArray[np.integer]) -> Ints32:
    """The numbers of planes that have a byte for each bit, by the fewest calls."""
    numbers: Ints32 = WEIGHTS[: len(planes)] @ planes
    return numbers


def _eight(table: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The numbers of at most eight planes, bit by bit from the highest on."""
    bits = np.unpackbits(table, axis=1, bitorder="little")
    numbers: NDArray[np.uint8] = bits[-1]
    for row in bits[-2::-1]:
        np.add(numbers, numbers, out=numbers)
        numbers |= row
    return numbers
