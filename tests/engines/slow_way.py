"""A small collection, documents from plain words, and the evaluator that answers a query the slow way."""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from indexer.engines.base import (
    EXPANSIONS,
    TELLING,
    UNSTATED,
    And,
    Best,
    Collection,
    Document,
    Every,
    Fuzzy,
    Near,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Placed,
    Prefix,
    Query,
    Term,
    Wildcard,
)

COLLECTION = Collection("letters", ("title", "body"), ("language", "region"), ("seen", "event"))
K1, B = 1.5, 0.75


def document(
    number: int,
    body: str,
    *,
    title: str = "",
    group: str = "",
    day: date | None = None,
    days: Mapping[str, tuple[date, date]] | None = None,
    **facets: str,
) -> Document:
    """A document from plain words: `a/b` puts two terms at one position; spaces separate facet values."""
    return Document(
        number=number,
        id=f"d{number}",
        group=group or f"g{number}",
        fields={"title": pairs(title), "body": pairs(body)},
        facets={name: tuple(values.split()) for name, values in facets.items()},
        published=day,
        days=days or {},
    )


def pairs(text: str) -> tuple[tuple[str, int], ...]:
    return tuple((term, position) for position, words in enumerate(text.split()) for term in words.split("/"))


def brute(tree: Node, documents: Sequence[Document]) -> dict[str, float]:
    """Ids that match, with their scores."""
    return {documents[place].id: score for place, score in SlowWay(documents).scores(tree).items()}


class SlowWay:
    """Answers trees over documents one by one; what is found is by place in the documents."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.documents = documents

    def scores(self, node: Node) -> dict[int, float]:
        every = range(len(self.documents))
        match node:
            case Every():
                return dict.fromkeys(every, 0.0)
            case Nothing():
                return {}
            case Not(part):
                without = self.scores(part)
                return {place: 0.0 for place in every if place not in without}
            case And(parts):
                found = [self.scores(part) for part in parts]
                return {place: sum(f[place] for f in found) for place in every if all(place in f for f in found)}
            case Or(parts) | Best(parts):
                put_together = max if isinstance(node, Best) else sum
                found = [self.scores(part) for part in parts]
                held = {place: [f[place] for f in found if place in f] for place in every}
                return {place: put_together(scores) for place, scores in held.items() if scores}
            case Fuzzy():
                return self.scores(Best(self.forms(node)))
            case _:
                return self._leaf(node)

    def _leaf(self, node: Term | Phrase | Near | Prefix | Wildcard) -> dict[int, float]:
        often = {place: len(_standing(node, held)) for place, held in enumerate(self.documents)}
        often = {place: times for place, times in often.items() if times}
        return {
            place: node.weight * self.bm25(times, len(often), node.field, self.documents[place])
            for place, times in often.items()
        }

    def bm25(self, times: int, matching: int, field: str, held: Document) -> float:
        having, mean = self._statistics(field)
        rarity = 1 + math.log(having / (matching + 1))
        return rarity * times * (K1 + 1) / (times + K1 * (1 - B + B * _length(field, held) / mean))

    @functools.cache  # noqa: B019 - lives as long as one test
    def _statistics(self, field: str) -> tuple[int, float]:
        lengths = [_length(field, held) for held in self.documents]
        return sum(map(bool, lengths)), sum(lengths) / sum(map(bool, lengths))

    def forms(self, fuzzy: Fuzzy) -> tuple[Term, ...]:
        """The terms that a fuzzy one stands for."""
        counts = Counter(term for held in self.documents for term in {t for t, _ in held.fields.get(fuzzy.field, ())})
        near = sorted((edits(fuzzy.text, term), -count, term) for term, count in counts.items())
        return tuple(
            Term(fuzzy.field, term, fuzzy.weight / (1 + away)) for away, _, term in near if away <= fuzzy.edits
        )[:EXPANSIONS]

    def like(self, asked: Document, fields: Sequence[str]) -> dict[str, float]:
        """Ids of other groups that hold any of the most telling terms, with their scores."""
        scored = []
        for field in fields:
            for term in {term for term, _ in asked.fields.get(field, ())}:
                matching = sum(bool(_places(held, field, term)) for held in self.documents)
                if matching:
                    score = self.bm25(len(_places(asked, field, term)), matching, field, asked)
                    scored.append((-round(score, 9), field, term))
        found = self.scores(Or(tuple(Term(field, term) for _, field, term in sorted(scored)[:TELLING])))
        groups = [held.group for held in self.documents]
        return {self.documents[place].id: score for place, score in found.items() if groups[place] != asked.group}


def _standing(node: Term | Phrase | Near | Prefix | Wildcard, held: Document) -> list[int]:
    match node:
        case Term(field, text):
            return _places(held, field, text)
        case Phrase(field, terms, slop):
            return _starts(held, field, terms, slop)
        case Near(field, terms, distance):
            return _stretches(held, field, terms, distance)
        case Prefix(field, text):
            return _fitting(held, field, re.escape(text) + ".*")
        case Wildcard(field, text):
            return _fitting(held, field, re.escape(text).replace(r"\*", ".*").replace(r"\?", "."))


def _length(field: str, held: Document) -> int:
    return len({position for _, position in held.fields.get(field, ())})


def _places(held: Document, field: str, text: str) -> list[int]:
    return sorted({position for term, position in held.fields.get(field, ()) if term == text})


def placed(held: Document, terms: Mapping[str, Sequence[str]]) -> Placed:
    """Where the terms of each field stand in a document."""
    positions = {
        name: {(place, text) for text in texts for place in _places(held, name, text)} for name, texts in terms.items()
    }
    return Placed(
        {name: tuple(sorted(places)) for name, places in positions.items()},
        {name: _length(name, held) for name in terms},
    )


def _fitting(held: Document, field: str, pattern: str) -> list[int]:
    return [position for term, position in set(held.fields.get(field, ())) if re.fullmatch(pattern, term)]


def _starts(held: Document, field: str, terms: Sequence[str], slop: int) -> list[int]:
    def ends(start: int) -> bool:
        reached = {start}
        for term in terms[1:]:
            reached = {p for p in _places(held, field, term) if any(p > r for r in reached)}
            reached = {p for p in reached if p - start < len(terms) + slop}
        return bool(reached)

    return [start for start in _places(held, field, terms[0]) if ends(start)] if terms else []


def _stretches(held: Document, field: str, terms: Sequence[str], distance: int) -> list[int]:
    """Where some term stands from which on all others are met, each at as many places as it is named."""
    return [
        start
        for start in sorted({place for term in terms for place in _places(held, field, term)})
        if all(
            sum(start <= place <= start + distance for place in _places(held, field, term)) >= terms.count(term)
            for term in terms
        )
    ]


@functools.cache
def edits(one: str, other: str) -> int:
    """How many letters are lost, added, changed, or swapped with their neighbour, no letter twice."""
    if not one or not other:
        return len(one) + len(other)
    ways = [
        edits(one[:-1], other) + 1,
        edits(one, other[:-1]) + 1,
        edits(one[:-1], other[:-1]) + (one[-1] != other[-1]),
    ]
    if one[-2:] == other[-2:][::-1] and len(one) > 1:
        ways.append(edits(one[:-2], other[:-2]) + 1)
    return min(ways)


def passing(query: Query, documents: Iterable[Document], *, but: str = "") -> list[Document]:
    """Documents that pass dates, exclusions and the filters of all facets but one."""
    return [
        held
        for held in documents
        if (query.since is None or (held.published is not None and held.published >= query.since))
        and (query.until is None or (held.published is not None and held.published <= query.until))
        and all(_reaches(held.days.get(name), *asked) for name, asked in query.days.items())
        and not any(_has(held, name, values) for name, values in query.excluded.items())
        and all(_has(held, name, values) for name, values in query.filters.items() if values and name != but)
    ]


def _reaches(days: tuple[date, date] | None, since: date | None, until: date | None) -> bool:
    """Whether any of the days from a first to a last one is asked for."""
    if days is None:
        return since is None and until is None
    return (since is None or days[1] >= since) and (until is None or days[0] <= until)


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
