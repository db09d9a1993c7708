"""Places in one paragraph: names, the words beside them that tell what they are, and lists that share one
such word.

"Ақтөбе, Батыс Қазақстан және Ұлытау облыстарында" and "Абайской, Актюбинской и Улытауской областей" are lists
whose last word serves all; "областях Абай, Жетісу" serves from the front. A name that needs such a word and
has none is no place; nor is one beside a word that makes it a street or a lake, or beside a person's other
name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from corpus.tables import table
from indexer.normalise.gazetteer import Spot, spots
from indexer.normalise.place_forms import Meaning

COLUMNS = "word side means example"
KINDS = {
    "region": ("region",),
    "regions": ("region",),
    "city": ("city",),
    "cities": ("city",),
    "district": ("district", "city_district"),
    "districts": ("district", "city_district"),
    "village": ("village",),
    "villages": ("village",),
}
LISTS = ("regions", "cities", "districts", "villages")
NOTHING = "nothing"

LINK = re.compile(
    r"\s*(?:\([^()]{1,30}\))?\s*"
    r"(?:,|,?\s(?:и|және|мен|бен|пен|and|or|или|немесе|а также|сондай-ақ|as well as)\s|/|&)"
    r"\s*(?:и |және |and )?(?:the )?(?:в |во |г\.? ?)?"
)
AFTER = re.compile(r"\s+(?P<word>[\w-]+(?:['’]s)?)")
BEFORE = re.compile(r"(?P<word>[\w-]+)(?P<of> of(?: the)?)?[.\s]\s?$")
INITIAL = re.compile(r"(?:^|[^\w])[A-ZА-ЯӘҒҚҢӨҰҮҺІЁ]\.\s?$")
OPENING, CLOSING = re.compile(r"[«“„\"]$"), re.compile(r"[»”“\"]")
GIVEN_NAME = re.compile(r"[^.!?…:»\s]\s[А-ЯӘҒҚҢӨҰҮҺІЁ][а-яәғқңөұүһіё]{2,}\s$")
SURNAME = re.compile(r"\s[^\W\d_]\w+(?:ов|ев|ова|ева|ұлы|қызы|улы|кызы|ov|ev|yev|ova|eva|yeva|uly|kyzy)\w{0,3}(?!\w)")


class Sighting(NamedTuple):
    """A name in a text with the meanings it may have here, and the word for its kind (None: the name stands
    alone).
    """

    start: int
    end: int
    meanings: tuple[Meaning, ...]
    head: str | None

    @property
    def regions(self) -> frozenset[str]:
        """The regions it may lie in."""
        return frozenset(meaning.region for meaning in self.meanings)

    @property
    def is_venue(self) -> bool:
        """Whether it names what stands in a place, not the place."""
        return self.meanings[0].kind == "venue"


class _Named(NamedTuple):
    spot: Spot
    before: str | None
    after: str | None


def sightings(text: str) -> list[Sighting]:
    """The places that a paragraph names, in order; one whose region is open has meanings in several."""
    return [found for chain in _chains(text) for found in _resolved(chain, text)]


def _chains(text: str) -> Iterator[list[_Named]]:
    """Names joined by commas and conjunctions; a name with a word of its own behind it ends its list."""
    chain: list[_Named] = []
    end = 0
    for spot in spots(text):
        named = _named(text, spot, end)
        linked = chain and not chain[-1].after and LINK.fullmatch(text, chain[-1].spot.end, spot.start)
        if chain and not linked:
            yield chain
            chain = []
        chain.append(named)
        end = _head_end(text, spot) if named.after else spot.end
    if chain:
        yield chain


def _named(text: str, spot: Spot, since: int) -> _Named:
    """The name with the words beside it; a venue is what it is, in quotation marks too."""
    if spot.meanings[0].kind == "venue":
        return _Named(spot, None, None)
    return _Named(spot, _before(text, spot, since), _after(text, spot))


def _resolved(chain: list[_Named], text: str) -> Iterator[Sighting]:
    last = chain[-1]
    back = last.after if last.after in LISTS else None
    front: str | None = None
    for named in chain:
        if NOTHING in (named.before, named.after):
            front = None
            continue
        front = named.before or front
        shares = _adjective(named.spot) or not _adjective(last.spot)
        head, meanings = _meant(named, back if shares else None, front)
        if meanings and (head or not _is_person(text, named.spot)):
            yield Sighting(named.spot.start, named.spot.end, meanings, head)


def _adjective(spot: Spot) -> bool:
    return any(meaning.name.adjective for meaning in spot.meanings)


def _is_person(text: str, spot: Spot) -> bool:
    """Whether the name stands between a given name and a surname, as in "Бекзат Орал" and "Орал
    Мұхамеджанов".
    """
    if text[spot.start].islower():
        return False
    before = text[max(0, spot.start - 30) : spot.start]
    return bool(SURNAME.match(text, spot.end) or (GIVEN_NAME.search(before) and not _adjective(spot)))


def _meant(named: _Named, back: str | None, front: str | None) -> tuple[str | None, tuple[Meaning, ...]]:
    """The word that tells the kind, and the meanings of that kind: its own word, the list's, or none."""
    alone = tuple(meaning for meaning in named.spot.meanings if meaning.name.alone)
    for head in (named.after, named.before, back, front):
        meanings = _of_kind(named.spot.meanings, head)
        if meanings and (head in LISTS or head == named.after or _agree(meanings, alone)):
            return head, meanings
    return None, () if named.after else alone


def _of_kind(meanings: tuple[Meaning, ...], head: str | None) -> tuple[Meaning, ...]:
    """The meanings that fit a word for a kind; "region" is also what translators call a district."""
    fitting = tuple(meaning for meaning in meanings if head and meaning.kind in KINDS[head])
    if not fitting and head in ("region", "regions"):
        latin = (meaning for meaning in meanings if meaning.name.text.isascii())
        return tuple(meaning for meaning in latin if meaning.kind == "district")
    return fitting


def _agree(meanings: tuple[Meaning, ...], alone: tuple[Meaning, ...]) -> bool:
    """Whether a word in front may decide: not in "в районе Алматы", where the name is better known for
    another region.
    """
    return not alone or {meaning.region for meaning in alone} <= {meaning.region for meaning in meanings}


def _after(text: str, spot: Spot) -> str | None:
    word = AFTER.match(text, spot.end)
    return _means(word["word"], "after") if word else None


def _before(text: str, spot: Spot, since: int) -> str | None:
    """What the word in front says, where it is not the word behind the name before (`since` is where that one
    ends).
    """
    before = text[max(since, spot.start - 30) : spot.start]
    if INITIAL.search(before) or (OPENING.search(before) and CLOSING.match(text, spot.end)):
        return NOTHING
    word = BEFORE.search(before)
    return _means(word["word"], "of" if word["of"] else "before") if word else None


def _head_end(text: str, spot: Spot) -> int:
    word = AFTER.match(text, spot.end)
    return word.end() if word else spot.end


@lru_cache(maxsize=1 << 14)
def _means(word: str, side: str) -> str | None:
    whole, beginnings = _words()
    small = word.lower().replace("ё", "е").replace("’", "'")
    if found := whole.get((side, small)):
        return found
    return next((means for (at, start), means in beginnings.items() if at == side and small.startswith(start)), None)


@cache
def _words() -> tuple[dict[tuple[str, str], str], dict[tuple[str, str], str]]:
    """Words that must stand so, and beginnings of words, each with what it means on its side of the name."""
    whole: dict[tuple[str, str], str] = {}
    beginnings: dict[tuple[str, str], str] = {}
    for row in table("indexer.normalise", "place_words.tsv", COLUMNS):
        if row["means"] not in (*KINDS, NOTHING):
            raise row.wrong(row["means"], f"is no kind of place: use one of {', '.join(KINDS)}, {NOTHING}")
        word = row["word"].replace("ё", "е")
        (beginnings if word.endswith("*") else whole)[row["side"], word.removesuffix("*")] = row["means"]
    return whole, beginnings
