"""Files of named arrays, checksummed page by page and read where they lie.

    MINBERA1 (8 bytes) · arrays, each begun at a multiple of 8 · table · checksums · end

    table        JSON: name → [type, where it begins, how many]; and "" → what the writer says of the file
    checksums    the CRC-32 of every 64 KiB of what precedes the table
    end          where the table begins (8 bytes) · where the checksums begin (8) ·
                 CRC-32 of table and checksums (4) · END1

A file without its end was not finished, or cut. A page is checked when it is first read, so that opening does
not read all; who has time checks the rest.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

import numpy as np
from numpy.typing import NDArray

MAGIC = b"MINBERA1"
END = struct.Struct("<QQI4s")
END_MARK = b"END1"
PAGE = 1 << 16
CHECKED_AT_ONCE = 1 << 22  # bytes, after which their memory is given back
ALIGNED = 8


class DamagedError(ValueError):
    """A file is not as it was written; the text names it."""


class ArrayFileWriter:
    """Writes a file of arrays; it is whole when the `with` block ends well."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: BinaryIO = path.open("wb+")
        self._file.write(MAGIC)
        self._table: dict[str, Any] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._finish()
        finally:
            self._file.close()

    def add(self, name: str, values: NDArray[np.generic]) -> None:
        """Adds an array."""
        self._begin(name, values.dtype.str)
        self._file.write(np.ascontiguousarray(values).data)
        self._table[name][2] = len(values)

    def say(self, said: Mapping[str, Any]) -> None:
        """Keeps what JSON can hold beside the arrays."""
        self._table[""] = dict(said)

    @contextmanager
    def stream(self, name: str) -> Iterator[BinaryIO]:
        """A file to write an array of bytes to; nothing else may be added meanwhile."""
        start = self._begin(name, "|u1")
        yield self._file
        self._table[name][2] = self._file.tell() - start

    def _begin(self, name: str, kind: str) -> int:
        self._file.write(bytes(-self._file.tell() % ALIGNED))
        start = self._file.tell()
        self._table[name] = [kind, start, 0]
        return start

    def _finish(self) -> None:
        start = self._file.tell()
        self._file.seek(0)
        checks = np.array([zlib.crc32(self._file.read(PAGE)) for _ in range(0, start, PAGE)], "<u4")
        table = json.dumps(self._table, ensure_ascii=False).encode()
        body = table + checks.tobytes()
        self._file.write(body)
        self._file.write(END.pack(start, start + len(table), zlib.crc32(body), END_MARK))


class ArrayFile:
    """A file of arrays, open for reading by any number of threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size < len(MAGIC) + END.size:
                raise self._damaged("cut short")
            self._mapped: mmap.mmap | None = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._bytes = memoryview(self._mapped)
        start, checks, check, mark = END.unpack(self._bytes[-END.size :])
        if self._bytes[: len(MAGIC)] != MAGIC or mark != END_MARK or not len(MAGIC) <= start <= checks <= size:
            raise self._damaged("cut short or not a file of arrays")
        if zlib.crc32(self._bytes[start : -END.size]) != check:
            raise self._damaged("its table is damaged")
        self._checks = np.frombuffer(self._bytes[checks : -END.size], "<u4")
        self._checked = bytearray(len(self._checks))
        self._start = start
        self._table = json.loads(bytes(self._bytes[start:checks]))
        self.said: dict[str, Any] = self._table.pop("", {})

    def __contains__(self, name: str) -> bool:
        return name in self._table

    def __getitem__(self, name: str) -> NDArray[Any]:
        kind, start, count = self._table[name]
        data = self._read(start, start + count * np.dtype(kind).itemsize)
        return np.frombuffer(data, kind)

    def part(self, name: str, start: int, stop: int) -> memoryview:
        """Some bytes of an array of bytes."""
        _, begin, count = self._table[name]
        if not 0 <= start <= stop <= count:
            raise self._damaged("it points outside itself")
        return self._read(begin + start, begin + stop)

    def check(self) -> None:
        """Checks what was not read yet, so that nobody who reads it waits for that; the memory is given back."""
        for start in range(0, self._start, CHECKED_AT_ONCE):
            self._read(start, min(start + CHECKED_AT_ONCE, self._start))
            self.forget()

    def forget(self) -> None:
        """Gives back the memory of what was read so far; arrays that somebody holds are read again where they lie."""
        mapped = self._mapped
        if mapped is not None and hasattr(mapped, "madvise"):
            mapped.madvise(mmap.MADV_DONTNEED)

    def close(self) -> None:
        """Lets go of the file; arrays that somebody holds stay good."""
        self._mapped = None
        self._bytes = memoryview(b"")

    def _read(self, start: int, stop: int) -> memoryview:
        for page in range(start // PAGE, -(-stop // PAGE)):
            if not self._checked[page]:
                data = self._bytes[page * PAGE : min(page * PAGE + PAGE, self._start)]
                if zlib.crc32(data) != self._checks[page]:
                    raise self._damaged(f"its bytes from {page * PAGE} on are damaged")
                self._checked[page] = 1
        return self._bytes[start:stop]

    def _damaged(self, why: str) -> DamagedError:
        return DamagedError(f"{self.path.name}: {why}")


def snug(values: NDArray[np.generic]) -> NDArray[np.generic]:
    """The same whole numbers in the smallest type that holds them."""
    if not len(values):
        return values
    return values.astype(np.result_type(np.min_scalar_type(values.min()), np.min_scalar_type(values.max())))
