"""Pages that are written together: what is held of them is read at once, and most pages that are understood anew say
what they said before. Those are told by what was read, with nothing else asked of the database.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Row, bindparam, select, union_all

from corpus import store_failures, store_pages
from corpus.codec import Written
from corpus.store_database import Database
from corpus.store_records import Standing
from corpus.store_saving import HELD, KNOWN, UNDERSTOOD, Key, Saving, keys
from corpus.store_schema import pages, releases, renditions, revisions

PAGES = select(pages).where(pages.c.number.in_(bindparam("numbers", expanding=True)))
IDS: BindParameter[Any] = bindparam("ids", expanding=True)
TAKEN = union_all(  # of ids that normalising gave, those that mean something here
    select(renditions.c.id).where(renditions.c.id.in_(IDS)),
    select(revisions.c.key).where(revisions.c.key.in_(IDS)),
    select(releases.c.id).where(releases.c.id.in_(IDS)),
)

Wanted = Sequence[tuple[int, Sequence[Written]]]  # numbers of pages, and what was understood of each


class Saved(NamedTuple):
    """A page saved: the ids that its renditions are kept under; `changed` when anything held is other than before;
    how the renditions stand that are `new`, where nothing but those came."""

    ids: tuple[str, ...]
    changed: bool
    new: tuple[Standing, ...] = ()


class Lot:
    """Pages on their way into one transaction, each saved or failed in its turn."""

    def __init__(self, database: Database, wanted: Wanted) -> None:
        self._database = database
        numbers = [number for number, _ in wanted]
        texts = [one for _, some in wanted for one in some]
        urls = {text.url for text in texts}
        with database.writing() as connection:
            self._pages = {row.number: row for row in connection.execute(PAGES, {"numbers": numbers})}
            self._seats = connection.execute(KNOWN, {"urls": list(urls), "pages": numbers}).all()
            held = {"numbers": list({row.rendition for row in self._seats})}
            self._held: dict[tuple[int, int], Row[Any]] = {}  # revisions by rendition and page, the first of each
            for row in connection.execute(HELD, held):
                self._held.setdefault((row.rendition, row.page), row)
            urls |= {row.url for row in self._pages.values()}
            failing = connection.execute(store_failures.OF_URLS, {"urls": list(urls)}).scalars()
            self._failing = set(failing)
            self._taken = set(connection.execute(TAKEN, {"ids": list(_ids(texts))}).scalars())
        self._known: dict[Key, Row[Any]] = {(row.url, row.language, row.part): row for row in self._seats}
        self._urls = {row.url for row in self._seats}
        self._on_page: dict[int, set[Key]] = {}
        for key, row in self._known.items():
            self._on_page.setdefault(row.page, set()).add(key)
        self._stirred: set[int | str] = set()  # renditions and addresses that are no longer as they were read

    @property
    def ids(self) -> list[str]:
        """Of the renditions that stand at the addresses of these pages."""
        return list(dict.fromkeys(row.id for row in self._seats))

    def save(self, number: int, understood: Sequence[Written], fingerprint: str) -> Saved:
        """Keeps what was understood of a page."""
        page = self._pages[number]
        with self._database.writing() as connection:
            same = self._same(page, understood)
            if same is not None:
                connection.execute(UNDERSTOOD, {"this": number, "understood": fingerprint})
                saved = Saved(same, changed=False)
            else:
                saving = Saving(connection, page, new=self._is_new(page, understood))
                ids = saving.save(understood, fingerprint)
                self._stirred |= saving.stirred
                self._taken |= {*_ids(understood), *ids}
                saved = Saved(ids, not saving.new and saving.changed, tuple(saving.added) if saving.new else ())
            if page.url in self._failing:
                connection.execute(store_failures.FORGET_URL, {"here": page.url})
        return saved

    def fail(self, number: int, stage: str, error: str, fingerprint: str | None) -> bool:
        """Notes that a page could not be understood by the rules of a fingerprint (or, without one, not be stored) and
        why; whether that is new."""
        url = self._pages[number].url
        self._failing.add(url)
        with self._database.writing() as connection:
            if fingerprint is not None:
                connection.execute(UNDERSTOOD, {"this": number, "understood": store_pages.tried(fingerprint)})
            return store_failures.record(connection, url, stage, error)

    def _is_new(self, page: Row[Any], texts: Sequence[Written]) -> bool:
        """Whether nothing that is held has to do with what was understood of a page: neither address, nor text, nor
        release."""
        urls = {page.url, *(text.url for text in texts)}
        return (
            page.number not in self._on_page
            and urls.isdisjoint(self._urls)
            and self._stirred.isdisjoint(urls)
            and self._taken.isdisjoint(_ids(texts))
        )

    def _same(self, page: Row[Any], understood: Sequence[Written]) -> tuple[str, ...] | None:
        """The ids of the renditions of a page, where all of them stand as they would be saved."""
        seats = dict(zip(keys(understood), understood, strict=True))
        if self._on_page.get(page.number, set()) != seats.keys():
            return None
        rows = [self._known[key] for key in seats]
        if not self._stirred.isdisjoint({page.url, *(row.rendition for row in rows), *(row.url for row in rows)}):
            return None
        for row, one in zip(rows, seats.values(), strict=True):
            own = self._held.get((row.rendition, page.number))
            if own is None or own.number != row.revision or (own.key, own.record) != (one.id, one.record):
                return None
        return tuple(row.id for row in rows)


def _ids(texts: Iterable[Written]) -> set[str]:
    """The ids that normalising gave to texts and their releases."""
    return {one for text in texts for one in (text.id, text.release)}
