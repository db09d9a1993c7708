"""What comparing renditions with one another needs, and what it finds: marks to look them up by, paragraphs that
recur in a source, and why a rendition belongs to its release.

All of it is computed again with the understanding: marks and passages of a rendition are replaced as a whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from sqlalchemy import delete, func, insert, select, update

from corpus.codec import dump_kinship
from corpus.records import Kinship
from corpus.store_database import Database
from corpus.store_projection import next_in_sequence
from corpus.store_records import KeptPage
from corpus.store_rows import kept_page
from corpus.store_schema import addresses, boilerplate, marks, pages, passages, renditions

CHUNK = 500  # values in one IN clause
MOST_ALIKE = 12  # candidates a comparison is worth making with


class Kin:
    """Marks, recurring paragraphs and kinships of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def mark(self, identifier: str, values: Mapping[str, Iterable[int]], keys: Collection[str]) -> None:
        """Keeps the marks of a rendition, by kind, and the keys of its passages, over those it had."""
        with self._database.writing() as connection:
            number = connection.execute(select(renditions.c.number).where(renditions.c.id == identifier)).scalar_one()
            for table in (marks, passages):
                connection.execute(delete(table).where(table.c.rendition == number))
            rows = [{"rendition": number, "kind": kind, "value": v} for kind, of in values.items() for v in set(of)]
            if rows:
                connection.execute(insert(marks), rows)
            if keys:
                connection.execute(insert(passages), [{"rendition": number, "key": key} for key in set(keys)])

    def alike(self, identifier: str, kind: str, least: int) -> tuple[str, ...]:
        """Ids of the renditions that share so many marks of a kind with this one, those that share most first."""
        this = select(renditions.c.number).where(renditions.c.id == identifier).scalar_subquery()
        own = select(marks.c.value).where(marks.c.rendition == this, marks.c.kind == kind)
        shared = func.count().label("shared")
        chosen = (
            select(renditions.c.id, shared)
            .join(marks, marks.c.rendition == renditions.c.number)
            .where(marks.c.value.in_(own), marks.c.kind == kind, marks.c.rendition != this)
            .group_by(renditions.c.number, renditions.c.id)
            .having(shared >= least)
            .order_by(shared.desc(), renditions.c.number)
            .limit(MOST_ALIKE)
        )
        with self._database.reading() as connection:
            return tuple(row.id for row in connection.execute(chosen))

    def explain(self, identifiers: Sequence[str], kinship: Kinship | None) -> None:
        """Notes why renditions belong to their release; None where they are the first of it."""
        text = dump_kinship(kinship) if kinship else None
        other = renditions.c.id.in_(identifiers) & renditions.c.kinship.is_distinct_from(text)
        with self._database.writing() as connection:
            if connection.execute(select(renditions.c.number).where(other)).first() is not None:
                values = {"kinship": text, "changed": next_in_sequence(connection)}
                connection.execute(update(renditions).where(other).values(values))

    def recurring(self, source: str, keys: Collection[str], least: int) -> frozenset[str]:
        """Those of these passages that stand in so many releases of a source."""
        counted = func.count(renditions.c.release.distinct())
        chosen = (
            select(passages.c.key)
            .join(renditions, renditions.c.number == passages.c.rendition)
            .where(renditions.c.source == source)
            .group_by(passages.c.key)
            .having(counted >= least)
        )
        found: set[str] = set()
        with self._database.reading() as connection:
            for some in _chunks(keys):
                found |= set(connection.execute(chosen.where(passages.c.key.in_(some))).scalars())
        return frozenset(found)

    def boilerplate(self, source: str) -> frozenset[str]:
        """Keys of what is left out of the texts of a source."""
        chosen = select(boilerplate.c.key).where(boilerplate.c.source == source)
        with self._database.reading() as connection:
            return frozenset(connection.execute(chosen).scalars())

    def leave_out(self, source: str, keys: Collection[str]) -> None:
        """Keeps what to leave out of the texts of a source from now on."""
        with self._database.writing() as connection:
            connection.execute(delete(boilerplate).where(boilerplate.c.source == source))
            if keys:
                connection.execute(insert(boilerplate), [{"source": source, "key": key} for key in sorted(keys)])

    def pages_with(self, source: str, keys: Collection[str]) -> tuple[KeptPage, ...]:
        """The pages whose texts hold one of these passages of a source, in the order in which they came."""
        found: dict[int, KeptPage] = {}
        for some in _chunks(keys):
            chosen = (
                select(pages)
                .distinct()
                .join(addresses, addresses.c.page == pages.c.number)
                .join(renditions, renditions.c.number == addresses.c.rendition)
                .join(passages, passages.c.rendition == renditions.c.number)
                .where(renditions.c.source == source, passages.c.key.in_(some))
            )
            with self._database.reading() as connection:
                found |= {row.number: kept_page(row) for row in connection.execute(chosen)}
        return tuple(found[number] for number in sorted(found))


def _chunks(keys: Collection[str]) -> Iterator[list[str]]:
    wanted = sorted(keys)
    yield from (wanted[start : start + CHUNK] for start in range(0, len(wanted), CHUNK))
