"""What the store hands out besides renditions: kept pages, revisions, addresses, crawl state, figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from corpus.archive import Location
from corpus.records import Kinship


class Added(NamedTuple):
    """A page taken in: its number; `is_new` when it has to be understood (new bytes, or old ones back)."""

    number: int
    is_new: bool


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page as the store knows it; `understood` is the fingerprint of the rules it was last read by."""

    number: int
    url: str
    source: str
    sha256: str
    status: int
    content_type: str
    size: int
    fetched: datetime
    last_seen: datetime
    location: Location
    understood: str | None


@dataclass(frozen=True, slots=True)
class Address:
    """An address at which a rendition stands."""

    url: str
    first_seen: datetime
    last_seen: datetime


@dataclass(frozen=True, slots=True)
class Revision:
    """A rendition as it stood at one capture, with the page that proves it."""

    captured: datetime
    last_seen: datetime
    current: bool
    url: str
    sha256: str
    title: str | None
    paragraphs: tuple[str, ...]


class Standing(NamedTuple):
    """How a rendition stands: its release and why, its address, and its current revision, with the page that proves
    it and the id that the text alone would have."""

    id: str
    number: int
    release: str
    url: str
    kinship: Kinship | None
    revision: int
    page: int
    key: str


@dataclass(frozen=True, slots=True)
class Change:
    """A rendition that is new, different or gone (`removed`) since some point of the store's sequence."""

    number: int
    id: str
    removed: bool


@dataclass(frozen=True, slots=True)
class CrawlState:
    """What the crawler knows of an address: waiting or done, and what the server said when last asked."""

    source: str
    url: str
    kind: str = "page"
    pending: bool = True
    etag: str | None = None
    last_modified: str | None = None
    fetched: datetime | None = None
    status: int | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """The last thing that went wrong with an address at a stage; gone when the address is understood."""

    url: str
    stage: str
    error: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """What is held of one source; `languages` counts renditions."""

    source: str
    pages: int
    renditions: int
    languages: Mapping[str, int]
    first_published: date | None
    last_published: date | None
    last_fetched: datetime | None


@dataclass(frozen=True, slots=True)
class Status:
    """What is held, from where, until when."""

    pages: int
    releases: int
    renditions: int
    statements: int
    failures: int
    languages: Mapping[str, int]
    sources: tuple[SourceStatus, ...]
