"""Reads the invented releases (`releases/*.toml`) with all that is true of them, statements as spans."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from corpus.authority import LANGUAGES
from corpus.errors import InputError

TAGS = ("kk", "kk-Latn", "ru", "en")


@dataclass(frozen=True, slots=True)
class SamplePerson:
    """A person of a release: names and posts by language, and whether he or she says something."""

    id: str
    speaks: bool
    names: Mapping[str, str]
    posts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SampleStatement:
    """What is reported to have been said, with its span in one paragraph; groups have no speaker."""

    speaker: str | None
    kind: str
    ref: str
    paragraph: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class SampleText:
    """One language of a release; `later` holds the paragraphs after the site has changed them."""

    tag: str
    title: str
    paragraphs: tuple[str, ...]
    statements: tuple[SampleStatement, ...]
    later: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SampleRelease:
    """An invented release: its texts by language tag, and what is true of all of them."""

    id: str
    slug: str
    site: str
    published: date
    event: str | None
    about: tuple[str, ...]
    mentioned: tuple[str, ...]
    topics: tuple[str, ...]
    persons: tuple[SamplePerson, ...]
    texts: Mapping[str, SampleText]


@cache
def releases() -> tuple[SampleRelease, ...]:
    """All invented releases in the order of their ids."""
    return tuple(read_releases())


def read_releases() -> Iterator[SampleRelease]:
    """The invented releases in the order of their ids, read as they are asked for."""
    folder = resources.files("corpus.sample_site") / "releases"
    cards = sorted((c for c in folder.iterdir() if c.name.endswith(".toml")), key=lambda card: card.name)
    for card in cards:
        yield read_release(card.name, card.read_text(encoding="utf-8"))


def read_release(name: str, text: str) -> SampleRelease:
    """The release that the text of one file tells; `name` is the file's, `NNN-slug.toml`."""
    card = tomllib.loads(text)
    return SampleRelease(
        id=card["id"],
        slug=name.removesuffix(".toml").partition("-")[2],
        site=card["site"],
        published=card["published"],
        event=card.get("event"),
        about=tuple(card["about"]),
        mentioned=tuple(card.get("mentioned", ())),
        topics=tuple(card["topics"]),
        persons=tuple(_person(person) for person in card["persons"]),
        texts={tag: _text(f"{name} [{tag}]", tag, card[tag]) for tag in TAGS if tag in card},
    )


def _person(card: Mapping[str, Any]) -> SamplePerson:
    names = {language: card[language] for language in LANGUAGES}
    posts = {language: card[f"post_{language}"] for language in LANGUAGES}
    return SamplePerson(card["id"], card["speaks"], names, posts)


def _text(where: str, tag: str, card: Mapping[str, Any]) -> SampleText:
    paragraphs = _paragraphs(card["text"])
    statements = tuple(_statement(where, paragraphs, entry) for entry in card["statements"])
    return SampleText(tag, card["title"], paragraphs, statements, _paragraphs(card.get("later_text", "")))


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(r"\n\s*\n", text) if part.strip())


def _statement(where: str, paragraphs: tuple[str, ...], entry: Mapping[str, Any]) -> SampleStatement:
    number, first, last = entry["paragraph"], entry["starts"], entry["ends"]
    paragraph = paragraphs[number] if number < len(paragraphs) else ""
    start = paragraph.find(first)
    end = paragraph.find(last, max(start, 0))
    if start < 0 or end < 0:
        missing = first if start < 0 else last
        raise InputError(f"{where}: {missing!r} is not in paragraph {number}: copy the words from the text")
    end += len(last)
    speaker = entry["speaker"] or None
    return SampleStatement(speaker, entry["kind"], entry["ref"], number, start, end, paragraph[start:end])
