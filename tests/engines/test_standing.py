"""What only counts: the rows of a tree without scores are those that it scores, whatever is passed over on the way."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slow_way import COLLECTION, document

from indexer.engines.base import And, Best, Every, Near, Node, Not, Nothing, Or, Phrase, Prefix, Query, Term
from indexer.engines.whoosh import WhooshEngine, standing
from indexer.engines.whoosh.executor import evaluate
from indexer.engines.whoosh.snapshot import Snapshot

WORDS = ["a", "b", "c", "d"]
words = st.sampled_from([*WORDS, "nowhere"])
fields = st.sampled_from(COLLECTION.fields)
several = st.lists(words, min_size=1, max_size=3).map(tuple)
leaves: st.SearchStrategy[Node] = (
    st.builds(Term, fields, words, st.sampled_from([0.5, 1.0]))
    | st.builds(Phrase, fields, several)
    | st.builds(Near, fields, several, st.integers(0, 2))
    | st.builds(Prefix, fields, words)
    | st.just(Every())
    | st.just(Nothing())
)


def branches(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    parts = st.lists(inner, max_size=4).map(tuple)
    return st.builds(And, parts) | st.builds(Or, parts) | st.builds(Best, parts) | st.builds(Not, inner)


trees: st.SearchStrategy[Node] = st.recursive(leaves, branches, max_leaves=10)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WhooshEngine]:
    chance = random.Random(8)
    engine = WhooshEngine(tmp_path_factory.mktemp("standing"), COLLECTION)
    for start in (1, 40):
        texts = (" ".join(chance.choices(WORDS, k=chance.randrange(6))) for _ in range(40))
        engine.index(document(start + at, text, title=text[:3], group=f"g{at % 7}") for at, text in enumerate(texts))
        engine.commit()
    engine.delete(["d3", "d50"])
    engine.commit()
    yield engine
    engine.close()


@settings(deadline=None, max_examples=300)
@given(tree=trees)
def test_rows_are_those_that_are_scored(engine: WhooshEngine, tree: Node) -> None:
    snapshot = engine._newest()
    bits = standing.standing(tree, snapshot)
    assert standing.rows_in(bits, snapshot).tolist() == evaluate(tree, snapshot).rows.tolist()
    assert standing.anything(tree, snapshot) is bool(len(evaluate(tree, snapshot).rows))
    assert standing.how_many(bits) == len(evaluate(tree, snapshot).rows)


@settings(deadline=None, max_examples=200)
@given(tree=trees)
def test_bounds_hold_what_is_found(engine: WhooshEngine, tree: Node) -> None:
    (bounds,) = engine.bounds([tree])
    assert bounds.fewest <= engine.search(Query(tree, size=0)).total <= bounds.most


@pytest.mark.parametrize("field", COLLECTION.fields)
@pytest.mark.parametrize("word", [*WORDS, "nowhere"])
def test_bounds_of_terms_are_those_of_all_documents(engine: WhooshEngine, field: str, word: str) -> None:
    parts = engine._newest().parts
    lists = [part.segment.frequencies(field, word) for part in parts]
    documents, times = sum(map(len, lists)), sum(int(one.sum()) for one in lists)
    one, other = engine.bounds([Term(field, word), Term(field, "a")])
    assert one == (max(documents - 3, 0), documents, times), "three are deleted, one of them by its successor"
    assert one.fewest <= engine.search(Query(Term(field, word), size=0)).total <= one.most
    (several,) = engine.bounds([Best((Term(field, word), Phrase(field, (word, "a", "a"))))])
    assert several.times == 2 * times + 2 * other.times


@settings(deadline=None, max_examples=100)
@given(tree=trees, other=trees, group=st.booleans())
def test_totals_and_gains_are_those_of_hits(engine: WhooshEngine, tree: Node, other: Node, *, group: bool) -> None:
    found = engine.search(Query(tree, size=1000, group=group))
    alone = engine.search(Query(tree, size=0, group=group))
    assert (alone.total, alone.documents, alone.hits) == (len(found.hits), found.documents, ())
    ids = {hit.id for hit in engine.search(Query(tree, size=1000)).hits}
    others = {hit.id for hit in engine.search(Query(other, size=1000)).hits}
    assert engine.gains([tree, other], other) == [(len(ids), len(ids - others)), (len(others), 0)]


def test_what_is_found_anyway_is_not_read(engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Node] = []

    def reading(node: Node, snapshot: Snapshot) -> object:
        read.append(node)
        return evaluate(node, snapshot).rows

    monkeypatch.setattr(standing, "_rows", reading)
    alone, together = Term("body", "a", 0.7), Near("body", ("a", "b"), 2)
    standing.standing(Or((Best((alone,)), Best((together, Phrase("body", ("c", "a")))))), engine._newest())
    assert read == [alone]
    standing.standing(Or((Term("title", "a", 0.7), together)), engine._newest())
    assert together in read
