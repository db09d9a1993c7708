"""What every engine must answer, as checks over a small corpus.

An engine's test module makes an `engine` fixture (a callable that opens one in a folder) and inherits
`EngineContract`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from contract_trees import TreesContract
from contract_writing import WritingContract
from slow_way import COLLECTION, document
from small_corpus import CORPUS, Open, body, found

from corpus.errors import SearchIndexError
from indexer.engines.base import UNSTATED, Engine, Every, Not, Nothing, Or, Phrase, Placed, Query, Term


class EngineContract(TreesContract, WritingContract):
    """Inherited by each engine's test class."""

    @pytest.fixture
    def filled(self, open_engine: Open, tmp_path: Path) -> Engine:
        engine = open_engine(tmp_path)
        engine.index(CORPUS)
        engine.commit()
        return engine

    @pytest.mark.parametrize(
        ("rest", "ids"),
        [
            pytest.param({"filters": {"language": ("en",)}}, "d1 d3 d4 d6", id="one value"),
            pytest.param({"filters": {"region": ("KZ-10", "KZ-75")}}, "d1 d2 d4", id="any of the values"),
            pytest.param({"filters": {"language": ("en",), "region": ("KZ-10",)}}, "d1", id="all facets"),
            pytest.param({"filters": {"region": (UNSTATED,)}}, "d5 d6", id="unstated"),
            pytest.param({"filters": {"region": (UNSTATED, "KZ-75")}}, "d4 d5 d6", id="unstated or a value"),
            pytest.param({"filters": {"region": ()}}, "d1 d2 d3 d4 d5 d6", id="no value is no filter"),
            pytest.param({"filters": {"region": ("nowhere",)}}, "", id="a value nobody has"),
            pytest.param({"excluded": {"region": ("KZ-11",)}}, "d1 d4 d5 d6", id="excluded"),
            pytest.param({"excluded": {"region": (UNSTATED,)}}, "d1 d2 d3 d4", id="unstated excluded"),
            pytest.param({"since": date(2022, 3, 4)}, "d1 d2 d3 d6", id="since is inclusive"),
            pytest.param({"until": date(2022, 3, 4)}, "d1 d2 d4", id="until, undated do not match"),
            pytest.param({"since": date(2022, 3, 5), "until": date(2022, 12, 31)}, "d6", id="between"),
            pytest.param({"days": {"seen": (date(2022, 1, 9), None)}}, "d1 d3", id="seen since, inclusive"),
            pytest.param({"days": {"seen": (None, date(2022, 3, 4))}}, "d3", id="seen until, unseen do not match"),
            pytest.param({"days": {"event": (date(2022, 3, 3), date(2022, 3, 3))}}, "d1", id="the last day of several"),
            pytest.param({"days": {"event": (date(2022, 3, 2), date(2022, 3, 2))}}, "d1", id="a day in between"),
            pytest.param({"days": {"event": (date(2022, 3, 4), None)}}, "", id="after the last day"),
            pytest.param({"days": {"event": (None, None)}}, "d1 d2 d3 d4 d5 d6", id="open at both ends"),
            pytest.param(
                {"days": {"event": (date(2022, 1, 1), None), "seen": (date(2022, 1, 1), None)}}, "d1", id="both days"
            ),
        ],
    )
    def test_narrowing(self, filled: Engine, rest: Mapping[str, object], ids: str) -> None:
        assert found(filled, Every(), **rest) == set(ids.split())

    def test_facets_are_counted_without_their_own_filter(self, filled: Engine) -> None:
        query = Query(body("flood"), filters={"region": ("KZ-10",)}, facets=COLLECTION.facets)
        results = filled.search(query)
        assert results.total == 1
        assert results.facets == {"region": {"KZ-10": 1, "KZ-11": 1, UNSTATED: 1}, "language": {"en": 1}}

    def test_facets_honour_their_own_exclusion(self, filled: Engine) -> None:
        results = filled.search(Query(Every(), excluded={"region": ("KZ-11", UNSTATED)}, facets=("region",)))
        assert results.facets == {"region": {"KZ-10": 1, "KZ-75": 1}}

    def test_only_facets_asked_for_are_counted(self, filled: Engine) -> None:
        assert set(filled.search(Query(Every(), facets=("language",))).facets) == {"language"}

    def test_groups_are_what_is_counted(self, filled: Engine) -> None:
        results = filled.search(Query(Every(), group=True, facets=COLLECTION.facets))
        assert results.total == 5
        assert len({hit.group for hit in results.hits}) == 5
        assert results.facets["language"] == {"en": 4, "ru": 2}
        assert results.facets["region"] == {"KZ-10": 1, "KZ-11": 2, "KZ-75": 1, UNSTATED: 2}

    def test_the_best_of_a_group_stands_for_it(self, filled: Engine) -> None:
        tree = Or((body("весна"), body("паводок"), Term("title", "flood", 0.001)))
        hits = filled.search(Query(tree, group=True, filters={"region": ("KZ-10",)})).hits
        assert [(hit.id, hit.group) for hit in hits] == [("d2", "r1")]

    @pytest.mark.parametrize(
        ("sort", "first", "last"),
        [("newest", "d3", "d5"), ("oldest", "d4", "d5"), ("seen", "d1", "d5")],
        ids=["newest", "oldest", "seen"],
    )
    def test_by_date_the_undated_are_last(self, filled: Engine, sort: str, first: str, last: str) -> None:
        hits = filled.search(Query(Every(), sort=sort)).hits
        assert (hits[0].id, hits[-1].id) == (first, last)

    def test_pages_follow_one_another(self, filled: Engine) -> None:
        whole = [hit.id for hit in filled.search(Query(Every())).hits]
        pages = [filled.search(Query(Every(), start=start, size=4)) for start in (0, 4, 8)]
        assert [hit.id for page in pages for hit in page.hits] == whole
        assert {page.total for page in pages} == {6}

    def test_days_are_counted_from_the_first_on(self, filled: Engine) -> None:
        told = filled.days(Query(Or((body("flood"), body("паводок"), body("школа")))))
        assert list(told.items()) == [(date(2022, 3, 4), 2), (date(2022, 12, 31), 1), (date(2023, 1, 1), 1)]
        assert filled.days(Query(Every(), group=True, since=date(2022, 1, 1), until=date(2022, 6, 1))) == {
            date(2022, 3, 4): 1
        }
        assert filled.days(Query(Nothing(), group=True)) == {}

    def test_gains_are_what_a_tree_finds_besides_another(self, filled: Engine) -> None:
        trees = (body("flood"), body("spring"), body("nowhere"), Not(body("flood")))
        assert filled.gains(trees) == [(3, 3), (3, 3), (0, 0), (3, 3)]
        assert filled.gains(trees, body("spring")) == [(3, 1), (3, 0), (0, 0), (3, 2)]
        assert filled.gains(()) == []

    def test_bounds_are_told_without_looking(self, filled: Engine) -> None:
        flood, spring, nowhere = body("flood"), body("spring"), body("nowhere")
        trees = (flood, nowhere, Or((flood, spring)), Phrase("body", ("in", "spring")), Nothing(), Not(nowhere))
        for tree, bounds in zip(trees, filled.bounds(trees), strict=True):
            assert bounds.fewest <= filled.search(Query(tree)).total <= bounds.most
        once, absent, either, *_ = filled.bounds(trees)
        assert once == (3, 3, once.times)
        assert absent == (0, 0, 0)
        assert either.fewest == 3
        assert once.times < either.times
        with pytest.raises(SearchIndexError, match="field 'lead' is not in the index"):
            filled.bounds([Term("lead", "flood")])

    def test_whether_a_tree_finds_anything(self, filled: Engine) -> None:
        together, apart = Phrase("body", ("in", "spring")), Phrase("body", ("flood", "nowhere"))
        for tree in (body("flood"), together, Or((apart, together)), Not(apart), Every()):
            assert filled.finds(tree) is bool(filled.search(Query(tree)).hits) is True
        for tree in (body("nowhere"), apart, Or((apart, body("nowhere"))), Not(Every()), Nothing()):
            assert filled.finds(tree) is bool(filled.search(Query(tree)).hits) is False
        for tree in (Term("heading", "flood"), Phrase("heading", ("flood", "spring"))):
            with pytest.raises(SearchIndexError, match="heading"):
                filled.finds(tree)

    def test_documents_are_counted_beside_groups(self, filled: Engine) -> None:
        for group in (True, False):
            results = filled.search(Query(Every(), group=group))
            assert (results.total, results.documents) == (5 if group else 6, 6)

    def test_similar_are_those_with_the_same_telling_terms(self, filled: Engine) -> None:
        filled.index([document(9, "the opera opens in spring"), document(10, "nothing of the kind", group="g4")])
        filled.commit()
        school = document(4, "school opens in spring")
        assert [hit.id for hit in filled.similar(school, ("body",), 2)] == ["d9", "d1"]
        assert "g4" not in {hit.group for hit in filled.similar(school, ("title", "body"))}
        flood = filled.similar(document(1, "spring flood in the steppe", group="r1"), ("body",), 10)
        assert len({hit.group for hit in flood}) == len(flood)
        assert {hit.id for hit in flood}.isdisjoint({"d1", "d2"})

    def test_nothing_is_similar_to_what_shares_nothing(self, filled: Engine) -> None:
        assert filled.similar(document(99, "quite alone"), ("body",)) == ()

    def test_hits_carry_number_id_and_group(self, filled: Engine) -> None:
        hit = filled.search(Query(Term("title", "flood"))).hits[0]
        assert (hit.number, hit.id, hit.group) == (1, "d1", "r1")

    def test_positions_of_terms_in_documents(self, filled: Engine) -> None:
        filled.index([document(9, "open the/a gate/door", title="gate")])
        filled.commit()
        told = filled.positions(["d9", "d6", "d3", "nobody"], {"body": ("flood", "spring", "gate"), "title": ("gate",)})
        assert told == {
            "d3": Placed({"body": ((0, "flood"), (1, "flood"), (2, "flood")), "title": ()}, {"body": 4, "title": 0}),
            "d6": Placed({"body": ((1, "flood"), (3, "spring")), "title": ()}, {"body": 5, "title": 0}),
            "d9": Placed({"body": ((2, "gate"),), "title": ((0, "gate"),)}, {"body": 3, "title": 1}),
        }
        assert filled.positions([], {"body": ("flood",)}) == {}
        with pytest.raises(SearchIndexError, match="'heading' is not in the index"):
            filled.positions(["d1"], {"heading": ("flood",)})
        filled.delete(["d1", "d3"])
        filled.commit()
        assert filled.positions(["d1", "d6"], {"body": ("flood", "nothing")}) == {
            "d6": Placed({"body": ((1, "flood"),)}, {"body": 5})
        }

    def test_terms_with_counts(self, filled: Engine) -> None:
        assert filled.terms("body", "s") == [("spring", 3), ("school", 1), ("steppe", 1)]
        assert filled.terms("body", "s", limit=1) == [("spring", 3)]
        filled.delete(["d1", "d6"])
        filled.commit()
        assert filled.terms("body", "s", limit=2) == [("school", 1), ("spring", 1)]

    @pytest.mark.parametrize(
        ("query", "told"),
        [
            pytest.param(Query(Term("colour", "red")), "field 'colour'", id="field"),
            pytest.param(Query(Every(), filters={"colour": ("red",)}), "facet 'colour'", id="facet"),
            pytest.param(Query(Every(), days={"colour": (None, None)}), "day 'colour'", id="day"),
            pytest.param(Query(Every(), sort="price"), "sort 'price'", id="sort"),
        ],
    )
    def test_unknown_names_are_told(self, filled: Engine, query: Query, told: str) -> None:
        with pytest.raises(SearchIndexError, match=told):
            filled.search(query)
