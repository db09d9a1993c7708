"""What is measured of telling languages apart: floors, on the project's own sentences and on mixed documents."""

from __future__ import annotations

import pytest

from indexer.measure import languages

FLOORS = {
    "other languages dev: not taken for ours": 97,
    "other languages test: not taken for ours": 93,
    "Kazakh in other letters test": 100,
    "mixed, sample test: lines": 99.5,
    "mixed, sample test: short lines": 98,
    "mixed, sample test: documents exact": 96,
    **{f"Latin Kazakh {scheme}, sample test: identified": 99 for scheme in ("2017", "2018", "2021", "kazinform")},
}


@pytest.fixture(scope="module")
def figures() -> dict[str, float]:
    return {name: value for name, value, count in languages.measure(None) if count}


@pytest.mark.parametrize("name", FLOORS)
def test_floor(figures: dict[str, float], name: str) -> None:
    assert figures[name] >= FLOORS[name]


def test_halves_share_no_sentence() -> None:
    dev, test = (
        dict(languages.gold(split)) and {text for _, text in languages.gold(split)} for split in ("dev", "test")
    )
    assert dev
    assert test
    assert not dev & test
