"""The executor: a query tree over a snapshot, evaluated through whole posting lists in numpy.

Every node becomes `Matches`, which the snapshot keeps. Scores are BM25 (k1 1.5, b 0.75) with exact lengths;
the statistics of a field count the documents that have it, so that a rare language is not taken for a rare word.
Where all documents have a field, they are the scores of Whoosh's BM25F.
"""

from __future__ import annotations

import math
from collections.abc import Hashable
from typing import assert_never

import numpy as np

from corpus.errors import SearchIndexError
from indexer.engines.base import (
    TELLING,
    And,
    Best,
    Document,
    Every,
    Fuzzy,
    Near,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Term,
    Wildcard,
)
from indexer.engines.whoosh.matches import NOTHING, Matches, Numbers, Scores, all_of, any_of, unscored, without
from indexer.engines.whoosh.proximity import together
from indexer.engines.whoosh.snapshot import Snapshot
from indexer.engines.whoosh.vocabulary import as_one_word, neighbours

K1 = 1.5  # chosen on KazQAD and Cranfield (docs/evaluation.md)
B = 0.75

Leaf = Phrase | Near | Prefix | Wildcard | Fuzzy


def evaluate(node: Node, snapshot: Snapshot) -> Matches:
    """The matches of a tree."""
    if isinstance(node, Term | Leaf):
        check_field(node, snapshot)
    if isinstance(node, Term):
        return _kept((node.field, node.text), node, snapshot).weighed(node.weight)
    return _kept(node, node, snapshot)


def rows_of(term: Term, snapshot: Snapshot) -> Numbers:
    """The rows of a term, not scored unless they were before."""
    check_field(term, snapshot)
    scored: Matches | None = snapshot.kept.held((term.field, term.text))
    return snapshot.rows(term.field, term.text) if scored is None else scored.rows


def check_field(node: Term | Leaf, snapshot: Snapshot) -> None:
    """Tells of a field that the index does not have."""
    if node.field not in snapshot.columns.lengths:
        fields = ", ".join(snapshot.columns.lengths)
        raise SearchIndexError(f"field {node.field!r} is not in the index; ask for one of {fields}")


def _kept(key: Hashable, node: Node, snapshot: Snapshot) -> Matches:
    matches: Matches = snapshot.kept.get(key, lambda: _evaluated(node, snapshot).snug())
    return matches


def _evaluated(node: Node, snapshot: Snapshot) -> Matches:
    match node:
        case And():
            return _all(node, snapshot)
        case Or() | Best():
            parts = [evaluate(part, snapshot) for part in node.parts]
            return any_of(parts, snapshot.count, best=isinstance(node, Best))
        case Not():
            return without(_every(snapshot), evaluate(node.part, snapshot).rows, snapshot.count)
        case Every():
            return _every(snapshot)
        case Nothing():
            return NOTHING
        case Term():
            return _scored(*snapshot.postings(node.field, node.text), node.field, snapshot)
        case _:
            return _leaf(node, snapshot)


def _leaf(node: Leaf, snapshot: Snapshot) -> Matches:
    match node:
        case Phrase() | Near():
            found = together(node, snapshot)
        case Prefix() | Wildcard():
            found = as_one_word(node, snapshot)
        case Fuzzy():
            return _fuzzy(node, snapshot)
        case _:
            assert_never(node)
    return _scored(*found, node.field, snapshot).weighed(node.weight)


def _scored(rows: Numbers, frequencies: Numbers, field: str, snapshot: Snapshot) -> Matches:
    return Matches(rows, _bm25(frequencies, snapshot.columns.lengths[field].take(rows), (len(rows), field), snapshot))


def _bm25(frequencies: Numbers, lengths: Numbers, held: tuple[int, str], snapshot: Snapshot) -> Scores:
    """The scores of a term that so many documents hold in a field."""
    count, field = held
    having, mean = snapshot.statistics(field)
    scores: Scores = frequencies.astype(np.float64)
    damping: Scores = lengths.astype(np.float64)
    damping *= K1 * B / mean
    damping += K1 * (1 - B)
    damping += scores
    scores *= (1 + math.log(having / (count + 1))) * (K1 + 1)
    scores /= damping
    return scores


def _fuzzy(fuzzy: Fuzzy, snapshot: Snapshot) -> Matches:
    forms = [
        evaluate(Term(fuzzy.field, near.term, fuzzy.weight / (1 + near.edits)), snapshot)
        for near in neighbours(fuzzy, snapshot)
    ]
    return any_of(forms, snapshot.count, best=True)


def _all(node: And, snapshot: Snapshot) -> Matches:
    wanted = [evaluate(part, snapshot) for part in node.parts if not isinstance(part, Not | Every)]
    found = all_of(wanted, snapshot.count) if wanted else _every(snapshot)
    for part in node.parts:
        if isinstance(part, Not):
            found = without(found, evaluate(part.part, snapshot).rows, snapshot.count)
    return found


def _every(snapshot: Snapshot) -> Matches:
    return unscored(np.arange(snapshot.count))


def like(document: Document, fields: tuple[str, ...], snapshot: Snapshot) -> Node:
    """Any of the terms of a document that score highest in it."""
    scored = []
    for field in fields:
        pairs = set(document.fields.get(field, ()))
        length = len({position for _, position in pairs})
        terms = [term for term, _ in pairs]
        for term in set(terms):
            held = snapshot.frequency(field, term)
            if held:
                score = _bm25(np.array([terms.count(term)]), np.array([length]), (held, field), snapshot)
                scored.append((-round(float(score[0]), 9), field, term))
    return Or(tuple(Term(field, term) for _, field, term in sorted(scored)[:TELLING]))
