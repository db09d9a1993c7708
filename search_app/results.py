"""The results page: a search, the total of the other collection, and what would help where nothing is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from flask_babel import lazy_gettext

from indexer.library import Card, Found, Library, StatementCard
from indexer.query.ask import NOTHING_UNDERSTOOD
from indexer.query.expand import FIELD_AS_WORDS, PHRASE_BY_FORMS, either
from indexer.query.parse import parse
from indexer.query.syntax import text
from search_app import request as ask
from search_app.cards import Shown, release_card, statement_card
from search_app.catalogues import gettext
from search_app.facets import Chip, Dates, Facet, Facets, chips, dates, facets, most, span
from search_app.i18n import HEADINGS, Labels
from search_app.people import Names
from search_app.question import asked
from search_app.request import PAGE_SIZE, RELEASES, STATEMENTS, SearchRequest

NOTES = {
    NOTHING_UNDERSTOOD: lazy_gettext("Only signs, no words: there is nothing to look for."),
    PHRASE_BY_FORMS: lazy_gettext("Nowhere do these words stand together as typed: other forms are shown."),
    FIELD_AS_WORDS: lazy_gettext("A name after a colon is not known here: it was looked for as words."),
}
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
    labels: Labels
    total: int
    hits: tuple[Shown, ...]
    facets: tuple[Facet, ...]
    dates: Dates
    chips: tuple[Chip, ...]
    totals: Mapping[str, int]
    problems: Mapping[str, str]
    note: str | None
    meant: Chip | None
    remedies: tuple[Chip, ...]

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
        """The two things that can be searched."""
        names = {RELEASES: gettext("Releases"), STATEMENTS: gettext("Statements")}
        return tuple(
            Choice(name, ask.asked_over(self.request, over).url, over == self.request.over, self.totals[over])
            for over, name in names.items()
        )

    @property
    def sorts(self) -> tuple[Choice, ...]:
        """The orders there are; without words there is no best match."""
        names = {"": gettext("best match")} if self.request.text else {}
        names |= {"new": gettext("newest first"), "old": gettext("oldest first")}
        current = self.request.sort or ("" if self.request.text else "new")
        return tuple(Choice(name, ask.ordered(self.request, sort).url, sort == current) for sort, name in names.items())

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The pages to turn to: the first, the last, and those around the current one."""
        here = self.request.page
        kept = [n for n in range(1, self.last + 1) if n in (1, self.last) or abs(n - here) <= AROUND]
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


def results(desk: Desk, request: SearchRequest) -> Results:
    """The answer to a request, ready for the page."""
    question = asked(request)
    if request.over == STATEMENTS:
        said = desk.library.statements(question.question)
        labels = _labels(desk, request, said.facets)
        return _results(desk, request, said, hits=[statement_card(card, request, labels) for card in said.cards])
    found = desk.library.search(question.question)
    labels = _labels(desk, request, found.facets)
    hits = [release_card(card, request, labels, wanted=found.wanted) for card in found.cards]
    return _results(desk, request, found, hits=hits)


def _labels(desk: Desk, request: SearchRequest, counts: Facets) -> Labels:
    speakers = most(counts.get("speaker", {}), request.values("speaker"))
    return Labels(request.ui, desk.names.of(speakers, request.ui))


def _results(
    desk: Desk, request: SearchRequest, found: Found[Card] | Found[StatementCard], *, hits: Sequence[Shown]
) -> Results:
    labels = _labels(desk, request, found.facets)
    other = RELEASES if request.over == STATEMENTS else STATEMENTS
    return Results(
        request=request,
        labels=labels,
        total=found.total,
        hits=tuple(hits),
        facets=facets(found.facets, request, labels),
        dates=dates(found.facets, request, labels),
        chips=chips(asked(request).understood, found.expansions, labels),
        totals={request.over: found.total, other: _total(desk.library, ask.asked_over(request, other))},
        problems=asked(request).problems,
        note=str(NOTES[found.note]) if found.note else None,
        meant=_meant(request, found.suggestion),
        remedies=() if found.total else (*_any_of(request, found), *_remedies(desk.library, request, labels)),
    )


def _total(library: Library, request: SearchRequest) -> int:
    question = asked(request, size=0).question
    return (library.statements if request.over == STATEMENTS else library.search)(question).total


def _any_of(request: SearchRequest, found: Found[Card] | Found[StatementCard]) -> Iterator[Chip]:
    """For an answer of nothing to several words: the same words, any of them."""
    if found.either:
        loose = ask.reworded(request, text(either(parse(request.text))))
        yield Chip(gettext("any of the words: “%(words)s”", words=loose.text), loose.url, "offer", found.either)


def _meant(request: SearchRequest, suggestion: str | None) -> Chip | None:
    """The question as it may have been meant, with its address."""
    return Chip(suggestion, ask.reworded(request, suggestion).url, "offer") if suggestion else None


def _remedies(library: Library, request: SearchRequest, labels: Labels) -> tuple[Chip, ...]:
    """For an answer of nothing: each thing that narrows it taken off, with the hits there would be."""
    wider = [
        (f"{HEADINGS[facet]}: {labels.value(facet, value)}", ask.toggled(request, facet, value))
        for facet, value in request.chosen
    ]
    if request.since or request.until:
        wider.append((span(request), ask.undated(request)))
    if request.text and request.narrowed:
        wider.append((request.text, ask.widened(request)))
    made = ((gettext("without “%(what)s”", what=what), other, _total(library, other)) for what, other in wider)
    return tuple(Chip(label, other.url, "offer", total) for label, other, total in made if total)
