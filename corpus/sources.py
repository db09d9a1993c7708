"""Sources: who publishes, where to look for pages and how to read them; a card (`corpus/sites/*.toml`) each.

A card is read into frozen records and checked at load: an unknown key, a wrong type or a pattern that does
not compile is a `SourceError` naming the card, the value and the remedy. Addresses on a card are paths below
`address`, so that a source can be moved to another host with `Source.at`. CSS rules may end in `@attribute`
(`time@datetime`): then the attribute is taken instead of the text.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache
from importlib import resources
from typing import Any
from urllib.parse import urljoin, urlsplit

from corpus.errors import SourceError

KINDS = ("official", "media", "copy", "unknown")
EXTRACTORS = ("rules", "generic")
LANGUAGE_TAGS = ("kk", "ru", "en", "kk-Latn")


@dataclass(frozen=True, slots=True)
class Listing:
    """A page that lists releases: where it starts, which links lead to releases, which to the next page."""

    start: str
    links: str = "a"
    next: str | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """How to read a page of the site: CSS rules (`css` or `css@attribute`), None where there is none to give.

    `remove` is taken out first. `article` holds one text; where it matches several times, the page holds
    several. Title, paragraphs, byline, captions and contact are looked for inside it; date, language and
    translations also in the rest of the page. Captions and contact are left out of the paragraphs and kept as
    metadata. `translations` are links to other languages: their language is `hreflang`, or the path tells.
    """

    extractor: str = "generic"
    article: str | None = None
    title: str | None = None
    paragraphs: str | None = None
    date: str | None = None
    language: str | None = None
    translations: str | None = None
    byline: str | None = None
    captions: str | None = None
    contact: str | None = None
    remove: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A site or feed that publishes, with its rules and its class.

    `pages` are patterns of the paths that hold releases (none: every path the site links to); `languages`
    gives for a language tag the pattern of its paths; `delay` is the pause between two requests in seconds; `since`
    the day, month or year of its first release: what dates a page before that is not believed.
    """

    name: str
    titles: Mapping[str, str]
    kind: str = "unknown"
    address: str = ""
    sample: bool = False
    delay: float = 1.0
    since: str = "1991-12-16"
    sitemaps: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    listings: tuple[Listing, ...] = ()
    languages: Mapping[str, str] = field(default_factory=dict)
    rules: Rules = field(default_factory=Rules)

    def at(self, address: str) -> Source:
        """The same source under another address."""
        return replace(self, address=address.rstrip("/") + "/")

    def url(self, path: str) -> str:
        """The full address of a path of this source."""
        return urljoin(self.address, path)

    def holds(self, url: str) -> bool:
        """Whether an address may be a release of this source: on its host and on one of its paths."""
        on_a_path = not self.pages or any(re.search(page, _path(url)) for page in self.pages)
        return on_a_path and self.hosts(url)

    def hosts(self, url: str) -> bool:
        """Whether an address is on the host of this source."""
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and parts.netloc == urlsplit(self.address).netloc

    def language(self, url: str) -> str | None:
        """The language that the path of an address stands for, if the card says so."""
        return next((tag for tag, path in self.languages.items() if re.search(path, _path(url))), None)


FILES = Source(
    name="files",
    titles={"kk": "Файлдар", "ru": "Файлы", "en": "Files"},
    delay=0.0,
)


def sources() -> dict[str, Source]:
    """All known sources by name: the cards, and `files` for what is added by hand."""
    return dict(_cards())


def source(name: str) -> Source:
    """The source of that name; a `SourceError` naming the nearest one where there is none."""
    if found := _cards().get(name):
        return found
    raise SourceError(f"source {name!r} is not known: {_nearest(name, _cards())}")


def read_card(name: str, text: str) -> Source:
    """The source that the text of a card describes; `name` is the card's file name without `.toml`."""
    try:
        card = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SourceError(f"{name}.toml: not TOML ({error}): correct the line") from None
    rules = Rules(**_checked(name, card.pop("rules", {}), Rules, "[rules] "))
    listings = tuple(
        Listing(**_checked(name, listing, Listing, "[[listings]] ")) for listing in card.pop("listings", [])
    )
    made = Source(**_checked(name, card, Source, ""), listings=listings, rules=rules)
    _check_values(name, made)
    return replace(made, address=made.address.rstrip("/") + "/")


@cache
def _cards() -> dict[str, Source]:
    folder = resources.files("corpus") / "sites"
    cards = sorted((c for c in folder.iterdir() if c.name.endswith(".toml")), key=lambda card: card.name)
    read = [read_card(card.name.removesuffix(".toml"), card.read_text(encoding="utf-8")) for card in cards]
    return {one.name: one for one in (*read, FILES)}


def _path(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _nearest(word: str, known: Mapping[str, object]) -> str:
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    return f"did you mean {close[0]!r}?" if close else f"known are {', '.join(known)}"


def _checked(card: str, table: object, record: type, where: str) -> dict[str, Any]:
    """The keys of a table as arguments of a record: every key known, every value of the type of its field."""
    if not isinstance(table, dict):
        raise SourceError(f"{card}.toml: {where.strip()} is {table!r}: write it as a table")
    known = {entry.name: str(entry.type) for entry in fields(record)}
    for key in table:
        if key not in known:
            raise SourceError(f"{card}.toml: {where}key {key!r} is not known: {_nearest(key, known)}")
    if missing := [key for key in ("name", "titles", "address", "start") if key in known and key not in table]:
        raise SourceError(f"{card}.toml: {where}{missing[0]} is missing: add it")
    return {key: _value(f"{card}.toml: {where}{key}", value, known[key]) for key, value in table.items()}


def _value(where: str, value: object, wanted: str) -> Any:
    if wanted.startswith("tuple") and isinstance(value, list) and all(isinstance(v, str) for v in value):
        return tuple(value)
    if wanted.startswith("Mapping") and isinstance(value, dict) and all(isinstance(v, str) for v in value.values()):
        return dict(value)
    if wanted == "float" and isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if (wanted.startswith("str") and isinstance(value, str)) or (wanted == "bool" and isinstance(value, bool)):
        return value
    plain = {"str": "a text", "str | None": "a text", "bool": "true or false", "float": "a number"}
    remedy = plain.get(wanted, "a list of texts" if wanted.startswith("tuple") else "a table of texts")
    raise SourceError(f"{where} is {value!r}: write {remedy}")


def _check_values(card: str, made: Source) -> None:
    _one_of(f"{card}.toml: kind", made.kind, KINDS)
    _one_of(f"{card}.toml: [rules] extractor", made.rules.extractor, EXTRACTORS)
    if made.name != card:
        raise SourceError(f"{card}.toml: name is {made.name!r}: give it the name of the file, {card!r}")
    if urlsplit(made.address).scheme not in ("http", "https"):
        raise SourceError(f"{card}.toml: address is {made.address!r}: write it with http:// or https://")
    if not re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", made.since):
        raise SourceError(f"{card}.toml: since is {made.since!r}: write 2009, 2009-03 or 2009-03-04")
    if made.delay < 0:
        raise SourceError(f"{card}.toml: delay is {made.delay}: write 0 or more seconds")
    for tag in (*made.languages, *made.titles):
        _one_of(f"{card}.toml: language tag", tag, LANGUAGE_TAGS)
    for pattern in (*made.pages, *made.languages.values()):
        try:
            re.compile(pattern)
        except re.error as error:
            raise SourceError(f"{card}.toml: pattern {pattern!r} does not compile ({error}): correct it") from None
    if made.rules.extractor == "rules" and not made.rules.paragraphs:
        raise SourceError(f"{card}.toml: [rules] paragraphs is missing: add the CSS of the paragraphs")


def _one_of(where: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise SourceError(f"{where} is {value!r}: use one of {', '.join(allowed)}")
