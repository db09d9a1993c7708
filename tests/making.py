"""Small renditions and statements, as the tests of several rooms need them: what is not said is plain."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from corpus.records import Rendition, Statement

CAPTURED = datetime(2023, 1, 1, tzinfo=UTC)


def rendition(id_: str, language: str, title: str | None, *paragraphs: str, **other: Any) -> Rendition:
    """A rendition of a release of its own."""
    plain: dict[str, Any] = {
        "release": id_,
        "url": f"https://example.org/{id_}",
        "source": "commission",
        "script": "Latn" if language == "en" else "Cyrl",
        "captured": CAPTURED,
    }
    return Rendition(id=id_, language=language, title=title, paragraphs=paragraphs, **{**plain, **other})


def statement(speaker: str, name: str, text: str, language: str, **other: Any) -> Statement:
    """A statement that is all of the first paragraph."""
    plain: dict[str, Any] = {
        "post": None,
        "verb": "сказал",
        "kind": "indirect",
        "ref": "name",
        "paragraph": 0,
        "start": 0,
        "end": len(text),
        "confidence": 0.9,
        "rule": "test",
    }
    return Statement(speaker=speaker, name=name, text=text, language=language, **{**plain, **other})
