"""The store: what was fetched, what was understood of it, and how far the crawler has come.

SQLite by default, PostgreSQL by address. Pages are kept by address and hash (their bytes lie in the archive);
renditions keep their ids and numbers while their texts change; nothing a site said is overwritten. All that
understanding concluded can be computed again from the pages: `save` replaces it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Self

from sqlalchemy import Column, Row, Select, func, select

from corpus import store_crawl, store_failures, store_joining, store_pages, store_past, store_status
from corpus.archive import Location
from corpus.codec import Held, Written
from corpus.past import Past
from corpus.records import Page, Rendition
from corpus.store_database import CHUNK, Database, chunks
from corpus.store_kin import Kin
from corpus.store_listing import Listed, listed
from corpus.store_lot import Lot, Saved, Wanted
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
    CURRENT_OF_IDS,
    REVISIONS,
    SPEAKING,
    SPELT,
    VALUES,
    VERSIONS,
    addresses_of,
    held,
    kept_page,
    most_spelt,
    originals_first,
    rendition,
    revision,
)
from corpus.store_schema import meta, pages, releases, renditions, revisions

__all__ = [
    "Added",
    "Address",
    "Change",
    "CrawlState",
    "Failure",
    "KeptPage",
    "Listed",
    "Lot",
    "Revision",
    "Saved",
    "SourceStatus",
    "Standing",
    "Status",
    "Store",
]
SEQUENCE = select(meta.c.value).where(meta.c.name == "sequence")  # asked for before every answer


class Store:
    """Everything held, behind one address; several may read while one writes."""

    def __init__(self, url: str, *, create: bool = True) -> None:
        self._database = Database(url, create=create)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
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
        """Pages in the order in which they came; with a fingerprint, those neither understood under it nor tried."""
        for row in self._in_batches(store_pages.chosen(outdated), pages.c.number):
            yield kept_page(row)

    def count_pages(self, *, outdated: str | None = None) -> int:
        """How many `pages` gives."""
        return int(self._rows(select(func.count()).select_from(store_pages.chosen(outdated).subquery()))[0][0])

    def count_tried(self, fingerprint: str) -> int:
        """How many pages could not be understood under a fingerprint."""
        tried = pages.c.understood == store_pages.tried(fingerprint)
        return int(self._rows(select(func.count()).select_from(pages).where(tried))[0][0])

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
        written = list(map(Written.of, understood))
        return self.lot([(page_number, written)]).save(page_number, written, fingerprint).ids

    def lot(self, wanted: Wanted) -> Lot:
        """Pages, with what was understood of them, that are to be saved together."""
        return Lot(self._database, wanted)

    def rendition(self, identifier: str) -> Rendition | None:
        """The rendition of that id as it stands now."""
        return next(iter(self.renditions([identifier])), None)

    def renditions(self, identifiers: Iterable[str]) -> tuple[Rendition, ...]:
        """The renditions of these ids in this order, without those that are not there."""
        wanted = list(identifiers)
        found = {row.id: row for row in self._chunked(CURRENT_OF_IDS, wanted)}
        return tuple(rendition(found[one]) for one in wanted if one in found)

    def numbers(self, identifiers: Iterable[str]) -> dict[str, int]:
        """The number of each rendition of these ids."""
        chosen = select(renditions.c.id, renditions.c.number).where(renditions.c.id.in_(VALUES))
        return {row.id: row.number for row in self._chunked(chosen, list(identifiers))}

    def iterate(self) -> Iterator[tuple[int, Rendition]]:
        """All renditions as they stand now, with their numbers, in the order of these."""
        return ((one.number, one.rendition()) for one in self.held())

    def held(self, *, language: str = "", besides: str = "", speaking: bool = False) -> Iterator[Held]:
        """What `iterate` gives, as it is held; of a language, besides a language, or those in which somebody speaks."""
        chosen = SPEAKING if speaking else CURRENT
        chosen = chosen.where(renditions.c.language == language) if language else chosen
        chosen = chosen.where(renditions.c.language != besides) if besides else chosen
        return map(held, self._in_batches(chosen, renditions.c.number))

    def addresses(self, identifier: str) -> tuple[Address, ...]:
        """Where a rendition stands, the address known first in front."""
        return addresses_of(self._rows(ADDRESSES.where(renditions.c.id == identifier)))

    def revisions(self, identifier: str) -> tuple[Revision, ...]:
        """The texts a rendition has had, the oldest first."""
        chosen = REVISIONS.where(renditions.c.id == identifier)
        return tuple(revision(row) for row in self._rows(chosen))

    def pasts(self, identifiers: Sequence[str]) -> dict[str, Past]:
        """When each rendition of these ids was first seen, when it changed, and what no longer stands in it."""
        with self._database.reading() as connection:
            return store_past.pasts(connection, identifiers)

    def speaker_names(self, identifiers: Iterable[str]) -> dict[str, dict[str, str]]:
        """What texts call these speakers, by language: the spelling met most often."""
        return most_spelt(self._chunked(SPELT, list(identifiers)))

    # releases

    def release(self, identifier: str) -> tuple[Rendition, ...]:
        """The renditions of a release, copies last; also under the id of a release that was joined to it."""
        with self._database.reading() as connection:
            chosen = select(releases.c.joined).where(releases.c.id == identifier)
            joined = connection.execute(chosen).scalar() or identifier
            rows = connection.execute(CURRENT.where(renditions.c.release == joined))
            return tuple(one.rendition() for one in originals_first(map(held, rows)))

    def versions(self, identifiers: Iterable[str]) -> dict[str, tuple[Held, ...]]:
        """For each rendition of these ids all renditions of its release, itself among them, as they are held."""
        together: dict[str, list[Held]] = {}
        for row in self._chunked(VERSIONS, list(identifiers)):
            together.setdefault(row[0], []).append(Held._make(row[1:]))
        return {found: originals_first(versions) for found, versions in together.items()}

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
        return int(self._rows(SEQUENCE)[0].value)

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
            store_failures.record(connection, url, stage, error)

    def failures(self) -> tuple[Failure, ...]:
        """What went wrong and has not gone right since."""
        with self._database.reading() as connection:
            return store_failures.recorded(connection)

    def status(self) -> Status:
        """What is held, from where, until when."""
        with self._database.reading() as connection:
            return store_status.status(connection)

    # reading rows

    def _rows(self, chosen: Select[Any], **given: Sequence[str]) -> Sequence[Row[Any]]:
        with self._database.reading() as connection:
            return connection.execute(chosen, given).all()

    def _chunked(self, chosen: Select[Any], values: Sequence[str]) -> Iterator[Row[Any]]:
        for some in chunks(values):
            yield from self._rows(chosen, values=some)

    def _in_batches(self, chosen: Select[Any], number: Column[Any]) -> Iterator[Row[Any]]:
        """Rows in the order of a number, a batch at a time, so that others may write in between."""
        last = 0
        while rows := self._rows(chosen.where(number > last).order_by(number).limit(CHUNK)):
            yield from rows
            last = rows[-1].number
