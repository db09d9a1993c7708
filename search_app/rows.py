"""The whole answer to a question, a portion at a time, and its rows as tables have them.

Columns are fixed, in this order; they are explained in docs/api.md, and a test holds both together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from corpus.past import Past
from indexer.library import Card, Found, Library, StatementCard
from indexer.query.ask import Question
from search_app.i18n import Labels, tag
from search_app.question import asked
from search_app.request import STATEMENTS, SearchRequest

PORTION = 500  # rows in memory at once
RELEASE_COLUMNS = (
    "release",
    "rendition",
    "language",
    "languages",
    "title",
    "published",
    "published_how",
    "event",
    "region_ids",
    "regions",
    "topic_ids",
    "topics",
    "speakers",
    "source_id",
    "source",
    "original",
    "address",
    "copies",
    "altered",
    "snippet",
    "first_seen",
    "edits",
)
STATEMENT_COLUMNS = (
    "statement",
    "release",
    "language",
    "speaker_id",
    "speaker",
    "post",
    "kind",
    "verb",
    "text",
    "confidence",
    "published",
    "region_ids",
    "regions",
    "topic_ids",
    "topics",
    "source_id",
    "source",
    "title",
    "original",
    "address",
    "altered",
    "first_seen",
    "edits",
)
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where rows come from and how they name things: the library, the interface's names, the app's own address."""

    library: Library
    labels: Labels
    root: str  # without a slash at its end

    def address(self, path: str) -> str:
        """A path of the app as a whole address."""
        return self.root + path


def question(request: SearchRequest) -> Question:
    """What a request asks, from its first row on."""
    return replace(asked(request).question, start=0, size=PORTION)


def pages(library: Library, asked_for: Question, over: str) -> Iterator[Found[Card] | Found[StatementCard]]:
    """All that answers, a portion at a time; the first portion is there, though empty, where nothing does."""
    search = library.statements if over == STATEMENTS else library.search
    start = 0
    while True:
        found = search(replace(asked_for, start=start, size=PORTION))
        yield found
        start += PORTION
        if start >= found.total:
            return


def row(card: Card | StatementCard, shelf: Shelf) -> Row:
    """A hit as a row of the table of its kind."""
    return _statement(card, shelf) if isinstance(card, StatementCard) else _release(card, shelf)


def seen(past: Past | None) -> Row:
    """The columns that tell of the past of a text."""
    edits = past.edits if past else ()
    return {
        "first_seen": _moment(past.first_seen) if past else "",
        "edits": _joined(f"{one.weight} {_moment(one.after)}/{_moment(one.before)}" for one in edits),
    }


def columns(over: str) -> tuple[str, ...]:
    """The columns of the table of releases or statements."""
    return STATEMENT_COLUMNS if over == STATEMENTS else RELEASE_COLUMNS


def _release(card: Card, shelf: Shelf) -> Row:
    found = card.rendition
    return {
        **_shared(card, shelf),
        "rendition": found.id,
        "languages": _joined(card.languages),
        "published_how": found.published_how or "",
        "event": found.event or "",
        "speakers": _joined(dict.fromkeys(said.name for said in found.statements if said.name)),
        "copies": str(card.copies),
        "snippet": card.snippet.text,
    }


def _statement(card: StatementCard, shelf: Shelf) -> Row:
    said = card.statement
    shared = _shared(card, shelf)
    return {
        **shared,
        "statement": card.id,
        "speaker_id": said.speaker or "",
        "speaker": said.name or "",
        "post": said.post or "",
        "kind": said.kind,
        "verb": said.verb,
        "text": said.text,
        "confidence": f"{said.confidence:.2f}",
        "address": f"{shared['address']}?version={card.rendition.language}#s{card.id.rpartition('.')[2]}",
    }


def _shared(card: Card | StatementCard, shelf: Shelf) -> Row:
    found, labels = card.rendition, shelf.labels
    topics = [topic.id for topic in found.topics]
    return {
        "release": found.release,
        "language": tag(found.language, found.script),
        "title": found.title or "",
        "published": found.published.isoformat() if found.published else "",
        "region_ids": _joined(found.regions_about),
        "regions": _joined(labels.region(region) for region in found.regions_about),
        "topic_ids": _joined(topics),
        "topics": _joined(labels.topic(topic) for topic in topics),
        "source_id": found.source,
        "source": labels.source(found.source),
        "original": found.url,
        "address": shelf.address(SearchRequest(labels.ui).release_url(found.release)),
        "altered": "yes" if found.altered else "no",
    }


def _moment(seen: datetime) -> str:
    return seen.isoformat(timespec="seconds")


def _joined(values: Iterable[str]) -> str:
    return "; ".join(values)
