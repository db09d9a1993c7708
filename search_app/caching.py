"""What spares work: a tag that changes when an answer may, answered with 304 before anything is searched.

Answers follow from the address, the index, the store and the code; so does the tag. Pages that tell what is held
have the day's and the crawl's figures in them: they are tagged by their content.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from importlib.metadata import version
from pathlib import Path

from flask import Flask, Response, current_app, g, make_response, request
from werkzeug.http import quote_etag

from indexer.library import Library
from indexer.query.ask import today

YEAR = 365 * 24 * 3600
BY_STATE = frozenset(  # endpoints whose answer follows from address, state and language alone
    {
        "pages.search",
        "pages.statements",
        "files.answer",
        "files.person",
        "files.release",
        "pages.release",
        "api.search",
        "api.statements",
        "api.releases",
        "api.persons",
        "api.regions",
        "api.topics",
        "api.suggest",
        "site.sitemap",
        "site.sitemap_part",
    }
)


def register(app: Flask) -> None:
    """Makes the app spare work."""
    app.before_request(unchanged)
    app.after_request(cached)


def unchanged() -> Response | None:
    """304 for a reader who holds the answer already."""
    if request.endpoint not in BY_STATE or request.method not in ("GET", "HEAD"):
        return None
    g.tag = tag()
    if not request.if_none_match.contains_weak(g.tag):
        return None
    response = make_response("", 304)
    response.headers["ETag"] = quote_etag(g.tag, weak=True)
    return response


def cached(response: Response) -> Response:
    """Files are named by their content and keep for a year; all else is asked for again, sent if changed."""
    if request.endpoint == "static":
        if "v" in request.args:
            response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
        return response
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "private, no-cache"
    if request.blueprint == "files" and not (request.view_args or {}).get("ui"):
        response.vary.update(("Accept-Language", "Cookie"))
    if response.status_code != 200 or response.direct_passthrough:
        return response
    if mark := g.get("tag"):
        response.headers["ETag"] = quote_etag(mark, weak=True)
    elif not response.is_streamed:
        response.add_etag(weak=True)
        response.make_conditional(request)
    return response


def tag() -> str:
    """A mark of all that the answer to the current request follows from."""
    parts = (
        state(library()),
        code(),
        str(datetime.now(UTC).date()),  # citations name the day,
        str(today()),  # and “last week” is counted from the day in Kazakhstan
        g.get("ui", ""),
        request.host_url,
        request.full_path,
    )
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:24]


def library() -> Library:
    """What the app answers from."""
    found: Library = current_app.extensions["minber"].library
    return found


def state(library: Library) -> str:
    """A mark of what is held: the commits of both indexes and the last change of the store."""
    parts = [str(library.store.sequence)]
    for engine in (library.releases, library.said):
        manifest = engine.manifest
        parts.append(f"{manifest.commit} {manifest.fingerprint} {sorted(manifest.files.items())}" if manifest else "")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


@cache
def code() -> str:
    """A mark of this version of the app: its number and the content of its files."""
    digest = hashlib.sha256(version("minber").encode())
    for package in ("search_app", "indexer", "corpus", "analyzers"):
        folder = Path(str(resources.files(package)))
        for file in sorted(folder.rglob("*")):
            if file.is_file() and file.suffix != ".pyc":
                digest.update(f"{file.name} {file.stat().st_size} {file.stat().st_mtime_ns}".encode())
    return digest.hexdigest()[:16]
