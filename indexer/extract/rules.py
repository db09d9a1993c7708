"""Reading a page by the CSS rules on the card of its source.

A page on which the rules find no article (a listing, say) gives nothing. What is left out of the paragraphs
but may matter later (captions, contact) is kept in the metadata, a line each.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from corpus.records import Article, Page
from corpus.sources import Source
from indexer.extract import markup
from indexer.extract.charset import decode
from indexer.extract.tags import language_tag


def extract(page: Page, source: Source) -> tuple[Article, ...]:
    """The articles on a page, each with what the page says of it."""
    source = _at_home(source, page.url)
    rules = source.rules
    root = markup.parse(decode(page.body, page.content_type, name=page.url))
    given = _given(root, page, source)
    markup.remove(markup.select(root, rules.remove))
    found = markup.select(root, rules.article) if rules.article else [root]
    articles = (_article(element, source, given) for element in found)
    return tuple(article for article in articles if article.paragraphs)


def translations(root: markup.Element, rule: str | None, *, url: str, source: Source) -> dict[str, str]:
    """The addresses of a page's other languages: by `hreflang`, or by the language of the path."""
    if rule is None:
        return {}
    css, attribute = markup.split_rule(rule)
    found: dict[str, str] = {}
    for link in markup.select(root, css):
        address = urljoin(url, markup.attribute_of(link, attribute or "href"))
        tag = language_tag(markup.attribute_of(link, "hreflang")) or source.language(address)
        if tag and address != url and (not source.address or source.holds(address)):
            found.setdefault(tag, address)
    return found


def _given(root: markup.Element, page: Page, source: Source) -> Article:
    """What the page says as a whole: address, language, date, translations; as an article without text."""
    rules = source.rules
    written = next(iter(markup.values(root, rules.language)), None)
    return Article(
        url=page.url,
        source=page.source,
        title=None,
        paragraphs=(),
        published=next(iter(markup.values(root, rules.date)), None),
        language=language_tag(written) or source.language(page.url),
        translations=translations(root, rules.translations, url=page.url, source=source),
    )


def _article(element: markup.Element, source: Source, given: Article) -> Article:
    rules = source.rules
    title = next(iter(markup.values(element, rules.title)), None)
    byline = next(iter(markup.values(element, rules.byline)), None)
    published = next(iter(markup.values(element, rules.date)), given.published)
    metadata = {}
    for name, rule in (("captions", rules.captions), ("contact", rules.contact)):
        aside = markup.select(element, rule)
        if aside:
            metadata[name] = "\n".join(line for one in aside for line in markup.lines(one))
        markup.remove(aside)
    return Article(
        url=given.url,
        source=given.source,
        title=title,
        paragraphs=tuple(_paragraphs(element, rules.paragraphs)),
        published=published,
        language=given.language,
        translations=given.translations,
        byline=byline,
        metadata=metadata,
    )


def _paragraphs(element: markup.Element, rule: str | None) -> Iterator[str]:
    for block in markup.select(element, rule):
        yield from markup.lines(block)


def _at_home(source: Source, url: str) -> Source:
    """The source at the host of the page: a card speaks of one host, but a site may move or have several."""
    there, here = urlsplit(url), urlsplit(source.address)
    if there.scheme not in ("http", "https") or (there.scheme, there.netloc) == (here.scheme, here.netloc):
        return source
    return source.at(f"{there.scheme}://{there.netloc}{here.path}")
