"""What was computed and may be asked again, up to so many bytes; what is asked most stays.

A hit takes no lock: one look into a dictionary, and a mark that the value was wanted. Who adds a value holds the
lock and turns the oldest ones out, but for those marked, which get a second chance (the clock algorithm).
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

OVERHEAD = 400  # bytes of a value besides its arrays
LARGEST = 4  # a value may take this part of all there is


class _Held:
    __slots__ = ("size", "value", "wanted")

    def __init__(self, value: Any, size: int) -> None:
        self.value = value
        self.size = size
        self.wanted = False


class Kept:
    """Values that are tuples of arrays, by key."""

    def __init__(self, budget: int) -> None:
        self.budget = budget
        self.bytes = 0
        self._held: OrderedDict[Hashable, _Held] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._held)

    def held(self, key: Hashable) -> Any:
        """The value of a key; None when it is not held."""
        held = self._held.get(key)
        if held is None:
            return None
        held.wanted = True
        return held.value

    def get(self, key: Hashable, compute: Callable[[], Any]) -> Any:
        """The value of a key; computed when it is not held, perhaps by several threads at once."""
        held = self.held(key)
        if held is not None:
            return held
        value = compute()
        size = OVERHEAD + sum(array.nbytes for array in value)
        if size * LARGEST <= self.budget:
            self._keep(key, _Held(value, size))
        return value

    def _keep(self, key: Hashable, held: _Held) -> None:
        with self._lock:
            if self._held.setdefault(key, held) is not held:
                return
            self.bytes += held.size
            while self.bytes > self.budget:
                self._turn_out()

    def _turn_out(self) -> None:
        key, held = self._held.popitem(last=False)
        if held.wanted:
            held.wanted = False
            self._held[key] = held
        else:
            self.bytes -= held.size
