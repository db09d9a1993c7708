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
from functools import partial
from multiprocessing import forkserver, resource_tracker
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any, Self, TypeVar

from corpus.errors import MinberError
from indexer import interrupts
from indexer.folders import files

LOT = 8  # items that go to a process together
LIGHT_LOT = 32  # of light items, as documents of an index
AHEAD = 6  # lots under way a process, so that none waits while this one writes
SELDOM = (10_000, 20, 20)  # when this process looks for garbage: the pages that pass through leave little
ALONE = 24  # so few items are done here before processes have started
LIGHT = 600  # light items for which it is worth to start processes
LARGE = 1 << 20  # bytes of a file that is likely to hold many items
PREPARED = ("indexer.ready",)  # modules that the server reads first

Item = TypeVar("Item")
Made = TypeVar("Made")


def many(paths: Iterable[Path], *, leave_out: Path | None = None) -> bool:
    """Whether files, and those of folders, are likely to hold so many items that processes start for them: if they are
    so many themselves, or if one of them is large."""
    few = list(itertools.islice((file for path in paths for file in files(path, leave_out=leave_out)), ALONE + 1))
    return len(few) > ALONE or any(_size(file) > LARGE for file in few)


def _size(file: Path) -> int:
    """The bytes of a file, or none: what is wrong with a file is told by those who read it."""
    try:
        return file.stat().st_size
    except OSError:
        return 0


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

    def each(self, work: Callable[[Item], Made], items: Iterable[Item], *, lot: int = LOT) -> Iterator[Made]:
        """What the work makes of each item; few items, and those of a single process, are worked on here. Processes
        begin at once, before the first is asked for."""
        items = iter(items)
        if self._pool is None:
            first = list(itertools.islice(items, ALONE + 1))
            items = itertools.chain(first, items)
            if self.count == 1 or len(first) <= ALONE:
                return map(work, items)
        pool = self._started()
        lots = (pool.submit(_work, work, some) for some in _lots(items, lot))
        with _telling(), interrupts.after():
            begun = deque(itertools.islice(lots, self.count * AHEAD))
        return _in_order(begun, lots)

    def beside(self, work: Callable[[Item], Made], item: Item) -> Callable[[], Made]:
        """Has a process begin to work on an item, and gives what waits for what it makes of it; where no processes have
        started, it is worked on then."""
        if self._pool is None:
            return partial(work, item)
        with _telling(), interrupts.after():
            return partial(_waited, self._pool.submit(work, item))

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            context = _serving(self._prepared)
            self._pool = ProcessPoolExecutor(self.count, mp_context=context, initializer=_follow_parent)
        return self._pool


def _lots(items: Iterator[Item], size: int) -> Iterator[list[Item]]:
    while lot := list(itertools.islice(items, size)):
        yield lot


def _in_order(begun: deque[Future[list[Made]]], more: Iterator[Future[list[Made]]]) -> Iterator[Made]:
    """What is made of lots that are under way; when one is done with, another begins."""
    try:
        with _telling(), interrupts.held() as interrupted:
            while begun:
                for made in begun.popleft().result():
                    yield made
                    if interrupted.is_set():  # raised within the pool, it may leave its locks closed
                        raise KeyboardInterrupt
                begun.extend(itertools.islice(more, 1))
    finally:
        for future in begun:
            future.cancel()


def _waited(under_way: Future[Made]) -> Made:
    with _telling(), interrupts.after():
        return under_way.result()


@contextmanager
def _telling() -> Iterator[None]:
    try:
        yield
    except BrokenProcessPool as error:
        raise MinberError(
            "a process that understands pages was ended from outside; make memory free and run the command again"
        ) from error


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
