"""The app over the sample site."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from indexer.library import Library
from search_app import create_app


@pytest.fixture(scope="session")
def app(library: Library) -> Flask:
    """The app over the library."""
    return create_app(library)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A reader without scripts or cookies."""
    return app.test_client()
