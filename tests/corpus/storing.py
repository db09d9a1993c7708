"""Small pages and renditions for the tests of the store."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta

from corpus.archive import Location
from corpus.records import Evidence, Mention, Page, Person, Place, Rendition, Statement, Topic
from corpus.store import Added, Store

START = datetime(2022, 3, 4, 9, tzinfo=UTC)
SOMEWHERE = Location("minber.warc.gz", 0, 1)
RULES = "fingerprint-1"


def page(url: str = "https://example.org/rus/1", body: str = "bytes", *, day: int = 0, source: str = "s") -> Page:
    """A page fetched on the given day."""
    fetched = START + timedelta(days=day)
    return Page.of(url, source, body.encode(), fetched=fetched, content_type="text/html", headers={"ETag": "1"})


def add(store: Store, kept: Page) -> Added:
    """Keeps a page."""
    (added,) = store.take([kept], lambda _: SOMEWHERE)
    return added


def text_id(source: str, language: str, text: str) -> str:
    """An id that depends on the text alone, as normalising gives it."""
    return hashlib.sha256(f"{source}|{language}|{text}".encode()).hexdigest()[:12]


def rendition(
    text: str,
    *,
    url: str = "https://example.org/rus/1",
    language: str = "ru",
    source: str = "s",
    release: str | None = None,
    published: date | None = date(2022, 3, 4),
) -> Rendition:
    """A rendition that says something, with one of everything concluded."""
    identifier = text_id(source, language, text)
    mention = Mention("KZ-15", "Актобе", 0, 0, 6, "name")
    return Rendition(
        id=identifier,
        release=release or identifier,
        url=url,
        source=source,
        language=language,
        script="Latn" if language == "en" else "Cyrl",
        title=text[:20],
        paragraphs=(text, "Второй абзац."),
        captured=START,
        published=published,
        published_how="meta" if published else None,
        published_evidence=Evidence("meta") if published else None,
        event="2022-03-04/2022-03-05",
        regions=(Place("KZ-15", "about", (mention,), Evidence("name", 0.9, 0, 0, 6)),),
        persons=(Person("abdirov-nurlan", "Нурлан Абдиров", None, (mention,), Evidence("name")),),
        statements=(statement(text, language),),
        topics=(Topic("elections", 1.5, ("выборы",)),),
        contact="tel. 1",
        captions=("Подпись",),
    )


def statement(text: str, language: str) -> Statement:
    """A statement that is the whole text."""
    return Statement(
        speaker="abdirov-nurlan",
        name="Нурлан Абдиров",
        post=None,
        verb="отметил",
        kind="indirect",
        ref="name",
        text=text,
        paragraph=0,
        start=0,
        end=len(text),
        language=language,
        confidence=0.95,
        rule="subject-verb",
    )
