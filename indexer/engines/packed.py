"""The terms of a document packed: each term once, however many fields have it, and numbers for where it stands.

So a document costs little to hand on to another process, and to take into an index.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from indexer.engines.base import Document

Pairs = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Packed(Mapping[str, Pairs]):
    """The fields of a document: its terms, and by field which of them stand there, and at which positions."""

    terms: tuple[str, ...]
    placed: Mapping[str, tuple[array[int], array[int]]]

    @classmethod
    def of(cls, fields: Mapping[str, Pairs]) -> Packed:
        """The same fields, packed."""
        numbers: dict[str, int] = {}
        placed = {}
        for name, pairs in fields.items():
            which = array("I", [numbers.setdefault(term, len(numbers)) for term, _ in pairs])
            placed[name] = which, array("I", [position for _, position in pairs])
        return cls(tuple(numbers), placed)

    def __getitem__(self, name: str) -> Pairs:
        which, positions = self.placed[name]
        return tuple(zip(map(self.terms.__getitem__, which), positions, strict=True))

    def __iter__(self) -> Iterator[str]:
        return iter(self.placed)

    def __len__(self) -> int:
        return len(self.placed)


def packed(document: Document) -> Document:
    """The same document, packed."""
    return replace(document, fields=Packed.of(document.fields))
