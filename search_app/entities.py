"""The pages of people, regions, topics and sources: what is known of one, and figures that are links to the answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from indexer.engines.base import UNSTATED
from indexer.library import Card, Library, StatementCard
from indexer.query.marking import Wanted
from search_app import request as ask
from search_app.cards import Shown, release_card, statement_card
from search_app.catalogues import lazy_gettext
from search_app.dates import Bar, bars
from search_app.facets import Facets, Value, most, values
from search_app.facts import Fact
from search_app.i18n import Labels
from search_app.map import Unit, units
from search_app.question import asked
from search_app.request import STATEMENTS, SearchRequest
from search_app.results import Desk

LISTED = 8
ROWS = 8  # topics in the table of topics and years
PANELS = {
    "speaker": (lazy_gettext("Who speaks"), "person"),
    "topic": (lazy_gettext("Topics"), "topic"),
    "region": (lazy_gettext("Regions"), "region"),
    "source": (lazy_gettext("Sources"), "source"),
    "language": (lazy_gettext("Languages"), ""),
    "kind": (lazy_gettext("Kind of speech"), ""),
}
BESIDE = {
    "speaker": ("region", "kind", "source", "language"),
    "region": ("topic", "speaker", "source", "language"),
    "topic": ("speaker", "region", "source", "language"),
    "source": ("topic", "region", "speaker", "language"),
}


@dataclass(frozen=True, slots=True)
class Panel:
    """The values of a facet in the answer of a page: each with its count, a link to just those, and its own page."""

    heading: str
    rows: tuple[tuple[Value, str], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A topic over the years: for each year the hits, and the address of just those."""

    topic: Value
    cells: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class EntityPage:
    """All that the template of such a page may use."""

    request: SearchRequest
    labels: Labels
    facet: str
    id: str
    name: str
    note: str
    facts: tuple[Fact, ...]
    total: int
    map: tuple[Unit, ...]
    years: tuple[Bar, ...]
    panels: tuple[Panel, ...]
    table: tuple[Row, ...]
    hits: tuple[Shown, ...]

    @property
    def counted(self) -> str:
        """How much there is, in words."""
        return self.labels.counted(self.request.over, self.total)


def entity_page(desk: Desk, request: SearchRequest, facts: Sequence[Fact]) -> EntityPage:
    """The page of the one thing that a request chooses, with what is known of it."""
    ((facet, identifier),) = request.chosen
    question = replace(asked(request, size=LISTED).question, sort="newest")
    found = (desk.library.statements if request.over == STATEMENTS else desk.library.search)(question)
    named = most(found.facets.get("speaker", {}), (identifier,) if facet == "speaker" else ())
    labels = desk.names.labels(named, request.ui)
    years = _years(found.facets, request, labels)
    panels = (_panel(name, found.facets, request, labels) for name in BESIDE[facet])
    return EntityPage(
        request=request,
        labels=labels,
        facet=facet,
        id=identifier,
        name=labels.value(facet, identifier),
        note=labels.note(facet, identifier),
        facts=tuple(facts),
        total=found.total,
        map=_map(found.facets, request, shown=identifier if facet == "region" else ""),
        years=years,
        panels=tuple(panel for panel in panels if panel.rows),
        table=_table(desk.library, request, labels, counts=found.facets) if facet == "speaker" else (),
        hits=tuple(_hit(card, request, labels) for card in found.cards),
    )


def _hit(card: Card | StatementCard, request: SearchRequest, labels: Labels) -> Shown:
    plain = SearchRequest(request.ui)
    if isinstance(card, StatementCard):
        return statement_card(card, plain, labels)
    return release_card(card, plain, labels, wanted=Wanted())


def _years(counts: Facets, request: SearchRequest, labels: Labels) -> tuple[Bar, ...]:
    stated = [value for value in values("year", counts.get("year", {}), request, labels) if value.key != UNSTATED]
    return bars(sorted((value for value in stated if value.hits), key=lambda value: value.key))


def _map(counts: Facets, request: SearchRequest, *, shown: str) -> tuple[Unit, ...]:
    held = counts.get("region", {})
    if not shown:
        return units(held, ask.links(ask.toggled, request, "region"), ui=request.ui, over=request.over)
    return units(
        {shown: held.get(shown, 0)},
        lambda region: request.url if region == shown else f"/{request.ui}/region/{region}",
        ui=request.ui,
        over=request.over,
        chosen=(shown,),
        always=True,
    )


def _panel(facet: str, counts: Facets, request: SearchRequest, labels: Labels) -> Panel:
    heading, kind = PANELS[facet]
    rows = [
        (value, f"/{request.ui}/{kind}/{quote(value.key, safe='')}" if kind and value.key != UNSTATED else "")
        for value in _frequent(facet, counts, request, labels)[:LISTED]
    ]
    return Panel(str(heading), tuple(rows))


def _frequent(facet: str, counts: Facets, request: SearchRequest, labels: Labels) -> list[Value]:
    """The values of a facet that are met, the most frequent first, what is not stated last."""
    met = [value for value in values(facet, counts.get(facet, {}), request, labels) if value.hits]
    return sorted(met, key=lambda value: (value.key == UNSTATED, -value.hits, value.label))


def _table(library: Library, request: SearchRequest, labels: Labels, *, counts: Facets) -> tuple[Row, ...]:
    """What somebody spoke about, and when: the most frequent topics by year."""
    years = [bar.value.key for bar in _years(counts, request, labels)]
    rows = []
    for topic in _frequent("topic", counts, request, labels)[:ROWS]:
        narrowed = ask.toggled(request, "topic", topic.key)
        inside = library.statements(asked(narrowed, size=0).question).facets.get("year", {})
        cells = tuple((inside.get(year, 0), ask.toggled(narrowed, "year", year).url) for year in years)
        rows.append(Row(topic, cells))
    return tuple(rows)
