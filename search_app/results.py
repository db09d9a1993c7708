"""The results page: a search, the total of the other collection, and what would help where nothing is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

from corpus.past import Past
from indexer.library import Card, Found, Library, StatementCard
from indexer.library_pages import days
from indexer.query.suggest import Meant
from indexer.query.syntax import Field, leaves
from search_app import request as ask
from search_app.cards import Shown, release_card, statement_card
from search_app.catalogues import gettext
from search_app.dates import Dates, dates
from search_app.facets import Chip, Facet, Facets, chips, facets, most
from search_app.history import Change, change
from search_app.i18n import Labels
from search_app.map import Unit, units
from search_app.nothing import Unanswered, unanswered
from search_app.people import Names
from search_app.question import asked
from search_app.request import PAGE_SIZE, RELEASES, STATEMENTS, TEXTS, SearchRequest
from search_app.understood import Bet, bets, sentences, words

OF_CHANGES = frozenset({"changed", "seen", "edit", "former"})
AROUND = 2  # pages linked to on both sides of the current one


@dataclass(frozen=True, slots=True)
class Turn:
    """A link to a page of the results; without a number where pages are left out."""

    number: int | None
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few ways to see the answer."""

    name: str
    url: str
    current: bool
    count: int = 0


@dataclass(frozen=True, slots=True)
class Results:
    """All that the templates may use of an answer."""

    request: SearchRequest
    understood: SearchRequest  # without what makes no sense: what files are asked
    labels: Labels
    total: int
    hits: tuple[Shown, ...]
    facets: tuple[Facet, ...]
    dates: Dates
    map: tuple[Unit, ...]
    chips: tuple[Chip, ...]
    totals: Mapping[str, int]
    problems: Mapping[str, str]
    notes: tuple[str, ...]
    bets: tuple[Bet, ...]
    meant: tuple[Chip, ...]
    earlier: Chip | None
    nothing: Unanswered | None

    @property
    def counted(self) -> str:
        """The total in words."""
        return self.labels.counted(self.request.over, self.total)

    @property
    def last(self) -> int:
        """The number of the last page."""
        return max(1, -(-self.total // PAGE_SIZE))

    @property
    def tabs(self) -> tuple[Choice, ...]:
        """The three things that can be searched."""
        names = {RELEASES: gettext("Releases"), STATEMENTS: gettext("Statements"), TEXTS: gettext("All texts")}
        return tuple(
            Choice(name, ask.asked_over(self.request, over).url, over == self.request.over, self.totals[over])
            for over, name in names.items()
        )

    @property
    def sorts(self) -> tuple[Choice, ...]:
        """The orders there are; without words there is no best match."""
        names = {"": gettext("best match"), "fresh": gettext("best and new")} if self.request.text else {}
        names |= {"new": gettext("newest first"), "old": gettext("oldest first")}
        if self.request.sort == "changed" or self.changed_url:
            names["changed"] = gettext("latest change first")
        current = self.request.sort or ("" if self.request.text else "new")
        return tuple(Choice(name, ask.ordered(self.request, sort).url, sort == current) for sort, name in names.items())

    @property
    def changed_url(self) -> str:
        """The address of what of the answer has changed since it was first seen; empty where nothing has."""
        changes = any(facet.name == "edit" for facet in self.facets)
        return ask.changed_lately(self.request).url if changes else ""

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The pages to turn to: the first, the last, and those around the current one."""
        here = self.request.page
        last = self.last
        kept = sorted({1, last, *range(max(1, here - AROUND), min(last, here + AROUND) + 1)})
        made: list[Turn] = []
        for before, number in zip([0, *kept], kept, strict=False):
            if number > before + 1:
                made.append(Turn(None, "", False))
            made.append(Turn(number, ask.turned(self.request, number).url, number == here))
        return tuple(made)


class Desk(NamedTuple):
    """What answers are made from: the library, and the names of people that it has given so far."""

    library: Library
    names: Names


class _Asked(NamedTuple):
    """What was asked, of whom, and in which words it is answered."""

    library: Library
    request: SearchRequest
    labels: Labels
    find: str


def results(desk: Desk, request: SearchRequest, *, find: str = "") -> Results:
    """The answer to a request, ready for the page; `find` is looked for among the names of the facet of people."""
    question = asked(request).question
    first = question.start + 1
    if request.over == STATEMENTS:
        said = desk.library.statements(question)
        made = _asked(desk, request, said, find=find)
        quotes = [statement_card(card, request, made.labels, at=at) for at, card in enumerate(said.cards, first)]
        return _results(made, said, quotes)
    found = desk.library.search(question, reader=request.ui)
    made = _asked(desk, request, found, find=find)
    pasts = _pasts(desk.library, request, found)
    cards = [
        _changed(
            release_card(card, request, made.labels, wanted=found.wanted, at=at),
            change(pasts.get(card.found.id), card.found.language, found.wanted, made.labels),
        )
        for at, card in enumerate(found.cards, first)
    ]
    return _results(made, found, cards)


def _changed(card: Shown, change: Change | None) -> Shown:
    return replace(card, change=change) if change else card


def _pasts(library: Library, request: SearchRequest, found: Found[Card]) -> Mapping[str, Past]:
    """What captures tell of the past of the hits, where the question is about that."""
    fields = {one.name for one in leaves(found.tree) if isinstance(one, Field)}
    asked_for = request.sort == "changed" or request.by in OF_CHANGES or fields & OF_CHANGES
    chosen = {facet for facet, _ in (*request.chosen, *request.excluded)}
    return library.pasts(found) if asked_for or "edit" in chosen else {}


def _asked(desk: Desk, request: SearchRequest, found: Found[Card] | Found[StatementCard], *, find: str) -> _Asked:
    speakers = found.facets.get("speaker", {})
    people = [one.id for one in found.entities if one.kind == "person"]
    named = (*request.values("speaker"), *request.barred("speaker"), *people)
    labels = desk.names.labels((*named, *speakers) if find else most(speakers, named), request.ui)
    return _Asked(desk.library, request, labels, find)


def _results(made: _Asked, found: Found[Card] | Found[StatementCard], hits: Sequence[Shown]) -> Results:
    library, request, labels, find = made
    understood = asked(request)
    return Results(
        request=request,
        understood=understood.understood,
        labels=labels,
        total=found.total,
        hits=tuple(hits),
        facets=facets(found.facets, request, labels, find=find),
        dates=dates(found.facets, request, labels, partial(_days, library, request)),
        map=mapped(found.facets, request),
        chips=(*words(request, found.tree), *chips(understood.understood, found.expansions, labels)),
        totals=_totals(library, request, found),
        problems=understood.problems,
        notes=sentences(found.note, found.notes),
        bets=bets(found.entities, labels),
        meant=_meant(request, found.meant),
        earlier=next(iter(_meant(request, [found.earlier] if found.earlier else [])), None),
        nothing=None if found.total else unanswered(library, request, labels, found=found),
    )


def mapped(counts: Facets, request: SearchRequest) -> tuple[Unit, ...]:
    """The map of an answer: each unit leads to the same answer with it chosen, or no longer chosen."""
    return units(
        counts.get("region", {}),
        ask.links(ask.toggled, request, "region"),
        ui=request.ui,
        over=request.over,
        chosen=request.values("region"),
    )


def _days(library: Library, request: SearchRequest, month: str) -> Mapping[str, int]:
    return days(library, asked(request).question, month, said=request.over == STATEMENTS)


def _totals(library: Library, request: SearchRequest, found: Found[Card] | Found[StatementCard]) -> dict[str, int]:
    """How many there are of each; who knows how many releases knows how many texts too."""

    def counted(over: str) -> tuple[int, int]:
        if request.over == over:
            return found.total, found.documents
        return library.totals(asked(ask.asked_over(request, over), size=0).question, said=over == STATEMENTS)

    (releases, texts), (statements, _) = counted(RELEASES), counted(STATEMENTS)
    return {RELEASES: releases, TEXTS: texts, STATEMENTS: statements}


def _meant(request: SearchRequest, others: Sequence[Meant]) -> tuple[Chip, ...]:
    """The question as it may have been meant, with the hits there would be."""
    found = (one for one in others if one.hits)
    return tuple(Chip(one.text, request._replace(text=one.text, page=1).url, "offer", one.hits) for one in found)
