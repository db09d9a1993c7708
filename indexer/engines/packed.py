"""The terms of a document packed: each term once, however many fields have it, and numbers for where it stands.

So a document costs little to hand on to another process, and to take into an index.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from indexer.engines.base import Document

Pairs = tuple[tuple[str, int], ...]


class Vocabulary(dict[str, int]):
    """Numbers for terms, in the order in which they are met."""

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self)
        return number


@dataclass(frozen=True, slots=True, eq=False)
class Packed(Mapping[str, Pairs]):
    """The fields of a document: its terms, and by field which of them stand there, and at which positions."""

    terms: tuple[str, ...]
    placed: Mapping[str, tuple[array[int], array[int]]]

    @classmethod
    def of(cls, fields: Mapping[str, Pairs]) -> Packed:
        """The same fields, packed."""
        return cls.of_columns(
            {name: ([term for term, _ in pairs], [place for _, place in pairs]) for name, pairs in fields.items()}
        )

    @classmethod
    def of_columns(cls, columns: Mapping[str, tuple[Iterable[str], Iterable[int]]]) -> Packed:
        """The fields that have these terms at these positions, packed."""
        numbers = Vocabulary()
        placed = {}
        for name, (terms, positions) in columns.items():
            placed[name] = array("I", list(map(numbers.__getitem__, terms))), array("I", positions)
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
