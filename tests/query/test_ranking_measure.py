"""The measure of ranking: its arithmetic, a collection small enough to be known, and floors on the reference data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from indexer.measure import ranking

DOCUMENTS = {
    "a": "Сайлау комиссиясы отырыс өткізді.",
    "b": "Ауданда жаңа мектеп ашылды. Мектептің оқушылары қуанды.",
    "c": "Жолдар жөнделді, мектеп туралы сөз болған жоқ, басқа мәселелер көп айтылды.",
}
QUESTIONS = {"1": "«Мектептердің» оқушылары қайда?", "2": "комиссиялар", "3": "жауабы жоқ сұрақ"}
ANSWERS = [("1", "b", 1), ("1", "c", 1), ("2", "a", 1), ("3", "a", 0)]


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    """A shared folder with one collection of three texts."""
    folder = tmp_path / "data/ir/kazqad"
    folder.mkdir(parents=True)
    lines = [json.dumps({"id": number, "text": text}, ensure_ascii=False) for number, text in DOCUMENTS.items()]
    (folder / "docs.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (folder / "queries.tsv").write_text("\n".join(map("\t".join, QUESTIONS.items())), encoding="utf-8")
    rows = [f"{number}\t{text}\t{value}" for number, text, value in ANSWERS]
    (folder / "qrels.tsv").write_text("\n".join(rows), encoding="utf-8")
    return tmp_path


def test_reciprocal_rank_counts_ten_places() -> None:
    assert ranking.reciprocal_rank(["x", "y", "a"], frozenset("ab")) == pytest.approx(1 / 3)
    assert ranking.reciprocal_rank([*"zyxwvutsrq", "a"], frozenset("a")) == 0


def test_average_precision_counts_what_is_not_found() -> None:
    assert ranking.average_precision(["a", "x", "b"], frozenset("abc")) == pytest.approx((1 + 2 / 3) / 3)
    assert ranking.average_precision([], frozenset("a")) == 0


def test_questions_without_an_answer_are_left_out(collection: Path) -> None:
    gold = ranking.questions(collection / "data/ir/kazqad", "kk")
    assert gold.answers == {"1": {"b", "c"}, "2": {"a"}}
    assert list(gold.asked) == ["1", "2"]
    assert [text.id for text in gold.texts] == ["a", "b", "c"]


def test_a_small_collection_is_ranked_without_fault(collection: Path) -> None:
    figures = {name: (value, count) for name, value, count in ranking.measure(collection)}
    for way in ("as asked", "backed"):
        assert figures[f"ranking kazqad {way} MRR@10"] == (100, 2)
        assert figures[f"ranking kazqad {way} MAP"] == (100, 2)


def test_without_reference_data_nothing_is_measured(tmp_path: Path) -> None:
    assert ranking.measure(None) == []
    assert ranking.measure(tmp_path) == []


@pytest.mark.slow
def test_ranking_keeps_its_floors(shared: Path) -> None:
    figures = {name: value for name, value, _ in ranking.measure(shared)}
    assert figures["ranking kazqad backed MRR@10"] >= 72
    assert figures["ranking kazqad as asked MRR@10"] >= 70.5
    assert figures["ranking cranfield backed MAP"] >= 30.5
    assert figures["ranking cranfield as asked MAP"] >= 29
