"""Concepts of public life with their names in three languages: `authorities/terms/*.tsv`, a file a domain, joined with
what the other lists name: topics, posts and regions.

A line of terms is one concept: the names of a language, separated by `; `, the usual one first, in dictionary form.
The id is made of the first English name. A name that stands for two concepts of these files must be listed in
`authorities/shared_names.tsv`; what else cannot stand is an `AuthorityError` naming file, line, value and remedy.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

from corpus.authority import LANGUAGES, regions, topics
from corpus.authority_people import Post, offices, people
from corpus.tables import Row, table

FOLDER = "authorities/terms"
SHARED = "authorities/shared_names.tsv"
LONGEST = 12  # words of a name
_LATIN = re.compile("[a-z]", re.IGNORECASE)
_CYRILLIC = re.compile("[а-яёәғқңөұүһі]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Concept:
    """Something with names: by language, the usual one first; `domain` is the list it comes from."""

    id: str
    names: Mapping[str, tuple[str, ...]]
    domain: str


@cache
def concepts() -> tuple[Concept, ...]:
    """All concepts: those of the lists of terms, then topics, posts and regions."""
    return (*terms(), *_topics(), *_posts(), *_regions())


@cache
def terms() -> tuple[Concept, ...]:
    """The concepts of the lists of terms, in the order of the files' names."""
    folder = resources.files("corpus").joinpath(FOLDER)
    files = sorted(file.name for file in folder.iterdir() if file.name.endswith(".tsv"))
    rows = [row for file in files for row in table("corpus", f"{FOLDER}/{file}", "kk ru en")]
    return read_terms(rows, shared_names())


@cache
def shared_names() -> frozenset[tuple[str, str]]:
    """The names that may stand for several concepts: language and name in small letters."""
    rows = table("corpus", SHARED, "language name")
    for row in rows:
        if row["language"] not in LANGUAGES:
            raise row.wrong(row["language"], "is no language: write kk, ru or en")
    return frozenset((row["language"], row["name"].lower()) for row in rows)


def read_terms(rows: Iterable[Row], shared: frozenset[tuple[str, str]]) -> tuple[Concept, ...]:
    """The concepts that rows of tables give."""
    found: dict[str, Concept] = {}
    owners: dict[tuple[str, str], Row] = {}
    for row in rows:
        concept = _concept(row)
        if concept.id in found:
            raise row.wrong(concept.id, "is an earlier concept's id too: join the lines or name it otherwise")
        found[concept.id] = concept
        for language, names in concept.names.items():
            for name in names:
                _claim(row, (language, name.lower()), owners, shared)
    return tuple(found.values())


def _concept(row: Row) -> Concept:
    names = {language: _names(row, language) for language in LANGUAGES}
    domain = row.file.rpartition("/")[2].removesuffix(".tsv")
    return Concept(slug(names["en"][0]), MappingProxyType(names), domain)


def _names(row: Row, language: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in row[language].split(";"))
    letters = _LATIN if language == "en" else _CYRILLIC
    for name in names:
        if not letters.search(name):
            raise row.wrong(name, f"is no name in {language}: write one in its letters, several separated by '; '")
        if len(name.split()) > LONGEST:
            raise row.wrong(name, f"has more than {LONGEST} words: write the name without its explanation")
    if len(set(map(str.lower, names))) < len(names):
        raise row.wrong(row[language], "has a name twice: keep one")
    return names


def _claim(
    row: Row, name: tuple[str, str], owners: dict[tuple[str, str], Row], shared: frozenset[tuple[str, str]]
) -> None:
    first = owners.setdefault(name, row)
    if first is not row and name not in shared:
        raise row.wrong(name[1], f"is in {first.file}, line {first.line} too: join the lines or list it in {SHARED}")


def slug(name: str) -> str:
    """A name in small Latin letters and digits, joined by hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall("[a-z0-9]+", plain.replace("'", "")))


def _topics() -> Iterator[Concept]:
    for topic in topics().values():
        yield Concept(f"topic:{topic.id}", _single(topic.titles), "topics")


def _posts() -> Iterator[Concept]:
    """Every listed post once, with the names of offices that stand for it."""
    posts: dict[str, Post] = {post.name("en"): post for entry in people().values() for post in entry.posts}
    other: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for language in LANGUAGES:
        for phrase, holder in offices(language):
            other[language, holder].append(phrase)
    for title, post in posts.items():
        names = {code: tuple(dict.fromkeys((name, *other[code, title]))) for code, name in post.names}
        yield Concept(f"post:{slug(title)}", MappingProxyType(names), "posts")


def _regions() -> Iterator[Concept]:
    for region in regions().values():
        yield Concept(f"region:{region.id}", _single(region.titles), "regions")


def _single(titles: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({language: (title,) for language, title in titles.items()})
