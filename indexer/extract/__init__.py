"""From a page to what it says: one extractor for each kind of bytes, for HTML that which the source names."""

from __future__ import annotations

from corpus.errors import InputError
from corpus.records import Article, Page
from corpus.sources import Source
from indexer.extract import generic, jsonl, rules, text

HTML = ("text/html", "application/xhtml+xml")
JSON = ("application/json", "application/x-ndjson", "application/jsonl")


def extract(page: Page, source: Source) -> tuple[Article, ...]:
    """The articles on a page: none on one that only lists others; an `InputError` where it cannot be read."""
    kind = page.content_type.partition(";")[0].strip().lower() or _kind(page.body)
    if kind in HTML:
        read = rules.extract if source.rules.extractor == "rules" else generic.extract
        return read(page, source)
    if kind in JSON:
        return jsonl.extract(page)
    if kind == "text/plain":
        return text.extract(page)
    raise InputError(f"{page.url}: is {kind}, not a text; give HTML, plain text or JSON lines")


def _kind(body: bytes) -> str:
    """The kind of bytes that nobody has named."""
    return "text/html" if body.lstrip()[:1] == b"<" else "text/plain"
