"""What expansion wants to know of words that name something: where they stand in a question, and the other names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from analyzers.language import Languages


class Translation(Protocol):
    """Another name, with its language."""

    @property
    def language(self) -> str:
        """The language, BCP 47."""

    @property
    def text(self) -> str:
        """The name in its dictionary form."""


class Match(Protocol):
    """The words of a question, from `start` to before `end`, that name something, and its other names."""

    @property
    def start(self) -> int:
        """The first word."""

    @property
    def end(self) -> int:
        """The word behind the last."""

    @property
    def translations(self) -> Sequence[Translation]:
        """The other names, of the same language and others."""

    @property
    def inner(self) -> Sequence[Match]:
        """The names inside it that all of its words belong to, if there are such."""


Concepts = Callable[[Sequence[str], Languages], Sequence[Match]]
