"""The crawler's memory: which addresses of a source are waiting, which were asked, what was answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import Connection, bindparam, insert, select, update

from corpus.store_database import chunks
from corpus.store_records import CrawlState
from corpus.store_schema import crawl_state


def states(connection: Connection, source: str, *, pending: bool | None) -> tuple[CrawlState, ...]:
    """The states of a source in the order in which its addresses were met; all, pending or done."""
    chosen = select(crawl_state).where(crawl_state.c.source == source).order_by(crawl_state.c.number)
    if pending is not None:
        chosen = chosen.where(crawl_state.c.pending.is_(pending))
    rows = connection.execute(chosen).mappings()
    return tuple(CrawlState(**{name: row[name] for name in row if name != "number"}) for row in rows)


def put(connection: Connection, wanted: Sequence[CrawlState]) -> None:
    """Adds addresses and renews those that are known; of an address given twice, the last state counts."""
    latest = list({(state.source, state.url): state for state in wanted}.values())
    for some in chunks(latest):
        _put_chunk(connection, some)


def _put_chunk(connection: Connection, wanted: Sequence[CrawlState]) -> None:
    urls = crawl_state.c.url.in_([state.url for state in wanted])
    rows = connection.execute(select(crawl_state.c.number, crawl_state.c.source, crawl_state.c.url).where(urls))
    known = {(row.source, row.url): row.number for row in rows}
    new = [asdict(state) for state in wanted if (state.source, state.url) not in known]
    if new:
        connection.execute(insert(crawl_state), new)
    old = [state for state in wanted if (state.source, state.url) in known]
    if old:
        change = update(crawl_state).where(crawl_state.c.number == bindparam("known"))
        rows_of_old = [{**asdict(state), "known": known[state.source, state.url]} for state in old]
        connection.execute(change, rows_of_old)
