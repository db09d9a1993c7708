"""The way of pages into archive and store: what is new is kept, understood on all cores, stored and joined.

Pages are written a lot at a time, in one transaction in which each page is a part: what cannot be stored of one page
takes nothing from the others. Until a batch has come to its end its pages have a mark in the place of the fingerprint:
those of a batch that was killed are understood again, and joined to the end, by the next `minber index`.
"""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from uuid import uuid4

from corpus.codec import Written
from corpus.errors import InputError, MinberError, UnstorableError
from corpus.records import Page
from corpus.store import KeptPage, Lot
from indexer import interrupts
from indexer.counts import Counts
from indexer.fingerprint import understanding_fingerprint
from indexer.joining import Joiner
from indexer.library import Library
from indexer.normalise.boilerplate import LEAST_RELEASES
from indexer.progress import Progress
from indexer.understanding import Failed, Understood, understand, understand_all
from indexer.workers import Workers

ROUNDS = 3  # of finding what recurs: what stood behind an edge line may stand at the edge without it
STORE = "store"  # the stage at which a page that was understood fails
LOT = 48  # pages that are written together


class _Taken(NamedTuple):
    """A page with what was found on it."""

    number: int
    url: str
    found: Understood | Failed

    @property
    def written(self) -> tuple[Written, ...]:
        return () if isinstance(self.found, Failed) else self.found.written

    @property
    def links(self) -> tuple[str, ...]:
        return () if isinstance(self.found, Failed) else self.found.links


class Intake:
    """One batch, counted as it goes; `finish` ends it."""

    def __init__(self, library: Library, counts: Counts, workers: Workers) -> None:
        self.fingerprint = understanding_fingerprint()
        self._mark = f"unfinished {uuid4().hex}"  # in the place of the fingerprint until the end
        self._library = library
        self._counts = counts
        self._workers = workers
        self._joiner = Joiner(library.store)
        self._under_way: deque[tuple[str, int]] = deque()  # address and number of pages passed on, oldest first
        self._done: list[tuple[Page, Understood | Failed]] = []  # of the oldest of these
        self._left_out: dict[str, frozenset[str]] = {}  # by source, of those that pages came from

    def crawled(self, page: Page) -> None:
        """Takes in one page at once."""
        for new in self._new([page]):
            self._keep(new, understand(new, self._recurring(new.source)))
        self._write()

    def add(self, pages: Iterable[Page]) -> None:
        """Takes in many pages."""
        for page, understood in understand_all(self._new(pages), self._workers, self._recurring):
            self._keep(page, understood)

    def anew(self, pages: Iterable[KeptPage], progress: Progress | None = None) -> None:
        """Understands pages of the archive and stores what is concluded of them now."""
        numbers: deque[int] = deque()
        counted = progress is not None

        def kept() -> Iterator[Page]:
            for page in pages:
                try:
                    archived = self._library.archive.read(page.location)
                except MinberError as error:
                    self._counts.failures.append(str(error))
                    continue
                numbers.append(page.number)
                yield archived

        understood = understand_all(kept(), self._workers, self._recurring)
        while lot := list(itertools.islice(understood, LOT)):
            taken = [_Taken(numbers.popleft(), page.url, found) for page, found in lot]
            with interrupts.after():
                self._store(taken, known=counted, count=counted)
            if progress:
                progress.step(len(lot))

    def finish(self, *, rejoined: bool = False) -> None:
        """Follows what waited for the end of the batch, and leaves out what recurs in the sources it came from;
        `rejoined` when every page was in it."""
        self._write()
        with interrupts.after():
            self._joiner.finish()
        for source in list(self._joiner.passages):
            for _ in range(ROUNDS):
                if not self._leave_out(source):
                    break
        with interrupts.after():
            self._joiner.finish()
            self._library.store.finish(self._mark, self.fingerprint, rejoined=rejoined)

    def _new(self, pages: Iterable[Page]) -> Iterator[Page]:
        """Archives pages and passes on those that have to be understood."""
        pages = iter(pages)
        while lot := list(itertools.islice(pages, LOT)):
            taken = self._library.store.take(lot, self._library.archive.append)
            for page, (number, is_new) in zip(lot, taken, strict=True):
                self._counts.done["pages"] += 1
                if is_new and not self._is_under_way(page.url, number):
                    self._under_way.append((page.url, number))
                    yield page
                else:
                    self._counts.done["known"] += 1

    def _is_under_way(self, url: str, number: int) -> bool:
        """Whether a page is the last that was passed on from its address, and not yet stored."""
        return next((last for at, last in reversed(self._under_way) if at == url), None) == number

    def _keep(self, page: Page, understood: Understood | Failed) -> None:
        """Takes what was understood of the next of the pages passed on; it is written with others."""
        self._done.append((page, understood))
        if len(self._done) >= LOT:
            self._write()

    def _write(self) -> None:
        with interrupts.after():
            self._store([_Taken(self._under_way.popleft()[1], page.url, found) for page, found in self._done])
        self._done.clear()

    def _store(self, taken: Sequence[_Taken], *, known: bool = False, count: bool = True) -> None:
        """Stores what was understood of pages, in one transaction. Failures that are `known` are counted, new ones are
        told."""
        done = self._counts.done
        with self._library.store.together():
            lot = self._library.store.lot([(one.number, one.written) for one in taken])
            self._joiner.begin(lot.ids, {link for one in taken for link in one.links})
            for one in taken:
                ids = self._stored(lot, one)
                if isinstance(ids, Failed):
                    self._joiner.forget()
                    tried = None if ids.stage == STORE else self.fingerprint  # there may be room the next time
                    if lot.fail(one.number, ids.stage, ids.error, tried) or not (known and tried):
                        self._counts.failures.append(ids.error)
                    else:
                        done["unreadable"] += 1
                elif count:
                    done["documents"] += 1
                    done["renditions"] += len(ids)
            self._joiner.end()

    def _stored(self, lot: Lot, one: _Taken) -> tuple[str, ...] | Failed:
        """Stores what was understood of a page: the ids it has; why there are none where it was not understood, or
        cannot be stored."""
        if isinstance(one.found, Failed):
            return one.found
        try:
            with self._library.store.part():
                saved = lot.save(one.number, one.written, self._mark)
                self._joiner.join(one.number, saved, one.found)
                return saved.ids
        except (UnstorableError, ValueError) as error:
            return Failed(one.url, STORE, str(InputError(f"{one.url}: cannot be stored ({error})")))

    def _recurring(self, source: str) -> frozenset[str]:
        """Keys of the paragraphs to leave out of the texts of a source."""
        if source not in self._left_out:
            self._left_out[source] = self._library.store.kin.boilerplate(source)
        return self._left_out[source]

    def _leave_out(self, source: str) -> bool:
        """Leaves out, also of what is held, the paragraphs met that recur in a source; whether that changed a text."""
        kin, before, met = self._library.store.kin, self._recurring(source), self._joiner.passages[source]
        now = (before - met) | kin.recurring(source, met, LEAST_RELEASES)
        if now != before:
            kin.leave_out(source, now)
            self._left_out[source] = now
            self.anew(kin.pages_with(source, now ^ before))
        return now != before
