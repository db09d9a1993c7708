"""The past of renditions, from the captures that the store keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select

from corpus.codec import load
from corpus.past import Past, Stood, past
from corpus.store_database import chunks
from corpus.store_schema import addresses, pages, renditions, revisions

Captures = Sequence[tuple[datetime, datetime]]  # of the pages of an address: fetched, last seen

OF_THEM = renditions.c.id.in_(bindparam("ids", expanding=True))
FIRST_SEEN = (
    select(renditions.c.id, func.min(pages.c.fetched).label("first"))
    .join_from(renditions, addresses, addresses.c.rendition == renditions.c.number)
    .join(pages, pages.c.url == addresses.c.url)
    .where(OF_THEM)
    .group_by(renditions.c.id)
)
SEVERAL = (
    select(revisions.c.rendition)
    .join(renditions, renditions.c.number == revisions.c.rendition)
    .where(OF_THEM)
    .group_by(revisions.c.rendition)
    .having(func.count() > 1)
)
TEXTS = (  # those that stood at the address of the rendition, and the one that stands
    select(renditions.c.id, renditions.c.url, revisions.c.current, revisions.c.record)
    .add_columns(pages.c.fetched, pages.c.last_seen)
    .join(revisions, revisions.c.rendition == renditions.c.number)
    .join(pages, pages.c.number == revisions.c.page)
    .where(renditions.c.number.in_(SEVERAL), (pages.c.url == renditions.c.url) | revisions.c.current)
    .order_by(pages.c.fetched, revisions.c.number)
)
CAPTURES = (
    select(pages.c.url, pages.c.fetched, pages.c.last_seen)
    .where(pages.c.url.in_(bindparam("urls", expanding=True)))
    .order_by(pages.c.fetched)
)


def pasts(connection: Connection, identifiers: Sequence[str]) -> dict[str, Past]:
    """The past of each rendition of these ids that is there."""
    found: dict[str, Past] = {}
    for some in chunks(identifiers):
        found |= _pasts(connection, some)
    return found


def _pasts(connection: Connection, identifiers: Sequence[str]) -> dict[str, Past]:
    ids = {"ids": list(identifiers)}
    first = {row.id: row.first for row in connection.execute(FIRST_SEEN, ids)}
    texts: dict[str, list[Row[Any]]] = {}
    for row in connection.execute(TEXTS, ids):
        texts.setdefault(row.id, []).append(row)
    captures = _captures(connection, [rows[0].url for rows in texts.values()])
    return {one: past(seen, _stood(texts.get(one, ()), captures)) for one, seen in first.items()}


def _captures(connection: Connection, urls: Sequence[str]) -> dict[str, list[tuple[datetime, datetime]]]:
    captures: dict[str, list[tuple[datetime, datetime]]] = {url: [] for url in urls}
    for row in connection.execute(CAPTURES, {"urls": list(captures)}) if captures else ():
        captures[row.url].append((row.fetched, row.last_seen))
    return captures


def _stood(rows: Sequence[Row[Any]], captures: Mapping[str, Captures]) -> list[Stood]:
    """Texts one after another, each until the last capture before the next; the one that stands is the last of them,
    also where it had stood before."""
    here = captures[rows[0].url] if rows else ()
    began = [(row.fetched, row) for row in rows]
    current = next((row for row in rows if row.current), None)
    if current is None or len(rows) == 1:
        return []
    if not rows[-1].current:
        last = rows[-1].fetched
        again = (fetched for fetched, _ in here if fetched > last)
        began.append((min(again, default=max(current.last_seen, last)), current))
    ends = [start for start, _ in began[1:]]
    until = [_last_seen(here, start, end) for (start, _), end in zip(began, ends, strict=False)]
    until.append(max((seen for _, seen in here), default=current.last_seen))
    return [_text(row, start, end) for (start, row), end in zip(began, until, strict=True)]


def _last_seen(captures: Captures, start: datetime, end: datetime) -> datetime:
    """The last moment from a start on, and before an end, at which the address was seen."""
    moments = (moment for capture in captures for moment in capture if start <= moment < end)
    return max(moments, default=start)


def _text(row: Row[Any], start: datetime, end: datetime) -> Stood:
    text = load(row.record)
    titled = (*([text.title] if text.title else []), *text.paragraphs)
    aside = (*text.boilerplate, *text.captions, *(one for one in (text.byline, text.contact) if one))
    return Stood(start, end, titled, aside)
