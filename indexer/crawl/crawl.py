"""Runs a crawl: starts the process that fetches, hands on its pages, and remembers how far it came.

A page is handed on before its visit is recorded: an interruption may cost a second fetch, never a page.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from subprocess import DEVNULL, PIPE, Popen, TimeoutExpired

from corpus.errors import SourceError
from corpus.records import Page
from corpus.sources import Source
from indexer import interrupts
from indexer.crawl.messages import (
    Event,
    Failed,
    Fetched,
    Finished,
    Forbidden,
    Found,
    Limits,
    Moved,
    Task,
    Unchanged,
)
from indexer.crawl.state import Frontier, Visit

SECONDS_TO_END = 30


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the crawl of a source is; `complete` once nothing is left to visit.

    Counts are of addresses of releases; only `unread` counts listings, sitemaps and feeds that gave nothing.
    """

    source: str
    found: int = 0
    pages: int = 0
    unchanged: int = 0
    moved: int = 0
    forbidden: int = 0
    failed: int = 0
    unread: int = 0
    complete: bool = False

    @property
    def visited(self) -> int:
        """How many addresses of releases are done with, one way or another."""
        return self.pages + self.unchanged + self.moved + self.forbidden + self.failed


def crawl(
    sources: Sequence[Source],
    frontier: Frontier,
    on_page: Callable[[Page], None],
    *,
    limits: Limits | None = None,
) -> Iterator[Progress]:
    """Crawls sources side by side while one iterates; pages go to `on_page`.

    Progress comes for each source at the start, then after every event. Ctrl-C ends the crawl gently: the
    last progress of a source then says that it is not complete, and the next crawl goes on from there.
    """
    tasks = {source.name: _task(source, frontier, limits or Limits()) for source in sources}
    progress = {name: Progress(name) for name in tasks}
    process, pipe = _start(tuple(tasks.values()))
    with interrupts.held(process.terminate) as stopped, _ended(process, pipe):
        yield from progress.values()
        for event in _events(pipe):
            _record(event, tasks[event.source], frontier=frontier, on_page=on_page)
            progress[event.source] = _counted(progress[event.source], event)
            yield progress[event.source]
        with suppress(TimeoutExpired):
            process.wait(SECONDS_TO_END)
    if process.returncode and not stopped.is_set():
        names, status = ", ".join(tasks), process.returncode
        raise SourceError(f"crawl of {names}: ended with status {status}: run it again, it goes on")


def _task(source: Source, frontier: Frontier, limits: Limits) -> Task:
    """The task of a source: a round that is still open is gone on with, else a new one is started."""
    known = {visit.url: visit for visit in frontier.visits(source.name)}
    started = frontier.round_started(source.name)
    if started is None:
        frontier.start_round(source.name, datetime.now(UTC))
        return Task(source, known, limits=limits)
    done = frozenset(visit.url for visit in known.values() if visit.visited and visit.visited >= started)
    return Task(source, known, done, limits)


def _start(tasks: tuple[Task, ...]) -> tuple[Popen[bytes], Connection]:
    """The process that fetches, out of reach of Ctrl-C (which is for us alone), and our end of its pipe."""
    reading, writing = os.pipe()
    process = Popen(
        [sys.executable, "-P", "-m", "indexer.crawl.worker", str(writing)],
        stdin=PIPE,
        stdout=DEVNULL,
        pass_fds=(writing,),
        start_new_session=True,
    )
    os.close(writing)
    if process.stdin:
        with suppress(BrokenPipeError), process.stdin as pipe:  # if it died at once, its status will tell
            pickle.dump(tasks, pipe)
    return process, Connection(reading, writable=False)


def _events(pipe: Connection) -> Iterator[Event]:
    """What the process tells, until it hangs up, be it in the middle of a word."""
    while True:
        try:
            event: Event = pipe.recv()
        except (EOFError, OSError):
            return
        yield event


@contextmanager
def _ended(process: Popen[bytes], pipe: Connection) -> Iterator[None]:
    """Leaves no process behind, whatever happens."""
    try:
        yield
    finally:
        pipe.close()
        process.terminate()
        try:
            process.wait(SECONDS_TO_END)
        except TimeoutExpired:
            process.kill()
            process.wait()


def _record(event: Event, task: Task, *, frontier: Frontier, on_page: Callable[[Page], None]) -> None:
    """Hands a page on, and keeps what an event says about addresses."""
    now = datetime.now(UTC)
    match event:
        case Found(source, urls):
            frontier.record_visits(source, [Visit(url) for url in urls if url not in task.known])
        case Fetched(page):
            on_page(page)
            frontier.record_visits(page.source, [_visit(page)])
        case Unchanged(source, url):
            frontier.record_visits(source, [replace(task.known[url], visited=now)])
        case Moved(source, url) | Forbidden(source, url):
            frontier.record_visits(source, [Visit(url, now)])
        case Failed(source, url, reason, again, release):
            frontier.record_failure(url, "crawl", reason)
            if release and not again:
                frontier.record_visits(source, [Visit(url, now)])
        case Finished(source, complete=True):
            frontier.start_round(source, None)


def _visit(page: Page) -> Visit:
    headers = {name.lower(): value for name, value in page.headers.items()}
    return Visit(page.url, page.fetched, headers.get("etag"), headers.get("last-modified"))


def _counted(so_far: Progress, event: Event) -> Progress:
    match event:
        case Found(_, urls):
            return replace(so_far, found=so_far.found + len(urls))
        case Fetched():
            return replace(so_far, pages=so_far.pages + 1)
        case Unchanged():
            return replace(so_far, unchanged=so_far.unchanged + 1)
        case Moved():
            return replace(so_far, moved=so_far.moved + 1)
        case Forbidden():
            return replace(so_far, forbidden=so_far.forbidden + 1)
        case Failed(release=True):
            return replace(so_far, failed=so_far.failed + 1)
        case Failed(release=False):
            return replace(so_far, unread=so_far.unread + 1)
        case Finished(_, complete):
            return replace(so_far, complete=complete)
    return so_far
