"""The releases held, listed in the order in which they came, a portion at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from corpus.store_schema import pages, renditions, revisions


@dataclass(frozen=True, slots=True)
class Listed:
    """A release by its id, and when its newest text was captured."""

    id: str
    changed: datetime


def listed(connection: Connection, start: int, size: int) -> tuple[Listed, ...]:
    """So many releases from a place on."""
    changed = func.max(pages.c.fetched)
    rows = connection.execute(
        select(renditions.c.release, changed.label("changed"))
        .join_from(renditions, revisions, (revisions.c.rendition == renditions.c.number) & revisions.c.current)
        .join(pages, pages.c.number == revisions.c.page)
        .group_by(renditions.c.release)
        .order_by(func.min(renditions.c.number))
        .limit(size)
        .offset(start)
    )
    return tuple(Listed(row.release, row.changed) for row in rows)
