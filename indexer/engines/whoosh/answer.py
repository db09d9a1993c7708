"""From matches to an answer: dates, filters, disjunctive facets, order, grouping, the page of hits.

A filter is a mask over all rows. A row that fails only the filter of one facet still counts in that facet.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.errors import SearchIndexError
from indexer.engines.base import UNSTATED, Hit, Query, Results
from indexer.engines.whoosh.columns import UNDATED, Columns, Ints, Labels, day_number
from indexer.engines.whoosh.executor import Matches, evaluate
from indexer.engines.whoosh.snapshot import Snapshot

SCORE_DIGITS = 9  # scores that differ by less are equal: they differ by the order of additions

SPARSE = 64  # labels times groups for each pair there is; above it, sorting beats a table of all pairs

Mask = NDArray[np.bool_]


class Narrowed(NamedTuple):
    """Rows that pass all, and per filtered facet those that pass all but its own filter."""

    matches: Matches
    without_own: Mapping[str, Ints]


def answer(query: Query, snapshot: Snapshot) -> Results:
    """The results of a query."""
    columns = snapshot.columns
    _check(query, columns)
    narrowed = _narrowed(evaluate(query.tree, snapshot), query, columns)
    rows = narrowed.matches.rows
    total = len(np.unique(columns.groups.codes[rows])) if query.group else len(rows)
    places = _page(narrowed.matches, query, columns) if query.size else ()
    facets = {
        name: _counts(
            columns.facets[name],
            narrowed.without_own.get(name, narrowed.matches.rows),
            _groups(query, columns),
        )
        for name in query.facets
    }
    return Results(total, tuple(_hit(narrowed.matches, place, columns) for place in places), facets)


def _check(query: Query, columns: Columns) -> None:
    for name in (*query.filters, *query.excluded, *query.facets):
        if name not in columns.facets:
            raise SearchIndexError(f"facet {name!r} is not in the index; ask for one of {', '.join(columns.facets)}")
    if query.sort not in ("relevance", "newest", "oldest"):
        raise SearchIndexError(f"sort {query.sort!r} is not known; ask for relevance, newest or oldest")


def _narrowed(matches: Matches, query: Query, columns: Columns) -> Narrowed:
    mask = _within(columns.days, query.since, query.until)
    for name, values in query.excluded.items():
        mask &= ~_chosen(columns.facets[name], values)
    passed = mask[matches.rows]
    matches = Matches(matches.rows[passed], matches.scores[passed])
    filters = {
        name: _chosen(columns.facets[name], values)[matches.rows] for name, values in query.filters.items() if values
    }
    failed = np.zeros(len(matches.rows), np.int64)
    for passes in filters.values():
        failed += ~passes
    return Narrowed(
        Matches(matches.rows[failed == 0], matches.scores[failed == 0]),
        {name: matches.rows[failed == ~passes] for name, passes in filters.items()},
    )


def _within(days: Ints, since: date | None, until: date | None) -> Mask:
    mask = np.ones(len(days), np.bool_)
    if since is not None:
        mask &= days >= day_number(since)
    if until is not None:
        mask &= (days <= day_number(until)) & (days != UNDATED)
    return mask


def _chosen(labels: Labels, values: tuple[str, ...]) -> Mask:
    mask = labels.holding(values)
    if UNSTATED in values:
        mask |= np.diff(labels.starts) == 0
    return mask


def _page(matches: Matches, query: Query, columns: Columns) -> Ints:
    order = _ordered(matches, query.sort, columns)
    if query.group:
        order = _best_of_groups(matches.rows, order, columns.groups)
    return order[query.start : query.start + query.size]


def _ordered(matches: Matches, sort: str, columns: Columns) -> Ints:
    """Places in the matches, best first; what is equal comes newest first, then by number."""
    days = columns.days[matches.rows]
    newest = np.where(days == UNDATED, np.iinfo(np.int64).max, -days)
    numbers = columns.numbers[matches.rows]
    scores = -np.round(matches.scores, SCORE_DIGITS)
    if sort == "relevance":
        return np.lexsort((numbers, newest, scores))
    day = newest if sort == "newest" else np.where(days == UNDATED, np.iinfo(np.int64).max, days)
    return np.lexsort((numbers, scores, day))


def _best_of_groups(rows: Ints, order: Ints, groups: Labels) -> Ints:
    """The first place of every group, in the same order."""
    _, first = np.unique(groups.codes[rows[order]], return_index=True)
    return order[np.sort(first)]


def _groups(query: Query, columns: Columns) -> Labels | None:
    return columns.groups if query.group else None


def _counts(labels: Labels, rows: Ints, groups: Labels | None) -> dict[str, int]:
    """How many rows, or groups of them, have each label; the most frequent first."""
    codes, places = labels.spread(rows)
    bare = labels.bare(rows)
    if groups is not None:
        codes = _once_a_group(codes, groups.codes[rows[places]], (len(labels.names), len(groups.names)))
        bare = np.unique(groups.codes[bare])
    counts = np.bincount(codes, minlength=len(labels.names)).tolist()
    named = [(name, count) for name, count in zip(labels.names, counts, strict=True) if count]
    if len(bare):
        named.append((UNSTATED, len(bare)))
    return dict(sorted(named, key=lambda item: (-item[1], item[0])))


def _once_a_group(codes: Ints, groups: Ints, shape: tuple[int, int]) -> Ints:
    """The codes, each as often as there are groups that have it."""
    pairs = codes * shape[1] + groups
    if shape[0] * shape[1] > SPARSE * len(pairs):
        return np.unique(pairs) // shape[1]
    there = np.zeros(shape, np.bool_)
    there.ravel()[pairs] = True
    return np.repeat(np.arange(shape[0]), there.sum(axis=1))


def _hit(matches: Matches, place: int, columns: Columns) -> Hit:
    row = matches.rows[place]
    return Hit(
        number=int(columns.numbers[row]),
        id=columns.ids[row],
        group=columns.groups.names[columns.groups.codes[row]],
        score=float(matches.scores[place]),
    )
