"""Pages leave no rings of objects behind.

A macro knows the context that it is made in, and the context knows the macro and all that the page shows. Only the
garbage collector takes such rings apart: now and then, for tens of milliseconds, while a reader waits. So contexts are
emptied as soon as their page is rendered. Macros of a template that is imported without context would be emptied as
well, and they are made once for all pages: templates here are imported with context.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, before_render_template, g, has_app_context, template_rendered
from jinja2.runtime import Context


class Emptied(Context):
    """A context that is emptied when the page is rendered."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_app_context() and g.get("contexts"):
            g.contexts[-1].append(self)


def register(app: Flask) -> None:
    """Makes the pages of an app empty their contexts."""
    app.jinja_env.context_class = Emptied
    before_render_template.connect(_begun, app)
    template_rendered.connect(_done, app)


def _begun(_: Flask, **__: object) -> None:
    g.setdefault("contexts", []).append([])


def _done(_: Flask, **__: object) -> None:
    for context in g.contexts.pop():
        context.parent.clear()
        context.vars.clear()
