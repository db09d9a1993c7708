"""From what a site said to what we conclude: one article in, its monolingual renditions out, each with its
evidence.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from analyzers.folding import fold
from analyzers.scripts import to_cyrillic
from corpus.authority import LANGUAGES
from corpus.records import Article, Rendition, Topic
from indexer.normalise.contacts import split_contact
from indexer.normalise.dates import Publication, event, publication, publication_in_text, told_dates
from indexer.normalise.languages import Part, parts
from indexer.normalise.persons import persons
from indexer.normalise.regions import regions
from indexer.normalise.statements import statements
from indexer.normalise.text import CleanText, clean
from indexer.normalise.topics import topics
from indexer.normalise.written_dates import written

ID_LENGTH = 12


@dataclass(frozen=True, slots=True)
class _Page:
    """What the parts of a page share: the release, the capture, the day it gives, the days it names with
    their year.
    """

    article: Article
    release: str
    captured: datetime
    publication: Publication | None
    days: tuple[date, ...]
    captions: tuple[str, ...]


def normalise(article: Article, captured: datetime) -> tuple[Rendition, ...]:
    """The renditions of an article, in the order in which its languages begin; `release` is the id of the
    first.
    """
    text = clean(article)
    found = parts(text.title, text.paragraphs, article.language)
    release = rendition_id(article.source, found[0]) if found else ""
    given = publication(article, text.date_lines, captured.date())
    page = _Page(article, release, captured, given, _full_days(text), text.captions)
    return tuple(_rendition(part, page) for part in found)


def rendition_id(source: str, part: Part) -> str:
    """An id from source, language and folded text: the same text under another address has the same id."""
    words = " ".join(fold(word) for text in (part.title or "", *part.paragraphs) for word in text.split())
    digest = hashlib.sha256("\n".join((source, part.language, words)).encode()).digest()
    return base64.b32encode(digest).decode().lower()[:ID_LENGTH]


def _rendition(part: Part, page: _Page) -> Rendition:
    paragraphs, contact = split_contact(part.paragraphs)
    given = page.publication
    told = told_dates(part.title, paragraphs, given.day if given else None, page.days)
    published = given or publication_in_text(told, paragraphs, page.captured.date())
    happened = event(told, paragraphs, published.day if published else None)
    places = regions(part.title, paragraphs)
    ours = part.language in LANGUAGES
    named = persons(part.title, paragraphs, part.language) if ours else ()
    said = statements(part.title, paragraphs, part.language, named) if ours else ()
    about = _topics(part, paragraphs)
    return Rendition(
        id=rendition_id(page.article.source, part),
        release=page.release,
        url=page.article.url,
        source=page.article.source,
        language=part.language,
        script=part.script,
        title=part.title,
        paragraphs=paragraphs,
        captured=page.captured,
        published=published.day if published else None,
        published_how=published.how if published else None,
        published_evidence=published.evidence if published else None,
        event=happened.edtf if happened else None,
        event_evidence=happened.evidence if happened else None,
        regions=places,
        persons=named,
        statements=said,
        topics=about,
        contact=contact or page.article.metadata.get("contact"),
        captions=page.captions,
        byline=page.article.byline,
    )


def _topics(part: Part, paragraphs: Sequence[str]) -> tuple[Topic, ...]:
    """The topics of a part; Kazakh in Latin letters is read in Cyrillic."""
    if (part.language, part.script) != ("kk", "Latn"):
        return topics(part.title, paragraphs, part.language)
    title, *rest = to_cyrillic("\n".join((part.title or "", *paragraphs))).split("\n")
    return topics(title, rest, part.language)


def _full_days(text: CleanText) -> tuple[date, ...]:
    """The days that the page names with their year, in any of its languages."""
    found = (one.first for paragraph in text.paragraphs for one in written(paragraph))
    return tuple(date(year, month, day) for year, month, day in found if year)
