"""The map of the 20 units: outlines authored as shared lines (map_lines.tsv, map_units.tsv), shades by count.

An outline is put together from the lines around a unit, each turned so that it goes on where the last one ended. The
projection is the simplest there is: degrees, the eastern ones shortened as they are at 48° north.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from markupsafe import Markup, escape

from corpus.authority import regions
from corpus.tables import Row, table
from search_app.facets import written
from search_app.i18n import Labels
from search_app.request import RELEASES

Point = tuple[float, float]
WEST, NORTH, SCALE, SHORTENED = 46.2, 55.6, 20.0, 0.67
WIDTH, HEIGHT = 556, 304
SHADES = 5
LONGEST_LINE = 12  # letters of a name on the map
UNIT_COLUMNS = "id lines at label"
WATERS = ("58.9,45.6 59.4,46.4 60.4,46.7 61.5,46.7 61.2,46.1 60.2,45.7 59.6,45.3", "73.8,45.9 74.0,45.3 74.9,45.6 "
          "75.6,46.3 77.2,46.4 78.9,46.3 79.1,46.6 78.0,46.8 76.6,46.7 75.2,46.7")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outline:
    """A unit as it is drawn: the path around it, empty for a city, and where its dot and its name stand."""

    id: str
    path: str
    at: Point
    label: Point


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit with its shade (0 for none of the hits, up to five), its name with the count, and where a click leads;
    these two are escaped: templates write units as they are."""

    outline: Outline
    told: Markup
    label: str
    count: int
    shade: int
    url: Markup
    chosen: bool

    @property
    def lines(self) -> tuple[str, ...]:
        """The label in lines that fit into the unit."""
        return tuple(self.label.split(" ", 1)) if len(self.label) > LONGEST_LINE else (self.label,)


@cache
def outlines() -> tuple[Outline, ...]:
    """The outlines of all units, cities last, so that they lie on top."""
    lines = {row["name"]: _points(row["points"]) for row in table("search_app", "map_lines.tsv", "name points")}
    made = [outline(row, lines) for row in table("search_app", "map_units.tsv", UNIT_COLUMNS)]
    return tuple(sorted(made, key=lambda outline: not outline.path))


@cache
def waters() -> tuple[str, ...]:
    """The Aral Sea and Lake Balkhash, by which the country is known."""
    return tuple(_path(_points(water)) for water in WATERS)


def units(
    counts: Mapping[str, int],
    url: Callable[[str], str],
    *,
    ui: str,
    over: str = RELEASES,
    chosen: tuple[str, ...] = (),
    always: bool = False,
) -> tuple[Unit, ...]:
    """The map with counts, chosen units above their neighbours. A unit without hits leads somewhere only if it `always`
    should."""
    labels = Labels(ui)
    most = max(counts.get(outline.id, 0) for outline in outlines())
    made = []
    for outline in sorted(outlines(), key=lambda one: (not one.path, one.id in chosen)):
        count = counts.get(outline.id, 0)
        name, label = labels.region(outline.id), short_names(ui)[outline.id]
        here = outline.id in chosen
        address = url(outline.id) if count or here or always else ""
        if not address:
            name = f"{name}: {labels.number(0)}"
        elif count or here:
            name = f"{name}, {labels.counted(over, count)}"
        made.append(Unit(outline, written(name), label, count, shade(count, most), escape(address), here))
    return tuple(made)


def legend(drawn: Sequence[Unit]) -> tuple[tuple[int, int, int], ...]:
    """The shades that a map may show: each with the lowest and the highest count it stands for."""
    most = max(unit.count for unit in drawn)
    found = ((shade, _highest(shade - 1, most) + 1, min(_highest(shade, most), most)) for shade in range(1, SHADES + 1))
    return tuple((shade, low, high) for shade, low, high in found if low <= high)


def shade(count: int, most: int) -> int:
    """The shade of a count where `most` has the fullest: 0 for none, up to five."""
    return bisect_left(_bounds(most), count)


@lru_cache(maxsize=1 << 8)
def _bounds(most: int) -> tuple[int, ...]:
    """The highest count of each shade but the fullest."""
    return tuple(_highest(shade, most) for shade in range(SHADES))


def _highest(shade: int, most: int) -> int:
    """The highest count that has a shade: by squares, so that one large count does not pale all others."""
    return max(SHADES, most) * shade**2 // SHADES**2


@cache
def short_names(ui: str) -> Mapping[str, str]:
    """The names without the word for region, where they belong to one unit alone."""
    bare = {
        region.id: [name.text for name in region.names if name.language == ui and not name.adjective]
        for region in regions().values()
    }
    owners = Counter(name for names in bare.values() for name in names[:1])
    return {
        one: names[0]
        if names and (owners[names[0]] == 1 or regions()[one].kind == "city")
        else regions()[one].titles[ui]
        for one, names in bare.items()
    }


def outline(row: Row, lines: Mapping[str, list[Point]]) -> Outline:
    """The unit that a line of the table describes."""
    if row["id"] not in regions():
        raise row.wrong(row["id"], "is not in regions.tsv: name a region that is")
    named = row["lines"].split()
    if unknown := [name for name in named if name not in lines]:
        raise row.wrong(unknown[0], "is no line of map_lines.tsv: draw it there")
    path = _path(_ring(row, [lines[name] for name in named])) if named else ""
    return Outline(row["id"], path, _points(row["at"])[0], _points(row["label"])[0])


def _ring(row: Row, left: list[list[Point]]) -> list[Point]:
    ring = left[0]
    left = left[1:]
    while left:
        here = ring[-1]
        onward = next((line for line in left if here in (line[0], line[-1])), None)
        if onward is None:
            raise row.wrong(row["lines"], f"breaks off at {here}: name the line that goes on there")
        left.remove(onward)
        ring = ring + (onward if onward[0] == here else onward[::-1])[1:]
    if ring[0] != ring[-1]:
        raise row.wrong(row["lines"], f"does not close: name the line from {ring[-1]} to {ring[0]}")
    return ring[:-1]


def _points(text: str) -> list[Point]:
    pairs = (pair.split(",") for pair in text.split())
    return [
        (round((float(east) - WEST) * SCALE * SHORTENED, 1), round((NORTH - float(north)) * SCALE, 1))
        for east, north in pairs
    ]


def _path(points: list[Point]) -> str:
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points) + "Z"
