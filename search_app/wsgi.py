"""The app for any WSGI server (`gunicorn search_app.wsgi:app`), with settings from the folder and the environment."""

from __future__ import annotations

import os
from pathlib import Path

from flask import Flask

from indexer.library import Library
from indexer.settings import read_settings
from search_app import create_app


def application() -> Flask:
    """The app over the library of the home that the settings name."""
    settings = read_settings(Path.cwd(), os.environ)
    return create_app(Library.open(settings, create=False))


app = application()
