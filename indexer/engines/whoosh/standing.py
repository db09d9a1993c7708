"""Where a tree stands: the rows that it finds, whatever they score, a bit for each row.

What only counts asks this: lists are read without how often, a union is one pass over them, and what can add nothing
to it is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import cast

import numpy as np
from numpy.typing import NDArray

from indexer.engines.base import And, Best, Bounds, Every, Near, Node, Not, Or, Phrase, Term
from indexer.engines.whoosh.executor import check_field, evaluate, rows_of
from indexer.engines.whoosh.matches import Mask, Numbers
from indexer.engines.whoosh.snapshot import Snapshot

WORD = 64  # bits

Bits = NDArray[np.uint64]


def standing(node: Node, snapshot: Snapshot) -> Bits:
    """A bit for each row, set where it is found; there may be some behind the last, never set. Not to be written to."""
    (bits,) = snapshot.masks.get(node, lambda: (_found(node, snapshot),))
    return cast(Bits, bits)


def how_many(bits: Bits) -> int:
    """How many bits are set."""
    return int(np.bitwise_count(bits).sum())


def anything(node: Node, snapshot: Snapshot) -> bool:
    """Whether a tree finds any row; of terms no more is read than tells that."""
    match node:
        case Or() | Best():
            return any(anything(part, snapshot) for part in node.parts)
        case Term():
            check_field(node, snapshot)
            return snapshot.frequency(node.field, node.text) > 0
        case Phrase() | Near():
            return len(evaluate(node, snapshot).rows) > 0  # which is kept, for it is soon looked for
        case _:
            return bool(standing(node, snapshot).any())


def bounds(node: Node, snapshot: Snapshot) -> Bounds:
    """How many rows a tree finds at least and at most, and how often its terms stand in texts; no list is read."""
    match node:
        case Term():
            check_field(node, snapshot)
            documents, times = snapshot.told(node.field, node.text)
            return Bounds(max(documents - snapshot.deleted, 0), documents, times)
        case Phrase() | Near():
            each = [bounds(Term(node.field, term), snapshot) for term in node.terms]
            return Bounds(0, min((one.most for one in each), default=0), sum(one.times for one in each))
        case Or() | Best():
            each = [bounds(part, snapshot) for part in node.parts]
            most = min(sum(one.most for one in each), snapshot.count)
            return Bounds(max((one.fewest for one in each), default=0), most, sum(one.times for one in each))
        case _:
            return Bounds(0, snapshot.count, 0)


def rows_in(bits: Bits, snapshot: Snapshot) -> Numbers:
    """The rows whose bits are set, ascending."""
    mask = np.unpackbits(bits.view(np.uint8), count=snapshot.count, bitorder="little")
    return np.flatnonzero(mask.view(np.bool_))


def _found(node: Node, snapshot: Snapshot) -> Bits:
    match node:
        case And():
            bits = _every(snapshot)
            for part in node.parts:
                bits &= standing(part, snapshot)
            return bits
        case Not():
            return _every(snapshot) & ~standing(node.part, snapshot)
        case Every():
            return _every(snapshot)
        case _:
            return _any_of(node.parts if isinstance(node, Or | Best) else (node,), snapshot)


def _any_of(parts: Sequence[Node], snapshot: Snapshot) -> Bits:
    terms = frozenset(chain.from_iterable(map(_terms, parts)))
    mask = _nowhere(snapshot)
    trees = []
    for part in parts:
        if _is_within(part, terms):
            continue
        if isinstance(part, And | Or | Best | Not | Every):
            trees.append(part)
        else:
            mask[_rows(part, snapshot).astype(np.intp)] = True
    bits = _packed(mask)
    for tree in trees:
        bits |= standing(tree, snapshot)
    return bits


def _rows(node: Node, snapshot: Snapshot) -> Numbers:
    return rows_of(node, snapshot) if isinstance(node, Term) else evaluate(node, snapshot).rows


def _every(snapshot: Snapshot) -> Bits:
    mask = _nowhere(snapshot)
    mask[: snapshot.count] = True
    return _packed(mask)


def _nowhere(snapshot: Snapshot) -> Mask:
    """No row, and as many more as make whole words of bits."""
    return np.zeros(-(-snapshot.count // WORD) * WORD, np.bool_)


def _packed(mask: Mask) -> Bits:
    return np.packbits(mask, bitorder="little").view(np.uint64)


def _terms(node: Node) -> Iterator[tuple[str, str]]:
    """The terms any of which will do."""
    if isinstance(node, Term):
        yield node.field, node.text
    elif isinstance(node, Or | Best):
        for part in node.parts:
            yield from _terms(part)


def _is_within(node: Node, terms: frozenset[tuple[str, str]]) -> bool:
    """Whether what a tree finds has one of these terms anyway: words that stand together where one of them will do."""
    if isinstance(node, Phrase | Near):
        return any((node.field, term) in terms for term in node.terms)
    return isinstance(node, Or | Best) and all(_is_within(part, terms) for part in node.parts)
