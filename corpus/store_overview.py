"""Figures over all that the store holds: how texts call people, in which posts and beside whom these speak; on which
days a source published, and when it was visited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from corpus.store_database import Database, chunks
from corpus.store_schema import crawl_state, renditions, revisions, statements


@dataclass(frozen=True, slots=True)
class Spoken:
    """How statements of a speaker name them: a spelling and a post in a language, how often, from when to when."""

    speaker: str
    language: str
    name: str | None
    post: str | None
    count: int
    first: date | None
    last: date | None


class Overview:
    """What is known of speakers and sources, read from all renditions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def spoken(self, speakers: Sequence[str]) -> tuple[Spoken, ...]:
        """Every way in which statements name these speakers, the most frequent first."""
        named = (statements.c.speaker, renditions.c.language, statements.c.name, statements.c.post)
        chosen = (
            select(*named, func.count(), func.min(renditions.c.published), func.max(renditions.c.published))
            .join_from(statements, renditions, renditions.c.number == statements.c.rendition)
            .group_by(*named)
        )
        found: list[Spoken] = []
        with self._database.reading() as connection:
            for some in chunks(speakers):
                rows = connection.execute(chosen.where(statements.c.speaker.in_(some)))
                found += (Spoken(*row) for row in rows)
        return tuple(sorted(found, key=lambda one: (-one.count, one.speaker, one.name or "", one.post or "")))

    def days(self, source: str, most: int) -> tuple[date, ...]:
        """The last days on which a source published what is held, the latest first."""
        chosen = (
            select(renditions.c.published)
            .distinct()
            .join(revisions, (revisions.c.rendition == renditions.c.number) & revisions.c.current)
            .where(renditions.c.source == source, renditions.c.published.is_not(None))
            .order_by(renditions.c.published.desc())
            .limit(most)
        )
        with self._database.reading() as connection:
            return tuple(connection.execute(chosen).scalars())

    def visited(self, source: str) -> datetime | None:
        """When a source was last asked for anything by the crawler; None where it never was."""
        chosen = select(func.max(crawl_state.c.fetched)).where(crawl_state.c.source == source)
        with self._database.reading() as connection:
            moment: datetime | None = connection.execute(chosen).scalar()
        return moment

    def beside(self, speaker: str, most: int) -> tuple[str, ...]:
        """Who else speaks in the releases in which somebody speaks, whoever shares most of them first."""
        releases = (
            select(renditions.c.release)
            .join_from(statements, renditions, renditions.c.number == statements.c.rendition)
            .where(statements.c.speaker == speaker)
        )
        shared = func.count(renditions.c.release.distinct())
        others = (
            select(statements.c.speaker)
            .join_from(statements, renditions, renditions.c.number == statements.c.rendition)
            .where(renditions.c.release.in_(releases), statements.c.speaker != speaker)
            .group_by(statements.c.speaker)
            .order_by(shared.desc(), statements.c.speaker)
            .limit(most)
        )
        with self._database.reading() as connection:
            return tuple(connection.execute(others).scalars())
