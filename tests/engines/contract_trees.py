"""What every engine finds and scores, tree by tree."""

from __future__ import annotations

import pytest
from slow_way import document
from small_corpus import body, found

from indexer.engines.base import (
    And,
    Best,
    Engine,
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


class TreesContract:
    """What trees find, and what they score."""

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
