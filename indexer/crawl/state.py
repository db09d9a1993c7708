"""What a crawl remembers between two runs, and what it asks of the store to remember it.

A crawl of a source is a *round*: it starts when the last one was complete, and goes on over interruptions
until every address it found has been visited. An address without `visited` is found and not yet visited: the
frontier.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Visit:
    """What we know of an address: when it was last visited, and what the site gave to tell changes by."""

    url: str
    visited: datetime | None = None
    etag: str | None = None
    last_modified: str | None = None


class Frontier(Protocol):
    """The part of the store that a crawl needs."""

    def visits(self, source: str) -> Iterable[Visit]:
        """All addresses of a source."""
        ...

    def record_visits(self, source: str, visits: Iterable[Visit]) -> None:
        """Adds addresses or replaces what was known of them."""
        ...

    def round_started(self, source: str) -> datetime | None:
        """When the round that is still open was started; None when the last one was complete."""
        ...

    def start_round(self, source: str, when: datetime | None) -> None:
        """Opens a round, or closes it with None."""
        ...

    def record_failure(self, url: str, stage: str, error: str) -> None:
        """Keeps what went wrong at an address."""
        ...
