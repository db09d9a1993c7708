"""Pages in the store: kept once for each address and hash; the same bytes again are only noted as seen."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, insert, select, update

from corpus.archive import Location
from corpus.records import Page
from corpus.store_records import Added
from corpus.store_schema import pages

AT_URL = (
    select(pages.c.number, pages.c.sha256, pages.c.last_seen, pages.c.understood)
    .where(pages.c.url == bindparam("this"))
    .order_by(pages.c.last_seen, pages.c.number)
)
SEEN = update(pages).where(pages.c.number == bindparam("this"))
ADD = insert(pages).returning(pages.c.number)


def see(connection: Connection, page: Page) -> Added | None:
    """Notes a kept page as seen again; None for one that is not kept."""
    held = connection.execute(AT_URL, {"this": page.url}).all()
    same = next((row for row in held if row.sha256 == page.sha256), None)
    if same is None:
        return None
    if page.fetched > same.last_seen:
        connection.execute(SEEN, {"this": same.number, "last_seen": page.fetched})
    newest = held[-1]
    is_back = same.number != newest.number and page.fetched > newest.last_seen
    return Added(same.number, is_back or same.understood is None)


def add(connection: Connection, page: Page, location: Location) -> Added:
    """Adds a page that is not kept yet."""
    names = ("url", "source", "sha256", "status", "content_type", "fetched")
    values = {
        **{name: getattr(page, name) for name in names},
        "last_seen": page.fetched,
        "size": len(page.body),
        "file": location.file,
        "offset": location.offset,
        "length": location.length,
    }
    return Added(connection.execute(ADD, values).scalar_one(), True)
