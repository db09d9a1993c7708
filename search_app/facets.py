"""Facets as the page shows them: values with counts and the addresses behind them; chips; bars of dates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask_babel import lazy_gettext

from indexer.engines.base import UNSTATED
from indexer.query.expand import Expansion
from search_app import request as ask
from search_app.catalogues import gettext
from search_app.i18n import HEADINGS, Labels
from search_app.request import SearchRequest

WIDENED = {
    "forms": lazy_gettext("other forms of “%(word)s”"),
    "spelling": lazy_gettext("“%(word)s” with and without Kazakh letters"),
    "name": lazy_gettext("“%(word)s” as a name, in any spelling"),
    "script": lazy_gettext("in Cyrillic: %(word)s"),
}
SHOWN = 7
LISTED_AT_MOST = 100
Facets = Mapping[str, Mapping[str, int]]
LISTED = ("region", "speaker", "topic", "language", "source")


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet: what it is called, how many have it, and where a click leads."""

    key: str
    label: str
    count: int
    chosen: bool
    url: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet: the values shown at once, and those behind "show all"."""

    name: str
    heading: str
    shown: tuple[Value, ...]
    more: tuple[Value, ...]
    size: int

    @property
    def invitation(self) -> str:
        """What to press for the values that are not shown at once; beyond a hundred a list helps no one."""
        listed = len(self.shown) + len(self.more)
        if listed < self.size:
            return gettext("Show %(number)s of %(all)s", number=listed, all=self.size)
        return gettext("Show all (%(number)s)", number=self.size)

    @property
    def chosen(self) -> int:
        """How many values are chosen."""
        return sum(value.chosen for value in (*self.shown, *self.more))


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of the table of dates; `share` is the width of its bar in percent of the longest."""

    value: Value
    share: int


@dataclass(frozen=True, slots=True)
class Dates:
    """The years, newest first; the months of the year that is chosen; and how many have no date."""

    years: tuple[Bar, ...]
    months: tuple[Bar, ...]
    year: Value | None
    unstated: Value | None


@dataclass(frozen=True, slots=True)
class Chip:
    """Something that shapes the answer, in words, and the address without it (or with it, for an offer)."""

    label: str
    url: str
    kind: str  # "chosen", "also" (an expansion), "offer" or "clear"
    gain: int | None = None


def facets(counts: Facets, request: SearchRequest, labels: Labels) -> tuple[Facet, ...]:
    """The facets that are lists."""
    names = (*LISTED, "kind") if request.over == ask.STATEMENTS else LISTED
    return tuple(_facet(name, counts.get(name, {}), request, labels) for name in names)


def dates(counts: Facets, request: SearchRequest, labels: Labels) -> Dates:
    """The table of dates: years, and months where just one year is chosen."""
    chosen = tuple(year for year in request.values("year") if year != UNSTATED)
    years = _values("year", counts.get("year", {}), request, labels.value)
    months: list[Value] = []
    if len(chosen) == 1:
        inside = {month: n for month, n in counts.get("month", {}).items() if month.startswith(chosen[0])}
        months = _values("month", inside, request, lambda _, month: labels.month_alone(month))
    by_time = sorted((year for year in years if year.key != UNSTATED), key=lambda year: year.key, reverse=True)
    return Dates(
        years=_bars(by_time),
        months=_bars(sorted((m for m in months if m.key.startswith(chosen[0])), key=lambda month: month.key)),
        year=next((year for year in by_time if year.chosen), None) if months else None,
        unstated=next((year for year in years if year.key == UNSTATED), None),
    )


def chips(request: SearchRequest, expansions: tuple[Expansion, ...], labels: Labels) -> tuple[Chip, ...]:
    """All that narrows or widens the answer, each a sentence with a way to take it off."""
    made = [
        Chip(
            f"{HEADINGS[facet]}: {labels.value(facet, value)}",
            ask.toggled(request, facet, value).url,
            "chosen",
        )
        for facet, value in request.chosen
    ]
    if request.since or request.until:
        made.append(Chip(span(request), ask.undated(request).url, "chosen"))
    made += [_also(request, expansion) for expansion in expansions]
    if request.exact:
        made.append(Chip(gettext("Only the words as typed"), ask.exactly(request, False).url, "chosen"))
    elif request.text and expansions:
        made.append(Chip(gettext("only the words as typed"), ask.exactly(request, True).url, "offer"))
    if request.narrowed:
        made.append(Chip(gettext("Clear all"), ask.cleared(request).url, "clear"))
    return tuple(made)


def span(request: SearchRequest) -> str:
    """The first and last day asked for, in words."""
    return gettext("Published: %(days)s", days=f"{request.since or '…'} – {request.until or '…'}")


def most(counts: Mapping[str, int], chosen: tuple[str, ...]) -> tuple[str, ...]:
    """The values worth listing: those chosen, and those that most hits have."""
    frequent = sorted(counts, key=lambda value: (-counts[value], value))[:LISTED_AT_MOST]
    return tuple(dict.fromkeys((*chosen, *frequent)))


def _also(request: SearchRequest, expansion: Expansion) -> Chip:
    word = expansion.text.removeprefix("≈ ")
    label = str(WIDENED[expansion.kind]) % {"word": word}
    return Chip(label, ask.dropped(request, expansion.text).url, "also", expansion.hits)


def _facet(name: str, counts: Mapping[str, int], request: SearchRequest, labels: Labels) -> Facet:
    values = _values(name, counts, request, labels.value)
    ordered = sorted(values, key=lambda value: (not value.chosen, value.key == UNSTATED, -value.count, value.label))
    kept = max(SHOWN, sum(value.chosen for value in ordered))
    return Facet(
        name, str(HEADINGS[name]), tuple(ordered[:kept]), tuple(ordered[kept:]), len({*counts, *request.values(name)})
    )


def _values(
    facet: str, counts: Mapping[str, int], request: SearchRequest, label: Callable[[str, str], str]
) -> list[Value]:
    chosen = request.values(facet)
    return [
        Value(key, label(facet, key), counts.get(key, 0), key in chosen, ask.toggled(request, facet, key).url)
        for key in most(counts, chosen)
    ]


def _bars(values: list[Value]) -> tuple[Bar, ...]:
    most = max((value.count for value in values), default=0) or 1
    return tuple(Bar(value, round(100 * value.count / most)) for value in values)
