"""Processes that work beside this one, on all cores; what they give comes in the order of what they were given.

They are forked from a server process that has read dictionaries and lists once (`indexer.ready`), so that starting
them costs little and they share that memory. They leave Ctrl+C to this process, and end when it does.

A command that will need them begins with `started_early`: the server reads while the command imports what it needs.
"""

from __future__ import annotations

import gc
import itertools
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from multiprocessing import forkserver, resource_tracker
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any, Self, TypeVar

from corpus.errors import MinberError
from indexer import interrupts

LOT = 8  # items that go to a process together
AHEAD = 6  # lots under way a process, so that none waits while this one writes
SELDOM = (10_000, 20, 20)  # when this process looks for garbage: the pages that pass through leave little
ALONE = 24  # so few items are done here before processes have started
LIGHT = 600  # light items, as documents of an index, for which it is worth to start processes
LARGE = 1 << 20  # bytes of a file that is likely to hold many items
PREPARED = ("indexer.ready",)  # modules that the server reads first

Item = TypeVar("Item")
Made = TypeVar("Made")


def many(paths: Iterable[Path]) -> bool:
    """Whether files are likely to hold so many items that processes start for them: folders and large files."""
    with suppress(OSError):  # what is wrong with a file is told by those who read it
        return any(path.is_dir() or path.stat().st_size > LARGE for path in paths)
    return False


@contextmanager
def started_early(count: int, prepared: Sequence[str] = PREPARED) -> Iterator[None]:
    """Has the server for so many processes read now, beside what is done in the block, and ends it with the block."""
    if count > 1:
        _serving(prepared)
    try:
        yield
    finally:
        _end_server()


class Workers:
    """A number of processes, started when there is enough to do, and ended with the block, as their server is.
    `prepared` are the modules that the server reads first."""

    def __init__(self, count: int, prepared: Sequence[str] = PREPARED) -> None:
        self.count = count
        self._prepared = prepared
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        self._before = gc.get_threshold()
        gc.set_threshold(*SELDOM)
        return self

    def __exit__(self, *raised: object) -> None:
        gc.set_threshold(*self._before)
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None
            _end_server()

    def worth(self, number: int) -> Workers:
        """These processes for so many light items; this one alone where they have not started, and it would be done
        sooner than they start."""
        return self if self._pool is not None or number >= LIGHT else Workers(1)

    def each(self, work: Callable[[Item], Made], items: Iterable[Item]) -> Iterator[Made]:
        """What the work makes of each item; few items, and those of a single process, are worked on here."""
        items = iter(items)
        if self._pool is None:
            first = list(itertools.islice(items, ALONE + 1))
            items = itertools.chain(first, items)
            if self.count == 1 or len(first) <= ALONE:
                yield from map(work, items)
                return
        with interrupts.held() as interrupted:
            for made in self._in_order(work, items):
                yield made
                if interrupted.is_set():  # raised within the pool, it may leave its locks closed
                    raise KeyboardInterrupt

    def _in_order(self, work: Callable[[Item], Made], items: Iterator[Item]) -> Iterator[Made]:
        waiting: deque[Future[list[Made]]] = deque()
        pool = self._started()
        try:
            while lot := list(itertools.islice(items, LOT)):
                waiting.append(pool.submit(_work, work, lot))
                if len(waiting) >= self.count * AHEAD:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        except BrokenProcessPool as error:
            raise MinberError(
                "a process that understands pages was ended from outside; make memory free and run the command again"
            ) from error
        finally:
            for future in waiting:
                future.cancel()

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            context = _serving(self._prepared)
            self._pool = ProcessPoolExecutor(self.count, mp_context=context, initializer=_follow_parent)
        return self._pool


def _serving(prepared: Sequence[str]) -> ForkServerContext:
    """Processes by a server that runs, or begins to read now; Ctrl+C never reaches it."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(prepared))
    resource_tracker.ensure_running()  # here: it would let Ctrl+C through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return context


def _end_server() -> None:
    """Ends the server, if one runs, also while it still reads; else it would stay, with all it has read."""
    server: Any = forkserver._forkserver  # which tells neither its process nor how to end it otherwise
    if server._forkserver_pid is not None:
        os.kill(server._forkserver_pid, signal.SIGTERM)
        server._stop()


def _work(work: Callable[[Item], Made], lot: list[Item]) -> list[Made]:
    return [work(item) for item in lot]


def _follow_parent() -> None:
    """Leaves Ctrl+C to the parent, and ends when it does, even if it is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None  # this runs in processes of the pool alone
    with suppress(OSError):
        parent.join()
    os._exit(1)
