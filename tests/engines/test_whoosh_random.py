"""Random corpora and trees, asked of the Whoosh engine and of the slow way."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slow_way import COLLECTION, SlowWay, brute, counted, document, passing, placed

from indexer.engines.base import (
    UNSTATED,
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
    Query,
    Term,
    Wildcard,
)
from indexer.engines.whoosh import WhooshEngine

GENEROUS = settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)

words = st.sampled_from(["a", "ab", "b", "ба", "c"])
fields = st.sampled_from(COLLECTION.fields)
weights = st.sampled_from([0.5, 1.0, 3.0])
days = st.none() | st.dates(date(2021, 12, 30), date(2022, 1, 2))
spans = st.tuples(*(st.dates(date(2021, 12, 30), date(2022, 1, 2)),) * 2).map(lambda pair: (min(pair), max(pair)))
values = {"language": ["kk", "ru"], "region": ["KZ-10", "KZ-11", "KZ-75"]}
phrases = st.lists(words, min_size=1, max_size=3).map(tuple)
leaves = (
    st.builds(Term, fields, words, weights)
    | st.builds(Phrase, fields, phrases, st.integers(0, 3), weights)
    | st.builds(Near, fields, phrases, st.integers(0, 3), weights)
    | st.builds(Prefix, fields, st.sampled_from(["a", "б", "ab", ""]), weights)
    | st.builds(Wildcard, fields, st.sampled_from(["*", "a*", "?", "?b", "*b*", "б?"]), weights)
    | st.builds(Fuzzy, fields, st.sampled_from(["", "a", "ba", "абв", "bac"]), st.integers(0, 2), weights)
    | st.builds(Every)
    | st.builds(Nothing)
)


def branches(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    parts = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.builds(Not, inner) | st.builds(And, parts) | st.builds(Or, parts) | st.builds(Best, parts)


trees: st.SearchStrategy[Node] = st.recursive(leaves, branches, max_leaves=6)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = st.lists(words, max_size=7).map(" ".join)
    return document(
        draw(st.integers(1, 9)),
        draw(text),
        title=draw(text),
        group=draw(st.sampled_from(["", "r1", "r2"])),
        day=draw(days),
        language=draw(st.sampled_from(["", "kk", "ru"])),
        region=" ".join(draw(st.lists(st.sampled_from(values["region"]), max_size=2, unique=True))),
        days=draw(st.dictionaries(st.sampled_from(COLLECTION.days), spans)),
    )


@st.composite
def queries(draw: st.DrawFn) -> Query:
    chosen = {
        name: st.lists(st.sampled_from([*held, UNSTATED]), max_size=2).map(tuple) for name, held in values.items()
    }
    some = st.sets(st.sampled_from(sorted(values)))
    return Query(
        tree=draw(trees),
        filters={name: draw(chosen[name]) for name in draw(some)},
        excluded={name: draw(chosen[name]) for name in draw(some)},
        since=draw(days),
        until=draw(days),
        days=draw(st.dictionaries(st.sampled_from(COLLECTION.days), st.tuples(days, days))),
        sort=draw(st.sampled_from(["relevance", "newest", "oldest", "seen", "event"])),
        size=100,
        group=draw(st.booleans()),
        facets=COLLECTION.facets,
    )


@GENEROUS
@given(
    batches=st.lists(st.lists(documents(), max_size=5), max_size=3),
    asked=st.lists(queries(), min_size=8, max_size=8),
)
def test_answers_are_those_of_the_slow_way(
    tmp_path_factory: pytest.TempPathFactory, batches: list[list[Document]], asked: list[Query]
) -> None:
    engine = WhooshEngine(tmp_path_factory.mktemp("random"), COLLECTION)
    held: dict[str, Document] = {}
    engine.index([])
    engine.commit()
    for batch in batches:
        engine.index(batch)
        engine.commit()
        held |= {one.id: one for one in batch}
    for query in asked:
        _compare(engine, query, list(held.values()))
    terms = {"title": ("a", "b"), "body": ("ab", "ба", "a")}
    assert engine.positions([*held, "nobody"], terms) == {id_: placed(one, terms) for id_, one in held.items()}
    engine.close()


def _compare(engine: WhooshEngine, query: Query, held: list[Document]) -> None:
    results = engine.search(query)
    scores = brute(query.tree, held)
    right = [one for one in passing(query, held) if one.id in scores]
    if query.group:
        assert {hit.group for hit in results.hits} == {one.group for one in right}
        assert len(results.hits) == len({one.group for one in right})
    else:
        assert {hit.id for hit in results.hits} == {one.id for one in right}
    assert results.total == len(results.hits)
    assert results.documents == len(right)
    for hit in results.hits:
        assert hit.score == pytest.approx(scores[hit.id])
    for facet in query.facets:
        assert dict(results.facets[facet]) == counted(query, held, facet)
    by_id = {one.id: one for one in held}
    keys = [_key(query.sort, by_id[hit.id], hit.score) for hit in results.hits]
    assert keys == sorted(keys)
    if query.group:
        for hit in results.hits:
            rivals = [one for one in right if one.group == hit.group]
            best = min(_key(query.sort, one, scores[one.id]) for one in rivals)
            assert _key(query.sort, by_id[hit.id], hit.score) == best


@GENEROUS
@given(
    batches=st.lists(st.lists(documents(), max_size=5), min_size=1, max_size=3),
    asked=documents(),
    chosen=st.sampled_from([("body",), ("title", "body")]),
)
def test_what_is_similar_is_so_the_slow_way(
    tmp_path_factory: pytest.TempPathFactory, batches: list[list[Document]], asked: Document, chosen: tuple[str, ...]
) -> None:
    engine = WhooshEngine(tmp_path_factory.mktemp("random"), COLLECTION)
    held: dict[str, Document] = {}
    for batch in batches:
        engine.index(batch)
        engine.commit()
        held |= {one.id: one for one in batch}
    scores = SlowWay(list(held.values())).like(asked, chosen)
    best: dict[str, float] = {}
    for id_, score in scores.items():
        best[held[id_].group] = max(score, best.get(held[id_].group, 0.0))
    hits = engine.similar(asked, chosen, 100)
    assert {hit.group: hit.score for hit in hits} == pytest.approx(best)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    engine.close()


def _key(sort: str, held: Document, score: float) -> float:
    if sort == "relevance":
        return -round(score, 6)
    if sort in COLLECTION.days:
        return -held.days[sort][1].toordinal() if sort in held.days else float("inf")
    if held.published is None:
        return float("inf")
    return held.published.toordinal() * (1 if sort == "oldest" else -1)
