"""The order of things: from addresses and files to pages, to what they say, to the index. Only this module knows it.

    page → archive → store → understand → store → join the language versions → index

A page that cannot be understood is kept, its failure is noted, and the batch goes on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from corpus.errors import InputError, MinberError
from corpus.records import Page
from corpus.sources import Source, sources
from corpus.sources import source as known_source
from indexer import indexing
from indexer.counts import Counts
from indexer.crawl import Progress as CrawlProgress
from indexer.crawl import StoredFrontier
from indexer.crawl import crawl as crawl_pages
from indexer.extract.files import Skipped
from indexer.extract.files import read as read_files
from indexer.folders import files as files_of
from indexer.intake import Intake
from indexer.library import Library
from indexer.progress import Progress
from indexer.understanding import Failed, Understood, understand
from indexer.workers import Workers

__all__ = ["Counts", "add", "check", "crawl", "crawl_sources", "index", "read", "understand_again"]


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
    steps: dict[str, CrawlProgress] = {}
    with Workers(library.settings.workers) as workers:
        intake = Intake(library, counts, workers)
        for step in crawl_pages(chosen, StoredFrontier(library.store), intake.crawled):
            before = steps.get(step.source)
            progress.step(step.visited - (before.visited if before else 0))
            steps[step.source] = step
        intake.finish()
    for name in ("unchanged", "moved", "forbidden"):
        counts.done[name] = sum(getattr(step, name) for step in steps.values())
    counts.done["incomplete"] = sum(not step.complete for step in steps.values())
    counts.failures.extend(_crawl_failures(library, chosen))
    return counts


def add(library: Library, paths: Iterable[Path], *, source: str, progress: Progress) -> Counts:
    """Takes in files and folders of them; what was taken in when Ctrl+C came is done with all the same."""
    counts = Counts()
    home = library.settings.home.resolve()
    files = (file for path in paths for file in files_of(path, leave_out=home))
    with Workers(library.settings.workers) as workers:
        intake = Intake(library, counts, workers)
        try:
            intake.add(_pages(files, source, counts, progress=progress))
        except KeyboardInterrupt:
            intake.finish()
            raise
        intake.finish()
    return counts


def read(paths: Iterable[Path], *, source: str) -> Iterator[Understood | Skipped | MinberError]:
    """What is understood of files, storing nothing; in place of each that is of another kind, that it is, and an error
    in place of each that cannot be read."""
    card = known_source(source)
    for file in (file for path in paths for file in files_of(path)):
        for found in read_files(file, card.name):
            if isinstance(found, Page):
                understood = understand(found)
                if isinstance(understood, Failed):
                    yield InputError(understood.error)
                else:
                    yield replace(understood, path=_path(file, found))
            else:
                yield found if found.other_kind else InputError(found.reason)


def index(library: Library, *, rebuild: bool = False, progress: Progress) -> Counts:
    """Understands the pages that are out of date (all, for a rebuild), and brings the index up to the store."""
    counts = Counts()
    with Workers(library.settings.workers) as workers:
        understand_again(library, counts, workers, everything=rebuild, progress=progress)
        counts.done.update(indexing.bring_up(library, workers, rebuild=rebuild, progress=progress))
    return counts


def understand_again(
    library: Library, counts: Counts, workers: Workers, *, everything: bool, progress: Progress
) -> None:
    """Computes anew, from the archive, what was concluded by other rules than today's; an interrupted computing of
    everything starts over."""
    store = library.store
    everything = everything or store.rejoining
    intake = Intake(library, counts, workers)
    if everything:
        store.part_releases()
    outdated = None if everything else intake.fingerprint
    if outdated and (tried := store.count_tried(outdated)):
        counts.done["unreadable"] += tried
    progress.expect(store.count_pages(outdated=outdated))
    intake.anew(store.pages(outdated=outdated), progress)
    intake.finish(rejoined=everything)


def check(library: Library) -> list[str]:
    """A sentence for each disagreement between store, archive and index."""
    problems = []
    for page in library.store.pages():
        try:
            library.archive.read(page.location)
        except MinberError as error:
            problems.append(str(error))
    return problems + indexing.disagreements(library)


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
                counts.skipped.append(found.reason)
            else:
                counts.failures.append(str(InputError(found.reason)))


def _crawl_failures(library: Library, chosen: Sequence[Source]) -> list[str]:
    addresses = tuple(card.address for card in chosen)
    failures = [failure for failure in library.store.failures() if failure.stage == "crawl"]
    return [f"{failure.url}: {failure.error}" for failure in failures if failure.url.startswith(addresses)]
