"""The first of many by several keys, without sorting the rest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.engines.whoosh.matches import Numbers

Key = Callable[[Numbers], NDArray[Any]]  # of places, what they are ordered by, the smaller first


def first(keys: Sequence[Key], among: Numbers, wanted: int) -> Numbers:
    """The first of these places in their order: by the first key, then by the second, …"""
    chosen = among if wanted >= len(among) else _candidates(keys, among, wanted)
    order = np.lexsort([key(chosen) for key in reversed(keys)])
    return chosen[order[:wanted]]


def _candidates(keys: Sequence[Key], among: Numbers, wanted: int) -> Numbers:
    """Places of which the first so many are the wanted ones: few more, unless all keys are equal."""
    sure = []
    for key in keys:
        if not 0 < wanted < len(among):
            break
        values = key(among)
        bound = np.partition(values, wanted - 1)[wanted - 1]
        before = among[values < bound]
        sure.append(before)
        wanted -= len(before)
        among = among[values == bound]
    return np.concatenate((*sure, among))


def first_of_each(groups: Numbers, order: Callable[[int], Numbers], wanted: int) -> Numbers:
    """The first place of every group, until there are so many; `order` gives so many places as asked for."""
    asked = 2 * wanted
    while True:
        places = order(asked)
        _, firsts = np.unique(groups[places], return_index=True)
        if len(firsts) >= wanted or len(places) < asked:
            return places[np.sort(firsts)][:wanted]
        asked *= 4
