"""A small collection, documents from plain words, and the evaluator that answers a query the slow way."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from indexer.engines.base import (
    UNSTATED,
    And,
    Best,
    Collection,
    Document,
    Every,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Query,
    Term,
)

COLLECTION = Collection("letters", ("title", "body"), ("language", "region"))
K1, B = 1.2, 0.75


def document(
    number: int, body: str, *, title: str = "", group: str = "", day: date | None = None, **facets: str
) -> Document:
    """A document from plain words: `a/b` puts two terms at one position; spaces separate facet values."""
    return Document(
        number=number,
        id=f"d{number}",
        group=group or f"g{number}",
        fields={"title": pairs(title), "body": pairs(body)},
        facets={name: tuple(values.split()) for name, values in facets.items()},
        published=day,
    )


def pairs(text: str) -> tuple[tuple[str, int], ...]:
    return tuple((term, position) for position, words in enumerate(text.split()) for term in words.split("/"))


def brute(tree: Node, documents: Sequence[Document]) -> dict[str, float]:
    """Ids that match, with their scores."""
    scores = {held.id: _score(tree, held, documents) for held in documents}
    return {id_: score for id_, score in scores.items() if score is not None}


def _score(node: Node, held: Document, documents: Sequence[Document]) -> float | None:
    match node:
        case Every():
            return 0.0
        case Nothing():
            return None
        case Not(part):
            return None if _score(part, held, documents) is not None else 0.0
        case Prefix(field, text, weight):
            return weight if any(term.startswith(text) for term, _ in held.fields.get(field, ())) else None
        case Term(field, text, weight):
            return _weighed(weight, field, held, documents, lambda d: _places(d, field, text))
        case Phrase(field, terms, slop, weight):
            return _weighed(weight, field, held, documents, lambda d: _starts(d, field, terms, slop))
        case And(parts):
            scores = [_score(part, held, documents) for part in parts]
            return None if None in scores else sum(score for score in scores if score)
        case Or(parts) | Best(parts):
            found = [score for part in parts if (score := _score(part, held, documents)) is not None]
            return (max if isinstance(node, Best) else sum)(found) if found else None


def _places(held: Document, field: str, text: str) -> list[int]:
    return sorted({position for term, position in held.fields.get(field, ()) if term == text})


def _starts(held: Document, field: str, terms: Sequence[str], slop: int) -> list[int]:
    def ends(start: int) -> bool:
        reached = {start}
        for term in terms[1:]:
            reached = {p for p in _places(held, field, term) if any(p > r for r in reached)}
            reached = {p for p in reached if p - start < len(terms) + slop}
        return bool(reached)

    return [start for start in _places(held, field, terms[0]) if ends(start)] if terms else []


def _weighed(
    weight: float,
    field: str,
    held: Document,
    documents: Sequence[Document],
    places: Callable[[Document], list[int]],
) -> float | None:
    frequency = len(places(held))
    if not frequency:
        return None
    lengths = [len({position for _, position in d.fields.get(field, ())}) for d in documents]
    having = sum(map(bool, lengths))
    matching = sum(bool(places(d)) for d in documents)
    rarity = math.log(1 + (having - matching + 0.5) / (matching + 0.5))
    relative = len({position for _, position in held.fields[field]}) / (sum(lengths) / having)
    return weight * rarity * frequency * (K1 + 1) / (frequency + K1 * (1 - B + B * relative))


def passing(query: Query, documents: Iterable[Document], *, but: str = "") -> list[Document]:
    """Documents that pass dates, exclusions and the filters of all facets but one."""
    return [
        held
        for held in documents
        if (query.since is None or (held.published is not None and held.published >= query.since))
        and (query.until is None or (held.published is not None and held.published <= query.until))
        and not any(_has(held, name, values) for name, values in query.excluded.items())
        and all(_has(held, name, values) for name, values in query.filters.items() if values and name != but)
    ]


def _has(held: Document, name: str, values: tuple[str, ...]) -> bool:
    return bool(set(held.facets.get(name, ()) or (UNSTATED,)) & set(values))


def counted(query: Query, documents: Sequence[Document], facet: str) -> dict[str, int]:
    """The counts of a facet, of documents or of groups."""
    matching = brute(query.tree, documents)
    seen: dict[str, set[str]] = {}
    for held in passing(query, documents, but=facet):
        if held.id in matching:
            for value in held.facets.get(facet, ()) or (UNSTATED,):
                seen.setdefault(value, set()).add(held.group if query.group else held.id)
    return {value: len(holders) for value, holders in seen.items()}
