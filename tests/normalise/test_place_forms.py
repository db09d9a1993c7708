"""Places in running text: inflected forms, lists that share a word, districts rolled up, and what is no place."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.normalise.place_forms import declined, key
from indexer.normalise.sightings import sightings

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "place_forms.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("text", "regions", "_note"), ROWS, ids=[f"{row[2]}: {row[0][:30]}" for row in ROWS])
def test_a_form_leads_to_its_regions(text: str, regions: str, _note: str) -> None:
    found = [" | ".join(sorted(one.regions)) for one in sightings(text)]
    assert found == ([] if regions == "-" else regions.split(" "))


def test_a_district_of_several_regions_stays_open() -> None:
    (found,) = sightings("Абай ауданында")
    assert found.regions == {"KZ-10", "KZ-35", "KZ-79"}


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Караганда", "Караганде"),
        ("Семей", "Семея"),
        ("Сарань", "Сарани"),
        ("Рудный", "Рудного"),
        ("Булаево", "Булаева"),
        ("Тараз", "Тараза"),
        ("Западный Казахстан", "Западном Казахстане"),
    ],
)
def test_russian_names_are_declined(name: str, form: str) -> None:
    assert form in declined(name)


def test_indeclinable_names_stay() -> None:
    assert declined("Алматы") == []


@pytest.mark.parametrize(
    ("one", "other"), [("Zhambyl", "Jambyl"), ("Abay", "Abai"), ("Qostanai", "Kostanay"), ("Aqtóbe", "Aktobe")]
)
def test_latin_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@given(st.text(max_size=120))
def test_sightings_lie_in_the_text_in_order(text: str) -> None:
    found = sightings(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
