"""A library of the sample site, crawled, understood and indexed; the fixture `library` is one for all tests."""

from __future__ import annotations

from pathlib import Path

from corpus.sample_site.server import ANY_PORT, SampleSite
from indexer import pipeline
from indexer.library import Library
from indexer.progress import Progress
from indexer.settings import Settings


def sample_library(home: Path) -> Library:
    """A library of the sample site, made in a folder."""
    library = Library.open(Settings(home=home, processes=1))
    with SampleSite(ANY_PORT) as site, Progress("pages") as progress:
        pipeline.crawl_sources(library, site.sources, progress=progress)
        pipeline.index(library, progress=progress)
    return library
