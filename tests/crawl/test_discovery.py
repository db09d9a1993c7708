"""Where releases are found: pages are handed over as they lie, nothing is fetched."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime

import pytest

from corpus.errors import SourceError
from corpus.records import Page
from corpus.sample_site import commission
from corpus.sample_site.releases import releases
from corpus.sample_site.server import SITES, pages, path
from corpus.sources import Listing, Rules, Source, source
from indexer.crawl.discovery import Step, entries, follow

HERE = Source("here", {}, address="https://example.org/", pages=("^/news/",), rules=Rules(translations="a.lang@href"))
LISTING = Step("https://example.org/list?page=2", "listing", Listing("/list", "li a", "a.next"))
SITEMAP = Step("https://example.org/sitemap.xml", "sitemap")
FEED = Step("https://example.org/rss", "feed")
RELEASE = Step("https://example.org/news/1", "release")
URLSET = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:x="http://www.w3.org/1999/xhtml"><url><loc> https://example.org/news/1 </loc>
 <x:link rel="alternate" hreflang="ru" href="https://example.org/news/2"/></url>
 <url><loc>https://elsewhere.example/news/3</loc></url><url><loc>https://example.org/about</loc></url></urlset>"""
INDEX = "<sitemapindex><sitemap><loc>https://example.org/more.xml</loc></sitemap></sitemapindex>"
RSS = """<rss><channel><link>https://example.org/news/0</link>
 <item><link>https://example.org/news/1</link></item>
 <item><link><![CDATA[/news/2#comments]]></link></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><link href="/news/0"/>
 <entry><link rel="self" href="/news/9"/>
 <link href="/news/1"/></entry><entry><link rel="alternate" href="/news/2"/></entry></feed>"""


def page(step: Step, body: str | bytes, content_type: str = "text/html; charset=utf-8") -> Page:
    raw = body.encode() if isinstance(body, str) else body
    return Page.of(step.url, "here", raw, fetched=datetime.now(UTC), content_type=content_type)


def found(step: Step, body: str | bytes) -> list[tuple[str, str]]:
    return [(each.role, each.url.removeprefix("https://example.org")) for each in follow(page(step, body), step, HERE)]


@pytest.mark.parametrize(
    ("step", "body", "expected"),
    [
        pytest.param(SITEMAP, URLSET, [("release", "/news/1"), ("release", "/news/2")], id="sitemap and hreflang"),
        pytest.param(
            SITEMAP, gzip.compress(URLSET.encode()), [("release", "/news/1"), ("release", "/news/2")], id="gz"
        ),
        pytest.param(SITEMAP, INDEX, [("sitemap", "/more.xml")], id="sitemap index"),
        pytest.param(SITEMAP, INDEX.replace("example.org", "169.254.169.254"), [], id="sitemap index of another host"),
        pytest.param(FEED, RSS, [("release", "/news/1"), ("release", "/news/2")], id="rss"),
        pytest.param(FEED, ATOM, [("release", "/news/1"), ("release", "/news/2")], id="atom"),
        pytest.param(FEED, "<rss><channel/></rss>", [], id="empty feed"),
        pytest.param(
            LISTING,
            "<li><a href='/news/1#top'>1</a><a href='news/1'>1</a><a href='/about'>no</a></li>"
            "<a href='/news/7'>no</a>"
            "<a class=next href='?page=3'>next</a>",
            [("release", "/news/1"), ("listing", "/list?page=3")],
            id="listing",
        ),
        pytest.param(LISTING, "<a class=next href='?page=3'>next</a>", [], id="listing that never ends"),
        pytest.param(
            LISTING,
            "<li><a href='/news/1'>1</a><a class=next href='http://localhost/?page=3'>next</a>",
            [("release", "/news/1")],
            id="listing that goes on elsewhere",
        ),
        pytest.param(
            LISTING,
            "<li><a href='http://[broken/news/1'>1</a><a href='mailto:a@b'>2</a></li>",
            [],
            id="odd links",
        ),
        pytest.param(
            RELEASE,
            "<a class=lang href='/news/1'>self</a><a class=lang href='/news/2'>kk</a><a href='/news/3'>related</a>",
            [("release", "/news/2")],
            id="translations",
        ),
        pytest.param(RELEASE, bytes(range(256)) * 9, [], id="binary"),
    ],
)
def test_page_leads_on(step: Step, body: str | bytes, expected: list[tuple[str, str]]) -> None:
    assert found(step, body) == expected


@pytest.mark.parametrize("step", [SITEMAP, FEED], ids=["sitemap", "feed"])
@pytest.mark.parametrize("body", [b"", b"\x00\x01", "<html><p>not found"], ids=["empty", "binary", "html"])
def test_what_is_no_sitemap_or_feed_is_told(step: Step, body: str | bytes) -> None:
    with pytest.raises(SourceError, match=r"not a (sitemap|feed): correct the card of here"):
        found(step, body)


def test_a_broken_packed_sitemap_is_told() -> None:
    with pytest.raises(SourceError, match=r"sitemap\.xml: begins like gzip and is none"):
        found(SITEMAP, b"\x1f\x8b\x08 nonsense")


def test_bad_selector_is_the_cards_fault() -> None:
    broken = Step(LISTING.url, "listing", Listing("/list", "li >> a["))
    with pytest.raises(SourceError, match="source here: 'li >> a\\[' is not a CSS selector: correct the card"):
        follow(page(broken, "<li>"), broken, HERE)


def test_card_without_entry_points_starts_at_its_address() -> None:
    assert [step.url for step in entries(HERE)] == ["https://example.org/"]


@pytest.mark.parametrize("site", SITES)
def test_every_release_of_a_sample_site_is_found_from_its_card(site: str) -> None:
    card = source(f"sample-{site}").at("http://127.0.0.1:1")
    served = pages(site, 1, card.address)
    todo, seen = list(entries(card)), set[str]()
    while todo:
        step = todo.pop()
        here = served.get(step.url.removeprefix(card.address.rstrip("/")))
        if step.url not in seen and here:
            seen.add(step.url)
            todo += follow(page(step, here.body, here.content_type), step, card)
    expected = {card.url(path(release, tag)) for release in releases() if release.site == site for tag in release.texts}
    odd = {card.url(where) for where in (commission.MIRROR, commission.FORBIDDEN) if where in served}
    assert {url for url in seen if card.holds(url)} - odd == expected - {
        card.url("/rus/news/1019/karaganda-observers-centre.html")
    }
    assert odd <= seen
