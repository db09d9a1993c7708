"""What /api/v1 tells beside answers: people, regions, topics, sources, suggestions, and what is held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class PostHeld:
    """A post in three languages, and from when to when it was held (EDTF; null where not known or still held)."""

    names: dict[str, str]
    since: str | None
    until: str | None


@dataclass(frozen=True, slots=True)
class PostWritten:
    """A post as texts in a language write it beside the name, how often, and the first and last day they do."""

    text: str
    language: str
    count: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class OnePerson:
    """A person: names and spellings by language, posts as listed and as written, and how many statements are held, by
    year, region and topic."""

    id: str
    names: dict[str, str]
    spellings: dict[str, list[str]]
    posts: list[PostHeld]
    posts_written: list[PostWritten]
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
    """A topic: names and definitions in three languages, the nearest IPTC Media Topic, releases on it."""

    id: str
    names: dict[str, str]
    about: dict[str, str]
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
class Beginning:
    """Where to go from here: the description for programs, the help for people, and every address with what it is for;
    `{id}` stands for an id that answers give."""

    title: str
    version: str
    description: str
    help: str
    addresses: dict[str, str]
