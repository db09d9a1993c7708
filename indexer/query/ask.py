"""A question with all that narrows it → an answer: parsed, fields resolved to filters, expanded, searched."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import analyzers
from analyzers.language import Languages
from indexer.engines.base import Engine, Every, Nothing, Query, Results
from indexer.query.expand import Expanded, Expansion, Way, either, expand
from indexer.query.highlight import Wanted
from indexer.query.parse import date_range, parse
from indexer.query.suggest import suggestion
from indexer.query.syntax import NOTHING, All, Any, Field, Syntax, Without, all_of, text

NOTHING_UNDERSTOOD = "nothing-understood"  # marks only: there is nothing to look for

Resolve = Callable[[str, str], tuple[str, ...]]  # facet, name as typed → ids, none where nobody is called so


def unresolved(facet: str, name: str) -> tuple[str, ...]:  # noqa: ARG001
    """Resolves nothing: every field's value is then looked for as words."""
    return ()


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked; `without` are the texts of expansions taken off, `exact` takes off all."""

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    excluded: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    since: date | None = None
    until: date | None = None
    sort: str = "relevance"
    start: int = 0
    size: int = 10
    group: bool = True
    exact: bool = False
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """Results, and how the question was understood.

    `either` is how many any of the words would find, counted only where all of them find nothing; `note` is a
    code: nothing-understood, phrase-by-forms or field-as-words; `suggestion` is the question as it may have been
    meant, sought only where nothing is found.
    """

    results: Results
    tree: Syntax
    understood: str
    expansions: tuple[Expansion, ...]
    wanted: Wanted
    note: str | None
    either: int | None
    suggestion: str | None


@dataclass(slots=True)
class _Narrowing:
    """What of a question narrows: its filters and dates, with the fields of its text among them."""

    filters: dict[str, tuple[str, ...]]
    excluded: dict[str, tuple[str, ...]]
    since: date | None
    until: date | None


def ask(
    question: Question, engine: Engine, *, resolve: Resolve = unresolved, languages: Languages = analyzers.LANGUAGES
) -> Answer:
    """Answers a question from an index, by the languages that it was made by."""
    way = Way(question.exact, frozenset(question.without), languages)
    tree = parse(question.text)
    narrowing = _Narrowing(dict(question.filters), dict(question.excluded), question.since, question.until)
    rest = all_of(*(part for part in _parts(tree) if not _narrows(part, narrowing, engine, resolve=resolve)))
    understood = tree != NOTHING or not question.text.strip()
    expanded = _expanded(rest, way, engine)
    if not understood:
        expanded = Expanded(Nothing(), (), Wanted(), NOTHING_UNDERSTOOD)
    query = _query(question, narrowing, expanded, engine)
    results = engine.search(query)
    return Answer(
        results=results,
        tree=tree,
        understood=text(tree),
        expansions=expanded.expansions,
        wanted=expanded.wanted,
        note=expanded.note,
        either=None if results.total else _either(rest, way, engine, query=query),
        suggestion=None if results.total else suggestion(question.text, engine, languages),
    )


def _expanded(tree: Syntax, way: Way, engine: Engine) -> Expanded:
    if tree == NOTHING:
        return Expanded(Every(), (), Wanted(), None)
    return expand(tree, engine, way)


def _query(question: Question, narrowing: _Narrowing, expanded: Expanded, engine: Engine) -> Query:
    return Query(
        tree=expanded.tree,
        filters=narrowing.filters,
        excluded=narrowing.excluded,
        since=narrowing.since,
        until=narrowing.until,
        sort=question.sort,
        start=question.start,
        size=question.size,
        group=question.group,
        facets=engine.collection.facets,
    )


def _either(tree: Syntax, way: Way, engine: Engine, *, query: Query) -> int | None:
    loose = either(tree)
    if loose == tree:
        return None
    return engine.search(replace(query, tree=_expanded(loose, way, engine).tree, size=0, facets=())).total


def _parts(tree: Syntax) -> tuple[Syntax, ...]:
    return tree.parts if isinstance(tree, All) else (tree,)


def _narrows(part: Syntax, narrowing: _Narrowing, engine: Engine, *, resolve: Resolve) -> bool:
    """Takes a part of the question over as a filter, if it is one."""
    if isinstance(part, Field) and part.name == "date":
        _bound(narrowing, part)
        return True
    into = narrowing.excluded if isinstance(part, Without) else narrowing.filters
    inner = part.part if isinstance(part, Without) else part
    fields = [one for one in (inner.parts if isinstance(inner, Any) else (inner,)) if isinstance(one, Field)]
    names = {one.name for one in fields}
    if len(names) != 1 or (isinstance(inner, Any) and len(fields) != len(inner.parts)):
        return False
    (facet,) = names
    ids = [resolve(facet, one.value.text) for one in fields] if facet in engine.collection.facets else []
    if not ids or not all(ids):
        return False
    into[facet] = tuple(dict.fromkeys((*into.get(facet, ()), *(id_ for some in ids for id_ in some))))
    return True


def _bound(narrowing: _Narrowing, part: Field) -> None:
    since, until = date_range(part.value.text) or (None, None)
    narrowing.since = max(filter(None, (narrowing.since, since)), default=None)
    narrowing.until = min(filter(None, (narrowing.until, until)), default=None)
