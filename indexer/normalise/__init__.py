"""From what a site said to what we conclude: one article in, its monolingual renditions out, each with its
evidence.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from analyzers.folding import fold
from corpus.authority import LANGUAGES
from corpus.records import TITLE, Alteration, Article, Evidence, Person, Rendition, Statement
from corpus.sources import FILES, sources
from indexer.normalise.boilerplate import without_recurring
from indexer.normalise.contacts import split_contact
from indexer.normalise.dates import (
    Publication,
    doubted,
    event,
    publication,
    publication_in_text,
    told_dates,
    within,
)
from indexer.normalise.languages import Part, confidence, parts
from indexer.normalise.latin import Conclusions, Twin
from indexer.normalise.offices import with_holders
from indexer.normalise.persons import persons
from indexer.normalise.regions import regions
from indexer.normalise.spun import spun
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
    text: CleanText
    recurring: Collection[str]
    doubted: Evidence | None
    within: str | None


def normalise(article: Article, captured: datetime, recurring: Collection[str] = frozenset()) -> tuple[Rendition, ...]:
    """The renditions of an article, in the order in which its languages begin; `release` is the id of the
    first. `recurring` are keys of the paragraphs that its source repeats.
    """
    text = clean(article)
    found = parts(text.title, text.paragraphs, article.language)
    if not found:
        return ()
    ids = [rendition_id(article.source, part) for part in found]
    card = sources().get(article.source)
    known = article, text.date_lines, captured.date(), card.since if card else FILES.since
    given = publication(*known)
    doubt, month = (None, None) if given else (doubted(*known), within(*known))
    page = _Page(article, ids[0], captured, given, _full_days(text), text, recurring, doubt, month)
    return tuple(_rendition(one, part, page) for one, part in zip(ids, found, strict=True))


def rendition_id(source: str, part: Part) -> str:
    """An id from source, language and folded text: the same text under another address has the same id."""
    words = " ".join(map(fold, " ".join((part.title or "", *part.paragraphs)).split()))
    digest = hashlib.sha256("\n".join((source, part.language, words)).encode()).digest()
    return base64.b32encode(digest).decode().lower()[:ID_LENGTH]


def _rendition(identifier: str, part: Part, page: _Page) -> Rendition:
    own, boilerplate = without_recurring(part.paragraphs, page.recurring)
    paragraphs, contact = split_contact(own)
    given_contact = page.article.metadata.get("contact")
    told = _concluded(part, paragraphs, page)
    published, happened = told.published, told.happened
    return Rendition(
        id=identifier,
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
        published_evidence=published.evidence if published else page.doubted,
        published_within=None if published else page.within,
        event=happened.edtf if happened else None,
        event_evidence=happened.evidence if happened else None,
        regions=told.places,
        persons=told.named,
        statements=told.said,
        topics=told.topics,
        contact=contact or given_contact,
        captions=page.text.captions,
        byline=page.article.byline or page.text.agency,
        language_evidence=Evidence("letters and words", confidence(part)),
        title_evidence=_title_evidence(part),
        contact_evidence=Evidence("footer" if contact else "site") if contact or given_contact else None,
        boilerplate=boilerplate,
        spun=_spun(part, page),
    )


def _concluded(part: Part, paragraphs: tuple[str, ...], page: _Page) -> Conclusions:
    """What a text tells; Kazakh in other letters is read in its usual ones, and what is found there led back."""
    twin = Twin.of(part.title, paragraphs, part.script) if part.language == "kk" else None
    if twin is None:
        return _read(part.title, paragraphs, part.language, page)
    return twin.led_back(_read(twin.title, twin.paragraphs, part.language, page))


def _read(title: str | None, paragraphs: tuple[str, ...], language: str, page: _Page) -> Conclusions:
    """Dates, places, persons, statements and topics of a text in its usual script."""
    given = page.publication
    told = told_dates(title, paragraphs, given.day if given else None, page.days)
    published = given or publication_in_text(told, paragraphs, page.captured.date())
    happened = event(told, paragraphs, published.day if published else None)
    named, said = _people(title, paragraphs, language, published.day.isoformat() if published else "")
    places = regions(title, paragraphs)
    about = topics(title, paragraphs, language, people=named)
    return Conclusions(published, happened, places, named, said, about)


def _people(
    title: str | None, paragraphs: Sequence[str], language: str, day: str
) -> tuple[tuple[Person, ...], tuple[Statement, ...]]:
    """Who is named and what they say, in the three languages; offices are led to whoever held them on the day."""
    if language not in LANGUAGES:
        return (), ()
    named = persons(title, paragraphs, language)
    said = statements(title, paragraphs, language, named, day=day)
    return with_holders(named, said, language), said


def _title_evidence(part: Part) -> Evidence | None:
    if part.title is None:
        return None
    return Evidence("given by the page", 1.0, TITLE, 0, len(part.title))


def _spun(part: Part, page: _Page) -> Alteration | None:
    """Signs of rewriting; a text that an official source gives under its own name is not suspected."""
    card = sources().get(page.article.source)
    return (
        None
        if card and card.kind == "official"
        else spun(part.title, (*part.paragraphs, *page.text.captions), part.language)
    )


def _full_days(text: CleanText) -> tuple[date, ...]:
    """The days that the page names with their year, in any of its languages."""
    found = (one.first for paragraph in text.paragraphs for one in written(paragraph))
    return tuple(date(year, month, day) for year, month, day in found if year)
