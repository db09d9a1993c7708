"""The automata of the dictionary, followed a word at a time.

What pymorphy3 reads them with calls four functions for every letter. Here a run of letters is one loop; the answers
are the same. An automaton that is compiled code needs none of this.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

EXTENDED = 1 << 9  # bit of a unit: the way to its children is written shorter by eight bits
LABEL = 1 << 31 | 0xFF  # bits of a unit: its letter, and whether it is a leaf


def hasten(morphology: Any) -> None:
    """Makes the automata of a morphology quicker."""
    for automaton in _automata(morphology):
        walked = getattr(automaton, "dct", None)
        if walked is not None:
            walked.follow_bytes = partial(follow, walked._units)
            walked.follow_char = partial(step, walked._units)


def follow(units: Sequence[int], letters: bytes, index: int) -> int | None:
    """Where a run of bytes leads from a place in an automaton; None where there is no such way."""
    for letter in letters:
        unit = units[index]
        index ^= ((unit >> 10) << ((unit & EXTENDED) >> 6)) ^ letter
        if units[index] & LABEL != letter:
            return None
    return index


def step(units: Sequence[int], letter: int, index: int) -> int | None:
    """Where one byte leads."""
    unit = units[index]
    index ^= ((unit >> 10) << ((unit & EXTENDED) >> 6)) ^ letter
    return index if units[index] & LABEL == letter else None


def _automata(morphology: Any) -> Iterable[Any]:
    """Of words, of the ends of words, and of how likely a parse is."""
    dictionary = morphology.dictionary
    return (dictionary.words, *dictionary.prediction_suffixes_dawgs, morphology.prob_estimator.p_t_given_w)
