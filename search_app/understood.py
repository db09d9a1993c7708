"""How a question was understood: its parts as chips, what was taken otherwise, and what the question is the name of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from indexer import notes as told
from indexer.query.entities import Entity
from indexer.query.pieces import Note
from indexer.query.syntax import Syntax, all_of, parts, text, top_level
from search_app import request as ask
from search_app.catalogues import gettext, lazy_gettext
from search_app.facets import MOST_CHIPS, Chip, and_more
from search_app.i18n import Labels
from search_app.request import SearchRequest

SENTENCES = {code: lazy_gettext(text) for code, text in told.SENTENCES.items()}
REASONS = {code: lazy_gettext(text) for code, text in told.REASONS.items()}
PAGES = {
    "person": lazy_gettext("Page of the person"),
    "region": lazy_gettext("Page of the region"),
    "topic": lazy_gettext("Page of the topic"),
}
DAYS = "date:"
FACETS = {"person": "speaker", "region": "region", "topic": "topic"}


@dataclass(frozen=True, slots=True)
class Bet:
    """A page that the question is the name of: what it is, what it is called, a word about it, and its address."""

    what: str
    name: str
    note: str
    url: str


def sentences(note: str | None, notes: Sequence[Note]) -> tuple[str, ...]:
    """What was taken otherwise than typed, in words."""
    told = [str(SENTENCES[note])] if note in SENTENCES else []
    reasons = [f"{one.piece} – {REASONS[one.code]}" for one in notes if one.code in REASONS]
    if reasons:
        told.append(gettext("Understood otherwise than typed: %(pieces)s.", pieces="; ".join(reasons)))
    return tuple(told)


def worded(part: str) -> str:
    """A part of a question as one would say it: days with the name of their field in the language of the interface."""
    if not part.startswith(DAYS):
        return part
    days = part.removeprefix(DAYS).strip('"')
    return f"{gettext('Date')}: {days}"


def words(request: SearchRequest, tree: Syntax) -> tuple[Chip, ...]:
    """The parts of a question that has several, each with the question without it."""
    some = parts(tree)
    if len(some) < 2:
        return ()
    chips = [Chip(worded(part.label), ask.reworded(request, text(part.rest)).url, "word") for part in some[:MOST_CHIPS]]
    if len(some) > MOST_CHIPS:
        first = text(all_of(*top_level(tree)[:MOST_CHIPS]))
        chips.append(Chip(and_more(len(some) - MOST_CHIPS), ask.reworded(request, first).url, "word"))
    return tuple(chips)


def bets(entities: Sequence[Entity], labels: Labels) -> tuple[Bet, ...]:
    """The pages of those whose name the question is."""
    return tuple(
        Bet(
            str(PAGES[one.kind]),
            labels.value(FACETS[one.kind], one.id),
            labels.note(FACETS[one.kind], one.id),
            f"/{labels.ui}/{one.kind}/{one.id}",
        )
        for one in entities
        if one.kind in PAGES
    )
