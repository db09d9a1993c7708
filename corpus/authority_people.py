"""Office holders listed by hand (`authorities/persons.tsv`): ids, names in three languages, posts with dates.

The first line of a person gives the names; lines with the same id and empty names give further posts. Dates are years,
months or days as far as they are known; an empty `to` means that the post was still held when the line was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from corpus.authority import LANGUAGES
from corpus.authority_posts import post_kind
from corpus.tables import Row, table

_COLUMNS = "id kk ru en variants from to post_kk post_ru post_en"
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_ID = re.compile(r"[a-z]+(?:-[a-z]+)*")


@dataclass(frozen=True, slots=True)
class Post:
    """A post in three languages, and from when to when it was held (EDTF, empty where not known)."""

    names: tuple[tuple[str, str], ...]
    since: str
    until: str

    def name(self, language: str) -> str:
        """The name of the post in a language."""
        return dict(self.names)[language]


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """A listed person: id, names by language, further spellings with the language whose grammar they follow, posts."""

    id: str
    names: tuple[tuple[str, str], ...]
    variants: tuple[tuple[str, str], ...]
    posts: tuple[Post, ...]

    def name(self, language: str) -> str:
        """The name in a language."""
        return dict(self.names)[language]

    @property
    def spellings(self) -> tuple[tuple[str, str], ...]:
        """Every spelling with its language."""
        return self.names + self.variants

    def posts_on(self, day: str) -> tuple[Post, ...]:
        """The posts held on a day (ISO 8601)."""
        return tuple(
            post
            for post in self.posts
            if post.since <= day and (not post.until or day[: len(post.until)] <= post.until)
        )


@dataclass(frozen=True, slots=True)
class Left:
    """A post that somebody held on some day and has left since, and who holds it now, if that is listed."""

    post: Post
    successor: PersonEntry | None


def left(person: str, written: str | None, day: str, today: str) -> Left | None:
    """The post that a listed person, whose post is `written` so, held on a day and has left by today; None where the
    list does not say so, or not of which of several posts."""
    entry = people().get(person)
    kind = post_kind(written) if written else None
    held = [post for post in entry.posts_on(day) if not written or kind == post_kind(post.name("en"))] if entry else []
    if len(held) != 1 or not held[0].until or today[: len(held[0].until)] <= held[0].until:
        return None
    post = held[0]
    holders = [
        (other, one) for other in people().values() for one in other.posts if one.names == post.names and not one.until
    ]
    if any(other.id == person for other, _ in holders):
        return None
    (successor, since) = holders[0] if len(holders) == 1 else (None, None)
    return Left(post, successor if since and since.since >= post.until else None)


@cache
def people() -> dict[str, PersonEntry]:
    """The listed people by id."""
    return read_people(table("corpus", "authorities/persons.tsv", _COLUMNS))


def read_people(rows: tuple[Row, ...]) -> dict[str, PersonEntry]:
    """The people that rows of the table give."""
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        _check(row, known=row["id"] in grouped)
        grouped.setdefault(row["id"], []).append(row)
    return {identifier: _entry(lines) for identifier, lines in grouped.items()}


@cache
def offices(language: str) -> tuple[tuple[str, str], ...]:
    """The names of offices in a language, each with the English post, or the id of the person, whom it stands for."""
    return read_offices(table("corpus", "authorities/offices.tsv", "language phrase holder"), language)


def read_offices(rows: tuple[Row, ...], language: str) -> tuple[tuple[str, str], ...]:
    """The offices of a language that rows of the table give."""
    posts = {post.name("en") for entry in people().values() for post in entry.posts}
    for row in rows:
        if row["language"] not in LANGUAGES:
            raise row.wrong(row["language"], "is no language: write kk, ru or en")
        if row["holder"] not in posts and row["holder"] not in people():
            raise row.wrong(row["holder"], "is neither a post nor an id of persons.tsv: write one of those")
    return tuple((row["phrase"], row["holder"]) for row in rows if row["language"] == language)


def _check(row: Row, *, known: bool) -> None:
    if not _ID.fullmatch(row["id"]):
        raise row.wrong(row["id"], "is no id: write surname-given in small Latin letters")
    if known and any(row[language] for language in LANGUAGES):
        raise row.wrong(row["id"], "is there twice: leave the names of its further posts empty")
    if not known and not all(row[language] for language in LANGUAGES):
        raise row.wrong(row["id"], "has no name in one language: fill kk, ru and en")
    for column in ("from", "to"):
        if row[column] and not _DATE.fullmatch(row[column]):
            raise row.wrong(row[column], f"is no date in {column!r}: write 2022, 2022-03 or 2022-03-04")


def _entry(rows: list[Row]) -> PersonEntry:
    first = rows[0]
    names = tuple((language, first[language]) for language in LANGUAGES)
    return PersonEntry(first["id"], names, tuple(_variants(first)), tuple(_post(row) for row in rows if row["post_en"]))


def _variants(row: Row) -> Iterator[tuple[str, str]]:
    for variant in row.many("variants"):
        kazakh = re.search("[әғқңөұүһі]", variant.lower())
        yield ("kk" if kazakh else "ru" if re.search("[а-яё]", variant.lower()) else "en"), variant


def _post(row: Row) -> Post:
    return Post(tuple((language, row[f"post_{language}"]) for language in LANGUAGES), row["from"], row["to"])
