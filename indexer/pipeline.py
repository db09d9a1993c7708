"""The order of things: from addresses and files to pages, to what they say, to the index. Only this module knows it.

    page → archive → store → understand → store → join the language versions → index

A page that cannot be understood is kept, its failure is noted, and the batch goes on.
"""

from __future__ import annotations

import os
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from corpus.errors import InputError, MinberError
from corpus.records import Page
from corpus.sources import Source, sources
from corpus.sources import source as known_source
from corpus.store import KeptPage
from indexer import indexing
from indexer.crawl import Progress as CrawlProgress
from indexer.crawl import StoredFrontier
from indexer.crawl import crawl as crawl_pages
from indexer.extract.files import read as read_files
from indexer.fingerprint import understanding_fingerprint
from indexer.joining import Joiner
from indexer.library import Library
from indexer.normalise.boilerplate import LEAST_RELEASES
from indexer.progress import Progress
from indexer.understanding import Failed, Understood, understand, understand_all

ROUNDS = 3  # of finding what recurs: what stood behind an edge line may stand at the edge without it


@dataclass(slots=True)
class Counts:
    """What a command did: how much of what, how many files it left alone, and a sentence for each failure."""

    done: Counter[str] = field(default_factory=Counter)
    skipped: int = 0
    failures: list[str] = field(default_factory=list)


def crawl(library: Library, names: Sequence[str], *, progress: Progress) -> Counts:
    """Crawls the sources named, or all that are no samples, and understands their pages."""
    chosen = [known_source(name) for name in names] or [s for s in sources().values() if s.address and not s.sample]
    if not chosen:
        known = ", ".join(name for name, card in sources().items() if card.address)
        raise InputError(f"crawl: no source has a card that is no sample; name one of {known}, or add a card")
    return crawl_sources(library, chosen, progress=progress)


def crawl_sources(library: Library, chosen: Sequence[Source], *, progress: Progress) -> Counts:
    """Crawls sources as their cards stand."""
    counts = Counts()
    intake = Intake(library, counts)
    steps: dict[str, CrawlProgress] = {}
    for step in crawl_pages(chosen, StoredFrontier(library.store), intake.crawled):
        before = steps.get(step.source)
        progress.step(step.visited - (before.visited if before else 0))
        steps[step.source] = step
    for name in ("unchanged", "moved", "forbidden"):
        counts.done[name] = sum(getattr(step, name) for step in steps.values())
    counts.done["incomplete"] = sum(not step.complete for step in steps.values())
    intake.finish()
    counts.failures.extend(_crawl_failures(library, chosen))
    return counts


def add(library: Library, paths: Iterable[Path], *, source: str, progress: Progress) -> Counts:
    """Takes in files and folders of them."""
    counts = Counts()
    intake = Intake(library, counts)
    home = library.settings.home.resolve()
    files = (file for path in paths for file in _files(path, leave_out=home))
    new = intake.new_pages(_pages(files, source, counts, progress=progress))
    for page, understood in understand_all(new, library.settings.workers, intake.recurring):
        intake.keep(page, understood)
    intake.finish()
    return counts


def read(paths: Iterable[Path], *, source: str) -> Iterator[Understood | MinberError]:
    """What is understood of files, storing nothing; an error in place of each file that cannot be read."""
    card = known_source(source)
    for file in (file for path in paths for file in _files(path)):
        for found in read_files(file, card.name):
            if isinstance(found, Page):
                understood = understand(found)
                if isinstance(understood, Failed):
                    yield InputError(understood.error)
                else:
                    yield replace(understood, path=_path(file, found))
            elif not found.other_kind:
                yield InputError(found.reason)


def index(library: Library, *, rebuild: bool = False, progress: Progress) -> Counts:
    """Understands the pages that are out of date (all, for a rebuild), and brings the index up to the store."""
    counts = Counts()
    understand_again(library, counts, everything=rebuild, progress=progress)
    counts.done.update(indexing.bring_up(library, rebuild=rebuild, progress=progress))
    return counts


def understand_again(library: Library, counts: Counts, *, everything: bool, progress: Progress) -> None:
    """Computes anew, from the archive, what was concluded by other rules than today's."""
    intake = Intake(library, counts)
    if everything:
        library.store.part_releases()
    intake.anew(library.store.pages(outdated=None if everything else intake.fingerprint), progress)
    intake.finish()


class Intake:
    """The way of pages into archive and store, counting as it goes; `finish` ends it."""

    def __init__(self, library: Library, counts: Counts) -> None:
        self.library = library
        self.counts = counts
        self.joiner = Joiner(library.store)
        self.fingerprint = understanding_fingerprint()
        self._under_way: deque[tuple[str, int]] = deque()  # address and number of pages passed on, oldest first
        self._left_out: dict[str, frozenset[str]] = {}  # by source, of those that pages came from

    def crawled(self, page: Page) -> None:
        """Takes in one page at once."""
        for new in self.new_pages([page]):
            self.keep(new, understand(new, self.recurring(new.source)))

    def new_pages(self, pages: Iterable[Page]) -> Iterator[Page]:
        """Archives pages and passes on those that have to be understood."""
        store = self.library.store
        for page in pages:
            self.counts.done["pages"] += 1
            added = store.see(page) or store.add_page(page, self.library.archive.append(page))
            if added.is_new and not self._is_under_way(page.url, added.number):
                self._under_way.append((page.url, added.number))
                yield page
            else:
                self.counts.done["known"] += 1

    def keep(self, page: Page, understood: Understood | Failed) -> None:
        """Stores what was understood of the page passed on longest ago."""
        _, number = self._under_way.popleft()
        self.understood(number, page, understood)

    def recurring(self, source: str) -> frozenset[str]:
        """Keys of the paragraphs to leave out of the texts of a source."""
        if source not in self._left_out:
            self._left_out[source] = self.library.store.kin.boilerplate(source)
        return self._left_out[source]

    def anew(self, pages: Iterable[KeptPage], progress: Progress | None = None) -> None:
        """Understands pages of the archive and stores what is concluded of them now."""
        numbers: deque[int] = deque()

        def kept() -> Iterator[Page]:
            for page in pages:
                try:
                    archived = self.library.archive.read(page.location)
                except MinberError as error:
                    self.counts.failures.append(str(error))
                    continue
                numbers.append(page.number)
                yield archived

        for page, understood in understand_all(kept(), self.library.settings.workers, self.recurring):
            self.understood(numbers.popleft(), page, understood, count=progress is not None)
            if progress:
                progress.step()

    def finish(self) -> None:
        """Follows what waited for the end of the batch, and leaves out what recurs in the sources it came from."""
        self.joiner.finish()
        for source in list(self.joiner.passages):
            for _ in range(ROUNDS):
                if not self._leave_out(source):
                    break
        self.joiner.finish()

    def _leave_out(self, source: str) -> bool:
        """Leaves out, also of what is held, the paragraphs met that recur in a source; whether that changed a text."""
        kin, before, met = self.library.store.kin, self.recurring(source), self.joiner.passages[source]
        now = (before - met) | kin.recurring(source, met, LEAST_RELEASES)
        if now != before:
            kin.leave_out(source, now)
            self._left_out[source] = now
            self.anew(kin.pages_with(source, now ^ before))
        return now != before

    def _is_under_way(self, url: str, number: int) -> bool:
        """Whether a page is the last that was passed on from its address, and not yet stored."""
        return next((last for at, last in reversed(self._under_way) if at == url), None) == number

    def understood(self, number: int, page: Page, understood: Understood | Failed, *, count: bool = True) -> None:
        """Stores what was understood of a page, or that it was not."""
        if isinstance(understood, Failed):
            self.library.store.record_failure(page.url, understood.stage, understood.error)
            self.counts.failures.append(understood.error)
            return
        ids = self.library.store.save(number, understood.renditions, self.fingerprint)
        self.joiner.join(ids, understood.links)
        if count:
            self.counts.done["documents"] += 1
            self.counts.done["renditions"] += len(ids)


def check(library: Library) -> list[str]:
    """A sentence for each disagreement between store, archive and index."""
    problems = []
    for page in library.store.pages():
        try:
            library.archive.read(page.location)
        except MinberError as error:
            problems.append(str(error))
    return problems + indexing.disagreements(library)


def _files(path: Path, *, leave_out: Path | None = None) -> Iterator[Path]:
    """The files of a folder and of those below it, without hidden ones; a file itself.

    Folders that cannot be opened come last, as they are, so that reading them tells why.
    """
    if not path.is_dir():
        yield path
        return
    closed: list[Path] = []
    for folder, below, names in os.walk(path, onerror=lambda error: closed.append(Path(error.filename))):
        here = Path(folder)
        below[:] = sorted(n for n in below if not n.startswith(".") and (here / n).resolve() != leave_out)
        yield from (here / name for name in sorted(names) if not name.startswith("."))
    yield from closed


def _path(file: Path, page: Page) -> str:
    """The path of the file as it was given, with the record's own name where the file holds many."""
    record = urlsplit(page.url).fragment
    return f"{file}#{record}" if record else str(file)


def _pages(files: Iterable[Path], name: str, counts: Counts, *, progress: Progress) -> Iterator[Page]:
    card = known_source(name)
    for file in files:
        for found in read_files(file, card.name):
            progress.step()
            if isinstance(found, Page):
                yield found
            elif found.other_kind:
                counts.skipped += 1
            else:
                counts.failures.append(str(InputError(found.reason)))


def _crawl_failures(library: Library, chosen: Sequence[Source]) -> list[str]:
    addresses = tuple(card.address for card in chosen)
    failures = [failure for failure in library.store.failures() if failure.stage == "crawl"]
    return [f"{failure.url}: {failure.error}" for failure in failures if failure.url.startswith(addresses)]
