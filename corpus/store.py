"""The store: what was fetched, what was understood of it, and how far the crawler has come.

SQLite by default, PostgreSQL by address. Pages are kept by address and hash (their bytes lie in the archive);
renditions keep their ids and numbers while their texts change; nothing a site said is overwritten. All that
understanding concluded can be computed again from the pages: `save` replaces it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Column, Row, Select, delete, func, insert, select

from corpus import store_crawl, store_joining, store_pages, store_status
from corpus.archive import Location
from corpus.records import Page, Rendition
from corpus.store_database import Database
from corpus.store_kin import Kin
from corpus.store_listing import Listed, listed
from corpus.store_overview import Overview
from corpus.store_records import (
    Added,
    Address,
    Change,
    CrawlState,
    Failure,
    KeptPage,
    Revision,
    SourceStatus,
    Standing,
    Status,
)
from corpus.store_rows import (
    ADDRESSES,
    CURRENT,
    REVISIONS,
    addresses_of,
    kept_page,
    originals_first,
    rendition,
    revision,
)
from corpus.store_saving import Saving
from corpus.store_schema import failures, meta, pages, releases, renditions, revisions, statements

__all__ = [
    "Added",
    "Address",
    "Change",
    "CrawlState",
    "Failure",
    "KeptPage",
    "Listed",
    "Revision",
    "SourceStatus",
    "Standing",
    "Status",
    "Store",
]

CHUNK = 500  # values in one IN clause


class Store:
    """Everything held, behind one address; several may read while one writes."""

    def __init__(self, url: str, *, create: bool = True) -> None:
        self._database = Database(url, create=create)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connections."""
        self._database.close()

    def together(self) -> AbstractContextManager[object]:
        """What is written within becomes visible and durable at its end, all of it or nothing."""
        return self._database.writing()

    def part(self) -> AbstractContextManager[object]:
        """A part of what is written together, which comes to nothing by itself."""
        return self._database.part()

    # pages

    def take(self, wanted: Sequence[Page], archived: Callable[[Page], Location]) -> list[Added]:
        """Keeps pages that are not kept yet, where archiving puts them; the same bytes at the same address are kept
        once, and noted as seen again."""
        with self._database.writing() as connection:
            return store_pages.take(connection, wanted, archived)

    def pages(self, *, outdated: str | None = None) -> Iterator[KeptPage]:
        """Pages in the order in which they came; with a fingerprint, those not understood under it."""
        chosen = select(pages)
        if outdated is not None:
            chosen = chosen.where(pages.c.understood.is_distinct_from(outdated))
        for row in self._in_batches(chosen, pages.c.number):
            yield kept_page(row)

    def count_pages(self, *, outdated: str | None = None) -> int:
        """How many `pages` gives."""
        chosen = select(func.count()).select_from(pages)
        if outdated is not None:
            chosen = chosen.where(pages.c.understood.is_distinct_from(outdated))
        return int(self._rows(chosen)[0][0])

    def finish(self, mark: str, fingerprint: str, *, rejoined: bool = False) -> None:
        """Ends a batch: pages saved under a mark of its own have the fingerprint now; `rejoined` when all have."""
        with self._database.writing() as connection:
            store_pages.finish(connection, mark, fingerprint)
            if rejoined:
                store_joining.joined_again(connection)

    def page(self, number: int) -> KeptPage | None:
        """The page of that number."""
        found = self._rows(select(pages).where(pages.c.number == number))
        return kept_page(found[0]) if found else None

    # renditions

    def save(self, page_number: int, understood: Sequence[Rendition], fingerprint: str) -> tuple[str, ...]:
        """Keeps what was understood of a page by the rules of a fingerprint; the ids it is kept under."""
        with self._database.writing() as connection:
            return Saving(connection, page_number).save(understood, fingerprint)

    def rendition(self, identifier: str) -> Rendition | None:
        """The rendition of that id as it stands now."""
        return next(iter(self.renditions([identifier])), None)

    def renditions(self, identifiers: Iterable[str]) -> tuple[Rendition, ...]:
        """The renditions of these ids in this order, without those that are not there."""
        wanted = list(identifiers)
        found = {row.id: row for row in self._chunked(CURRENT, renditions.c.id, wanted)}
        return tuple(rendition(found[one]) for one in wanted if one in found)

    def numbers(self, identifiers: Iterable[str]) -> dict[str, int]:
        """The number of each rendition of these ids."""
        chosen = select(renditions.c.id, renditions.c.number)
        return {row.id: row.number for row in self._chunked(chosen, renditions.c.id, list(identifiers))}

    def iterate(self) -> Iterator[tuple[int, Rendition]]:
        """All renditions as they stand now, with their numbers, in the order of these."""
        for row in self._in_batches(CURRENT, renditions.c.number):
            yield row.number, rendition(row)

    def addresses(self, identifier: str) -> tuple[Address, ...]:
        """Where a rendition stands, the address known first in front."""
        return addresses_of(self._rows(ADDRESSES.where(renditions.c.id == identifier)))

    def revisions(self, identifier: str) -> tuple[Revision, ...]:
        """The texts a rendition has had, the oldest first."""
        chosen = REVISIONS.where(renditions.c.id == identifier)
        return tuple(revision(row) for row in self._rows(chosen))

    def speaker_names(self, identifiers: Iterable[str]) -> dict[str, dict[str, str]]:
        """What texts call these speakers, by language: the spelling met most often."""
        spelt = select(statements.c.speaker, statements.c.name, renditions.c.language).join(
            renditions, renditions.c.number == statements.c.rendition
        )
        met = Counter(tuple(row) for row in self._chunked(spelt, statements.c.speaker, list(identifiers)))
        names: dict[str, dict[str, str]] = {}
        for (speaker, name, language), _ in sorted(met.items(), key=lambda item: (item[1], len(item[0][1] or ""))):
            names.setdefault(speaker, {})[language] = name
        return names

    # releases

    def release(self, identifier: str) -> tuple[Rendition, ...]:
        """The renditions of a release, copies last; also under the id of a release that was joined to it."""
        with self._database.reading() as connection:
            chosen = select(releases.c.joined).where(releases.c.id == identifier)
            joined = connection.execute(chosen).scalar() or identifier
            rows = connection.execute(CURRENT.where(renditions.c.release == joined).order_by(renditions.c.number))
            return originals_first(rendition(row) for row in rows)

    def versions(self, identifiers: Iterable[str]) -> dict[str, tuple[Rendition, ...]]:
        """For each rendition of these ids all renditions of its release, itself among them."""
        wanted = list(identifiers)
        chosen = select(renditions.c.id, renditions.c.release)
        release_of = {row.id: row.release for row in self._chunked(chosen, renditions.c.id, wanted)}
        held: dict[str, list[Rendition]] = {release: [] for release in release_of.values()}
        rows = self._chunked(CURRENT, renditions.c.release, list(held))
        for row in sorted(rows, key=lambda row: int(row.number)):
            held[row.release].append(rendition(row))
        return {one: originals_first(held[release]) for one, release in release_of.items()}

    def listed(self, start: int, size: int) -> tuple[Listed, ...]:
        """So many releases in the order in which they came, from a place on."""
        with self._database.reading() as connection:
            return listed(connection, start, size)

    def set_release(self, identifiers: Iterable[str], release: str) -> None:
        """Joins renditions to a release; a release left without renditions stays as another name of it."""
        with self._database.writing() as connection:
            store_joining.set_release(connection, identifiers, release)

    def part_releases(self) -> None:
        """Undoes all joining: every rendition goes back to the release of its page, to be joined anew when its page
        is understood anew, as every page now has to be."""
        with self._database.writing() as connection:
            store_joining.part(connection)

    @property
    def rejoining(self) -> bool:
        """Whether joining was undone, and what should do it again was interrupted."""
        with self._database.reading() as connection:
            return store_joining.is_rejoining(connection)

    @property
    def overview(self) -> Overview:
        """Figures of people over all that is held."""
        return Overview(self._database)

    @property
    def kin(self) -> Kin:
        """What comparing renditions with one another needs and finds."""
        return Kin(self._database)

    # changes

    @property
    def sequence(self) -> int:
        """The number of the last change."""
        return int(self._rows(select(meta.c.value).where(meta.c.name == "sequence"))[0].value)

    def changed_since(self, sequence: int) -> tuple[Change, ...]:
        """What changed after that number of the sequence, in the order of the changes."""
        now = revisions.c.current & (revisions.c.rendition == renditions.c.number)
        rows = self._rows(
            select(renditions.c.number, renditions.c.id, revisions.c.number.label("revision"))
            .outerjoin(revisions, now)
            .where(renditions.c.changed > sequence)
            .order_by(renditions.c.changed)
        )
        return tuple(Change(row.number, row.id, row.revision is None) for row in rows)

    # crawling and its troubles

    def crawl_states(self, source: str, *, pending: bool | None = None) -> tuple[CrawlState, ...]:
        """What the crawler knows of a source's addresses, in the order in which it met them."""
        with self._database.reading() as connection:
            return store_crawl.states(connection, source, pending=pending)

    def put_crawl_states(self, states: Iterable[CrawlState]) -> None:
        """Keeps what the crawler knows, over what it knew before."""
        with self._database.writing() as connection:
            store_crawl.put(connection, list(states))

    def record_failure(self, url: str, stage: str, error: str) -> None:
        """Notes what went wrong, over what was noted before for that address and stage."""
        with self._database.writing() as connection:
            here = (failures.c.url == url) & (failures.c.stage == stage)
            connection.execute(delete(failures).where(here))
            row = {"url": url, "stage": stage, "error": error, "at": datetime.now(UTC)}
            connection.execute(insert(failures).values(row))

    def failures(self) -> tuple[Failure, ...]:
        """What went wrong and has not gone right since."""
        rows = self._rows(select(failures).order_by(failures.c.at, failures.c.url))
        return tuple(Failure(row.url, row.stage, row.error, row.at) for row in rows)

    def status(self) -> Status:
        """What is held, from where, until when."""
        with self._database.reading() as connection:
            return store_status.status(connection)

    # reading rows

    def _rows(self, chosen: Select[Any]) -> Sequence[Row[Any]]:
        with self._database.reading() as connection:
            return connection.execute(chosen).all()

    def _chunked(self, chosen: Select[Any], column: Column[Any], values: Sequence[str]) -> Iterator[Row[Any]]:
        for start in range(0, len(values), CHUNK):
            yield from self._rows(chosen.where(column.in_(values[start : start + CHUNK])))

    def _in_batches(self, chosen: Select[Any], number: Column[Any]) -> Iterator[Row[Any]]:
        """Rows in the order of a number, a batch at a time, so that others may write in between."""
        last = 0
        while rows := self._rows(chosen.where(number > last).order_by(number).limit(CHUNK)):
            yield from rows
            last = rows[-1].number
