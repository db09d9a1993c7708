"""From matches to an answer: dates, filters, disjunctive facets, order, grouping, the page of hits.

A row that fails only the filter of one facet still counts in that facet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from corpus.errors import SearchIndexError
from indexer.engines.base import Document, Hit, Node, Query, Results
from indexer.engines.whoosh.columns import UNDATED, Columns, day_number, day_of
from indexer.engines.whoosh.executor import evaluate, like
from indexer.engines.whoosh.matches import Mask, Matches, Numbers, distinct, unscored
from indexer.engines.whoosh.ranking import Key, first, first_of_each
from indexer.engines.whoosh.snapshot import Snapshot
from indexer.engines.whoosh.standing import how_many, rows_in, standing

SCORE_SCALE = 1e9  # scores that differ by less are equal: they differ by the order of additions
LAST = np.iinfo(np.int64).max
SORTS = ("relevance", "newest", "oldest", "fresh")  # besides what else is dated
HALF_FADED = 365  # days after which half of what fades of a score is gone
LASTING = 0.5  # of a score, however old


class Narrowed(NamedTuple):
    """Matches that pass all, and per filtered facet the rows that pass all but its own filter."""

    matches: Matches
    without_own: Mapping[str, Numbers]


def answer(query: Query, snapshot: Snapshot) -> Results:
    """The results of a query."""
    _check(query, snapshot.columns)
    matches, without_own = _narrowed(_found(query, snapshot), query, snapshot)
    shared = [name for name in query.facets if name not in without_own]
    facets = snapshot.facets.counts(matches.rows, shared, group=query.group) if shared else {}
    for name in query.facets:
        if name in without_own:
            facets |= snapshot.facets.counts(without_own[name], [name], group=query.group)
    documents = len(matches.rows)
    return Results(
        total=_groups(matches.rows, snapshot.columns) if query.group else documents,
        hits=_hits(query, matches, snapshot.columns),
        facets={name: facets[name] for name in query.facets},
        documents=documents,
    )


def gains(trees: Sequence[Node], besides: Node, snapshot: Snapshot) -> list[tuple[int, int]]:
    """How many documents each tree finds, and how many of them another one does not."""
    others = ~standing(besides, snapshot)
    found = (standing(tree, snapshot) for tree in trees)
    return [(how_many(bits), how_many(bits & others)) for bits in found]


def days(query: Query, snapshot: Snapshot) -> dict[date, int]:
    """How many documents, or groups of them, of an answer each day has, from the first day on."""
    _check(query, snapshot.columns)
    rows = _narrowed(_rows(query.tree, snapshot), query, snapshot).matches.rows
    rows = rows[snapshot.columns.days[rows] != UNDATED]
    found = snapshot.columns.days[rows].astype(np.int64)
    if query.group:
        among = len(snapshot.columns.groups.names)
        found = distinct(found * among + snapshot.columns.groups.codes[rows]) // max(among, 1)
    numbers, counts = np.unique(found, return_counts=True)
    return dict(zip(map(day_of, numbers.tolist()), counts.tolist(), strict=True))


def similar(document: Document, fields: tuple[str, ...], size: int, snapshot: Snapshot) -> tuple[Hit, ...]:
    """The best of other groups for the most telling terms of a document."""
    columns, tree = snapshot.columns, like(document, fields, snapshot)
    matches = evaluate(tree, snapshot)
    if document.group in columns.groups.names:
        own = columns.groups.names.index(document.group)
        matches = matches.only(columns.groups.codes[matches.rows] != own)
    return _hits(Query(tree, size=size, group=True), matches, columns)


def _check(query: Query, columns: Columns) -> None:
    for name in (*query.filters, *query.excluded, *query.facets):
        if name not in columns.facets:
            raise SearchIndexError(f"facet {name!r} is not in the index; ask for one of {', '.join(columns.facets)}")
    for name in query.days:
        if name not in columns.spans:
            raise SearchIndexError(f"day {name!r} is not in the index; ask for one of {', '.join(columns.spans)}")
    if query.sort not in (*SORTS, *columns.spans):
        sorts = ", ".join((*SORTS, *columns.spans))
        raise SearchIndexError(f"sort {query.sort!r} is not known; ask for one of {sorts}")


def _found(query: Query, snapshot: Snapshot) -> Matches:
    """What the tree finds; with scores only where hits are to be shown."""
    return evaluate(query.tree, snapshot) if query.size else _rows(query.tree, snapshot)


def _rows(tree: Node, snapshot: Snapshot) -> Matches:
    return unscored(rows_in(standing(tree, snapshot), snapshot))


def _narrowed(matches: Matches, query: Query, snapshot: Snapshot) -> Narrowed:
    if query.since is not None or query.until is not None:
        days = snapshot.columns.days[matches.rows]
        matches = matches.only(_within(days, days, (query.since, query.until)))
    for name, asked in query.days.items():
        span = snapshot.columns.spans[name]
        matches = matches.only(_within(span.first[matches.rows], span.last[matches.rows], asked))
    if query.groups is not None:
        kept = np.fromiter((name in query.groups for name in snapshot.columns.groups.names), np.bool_)
        matches = matches.only(kept[snapshot.columns.groups.codes[matches.rows]])
    for name, values in query.excluded.items():
        matches = matches.only(~snapshot.facets.passing(name, values, matches.rows))
    filters = {
        name: snapshot.facets.passing(name, values, matches.rows) for name, values in query.filters.items() if values
    }
    if not filters:
        return Narrowed(matches, {})
    failed = np.zeros(len(matches.rows), np.uint8)
    for passes in filters.values():
        failed += ~passes
    return Narrowed(
        matches.only(failed == 0), {name: matches.rows[failed == ~passes] for name, passes in filters.items()}
    )


def _within(first: Numbers, last: Numbers, asked: tuple[date | None, date | None]) -> Mask:
    """Whether the days from a first to a last one reach into those asked for."""
    since, until = asked
    mask = np.ones(len(first), np.bool_)
    if since is not None:
        mask &= last >= day_number(since)
    if until is not None:
        mask &= (first <= day_number(until)) & (first != UNDATED)
    return mask


def _groups(rows: Numbers, columns: Columns) -> int:
    met = np.zeros(len(columns.groups.names), np.bool_)
    met[columns.groups.codes[rows]] = True
    return int(np.count_nonzero(met))


def _hits(query: Query, matches: Matches, columns: Columns) -> tuple[Hit, ...]:
    """The page asked for; what is equal comes newest first, then by number."""
    wanted = query.start + query.size
    if not query.size or not len(matches.rows):
        return ()
    keys, count = _keys(query.sort, matches, columns), len(matches.rows)
    if query.group:
        groups = columns.groups.codes[matches.rows]
        places = first_of_each(groups, lambda asked: first(keys, count, asked), wanted)
    else:
        places = first(keys, count, wanted)
    return tuple(_read(matches, places[query.start :], columns))


def _keys(sort: str, matches: Matches, columns: Columns) -> tuple[Key, ...]:
    def score(places: Numbers | slice) -> Numbers:
        keys: Numbers = np.rint(matches.scores[places] * -SCORE_SCALE)
        return keys

    def number(places: Numbers | slice) -> Numbers:
        return columns.numbers[matches.rows[places]]

    def oldest(places: Numbers | slice) -> Numbers:
        days = columns.days[matches.rows[places]].astype(np.int64)
        return np.where(days == UNDATED, LAST, days)

    def newest(places: Numbers | slice) -> Numbers:
        days = columns.days[matches.rows[places]].astype(np.int64)
        return np.where(days == UNDATED, LAST, -days)

    def fresh(places: Numbers | slice) -> Numbers:
        days = columns.days[matches.rows[places]].astype(np.int64)
        age = columns.days.max(initial=UNDATED) - days
        faded = np.where(days == UNDATED, 0.0, np.exp2(-age / HALF_FADED))
        keys: Numbers = np.rint(matches.scores[places] * (LASTING + (1 - LASTING) * faded) * -SCORE_SCALE)
        return keys

    def latest(places: Numbers | slice) -> Numbers:
        days = columns.spans[sort].last[matches.rows[places]].astype(np.int64)
        return np.where(days == UNDATED, LAST, -days)

    if sort in columns.spans:
        return latest, newest, number
    if sort in ("relevance", "fresh"):
        return (score if sort == "relevance" else fresh), newest, number
    return (newest if sort == "newest" else oldest), score, number


def _read(matches: Matches, places: Numbers, columns: Columns) -> Iterator[Hit]:
    rows = matches.rows[places]
    told = (rows, columns.numbers[rows], columns.groups.codes[rows], matches.scores[places])
    for row, number, group, score in zip(*(values.tolist() for values in told), strict=True):
        yield Hit(number, columns.ids[row], columns.groups.names[group], score)
