"""What the tests of questions share."""

from __future__ import annotations

import pytest
from sample_library import sample_library

from indexer.library import Library


@pytest.fixture(scope="session")
def library(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The sample site, crawled and indexed."""
    return sample_library(request.session, tmp_path_factory.getbasetemp() / "sample-library")
