"""The measure of identities: its arithmetic on two persons, and floors on the project's own gold."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.tables import table
from indexer.measure.identities import alike, identifier, measure

FLOORS = {
    "names, own gold: pairs with one id": 98.0,
    "names, own gold: people kept apart": 99.9,
    "names, namesakes kept apart": 99.9,
}


@pytest.fixture(scope="module")
def figures() -> dict[str, float]:
    return {name: value for name, value, _ in measure(None)}


@pytest.mark.parametrize("name", FLOORS)
def test_own_gold_keeps_its_floors(figures: dict[str, float], name: str) -> None:
    assert figures[name] >= FLOORS[name]


def test_the_gold_is_large_enough() -> None:
    assert len(table("corpus.gold", "identities.tsv", "kk ru en")) >= 150
    assert len(table("corpus.gold", "namesakes.tsv", "one other")) >= 300


def test_a_name_that_is_no_name_has_no_id() -> None:
    assert identifier("Су агенттігі", "kk") is None
    assert identifier("Нурлана Сеитова", "ru") is not None


def test_reference_data_adds_its_figures(tmp_path: Path) -> None:
    names, sentences = tmp_path / "data" / "names", tmp_path / "data" / "ner"
    names.mkdir(parents=True)
    sentences.mkdir()
    (names / "triples_dev.csv").write_text("kk;ru;en\nСерік Асанов;Серик Асанов;Aliya Omarova\n", encoding="utf-8")
    tokens = (
        "Серік B-PERSON",
        "Асанов I-PERSON",
        "келді O",
        "",
        "Серіктің B-PERSON",
        "Әлия B-PERSON",
        "Омарова I-PERSON",
        "Омарова B-PERSON",
        "Әлия I-PERSON",
    )
    (sentences / "kaznerd_valid.iob2").write_text("\n".join(tokens), encoding="utf-8")
    found = {name: (value, cases) for name, value, cases in measure(tmp_path)}
    assert found["names, triples: pairs with one id"] == (pytest.approx(100 / 3), 3)
    assert found["names, news: people kept apart"] == (100.0, 3)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Серік Асанов", "Серик Асанова", True),
        ("Әлия Омарова", "Омарова Әлия", True),
        ("Серік Асанов", "Әлия Омарова", False),
    ],
)
def test_forms_of_one_name_are_alike(one: str, other: str, *, expected: bool) -> None:
    assert alike(one, other) == expected
