"""The one door for those who ask: the command line and the web app see a Library and nothing behind it.

A library is a store (what is held), an archive (the bytes) and two engines (releases, statements) in one home folder.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, Self, TypeVar

from analyzers.language import Languages
from corpus.archive import Archive
from corpus.codec import Held
from corpus.errors import StoreError
from corpus.past import Past
from corpus.records import Rendition, Statement
from corpus.store import Address, Revision, Status, Store
from indexer import refined
from indexer.engines.base import Hit, Query
from indexer.engines.whoosh import WhooshEngine
from indexer.fingerprint import index_fingerprint
from indexer.query.ask import Answer, Question, ask, read
from indexer.query.authorities import resolver
from indexer.query.entities import Entity
from indexer.query.expand import Expansion, Way
from indexer.query.highlight import Snippet, marks_at, matching, snippet
from indexer.query.marking import Wanted
from indexer.query.pieces import Note
from indexer.query.suggest import Meant
from indexer.query.syntax import NOTHING, Syntax
from indexer.schema import RENDITIONS, STATEMENTS, statement_of
from indexer.settings import Settings

CardT = TypeVar("CardT")
FRESH = 600  # seconds for which what is held is told as it was counted, while no text of it changes


@dataclass(frozen=True, slots=True)
class Card:
    """A release found: its best matching version, all its versions, and what was looked for in them. Versions are read
    where they are shown."""

    found: Held
    versions: tuple[Held, ...]
    wanted: Wanted
    score: float

    @property
    def rendition(self) -> Rendition:
        """The best matching version."""
        return self.found.rendition()

    @property
    def snippet(self) -> Snippet:
        """The passage of the best matching version that shows most of what was looked for."""
        return snippet(self.rendition, self.wanted)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """What is said in it that matches."""
        return matching(self.rendition, self.wanted)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of its versions, once each."""
        return tuple(dict.fromkeys(version.language for version in self.versions))

    @property
    def copies(self) -> int:
        """How many of its versions repeat another one."""
        return sum(version.copy_of is not None for version in self.versions)


@dataclass(frozen=True, slots=True)
class StatementCard:
    """A statement found, with the rendition it stands in and its words with marks."""

    id: str
    statement: Statement
    rendition: Rendition
    snippet: Snippet
    score: float


@dataclass(frozen=True, slots=True)
class Found(Generic[CardT]):
    """One page of an answer. `understood` is the question as we read it; `took` is in milliseconds; `either` is how
    many any of the words would find, where all of them find nothing; `suggestion` is then the question as it may have
    been meant, `meant` all such with their hits; `earlier` asks for what has lost its phrase. `notes` tell what was
    taken otherwise than typed, `entities` whose name the question is. `documents` are all texts, also where the total
    counts releases."""

    total: int
    cards: tuple[CardT, ...]
    facets: Mapping[str, Mapping[str, int]]
    expansions: tuple[Expansion, ...]
    understood: str
    note: str | None
    wanted: Wanted
    either: int | None
    suggestion: str | None
    took: float
    tree: Syntax = NOTHING
    notes: tuple[Note, ...] = ()
    meant: tuple[Meant, ...] = ()
    earlier: Meant | None = None
    entities: tuple[Entity, ...] = ()
    documents: int = 0


@dataclass(frozen=True, slots=True)
class Release:
    """A release with all that is held of it: language versions, where each stands, how each has read, and what captures
    tell of that."""

    id: str
    versions: tuple[Rendition, ...]
    addresses: Mapping[str, tuple[Address, ...]]
    revisions: Mapping[str, tuple[Revision, ...]]
    pasts: Mapping[str, Past]


class Library:
    """Everything held under one home folder, and the questions it answers; safe for many threads that read."""

    def __init__(self, settings: Settings, store: Store) -> None:
        self.settings = settings
        self.store = store
        self.archive = Archive(settings.archive)
        self.releases = WhooshEngine(settings.index, RENDITIONS, fingerprint=index_fingerprint())
        self.said = WhooshEngine(settings.index, STATEMENTS, fingerprint=index_fingerprint())
        self._counted: tuple[int, float, Status] | None = None  # at which change, when, and what was held

    @classmethod
    def open(cls, settings: Settings, *, create: bool = True) -> Library:
        """Opens the library of a home folder; without `create`, one that is not there is an error with the remedy."""
        if create:
            try:
                settings.home.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                remedy = "choose another with MINBER_HOME"
                raise StoreError(f"{settings.home}: cannot be made ({error.strerror}); {remedy}") from error
        return cls(settings, Store(settings.store_url, create=create))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of files and connections."""
        self.releases.close()
        self.said.close()
        self.archive.close()
        self.store.close()

    @property
    def stale(self) -> bool:
        """Whether the index was made by other analysis than today's, and wants rebuilding."""
        manifests = [engine.manifest for engine in (self.releases, self.said)]
        made = {manifest.fingerprint if manifest else "" for manifest in manifests}
        return {refined.code_of(fingerprint) for fingerprint in made} != {index_fingerprint()} or len(made) > 1

    def languages_of(self, engine: WhooshEngine) -> Languages:
        """The languages that the index of an engine was made by: its Kazakh is refined on what was held then."""
        manifest = engine.manifest
        checksum = refined.statistics_of(manifest.fingerprint) if manifest else None
        return refined.languages_by(self.settings.index, checksum)

    def answer(self, question: Question, *, said: bool = False) -> Answer:
        """What an index answers to a question, over releases or what was said in them."""
        engine = self.said if said else self.releases
        spoken = None if said else self.said
        return ask(question, engine, resolve=resolver(engine), languages=self.languages_of(engine), said=spoken)

    def query(self, question: Question, *, said: bool = False) -> Query:
        """What an index is asked by a question, not yet searched."""
        engine = self.said if said else self.releases
        way = Way(question.exact, frozenset(question.without), self.languages_of(engine), quiet=True)
        asked = replace(question, group=question.group and not said)
        return read(asked, engine, way, resolve=resolver(engine), said=None if said else self.said).query

    def total(self, question: Question, *, said: bool = False) -> int:
        """How many an index finds for a question, and nothing else of the answer."""
        return self.totals(question, said=said)[0]

    def totals(self, question: Question, *, said: bool = False) -> tuple[int, int]:
        """How many an index finds for a question, and how many texts or statements that are."""
        engine = self.said if said else self.releases
        results = engine.search(replace(self.query(question, said=said), size=0, facets=()))
        return results.total, results.documents

    def search(self, question: Question, *, reader: str = "") -> Found[Card]:
        """Releases that answer a question; ungrouped, each of their texts alone. Where the words stand is looked
        up in what is shown: the text found, and versions in the language of the reader."""
        started = time.perf_counter()
        answer = self.answer(question)
        hits = answer.results.hits
        versions = self.store.versions(hit.id for hit in hits)
        cards = [
            _card(hit, versions[hit.id], answer.wanted, alone=not question.group) for hit in hits if hit.id in versions
        ]
        own = (version for card in cards for version in card.versions if version.language == reader)
        self._place(answer.wanted, [*(card.found for card in cards), *own])
        return _found(answer, cards, started)

    def wanted_in(self, texts: Iterable[Rendition], question: Question) -> Wanted:
        """What a question looks for, and where it stands in texts."""
        wanted = self.answer(question).wanted
        self._place(wanted, texts)
        return wanted

    def _place(self, wanted: Wanted, texts: Iterable[Rendition | Held]) -> None:
        wanted.place(self.releases, {text.id: text.language for text in texts}, ("title", "body"))

    def statements(self, question: Question) -> Found[StatementCard]:
        """Statements that answer a question."""
        started = time.perf_counter()
        answer = self.answer(replace(question, group=False), said=True)
        places = [(hit, *statement_of(hit.id)) for hit in answer.results.hits]
        found = {one.id: one for one in self.store.renditions({rendition for _, rendition, _ in places})}
        texts = {hit.id: found[rendition].language for hit, rendition, _ in places if rendition in found}
        answer.wanted.place(self.said, texts, ("body",))
        cards = [
            _statement_card(hit.id, found[rendition], place, answer.wanted, hit.score)
            for hit, rendition, place in places
            if rendition in found and place < len(found[rendition].statements)
        ]
        return _found(answer, cards, started)

    def pasts(self, found: Found[Card] | Found[StatementCard]) -> Mapping[str, Past]:
        """What captures tell of the past of the texts shown of an answer, by their ids."""
        return self.store.pasts([card.rendition.id for card in found.cards])

    def release(self, identifier: str) -> Release | None:
        """All that is held of a release, also under the id of one that was joined to it."""
        versions = self.store.release(identifier)
        if not versions:
            return None
        addresses = {version.id: self.store.addresses(version.id) for version in versions}
        revisions = {version.id: self.store.revisions(version.id) for version in versions}
        pasts = self.store.pasts([version.id for version in versions])
        return Release(versions[0].release, versions, addresses, revisions, pasts)

    def status(self) -> Status:
        """What is held, from where, until when. Counting takes half a second for 100,000 texts, so that is told again
        while no text changes; pages that came without changing any may be missing for ten minutes."""
        sequence, now = self.store.sequence, time.monotonic()
        known = self._counted
        if known is None or known[0] != sequence or now > known[1] + FRESH:
            known = self._counted = sequence, now, self.store.status()
        return known[2]

    def speaker_names(self, identifiers: Iterable[str]) -> Mapping[str, Mapping[str, str]]:
        """What texts call these speakers, by language."""
        return self.store.speaker_names(identifiers)


def _card(hit: Hit, versions: tuple[Held, ...], wanted: Wanted, *, alone: bool) -> Card:
    found = next(version for version in versions if version.id == hit.id)
    repeated = next((version for version in versions if version.id == found.copy_of), found)
    return Card(found if alone else repeated, versions, wanted, hit.score)


def _statement_card(identifier: str, rendition: Rendition, place: int, wanted: Wanted, score: float) -> StatementCard:
    statement = rendition.statements[place]
    alone = replace(rendition, id=identifier, title=None, paragraphs=(statement.text,))
    whole = Snippet(statement.text, tuple(marks_at(0, alone, wanted)), 0)
    return StatementCard(identifier, statement, rendition, whole, score)


def _found(answer: Answer, cards: Sequence[CardT], started: float) -> Found[CardT]:
    return Found(
        total=answer.results.total,
        cards=tuple(cards),
        facets=answer.results.facets,
        expansions=answer.expansions,
        understood=answer.understood,
        note=answer.note,
        wanted=answer.wanted,
        either=answer.either,
        suggestion=answer.suggestion,
        took=(time.perf_counter() - started) * 1000,
        tree=answer.tree,
        notes=answer.notes,
        meant=answer.meant,
        earlier=answer.earlier,
        entities=answer.entities,
        documents=answer.results.documents,
    )
