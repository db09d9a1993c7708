"""What /api/v1 answers with: records whose fields are the schemas of its description."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Said:
    """A statement: who is reported to have said what, as what, and how sure that is (0 to 1)."""

    speaker: str | None
    name: str | None
    post: str | None
    verb: str
    kind: str
    text: str
    paragraph: int
    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class ReleaseHit:
    """A release found, by the version that fits best; `page` is its address here, `url` that of the original."""

    release: str
    rendition: str
    language: str
    languages: list[str]
    title: str | None
    published: date | None
    regions: list[str]
    topics: list[str]
    source: str
    url: str
    page: str
    copies: int
    altered: bool
    snippet: str
    score: float
    statements: list[Said]


@dataclass(frozen=True, slots=True)
class StatementHit:
    """A statement found, and the release that it stands in."""

    id: str
    release: str
    language: str
    said: Said
    title: str | None
    published: date | None
    regions: list[str]
    source: str
    url: str
    page: str
    altered: bool
    score: float


@dataclass(frozen=True, slots=True)
class Widening:
    """What a word was taken to stand for besides itself; `without` takes it off; `gain` is how many hits it adds."""

    kind: str
    text: str
    gain: int | None


@dataclass(frozen=True, slots=True)
class Releases:
    """A page of the releases that answer a question; `last` is the number of the last page."""

    total: int
    page: int
    last: int
    hits: list[ReleaseHit]
    facets: dict[str, dict[str, int]]
    understood: str
    note: str | None
    suggestion: str | None
    expansions: list[Widening]


@dataclass(frozen=True, slots=True)
class Statements:
    """A page of the statements that answer a question; `last` is the number of the last page."""

    total: int
    page: int
    last: int
    hits: list[StatementHit]
    facets: dict[str, dict[str, int]]
    understood: str
    note: str | None
    suggestion: str | None
    expansions: list[Widening]


@dataclass(frozen=True, slots=True)
class Version:
    """A language version of a release; `altered` warns that words of it were changed."""

    id: str
    language: str
    title: str | None
    paragraphs: list[str]
    published: date | None
    published_how: str | None
    event: str | None
    captured: datetime
    source: str
    url: str
    about: list[str]
    mentioned: list[str]
    topics: list[str]
    persons: list[str]
    statements: list[Said]
    contact: str | None
    copy_of: str | None
    altered: bool


@dataclass(frozen=True, slots=True)
class OneRelease:
    """A release with all its language versions."""

    id: str
    page: str
    versions: list[Version]


@dataclass(frozen=True, slots=True)
class PostHeld:
    """A post in three languages, and from when to when it was held (EDTF; null where not known or still held)."""

    names: dict[str, str]
    since: str | None
    until: str | None


@dataclass(frozen=True, slots=True)
class OnePerson:
    """A person: names by language, posts, and how many statements are held, by year, region and topic."""

    id: str
    names: dict[str, str]
    posts: list[PostHeld]
    statements: int
    years: dict[str, int]
    regions: dict[str, int]
    topics: dict[str, int]


@dataclass(frozen=True, slots=True)
class Area:
    """A region: names in three languages, since when it exists, whose part it was before, releases about it."""

    id: str
    names: dict[str, str]
    since: date | None
    before: str | None
    releases: int


@dataclass(frozen=True, slots=True)
class Subject:
    """A topic: names in three languages, the nearest IPTC Media Topic, releases on it."""

    id: str
    names: dict[str, str]
    iptc: str | None
    releases: int


@dataclass(frozen=True, slots=True)
class Publisher:
    """A source and what is held of it; `languages` counts texts."""

    id: str
    names: dict[str, str]
    kind: str
    pages: int
    texts: int
    languages: dict[str, int]
    first_published: date | None
    last_published: date | None
    last_fetched: datetime | None


@dataclass(frozen=True, slots=True)
class Regions:
    """All regions."""

    regions: list[Area]


@dataclass(frozen=True, slots=True)
class Topics:
    """All topics."""

    topics: list[Subject]


@dataclass(frozen=True, slots=True)
class Sources:
    """All sources of which something is held."""

    sources: list[Publisher]


@dataclass(frozen=True, slots=True)
class Proposal:
    """How a question that has begun so may go on: the question, what kind of thing it asks for, and its hits."""

    text: str
    kind: str
    question: str
    count: int


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Questions that may be meant, the likeliest first."""

    suggestions: list[Proposal]


@dataclass(frozen=True, slots=True)
class Held:
    """What is held, and the state of the index; `commit` changes whenever answers may."""

    pages: int
    releases: int
    texts: int
    statements: int
    failures: int
    languages: dict[str, int]
    commit: str
    stale: bool


@dataclass(frozen=True, slots=True)
class Problem:
    """Why there is no answer (RFC 9457): a title for its kind, the HTTP status, a sentence about this case."""

    title: str
    status: int
    detail: str


def plain(value: Any) -> Any:
    """A record as JSON has it: days and moments in ISO 8601."""
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, date | datetime) else value
