"""What the reader sees when something is not there or goes wrong: a page in the look, or JSON."""

from __future__ import annotations

from flask import Flask, Response, jsonify, render_template, request
from werkzeug.exceptions import HTTPException

from corpus.errors import MinberError, SearchIndexError

Answer = tuple[str | Response, int]


def register(app: Flask) -> None:
    """Makes the app answer failures here."""
    app.register_error_handler(HTTPException, failed)
    app.register_error_handler(MinberError, unavailable)


def failed(error: HTTPException) -> Answer:
    """There is nothing at the address, or something went wrong."""
    code = error.code or 500
    if request.path.endswith(".json"):
        return jsonify({"error": error.name}), code
    return render_template("error.html", code=code), code


def unavailable(error: MinberError) -> Answer:
    """The library cannot answer: the message says why, the page what to do."""
    if request.path.endswith(".json"):
        return jsonify({"error": str(error)}), 503
    missing = isinstance(error, SearchIndexError)
    return render_template("unavailable.html", message=str(error), missing=missing), 503
