"""A crawl over HTTP on the loopback, with the store: what comes, what comes again, what is left alone."""

from __future__ import annotations

import os
import signal
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from corpus.errors import SourceError
from corpus.records import Page
from corpus.sample_site import commission
from corpus.sample_site.server import ANY_PORT, SampleSite
from corpus.sources import Listing, Source
from corpus.store import Store
from indexer.crawl import Limits, Progress, StoredFrontier, Visit, crawl

LINKS = "ok", "forbidden", "gone", "broken", "huge", "moved", "away", "circle", "binary"
BUSY = "429", "502", "503", "504", "522"
LISTING = "".join(f'<a href="/news/{name}">{name}</a>' for name in LINKS)


class HostileSite(BaseHTTPRequestHandler):
    """A site on which most things go wrong."""

    asked: ClassVar[Counter[str]] = Counter()

    def do_GET(self) -> None:
        self.asked[self.path] += 1
        name = self.path.removeprefix("/news/")
        targets = {"moved": "/news/here", "away": "http://elsewhere.invalid/news/1", "circle": "/news/circle"}
        status = {"gone": 410, "broken": 500, **dict.fromkeys(targets, 302)}.get(name, 200)
        bodies = {"/robots.txt": b"User-agent: *\nDisallow: /news/forbidden", "/": LISTING.encode()}
        body = bodies.get(self.path, {"huge": b"x" * 100_000, "binary": bytes(range(256))}.get(name, b"<p>text</p>"))
        self.send_response(status)
        if name in targets:
            self.send_header("Location", targets[name])
        self.send_header("Content-Type", "application/pdf" if name == "binary" else "text/html")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


class BusySite(BaseHTTPRequestHandler):
    """A site whose pages give the status in their names: some at first, some always, some until it is calm."""

    asked: ClassVar[Counter[str]] = Counter()
    calm: ClassVar[threading.Event] = threading.Event()

    def do_GET(self) -> None:
        self.asked[self.path] += 1
        status, _, how = self.path.removeprefix("/news/").partition("-")
        over = self.asked[self.path] > 2 if how == "at-first" else self.calm.is_set()
        links = "".join(f'<a href="/news/{status}-{how}">page</a>' for status in BUSY for how in ("at-first", "long"))
        self.send_response(int(status) if how and not over else 404 if self.path == "/robots.txt" else 200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(links.encode())

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def served(name: str, site: type[BaseHTTPRequestHandler]) -> Iterator[Source]:
    """A site on the loopback, as the source of that name."""
    with ThreadingHTTPServer(("127.0.0.1", 0), site) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        yield Source(name, {}, address=address, delay=0.0, pages=("^/news/",), listings=(Listing("/"),))
        server.shutdown()


@pytest.fixture
def hostile() -> Iterator[Source]:
    HostileSite.asked.clear()
    with served("hostile", HostileSite) as source:
        yield source


@pytest.fixture
def busy() -> Iterator[Source]:
    BusySite.asked.clear()
    BusySite.calm.clear()
    with served("busy", BusySite) as source:
        yield source


@pytest.fixture
def down() -> Source:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return Source("down", {}, address=f"http://127.0.0.1:{probe.getsockname()[1]}/", delay=0.0)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(f"sqlite:///{tmp_path}/store.sqlite") as opened:
        yield opened


def run(
    sources: tuple[Source, ...], store: Store, pages: list[Page], limits: Limits | None = None
) -> dict[str, Progress]:
    steps = crawl(sources, StoredFrontier(store), pages.append, limits=limits)
    return {step.source: step for step in steps}


def waiting(store: Store, source: str) -> list[str]:
    return [visit.url for visit in StoredFrontier(store).visits(source) if visit.visited is None]


def test_sites_are_crawled_once_then_asked_for_changes(store: Store) -> None:
    first: list[Page] = []
    again: list[Page] = []
    with SampleSite(ANY_PORT) as server:
        progress = run(server.sources, store, first)
        served = Counter(status for _, _, status in server.requests.elements())
        server.state = 2
        second = run(server.sources, store, again)
        asked = {where for _, where, _ in server.requests}
    assert {name.removeprefix("sample-"): step.pages for name, step in progress.items()} == {
        "commission": 54,
        "region": 39,
        "news": 39,
    }
    assert len({page.url for page in first}) == len(first)
    assert served[404] == 1
    assert commission.FORBIDDEN not in asked
    assert progress["sample-commission"].forbidden == 1
    assert {failure.url.rpartition("/")[2] for failure in store.failures()} == {"moved.html"}
    assert all(step.complete and step.visited == step.found for step in (*progress.values(), *second.values()))
    assert sorted(page.url.split("/", 3)[3] for page in again) == [
        f"{tag}/press/kostanay-torgai-road" for tag in ("en", "kk", "ru")
    ]


def test_interrupted_crawl_goes_on_where_it_stopped(store: Store) -> None:
    pages: list[Page] = []

    def take(page: Page) -> None:
        pages.append(page)
        if len(pages) == 3:
            os.kill(os.getpid(), signal.SIGINT)

    with SampleSite(ANY_PORT) as server:
        region = server.sources[1]
        steps = list(crawl([region], StoredFrontier(store), take))
        before = len(pages)
        assert not steps[-1].complete
        assert 3 <= before < 39
        assert waiting(store, region.name)
        after = run((region,), store, pages)[region.name]
    assert after.complete
    assert len(pages) == 39
    assert len({page.url for page in pages}) == 39
    assert not waiting(store, region.name)


def test_limit_leaves_the_rest_for_the_next_crawl(store: Store, hostile: Source) -> None:
    StoredFrontier(store).record_visits("hostile", [Visit("http://127.0.0.1:1/news/of-an-old-address")])
    limited = run((hostile,), store, [], Limits(pages=2))["hostile"]
    assert (limited.found, limited.visited, limited.complete) == (len(LINKS), 2, False)
    assert len(waiting(store, "hostile")) == len(LINKS) - 2 + 1


def test_trouble_is_recorded_and_the_crawl_goes_on(store: Store, hostile: Source, down: Source) -> None:
    pages: list[Page] = []
    progress = run((down, hostile), store, pages, Limits(page_bytes=50_000))
    assert sorted(page.url.rpartition("/")[2] for page in pages) == ["binary", "here", "ok"]
    reasons = {failure.url.rpartition("/")[2]: failure.error for failure in store.failures()}
    assert reasons.keys() == {"gone", "broken", "huge", "away", ""}
    assert "refused" in reasons[""].lower()
    assert reasons["gone"] == "HTTP status 410"
    assert "larger than 50000 bytes" in reasons["huge"]
    assert "redirects to http://elsewhere.invalid/news/1" in reasons["away"]
    assert HostileSite.asked["/news/forbidden"] == 0
    assert HostileSite.asked["/news/huge"] == 1
    assert HostileSite.asked["/news/circle"] == 1
    assert progress["hostile"].complete
    assert (progress["down"].found, progress["down"].unread) == (0, 1)
    assert waiting(store, "hostile") == [hostile.url("/news/broken")]


def test_a_busy_site_is_asked_again_then_told_of_and_asked_by_the_next_crawl(store: Store, busy: Source) -> None:
    pages: list[Page] = []
    progress = run((busy,), store, pages)["busy"]
    assert sorted(page.url for page in pages) == [busy.url(f"/news/{status}-at-first") for status in BUSY]
    assert {BusySite.asked[f"/news/{status}-{how}"] for status in BUSY for how in ("at-first", "long")} == {3}
    told = {failure.url: failure.error for failure in store.failures()}
    assert told == {busy.url(f"/news/{status}-long"): f"HTTP status {status}" for status in BUSY}
    assert (progress.pages, progress.failed) == (len(BUSY), len(BUSY))
    assert sorted(waiting(store, "busy")) == sorted(told)
    BusySite.calm.set()
    after = run((busy,), store, pages)["busy"]
    assert (len(pages), after.failed) == (3 * len(BUSY), 0)
    assert waiting(store, "busy") == []


def test_page_that_cannot_be_stored_ends_the_crawl_and_its_process(store: Store, hostile: Source) -> None:
    def refuse(_page: Page) -> None:
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        list(crawl([hostile], StoredFrontier(store), refuse))
    assert waiting(store, "hostile")


def test_fetching_process_that_dies_is_told(store: Store, hostile: Source) -> None:
    def kill(_page: Page) -> None:
        for process in Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split():
            if b"indexer.crawl.worker" in Path(f"/proc/{process}/cmdline").read_bytes():
                os.kill(int(process), signal.SIGKILL)

    with pytest.raises(SourceError, match="crawl of hostile: ended with status -9: run it again"):
        list(crawl([hostile], StoredFrontier(store), kill))
