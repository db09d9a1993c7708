"""Pages that are written together: what is held of them is read at once, and most pages that are understood anew say
what they said before. Those are told by what was read, with nothing else asked of the database.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, bindparam, select

from corpus import store_failures, store_pages
from corpus.codec import dump
from corpus.records import Rendition
from corpus.store_database import Database
from corpus.store_saving import HELD, KNOWN, UNDERSTOOD, Key, Saving, keys
from corpus.store_schema import pages

PAGES = select(pages).where(pages.c.number.in_(bindparam("numbers", expanding=True)))

Wanted = Sequence[tuple[int, Sequence[Rendition]]]  # numbers of pages, and what was understood of each


class Lot:
    """Pages on their way into one transaction, each saved or failed in its turn."""

    def __init__(self, database: Database, wanted: Wanted) -> None:
        self._database = database
        numbers = [number for number, _ in wanted]
        urls = {text.url for _, texts in wanted for text in texts}
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
        self._known: dict[Key, Row[Any]] = {(row.url, row.language, row.part): row for row in self._seats}
        self._on_page: dict[int, set[Key]] = {}
        for key, row in self._known.items():
            self._on_page.setdefault(row.page, set()).add(key)
        self._stirred: set[int | str] = set()  # renditions and addresses that are no longer as they were read

    @property
    def ids(self) -> list[str]:
        """Of the renditions that stand at the addresses of these pages."""
        return list(dict.fromkeys(row.id for row in self._seats))

    def save(self, number: int, understood: Sequence[Rendition], fingerprint: str) -> tuple[tuple[str, ...], bool]:
        """Keeps what was understood of a page; the ids it is kept under, and whether anything is other than before."""
        page = self._pages[number]
        with self._database.writing() as connection:
            same = self._same(page, understood)
            if same is not None:
                connection.execute(UNDERSTOOD, {"this": number, "understood": fingerprint})
            else:
                saving = Saving(connection, page)
                ids = saving.save(understood, fingerprint)
                self._stirred |= saving.stirred
            if page.url in self._failing:
                connection.execute(store_failures.FORGET_URL, {"here": page.url})
        return (ids, True) if same is None else (same, False)

    def fail(self, number: int, stage: str, error: str, fingerprint: str | None) -> bool:
        """Notes that a page could not be understood by the rules of a fingerprint (or, without one, not be stored) and
        why; whether that is new."""
        url = self._pages[number].url
        self._failing.add(url)
        with self._database.writing() as connection:
            if fingerprint is not None:
                connection.execute(UNDERSTOOD, {"this": number, "understood": store_pages.tried(fingerprint)})
            return store_failures.record(connection, url, stage, error)

    def _same(self, page: Row[Any], understood: Sequence[Rendition]) -> tuple[str, ...] | None:
        """The ids of the renditions of a page, where all of them stand as they would be saved."""
        seats = dict(zip(keys(understood), understood, strict=True))
        if self._on_page.get(page.number, set()) != seats.keys():
            return None
        rows = [self._known[key] for key in seats]
        if not self._stirred.isdisjoint({page.url, *(row.rendition for row in rows), *(row.url for row in rows)}):
            return None
        for row, text in zip(rows, seats.values(), strict=True):
            own = self._held.get((row.rendition, page.number))
            if own is None or own.number != row.revision or (own.key, own.record) != (text.id, dump(text)):
                return None
        return tuple(row.id for row in rows)
