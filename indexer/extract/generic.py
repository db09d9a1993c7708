"""Reading a page of an unknown site: what it says of itself for machines, and its text by trafilatura.

Title, date and language come from JSON-LD, OpenGraph and other meta elements, `time` elements and headings, a
date never from the running text. Lines that are nothing but a link are no text; a page whose sentences stand
alone between links is a listing, and gives nothing.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Collection, Iterator, Sequence
from html import unescape
from itertools import groupby
from typing import Any

from corpus.errors import InputError
from corpus.records import Article, Page
from corpus.sources import Source
from indexer.extract import markup
from indexer.extract.charset import decode
from indexer.extract.rules import translations
from indexer.extract.tags import language_tag

ARTICLES = frozenset(("NewsArticle", "Article", "ReportageNewsArticle", "BlogPosting", "PressRelease", "Report"))
TITLES = ("meta[property='og:title']@content", "meta[name='twitter:title']@content")
DATES = (
    "meta[property='article:published_time']@content",
    "meta[property='og:article:published_time']@content",
    "meta[itemprop=datePublished]@content",
    "meta[name='article:published_time']@content",
    "meta[name='publish-date']@content",
    "meta[name=pubdate]@content",
    "meta[name='DC.date.issued']@content",
    "meta[name='dcterms.date']@content",
    "meta[name='mediator_published_time']@content",
    "[itemprop=datePublished]@datetime",
    "[itemprop=datePublished]@content",
    "article time@datetime",
    "h1 ~ time@datetime",
    "[itemprop=datePublished]",
    "time[pubdate]@datetime",
)
LANGUAGES = (
    "meta[property='og:locale']@content",
    "html@lang",
    "meta[http-equiv='content-language' i]@content",
)
ALTERNATES = "link[rel=alternate][hreflang]@href"
CANONICAL = "link[rel=canonical]@href"
SITE_NAME = "meta[property='og:site_name']@content"
SEPARATOR = re.compile(r"\s+(?:[|»·•—–-]|::|//)\s+")
YEAR = re.compile(r"(?:19|20)\d\d")
SENTENCE_END = (".", "!", "?", "…", "»", "”", '"', ":")
LONG = 350  # letters that nobody writes in a listing
NAVIGATION = 0.8  # share of links among lines that no text has
SHORT = 90  # letters that the text of a link to elsewhere may have

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it logs each page that it finds poor


def extract(page: Page, source: Source) -> tuple[Article, ...]:
    """The article on a page, or none on a page that only lists others."""
    html = decode(page.body, page.content_type, name=page.url)
    root = markup.parse(html)
    stated = next(_stated(root), {})
    found = _found(html, root)
    if not found:
        raise InputError(f"{page.url}: no text found on the page; add rules for its site, or leave it out")
    links = _links(root)
    paragraphs = [line for line in found if not is_link(line, links)]
    if not is_connected(found, links) and len(paragraphs) < 0.8 * len(found):
        return ()
    title = _title(root, stated, paragraphs)
    canonical = _first(root, CANONICAL)
    return (
        Article(
            url=page.url,
            source=page.source,
            title=title,
            paragraphs=(*_lead(root, title, paragraphs), *paragraphs),
            published=_date(root, stated),
            language=language_tag(_text(stated.get("inLanguage")) or _first(root, *LANGUAGES)),
            translations=translations(root, ALTERNATES, url=page.url, source=source),
            byline=_text(stated.get("author")),
            metadata={"canonical": canonical} if canonical else {},
        ),
    )


def _stated(root: markup.Element) -> Iterator[dict[str, Any]]:
    """The articles that the page's JSON-LD describes."""
    for script in markup.select(root, "script[type='application/ld+json']"):
        try:
            yield from _articles(json.loads(script.string or "null", strict=False))
        except (ValueError, RecursionError):
            continue  # what the page says for machines is often broken; its text may still be good


def _articles(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for one in value:
            yield from _articles(one)
    elif isinstance(value, dict):
        kinds = value.get("@type")
        if ARTICLES & set(kinds if isinstance(kinds, list) else [str(kinds)]):
            yield value
        yield from _articles(value.get("@graph"))


def is_connected(lines: Sequence[str], links: Collection[str]) -> bool:
    """Whether lines are a text: more whole sentences follow on one another than stand alone between links."""
    whole = [line.endswith(SENTENCE_END) and len(line) > SHORT / 2 and not is_link(line, links) for line in lines]
    runs = [len(list(run)) for is_whole, run in groupby(whole) if is_whole]
    alone = runs.count(1)
    return sum(runs) - alone > alone or any(len(line) > LONG for line in lines)


def is_link(line: str, links: Collection[str]) -> bool:
    """Whether a line is nothing but the text of a link."""
    return line.strip("-•*· ") in links


def _links(root: markup.Element) -> frozenset[str]:
    """The texts of the links on a page that are no sentences."""
    texts = map(markup.text, markup.select(root, "a[href]"))
    return frozenset(text for text in texts if not text.endswith(SENTENCE_END) or len(text) <= SHORT)


def _found(html: str, root: markup.Element) -> list[str]:
    """The lines that trafilatura takes for the text; all paragraphs where it took the navigation."""
    import trafilatura  # here: a command that reads no page of an unknown site starts a sixth of a second sooner

    found = trafilatura.extract(html, include_comments=False, include_tables=False, deduplicate=False) or ""
    lines = [line for line in (" ".join(line.split()) for line in found.splitlines()) if line]
    links = _links(root)
    if sum(not is_link(line, links) for line in lines) > (1 - NAVIGATION) * len(lines):
        return lines
    plain = [line for block in markup.select(root, "p") for line in markup.lines(block)]
    return plain or lines


def _lead(root: markup.Element, title: str | None, paragraphs: Sequence[str]) -> list[str]:
    """Whole sentences between title and text, which trafilatura leaves out where they are no paragraph."""
    lines = markup.lines(root)
    own = next((line for line in paragraphs if line != title), "")
    if title not in lines or own not in lines:
        return []
    end = lines.index(own)
    start = max((at for at, line in enumerate(lines[:end]) if line == title), default=end)
    links = _links(root)
    between = lines[start + 1 : end]
    whole = (line for line in between if len(line) > SHORT and line.endswith("."))
    return [line for line in whole if not is_link(line, links)]


def _title(root: markup.Element, stated: dict[str, Any], paragraphs: Sequence[str]) -> str | None:
    """The title as the page states it, or the part of the window's title that is a heading on the page."""
    title = _text(stated.get("headline")) or _first(root, *TITLES) or _heading(root, paragraphs)
    site = _first(root, SITE_NAME)
    return title.removesuffix(site).rstrip(" |»·•—–-:") if title and site and title != site else title


def _heading(root: markup.Element, paragraphs: Sequence[str]) -> str | None:
    headings = {*markup.values(root, "h1, h2, h3"), *paragraphs[:1]}
    window = _first(root, "title")
    if window is None:
        return next(iter(markup.values(root, "h1")), None)
    cuts = list(SEPARATOR.finditer(window))
    parts = [
        window,
        *(window[: cut.start()] for cut in reversed(cuts)),
        *(window[cut.end() :] for cut in cuts),
    ]
    likely = parts[1] if cuts else window  # sites put their name last
    return next((part for part in parts if part in headings), likely) or None


def _date(root: markup.Element, stated: dict[str, Any]) -> str | None:
    """The date of publication that the page states, with its year."""
    dates = [
        _text(stated.get("datePublished")) or "",
        *(value for rule in DATES for value in markup.values(root, rule)),
    ]
    return next((date for date in dates if YEAR.search(date)), None)


def _first(root: markup.Element, *rules: str) -> str | None:
    return next((unescape(unescape(value)) for rule in rules for value in markup.values(root, rule)), None)


def _text(value: Any) -> str | None:
    """A text of JSON-LD: plain, the first of a list, or the value of an object."""
    if isinstance(value, list):
        return _text(value[0]) if value else None
    if isinstance(value, dict):
        return _text(value.get("@value") or value.get("alternateName") or value.get("name"))
    return " ".join(unescape(unescape(str(value))).split()) or None if value is not None else None
