"""A line of a JSONL file as a page: an object with `text`, and what else is known of it.

    {"id", "text", "title", "date", "lang", "url", "pair", "source", "site", "tags", "category"}

`pair` is the name that language versions share; where ids are `<pair>-<language>`, it gives their addresses.
"""

from __future__ import annotations

import json
from typing import Any

from corpus.authority import LANGUAGES
from corpus.errors import InputError
from corpus.records import Article, Page
from indexer.extract.tags import language_tag

KEPT = ("id", "pair", "source", "site", "category", "tags", "kind")
HALF_LETTER = b"\\ud"  # how JSON writes the halves of a letter beyond the first plane


def extract(page: Page) -> tuple[Article, ...]:
    """The one article that a line holds."""
    record = read_line(page.body, page.url)
    paragraphs = [line.strip() for line in record["text"].splitlines() if line.strip()]
    return (
        Article(
            url=page.url,
            source=page.source,
            title=_title(record, paragraphs),
            paragraphs=tuple(paragraphs),
            published=_text(record, "date"),
            language=language_tag(_text(record, "lang")),
            translations=_translations(record, page.url),
            metadata={name: value for name in KEPT if (value := _text(record, name))},
        ),
    )


def read_line(line: bytes, name: str) -> dict[str, Any]:
    """The object on a line, with a `text` in it; an `InputError` naming the line otherwise."""
    try:
        record = _whole_letters(json.loads(line)) if HALF_LETTER in line.lower() else json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{name}: not a line of JSON ({error}); write one object a line") from error
    if not isinstance(record, dict) or not isinstance(record.get("text"), str) or not record["text"].strip():
        raise InputError(f'{name}: no text in it; write an object with "text"')
    return record


def _whole_letters(record: object) -> object:
    """The record with halves of letters (of an emoji cut in two) replaced, since no encoding can hold them."""
    text = json.dumps(record, ensure_ascii=False).encode("utf-16", "surrogatepass")
    return json.loads(text.decode("utf-16", "replace"))


def _text(record: dict[str, Any], name: str) -> str | None:
    value = record.get(name)
    if isinstance(value, list):
        return ", ".join(map(str, value)) or None
    return str(value).strip() or None if value is not None else None


def _title(record: dict[str, Any], paragraphs: list[str]) -> str | None:
    """The title given, unless it is only the beginning of the first paragraph, cut off."""
    title = _text(record, "title")
    if title is None:
        return None
    rest = paragraphs[0].removeprefix(title.rstrip("…. "))
    is_cut = rest != paragraphs[0] and rest.lstrip(" .!?…»”\"'") != "" and rest[0] not in ".!?…"
    return None if is_cut else title


def _translations(record: dict[str, Any], url: str) -> dict[str, str]:
    """Where other language versions are, if there are any: the addresses of their lines in the same file."""
    pair, language = _text(record, "pair"), _text(record, "lang")
    head, mark, place = url.rpartition("#")
    if not mark or pair is None or place != f"{pair}-{language}":
        return {}
    return {other: f"{head}#{pair}-{other}" for other in LANGUAGES if other != language}
