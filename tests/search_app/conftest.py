"""The app over the sample site."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sample_library import sample_library

from indexer.library import Library
from search_app import create_app


@pytest.fixture(scope="session")
def library(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The sample site, crawled and indexed."""
    return sample_library(request.session, tmp_path_factory.getbasetemp() / "sample-library")


@pytest.fixture(scope="session")
def app(library: Library) -> Flask:
    """The app over it."""
    return create_app(library)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A reader without scripts or cookies."""
    return app.test_client()
