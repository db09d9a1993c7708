"""How the app does: `/health` for those who start and stop it, `/metrics` for Prometheus.

Figures are counted in memory and written in the text format of Prometheus (0.0.4). They are given to private
addresses alone.
"""

from __future__ import annotations

import bisect
import ipaddress
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator

from flask import Blueprint, Flask, Response, abort, current_app, g, jsonify, request

from corpus.errors import MinberError
from indexer.library import Library
from search_app import caching, failures

watch = Blueprint("watch", __name__)
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # seconds
NAME = "minber_metrics"


class Metrics:
    """Requests by route and status, and how long they took."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: Counter[tuple[str, int]] = Counter()
        self._within: Counter[tuple[str, int]] = Counter()  # route, place of the bound
        self._seconds: Counter[str] = Counter()

    def count(self, route: str, status: int, seconds: float) -> None:
        """Counts a request."""
        with self._lock:
            self._requests[route, status] += 1
            self._within[route, bisect.bisect_left(BOUNDS, seconds)] += 1
            self._seconds[route] += seconds  # type: ignore[assignment]

    def lines(self) -> Iterator[str]:
        """The figures as text."""
        with self._lock:
            requests, within, seconds = dict(self._requests), dict(self._within), dict(self._seconds)
        yield from _head("minber_requests_total", "counter", "Requests answered.")
        for (route, status), number in sorted(requests.items()):
            yield f'minber_requests_total{{route="{route}",status="{status}"}} {number}'
        yield from _head("minber_request_seconds", "histogram", "Seconds until an answer began.")
        for route in sorted(seconds):
            total = 0
            for place, bound in enumerate((*map(str, BOUNDS), "+Inf")):
                total += within.get((route, place), 0)
                yield f'minber_request_seconds_bucket{{route="{route}",le="{bound}"}} {total}'
            yield f'minber_request_seconds_sum{{route="{route}"}} {seconds[route]:.6f}'
            yield f'minber_request_seconds_count{{route="{route}"}} {total}'


def register(app: Flask) -> None:
    """Makes the app count."""
    counted = app.extensions[NAME] = Metrics()

    def begin() -> None:
        g.began = time.perf_counter()

    def end(response: Response) -> Response:
        seconds = time.perf_counter() - g.get("began", time.perf_counter())
        counted.count(request.endpoint or "none", response.status_code, seconds)
        return response

    app.before_request(begin)
    app.after_request(end)
    app.register_blueprint(watch)


@watch.get("/health")
def health() -> tuple[Response, int]:
    """Whether questions can be answered: 200, or 503 with what is wrong."""
    library = caching.library()
    try:
        manifests = {"releases": library.releases.manifest, "statements": library.said.manifest}
        found = {name: manifest.documents if manifest else None for name, manifest in manifests.items()}
        state = "no index" if None in found.values() else "stale" if library.stale else "ok"
        told = {"status": state, "store": "ok", "documents": found, "generation": caching.state(library)}
    except MinberError as error:
        state, told = "failed", {"status": "failed", "error": failures.inside(error)}
    response = jsonify(told)
    response.headers["Cache-Control"] = "no-store"
    return response, 200 if state in ("ok", "stale") else 503


@watch.get("/metrics")
def metrics() -> Response:
    """The figures, for Prometheus."""
    if not _private(request.remote_addr or ""):
        abort(404)
    counted: Metrics = current_app.extensions[NAME]
    text = "\n".join((*counted.lines(), *_index_lines(caching.library()))) + "\n"
    response = Response(text, content_type="text/plain; version=0.0.4; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    return response


def _index_lines(library: Library) -> Iterable[str]:
    yield from _head("minber_index_documents", "gauge", "Documents in the index.")
    engines = (library.releases, library.said)
    for engine in engines:
        manifest = engine.manifest
        name = engine.collection.name
        yield f'minber_index_documents{{collection="{name}"}} {manifest.documents if manifest else 0}'
    yield from _head("minber_index_age_seconds", "gauge", "Seconds since the index last changed.")
    for engine in engines:
        files = (library.settings.index / engine.collection.name).glob("*/manifest.json")
        if changed := max((file.stat().st_mtime for file in files), default=0.0):
            name = engine.collection.name
            yield f'minber_index_age_seconds{{collection="{name}"}} {max(0.0, time.time() - changed):.0f}'
    yield from _head("minber_index_stale", "gauge", "1 where the index was made by other analysis than today's.")
    yield f"minber_index_stale {int(library.stale)}"


def _head(name: str, kind: str, meaning: str) -> tuple[str, str]:
    return f"# HELP {name} {meaning}", f"# TYPE {name} {kind}"


def _private(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_private
    except ValueError:
        return False
