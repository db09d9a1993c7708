"""The hand-kept lists: complete, consistent with the classifier, and strict about what cannot stand."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from corpus import authority
from corpus.authority import localities, regions, topics, venues
from corpus.errors import AuthorityError
from corpus.tables import read_table


def test_twenty_regions_with_names_in_three_languages() -> None:
    assert len(regions()) == 20
    assert all(set(region.titles) == {"kk", "ru", "en"} for region in regions().values())
    assert {region.id for region in regions().values() if region.since} == {"KZ-10", "KZ-33", "KZ-62", "KZ-79"}


def test_regions_of_before_2022_have_letter_codes_of_their_own() -> None:
    letters = [region.letters for region in regions().values() if region.letters]
    assert regions()["KZ-15"].letters == "KZ-AKT"
    assert len(letters) == len(set(letters)) == 17


def test_thirty_six_topics_with_names_and_definitions() -> None:
    assert len(topics()) == 36
    for topic in topics().values():
        assert set(topic.titles) == set(topic.about) == {"kk", "ru", "en"}
        assert all(about.endswith(".") for about in topic.about.values()), topic.id
        assert len({tuple(sorted(authority.NEIGHBOUR.findall(about))) for about in topic.about.values()}) == 1, topic.id


def test_all_districts_and_cities_of_the_classifier_are_listed(shared: Path) -> None:
    with (shared / "data" / "gazetteer" / "kato_units.csv").open(encoding="utf-8") as file:
        units = list(csv.DictReader(file))
    districts = {unit["code"] for unit in units if unit["level"] == "district" and unit["type"] == "district"}
    assert districts <= set(localities())
    cities = {
        unit["name_kk"].removesuffix(" Г.А.")
        for unit in units
        if (unit["level"], unit["type"]) == ("district", "city_administration")
    }
    listed = {name.text for place in localities().values() if place.kind == "city" for name in place.names}
    assert cities <= listed


def test_every_place_is_one_of_the_classifier_under_its_name(shared: Path) -> None:
    official: dict[str, tuple[str, str]] = {}
    for name in ("kato_units.csv", "kato_settlements.csv"):
        with (shared / "data" / "gazetteer" / name).open(encoding="utf-8") as file:
            official |= {unit["code"]: (unit["name_kk"], unit["name_ru"]) for unit in csv.DictReader(file)}
    listed = {code: {plain(name.text) for name in place.names} for code, place in localities().items()}
    assert set(listed) <= set(official)
    astray = {code: names for code, names in listed.items() if not names & set(map(plain, official[code]))}
    assert not astray


def plain(name: str) -> str:
    """A name without what the classifier writes in several ways."""
    return re.sub(r"(ское|ский|ско|ск)?( ауылы)?$", "", name.lower().replace("ё", "е").removeprefix("а."))


def test_a_village_that_counts_alone_has_no_namesake_elsewhere(shared: Path) -> None:
    holders: dict[str, set[str]] = {}
    with (shared / "data" / "gazetteer" / "kato_settlements.csv").open(encoding="utf-8") as file:
        for unit in csv.DictReader(file):
            for name in (unit["name_kk"], unit["name_ru"]):
                holders.setdefault(name, set()).add(f"KZ-{unit['code'][:2]}")
    villages = [place for place in localities().values() if place.kind == "village"]
    shared_names = {
        (name.text, frozenset(holders[name.text] - {place.region}))
        for place in villages
        for name in place.names
        if name.alone and name.language and holders.get(name.text, set()) - {place.region}
    }
    assert not shared_names


def test_villages_and_venues_are_many_and_venues_lie_in_places() -> None:
    kinds = Counter(place.kind for place in localities().values())
    assert kinds["district"] >= 170
    assert kinds["city"] >= 88
    assert kinds["village"] >= 340
    assert len(venues()) >= 100
    assert {venue.region for venue in venues().values()} == set(regions())


def test_regions_that_came_to_be_lately_know_whose_part_they_were() -> None:
    before = {region.id: region.before for region in regions().values() if region.before}
    assert before == {"KZ-10": "KZ-63", "KZ-33": "KZ-19", "KZ-62": "KZ-35", "KZ-79": "KZ-61"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id\tname\nKZ-1", "t.tsv, line 2: 1 cells"),
        ("id\n", "t.tsv: first line is not 'id name'"),
        ("", "t.tsv: first line is not 'id name'"),
    ],
)
def test_a_table_that_cannot_be_read_is_an_error(text: str, message: str) -> None:
    with pytest.raises(AuthorityError, match=message):
        read_table("t.tsv", text, "id name")


def rows(columns: str, line: str) -> object:
    return read_table("t.tsv", columns.replace(" ", "\t") + "\n" + line.replace(" | ", "\t"), columns)[0]


@pytest.mark.parametrize(
    ("reader", "columns", "line", "message"),
    [
        (
            "_region",
            authority.REGION_COLUMNS,
            "KZ-9 | - | 100000000 | a | b | c | d | e | f | g | - | - | -",
            "does not fit",
        ),
        (
            "_region",
            authority.REGION_COLUMNS,
            "KZ-10 | - | 100000000 | a | b | c | d | e | f | g | - | soon | -",
            "no day",
        ),
        ("_locality", authority.PLACE_COLUMNS, "103200000 | hamlet | KZ-10 | a | b | c | - | -", "no kind of place"),
        ("_locality", authority.PLACE_COLUMNS, "103200000 | city | KZ-99 | a | b | c | - | -", "not in regions.tsv"),
        (
            "_locality",
            authority.PLACE_COLUMNS,
            "113200000 | city | KZ-10 | a | b | c | - | -",
            "no code of nine digits",
        ),
        ("_topic", authority.TOPIC_COLUMNS, "x | 2000 | a | b | c | d | e | f", "no IPTC Media Topic"),
        ("_topic", authority.TOPIC_COLUMNS, "x | medtop:20000574 | a | b | c | d |  | f", "no definition"),
    ],
)
def test_a_line_that_cannot_stand_is_an_error(reader: str, columns: str, line: str, message: str) -> None:
    with pytest.raises(AuthorityError, match=rf"t\.tsv, line 2: .*{message}"):
        getattr(authority, reader)(rows(columns, line))
