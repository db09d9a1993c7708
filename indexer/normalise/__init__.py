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
from analyzers.scripts import to_cyrillic
from corpus.authority import LANGUAGES
from corpus.records import TITLE, Alteration, Article, Evidence, Person, Rendition, Statement, Topic
from corpus.sources import sources
from indexer.normalise.boilerplate import without_recurring
from indexer.normalise.contacts import split_contact
from indexer.normalise.dates import Publication, event, publication, publication_in_text, told_dates
from indexer.normalise.languages import Part, confidence, parts
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


def normalise(article: Article, captured: datetime, recurring: Collection[str] = frozenset()) -> tuple[Rendition, ...]:
    """The renditions of an article, in the order in which its languages begin; `release` is the id of the
    first. `recurring` are keys of the paragraphs that its source repeats.
    """
    text = clean(article)
    found = parts(text.title, text.paragraphs, article.language)
    if not found:
        return ()
    ids = [rendition_id(article.source, part) for part in found]
    given = publication(article, text.date_lines, captured.date())
    page = _Page(article, ids[0], captured, given, _full_days(text), text, recurring)
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
    given = page.publication
    told = told_dates(part.title, paragraphs, given.day if given else None, page.days)
    published = given or publication_in_text(told, paragraphs, page.captured.date())
    happened = event(told, paragraphs, published.day if published else None)
    places = regions(part.title, paragraphs)
    named, said = _people(part, paragraphs, published.day.isoformat() if published else "")
    about = _topics(part, paragraphs)
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
        published_evidence=published.evidence if published else None,
        event=happened.edtf if happened else None,
        event_evidence=happened.evidence if happened else None,
        regions=places,
        persons=named,
        statements=said,
        topics=about,
        contact=contact or given_contact,
        captions=page.text.captions,
        byline=page.article.byline or page.text.agency,
        language_evidence=Evidence("letters and words", confidence(part)),
        title_evidence=_title_evidence(part),
        contact_evidence=Evidence("footer" if contact else "site") if contact or given_contact else None,
        boilerplate=boilerplate,
        spun=_spun(part, page),
    )


def _people(part: Part, paragraphs: Sequence[str], day: str) -> tuple[tuple[Person, ...], tuple[Statement, ...]]:
    """Who is named and what they say, in the three languages; offices are led to whoever held them on the day."""
    if part.language not in LANGUAGES:
        return (), ()
    named = persons(part.title, paragraphs, part.language)
    said = statements(part.title, paragraphs, part.language, named, day=day)
    return with_holders(named, said, part.language), said


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
