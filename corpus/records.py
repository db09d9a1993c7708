"""The records that flow from an address to the index: what came, what the site said, what we concluded.

Records are frozen; tuples, not lists; ids, not objects. Offsets are code points into one paragraph of the record
they belong to; paragraph `TITLE` (-1) is the title. Every conclusion carries `Evidence`: rule, confidence, place.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

TITLE = -1


@dataclass(frozen=True, slots=True)
class Page:
    """Bytes as fetched, with address, UTC time, headers and SHA-256 (hex)."""

    url: str
    source: str
    fetched: datetime
    status: int
    content_type: str
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    sha256: str

    @classmethod
    def of(
        cls,
        url: str,
        source: str,
        body: bytes,
        *,
        fetched: datetime,
        content_type: str,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
    ) -> Page:
        """A page with its hash computed."""
        digest = hashlib.sha256(body).hexdigest()
        return cls(url, source, fetched, status, content_type, headers or {}, body, digest)


@dataclass(frozen=True, slots=True)
class Article:
    """What the site said: text and metadata as they stood on the page, nothing concluded."""

    url: str
    source: str
    title: str | None
    paragraphs: tuple[str, ...]
    published: str | None = None
    language: str | None = None
    translations: Mapping[str, str] = field(default_factory=dict)  # language tag → address
    byline: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why we concluded something: the rule's name, confidence 0-1, and the span it rests on, if there is one."""

    rule: str
    confidence: float = 1.0
    paragraph: int | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A place or person found in a text."""

    id: str
    surface: str
    paragraph: int
    start: int
    end: int
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A region of a text: ISO 3166-2:KZ id, what the text has to do with it, and where it says so."""

    id: str
    relation: str  # "about" or "mentioned"
    mentions: tuple[Mention, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Person:
    """A person of a text: readable slug, nominative name as the document writes it, post as written (or None)."""

    id: str
    name: str
    post: str | None
    mentions: tuple[Mention, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Statement:
    """Something a person is reported to have said; the span includes the attribution.

    `kind` is direct or indirect; `ref` is name, pronoun, role or group; `speaker` is None for groups and roles that
    lead to nobody.
    """

    speaker: str | None
    name: str | None
    post: str | None
    verb: str
    kind: str
    ref: str
    text: str
    paragraph: int
    start: int
    end: int
    language: str
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of a text, with its score and the words that spoke for it."""

    id: str
    score: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alteration:
    """Signs that words of a text were changed after it was first published, so that nobody should quote from it."""

    rule: str  # "spun" (told from the text alone) or "changed quotes" (told beside the text it was made from)
    confidence: float
    signs: tuple[str, ...]  # "what it was → what stands here"


@dataclass(frozen=True, slots=True)
class Kinship:
    """Why a rendition belongs to its release: by which rule, how sure, what both share, and with which rendition."""

    rule: str  # "page", "link", "facts", "copy" or "altered copy"
    score: float
    shared: tuple[str, ...]
    other: str
    changed: tuple[str, ...] = ()  # of a copy: "what the first says → what it says" inside quotation marks
    adds: bool = True  # whether the rendition says anything that the other does not

    @property
    def is_copy(self) -> bool:
        """Whether the rendition repeats the other one in its own language."""
        return self.rule.endswith("copy")


@dataclass(frozen=True, slots=True)
class Rendition:
    """One language version of a release with all that we concluded from it; always monolingual.

    `published_how` is meta, date_line, in_text or inferred (None when `published` is None, whose evidence may then tell
    which day is not believed); `published_within` is the month or year where the page gives no day; `event` is EDTF
    level 0-1.
    """

    id: str
    release: str
    url: str
    source: str
    language: str
    script: str
    title: str | None
    paragraphs: tuple[str, ...]
    captured: datetime
    published: date | None = None
    published_how: str | None = None
    published_evidence: Evidence | None = None
    event: str | None = None
    event_evidence: Evidence | None = None
    regions: tuple[Place, ...] = ()
    persons: tuple[Person, ...] = ()
    statements: tuple[Statement, ...] = ()
    topics: tuple[Topic, ...] = ()
    contact: str | None = None
    captions: tuple[str, ...] = ()
    byline: str | None = None
    language_evidence: Evidence | None = None
    title_evidence: Evidence | None = None
    contact_evidence: Evidence | None = None
    boilerplate: tuple[str, ...] = ()  # paragraphs that recur in releases of the source, left out of the text
    spun: Alteration | None = None
    published_within: str | None = None
    kinship: Kinship | None = None  # of the store: found by comparing with what else is held

    @property
    def altered(self) -> Alteration | None:
        """Why the text is no official source, although it may look like one; None where nothing says so."""
        if self.kinship and self.kinship.changed:
            return Alteration("changed quotes", self.kinship.score, self.kinship.changed)
        return self.spun

    @property
    def copy_of(self) -> str | None:
        """The id of the rendition that this one repeats, of the same language."""
        return self.kinship.other if self.kinship and self.kinship.is_copy else None

    @property
    def only_repeats(self) -> bool:
        """Whether all that is said here is said, in the same words, in the rendition that this one repeats."""
        return self.kinship is not None and self.kinship.rule == "copy" and not self.kinship.adds

    @property
    def regions_about(self) -> tuple[str, ...]:
        """Ids of the regions the text is about."""
        return tuple(place.id for place in self.regions if place.relation == "about")

    @property
    def speakers(self) -> tuple[str, ...]:
        """Ids of the persons with at least one statement of their own, in text order, once each."""
        return tuple(dict.fromkeys(s.speaker for s in self.statements if s.speaker))
