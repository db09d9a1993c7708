"""The hand-kept lists that give places and topics their ids and names in three languages (corpus/authorities/*.tsv).

Lists are read once and checked at load: ids unique, parents known, codes well formed, no name that counts
alone with two owners. A line that cannot stand is an `AuthorityError` naming file, line, value and remedy.
People have a module of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from corpus.tables import Row, table

LANGUAGES = ("kk", "ru", "en")  # of the lists, and of the releases that are understood
KINDS = ("city", "city_district", "district", "village")
REGION_COLUMNS = "id letters kato kk ru en bare_kk bare_ru bare_en adjective also since before"
PLACE_COLUMNS = "kato kind region kk ru en adjective also"
VENUE_COLUMNS = "id region place kk ru en"
TOPIC_COLUMNS = "id iptc kk ru en about_kk about_ru about_en"
NEIGHBOUR = re.compile(r"\{(\w+)\}")  # a topic named in the definition of another

Entry = TypeVar("Entry")


class Name(NamedTuple):
    """A way to write a place: its language ("" for any), whether it is a Russian adjective's stem, and
    whether it counts alone or only beside a word for what it is (облысы, район, city).
    """

    text: str
    language: str
    adjective: bool
    alone: bool


@dataclass(frozen=True, slots=True)
class Region:
    """A region or city of republican significance; `letters` is its ISO code before 2022, `since` when it
    came to be, `before` the region whose part it was until then.
    """

    id: str
    letters: str | None
    kato: str
    titles: Mapping[str, str]
    names: tuple[Name, ...]
    since: date | None
    before: str | None = None

    @property
    def kind(self) -> str:
        """`region` or `city`."""
        return "city" if int(self.kato[:2]) > 70 else "region"


@dataclass(frozen=True, slots=True)
class Locality:
    """A place below region level, by its KATO code: city, district (of a region or of a city), village."""

    id: str
    kind: str
    region: str
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Venue:
    """A venue, site or seat of an institution: its region, the code of its place below it if there is one, and how it
    is written; `*` at the end of a word stands for any ending.
    """

    id: str
    region: str
    place: str | None
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TopicEntry:
    """A topic: the nearest IPTC Media Topic, its names, and what it is about, with neighbours by id in braces."""

    id: str
    iptc: str | None
    titles: Mapping[str, str]
    about: Mapping[str, str]


@cache
def regions() -> Mapping[str, Region]:
    """The 20 regions by ISO id, in the order of the ids."""
    rows = table("corpus", "authorities/regions.tsv", REGION_COLUMNS)
    return MappingProxyType(_unique((row["id"], row, _region(row)) for row in rows))


@cache
def localities() -> Mapping[str, Locality]:
    """All places below region level by KATO code."""
    rows = table("corpus", "authorities/places.tsv", PLACE_COLUMNS)
    found = _unique((row["kato"], row, _locality(row)) for row in rows)
    _check_owners(rows, found)
    return MappingProxyType(found)


@cache
def venues() -> Mapping[str, Venue]:
    """All venues by id."""
    rows = table("corpus", "authorities/venues.tsv", VENUE_COLUMNS)
    return MappingProxyType(_unique((row["id"], row, _venue(row)) for row in rows))


@cache
def topics() -> Mapping[str, TopicEntry]:
    """All topics by id, in the order of the list."""
    rows = table("corpus", "authorities/topics.tsv", TOPIC_COLUMNS)
    found = _unique((row["id"], row, _topic(row)) for row in rows)
    for row in rows:
        for neighbour in NEIGHBOUR.findall("".join(found[row["id"]].about.values())):
            if neighbour not in found:
                raise row.wrong(neighbour, "is no topic: name a neighbour by its id")
    return MappingProxyType(found)


def definition(topic: TopicEntry, language: str) -> str:
    """What a topic is about, its neighbours called by their names."""
    marks = "“{}”" if language == "en" else "«{}»"
    return NEIGHBOUR.sub(lambda near: marks.format(topics()[near[1]].titles[language]), topic.about[language])


def _unique(entries: Iterable[tuple[str, Row, Entry]]) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for key, row, entry in entries:
        if key in found:
            raise row.wrong(key, "stands on an earlier line too: give every entry its own id")
        found[key] = entry
    return found


def _region(row: Row) -> Region:
    if not re.fullmatch(r"KZ-\d\d", row["id"]) or not row["kato"].startswith(row["id"][3:]):
        raise row.wrong(row["id"], "does not fit the KATO code: write KZ- and the code's first two digits")
    titles = {language: row[language] for language in LANGUAGES}
    names = [(row[f"bare_{language}"], language, False) for language in LANGUAGES]
    return Region(
        id=row["id"],
        letters=row.stated("letters"),
        kato=row["kato"],
        titles=titles,
        names=_names(row, names),
        since=_day(row, "since"),
        before=row.stated("before"),
    )


def _locality(row: Row) -> Locality:
    if row["kind"] not in KINDS:
        raise row.wrong(row["kind"], f"is no kind of place: use one of {', '.join(KINDS)}")
    if row["region"] not in regions():
        raise row.wrong(row["region"], "is not in regions.tsv: name a region that is")
    if not re.fullmatch(r"\d{9}", row["kato"]) or row["kato"][:2] != row["region"][3:]:
        raise row.wrong(row["kato"], f"is no code of nine digits below {row['region']}: correct code or region")
    names = [(row[language], language, False) for language in LANGUAGES]
    return Locality(row["kato"], row["kind"], row["region"], _names(row, names))


def _venue(row: Row) -> Venue:
    if row["region"] not in regions():
        raise row.wrong(row["region"], "is not in regions.tsv: name a region that is")
    place = row.stated("place")
    if place and getattr(localities().get(place), "region", None) != row["region"]:
        raise row.wrong(row["place"], f"is no place of {row['region']} in places.tsv: correct code or region")
    names = dict.fromkeys(name for language in LANGUAGES for name in row.many(language))
    return Venue(row["id"], row["region"], place, tuple(names))


def _names(row: Row, names: Iterable[tuple[str, str, bool]]) -> tuple[Name, ...]:
    """The names of a line: the given ones, those in `also` (of any language) and the stems in `adjective`."""
    adjectives = ((text, "ru", True) for text in row.many("adjective"))
    also = ((text, "", False) for text in row.many("also"))
    return tuple(
        Name(text.rstrip("+"), language, adjective, not text.endswith("+"))
        for text, language, adjective in (*names, *also, *adjectives)
        if text != "-"
    )


def _day(row: Row, column: str) -> date | None:
    text = row.stated(column)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise row.wrong(row[column], "is no day: write it as 2022-06-08, or - for none") from None


def _check_owners(rows: Iterable[Row], found: Mapping[str, Locality]) -> None:
    """A name that counts alone must lead to one region."""
    owners = {name: region.id for region in regions().values() for name in region.names if name.alone}
    for row in rows:
        place = found[row["kato"]]
        for name in place.names:
            if name.alone and owners.setdefault(name, place.region) != place.region:
                raise row.wrong(name.text, f"alone stands for {owners[name]} too: mark it with + on one line")


def _topic(row: Row) -> TopicEntry:
    if not re.fullmatch(r"medtop:\d{8}|-", row["iptc"]):
        raise row.wrong(row["iptc"], "is no IPTC Media Topic: write medtop: and eight digits, or - for none")
    about = {language: row[f"about_{language}"] for language in LANGUAGES}
    if not all(about.values()):
        raise row.wrong(row["id"], "has no definition: say in a sentence what the topic is about, in each language")
    titles = {language: row[language] for language in LANGUAGES}
    return TopicEntry(row["id"], row.stated("iptc"), titles, about)
