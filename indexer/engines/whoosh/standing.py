"""Where a tree stands: the rows that it finds, whatever they score, as one mask over all rows.

What only counts asks this: a union is one pass over its lists, and what can add nothing to it is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import cast

import numpy as np

from indexer.engines.base import And, Best, Every, Near, Node, Not, Or, Phrase, Term
from indexer.engines.whoosh.executor import evaluate
from indexer.engines.whoosh.matches import Mask
from indexer.engines.whoosh.snapshot import Snapshot


def standing(node: Node, snapshot: Snapshot) -> Mask:
    """Whether each row is found; not to be written to."""
    (mask,) = snapshot.masks.get(node, lambda: (_found(node, snapshot),))
    return cast(Mask, mask)


def _found(node: Node, snapshot: Snapshot) -> Mask:
    match node:
        case And():
            mask = np.ones(snapshot.count, np.bool_)
            for part in node.parts:
                mask &= standing(part, snapshot)
            return mask
        case Not():
            return ~standing(node.part, snapshot)
        case Every():
            return np.ones(snapshot.count, np.bool_)
        case _:
            return _any_of(node.parts if isinstance(node, Or | Best) else (node,), snapshot)


def _any_of(parts: Sequence[Node], snapshot: Snapshot) -> Mask:
    mask = np.zeros(snapshot.count, np.bool_)
    terms = frozenset(chain.from_iterable(map(_terms, parts)))
    for part in parts:
        if _is_within(part, terms):
            continue
        if isinstance(part, And | Or | Best | Not | Every):
            mask |= standing(part, snapshot)
        else:
            mask[evaluate(part, snapshot).rows.astype(np.intp)] = True
    return mask


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
