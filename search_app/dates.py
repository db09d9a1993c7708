"""The facet of dates: years, months of a year, days of a month, each a table whose rows are links; and the way back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import escape

from indexer.engines.base import UNSTATED
from search_app import request as ask
from search_app.catalogues import gettext, lazy_gettext
from search_app.facets import Facets, Value, values, written
from search_app.i18n import Labels
from search_app.request import SearchRequest

CAPTIONS = {"year": lazy_gettext("Year"), "month": lazy_gettext("Month"), "day": lazy_gettext("Day")}
Days = Callable[[str], Mapping[str, int]]  # a month → the hits of each of its days


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a table of dates; `share` is the width of its bar in percent of the longest."""

    value: Value
    share: int


@dataclass(frozen=True, slots=True)
class Level:
    """A table of years, months or days."""

    name: str
    caption: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step on the way from all dates to what is chosen; without an address it is the last."""

    label: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Dates:
    """Where in time the answer stands, the tables to go on with, and how many have no date."""

    crumbs: tuple[Crumb, ...]
    levels: tuple[Level, ...]
    unstated: Value | None


def dates(counts: Facets, request: SearchRequest, labels: Labels, days: Days) -> Dates:
    """The tables of dates: years, and below them months; or the months of a year, and below them days."""
    steps = _steps(request)
    years = values("year", counts.get("year", {}), request, labels)
    levels = [_level("year", sorted(_stated(years), key=lambda year: year.key, reverse=True))]
    if steps:
        inside = {month: n for month, n in counts.get("month", {}).items() if month.startswith(steps[0])}
        months = [month for month in _months(inside, request, labels) if month.key.startswith(steps[0])]
        levels.append(_level("month", sorted(months, key=lambda month: month.key)))
    if len(steps) > 1:
        levels = [*levels[1:], _level("day", _days(days(steps[1]), request, labels, steps=steps))]
    return Dates(
        crumbs=_crumbs(request, labels, steps),
        levels=tuple(level for level in levels if level.bars),
        unstated=next((year for year in years if year.key == UNSTATED), None),
    )


def _steps(request: SearchRequest) -> tuple[str, ...]:
    """The one year, month and day that are chosen, as far as just one of each is."""
    years = [year for year in request.values("year") if year != UNSTATED]
    if len(years) != 1:
        return ()
    months = [month for month in request.values("month") if month.startswith(years[0]) and _is_day(f"{month}-01")]
    if len(months) != 1:
        return (years[0],)
    alone = request.since == request.until and not request.by
    day = request.since if alone and request.since.startswith(months[0]) else ""
    return (years[0], months[0], day) if _is_day(day) else (years[0], months[0])


def _is_day(text: str) -> bool:
    try:
        return str(date.fromisoformat(text)) == text
    except ValueError:
        return False


def _stated(found: list[Value]) -> list[Value]:
    return [value for value in found if value.key != UNSTATED]


def _months(inside: Mapping[str, int], request: SearchRequest, labels: Labels) -> list[Value]:
    return [
        month._replace(label=written(labels.month_alone(month.key)))
        for month in values("month", inside, request, labels)
        if month.key != UNSTATED
    ]


def _days(counts: Mapping[str, int], request: SearchRequest, labels: Labels, *, steps: tuple[str, ...]) -> list[Value]:
    chosen = steps[2] if len(steps) > 2 else ""
    return [
        Value(
            day,
            id=written(f"f-day-{day}"),
            label=written(labels.day_alone(day)),
            hits=counts.get(day, 0),
            chosen=day == chosen,
            url=escape(ask.dated(request, *steps[:2], *([] if day == chosen else [day])).url),
            number=written(labels.number(counts.get(day, 0))),
        )
        for day in sorted({*counts, *([chosen] if chosen else [])})
    ]


def _crumbs(request: SearchRequest, labels: Labels, steps: tuple[str, ...]) -> tuple[Crumb, ...]:
    if not steps:
        return ()
    names = (*steps[:1], *map(labels.month_alone, steps[1:2]), *map(labels.day_alone, steps[2:]))
    made = [Crumb(gettext("All dates"), ask.dated(request).url)]
    for depth, name in enumerate(names, start=1):
        made.append(Crumb(name, ask.dated(request, *steps[:depth]).url if depth < len(steps) else None))
    return tuple(made)


def _level(name: str, rows: list[Value]) -> Level:
    return Level(name, str(CAPTIONS[name]), bars(rows))


def bars(rows: Sequence[Value]) -> tuple[Bar, ...]:
    """Values with bars, each as long as its share of the greatest."""
    most = max((value.hits for value in rows), default=0) or 1
    return tuple(Bar(value, round(100 * value.hits / most)) for value in rows)
