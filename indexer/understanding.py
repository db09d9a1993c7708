"""From a page to what we understand of it, on all cores; results come in the order of the pages."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

from corpus.errors import InputError, MinberError
from corpus.records import Page, Rendition
from corpus.sources import FILES, sources
from indexer.extract import extract
from indexer.normalise import normalise

ALONE = 24  # so few pages are understood before other processes have started
AHEAD = 8  # pages under way a process
Recurring = Callable[[str], frozenset[str]]


def _nothing(_source: str) -> frozenset[str]:
    return frozenset()


@dataclass(frozen=True, slots=True)
class Understood:
    """What one page gave: renditions, and the addresses and pair names that tie it to other language versions."""

    path: str
    renditions: tuple[Rendition, ...]
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Failed:
    """A page that could not be understood, at which stage and why (one sentence)."""

    path: str
    stage: str
    error: str


def understand(page: Page, recurring: Collection[str] = frozenset()) -> Understood | Failed:
    """Extracts and normalises one page; whatever is wrong with it is told, never raised. `recurring` are keys of
    the paragraphs that its source repeats."""
    try:
        articles = extract(page, sources().get(page.source, FILES))
    except MinberError as error:
        return Failed(page.url, "extract", str(error))
    except Exception as error:
        return Failed(page.url, "extract", str(_unforeseen(page, error)))
    try:
        renditions = tuple(r for article in articles for r in normalise(article, page.fetched, recurring))
    except Exception as error:
        return Failed(page.url, "normalise", str(_unforeseen(page, error)))
    links = tuple(link for article in articles for link in article.translations.values())
    return Understood(page.url, renditions, links)


def understand_all(
    pages: Iterable[Page], workers: int, recurring: Recurring = _nothing
) -> Iterator[tuple[Page, Understood | Failed]]:
    """Understands many pages, each beside its result and in order; few pages do not start other processes.
    `recurring` gives for a source the keys of the paragraphs that it repeats."""
    pages = iter(pages)
    for page in itertools.islice(pages, ALONE):
        yield page, understand(page, recurring(page.source))
    first = next(pages, None)
    if first is None:
        return
    pages = itertools.chain((first,), pages)
    if workers == 1:
        yield from ((page, understand(page, recurring(page.source))) for page in pages)
        return
    context = multiprocessing.get_context("spawn")
    with (
        _held_interrupt() as interrupted,
        ProcessPoolExecutor(workers, mp_context=context, initializer=_follow_parent) as pool,
    ):
        for done in _in_order(pool, pages, workers * AHEAD, recurring=recurring):
            yield done
            if interrupted.is_set():
                pool.shutdown(cancel_futures=True)
                raise KeyboardInterrupt


@contextmanager
def _held_interrupt() -> Iterator[threading.Event]:
    """Holds the first Ctrl+C back until a page is done: raised within the pool, it may leave its locks closed."""
    interrupted = threading.Event()
    before = signal.getsignal(signal.SIGINT)

    def hold(_number: int, _frame: FrameType | None) -> None:
        interrupted.set()
        signal.signal(signal.SIGINT, before)

    signal.signal(signal.SIGINT, hold)
    try:
        yield interrupted
    finally:
        signal.signal(signal.SIGINT, before)


def _follow_parent() -> None:
    """Leaves Ctrl+C to the parent, and ends when it does, even if it is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None  # this runs in processes of the pool alone
    parent.join()
    os._exit(1)


def _in_order(
    pool: ProcessPoolExecutor, pages: Iterator[Page], ahead: int, *, recurring: Recurring
) -> Iterator[tuple[Page, Understood | Failed]]:
    waiting: deque[tuple[Page, Future[Understood | Failed]]] = deque()
    for page in pages:
        waiting.append((page, pool.submit(understand, page, recurring(page.source))))
        if len(waiting) >= ahead:
            done, future = waiting.popleft()
            yield done, future.result()
    for done, future in waiting:
        yield done, future.result()


def _unforeseen(page: Page, error: Exception) -> InputError:
    kind = type(error).__name__
    return InputError(f"{page.url}: cannot be understood ({kind}: {error}); it is kept, report it as a fault")
