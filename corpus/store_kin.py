"""What comparing renditions with one another needs, and what it finds: marks to look them up by, paragraphs that
recur in a source, and why a rendition belongs to its release.

All of it is computed again with the understanding: marks and passages of a rendition are replaced as a whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, bindparam, delete, func, insert, select, update

from corpus import store_joining
from corpus.codec import dump_kinship
from corpus.records import Kinship
from corpus.store_database import Database, chunks
from corpus.store_projection import next_in_sequence
from corpus.store_records import KeptPage, Standing
from corpus.store_rows import kept_page
from corpus.store_schema import addresses, boilerplate, marks, pages, passages, renditions, revisions

LEAST_SHARED = 2  # marks of those that are worth comparing
MOST_ALIKE = 12  # candidates a comparison is worth making with

Known = tuple[Collection[tuple[str, int]], Collection[str]]  # marks with their kinds, and keys of passages

# Statements are made once: making one costs more than running it.
OF_THEM: BindParameter[Any] = bindparam("numbers", expanding=True)
MARKS = select(marks.c.rendition, marks.c.kind, marks.c.value).where(marks.c.rendition.in_(OF_THEM))
PASSAGES = select(passages.c.rendition, passages.c.key).where(passages.c.rendition.in_(OF_THEM))
FORGET_MARKS = delete(marks).where(marks.c.rendition == bindparam("this"))
FORGET_PASSAGES = delete(passages).where(passages.c.rendition == bindparam("this"))
ADD_MARKS = insert(marks)
ADD_PASSAGES = insert(passages)
SHARED = func.count().label("shared")
ALIKE = (  # values of all kinds are asked for at once: none is met by chance among those of another kind
    select(marks.c.kind, renditions.c.id)
    .join(renditions, renditions.c.number == marks.c.rendition)
    .join(revisions, (revisions.c.rendition == renditions.c.number) & revisions.c.current)
    .join(pages, (pages.c.number == revisions.c.page) & pages.c.understood.is_not(None))
    .where(marks.c.value.in_(bindparam("values", expanding=True)), marks.c.rendition != bindparam("this"))
    .group_by(marks.c.kind, renditions.c.number, renditions.c.id)
    .having(SHARED >= LEAST_SHARED)
    .order_by(SHARED.desc(), renditions.c.number)
    .add_columns(SHARED)
)
EXPLAINED = select(renditions.c.number, renditions.c.id, renditions.c.kinship).where(
    renditions.c.id.in_(bindparam("ids", expanding=True))
)
NONE: Known = frozenset(), frozenset()
EXPLAIN = update(renditions).where(renditions.c.number == bindparam("this"))


class Kin:
    """Marks, recurring paragraphs and kinships of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[int, Known] = {}  # by rendition, until it is marked

    def expect(self, numbers: Sequence[int]) -> None:
        """Reads at once, at the beginning of a transaction, which marks renditions have."""
        self._known = self._marked(numbers)

    def came(self, numbers: Iterable[int]) -> None:
        """These are new in the transaction, and have no marks yet."""
        self._known |= dict.fromkeys(numbers, NONE)

    def mark(self, number: int, values: Mapping[str, Iterable[int]], keys: Collection[str]) -> None:
        """Keeps the marks of a rendition, by kind, and the keys of its passages, over those it had."""
        wanted, this = {(kind, value) for kind, of in values.items() for value in of}, {"this": number}
        with self._database.writing() as connection:
            if number not in self._known:
                self._known |= self._marked([number])
            before, held = self._known.pop(number)
            if wanted != before:
                if before:
                    connection.execute(FORGET_MARKS, this)
                if wanted:
                    rows = [{"rendition": number, "kind": kind, "value": value} for kind, value in sorted(wanted)]
                    connection.execute(ADD_MARKS, rows)
            if set(keys) != held:
                if held:
                    connection.execute(FORGET_PASSAGES, this)
                if keys:
                    connection.execute(ADD_PASSAGES, [{"rendition": number, "key": key} for key in sorted(set(keys))])

    def _marked(self, numbers: Sequence[int]) -> dict[int, Known]:
        found: dict[int, tuple[set[tuple[str, int]], set[str]]] = {number: (set(), set()) for number in numbers}
        if numbers:
            with self._database.reading() as connection:
                for number, kind, value in connection.execute(MARKS, {"numbers": numbers}):
                    found[number][0].add((kind, value))
                for number, key in connection.execute(PASSAGES, {"numbers": numbers}):
                    found[number][1].add(key)
        return dict(found)

    def alike(self, number: int, values: Mapping[str, Sequence[int]], least: Mapping[str, int]) -> dict[str, list[str]]:
        """By kind of marks, ids of the other renditions that have so many of these marks, those with most first; while
        everything is understood anew, of those whose turn has come."""
        asked = {"this": number, "values": [value for of in values.values() for value in of]}
        found: dict[str, list[str]] = {kind: [] for kind in values}
        with self._database.reading() as connection:
            for row in connection.execute(ALIKE, asked).all() if asked["values"] else ():
                if row.shared >= least[row.kind] and len(found[row.kind]) < MOST_ALIKE:
                    found[row.kind].append(row.id)
        return found

    def standing(self, identifiers: Sequence[str]) -> dict[str, Standing]:
        """How the renditions of these ids stand."""
        found: dict[str, Standing] = {}
        with self._database.reading() as connection:
            for some in chunks(identifiers):
                found |= store_joining.standing(connection, some)
        return found

    def near(self, source: str, first: date, last: date) -> list[tuple[date, Standing]]:
        """How those of a source stand that were published from one day to another, with their days."""
        with self._database.reading() as connection:
            return store_joining.near(connection, source, first, last)

    def at(self, urls: Iterable[str]) -> dict[str, list[str]]:
        """The ids of the renditions at these addresses, by address, the one known first in front."""
        found: dict[str, list[str]] = {}
        with self._database.reading() as connection:
            for some in chunks(sorted(set(urls))):
                found |= store_joining.at(connection, some)
        return found

    def unite(self, parted: Collection[str], release: str) -> list[str]:
        """Moves all renditions of releases to another one; the ids of those moved."""
        with self._database.writing() as connection:
            return store_joining.unite(connection, parted, release)

    def explain(self, identifiers: Sequence[str], kinship: Kinship | None) -> list[str]:
        """Notes why renditions belong to their release, None where they are the first of it; the ids of those of which
        something else was noted."""
        text = dump_kinship(kinship) if kinship else None
        with self._database.writing() as connection:
            rows = connection.execute(EXPLAINED, {"ids": list(identifiers)}).all()
            others = [row for row in rows if row.kinship != text]
            if others:
                change = {"kinship": text, "changed": next_in_sequence(connection)}
                connection.execute(EXPLAIN, [{"this": row.number, **change} for row in others])
            return [row.id for row in others]

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
            for some in chunks(sorted(keys)):
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
        for some in chunks(sorted(keys)):
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
