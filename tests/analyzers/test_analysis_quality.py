"""Floors of quality on the reference data, and tables that are what training makes of the project's own texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from analyzers import measure, training
from analyzers.kk import statistics

FLOORS = {
    "kk KTB lemma F": 93.5,
    "kk authored lemma F": 99,
    "ru UD lemma F": 96.5,
    "ru UD readings F": 96.7,
    "en UD lemma F": 88.5,
    "ru names lemma, pairs that meet": 99,
    "identification sent": 99.5,
    "identification w5": 99,
    "identification w2": 99,
    "identification w1": 96,
    "identification authored": 99,
    "homoglyphs repaired": 100,
    "Russian keyboard folded": 100,
    "Russian keyboard, distinct words whose stem is offered": 97.5,
    "Russian keyboard, words of text whose stem is offered": 98,
    "keyboard layout, kk words left alone": 99.9,
    "keyboard layout, ru words left alone": 99.9,
    "keyboard layout, en words left alone": 99.9,
    "names: three spellings, one skeleton": 97.5,
    "Latin Kazakh 2017 to Cyrillic": 98.9,
    "Latin Kazakh 2018 to Cyrillic": 98.9,
    "Latin Kazakh 2021 to Cyrillic": 98.9,
    "Latin Kazakh kazinform to Cyrillic": 99.3,
}


@pytest.fixture(scope="module")
def figures(shared: Path) -> dict[str, float]:
    return {name: value for name, value, count in measure.measure(shared) if count}


@pytest.mark.parametrize("name", FLOORS)
def test_quality_keeps_its_floor(figures: dict[str, float], name: str) -> None:
    assert figures[name] >= FLOORS[name]


def test_pairwise_counts_pairs() -> None:
    gold = {"a": {"x"}, "b": {"x"}, "c": {"y"}}
    assert measure.pairwise(gold, {"a": {"1"}, "b": {"1"}, "c": {"1"}}) == pytest.approx((1 / 3, 1, 0.5))


def test_shipped_statistics_are_what_training_makes(root: Path) -> None:
    kazakh = training.texts(root / "corpus" / "sample_site" / "releases")["kk"]
    if not kazakh:
        pytest.skip("the sample site is not in this checkout")
    made = statistics.learn(training.kazakh_words(kazakh)).text()
    assert made == (root / "analyzers" / "kk" / "statistics.tsv").read_text(encoding="utf-8")


def test_training_without_a_folder_says_how(capsys: pytest.CaptureFixture[str]) -> None:
    assert training.main([]) == 2
    assert "usage" in capsys.readouterr().err
