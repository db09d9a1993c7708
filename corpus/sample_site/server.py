"""Serves the three sample sites on three ports of the loopback: conditional GET, two states of the sites.

with SampleSite() as site:
    site.addresses  # source name → address
    site.sources  # the cards of the three sources, moved to those addresses
    site.state = 2  # from now on release 026 reads differently
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from datetime import datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Self

from corpus.errors import SettingsError
from corpus.sample_site import commission, news, region
from corpus.sample_site.releases import SampleRelease, releases
from corpus.sample_site.render import Resource
from corpus.sources import Source, source

SITES = (commission.SITE, region.SITE, news.SITE)
STATES = (1, 2)
PORTS = (8101, 8102, 8103)
ANY_PORT = (0, 0, 0)

Pages = Mapping[str, Resource]


class SampleSite:
    """The sample sites; `requests` counts what was asked for: (source name, path, status) → how often."""

    def __init__(self, ports: tuple[int, int, int] = PORTS, *, state: int = 1) -> None:
        self.state = state
        self.requests: Counter[tuple[str, str, int]] = Counter()
        self._ports = ports
        self._sites: list[_Site] = []
        self._open = ExitStack()

    @property
    def addresses(self) -> dict[str, str]:
        """Where the sites are served, by the name of the source."""
        return {site.name: site.address for site in self._sites}

    @property
    def sources(self) -> tuple[Source, ...]:
        """The cards of the three sites under the addresses at which they are served."""
        return tuple(source(name).at(address) for name, address in self.addresses.items())

    def __enter__(self) -> Self:
        with ExitStack() as opening:
            made = [opening.enter_context(_Site(n, p, self)) for n, p in zip(SITES, self._ports, strict=True)]
            for site in made:
                Thread(target=site.serve_forever, args=(0.05,), daemon=True).start()
                opening.callback(site.shutdown)
            self._sites, self._open = made, opening.pop_all()
        return self

    def __exit__(self, *raised: object) -> None:
        self._open.close()


def path(release: SampleRelease, tag: str) -> str:
    """The path of a release in one language on its site."""
    makers: dict[str, Callable[[SampleRelease, str], str]] = {
        commission.SITE: commission.path,
        region.SITE: region.path,
        news.SITE: news.path,
    }
    return makers[release.site](release, tag)


def pages(site: str, state: int, address: str) -> Pages:
    """All pages of a site in a state, by path."""
    ours = tuple(release for release in releases() if release.site == site)
    if site == commission.SITE:
        return commission.pages(ours, state)
    if site == region.SITE:
        return region.pages(ours, state, address)
    return news.pages(ours, state, address)


class _Site(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, site: str, port: int, owner: SampleSite) -> None:
        try:
            super().__init__(("127.0.0.1", port), _Handler)
        except OSError as error:
            raise SettingsError(f"port {port} cannot be used ({error.strerror}): end the program on it") from None
        self.name = f"sample-{site}"
        self.address = f"http://127.0.0.1:{self.server_port}/"
        self.owner = owner
        self.pages = {state: pages(site, state, self.address) for state in STATES}

    def answer(self, path: str) -> Resource | None:
        """What stands at a path in the present state."""
        return self.pages[self.owner.state].get(path)


class _Handler(BaseHTTPRequestHandler):
    server: _Site
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        found = self.server.answer(self.path)
        if found is None:
            self._send(HTTPStatus.NOT_FOUND, b"<h1>404</h1>", {"Content-Type": "text/html"})
            return
        headers = {"ETag": found.etag, "Last-Modified": found.last_modified}
        if self._known(found):
            self._send(HTTPStatus.NOT_MODIFIED, b"", headers)
        else:
            self._send(HTTPStatus.OK, found.body, headers | {"Content-Type": found.content_type})

    def log_message(self, format: str, *args: object) -> None:
        """Requests are counted by the server, not printed."""

    def _known(self, found: Resource) -> bool:
        """Whether the asker holds these bytes: by entity tag, or else by the time of the last change."""
        if tags := self.headers.get("If-None-Match"):
            return found.etag in tags
        return found.modified <= since if (since := _moment(self.headers.get("If-Modified-Since"))) else False

    def _send(self, status: HTTPStatus, body: bytes, headers: Mapping[str, str]) -> None:
        self.server.owner.requests[self.server.name, self.path, int(status)] += 1
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _moment(header: str | None) -> datetime | None:
    try:
        return parsedate_to_datetime(header) if header else None
    except ValueError:
        return None
