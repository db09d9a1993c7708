"""How a question was understood: its parts as chips, what was taken otherwise, and what the question is the name of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext

from indexer.query import ask as asking
from indexer.query import expand, narrow, parse, pieces
from indexer.query.entities import Entity
from indexer.query.pieces import Note
from indexer.query.syntax import Syntax, parts, text
from search_app import request as ask
from search_app.catalogues import gettext
from search_app.facets import Chip
from search_app.i18n import Labels
from search_app.request import SearchRequest

SENTENCES = {
    asking.NOTHING_UNDERSTOOD: lazy_gettext("Only signs, no words: there is nothing to look for."),
    expand.PHRASE_BY_FORMS: lazy_gettext("Nowhere do these words stand together as typed: other forms are shown."),
    expand.FIELD_AS_WORDS: lazy_gettext("A name after a colon is not known here: it was looked for as words."),
}
REASONS = {
    pieces.UNCLOSED_QUOTE: lazy_gettext("no closing quotation mark"),
    pieces.PATTERN_TOO_SHORT: lazy_gettext("too few letters before the asterisk"),
    pieces.LEADING_STAR: lazy_gettext("an asterisk cannot stand first"),
    pieces.TOO_SHORT_TO_BE_LIKE: lazy_gettext("too short to have neighbours in spelling"),
    pieces.FEWER_EDITS: lazy_gettext("fewer changes of letters were allowed"),
    pieces.NEARER: lazy_gettext("a smaller distance was taken"),
    pieces.NO_DATE: lazy_gettext("this is no date: looked for as words"),
    pieces.NO_FIELD: lazy_gettext("no such field: looked for as words"),
    pieces.EMPTY_FIELD: lazy_gettext("nothing stands behind the colon"),
    narrow.DATE_NOT_TAKEN: lazy_gettext("such a date cannot be left out or be one of several"),
    parse.UNCLOSED_BRACKET: lazy_gettext("no closing bracket"),
    parse.UNOPENED_BRACKET: lazy_gettext("no opening bracket"),
    parse.LONE_OPERATOR: lazy_gettext("there is nothing that it could join"),
    parse.NEAR_WITHOUT_WORDS: lazy_gettext("only words can be near each other"),
    parse.TOO_LONG: lazy_gettext("the question is too long: its end was left out"),
    parse.TOO_DEEP: lazy_gettext("too many brackets inside brackets"),
}
PAGES = {
    "person": lazy_gettext("Page of the person"),
    "region": lazy_gettext("Page of the region"),
    "topic": lazy_gettext("Page of the topic"),
}
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


def words(request: SearchRequest, tree: Syntax) -> tuple[Chip, ...]:
    """The parts of a question that has several, each with the question without it."""
    some = parts(tree)
    if len(some) < 2:
        return ()
    return tuple(Chip(part.label, ask.reworded(request, text(part.rest)).url, "word") for part in some)


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
