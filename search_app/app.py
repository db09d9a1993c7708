"""The web app put together: pages, files, API, interface languages, headers, limits and addresses of files."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from indexer.library import Library
from search_app import (
    caching,
    catalogues,
    compression,
    failures,
    limits,
    linking,
    metrics,
    query_log,
    rendering,
    security,
)
from search_app.api import api
from search_app.entity_views import entities
from search_app.files import files
from search_app.highlight import marked
from search_app.i18n import OWN_NAMES
from search_app.people import Names
from search_app.results import Desk
from search_app.site import site
from search_app.views import pages


def create_app(library: Library) -> Flask:
    """The web app that answers from a library."""
    app = Flask("search_app")
    app.extensions["minber"] = Desk(library, Names(library))
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    catalogues.ready()
    for blueprint in (pages, entities, files, api, site):
        app.register_blueprint(blueprint)
    failures.register(app)
    _serve(app, library)
    app.jinja_env.globals.update(asset=_asset(app), own_names=OWN_NAMES)
    app.jinja_env.filters["marked"] = marked
    app.context_processor(catalogues.for_templates)
    app.jinja_env.globals.update(linking.for_templates())
    rendering.register(app)
    return app


def _serve(app: Flask, library: Library) -> None:
    """What surrounds every answer; what is registered first looks at the request first, and at the answer last."""
    settings = library.settings
    if settings.proxies:
        trusted = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=trusted, x_proto=trusted, x_host=trusted)  # type: ignore[method-assign]
    metrics.register(app)
    app.after_request(security.guarded)
    app.after_request(security.remembering)
    limits.register(app, settings.rate)
    compression.register(app)
    caching.register(app)
    query_log.register(app, settings.query_log)


def _asset(app: Flask) -> Callable[[str], str]:
    """Addresses of own files that change when the files do."""
    folder = Path(str(app.static_folder))
    versions = {file.name: hashlib.sha256(file.read_bytes()).hexdigest()[:12] for file in folder.iterdir()}
    return {name: f"{app.static_url_path}/{name}?v={version}" for name, version in versions.items()}.__getitem__
