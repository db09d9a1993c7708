"""The pages: a view reads the address, asks the library, and fills one template."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast
from urllib.parse import quote

from flask import Blueprint, abort, current_app, g, redirect, render_template, request
from werkzeug.wrappers import Response

from indexer.engines.base import UNSTATED
from search_app import map as country
from search_app.facets import Facet, Value
from search_app.help import examples, tried
from search_app.i18n import Labels, preferred
from search_app.release import Opened, release_page
from search_app.request import LANGUAGES, STATEMENTS, SearchRequest, language, read, retold
from search_app.results import Desk, results
from search_app.untaken import KNOWN, left_out

pages = Blueprint("pages", __name__)
UI = "/<any(kk, ru, en):ui>"
TOLD = frozenset(KNOWN) - {"q", "page"}  # where left out; of these two the page tells in other words
BROWSED = {"speaker": ("person", 8), "topic": ("topic", 12)}


def desk() -> Desk:
    """What this app answers from."""
    return cast("Desk", current_app.extensions["minber"])


def asked_for(ui: str) -> SearchRequest:
    """What the address of the current request asks."""
    return read(ui, request.args.items(multi=True))


def found_within() -> str:
    """The name looked for within the facet of people."""
    return " ".join(request.args.get("find", "").split())[:60]


@pages.app_url_value_preprocessor
def choose_language(endpoint: str | None, values: dict[str, str] | None) -> None:  # noqa: ARG001
    """The interface speaks the language of the address, else of the last visit, else of the browser."""
    accepted = request.accept_languages.best_match(LANGUAGES)
    g.ui = language(request.path) or preferred(request.cookies.get("ui"), accepted)


@pages.app_context_processor
def tongues() -> dict[str, object]:
    """The current address in all three languages, and the sheet of the map, for every template."""
    address = request.full_path.rstrip("?")
    tongues = {code: retold(address, code) for code in LANGUAGES}
    return {
        "ui": g.get("ui", "en"),
        "tongues": tongues,
        "map_size": (country.WIDTH, country.HEIGHT),
        "waters": country.waters,
        "legend": country.legend,
    }


@pages.get("/")
@pages.get("/search")
@pages.get("/statements")
@pages.get("/about")
@pages.get("/help")
@pages.get("/release/<identifier>")
def in_own_language(identifier: str = "") -> Response:  # noqa: ARG001 the path says it all
    """An address without a language leads to the same one in the reader's language."""
    query = request.query_string.decode("ascii", "replace")
    response = redirect(f"/{g.ui}{quote(request.path)}" + (f"?{query}" if query else ""))
    response.vary.update(("Accept-Language", "Cookie"))
    return response


@pages.get(f"{UI}/")
def home(ui: str) -> str:
    """Everything at a glance: what is held, the newest releases, all filters with counts."""
    page = results(desk(), SearchRequest(ui))
    held = desk().library.status()
    return render_template("home.html", page=page, held=held, examples=tried(ui), browse=browsed(page.facets))


def browsed(facets: Iterable[Facet]) -> list[tuple[str, str, str, list[Value]]]:
    """The lists of the home page: the facet, its heading, the kind of page its values have, and its first values."""
    found = {facet.name: facet for facet in facets}
    values = {
        name: [value for value in (*found[name].shown, *found[name].more) if value.hits and value.key != UNSTATED]
        for name in BROWSED
    }
    return [(name, found[name].heading, kind, values[name][:most]) for name, (kind, most) in BROWSED.items()]


@pages.get(f"{UI}/search")
def search(ui: str) -> str:
    """The answer to a question."""
    return _answer(asked_for(ui))


@pages.get(f"{UI}/statements")
def statements(ui: str) -> str:
    """The answer to a question over statements."""
    return _answer(read(ui, [("in", STATEMENTS), *request.args.items(multi=True)]))


def _answer(asked: SearchRequest) -> str:
    gone = [f"{name}={value}" for name, value in left_out(asked, request.args.items(multi=True)) if name in TOLD]
    return render_template("search.html", page=results(desk(), asked, find=found_within()), left_out=", ".join(gone))


@pages.get(f"{UI}/release/<identifier>")
def release(ui: str, identifier: str) -> str | Response:
    """A release with its language versions and all that we concluded from them."""
    version = request.args.get("version", "")
    opened = Opened(version, request.args.get("with", ""), request.args.get("at", ""))
    page = release_page(desk().library, identifier, asked_for(ui), opened)
    if page is None:
        abort(404)
    if page.rendition.release != identifier:  # found to be a version of another release
        return redirect(page.request.release_url(page.rendition.release, version), code=301)
    return render_template("release.html", page=page)


@pages.get(f"{UI}/about")
def about(ui: str) -> str:
    """What this is, what is held, and how conclusions are reached."""
    return render_template("about.html", labels=Labels(ui), held=desk().library.status(), asked=SearchRequest(ui))


@pages.get(f"{UI}/help")
def help_page(ui: str) -> str:
    """How to ask, with examples that can be followed."""
    return render_template("help.html", examples=examples(ui), asked=SearchRequest(ui))
