"""/api/v1: what the pages answer, for programs, with an OpenAPI description made from the same table of routes.

Unlike the pages, the API forgives nothing: an unknown parameter, or one that cannot be understood, is a problem (400)
that names it. `ROUTES` is the whole of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from importlib.metadata import version
from typing import Any

from flask import Blueprint, Response, abort, jsonify, redirect, request
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as BaseResponse

from indexer.library_help import suggestions
from indexer.query.ask import Question
from indexer.query.days import day
from search_app import api_answers
from search_app.api_records import OneRelease, Releases, Statements, plain
from search_app.api_things import (
    Beginning,
    Held,
    OnePerson,
    Proposal,
    Regions,
    Sources,
    Suggestions,
    Topics,
)
from search_app.files import root
from search_app.openapi import Parameter, Route, description
from search_app.question import SORTS
from search_app.request import DAYS, FACETS, LANGUAGES, LONGEST_TEXT, MOST_CHOSEN
from search_app.untaken import PUBLISHED, sentence, unknown
from search_app.views import desk

api = Blueprint("api", __name__, url_prefix="/api/v1")

LARGEST_PAGE = 100
DEEPEST = 1_000_000  # rows
DAY: dict[str, Any] = {
    "anyOf": [
        {"type": "string", "format": "date"},
        {"type": "string", "pattern": "^[12][0-9]{3}$"},
        {"type": "string", "pattern": "^[12][0-9]{3}-(0[1-9]|1[0-2])$"},
    ]
}
ORDERS = {"relevance": "relevance"} | {name: sort for short, sort in SORTS.items() for name in (short, sort)}
DATED = {"type": "string", "enum": [PUBLISHED, *DAYS]}
ORDER = {"type": "string", "enum": [*ORDERS]}
VALUE = {"type": "string", "minLength": 1, "maxLength": 200}
Given = Mapping[str, Sequence[str]]


def _asking(facets: Sequence[str]) -> tuple[Parameter, ...]:
    kept = tuple(Parameter(one, f"Only this {one}; several: any of them.", VALUE, many=True) for one in facets)
    left_out = tuple(Parameter(f"-{one}", f"Nothing of this {one}.", VALUE, many=True) for one in facets)
    return (
        Parameter("q", "What to look for, as in the search field.", {"type": "string", "maxLength": LONGEST_TEXT}),
        *kept,
        *left_out,
        Parameter("from", "On or after: a day, month or year.", DAY),
        Parameter("to", "On or before: a day, month or year.", DAY),
        Parameter("by", "What `from` and `to` are days of: publication, if nothing else.", DATED),
        Parameter("sort", "The order; without it the best first, or the newest where no words are asked.", ORDER),
        Parameter("exact", "1: only the words as typed.", {"type": "string", "enum": ["0", "1"]}),
        Parameter("without", "A widening to leave out, by its text.", VALUE, many=True),
        Parameter("page", "Which page.", {"type": "integer", "minimum": 1, "maximum": 10_000, "default": 1}),
        Parameter("size", "Hits on a page.", {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": 10}),
    )


def beginning(given: Given) -> Beginning:  # noqa: ARG001 a route is asked so
    """What there is."""
    return Beginning(
        title="Minber",
        version=version("minber"),
        description=f"{root()}/api/v1/openapi.json",
        help=f"{root()}/en/help",
        addresses={f"{root()}/api/v1{route.path}": route.summary for route in ROUTES if route.path},
    )


def search(given: Given) -> Releases:
    """Releases that answer."""
    return api_answers.releases_answer(desk().library, _question(given), root())


def statements(given: Given) -> Statements:
    """Statements that answer."""
    return api_answers.statements_answer(desk().library, _question(given), root())


def release(given: Given, identifier: str) -> OneRelease | None:  # noqa: ARG001
    """A release."""
    found = desk().library.release(identifier)
    return api_answers.release_answer(found, root()) if found else None


def person(given: Given, identifier: str) -> OnePerson | None:  # noqa: ARG001
    """A person."""
    return api_answers.person_answer(desk().library, identifier)


def regions(given: Given) -> Regions:  # noqa: ARG001
    """Regions."""
    return api_answers.regions_answer(desk().library)


def topics(given: Given) -> Topics:  # noqa: ARG001
    """Topics."""
    return api_answers.topics_answer(desk().library)


def sources(given: Given) -> Sources:  # noqa: ARG001
    """Sources."""
    return api_answers.sources_answer(desk().library)


def suggest(given: Given) -> Suggestions:
    """Suggestions."""
    ui = _one(given, "ui") or "en"
    found = suggestions(desk().library, _one(given, "q"), ui)
    return Suggestions([Proposal(one.text, one.kind, one.question, one.hits) for one in found])


def status(given: Given) -> Held:  # noqa: ARG001
    """What is held."""
    return api_answers.status_answer(desk().library)


BEGINNING = Parameter("q", "What has been typed.", {"type": "string", "maxLength": LONGEST_TEXT}, required=True)
LANGUAGE = Parameter("ui", "The language of names.", {"type": "string", "enum": [*LANGUAGES], "default": "en"})
ROUTES = (
    Route("", "What there is, and where it is described", beginning),
    Route("/search", "Releases that answer a question", search, _asking([one for one in FACETS if one != "kind"])),
    Route("/statements", "Statements that answer a question", statements, _asking(FACETS)),
    Route("/releases/{id}", "A release with all its language versions", release),
    Route("/persons/{id}", "A person: names, posts, and what is held of what they said", person),
    Route("/regions", "All regions of Kazakhstan, and how much is held about each", regions),
    Route("/topics", "All topics, and how much is held on each", topics),
    Route("/sources", "All sources, and what is held of each", sources),
    Route("/suggest", "How a question may go on", suggest, (BEGINNING, LANGUAGE)),
    Route("/status", "What is held in all, and the state of the index", status),
)


def _view(route: Route) -> Callable[..., Response]:
    def view(**parts: str) -> Response:
        found = route.answer(checked(route.parameters), **parts)
        if found is None:
            abort(404, f"{route.name}: there is nothing of the id {parts['identifier'][:60]!r}")
        response = jsonify(plain(found))
        response.headers["Link"] = f'<{root()}/api/v1/openapi.json>; rel="service-desc"'
        return response

    return view


for _route in ROUTES:
    _rule = _route.path.replace("{id}", "<identifier>")
    api.add_url_rule(_rule, endpoint=_route.name, view_func=_view(_route))


@api.get("/")
def without_slash() -> BaseResponse:
    """The beginning has one address."""
    return redirect("/api/v1", code=308)


@api.get("/openapi.json")
def openapi() -> Response:
    """The description of all this."""
    return jsonify(description(ROUTES, root()))


def checked(parameters: Sequence[Parameter]) -> Given:
    """The parameters of the current request, each as it may be."""
    known = {one.name: one for one in parameters}
    given = dict(request.args.lists())
    for name, values in given.items():
        if name not in known:
            raise BadRequest(unknown(name, list(known)))
        _check(known[name], values)
    missing = [one.name for one in parameters if one.required and one.name not in request.args]
    if missing:
        raise BadRequest(f"parameter {missing[0]!r} is missing")
    return given


def _check(parameter: Parameter, values: Sequence[str]) -> None:
    most = MOST_CHOSEN if parameter.many else 1
    if len(values) > most:
        raise BadRequest(f"parameter {parameter.name!r} is given {len(values)} times; at most {most} are taken")
    for value in values:
        if wrong := _wrong(parameter.schema, value):
            raise BadRequest(sentence(parameter.name, value, wrong))


def _wrong(schema: Mapping[str, Any], value: str) -> str | None:
    """What is wrong with a value, or None."""
    if "anyOf" in schema:
        return None if _is_day(value) else "is no day: write 2022, 2022-03 or 2022-03-04"
    if schema["type"] == "integer":
        fits = value.isascii() and value.isdigit() and len(value) < 10
        if not fits or not schema["minimum"] <= int(value) <= schema["maximum"]:
            return f"is no whole number from {schema['minimum']} to {schema['maximum']}"
    elif "enum" in schema and value not in schema["enum"]:
        return f"is none of {', '.join(schema['enum'])}"
    elif len(value) > schema.get("maxLength", len(value)):
        return f"is longer than {schema['maxLength']} letters; shorten it"
    elif len(value) < schema.get("minLength", 0):
        return "is empty; leave the parameter out"
    return None


def _is_day(value: str) -> bool:
    try:
        day(value, last=False)
    except ValueError:
        return False
    return value[:4].isdigit()


def _one(given: Given, name: str) -> str:
    return given[name][0] if given.get(name) else ""


def _number(given: Given, name: str, otherwise: int) -> int:
    return int(_one(given, name) or otherwise)


def _bound(given: Given, name: str, *, last: bool) -> date | None:
    text = _one(given, name)
    return day(text, last=last) if text else None


def _question(given: Given) -> Question:
    text, by = _one(given, "q"), _one(given, "by")
    page, size = _number(given, "page", 1), _number(given, "size", 10)
    since, until = _bound(given, "from", last=False), _bound(given, "to", last=True)
    return Question(
        text=text,
        filters={one: tuple(given[one]) for one in FACETS if given.get(one)},
        excluded={one: tuple(given[f"-{one}"]) for one in FACETS if given.get(f"-{one}")},
        since=None if by in DAYS else since,
        until=None if by in DAYS else until,
        days={by: (since, until)} if by in DAYS else {},
        sort=ORDERS.get(_one(given, "sort"), "relevance" if text else "newest"),
        start=(page - 1) * size,
        size=size,
        exact=_one(given, "exact") == "1",
        without=tuple(given.get("without", ())),
    )
