"""The first of many by several keys, without sorting the rest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.engines.whoosh.matches import Numbers

Key = Callable[[Numbers | slice], NDArray[Any]]  # of places, what they are ordered by, the smaller first
ALL = slice(None)


def first(keys: Sequence[Key], count: int, wanted: int) -> Numbers:
    """The first of so many places in their order: by the first key, then by the second, …"""
    chosen = np.arange(count) if wanted >= count else _candidates(keys, wanted)
    order = np.lexsort([key(chosen) for key in reversed(keys)])
    return chosen[order[:wanted]]


def _candidates(keys: Sequence[Key], wanted: int) -> Numbers:
    """Places of which the first so many are the wanted ones: few more, unless all keys are equal."""
    sure, equal = _cut(keys[0](ALL), wanted)
    for key in keys[1:]:
        if len(sure) + len(equal) == wanted:
            break
        before, still = _cut(key(equal), wanted - len(sure))
        sure, equal = np.concatenate((sure, equal[before])), equal[still]
    return np.concatenate((sure, equal))


def _cut(values: NDArray[Any], wanted: int) -> tuple[Numbers, Numbers]:
    """The places of values before the last one wanted, and of those equal to it."""
    last = np.partition(values, wanted - 1)[wanted - 1]
    near = np.flatnonzero(values <= last)
    before = values[near] < last
    return near[before], near[~before]


def first_of_each(groups: Numbers, order: Callable[[int], Numbers], wanted: int) -> Numbers:
    """The first place of every group, until there are so many; `order` gives so many places as asked for."""
    asked = 2 * wanted
    while True:
        places = order(asked)
        _, firsts = np.unique(groups[places], return_index=True)
        if len(firsts) >= wanted or len(places) < asked:
            return places[np.sort(firsts)][:wanted]
        asked *= 4
