"""Ctrl+C, held back until what is under way may be left."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def held(at_once: Callable[[], object] = lambda: None) -> Iterator[threading.Event]:
    """Turns the first Ctrl+C into an event, and a call of `at_once`; the second one interrupts as usual.

    Signals reach the main thread alone: in another one nothing is held back.
    """
    interrupted = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield interrupted
        return
    before = signal.getsignal(signal.SIGINT)

    def hold(_number: int, _frame: FrameType | None) -> None:
        interrupted.set()
        signal.signal(signal.SIGINT, before)
        at_once()

    signal.signal(signal.SIGINT, hold)
    try:
        yield interrupted
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def after() -> Iterator[None]:
    """Does what is within to its end; Ctrl+C meanwhile interrupts behind it. A database left in the middle of a
    statement tells of it at length."""
    with held() as interrupted:
        yield
    if interrupted.is_set():
        raise KeyboardInterrupt
