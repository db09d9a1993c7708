"""What is answered when something is not there or goes wrong: a page in the look to readers; to programs, which ask for
files of pages (`.json`, `.csv`, …) or below /api/v1, a problem as data (RFC 9457)."""

from __future__ import annotations

import os

from flask import Flask, Response, current_app, jsonify, render_template, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, ServiceUnavailable

from corpus.errors import MinberError, SearchIndexError

API = "/api/"
SOON = 60  # seconds after which to ask again
SUFFIXES = (".json", ".jsonl", ".csv", ".atom", ".bib", ".ris", ".txt")
Answer = tuple[str | Response, int]


def register(app: Flask) -> None:
    """Makes the app answer failures here."""
    app.register_error_handler(HTTPException, failed)
    app.register_error_handler(MinberError, unavailable)


def wants_data(path: str) -> bool:
    """Whether an address is for programs, so that its failures are data."""
    return path.startswith(API) or path.endswith(SUFFIXES) or path in ("/health", "/metrics")


def failed(error: HTTPException) -> Answer | Response:
    """There is nothing at the address, or something went wrong."""
    code = error.code or 500
    if code < 400:
        return Response(error.get_response(request.environ).response, code, headers=error.get_headers())
    if wants_data(request.path):
        answer: str | Response = problem(error)
    else:
        answer = Response(render_template("error.html", code=code), code, mimetype="text/html")
    if isinstance(error, MethodNotAllowed) and isinstance(answer, Response):
        answer.headers["Allow"] = ", ".join(sorted(error.valid_methods or ()))
    return answer, code


def unavailable(error: MinberError) -> Response:
    """The library cannot answer: the message says why, the page what to do; where the home lies the log alone tells."""
    current_app.logger.warning("%r: %s", request.path, error)
    message = inside(error)
    if wants_data(request.path):
        response = problem(ServiceUnavailable(message))
    else:
        page = render_template("unavailable.html", message=message, index=_index(error))
        response = Response(page, 503, mimetype="text/html")
    response.headers["Retry-After"] = str(SOON)
    return response


def _index(error: MinberError) -> str:
    """What is wrong with the index: that there is none, or that it cannot be read; nothing where something else is."""
    if not isinstance(error, SearchIndexError):
        return ""
    library = current_app.extensions["minber"].library
    try:
        return "missing" if None in (library.releases.manifest, library.said.manifest) else "unread"
    except SearchIndexError:
        return "unread"


def inside(error: MinberError) -> str:
    """What an error says, its paths as they are within the home."""
    home = current_app.extensions["minber"].library.settings.home
    return str(error).replace(f"{home}{os.sep}", "").replace(f"{home.resolve()}{os.sep}", "")


def problem(error: HTTPException) -> Response:
    """A failure as data (RFC 9457)."""
    detail = " ".join((error.description or error.name).split())
    response = jsonify({"title": error.name, "status": error.code or 500, "detail": detail})
    response.mimetype = "application/problem+json"
    response.status_code = error.code or 500
    return response
