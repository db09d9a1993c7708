"""How terms lie in Whoosh: a field that takes (term, position) pairs as they are, and analyses nothing."""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from whoosh.columns import NumericColumn
from whoosh.fields import COLUMN, FieldType, Schema
from whoosh.formats import Format

from indexer.engines.base import Collection

NUMBER = "number"  # the column that says which document a Whoosh document is
NUMBERS = NumericColumn("q", default=-1)
NUMBER_BYTES = 4  # of a position in a posting's value

Pairs = tuple[tuple[str, int], ...]


class TermsFormat(Format):  # type: ignore[misc]
    """A posting's value is its positions, packed."""

    def __init__(self) -> None:
        super().__init__(field_boost=1.0)

    def decode_positions(self, value: bytes) -> list[int]:
        """The positions in a posting's value."""
        return list(struct.unpack(f"<{len(value) // NUMBER_BYTES}I", value))


class TermsField(FieldType):  # type: ignore[misc]
    """A field of terms with positions."""

    def __init__(self) -> None:
        super().__init__(format=TermsFormat(), analyzer=None, scorable=True)

    def index(self, value: Pairs, **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Term, frequency, weight and positions of every term."""
        places: defaultdict[str, bytes] = defaultdict(bytes)
        for term, position in dict.fromkeys(value):
            places[term] += position.to_bytes(NUMBER_BYTES, "little")
        for term, packed in places.items():
            frequency = len(packed) // NUMBER_BYTES
            yield term.encode(), frequency, frequency, packed


def whoosh_schema(collection: Collection) -> Schema:
    """The Whoosh schema of a collection: its fields of terms and the column of numbers."""
    return Schema(**{name: TermsField() for name in collection.fields}, **{NUMBER: COLUMN(NUMBERS)})
