"""Pages in the store: kept once for each address and hash; the same bytes again are only noted as seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Select, bindparam, insert, select, update

from corpus.archive import Location
from corpus.records import Page
from corpus.store_records import Added
from corpus.store_schema import pages

AT_URLS = (
    select(pages.c.number, pages.c.url, pages.c.sha256, pages.c.last_seen, pages.c.understood)
    .where(pages.c.url.in_(bindparam("urls", expanding=True)))
    .order_by(pages.c.last_seen, pages.c.number)
)
SEEN = update(pages).where(pages.c.number == bindparam("this"))
FINISH = update(pages).where(pages.c.understood == bindparam("mark"))
ADD = insert(pages).returning(pages.c.number, sort_by_parameter_order=True)


TRIED = " tried"  # behind the fingerprint of the rules by which a page could not be understood


def chosen(outdated: str | None) -> Select[Any]:
    """All pages; with a fingerprint, those neither understood by its rules nor tried."""
    if outdated is None:
        return select(pages)
    stands = pages.c.understood
    return select(pages).where(stands.is_distinct_from(outdated), stands.is_distinct_from(tried(outdated)))


def tried(fingerprint: str) -> str:
    """What a page has in place of the fingerprint by whose rules it could not be understood."""
    return fingerprint + TRIED


def take(connection: Connection, wanted: Sequence[Page], archived: Callable[[Page], Location]) -> list[Added]:
    """Keeps pages that are not kept yet, where archiving puts them, and notes the others as seen again."""
    return [added for some in _apart(wanted) for added in _take(connection, some, archived)]


def _apart(wanted: Sequence[Page]) -> Iterator[list[Page]]:
    """Pages in lots in which each has an address of its own."""
    lot: dict[str, Page] = {}
    for page in wanted:
        if page.url in lot:
            yield list(lot.values())
            lot = {}
        lot[page.url] = page
    if lot:
        yield list(lot.values())


def _take(connection: Connection, lot: Sequence[Page], archived: Callable[[Page], Location]) -> list[Added]:
    held: dict[str, list[Any]] = {}
    for row in connection.execute(AT_URLS, {"urls": [page.url for page in lot]}):
        held.setdefault(row.url, []).append(row)
    seen = [_seen(connection, page, held.get(page.url, ())) for page in lot]
    rows = [_row(page, archived(page)) for page, known in zip(lot, seen, strict=True) if known is None]
    numbers = iter(connection.execute(ADD, rows).scalars() if rows else ())
    return [known or Added(next(numbers), True) for known in seen]


def _seen(connection: Connection, page: Page, held: Sequence[Any]) -> Added | None:
    same = next((row for row in held if row.sha256 == page.sha256), None)
    if same is None:
        return None
    if page.fetched > same.last_seen:
        connection.execute(SEEN, {"this": same.number, "last_seen": page.fetched})
    newest = held[-1]
    is_back = same.number != newest.number and page.fetched > newest.last_seen
    return Added(same.number, is_back or same.understood is None or same.understood.endswith(TRIED))


def finish(connection: Connection, mark: str, fingerprint: str) -> None:
    """Gives the pages that have a mark in place of the fingerprint the fingerprint."""
    connection.execute(FINISH, {"mark": mark, "understood": fingerprint})


def _row(page: Page, location: Location) -> dict[str, Any]:
    names = ("url", "source", "sha256", "status", "content_type", "fetched")
    return {
        **{name: getattr(page, name) for name in names},
        "last_seen": page.fetched,
        "size": len(page.body),
        "file": location.file,
        "offset": location.offset,
        "length": location.length,
    }
