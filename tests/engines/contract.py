"""What every engine must answer, as checks over a small corpus.

An engine's test module makes an `engine` fixture (a callable that opens one in a folder) and inherits
`EngineContract`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from threading import Thread

import pytest
from slow_way import COLLECTION, document

from corpus.errors import SearchIndexError
from indexer.engines.base import (
    UNSTATED,
    And,
    Best,
    Document,
    Engine,
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

Open = Callable[[Path], Engine]

CORPUS = (
    document(
        1,
        "spring flood in the steppe",
        title="flood",
        group="r1",
        day=date(2022, 3, 4),
        language="en",
        region="KZ-10",
        days={"event": (date(2022, 3, 1), date(2022, 3, 3)), "seen": (date(2022, 3, 5), date(2022, 3, 5))},
    ),
    document(2, "весна паводок степь", group="r1", day=date(2022, 3, 4), language="ru", region="KZ-10 KZ-11"),
    document(
        3,
        "flood flood flood help",
        day=date(2023, 1, 1),
        language="en",
        region="KZ-11",
        days={"seen": (date(2022, 1, 9), date(2022, 1, 9))},
    ),
    document(4, "school opens in spring", day=date(2021, 5, 6), language="en", region="KZ-75"),
    document(5, "школа весна", language="ru"),
    document(6, "the flood of spring came", group="r6", day=date(2022, 12, 31), language="en"),
)


def found(engine: Engine, tree: Node, **rest: object) -> set[str]:
    """The ids of all hits, which must be as many as the total says."""
    results = engine.search(Query(tree, size=1000, **rest))  # type: ignore[arg-type]
    assert results.total == len(results.hits)
    return {hit.id for hit in results.hits}


def body(text: str) -> Term:
    return Term("body", text)


class EngineContract:
    """Inherited by each engine's test class."""

    @pytest.fixture
    def filled(self, open_engine: Open, tmp_path: Path) -> Engine:
        engine = open_engine(tmp_path)
        engine.index(CORPUS)
        engine.commit()
        return engine

    @pytest.mark.parametrize(
        ("tree", "ids"),
        [
            pytest.param(body("flood"), "d1 d3 d6", id="term"),
            pytest.param(body("absent"), "", id="absent term"),
            pytest.param(Term("title", "flood"), "d1", id="term of a field"),
            pytest.param(And((body("flood"), body("spring"))), "d1 d6", id="and"),
            pytest.param(And((body("flood"), Not(body("spring")))), "d3", id="and not"),
            pytest.param(And((Not(body("flood")),)), "d2 d4 d5", id="only not"),
            pytest.param(Not(body("flood")), "d2 d4 d5", id="not alone"),
            pytest.param(And((Every(), body("flood"))), "d1 d3 d6", id="and with every"),
            pytest.param(And((body("flood"), Every())), "d1 d3 d6", id="every last"),
            pytest.param(Or((body("school"), body("школа"))), "d4 d5", id="or"),
            pytest.param(Best((body("school"), body("школа"))), "d4 d5", id="best"),
            pytest.param(Or((body("school"), Nothing())), "d4", id="or nothing"),
            pytest.param(Every(), "d1 d2 d3 d4 d5 d6", id="every"),
            pytest.param(Nothing(), "", id="nothing"),
            pytest.param(Phrase("body", ("spring", "flood")), "d1", id="phrase"),
            pytest.param(Phrase("body", ("flood", "spring")), "", id="phrase has an order"),
            pytest.param(Phrase("body", ("flood", "spring"), slop=1), "d6", id="phrase with slop"),
            pytest.param(Phrase("body", ("flood", "flood", "flood")), "d3", id="phrase of one word"),
            pytest.param(Near("body", ("flood", "spring"), 1), "d1", id="near has no order"),
            pytest.param(Near("body", ("flood", "spring"), 2), "d1 d6", id="near with distance"),
            pytest.param(Near("body", ("flood", "flood", "flood"), 2), "d3", id="near thrice"),
            pytest.param(Near("body", ("flood", "flood", "flood"), 1), "", id="near thrice has no room"),
            pytest.param(Near("body", ("flood", "absent"), 9), "", id="near nothing"),
            pytest.param(Near("body", (), 9), "", id="near of no terms"),
            pytest.param(Wildcard("body", "s*l"), "d4", id="wildcard"),
            pytest.param(Wildcard("body", "?ood"), "", id="wildcard of one letter"),
            pytest.param(Wildcard("body", "??ood"), "d1 d3 d6", id="wildcard of two letters"),
            pytest.param(Wildcard("body", "*н*"), "d2 d5", id="wildcard in the middle"),
            pytest.param(Wildcard("body", "весна"), "d2 d5", id="wildcard without one"),
            pytest.param(Wildcard("body", "s.*"), "", id="a wildcard is no regular expression"),
            pytest.param(Fuzzy("body", "fluod", 1), "d1 d3 d6", id="fuzzy, one letter changed"),
            pytest.param(Fuzzy("body", "folod", 1), "d1 d3 d6", id="fuzzy, two letters swapped"),
            pytest.param(Fuzzy("body", "flod", 1), "d1 d3 d6", id="fuzzy, one letter lost"),
            pytest.param(Fuzzy("body", "шкоола", 1), "d5", id="fuzzy, one letter too many"),
            pytest.param(Fuzzy("body", "fluud", 1), "", id="fuzzy, too far"),
            pytest.param(Fuzzy("body", "fluud", 2), "d1 d3 d6", id="fuzzy, two edits"),
            pytest.param(Prefix("body", "с"), "d2", id="prefix"),
            pytest.param(Prefix("body", "sp"), "d1 d4 d6", id="prefix latin"),
        ],
    )
    def test_tree_finds(self, filled: Engine, tree: Node, ids: str) -> None:
        assert found(filled, tree) == set(ids.split())

    def test_title_and_weight_decide_the_order(self, filled: Engine) -> None:
        light = Or((body("flood"), Term("title", "flood", 0.01)))
        heavy = Or((body("flood"), Term("title", "flood", 50.0)))
        assert filled.search(Query(light)).hits[0].id == "d3"
        assert filled.search(Query(heavy)).hits[0].id == "d1"

    def test_best_takes_the_best_and_or_adds(self, filled: Engine) -> None:
        one = filled.search(Query(body("school"))).hits[0].score
        two = (body("school"), body("school"))
        assert filled.search(Query(Best(two))).hits[0].score == pytest.approx(one)
        assert filled.search(Query(Or(two))).hits[0].score == pytest.approx(2 * one)

    def test_of_fuzzy_forms_the_nearer_score_more(self, filled: Engine) -> None:
        filled.index([document(9, "grain"), document(10, "brain"), document(11, "train")])
        filled.commit()
        hits = filled.search(Query(Fuzzy("body", "brain"))).hits
        assert [hit.id for hit in hits] == ["d10", "d9", "d11"]
        assert hits[0].score == pytest.approx(2 * hits[1].score)

    def test_what_begins_so_scores_as_one_word(self, filled: Engine) -> None:
        filled.index([document(9, "tree trees"), document(10, "trees of it"), document(11, "tree")])
        filled.commit()
        whole = {hit.id: hit.score for hit in filled.search(Query(Prefix("body", "tree"))).hits}
        fitting = {hit.id: hit.score for hit in filled.search(Query(Wildcard("body", "tre*"))).hits}
        assert whole == fitting
        assert whole["d9"] > whole["d11"] > whole["d10"] > 0

    def test_alternatives_share_a_position(self, filled: Engine) -> None:
        filled.index([document(9, "open the/a gate/door now")])
        filled.commit()
        assert found(filled, Phrase("body", ("a", "gate", "now"))) == {"d9"}
        assert found(filled, Phrase("body", ("the", "a"))) == set()

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
            "d3": Placed({"body": (0, 1, 2), "title": ()}, {"body": 4, "title": 0}),
            "d6": Placed({"body": (1, 3), "title": ()}, {"body": 5, "title": 0}),
            "d9": Placed({"body": (2,), "title": (0,)}, {"body": 3, "title": 1}),
        }
        assert filled.positions([], {"body": ("flood",)}) == {}
        with pytest.raises(SearchIndexError, match="'heading' is not in the index"):
            filled.positions(["d1"], {"heading": ("flood",)})
        filled.delete(["d1", "d3"])
        filled.commit()
        assert filled.positions(["d1", "d6"], {"body": ("flood", "nothing")}) == {
            "d6": Placed({"body": (1,)}, {"body": 5})
        }

    def test_terms_with_counts(self, filled: Engine) -> None:
        assert filled.terms("body", "s") == [("spring", 3), ("school", 1), ("steppe", 1)]
        assert filled.terms("body", "s", limit=1) == [("spring", 3)]
        filled.delete(["d1", "d6"])
        filled.commit()
        assert filled.terms("body", "s", limit=2) == [("school", 1), ("spring", 1)]

    def test_nothing_is_seen_before_the_commit(self, filled: Engine) -> None:
        filled.index([document(7, "new")])
        filled.delete(["d1"])
        assert found(filled, Every()) == {"d1", "d2", "d3", "d4", "d5", "d6"}
        filled.commit()
        assert found(filled, Every()) == {"d2", "d3", "d4", "d5", "d6", "d7"}

    def test_delete_says_how_many_were_there(self, filled: Engine) -> None:
        assert filled.delete(["d1", "d1", "nobody"]) == 1
        filled.commit()
        assert filled.ids() == {"d2", "d3", "d4", "d5", "d6"}
        assert found(filled, body("flood")) == {"d3", "d6"}

    def test_update_replaces(self, filled: Engine) -> None:
        assert filled.index([document(3, "quite another text", day=date(2020, 1, 1), language="kk")]) == 1
        filled.commit()
        assert found(filled, body("flood")) == {"d1", "d6"}
        results = filled.search(Query(body("another"), facets=("language",)))
        assert (results.total, results.facets) == (1, {"language": {"kk": 1}})

    def test_the_last_of_one_batch_counts(self, filled: Engine) -> None:
        filled.index([document(7, "one"), document(8, "two"), document(7, "three")])
        filled.delete(["d8"])
        filled.commit()
        assert found(filled, Or((body("one"), body("two"), body("three")))) == {"d7"}
        assert found(filled, body("one")) == set()

    def test_an_id_may_move_to_another_number(self, filled: Engine) -> None:
        moved = document(70, "moved")
        filled.index([Document(70, "d3", "g3", moved.fields, {}, None), document(1, "new owner")])
        filled.commit()
        assert {hit.number for hit in filled.search(Query(Every())).hits} == {1, 2, 4, 5, 6, 70}

    def test_rebuild_holds_these_alone(self, filled: Engine) -> None:
        filled.index([document(50, "forgotten")])
        assert filled.rebuild([document(20, "flood"), document(21, "spring")]) == 2
        assert filled.ids() == {"d20", "d21"}
        filled.index([document(22, "flood")])
        filled.commit()
        assert found(filled, body("flood")) == {"d20", "d22"}

    def test_a_failed_rebuild_changes_nothing(self, filled: Engine) -> None:
        def broken() -> Iterable[Document]:
            yield document(20, "flood")
            raise InterruptedError

        with pytest.raises(InterruptedError):
            filled.rebuild(broken())
        assert len(filled.ids()) == 6
        assert filled.rebuild([document(20, "flood")]) == 1

    def test_many_small_commits(self, filled: Engine) -> None:
        for number in range(100, 130):
            filled.index([document(number, "flood again", language="en")])
            filled.index([document(number % 7 + 200, f"flood x{number}")])
            filled.delete([f"d{number - 10}"])
            filled.commit()
        assert found(filled, body("again")) == {f"d{number}" for number in range(120, 130)}
        assert found(filled, Prefix("body", "x")) == {f"d{number}" for number in range(200, 207)}
        assert found(filled, Phrase("body", ("flood", "x129"))) == {"d203"}

    def test_reopened_it_answers_the_same(self, filled: Engine, open_engine: Open, tmp_path: Path) -> None:
        before = filled.search(Query(body("flood"), facets=COLLECTION.facets))
        filled.close()
        assert open_engine(tmp_path).search(Query(body("flood"), facets=COLLECTION.facets)) == before

    def test_a_commit_elsewhere_is_noticed(self, filled: Engine, open_engine: Open, tmp_path: Path) -> None:
        reader = open_engine(tmp_path)
        assert len(reader.ids()) == 6
        filled.index([document(7, "new")])
        filled.commit()
        assert found(reader, body("new")) == {"d7"}
        filled.rebuild([document(8, "newest")])
        assert reader.ids() == {"d8"}

    def test_an_empty_index_answers(self, open_engine: Open, tmp_path: Path) -> None:
        engine = open_engine(tmp_path)
        engine.index([])
        engine.commit()
        tree = Or((Every(), body("x"), Prefix("body", "x")))
        results = engine.search(Query(tree, group=True, facets=("region",)))
        assert (results.total, results.hits, results.facets) == (0, (), {"region": {}})
        assert engine.terms("body", "") == []

    def test_a_missing_index_tells_the_remedy(self, open_engine: Open, tmp_path: Path) -> None:
        with pytest.raises(SearchIndexError, match="minber index"):
            open_engine(tmp_path).search(Query(Every()))

    def test_a_second_writer_is_refused(self, filled: Engine, open_engine: Open, tmp_path: Path) -> None:
        filled.index([document(7, "new")])
        second = open_engine(tmp_path)
        with pytest.raises(SearchIndexError, match="another process is writing"):
            second.index([document(8, "newer")])
        filled.commit()
        second.index([document(8, "newer")])
        second.commit()
        assert found(filled, Prefix("body", "new")) == {"d7", "d8"}

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

    def test_threads_ask_while_another_writes(self, filled: Engine) -> None:
        trees = [body("flood"), And((body("flood"), body("spring"))), Phrase("body", ("spring", "flood"))]
        right = [found(filled, tree) for tree in trees]
        wrong: list[object] = []

        def ask() -> None:
            for turn in range(60):
                try:
                    got = found(filled, trees[turn % len(trees)])
                except Exception as error:
                    wrong.append(error)
                else:
                    if got != right[turn % len(trees)]:
                        wrong.append(got)

        threads = [Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for number in range(100, 110):
            filled.index([document(number, "noise")])
            filled.commit()
        for thread in threads:
            thread.join()
        assert wrong == []
