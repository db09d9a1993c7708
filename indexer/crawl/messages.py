"""What the two processes of a crawl tell each other: tasks one way, events the other; frozen records all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from corpus.records import Page
from corpus.sources import Source
from indexer.crawl.state import Visit


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a crawl goes: releases of a source in one run (None: all of them), bytes of one page."""

    pages: int | None = None
    page_bytes: int = 20 * 2**20


@dataclass(frozen=True, slots=True)
class Task:
    """One source to crawl: what is known of its addresses, which of them this round has done, the limits."""

    source: Source
    known: Mapping[str, Visit] = field(default_factory=dict)
    done: frozenset[str] = frozenset()
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Found:
    """Addresses of releases that the crawl has seen linked and means to visit."""

    source: str
    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fetched:
    """A release's page, as it came."""

    page: Page

    @property
    def source(self) -> str:
        """The name of the source."""
        return self.page.source


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The site says that the page is as we hold it (304)."""

    source: str
    url: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The site sends us from this address to another, which is visited instead."""

    source: str
    url: str


@dataclass(frozen=True, slots=True)
class Forbidden:
    """robots.txt asks not to fetch this address, so nobody did."""

    source: str
    url: str


@dataclass(frozen=True, slots=True)
class Failed:
    """An address gave no page; `again`: a later crawl should try it; `release`: it may hold a release."""

    source: str
    url: str
    reason: str
    again: bool
    release: bool


@dataclass(frozen=True, slots=True)
class Finished:
    """A source is done: `complete` unless it was stopped or ran into a limit."""

    source: str
    complete: bool


Event = Found | Fetched | Unchanged | Moved | Forbidden | Failed | Finished
