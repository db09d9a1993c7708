"""Terms that fit a pattern, or lie near a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.engines.base import EXPANSIONS, Fuzzy, Prefix, Wildcard
from indexer.engines.whoosh.matches import Numbers
from indexer.engines.whoosh.snapshot import Part, Snapshot, joined

LETTERS = {"*": ".*", "?": "."}


class Neighbour(NamedTuple):
    """A term and how many edits it is away."""

    edits: int
    term: str


def as_one_word(node: Prefix | Wildcard, snapshot: Snapshot) -> tuple[Numbers, Numbers]:
    """The rows that hold any term that fits, ascending, and how many times such terms stand there."""
    text = node.text
    prefix, fits = text, None
    if isinstance(node, Wildcard):
        prefix = re.split(r"[*?]", text, maxsplit=1)[0]
        fits = re.compile("".join(LETTERS.get(sign) or re.escape(sign) for sign in text), re.DOTALL)
    pieces = []
    for part in snapshot.parts:
        terms = (term for term, _ in snapshot.read_terms(part, node.field, prefix))
        fitting = terms if fits is None else filter(fits.fullmatch, terms)
        pieces.append(part.live(*_counted(fitting, node.field, part, snapshot)))
    return joined(pieces)


def _counted(terms: Iterable[str], field: str, part: Part, snapshot: Snapshot) -> tuple[Numbers, Numbers]:
    frequencies = np.zeros(part.segment.count, np.int64)
    for term in terms:
        found = snapshot.read(part, field, term)
        frequencies[found.documents] += found.frequencies
    documents = np.flatnonzero(frequencies)
    return documents, frequencies[documents]


def neighbours(fuzzy: Fuzzy, snapshot: Snapshot) -> list[Neighbour]:
    """The terms that a fuzzy one stands for."""
    bounds = snapshot.bounds(fuzzy.field, "")
    found = sorted(_within(fuzzy.text, list(bounds), fuzzy.edits))
    counts = {near.term: bounds[near.term] for near in found}
    if not snapshot.whole:
        counts = {near.term: snapshot.frequency(fuzzy.field, near.term) for near in found}
    held = [near for near in found if counts[near.term]]
    held.sort(key=lambda near: (near.edits, -counts[near.term], near.term))
    return held[:EXPANSIONS]


def _within(word: str, terms: Sequence[str], edits: int) -> Iterator[Neighbour]:
    """The terms at most so many edits away; lengths that differ by more are out at once."""
    by_length: dict[int, list[str]] = {}
    for term in terms:
        if abs(len(term) - len(word)) <= edits:
            by_length.setdefault(len(term), []).append(term)
    for length, some in by_length.items():
        letters = np.array(some, f"U{max(length, 1)}").view(np.uint32).reshape(len(some), -1)
        away = distances(word, letters[:, :length])
        for place in np.flatnonzero(away <= edits).tolist():
            yield Neighbour(int(away[place]), some[place])


def distances(word: str, terms: NDArray[np.uint32]) -> NDArray[np.int64]:
    """How many edits each of the terms is away from a word: the table of the textbook, for all terms at once."""
    columns = np.ascontiguousarray(terms.T)
    letters = [ord(letter) for letter in word]
    rows = [[np.full(len(terms), place) for place in range(len(columns) + 1)]]
    for i, letter in enumerate(letters, 1):
        row = [np.full(len(terms), i)]
        for j, column in enumerate(columns, 1):
            cost = np.minimum(np.minimum(rows[-1][j], row[-1]) + 1, rows[-1][j - 1] + (column != letter))
            if i > 1 and j > 1:
                swapped = (column == letters[i - 2]) & (columns[j - 2] == letter)
                cost = np.where(swapped, np.minimum(cost, rows[-2][j - 2] + 1), cost)
            row.append(cost)
        rows = [*rows[-1:], row]
    return rows[-1][-1]
