"""Figures of what the store holds, from where, until when."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, func, select

from corpus.store_records import SourceStatus, Status
from corpus.store_schema import failures, pages, renditions, revisions, statements


def status(connection: Connection) -> Status:
    """The figures as of the last commit."""
    by_source = _languages(connection)
    languages: dict[str, int] = defaultdict(int)
    for counts in by_source.values():
        for language, count in counts.items():
            languages[language] += count
    here = select(renditions.c.release).join_from(renditions, revisions, _current())
    return Status(
        pages=_count(connection, pages),
        releases=connection.execute(select(func.count()).select_from(here.distinct().subquery())).scalar_one(),
        renditions=sum(languages.values()),
        statements=_count(connection, statements),
        failures=_count(connection, failures),
        languages=dict(sorted(languages.items())),
        sources=tuple(_source(row, by_source) for row in connection.execute(_sources())),
    )


def _current() -> Any:
    return (revisions.c.rendition == renditions.c.number) & revisions.c.current


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def _languages(connection: Connection) -> dict[str, dict[str, int]]:
    """Renditions by source and language."""
    rows = connection.execute(
        select(renditions.c.source, renditions.c.language, func.count())
        .join_from(renditions, revisions, _current())
        .group_by(renditions.c.source, renditions.c.language)
        .order_by(renditions.c.source, renditions.c.language)
    )
    counts: dict[str, dict[str, int]] = {}
    for source, language, count in rows:
        counts.setdefault(source, {})[language] = count
    return counts


def _sources() -> Select[Any]:
    dates = (
        select(
            renditions.c.source,
            func.min(renditions.c.published).label("first"),
            func.max(renditions.c.published).label("last"),
        )
        .group_by(renditions.c.source)
        .subquery()
    )
    return (
        select(
            pages.c.source,
            func.count().label("pages"),
            func.max(pages.c.last_seen).label("fetched"),
            dates.c.first,
            dates.c.last,
        )
        .outerjoin(dates, dates.c.source == pages.c.source)
        .group_by(pages.c.source, dates.c.first, dates.c.last)
        .order_by(pages.c.source)
    )


def _source(row: Row[Any], by_source: dict[str, dict[str, int]]) -> SourceStatus:
    languages = by_source.get(row.source, {})
    return SourceStatus(
        source=row.source,
        pages=row.pages,
        renditions=sum(languages.values()),
        languages=languages,
        first_published=row.first,
        last_published=row.last,
        last_fetched=row.fetched,
    )
