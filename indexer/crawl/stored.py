"""The frontier kept in the store."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from corpus.store import Store
from corpus.store_records import CrawlState
from indexer.crawl.state import Visit


class StoredFrontier:
    """The frontier kept in the store; the open round of a source is an entry beside its addresses."""

    ROUND = "round"

    def __init__(self, store: Store) -> None:
        self._store = store

    def visits(self, source: str) -> Iterable[Visit]:
        """All addresses of a source."""
        states = self._store.crawl_states(source)
        return [Visit(s.url, s.fetched, s.etag, s.last_modified) for s in states if s.kind != self.ROUND]

    def record_visits(self, source: str, visits: Iterable[Visit]) -> None:
        """Adds addresses or replaces what was known of them."""
        self._store.put_crawl_states(_state(source, visit) for visit in visits)

    def round_started(self, source: str) -> datetime | None:
        """When the round that is still open was started; None when the last one was complete."""
        rounds = [state for state in self._store.crawl_states(source) if state.kind == self.ROUND]
        return next((state.fetched for state in rounds if state.pending), None)

    def start_round(self, source: str, when: datetime | None) -> None:
        """Opens a round, or closes it with None."""
        entry = CrawlState(source, self.ROUND, kind=self.ROUND, pending=when is not None, fetched=when)
        self._store.put_crawl_states([entry])

    def record_failure(self, url: str, stage: str, error: str) -> None:
        """Keeps what went wrong at an address."""
        self._store.record_failure(url, stage, error)


def _state(source: str, visit: Visit) -> CrawlState:
    return CrawlState(
        source,
        visit.url,
        pending=visit.visited is None,
        etag=visit.etag,
        last_modified=visit.last_modified,
        fetched=visit.visited,
    )
