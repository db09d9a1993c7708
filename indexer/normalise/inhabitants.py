"""Words made of a place's name that Russian and Kazakh write with a small letter: павлодарский, карагандинцы,
алматылықтар.

Only names that count alone make such words; a Russian people's name stands in inhabitants.tsv by its beginning.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from corpus.authority import Name, localities, regions
from corpus.tables import table
from indexer.normalise.place_forms import ADJECTIVE, Meaning, all_meanings

KEY = 4  # letters under which the beginnings of words are looked up
FROM = re.compile(r"(?P<name>\w{3,}?)(?:лық|лік|дық|дік|тық|тік)(?:т[аеыі]р?\w{0,9}|\w{0,4})")
MARK = re.compile("[лдт][ыі][кқ]")
CITY_ADJECTIVE = "алматинск"  # Алматинская may be the region's, алматинская is the city's


def made_of(word: str) -> tuple[Meaning, ...]:
    """The places that a word of small letters is made of; none for other words."""
    if word.isascii():
        return ()
    small = word.lower().replace("ё", "е")
    if found := _adjectives().get(small):
        return found
    people = _people().get(small[:KEY])
    if people and (found := tuple(meaning for beginning, meaning in people if small.startswith(beginning))):
        return found
    from_place = FROM.fullmatch(small) if MARK.search(small, 3) else None
    return _names().get(from_place["name"], ()) if from_place else ()


@cache
def _adjectives() -> Mapping[str, tuple[Meaning, ...]]:
    found: dict[str, tuple[Meaning, ...]] = {}
    for meaning in all_meanings():
        stem = meaning.name.text.lower()
        if meaning.name.adjective and (meaning.name.alone or (stem, meaning.kind) == (CITY_ADJECTIVE, "city")):
            alone = meaning._replace(name=meaning.name._replace(alone=True))
            for ending in ADJECTIVE:
                found[stem + ending] = (*found.get(stem + ending, ()), alone)
    return found


@cache
def _names() -> Mapping[str, tuple[Meaning, ...]]:
    found: dict[str, tuple[Meaning, ...]] = {}
    for meaning in all_meanings():
        if meaning.name.alone and meaning.name.language == "kk" and not meaning.name.adjective:
            small = meaning.name.text.lower()
            found[small] = (*found.get(small, ()), meaning)
    return found


@cache
def _people() -> Mapping[str, list[tuple[str, Meaning]]]:
    found: dict[str, list[tuple[str, Meaning]]] = defaultdict(list)
    for row in table("indexer.normalise", "inhabitants.tsv", "id beginnings example"):
        place = regions().get(row["id"]) or localities().get(row["id"])
        if place is None:
            raise row.wrong(row["id"], "is neither a region nor a place: use an id of regions.tsv or places.tsv")
        region = getattr(place, "region", row["id"])
        for beginning in row.many("beginnings"):
            meaning = Meaning(row["id"], place.kind, region, Name(beginning, "ru", adjective=False, alone=True))
            found[beginning[:KEY]].append((beginning, meaning))
    return found
