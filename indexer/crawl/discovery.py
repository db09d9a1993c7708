"""Where releases are to be found: from the card's entry points, and from a page what it leads to.

Pure functions over `Page`: the crawler calls them with what it fetched, a test with what it kept. Nothing leads
to another host, and only addresses that the source holds (its host, its paths) come out as releases.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urldefrag, urljoin

from scrapy.http import HtmlResponse
from scrapy.selector import Selector
from scrapy.utils.sitemap import Sitemap

from corpus.errors import SourceError
from corpus.records import Page
from corpus.sources import Listing, Source

Role = Literal["sitemap", "feed", "listing", "release"]
MOST_UNPACKED = 64 * 2**20
GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Step:
    """An address and what is expected there; `hops` counts the redirects that led to it."""

    url: str
    role: Role
    listing: Listing | None = None
    hops: int = 0


def entries(source: Source) -> tuple[Step, ...]:
    """Where a crawl of the source begins; the links of its first page, if the card names nothing else."""
    steps = [
        *(Step(source.url(path), "sitemap") for path in source.sitemaps),
        *(Step(source.url(path), "feed") for path in source.feeds),
        *(Step(source.url(listing.start), "listing", listing) for listing in source.listings),
    ]
    return tuple(steps) or (Step(source.address, "listing", Listing("/")),)


def follow(page: Page, step: Step, source: Source) -> tuple[Step, ...]:
    """What a page leads to: releases, further sitemaps, the next page of a listing; each address once."""
    match step.role:
        case "sitemap":
            steps = _sitemap(page, source)
        case "feed":
            steps = _feed(page, source)
        case "listing":
            steps = _listing(page, step.listing or Listing(step.url), source)
        case "release":
            steps = _release(page, source)
    return tuple({each.url: each for each in steps if each.url != page.url}.values())


def _sitemap(page: Page, source: Source) -> Iterator[Step]:
    body = _unpacked(page)
    _expect(page, source, "sitemap", _root(body) in ("urlset", "sitemapindex"))
    sitemap = Sitemap(body)
    for entry in sitemap:
        if sitemap.type != "sitemapindex":
            yield from _releases(page, (entry["loc"], *entry.get("alternate", ())), source)
        elif source.hosts(address := _address(page.url, entry["loc"])):
            yield Step(address, "sitemap")


def _root(body: bytes) -> str:
    """The name of the root element; empty if the bytes are no XML."""
    return Selector(body=body or b" ", type="xml").xpath("local-name(/*)").get(default="")


def _expect(page: Page, source: Source, what: str, is_so: bool) -> None:
    if not is_so:
        raise SourceError(f"{page.url}: not a {what}: correct the card of {source.name}")


def _unpacked(page: Page) -> bytes:
    """The bytes of a page, or what is packed in them (sitemap.xml.gz), as far as is reasonable."""
    if not page.body.startswith(GZIP):
        return page.body
    try:
        return zlib.decompressobj(wbits=31).decompress(page.body, MOST_UNPACKED)
    except zlib.error as error:
        raise SourceError(f"{page.url}: begins like gzip and is none ({error}): try again later") from None


def _feed(page: Page, source: Source) -> Iterator[Step]:
    """The items of an RSS or Atom feed."""
    _expect(page, source, "feed", _root(page.body) in ("rss", "feed", "RDF"))
    tree = Selector(body=page.body, type="xml")
    tree.remove_namespaces()
    links = tree.xpath("//item/link/text() | //entry/link[not(@rel) or @rel='alternate']/@href").getall()
    yield from _releases(page, links, source)


def _listing(page: Page, listing: Listing, source: Source) -> Iterator[Step]:
    """The releases that a listing links to; its next page only if there are any: some listings never end."""
    found = tuple(_releases(page, _links(page, listing.links, source), source))
    yield from found
    if listing.next and found:
        for address in (_address(page.url, link) for link in _links(page, listing.next, source)):
            if source.hosts(address):
                yield Step(address, "listing", listing)


def _release(page: Page, source: Source) -> Iterator[Step]:
    """The other languages of a release."""
    if source.rules.translations:
        yield from _releases(page, _links(page, source.rules.translations, source), source)


def _links(page: Page, css: str, source: Source) -> list[str]:
    response = HtmlResponse(page.url, body=page.body, headers={"Content-Type": page.content_type})
    rule = css.removesuffix("@href")
    try:
        return response.css(rule).xpath("@href").getall()
    except (SyntaxError, RuntimeError, ValueError):
        raise SourceError(f"source {source.name}: {rule!r} is not a CSS selector: correct the card") from None


def _releases(page: Page, links: Iterable[str], source: Source) -> Iterator[Step]:
    for link in links:
        address = _address(page.url, link)
        if source.holds(address):
            yield Step(address, "release")


def _address(base: str, link: str) -> str:
    try:
        return urldefrag(urljoin(base, link.strip())).url
    except ValueError:
        return ""
