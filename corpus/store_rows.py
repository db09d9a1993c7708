"""Rows of the store as records, and the queries that give these rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import BindParameter, Row, bindparam, select

from corpus.archive import Location
from corpus.codec import load, load_kinship
from corpus.records import Rendition
from corpus.store_records import Address, KeptPage, Revision
from corpus.store_schema import addresses, pages, renditions, revisions

CURRENT = select(renditions, revisions.c.record).join(
    revisions, (revisions.c.rendition == renditions.c.number) & revisions.c.current
)
VALUES: BindParameter[Any] = bindparam("values", expanding=True)
CURRENT_OF_IDS = CURRENT.where(renditions.c.id.in_(VALUES))  # made once: making it costs more than running it
REVISIONS = (
    select(revisions.c.current, revisions.c.record, pages)
    .join(renditions, renditions.c.number == revisions.c.rendition)
    .join(pages, pages.c.number == revisions.c.page)
    .order_by(pages.c.fetched, revisions.c.number)
)
ADDRESSES = (
    select(addresses.c.url, pages.c.fetched, pages.c.last_seen)
    .join(renditions, renditions.c.number == addresses.c.rendition)
    .join(pages, pages.c.url == addresses.c.url)
    .order_by(addresses.c.number, pages.c.number)
)


def kept_page(row: Row[Any]) -> KeptPage:
    """A row of pages."""
    names = ("number", "url", "source", "sha256", "status", "content_type", "size", "fetched", "last_seen")
    location = Location(row.file, row.offset, row.length)
    kept = {name: getattr(row, name) for name in names}
    return KeptPage(**kept, location=location, understood=row.understood)


def rendition(row: Row[Any]) -> Rendition:
    """A row of `CURRENT`: the record, under the ids, the address and the kinship that the store gives it."""
    kin = load_kinship(row.kinship) if row.kinship else None
    return replace(load(row.record), id=row.id, release=row.release, url=row.url, kinship=kin)


def revision(row: Row[Any]) -> Revision:
    """A row of revisions joined with the page that proves it."""
    text = load(row.record)
    return Revision(
        captured=row.fetched,
        last_seen=row.last_seen,
        current=row.current,
        url=row.url,
        sha256=row.sha256,
        title=text.title,
        paragraphs=text.paragraphs,
    )


def addresses_of(rows: Iterable[Row[Any]]) -> tuple[Address, ...]:
    """Rows of `ADDRESSES`, one for each page at each address, as addresses."""
    seen: dict[str, list[Row[Any]]] = {}
    for row in rows:
        seen.setdefault(row.url, []).append(row)
    return tuple(
        Address(url, min(row.fetched for row in at), max(row.last_seen for row in at)) for url, at in seen.items()
    )


def originals_first(found: Iterable[Rendition]) -> tuple[Rendition, ...]:
    """The renditions of a release in their order, its copies behind them."""
    return tuple(sorted(found, key=lambda one: one.copy_of is not None))
