"""The executor over corpora large enough for every way of putting lists together, against the slow way."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from slow_way import COLLECTION, brute, counted, document, edits, passing

from indexer.engines.base import (
    UNSTATED,
    And,
    Best,
    Document,
    Fuzzy,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Term,
    Wildcard,
)
from indexer.engines.whoosh import WhooshEngine, counting, proximity
from indexer.engines.whoosh.kept import Kept
from indexer.engines.whoosh.matches import Matches, all_of, any_of, without
from indexer.engines.whoosh.proximity import TABLE, held
from indexer.engines.whoosh.ranking import first, first_of_each
from indexer.engines.whoosh.vocabulary import distances

DOCUMENTS = 700
WORDS = [f"{start}{end}" for end in range(40) for start in ("аб", "be", "ce")]
RANKS = [1 / (rank + 1.5) for rank in range(len(WORDS))]


def made(chance: random.Random, number: int) -> Document:
    text = " ".join(chance.choices(WORDS, RANKS, k=chance.randrange(40)))
    speakers = {f"KZ-{int(chance.paretovariate(0.7)) % 90}" for _ in range(chance.choice([0, 1, 1, 2, 3, 9]))}
    return document(
        number,
        text,
        title=" ".join(chance.choices(WORDS, RANKS, k=3)),
        group=f"g{number // chance.choice([1, 2, 50])}",
        day=chance.choice([None, date(2022, 1, 1) + timedelta(days=chance.randrange(60))]),
        language=chance.choice(["", "kk", "ru", "ru"]),
        region=" ".join(sorted(speakers)),
        days={name: span(chance) for name in COLLECTION.days if chance.random() < 0.7},
    )


def span(chance: random.Random) -> tuple[date, date]:
    first = date(2022, 1, 1) + timedelta(days=chance.randrange(60))
    return first, first + timedelta(days=chance.choice([0, 0, 3, 40]))


@pytest.fixture(scope="module")
def corpus() -> list[Document]:
    chance = random.Random(3)
    return [made(chance, number) for number in range(1, DOCUMENTS + 1)]


@pytest.fixture(scope="module", params=[1, 4], ids=["one segment", "segments and deletions"])
def engine(
    request: pytest.FixtureRequest, corpus: list[Document], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[WhooshEngine]:
    engine = WhooshEngine(tmp_path_factory.mktemp("large"), COLLECTION)
    if request.param == 1:
        engine.rebuild(corpus)
    else:
        chance = random.Random(4)
        for start in range(0, DOCUMENTS, 250):
            engine.index(made(chance, number) for number in range(start + 900, start + 960))
            engine.index(corpus[start : start + 250])
            engine.commit()
            engine.delete(f"d{number}" for number in range(start + 900, start + 960))
        engine.commit()
    yield engine
    engine.close()


def tree(chance: random.Random, depth: int = 0) -> Node:
    """A random tree, in which frequent words meet rare ones."""

    def word() -> str:
        return chance.choices(WORDS, RANKS)[0] if chance.random() < 0.7 else chance.choice(WORDS)

    def parts() -> tuple[Node, ...]:
        return tuple(tree(chance, depth + 1) for _ in range(chance.randrange(2, 5)))

    field = chance.choice(["body", "body", "title"])
    leaves = (
        lambda: Term(field, word(), chance.choice([1.0, 2.5])),
        lambda: Term(field, word()),
        lambda: Phrase("body", tuple(word() for _ in range(chance.randrange(2, 4))), chance.choice([0, 0, 3])),
        lambda: Near("body", (word(), word()), chance.randrange(5)),
        lambda: Prefix(field, word()[:3]),
        lambda: Wildcard(field, chance.choice(["be*1", "?e2*", "*7", "аб?"])),
        lambda: Fuzzy(field, word() + "x", chance.randrange(3)),
    )
    branches = (
        lambda: And(parts()),
        lambda: Or(parts()),
        lambda: Best(parts()),
        lambda: And((*parts(), Not(tree(chance, depth + 1)))),
    )
    return chance.choice(leaves)() if depth > 1 or chance.random() < 0.4 else chance.choice(branches)()


def query(chance: random.Random) -> Query:
    some = {"language": ("kk", UNSTATED), "region": ("KZ-1", "KZ-2", "KZ-44")}
    return Query(
        tree=tree(chance),
        filters={name: values for name, values in some.items() if chance.random() < 0.3},
        excluded={"region": ("KZ-3",)} if chance.random() < 0.2 else {},
        since=date(2022, 1, 9) if chance.random() < 0.3 else None,
        days={name: (date(2022, 1, 20), date(2022, 2, 9)) for name in COLLECTION.days if chance.random() < 0.2},
        sort=chance.choice(["relevance", "relevance", "newest", "oldest", "seen", "event"]),
        start=chance.choice([0, 0, 5]),
        group=chance.random() < 0.4,
        facets=COLLECTION.facets,
    )


@pytest.mark.parametrize("seed", range(40))
def test_large_corpora_are_answered_as_the_slow_way_does(
    engine: WhooshEngine, corpus: list[Document], seed: int
) -> None:
    asked = query(random.Random(seed))
    results = engine.search(asked)
    scores = brute(asked.tree, corpus)
    right = [one for one in passing(asked, corpus) if one.id in scores]
    assert results.documents == len(right)
    assert results.total == (len({one.group for one in right}) if asked.group else len(right))
    for facet in asked.facets:
        assert dict(results.facets[facet]) == counted(asked, corpus, facet)
        ordered = [(-count, value) for value, count in results.facets[facet].items()]
        assert ordered == sorted(ordered)
    assert engine.days(asked) == daily(right, group=asked.group)
    assert [hit.id for hit in results.hits] == [one.id for one in page(asked, right, scores)]
    for hit in results.hits:
        assert hit.score == pytest.approx(scores[hit.id])


def daily(right: list[Document], *, group: bool) -> dict[date, int]:
    """How many documents, or groups, each day has."""
    met = {(one.published, one.group if group else one.id) for one in right if one.published}
    return dict(sorted(Counter(day for day, _ in met if day).items()))


def page(asked: Query, right: list[Document], scores: dict[str, float]) -> list[Document]:
    """The hits in their whole order: what is equal comes newest first, then by number."""

    def key(one: Document) -> tuple[float, ...]:
        day = one.published.toordinal() if one.published else None
        score = -round(scores[one.id], 7)
        latest = {name: -last.toordinal() for name, (_, last) in one.days.items()}.get(asked.sort, float("inf"))
        newest = float("inf") if day is None else -day
        oldest = float("inf") if day is None else day
        orders = {"relevance": (score, newest), "newest": (newest, score), "oldest": (oldest, score)}
        return (*orders.get(asked.sort, (latest, newest)), one.number)

    ordered = sorted(right, key=key)
    if asked.group:
        ordered = list({one.group: one for one in reversed(ordered)}.values())
        ordered.sort(key=key)
    return ordered[asked.start : asked.start + asked.size]


few = st.lists(st.integers(0, 30), unique=True).map(sorted)
many = st.integers(1, 3).map(lambda step: list(range(step, 400, step)))


@given(st.lists(few | many, min_size=1, max_size=4), st.sampled_from([400, 40_000]), st.integers(0, 1))
def test_lists_are_put_together_as_sets_are(several: list[list[int]], count: int, least: int) -> None:
    parts = [Matches(np.array(rows, np.int64), np.array(rows, float) + least) for rows in several]
    common = set(several[0]).intersection(*several)
    anywhere = set().union(*several)
    everywhere = all_of(parts, count)
    assert everywhere.rows.tolist() == sorted(common)
    assert everywhere.scores.tolist() == [(row + least) * len(parts) for row in sorted(common)]
    found = any_of(parts, count, best=False)
    assert found.rows.tolist() == sorted(anywhere)
    assert found.scores.tolist() == [(row + least) * sum(row in rows for rows in several) for row in sorted(anywhere)]
    left = without(parts[0], parts[-1].rows, count)
    assert left.rows.tolist() == sorted(set(several[0]) - set(several[-1]))


@given(st.lists(few | many, min_size=1, max_size=4), st.sampled_from([400, 40_000]))
def test_the_best_of_lists_is_row_by_row(several: list[list[int]], count: int) -> None:
    parts = [Matches(np.array(rows, np.int32), np.array(rows) % 7 * place) for place, rows in enumerate(several, 1)]
    best = any_of([part._replace(scores=part.scores.astype(float)) for part in parts], count, best=True)
    assert best.rows.tolist() == sorted(set().union(*several))
    assert best.scores.tolist() == [
        row % 7 * max(place for place, rows in enumerate(several, 1) if row in rows) for row in best.rows.tolist()
    ]


pairs_of_keys = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=40)


@given(pairs_of_keys, st.integers(1, 45))
def test_the_first_of_many_are_those_of_sorting(keys: list[tuple[int, int]], wanted: int) -> None:
    columns = [np.array([key[place] for key in keys], np.int64) for place in (0, 1)]
    numbered = [*(lambda places, column=column: column[places] for column in columns), lambda places: places]
    found = first(numbered, len(keys), wanted)
    assert found.tolist() == sorted(range(len(keys)), key=lambda place: (keys[place], place))[:wanted]


@given(st.lists(st.integers(0, 6), min_size=1, max_size=60), st.integers(1, 9))
def test_the_first_of_every_group_comes_in_order(groups: list[int], wanted: int) -> None:
    found = first_of_each(np.array(groups), lambda asked: np.arange(min(asked, len(groups))), wanted)
    assert found.tolist() == sorted(groups.index(group) for group in set(groups))[:wanted]


letters = st.text("абв", max_size=6)


@given(letters, st.integers(0, 6).flatmap(lambda size: st.lists(st.text("абв", min_size=size, max_size=size))))
def test_edits_are_counted_for_all_terms_at_once(word: str, terms: list[str]) -> None:
    length = len(terms[0]) if terms else 0
    numbers = np.array([[ord(letter) for letter in term] for term in terms], np.uint32).reshape(len(terms), length)
    assert distances(word, numbers).tolist() == [edits(word, term) for term in terms]


@pytest.mark.parametrize("seed", range(40))
def test_stretches_are_put_together_without_a_seam(
    engine: WhooshEngine, corpus: list[Document], seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)
    monkeypatch.setattr(proximity, "STRETCH", chance.choice([1, 5, 60]))
    monkeypatch.setattr(proximity, "MANY", chance.choice([1, proximity.MANY]))
    monkeypatch.setattr(proximity, "DENSE", chance.choice([1, 10_000]))
    monkeypatch.setattr(counting, "STRETCH", 7)
    monkeypatch.setattr(proximity, "MOST", chance.choice([1, 10_000]))
    words = tuple(chance.choices(WORDS, RANKS, k=chance.randrange(1, 4)))
    leaf: Node = Phrase("body", words, seed % 3) if seed % 2 else Near("body", words, seed % 7)
    monkeypatch.setattr(engine._newest(), "kept", Kept(1))  # nothing is there from other tests
    results = engine.search(Query(leaf, size=1000, facets=COLLECTION.facets))
    scores = brute(leaf, corpus)
    assert {hit.id: hit.score for hit in results.hits} == pytest.approx(scores)
    for facet in COLLECTION.facets:
        assert dict(results.facets[facet]) == counted(Query(leaf), corpus, facet)


@pytest.mark.parametrize("some", [50, 20_000], ids=["few", "many"])
def test_places_are_told_apart_however_many(some: int) -> None:
    chance = np.random.default_rng(some)
    places = np.unique(chance.integers(0, 5 * TABLE, 40_000))
    near = [places[-1] + 1, places[7] + TABLE, -1]
    wanted = np.unique(np.concatenate((chance.integers(0, 5 * TABLE, some), chance.choice(places, some), near)))
    assert held(wanted, places).tolist() == np.isin(wanted, places).tolist()
