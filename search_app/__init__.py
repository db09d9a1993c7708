"""Question → page: the web app over a library, in Kazakh, Russian and English.

`create_app(library)` gives a WSGI app. The straight line: `request.read` → `question.asked` → library →
`results` (cards, facets, chips) → template. Pages work without scripts; nothing is loaded from elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from indexer.library import Library


def create_app(library: Library) -> Flask:
    """The web app that answers from a library."""
    from search_app import app  # here: every command of `minber` imports this package, only some need Flask

    return app.create_app(library)
