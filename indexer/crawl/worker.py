"""The crawl itself: Scrapy in a process of its own (its reactor runs only once), telling events to a pipe.

One spider a source. It asks robots.txt, keeps the card's pause, asks for changed pages only, stays on the
source's host, and follows what `discovery` finds. SIGTERM ends it gently: what is under way is finished.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from multiprocessing.connection import Connection
from typing import Any

from scrapy import Spider, signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.exceptions import DownloadCancelledError, IgnoreRequest
from scrapy.http import Request, Response
from scrapy.settings import Settings
from twisted.python.failure import Failure

from corpus.errors import MinberError
from corpus.records import Page
from indexer.crawl.discovery import Step, entries, follow
from indexer.crawl.messages import (
    Event,
    Failed,
    Fetched,
    Finished,
    Forbidden,
    Found,
    Moved,
    Task,
    Unchanged,
)

MOST_REDIRECTS = 5
NOT_MODIFIED = 304
TRANSIENT = (408, 429, 500, 502, 503, 504, 522, 524)  # asked for twice more at once, then by the next crawl
Send = Callable[[Event], None]


def main() -> None:
    """The process: takes its tasks from stdin, and tells events to the file descriptor that it is given."""
    tasks: tuple[Task, ...] = pickle.load(sys.stdin.buffer)
    run(tasks, Connection(int(sys.argv[1]), readable=False))


def run(tasks: tuple[Task, ...], pipe: Connection) -> None:
    """Crawls all tasks side by side and returns when they are done."""
    process = AsyncCrawlerProcess({"LOG_ENABLED": False, "LOG_INSTALL_ROOT_HANDLER": False})
    for task in tasks:
        process.crawl(Crawler(SourceSpider, _settings(task)), task=task, send=partial(_tell, pipe))
    process.start()
    pipe.close()


def _tell(pipe: Connection, event: Event) -> None:
    try:
        pipe.send(event)
    except BrokenPipeError:
        os._exit(1)  # the process that asked us is gone: nobody is left to crawl for


def _settings(task: Task) -> Settings:
    return Settings(
        {
            "LOG_ENABLED": False,
            "TELNETCONSOLE_ENABLED": False,
            "COOKIES_ENABLED": False,
            "ROBOTSTXT_OBEY": True,
            "HTTPERROR_ALLOW_ALL": True,
            "RETRY_HTTP_CODES": TRANSIENT,
            "USER_AGENT": "Minber/0.1 (press release search)",
            "DOWNLOAD_DELAY": task.source.delay,
            "DOWNLOAD_MAXSIZE": task.limits.page_bytes,
            "DOWNLOAD_WARNSIZE": 0,
            "DOWNLOAD_TIMEOUT": 60,
            "CONCURRENT_REQUESTS": 4,
        }
    )


class SourceSpider(Spider):
    """Walks one source."""

    name = "source"

    def __init__(self, task: Task, send: Send) -> None:
        super().__init__()
        self.task = task
        self.send = send
        self.found: set[str] = set(task.done)
        self.room = task.limits.pages
        self.left_over = False

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> SourceSpider:
        spider: SourceSpider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.broke, signals.spider_error)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        source, known = self.task.source, self.task.known.values()
        frontier = [v.url for v in known if v.visited is None and source.holds(v.url)]
        steps = (*entries(source), *(Step(url, "release") for url in frontier))
        for request in self.requests(steps):
            yield request

    def requests(self, steps: tuple[Step, ...]) -> Iterator[Request]:
        """The requests for steps, without releases found before and those that the limit leaves for later."""
        releases = [step for step in steps if step.role == "release" and step.url not in self.found]
        if releases:
            self.found.update(step.url for step in releases)
            self.send(Found(self.task.source.name, tuple(step.url for step in releases)))
        if self.room is not None:
            self.left_over |= len(releases) > self.room
            releases = releases[: self.room]
            self.room -= len(releases)
        yield from map(self.request, (*(step for step in steps if step.role != "release"), *releases))

    def request(self, step: Step) -> Request:
        """A request for a step; for a release we hold, a conditional one."""
        visit = self.task.known.get(step.url)
        headers = {}
        if visit and step.role == "release":
            asked = {"If-None-Match": visit.etag, "If-Modified-Since": visit.last_modified}
            headers = {name: value for name, value in asked.items() if value}
        return Request(
            step.url,
            callback=self.arrived,
            errback=self.missed,
            headers=headers,
            cb_kwargs={"step": step},
            meta={"dont_redirect": True},
            priority=0 if step.role == "release" else 1,
        )

    def arrived(self, response: Response, step: Step) -> Iterator[Request]:
        """Tells of an answer, and goes on to what it leads to."""
        if response.status == NOT_MODIFIED:
            self.send(Unchanged(self.task.source.name, step.url))
        elif 300 <= response.status < 400:
            yield from self.redirected(response, step)
        elif response.status != 200:
            self.failed(step, f"HTTP status {response.status}", again=response.status in TRANSIENT)
        else:
            yield from self.read(response, step)

    def read(self, response: Response, step: Step) -> Iterator[Request]:
        """Tells of a page that came, and goes on to what it leads to."""
        page = _page(response, self.task.source.name)
        if step.role == "release":
            self.send(Fetched(page))
        try:
            steps = follow(page, step, self.task.source)
        except MinberError as error:
            self.failed(step, str(error), again=False)
        else:
            yield from self.requests(steps)

    def redirected(self, response: Response, step: Step) -> Iterator[Request]:
        """Follows a redirect that stays with the source."""
        target = response.urljoin((response.headers.get("Location") or b"").decode("latin-1"))
        here = self.task.source.holds(target) if step.role == "release" else self.task.source.hosts(target)
        if not here or step.hops == MOST_REDIRECTS:
            reason = f"redirects to {target}, which is not a page of {self.task.source.name}"
            self.failed(step, reason if not here else f"redirects more than {step.hops} times", again=False)
            return
        if step.role == "release":
            self.send(Moved(self.task.source.name, step.url))
        yield from self.requests((replace(step, url=target, hops=step.hops + 1),))

    def missed(self, failure: Failure) -> None:
        """Tells why an address was not fetched."""
        step: Step = failure.request.cb_kwargs["step"]  # type: ignore[attr-defined]
        if isinstance(failure.value, IgnoreRequest) and "robots.txt" in str(failure.value):
            self.send(Forbidden(self.task.source.name, step.url))
        else:
            large = isinstance(failure.value, DownloadCancelledError)
            reason = f"larger than {self.task.limits.page_bytes} bytes" if large else _reason(failure.value)
            self.failed(step, reason, again=not large)

    def failed(self, step: Step, reason: str, *, again: bool) -> None:
        """Tells of an address that gave no page."""
        self.send(Failed(self.task.source.name, step.url, reason, again, step.role == "release"))

    def broke(self, failure: Failure, response: Response) -> None:
        """Tells of an error of our own, which Scrapy would only log."""
        step: Step = response.cb_kwargs["step"]
        self.failed(step, _reason(failure.value), again=True)

    def closed(self, reason: str) -> None:
        """Called by Scrapy at the end."""
        self.send(Finished(self.task.source.name, complete=reason == "finished" and not self.left_over))


def _reason(error: BaseException | None) -> str:
    return f"{type(error).__name__}: {error}".removesuffix(": ")


def _page(response: Response, source: str) -> Page:
    headers = {
        name.decode("latin-1"): b", ".join(values).decode("latin-1") for name, values in response.headers.items()
    }
    return Page.of(
        response.url,
        source,
        response.body,
        fetched=datetime.now(UTC),
        content_type=headers.get("Content-Type", ""),
        status=response.status,
        headers=headers,
    )


if __name__ == "__main__":
    main()
