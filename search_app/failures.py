"""What the reader sees when something is not there or goes wrong: a page in the look, or JSON.

Below /api/v1 it is a problem after RFC 9457; for files of pages (`.json`, `.csv`, …) an object with `error`.
"""

from __future__ import annotations

from flask import Flask, Response, jsonify, render_template, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, ServiceUnavailable

from corpus.errors import MinberError, SearchIndexError

API = "/api/"
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


def unavailable(error: MinberError) -> Answer:
    """The library cannot answer: the message says why, the page what to do."""
    if wants_data(request.path):
        return problem(ServiceUnavailable(str(error))), 503
    missing = isinstance(error, SearchIndexError)
    return render_template("unavailable.html", message=str(error), missing=missing), 503


def problem(error: HTTPException) -> Response:
    """A failure as data."""
    detail = " ".join((error.description or error.name).split())
    if request.path.startswith(API):
        response = jsonify({"title": error.name, "status": error.code or 500, "detail": detail})
        response.mimetype = "application/problem+json"
    else:
        response = jsonify({"error": detail if error.code in (400, 429, 503) else error.name})
    response.status_code = error.code or 500
    return response
