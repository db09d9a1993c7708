"""The executor: a query tree over a snapshot, evaluated through whole posting lists in numpy.

Every node becomes `Matches`: rows, ascending, and their scores. Scores are BM25 (k1 1.2, b 0.75) with exact
lengths; the statistics of a field count the documents that have it, so that a rare language is not taken for
a rare word.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple, assert_never

import numpy as np
from numpy.typing import NDArray

from corpus.errors import SearchIndexError
from indexer.engines.base import And, Best, Every, Node, Not, Nothing, Or, Phrase, Prefix, Term
from indexer.engines.whoosh.columns import Ints
from indexer.engines.whoosh.snapshot import POSITION_BITS, Snapshot

K1 = 1.2
B = 0.75

Scores = NDArray[np.float64]


class Matches(NamedTuple):
    """Rows, ascending, with their scores."""

    rows: Ints
    scores: Scores


def evaluate(node: Node, snapshot: Snapshot) -> Matches:
    """The matches of a tree."""
    match node:
        case Term() | Phrase() | Prefix():
            return _leaf(node, snapshot)
        case And():
            return _all(node.parts, snapshot)
        case Or() | Best():
            return _any(node, snapshot)
        case Not():
            return _unscored(np.setdiff1d(_every(snapshot), evaluate(node.part, snapshot).rows, assume_unique=True))
        case Every():
            return _unscored(_every(snapshot))
        case Nothing():
            return _unscored(np.empty(0, np.int64))
        case _:
            assert_never(node)


def _leaf(node: Term | Phrase | Prefix, snapshot: Snapshot) -> Matches:
    if node.field not in snapshot.columns.lengths:
        raise SearchIndexError(
            f"field {node.field!r} is not in the index; ask for one of {', '.join(snapshot.columns.lengths)}"
        )
    match node:
        case Term():
            rows, frequencies = snapshot.postings(node.field, node.text)
            return Matches(rows, node.weight * _bm25(rows, frequencies, node.field, snapshot))
        case Phrase():
            rows, frequencies = _phrase(node, snapshot)
            return Matches(rows, node.weight * _bm25(rows, frequencies, node.field, snapshot))
        case Prefix():
            rows = snapshot.rows_with_prefix(node.field, node.text)
            return Matches(rows, np.full(len(rows), node.weight))


def _bm25(rows: Ints, frequencies: Ints, field: str, snapshot: Snapshot) -> Scores:
    lengths = snapshot.columns.lengths[field]
    having = max(int(np.count_nonzero(lengths)), 1)
    rarity = math.log1p((having - len(rows) + 0.5) / (len(rows) + 0.5))
    relative = lengths[rows] / max(float(lengths.sum()) / having, 1.0)
    scores: Scores = rarity * frequencies * (K1 + 1) / (frequencies + K1 * (1 - B + B * relative))
    return scores


def _phrase(phrase: Phrase, snapshot: Snapshot) -> tuple[Ints, Ints]:
    """Rows with the phrase, and from how many places it begins there."""
    if not phrase.terms:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    starts = ends = snapshot.occurrences(phrase.field, phrase.terms[0])
    for term in phrase.terms[1:]:
        places = snapshot.occurrences(phrase.field, term)
        following = np.searchsorted(places, ends, side="right")  # the nearest one leaves most room for the rest
        there = following < len(places)
        starts, ends = starts[there], places[following[there]]
        near = ends - starts < len(phrase.terms) + phrase.slop
        starts, ends = starts[near], ends[near]
    rows, frequencies = np.unique(starts >> POSITION_BITS, return_counts=True)
    return rows, frequencies


def _all(parts: Sequence[Node], snapshot: Snapshot) -> Matches:
    scores = np.zeros(snapshot.count)
    rows = _every(snapshot)
    for part in sorted(parts, key=lambda part: isinstance(part, Not)):
        if isinstance(part, Not):
            rows = np.setdiff1d(rows, evaluate(part.part, snapshot).rows, assume_unique=True)
            continue
        found = evaluate(part, snapshot)
        scores[found.rows] += found.scores
        rows = np.intersect1d(rows, found.rows, assume_unique=True)
    return Matches(rows, scores[rows])


def _any(node: Or | Best, snapshot: Snapshot) -> Matches:
    there = np.zeros(snapshot.count, np.bool_)
    scores = np.zeros(snapshot.count)
    for part in node.parts:
        found = evaluate(part, snapshot)
        if isinstance(node, Best):
            scores[found.rows] = np.maximum(scores[found.rows], found.scores)
        else:
            scores[found.rows] += found.scores
        there[found.rows] = True
    rows = np.flatnonzero(there)
    return Matches(rows, scores[rows])


def _every(snapshot: Snapshot) -> Ints:
    return np.arange(snapshot.count)


def _unscored(rows: Ints) -> Matches:
    return Matches(rows, np.zeros(len(rows)))
