"""From a source's card to its pages: robots.txt, sitemaps, feeds, listings, conditional GET, rounds."""

from indexer.crawl.crawl import Progress, crawl
from indexer.crawl.messages import Limits
from indexer.crawl.state import Frontier, Visit
from indexer.crawl.stored import StoredFrontier

__all__ = ["Frontier", "Limits", "Progress", "StoredFrontier", "Visit", "crawl"]
