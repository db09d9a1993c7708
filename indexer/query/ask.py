"""A question with all that narrows it → an answer: parsed, fields resolved to filters, expanded, searched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, timezone

import analyzers
from analyzers.language import Languages
from indexer.engines.base import Engine, Every, Nothing, Query, Results
from indexer.query.asking import Plain, plainly
from indexer.query.entities import Entity, entities
from indexer.query.expand import Expanded, Expansion, Way, either, expand
from indexer.query.former import formerly
from indexer.query.marking import Wanted
from indexer.query.narrow import Days, Narrower, Narrowing, Resolve
from indexer.query.parse import understand
from indexer.query.pieces import Note
from indexer.query.suggest import Meant, meant
from indexer.query.syntax import NOTHING, Syntax, once, text

FORMER_WORDS = "former_exact"
NOTHING_UNDERSTOOD = "nothing-understood"  # marks only: there is nothing to look for
MOST_RELEASES = 200_000  # in which something may be said
FEW = 2  # hits, or fewer, where another spelling may be what was meant

_KAZAKHSTAN = timezone(timedelta(hours=5))


def unresolved(facet: str, name: str) -> tuple[str, ...]:  # noqa: ARG001
    """Resolves nothing: every field's value is then looked for as words."""
    return ()


def today() -> date:
    """The day it is in Kazakhstan."""
    return datetime.now(UTC).astimezone(_KAZAKHSTAN).date()


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and on which day; `days` bounds what else is dated, `without` are the texts of expansions taken
    off, `exact` takes off all."""

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    excluded: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    since: date | None = None
    until: date | None = None
    days: Mapping[str, Days] = field(default_factory=dict)
    sort: str = "relevance"
    start: int = 0
    size: int = 10
    group: bool = True
    exact: bool = False
    without: tuple[str, ...] = ()
    today: date = field(default_factory=today)


@dataclass(frozen=True, slots=True)
class Answer:
    """Results, and how the question was understood.

    `either` is how many any of the words would find, counted only where all of them find nothing; `note` is a
    code: nothing-understood, phrase-by-forms or field-as-words; `notes` tells of every piece that was taken otherwise
    than typed. `suggestion` is the question as it may have been meant, `meant` it and others with their hits, sought
    only where hardly anything is found. `earlier` is the question for what its phrase stood in and no longer does.
    `entities` are those that the whole question is the name of. `query` is what the engine was asked.
    """

    results: Results
    query: Query
    tree: Syntax
    understood: str
    expansions: tuple[Expansion, ...]
    wanted: Wanted
    note: str | None
    either: int | None
    suggestion: str | None
    notes: tuple[Note, ...] = ()
    meant: tuple[Meant, ...] = ()
    earlier: Meant | None = None
    entities: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A question on its way: its tree, what narrows it, and the query it became."""

    tree: Syntax
    narrowing: Narrowing
    expanded: Expanded
    query: Query
    notes: tuple[Note, ...]


def ask(
    question: Question,
    engine: Engine,
    *,
    resolve: Resolve = unresolved,
    languages: Languages = analyzers.LANGUAGES,
    said: Engine | None = None,
) -> Answer:
    """Answers a question from an index, by the languages that it was made by; with an index of what was `said`, also
    where it asks for that."""
    way = Way(question.exact, frozenset(question.without), languages)
    asked = read(question, engine, way, resolve=resolve, said=said)
    quiet = replace(way, quiet=True)
    results = engine.search(asked.query)
    few = results.total <= FEW and asked.tree != NOTHING
    others = meant(question.text, asked.tree, engine, languages) if few else ()
    others = tuple(_counted(other, question, engine, way=quiet, resolve=resolve) for other in others)
    others = tuple(one for one in others if one.hits > results.total or not results.total)
    return Answer(
        results=results,
        query=asked.query,
        tree=asked.tree,
        understood=text(asked.tree),
        expansions=asked.expanded.expansions,
        wanted=asked.expanded.wanted,
        note=asked.expanded.note,
        either=None if results.total else _either(asked, quiet, engine),
        suggestion=others[0].text if others else None,
        notes=asked.notes,
        meant=others,
        earlier=_earlier(asked.tree, question, engine, way=quiet, resolve=resolve),
        entities=entities(asked.tree, resolve, languages),
    )


def read(
    question: Question, engine: Engine, way: Way, *, resolve: Resolve = unresolved, said: Engine | None = None
) -> Asked:
    """A question as a query, not yet searched."""
    understood = understand(question.text)
    narrowing = Narrowing(
        dict(question.filters), dict(question.excluded), question.since, question.until, dict(question.days)
    )
    plain = Plain(understood.tree, ()) if way.exact else plainly(understood.tree, way.off, way.languages)
    plain = plain._replace(tree=once(plain.tree))
    Narrower(engine.collection, resolve, question.today, said is not None).narrow(plain.tree, narrowing)
    if understood.tree == NOTHING and question.text.strip():
        expanded = Expanded(Nothing(), (), Wanted(), (Note(NOTHING_UNDERSTOOD, question.text.strip()),))
    else:
        expanded = _expanded(narrowing.rest, way, engine)
    query = _query(question, narrowing, expanded, engine)
    if said is not None and narrowing.spoken != NOTHING:
        query = replace(query, groups=_releases_where(narrowing.spoken, question, said, way=way, resolve=resolve))
    notes = (*understood.notes, *narrowing.notes, *expanded.notes)
    expanded = replace(expanded, expansions=(*plain.expansions, *expanded.expansions))
    return Asked(plain.tree, narrowing, expanded, query, tuple(dict.fromkeys(notes)))


def _expanded(tree: Syntax, way: Way, engine: Engine) -> Expanded:
    if tree == NOTHING:
        return Expanded(Every(), (), Wanted(), ())
    return expand(tree, engine, way)


def _query(question: Question, narrowing: Narrowing, expanded: Expanded, engine: Engine) -> Query:
    return Query(
        tree=expanded.tree,
        filters=narrowing.filters,
        excluded=narrowing.excluded,
        since=narrowing.since,
        until=narrowing.until,
        days=narrowing.days,
        sort=question.sort,
        start=question.start,
        size=question.size,
        group=question.group,
        facets=engine.collection.facets,
    )


def _releases_where(spoken: Syntax, question: Question, said: Engine, *, way: Way, resolve: Resolve) -> frozenset[str]:
    """The releases with one statement of which all this holds, by a speaker asked for."""
    filters = {name: values for name, values in question.filters.items() if name in ("speaker", "kind")}
    narrowing = Narrowing(filters, {}, None, None)
    Narrower(said.collection, resolve, question.today).narrow(spoken, narrowing)
    tree = _expanded(narrowing.rest, replace(way, quiet=True), said).tree
    query = Query(tree, narrowing.filters, narrowing.excluded, size=MOST_RELEASES, group=True)
    return frozenset(hit.group for hit in said.search(query).hits)


def _either(asked: Asked, way: Way, engine: Engine) -> int | None:
    tree = asked.narrowing.rest
    loose = either(tree)
    if loose == tree:
        return None
    return engine.search(replace(asked.query, tree=_expanded(loose, way, engine).tree, size=0, facets=())).total


def _earlier(tree: Syntax, question: Question, engine: Engine, *, way: Way, resolve: Resolve) -> Meant | None:
    """The question for texts that have lost the phrase asked for, with how many there are; None where there are none
    and where the index does not know."""
    asked = formerly(tree) if FORMER_WORDS in engine.collection.fields else None
    if asked is None:
        return None
    found = _counted(Meant(text(asked), 0), question, engine, way=way, resolve=resolve)
    return found if found.hits else None


def _counted(other: Meant, question: Question, engine: Engine, *, way: Way, resolve: Resolve) -> Meant:
    """With how many it would find, all filters kept."""
    query = read(replace(question, text=other.text, size=0), engine, way, resolve=resolve).query
    return replace(other, hits=engine.search(replace(query, size=0, facets=())).total)
