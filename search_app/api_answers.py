"""The records of /api/v1 filled from what the library answers."""

from __future__ import annotations

from typing import Any

from corpus.authority import regions, topics
from corpus.authority_people import people
from corpus.records import Rendition, Statement
from corpus.sources import sources
from indexer.library import Card, Found, Library, Release, StatementCard
from indexer.query.ask import Question
from search_app import caching
from search_app.api_records import (
    Area,
    Held,
    OnePerson,
    OneRelease,
    PostHeld,
    Publisher,
    Regions,
    ReleaseHit,
    Releases,
    Said,
    Sources,
    StatementHit,
    Statements,
    Subject,
    Topics,
    Version,
    Widening,
)
from search_app.i18n import tag


def said(found: Statement) -> Said:
    """A statement of a text."""
    return Said(
        speaker=found.speaker,
        name=found.name,
        post=found.post,
        verb=found.verb,
        kind=found.kind,
        text=found.text,
        paragraph=found.paragraph,
        start=found.start,
        end=found.end,
        confidence=found.confidence,
    )


def releases_answer(found: Found[Card], page: int, size: int, root: str) -> Releases:
    """A page of releases."""
    hits = [_release_hit(card, root) for card in found.cards]
    return Releases(hits=hits, **_shared(found, page, size))


def statements_answer(found: Found[StatementCard], page: int, size: int, root: str) -> Statements:
    """A page of statements."""
    hits = [_statement_hit(card, root) for card in found.cards]
    return Statements(hits=hits, **_shared(found, page, size))


def _shared(found: Found[Any], page: int, size: int) -> dict[str, Any]:
    return {
        "total": found.total,
        "page": page,
        "last": max(1, -(-found.total // size)),
        "facets": {name: dict(counts) for name, counts in found.facets.items()},
        "understood": found.understood,
        "note": found.note,
        "suggestion": found.suggestion,
        "expansions": [Widening(one.kind, one.text, one.hits) for one in found.expansions],
    }


def _release_hit(card: Card, root: str) -> ReleaseHit:
    found = card.rendition
    return ReleaseHit(
        release=found.release,
        rendition=found.id,
        language=tag(found.language, found.script),
        languages=list(dict.fromkeys(version.language for version in card.versions)),
        title=found.title,
        published=found.published,
        regions=list(found.regions_about),
        topics=[topic.id for topic in found.topics],
        source=found.source,
        url=found.url,
        page=f"{root}/release/{found.release}",
        copies=sum(version.copy_of is not None for version in card.versions),
        altered=found.altered is not None,
        snippet=card.snippet.text,
        score=round(card.score, 4),
        statements=[said(one) for one in card.statements],
    )


def _statement_hit(card: StatementCard, root: str) -> StatementHit:
    found = card.rendition
    return StatementHit(
        id=card.id,
        release=found.release,
        language=tag(found.language, found.script),
        said=said(card.statement),
        title=found.title,
        published=found.published,
        regions=list(found.regions_about),
        source=found.source,
        url=found.url,
        page=f"{root}/release/{found.release}?version={found.language}#s{card.id.rpartition('.')[2]}",
        altered=found.altered is not None,
        score=round(card.score, 4),
    )


def release_answer(found: Release, root: str) -> OneRelease:
    """A release."""
    return OneRelease(found.id, f"{root}/release/{found.id}", [_version(one) for one in found.versions])


def _version(found: Rendition) -> Version:
    return Version(
        id=found.id,
        language=tag(found.language, found.script),
        title=found.title,
        paragraphs=list(found.paragraphs),
        published=found.published,
        published_how=found.published_how,
        event=found.event,
        captured=found.captured,
        source=found.source,
        url=found.url,
        about=list(found.regions_about),
        mentioned=[place.id for place in found.regions if place.relation == "mentioned"],
        topics=[topic.id for topic in found.topics],
        persons=[person.id for person in found.persons],
        statements=[said(one) for one in found.statements],
        contact=found.contact,
        copy_of=found.copy_of,
        altered=found.altered is not None,
    )


def person_answer(library: Library, identifier: str) -> OnePerson | None:
    """A person who is listed or is reported to have said something; None where there is none of that id."""
    listed = people().get(identifier)
    found = library.statements(Question(filters={"speaker": (identifier,)}, size=0))
    if not (listed or found.total):
        return None
    names = dict(listed.names) if listed else library.speaker_names([identifier]).get(identifier, {})
    posts = listed.posts if listed else ()
    return OnePerson(
        id=identifier,
        names=dict(names),
        posts=[PostHeld(dict(post.names), post.since or None, post.until or None) for post in posts],
        statements=found.total,
        years=dict(found.facets.get("year", {})),
        regions=dict(found.facets.get("region", {})),
        topics=dict(found.facets.get("topic", {})),
    )


def regions_answer(library: Library) -> Regions:
    """All regions with what is held about them."""
    counts = library.search(Question(size=0)).facets.get("region", {})
    return Regions(
        [Area(one.id, dict(one.titles), one.since, one.before, counts.get(one.id, 0)) for one in regions().values()]
    )


def topics_answer(library: Library) -> Topics:
    """All topics with what is held on them."""
    counts = library.search(Question(size=0)).facets.get("topic", {})
    return Topics([Subject(one.id, dict(one.titles), one.iptc, counts.get(one.id, 0)) for one in topics().values()])


def sources_answer(library: Library) -> Sources:
    """All sources of which something is held."""
    return Sources(
        [
            Publisher(
                id=held.source,
                names=dict(card.titles) if (card := sources().get(held.source)) else {},
                kind=card.kind if card else "unknown",
                pages=held.pages,
                texts=held.renditions,
                languages=dict(held.languages),
                first_published=held.first_published,
                last_published=held.last_published,
                last_fetched=held.last_fetched,
            )
            for held in library.status().sources
        ]
    )


def status_answer(library: Library) -> Held:
    """What is held, and the state of the index."""
    held = library.status()
    return Held(
        pages=held.pages,
        releases=held.releases,
        texts=held.renditions,
        statements=held.statements,
        failures=held.failures,
        languages=dict(held.languages),
        commit=caching.state(library),
        stale=library.stale,
    )
