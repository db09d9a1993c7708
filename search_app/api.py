"""The same answers as JSON: a page's address with `.json`; the shapes are those of the command line."""

from __future__ import annotations

from flask import Blueprint, Response, abort, g, jsonify

from indexer import report
from search_app.question import asked
from search_app.request import STATEMENTS
from search_app.views import UI, asked_for, desk

api = Blueprint("api", __name__)


@api.get("/search.json")
@api.get(f"{UI}/search.json")
def search(ui: str = "") -> Response:
    """An answer over releases or statements; `problems` are fields that could not be understood."""
    request = asked_for(ui or g.ui)
    understood = asked(request)
    if request.over == STATEMENTS:
        answer = report.statements(desk().library.statements(understood.question))
    else:
        answer = report.releases(desk().library.search(understood.question))
    return jsonify(answer | {"problems": understood.problems})


@api.get("/release/<identifier>.json")
@api.get(f"{UI}/release/<identifier>.json")
def release(identifier: str, ui: str = "") -> Response:  # noqa: ARG001 one answer for all languages
    """A release with all its language versions."""
    found = desk().library.release(identifier)
    if found is None:
        abort(404)
    return jsonify({"id": found.id, "renditions": [report.rendition(each) for each in found.versions]})
