"""The map: every unit once, drawn whole, shaded by count, a link with a name; a wrong line of its tables is told."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from corpus.authority import regions
from corpus.errors import AuthorityError
from corpus.tables import read_table
from search_app import map as country
from search_app.request import LANGUAGES


def test_every_unit_is_drawn_once_and_on_the_sheet() -> None:
    assert sorted(outline.id for outline in country.outlines()) == sorted(regions())
    assert {outline.id for outline in country.outlines() if not outline.path} == {"KZ-71", "KZ-75", "KZ-79"}
    for outline in country.outlines():
        numbers = [float(one) for one in re.findall(r"[\d.]+", outline.path)] + [*outline.at, *outline.label]
        assert min(numbers) >= 0
        assert max(numbers[::2]) <= country.WIDTH
        assert max(numbers[1::2]) <= country.HEIGHT


def test_borders_are_shared() -> None:
    """Each border between two units is drawn by both: the points inland belong to two units or more."""
    owners: dict[str, int] = {}
    for outline in country.outlines():
        for point in outline.path.strip("MZ").split("L"):
            owners[point] = owners.get(point, 0) + 1
    assert sum(count > 1 for count in owners.values()) > 0.45 * len(owners)


def test_shades_grow_with_counts() -> None:
    counts = {"KZ-10": 1, "KZ-11": 20, "KZ-15": 400}
    shade = {unit.outline.id: unit.shade for unit in country.units(counts, str, ui="kk")}
    assert (shade["KZ-10"], shade["KZ-11"], shade["KZ-15"], shade["KZ-19"]) == (1, 2, 5, 0)


@pytest.mark.parametrize("most", [1, 2, 5, 7, 65, 400, 12_345])
def test_the_legend_says_what_the_shades_stand_for(most: int) -> None:
    counts = {one: most * place // 17 for place, one in enumerate(sorted(regions())[:18])}
    drawn = country.units(counts, str, ui="kk")
    legend = country.legend(drawn)
    assert (legend[0][1], legend[-1][2]) == (1, most)
    assert all(low == before[2] + 1 for before, (_, low, _) in pairwise(legend))
    shades = {shade: range(low, high + 1) for shade, low, high in legend} | {0: range(1)}
    assert all(unit.count in shades[unit.shade] for unit in drawn)
    assert country.legend(country.units({}, str, ui="kk")) == ()


def test_a_chosen_unit_lies_above_its_neighbours_and_below_the_cities() -> None:
    drawn = country.units({}, str, ui="kk", chosen=("KZ-10",))
    assert [unit.outline.id for unit in drawn][16:] == ["KZ-10", "KZ-71", "KZ-75", "KZ-79"]


@pytest.mark.parametrize("ui", LANGUAGES)
def test_names_on_the_map_are_told_apart(ui: str) -> None:
    names = country.short_names(ui)
    assert len(names) == len(set(names.values())) == 20
    assert max(len(line) for unit in country.units({}, str, ui=ui) for line in unit.lines) <= 14


@pytest.mark.parametrize("ui", LANGUAGES)
def test_units_are_links_with_name_and_count(client: FlaskClient, ui: str) -> None:
    page = BeautifulSoup(client.get(f"/{ui}/search").text, "lxml")
    links = page.select("svg.map a")
    assert links
    for link in links:
        unit = re.search(r"region=(KZ-\d\d)", str(link["href"]))
        assert unit
        assert str(link["aria-label"]).startswith(regions()[unit[1]].titles[ui])
        assert re.search(r"\d", str(link["aria-label"]))
    assert not page.select("svg [style], svg[style]")


def test_a_chosen_unit_stands_out_and_can_be_taken_off(client: FlaskClient) -> None:
    page = BeautifulSoup(client.get("/en/search?region=KZ-39").text, "lxml")
    chosen = page.select_one("svg.map a[aria-current]")
    assert chosen is not None
    assert chosen["href"] == "/en/search"
    assert len(page.select("svg.map a")) > 1, "other units can be added"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("KZ-99\tul_ka\t1,1\t1,1", "not in regions.tsv"),
        ("KZ-62\tul_nowhere\t1,1\t1,1", "no line of map_lines.tsv"),
        ("KZ-62\tone far\t1,1\t1,1", "breaks off"),
        ("KZ-62\tone two\t1,1\t1,1", "does not close"),
    ],
)
def test_a_wrong_line_is_told(row: str, told: str) -> None:
    lines = {"one": [(0.0, 0.0), (1.0, 0.0)], "two": [(1.0, 0.0), (1.0, 1.0)], "far": [(7.0, 7.0), (8.0, 8.0)]}
    (read,) = read_table("map_units.tsv", f"id\tlines\tat\tlabel\n{row}", country.UNIT_COLUMNS)
    with pytest.raises(AuthorityError, match=told):
        country.outline(read, lines)
