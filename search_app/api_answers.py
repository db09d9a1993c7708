"""The records of /api/v1 filled from what the library answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from corpus.authority import TopicEntry, definition, regions, topics
from corpus.authority_people import people
from corpus.past import Past
from corpus.records import Rendition, Statement
from corpus.sources import sources
from corpus.store_overview import Spoken
from indexer import notes
from indexer.engines.base import UNSTATED
from indexer.library import Card, Found, Library, Release, StatementCard
from indexer.query.ask import Question
from search_app import caching
from search_app.api_records import (
    Edited,
    Named,
    Noted,
    OneRelease,
    Other,
    ReleaseHit,
    Releases,
    Said,
    StatementHit,
    Statements,
    Version,
    Widening,
)
from search_app.api_things import (
    Area,
    Held,
    OnePerson,
    PostHeld,
    PostWritten,
    Publisher,
    Regions,
    Sources,
    Subject,
    Topics,
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


def releases_answer(library: Library, question: Question, root: str) -> Releases:
    """A page of releases."""
    found = library.search(question)
    pasts = library.pasts(found)
    hits = [_release_hit(card, pasts.get(card.rendition.id), root) for card in found.cards]
    return Releases(hits=hits, **_shared(found, question))


def statements_answer(library: Library, question: Question, root: str) -> Statements:
    """A page of statements."""
    found = library.statements(question)
    pasts = library.pasts(found)
    hits = [_statement_hit(card, pasts.get(card.rendition.id), root) for card in found.cards]
    return Statements(hits=hits, **_shared(found, question))


def _shared(found: Found[Any], question: Question) -> dict[str, Any]:
    return {
        "total": found.total,
        "page": question.start // question.size + 1,
        "last": max(1, -(-found.total // question.size)),
        "facets": {name: dict(counts) for name, counts in found.facets.items()},
        "understood": found.understood,
        "notes": [Noted(one.code, one.piece, notes.meaning(one)) for one in found.notes],
        "meant": [Other(one.text, one.hits) for one in found.meant],
        "entities": [Named(one.kind, one.id) for one in found.entities],
        "expansions": [Widening(one.kind, one.text, one.hits) for one in found.expansions],
    }


def _seen(past: Past | None) -> dict[str, Any]:
    """When a text was first seen, and its edits."""
    edits = past.edits if past else ()
    return {
        "first_seen": past.first_seen if past else None,
        "edits": [Edited(one.after, one.before, round(one.share, 4), one.weight) for one in edits],
    }


def _release_hit(card: Card, past: Past | None, root: str) -> ReleaseHit:
    found = card.rendition
    return ReleaseHit(
        release=found.release,
        rendition=found.id,
        language=tag(found.language, found.script),
        languages=list(card.languages),
        title=found.title,
        published=found.published,
        regions=list(found.regions_about),
        topics=[topic.id for topic in found.topics],
        source=found.source,
        url=found.url,
        page=f"{root}/release/{found.release}",
        copies=card.copies,
        altered=found.altered is not None,
        snippet=card.snippet.text,
        score=round(card.score, 4),
        statements=[said(one) for one in card.statements],
        **_seen(past),
    )


def _statement_hit(card: StatementCard, past: Past | None, root: str) -> StatementHit:
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
        **_seen(past),
    )


def release_answer(found: Release, root: str) -> OneRelease:
    """A release."""
    versions = [_version(one, found.pasts.get(one.id)) for one in found.versions]
    return OneRelease(found.id, f"{root}/release/{found.id}", versions)


def _version(found: Rendition, past: Past | None) -> Version:
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
        **_seen(past),
    )


def person_answer(library: Library, identifier: str) -> OnePerson | None:
    """A person who is listed or is reported to have said something; None where there is none of that id."""
    listed = people().get(identifier)
    found = library.statements(Question(filters={"speaker": (identifier,)}, size=0))
    if identifier == UNSTATED or not (listed or found.total):
        return None
    spoken = library.store.overview.spoken([identifier])
    names = dict(listed.names) if listed else library.speaker_names([identifier]).get(identifier, {})
    posts = listed.posts if listed else ()
    return OnePerson(
        id=identifier,
        names=dict(names),
        spellings=_spellings(names, listed.spellings if listed else (), spoken),
        posts=[PostHeld(dict(post.names), post.since or None, post.until or None) for post in posts],
        posts_written=_posts_written(spoken),
        statements=found.total,
        years=dict(found.facets.get("year", {})),
        regions=dict(found.facets.get("region", {})),
        topics=dict(found.facets.get("topic", {})),
    )


def _spellings(
    names: Mapping[str, str], listed: Iterable[tuple[str, str]], spoken: Iterable[Spoken]
) -> dict[str, list[str]]:
    """All spellings of a name by language: the listed ones first, then those of texts, the most frequent first."""
    found: dict[str, dict[str, None]] = {}
    for language, name in (*names.items(), *listed, *((row.language, row.name) for row in spoken)):
        if name:
            found.setdefault(language, {})[name] = None
    return {language: list(spellings) for language, spellings in found.items()}


def _posts_written(spoken: Iterable[Spoken]) -> list[PostWritten]:
    """Each post once a language, whatever its capitals and the spelling of the name beside it."""
    found: dict[tuple[str, str], list[Spoken]] = {}
    for row in spoken:
        if row.post:
            found.setdefault((row.language, row.post.casefold()), []).append(row)
    return [_post_written(rows) for rows in found.values()]


def _post_written(rows: Sequence[Spoken]) -> PostWritten:
    first = min((row.first for row in rows if row.first), default=None)
    last = max((row.last for row in rows if row.last), default=None)
    return PostWritten(rows[0].post or "", rows[0].language, sum(row.count for row in rows), first, last)


def regions_answer(library: Library) -> Regions:
    """All regions with what is held about them."""
    counts = library.search(Question(size=0)).facets.get("region", {})
    return Regions(
        [Area(one.id, dict(one.titles), one.since, one.before, counts.get(one.id, 0)) for one in regions().values()]
    )


def topics_answer(library: Library) -> Topics:
    """All topics with what is held on them."""
    counts = library.search(Question(size=0)).facets.get("topic", {})
    return Topics([_subject(one, counts.get(one.id, 0)) for one in topics().values()])


def _subject(topic: TopicEntry, releases: int) -> Subject:
    about = {language: definition(topic, language) for language in topic.about}
    return Subject(topic.id, dict(topic.titles), about, topic.iptc, releases)


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
