"""Rows of the store as records, and the queries that give these rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from sqlalchemy import BindParameter, Row, bindparam, select

from corpus.archive import Location
from corpus.codec import Held, load
from corpus.records import Rendition
from corpus.store_records import Address, KeptPage, Revision
from corpus.store_schema import addresses, pages, renditions, revisions, statements

CURRENT = select(renditions, revisions.c.record).join(
    revisions, (revisions.c.rendition == renditions.c.number) & revisions.c.current
)
VALUES: BindParameter[Any] = bindparam("values", expanding=True)
SPEAKING = CURRENT.where(renditions.c.number.in_(select(statements.c.rendition)))
CURRENT_OF_IDS = CURRENT.where(renditions.c.id.in_(VALUES))  # made once: making it costs more than running it
_found = renditions.alias("found")
VERSIONS = (  # of the releases of renditions, all renditions, with the id of that which they were looked up by
    select(_found.c.id, *(renditions.c[name] for name in ("number", "id", "release", "url", "language", "kinship")))
    .add_columns(revisions.c.record)
    .join(renditions, renditions.c.release == _found.c.release)
    .join(revisions, (revisions.c.rendition == renditions.c.number) & revisions.c.current)
    .where(_found.c.id.in_(VALUES))
)
SPELT = (  # what texts call speakers
    select(statements.c.speaker, statements.c.name, renditions.c.language)
    .join(renditions, renditions.c.number == statements.c.rendition)
    .where(statements.c.speaker.in_(VALUES))
)
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


def held(row: Row[Any]) -> Held:
    """A row of `CURRENT`."""
    return Held(row.number, row.id, row.release, row.url, row.language, row.kinship, row.record)


def rendition(row: Row[Any]) -> Rendition:
    """The rendition of a row of `CURRENT`."""
    return held(row).rendition()


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


def most_spelt(rows: Iterable[Row[Any]]) -> dict[str, dict[str, str]]:
    """Rows of `SPELT` by speaker and language: the spelling met most often."""
    met = Counter(tuple(row) for row in rows)
    names: dict[str, dict[str, str]] = {}
    for (speaker, name, language), _ in sorted(met.items(), key=lambda item: (item[1], len(item[0][1] or ""))):
        names.setdefault(speaker, {})[language] = name
    return names


def originals_first(found: Iterable[Held]) -> tuple[Held, ...]:
    """The renditions of a release in their order, its copies behind them."""
    return tuple(sorted(found, key=lambda one: (one.copy_of is not None, one.number)))
