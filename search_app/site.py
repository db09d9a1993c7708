"""What the site says of itself to machines: robots.txt, sitemaps, OpenSearch with suggestions, security.txt."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

from flask import Blueprint, Response, abort, request

from corpus.store import Listed
from indexer.library_help import suggestions
from search_app.catalogues import gettext
from search_app.feeds import clean
from search_app.files import root
from search_app.request import FACETS, LANGUAGES, SearchRequest
from search_app.views import UI, desk

site = Blueprint("site", __name__)
ENTRIES = 50_000  # of a sitemap at most; a release has one for each language of the interface
RELEASES = ENTRIES // len(LANGUAGES)
MAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
NARROWING = (*FACETS, "from", "to", "by", "sort", "exact", "without", "page", "in")
FILES = ("json", "csv", "atom", "bib", "ris")  # json stands for jsonl too


@site.get("/robots.txt")
def robots() -> Response:
    """Robots may read pages and releases, not walk the filters; files and the API are for people's programs."""
    lines = [
        "User-agent: *",
        *(f"Disallow: /*?*{name}=" for name in NARROWING),
        *(f"Disallow: /*.{suffix}" for suffix in FILES),
        "Disallow: /*/release/*.txt",
        "Disallow: /api/",
        "Allow: /",
        "",
        f"Sitemap: {root()}/sitemap.xml",
    ]
    return Response("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@site.get("/sitemap.xml")
def sitemap() -> Response:
    """The index of the sitemaps of releases."""
    parts = max(1, -(-desk().library.status().releases // RELEASES))
    maps = "".join(f"<sitemap><loc>{root()}/sitemap-{part}.xml</loc></sitemap>\n" for part in range(1, parts + 1))
    return _xml(f'{XML}<sitemapindex xmlns="{MAPS}">\n{maps}</sitemapindex>\n')


@site.get("/sitemap-<int:part>.xml")
def sitemap_part(part: int) -> Response:
    """One sitemap: releases in the order in which they came, each in all languages of the interface."""
    listed = desk().library.store.listed((part - 1) * RELEASES, RELEASES) if 0 < part < 10**6 else ()
    if not listed and part != 1:
        abort(404)
    return _xml(_entries(listed, root()))


def _entries(listed: tuple[Listed, ...], here: str) -> Iterator[str]:
    yield f'{XML}<urlset xmlns="{MAPS}" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
    for one in listed:
        urls = {ui: here + SearchRequest(ui).release_url(one.id) for ui in LANGUAGES}
        others = "".join(
            f'<xhtml:link rel="alternate" hreflang="{ui}" href={quoteattr(url)}/>' for ui, url in urls.items()
        )
        changed = one.changed.astimezone(UTC).date()
        for url in urls.values():
            yield f"<url><loc>{escape(url)}</loc><lastmod>{changed}</lastmod>{others}</url>\n"
    yield "</urlset>\n"


@site.get(f"{UI}/opensearch.xml")
def opensearch(ui: str) -> Response:
    """The description by which a browser searches here from its address field."""
    here = f"{root()}/{ui}"
    told = gettext("Press releases of Kazakhstan: who said what, where and when")
    text = f"""{XML}<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>Minber</ShortName>
<Description>{escape(told)}</Description>
<InputEncoding>UTF-8</InputEncoding>
<OutputEncoding>UTF-8</OutputEncoding>
<Language>{ui}</Language>
<Image width="16" height="16" type="image/svg+xml">{escape(root())}/static/minber.svg</Image>
<Url type="text/html" template="{escape(here)}/search?q={{searchTerms}}&amp;page={{startPage?}}"/>
<Url type="application/atom+xml" template="{escape(here)}/search.atom?q={{searchTerms}}&amp;page={{startPage?}}"/>
<Url type="application/x-suggestions+json" template="{escape(here)}/suggest?q={{searchTerms}}"/>
<Url type="application/opensearchdescription+xml" rel="self" template="{escape(here)}/opensearch.xml"/>
</OpenSearchDescription>
"""
    return Response(text, content_type="application/opensearchdescription+xml; charset=utf-8")


@site.get(f"{UI}/suggest")
def suggest(ui: str) -> Response:
    """Questions that begin so, as OpenSearch has them: what was typed, the questions, what they are, addresses."""
    typed = clean(request.args.get("q", ""))[:200]
    found = list(suggestions(desk().library, typed, ui))
    addresses = [root() + SearchRequest(ui, text=one.question).url for one in found]
    told = [typed, [one.question for one in found], [one.text for one in found], addresses]
    return Response(json.dumps(told, ensure_ascii=False), content_type="application/x-suggestions+json; charset=utf-8")


@site.get("/.well-known/security.txt")
def security() -> Response:
    """Where to tell of a weakness (RFC 9116), if an address for that is set; valid to the end of next year."""
    contact = desk().library.settings.contact
    if not contact:
        abort(404)
    lines = (
        f"Contact: {contact}",
        f"Expires: {datetime.now(UTC).year + 1}-12-31T23:59:59Z",
        f"Preferred-Languages: {', '.join(LANGUAGES)}",
        f"Canonical: {root()}/.well-known/security.txt",
    )
    return Response("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _xml(body: str | Iterator[str]) -> Response:
    return Response(body, content_type="application/xml; charset=utf-8")
