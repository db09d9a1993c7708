"""A posting list as Whoosh's own queries walk through it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import numpy as np
from whoosh.matching import LeafMatcher

from indexer.engines.whoosh.blocks import Block, Ints, ascending
from indexer.engines.whoosh.packing import Ints32

ANY_LENGTH = 1 << 30


class Found:
    """A term in its block."""

    def __init__(self, block: Block, place: int) -> None:
        self._block = block
        self._place = place
        self.documents, self.frequencies = block.documents(place), block.frequencies(place)

    @cached_property
    def positions(self) -> Ints32:
        """The positions in all documents."""
        return ascending(self._block.gaps(self._place).all(), self.frequencies)

    @cached_property
    def ends(self) -> Ints:
        """Where the positions of each document end."""
        return np.cumsum(self.frequencies, dtype=np.int64)


class ArrayMatcher(LeafMatcher):  # type: ignore[misc]
    """Walks through postings as Whoosh wants them, one after another."""

    def __init__(self, found: Found, term: tuple[str, bytes], format_: Any, scorer: Any) -> None:
        self._found = found
        self._term = term
        self._at = 0
        self.format = format_
        self.scorer = scorer

    def is_active(self) -> bool:
        """Whether there is a posting here."""
        return self._at < len(self._found.documents)

    def id(self) -> int:
        """The document."""
        return int(self._found.documents[self._at])

    def all_ids(self) -> Iterator[int]:
        """The documents from here on."""
        return iter(self._found.documents[self._at :].tolist())

    def weight(self) -> float:
        """How often the term stands there."""
        return float(self._found.frequencies[self._at])

    def value(self) -> bytes:
        """The positions, packed."""
        end = int(self._found.ends[self._at])
        start = end - int(self._found.frequencies[self._at])
        return self._found.positions[start:end].astype("<u4").tobytes()

    def next(self) -> bool:
        """Goes on to the next posting; whether that is in another block, which it never is."""
        self._at += 1
        return False

    def skip_to(self, id: int) -> bool:
        """Goes on to a document, or the first one after it."""
        self._at += int(np.searchsorted(self._found.documents[self._at :], id))
        return False

    def reset(self) -> None:
        """Goes back to the first posting."""
        self._at = 0

    def copy(self) -> ArrayMatcher:
        """Another that stands at the same posting."""
        other = ArrayMatcher(self._found, self._term, self.format, self.scorer)
        other._at = self._at
        return other

    def block_min_length(self) -> int:
        """No length of a document is less."""
        return 0

    def block_max_weight(self) -> float:
        """No weight is greater."""
        return float(self._found.frequencies.max())

    def skip_to_quality(self, minquality: float) -> int:
        """Goes to the end where no posting can be as good."""
        if self.block_quality() > minquality:
            return 0
        self._at = len(self._found.documents)
        return 1
