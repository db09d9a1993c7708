"""The automata of the dictionary, followed a word at a time.

What pymorphy3 reads them with calls four functions for every letter. Here a run of letters is one loop, and what ends
of words have in common is read once; the answers are the same. An automaton that is compiled code needs none of this.
"""

from __future__ import annotations

from binascii import a2b_base64
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any

EXTENDED = 1 << 9  # bit of a unit: the way to its children is written shorter by eight bits
ENDS = 1 << 8  # bit of a unit: a key ends here, its value is the first child
LEAF = 1 << 31
LABEL = LEAF | 0xFF  # bits of a unit: its letter, and whether it is a leaf
END_OF_WORD = b"\x01"
REMEMBERED = 1 << 13  # places whose records are kept

Record = tuple[int, ...]
Found = tuple[str, list[Record]]
Replaced = Mapping[bytes, Sequence[tuple[bytes, str]]]


def hasten(morphology: Any) -> None:
    """Makes the automata of a morphology quicker."""
    dictionary = morphology.dictionary
    likely = morphology.prob_estimator.p_t_given_w
    for automaton in (dictionary.words, *dictionary.prediction_suffixes_dawgs, likely):
        walked = getattr(automaton, "dct", None)
        if walked is not None:
            walked.follow_bytes = partial(follow, walked._units)
            walked.follow_char = partial(step, walked._units)
            if automaton is likely:
                automaton.prob = _likelihood(walked._units, automaton.MULTIPLIER)
            else:
                records = _records(walked._units, automaton.guide._units, automaton._struct.unpack)
                automaton.similar_items = _spellings(walked._units, records)


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


def ends(units: Sequence[int], guide: Sequence[int], index: int) -> Iterator[bytes]:
    """The runs of bytes that lead from a place to the end of a key, in order; a guide names for each place its first
    child and its next neighbour."""
    waiting = [(index, b"")]
    while waiting:
        at, way = waiting.pop()
        if units[at] & ENDS:
            yield way
        children = []
        unit, letter = units[at], guide[2 * at]
        below = at ^ ((unit >> 10) << ((unit & EXTENDED) >> 6))
        while letter:
            child = below ^ letter
            children.append((child, way + bytes((letter,))))
            letter = guide[2 * child + 1]
        waiting += children[::-1]


def _records(
    units: Sequence[int], guide: Sequence[int], unpack: Callable[[bytes], Record]
) -> Callable[[int], list[Record]]:
    """What reads the records behind a place, which words that are inflected alike share."""

    @lru_cache(maxsize=REMEMBERED)
    def records(index: int) -> list[Record]:
        return [unpack(a2b_base64(end)) for end in ends(units, guide, index)]

    return records


def _spellings(units: Sequence[int], records: Callable[[int], list[Record]]) -> Callable[[str, Replaced], list[Found]]:
    """What finds a word, with its records, in every spelling: itself before those with a letter replaced (е by ё),
    those replaced at the front before those behind."""

    def spellings(word: str, replaced: Replaced, before: str = "", index: int = 0) -> list[Found]:
        found: list[Found] = []
        begun = at = len(before)
        for place in range(begun, len(word)):
            others = replaced.get(word[place].encode(), ())
            if others:
                way = follow(units, word[at:place].encode(), index)
                if way is None:
                    return found
                index, at = way, place
            for other, letter in others:
                way = follow(units, other, index)
                if way is not None:
                    found += spellings(word, replaced, before + word[begun:place] + letter, way)
        way = follow(units, word[at:].encode() + END_OF_WORD, index)
        return found if way is None else [(before + word[begun:], records(way)), *found]

    return spellings


def _likelihood(units: Sequence[int], unit_of_share: int) -> Callable[[str, object], float]:
    """What tells how likely a word has a tag; most words are in no table."""

    @lru_cache(maxsize=1)  # it is asked about one word after another, each with all its tags
    def place(word: str) -> int | None:
        return follow(units, f"{word}:".encode(), 0)

    def likelihood(word: str, tag: object) -> float:
        index = place(word)
        if index is not None:
            index = follow(units, str(tag).encode(), index)
        if index is None or not units[index] & ENDS:
            return 0.0
        unit = units[index]
        return (units[index ^ ((unit >> 10) << ((unit & EXTENDED) >> 6))] & ~LEAF) / unit_of_share

    return likelihood
