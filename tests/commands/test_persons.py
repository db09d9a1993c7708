"""`minber persons`: what the list of people lacks."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from commanding import Run
from making import rendition

from corpus.records import Evidence, Person, Rendition
from indexer.work_list import SHOWN, as_text, similarity, work_list

EMPTY = rendition("one", "ru", None)
RELEASES = {
    "one.txt": "Су агенттігінің төрағасы Ерқанат Мәнжуов келді.\n\nЕрқанат Мәнжуов бөгеттің дайын екенін айтты.\n",
    "two.txt": "Приехал директор Ерканат Манжоев.\n\nЕрканат Манжоев рассказал о плотине и о новом канале.\n",
    "three.txt": "Заседание прошло в городе.\n\nГлавный врач сообщил, что больница открыта, и поблагодарил гостей.\n",
    "four.txt": "Премьер-министр Олжас Бектенов провёл совещание.\n\nОлжас Бектенов поручил достроить дорогу.\n",
}


@pytest.fixture
def filled(run: Run, home: Path) -> Run:
    """A library with four releases."""
    for name, text in RELEASES.items():
        (home / name).write_text(text, encoding="utf-8")
    assert run("add", *(home / name for name in RELEASES)).status == 0
    return run


def test_the_work_list_names_new_people_look_alikes_and_roles(filled: Run) -> None:
    found = json.loads(filled("persons", "--json").out)
    assert [one["releases"] for one in found["new"]] == [1, 1]
    assert {name for one in found["new"] for name in one["names"].values()} == {"Ерқанат Мәнжуов", "Ерканат Манжоев"}
    (pair,) = found["pairs"]
    assert {pair["first"], pair["second"]} == {one["id"] for one in found["new"]}
    assert pair["reason"]
    (role,) = found["roles"]
    assert (role["role"], role["language"], role["statements"]) == ("врач", "ru", 1)


def test_the_text_counts_each_part(filled: Run) -> None:
    shown = filled("persons").out
    assert "2 people who are not listed" in shown
    assert "Ерқанат Мәнжуов; Су агенттігінің төрағасы" in shown
    assert "bektenov" not in shown


def test_an_empty_library_gives_no_work(run: Run, home: Path, release: Path) -> None:
    release.write_text("Заседание прошло в городе Костанае.\n", encoding="utf-8")
    run("add", release)
    found = json.loads(run("persons", "--json").out)
    assert found == {"new": [], "pairs": [], "roles": []}
    assert (home / "home").exists()


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("martha", "marhta", 0.96, 0.97),
        ("dixon", "dicksonx", 0.81, 0.82),
        ("same", "same", 1, 1),
        ("abc", "xyz", 0, 0),
        ("", "", 1, 1),
        ("a", "", 0, 0),
    ],
)
def test_similarity_is_that_of_jaro_and_winkler(one: str, other: str, least: float, most: float) -> None:
    assert least <= similarity(one, other) <= most
    assert similarity(other, one) == pytest.approx(similarity(one, other))


def met(*people: tuple[str, str, str]) -> Rendition:
    """A rendition that names people: id, name, post."""
    named = tuple(Person(one, name, post or None, (), Evidence("name", 0.95)) for one, name, post in people)
    return replace(EMPTY, persons=named)


def test_pairs_need_fitting_sexes_and_initials() -> None:
    found = work_list(
        [
            met(("omarov-kamil", "Камил Омаров", ""), ("omarova-kamila", "Камила Омарова", "")),
            met(("omarov-a", "А. Омаров", "аким"), ("omirov-aslan", "Аслан Омиров", "")),
            met(("omarov-arman", "Арман Омаров", ""), ("omarov-aslan", "Аслан Омаров", "")),
        ]
    )
    pairs = {(pair.first, pair.second): pair.reason for pair in found.pairs}
    assert ("omarov-kamil", "omarova-kamila") not in pairs
    assert pairs["omarov-a", "omarov-aslan"] == pairs["omarov-a", "omarov-arman"] == "surname and initial"
    assert ("omarov-a", "omirov-aslan") not in pairs
    assert pairs["omarov-aslan", "omirov-aslan"] == "loose key"


def test_likeness_alone_is_shown_with_its_measure() -> None:
    (pair,) = work_list([met(("a", "Мерген Садыкбаев", ""), ("b", "Мерген Садыкпаев", ""))]).pairs
    assert re.fullmatch(r"alike \(0\.\d\d\)", pair.reason)


def test_long_parts_are_cut_in_the_text_only() -> None:
    found = work_list([met(*((f"person-{at}", f"Аслан Ом{'а' * at}ров", "") for at in range(SHOWN + 3)))])
    assert len(found.new) == SHOWN + 3
    assert "… and 3 more" in as_text(found)
