"""An answer of nothing, explained: what would be found with less asked for, each as a link with its hits, and what is
held at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from indexer.library import Card, Found, Library, StatementCard
from indexer.library_help import nothing
from indexer.query.nothing import Coverage, Less, Unfound
from search_app import request as ask
from search_app.catalogues import gettext
from search_app.facets import Chip, span, without
from search_app.i18n import HEADINGS, Labels
from search_app.question import asked
from search_app.request import RELEASES, STATEMENTS, SearchRequest
from search_app.understood import worded


@dataclass(frozen=True, slots=True)
class Unanswered:
    """The ways on from an answer of nothing, and what was searched, in words."""

    ways: tuple[Chip, ...]
    held: str


def unanswered(
    library: Library, request: SearchRequest, labels: Labels, *, found: Found[Card] | Found[StatementCard]
) -> Unanswered:
    """Why a request finds nothing."""
    told = nothing(library, asked(request, size=0).question, found, said=request.over == STATEMENTS)
    ways = (*_any_of(request, told), *_with_less(request, told, labels), *_in_languages(request, told, labels))
    return Unanswered(ways, _held(told.held, labels))


def _any_of(request: SearchRequest, told: Unfound) -> Iterator[Chip]:
    """The same words, any of them."""
    if told.either:
        loose = request._replace(text=told.either.text, page=1)
        some = ", ".join(map(worded, loose.text.split(" OR ")))
        yield Chip(gettext("any of the words: “%(words)s”", words=some), loose.url, "offer", told.either.hits)


def _with_less(request: SearchRequest, told: Unfound, labels: Labels) -> Iterator[Chip]:
    for less in told.without:
        what, other = _taken_off(request, less, labels)
        label = what if less.kind == "exact" else gettext("without “%(what)s”", what=what)
        yield Chip(label, other._replace(page=1).url, "offer", less.hits)


def _taken_off(request: SearchRequest, less: Less, labels: Labels) -> tuple[str, SearchRequest]:
    """What was taken off, in words, and the request without it."""
    values = ", ".join(labels.value(less.name, value) for value in less.values) if less.name else ""
    match less.kind:
        case "filter":
            kept = tuple(pair for pair in request.chosen if pair[0] != less.name)
            return f"{HEADINGS[less.name]}: {values}", request._replace(chosen=kept)
        case "excluded":
            kept = tuple(pair for pair in request.excluded if pair[0] != less.name)
            label = ", ".join(without(less.name, value, labels) for value in less.values)
            return label, request._replace(excluded=kept)
        case "days":
            return span(request), ask.undated(request)
        case "exact":
            return gettext("in other forms and spellings too"), request._replace(exact=False)
        case _:
            return ", ".join(map(worded, less.values)), request._replace(text=less.question.text)


def _in_languages(request: SearchRequest, told: Unfound, labels: Labels) -> Iterator[Chip]:
    """The languages in which there are hits, where the request keeps to another."""
    others = tuple(pair for pair in request.chosen if pair[0] != "language")
    for language, hits in told.languages.items():
        other = ask.toggled(request._replace(chosen=others), "language", language)
        yield Chip(f"{HEADINGS['language']}: {labels.value('language', language)}", other.url, "offer", hits)


def _held(held: Coverage, labels: Labels) -> str:
    """What was searched: how many releases, from when to when."""
    if not held.first or not held.last:
        return ""
    return gettext(
        "Searched were %(counted)s (%(first)s – %(last)s). What is not among them may still have been said.",
        counted=labels.counted(RELEASES, held.releases),
        first=labels.day(held.first),
        last=labels.day(held.last),
    )
