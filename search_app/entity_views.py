"""The pages of people, regions, topics and sources, and what is held of each source."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request
from werkzeug.wrappers import Response

from search_app.coverage import coverage_page
from search_app.entities import entity_page
from search_app.facts import Fact, person_facts, region_facts, source_facts, topic_facts
from search_app.i18n import Labels
from search_app.request import RELEASES, STATEMENTS, SearchRequest
from search_app.views import UI, desk, in_own_language

entities = Blueprint("entities", __name__)


@entities.get("/person/<identifier>")
@entities.get("/region/<identifier>")
@entities.get("/topic/<identifier>")
@entities.get("/source/<identifier>")
@entities.get("/coverage")
def without_language(identifier: str = "") -> Response:
    """An address without a language leads to the same one in the reader's language."""
    return in_own_language(identifier)


@entities.get(f"{UI}/person/<identifier>")
def person(ui: str, identifier: str) -> str:
    """A person: posts, spellings, what they said about what and when."""
    return _page(ui, ("speaker", identifier), person_facts(desk(), identifier, Labels(ui)), over=STATEMENTS)


@entities.get(f"{UI}/region/<identifier>")
def region(ui: str, identifier: str) -> str:
    """A region: its history, who speaks in releases about it, and on what."""
    return _page(ui, ("region", identifier), region_facts(identifier, Labels(ui)))


@entities.get(f"{UI}/topic/<identifier>")
def topic(ui: str, identifier: str) -> str:
    """A topic: what belongs to it, where and by whom it is spoken of."""
    return _page(ui, ("topic", identifier), topic_facts(identifier, Labels(ui)))


@entities.get(f"{UI}/source/<identifier>")
def source(ui: str, identifier: str) -> str:
    """A source: what it is, and what is held of it."""
    return _page(ui, ("source", identifier), source_facts(desk(), identifier, Labels(ui)))


@entities.get(f"{UI}/coverage")
def coverage(ui: str) -> str:
    """What is held of each source, by month and language, and what could not be fetched or read."""
    return render_template("coverage.html", page=coverage_page(desk().library, Labels(ui)), asked=SearchRequest(ui))


def _page(ui: str, chosen: tuple[str, str], facts: tuple[Fact, ...], *, over: str = RELEASES) -> str:
    if not facts:
        abort(404)
    asked = SearchRequest(ui, over=over, chosen=(chosen,))
    return render_template("entity.html", page=entity_page(desk(), asked, facts), here=request.path)
