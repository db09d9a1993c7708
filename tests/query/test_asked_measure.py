"""The measure of questions in three languages: its arithmetic, its gold, and that it goes the way of every question."""

from __future__ import annotations

import pytest

from corpus.errors import AuthorityError
from corpus.sample_site.releases import releases
from corpus.tables import read_table
from indexer.measure import asked, asked_freely

HEAD = "id\tkk\tru\ten\treleases\n"


def test_gain_is_one_for_the_best_order_and_less_for_others() -> None:
    grades = {"a": 2, "b": 1}
    assert asked.gain(["a", "b", "x"], grades) == pytest.approx(1)
    assert 0.7 < asked.gain(["b", "a"], grades) < 1
    assert asked.gain(["x", "y"], grades) == 0


def test_gain_counts_ten_places() -> None:
    assert asked.gain([*"0123456789", "a"], {"a": 2}) == 0


@pytest.mark.parametrize("wrong", ["999:2", "001:3", "001"])
def test_a_judgment_names_a_release_and_a_grade(wrong: str) -> None:
    rows = read_table("queries.tsv", f"{HEAD}x\tсайлау\tвыборы\telection\t001:1 {wrong}\n", "id kk ru en releases")
    with pytest.raises(AuthorityError, match=f"queries.tsv, line 2: '{wrong}'"):
        asked.read_needs(rows)


def test_the_gold_asks_enough_in_three_languages() -> None:
    needs = asked.needs()
    assert len(needs) * len(asked.LANGUAGES) >= 90
    assert len({need.id for need in needs}) == len(needs)
    assert all(need.asked[code] for need in needs for code in asked.LANGUAGES)
    judged = {release for need in needs for release in need.grades}
    assert len(judged) >= 0.9 * len(releases())


def test_questions_are_answered_across_languages() -> None:
    figures = {name: (value, cases) for name, value, cases in asked.measure(None)}
    own, cases = figures["asked all own MRR@10"]
    abroad, further = figures["asked all abroad MRR@10"]
    assert cases > 90
    assert further > cases
    assert own > 75
    assert abroad > 65
    share, _ = figures["asked share abroad"]
    assert share == pytest.approx(100 * abroad / own)
    assert share >= 75


def test_questions_as_they_are_typed_are_answered() -> None:
    figures = {name: (value, cases) for name, value, cases in asked_freely.measure(None)}
    typed, cases = figures["asked freely MRR@10"]
    helped, as_many = figures["asked helped MRR@10"]
    assert cases == as_many >= 40
    assert typed >= 60
    assert helped >= 85
    assert figures["asked freely date MRR@10"][0] == 100
    halves = [figures[f"asked freely {half} MRR@10"][1] for half in ("dev", "test")]
    assert sum(halves) == cases
    assert min(halves) >= 15
