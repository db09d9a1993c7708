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
class Edited:
    """An edit of a text, made after one capture and before the next: `share` of the words of both texts only one has
    (0 to 1), and what that is called (touched, edited, rewritten)."""

    after: datetime
    before: datetime
    share: float
    weight: str


@dataclass(frozen=True, slots=True)
class ReleaseHit:
    """A release found, by the version that fits best; `page` is its address here, `url` that of the original;
    `first_seen` and `edits` are of that version."""

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
    first_seen: datetime | None
    edits: list[Edited]


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
    first_seen: datetime | None
    edits: list[Edited]


@dataclass(frozen=True, slots=True)
class Widening:
    """What a word was taken to stand for besides itself; `without` takes it off; `gain` is how many hits it adds."""

    kind: str
    text: str
    gain: int | None


@dataclass(frozen=True, slots=True)
class Noted:
    """A piece of the question that was taken otherwise than typed: a code, the piece, and what became of it."""

    code: str
    piece: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Other:
    """A question that may have been meant, and how much it finds."""

    question: str
    total: int


@dataclass(frozen=True, slots=True)
class Named:
    """A person, region, topic, … that the whole question is the name of."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class _Answered:
    """A page of an answer."""

    total: int
    page: int
    last: int
    hits: list[Any]
    facets: dict[str, dict[str, int]]
    understood: str
    notes: list[Noted]
    meant: list[Other]
    entities: list[Named]
    expansions: list[Widening]


@dataclass(frozen=True, slots=True)
class Releases(_Answered):
    """A page of the releases that answer a question; `last` is the number of the last page."""

    hits: list[ReleaseHit]


@dataclass(frozen=True, slots=True)
class Statements(_Answered):
    """A page of the statements that answer a question; `last` is the number of the last page."""

    hits: list[StatementHit]


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
    first_seen: datetime | None
    edits: list[Edited]


@dataclass(frozen=True, slots=True)
class OneRelease:
    """A release with all its language versions."""

    id: str
    page: str
    versions: list[Version]


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
