"""The sample site, crawled, understood and indexed once a session, for all tests that ask a whole library."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from corpus.sample_site.server import ANY_PORT, SampleSite
from indexer import pipeline
from indexer.library import Library
from indexer.progress import Progress
from indexer.settings import Settings


@cache
def sample_library(session: pytest.Session, home: Path) -> Library:
    """A library of the sample site in a folder of the session; made at the first call, closed at the end."""
    library = Library.open(Settings(home=home, processes=1))
    session.addfinalizer(library.close)
    with SampleSite(ANY_PORT) as site, Progress("pages") as progress:
        pipeline.crawl_sources(library, site.sources, progress=progress)
        pipeline.index(library, progress=progress)
    return library
