"""The place of a release among the results it was opened from, and the way to its neighbours."""

from __future__ import annotations

from dataclasses import dataclass, replace

from indexer.library import Card, Library
from indexer.schema import statement_of
from search_app import request as ask
from search_app.question import asked
from search_app.request import PAGE_SIZE, STATEMENTS, TEXTS, SearchRequest


@dataclass(frozen=True, slots=True)
class Steps:
    """The how-manieth of how many, and the addresses of the hit before and the hit after, where there are such."""

    place: int
    total: int
    before: str | None
    after: str | None
    back: str


def _version(card: Card, request: SearchRequest) -> str:
    """The version to open: the text itself, or of a release the one in the language of the reader, if there is one."""
    own = request.over != TEXTS and any(version.language == request.ui for version in card.versions)
    return "" if own else card.rendition.language


def steps(library: Library, request: SearchRequest, at: str) -> Steps | None:
    """The way on from the hit at a place; None for a place that is none."""
    place = int(at) if at.isascii() and at.isdigit() and len(at) < 8 else 0
    if not place:
        return None
    first = max(place - 1, 1)
    question = replace(asked(request).question, start=first - 1, size=place - first + 2)
    if request.over == STATEMENTS:
        said = library.statements(question)
        total = said.total
        hits = [
            f"{request.release_url(card.rendition.release, card.rendition.language, at=at)}#s{statement_of(card.id)[1]}"
            for at, card in enumerate(said.cards, first)
        ]
    else:
        found = library.search(question)
        total = found.total
        hits = [
            request.release_url(card.rendition.release, _version(card, request), at=at)
            for at, card in enumerate(found.cards, first)
        ]
    if place > total:
        return None
    around = dict(enumerate(hits, first))
    back = ask.turned(request, (place - 1) // PAGE_SIZE + 1).url
    return Steps(place, total, around.get(place - 1), around.get(place + 1), back)
