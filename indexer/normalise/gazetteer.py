"""Names of places and venues as they stand in running text, the longest at each point.

`spots` looks up each capitalised word, with up to two that follow, in the dictionary of forms (`place_forms.py`), each
row of words that is a venue (`venues.py`), and each word of small letters that is made of a place's name
(`inhabitants.py`). A side of the country that shares its last word ("Солтүстік және Шығыс Қазақстан", "Северо- и
Западно-Казахстанской") is found too, and so are names joined by a hyphen (Астана-Алматы).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from corpus.authority import Name, Venue
from indexer.normalise.inhabitants import made_of
from indexer.normalise.place_forms import Meaning, endings, first_words, key, meanings_of
from indexer.normalise.venues import begins_venue, venue_at

WORD = re.compile(r"\w++(?:[-‑]\w++)*+")
CACHED = 1 << 16  # words remembered: a worker meets more than 30,000 in a thousand texts
LONGEST = 3  # words in a name: Тұрар Рысқұлов ауданы has two, "city of Oral" three
SIDE = r"(?:Батыс|Шығыс|Солтүстік|Оңтүстік|Северо|Западно|Восточно|Южно|(?:West|East|North|South)(?:ern)?)"
ONE_SIDE = re.compile(SIDE)
SHARED = re.compile(
    rf"(?P<side>{SIDE})-?(?=(?:(?:,|,?\s(?:және|мен|пен|и|and|&))\s(?:the )?{SIDE}-?)+\s?"
    r"(?P<whole>Қазақстан|Казахстан|Kazakhstan))"
)


class Spot(NamedTuple):
    """A form found in a text, with everything it may mean."""

    start: int
    end: int
    meanings: tuple[Meaning, ...]


def spots(text: str) -> list[Spot]:
    """All names of places in a text, the longest at each point, in order."""
    tokens = list(WORD.finditer(text))
    begun = [at for at, token in enumerate(tokens) if not _begins_nothing(token[0])]
    found: list[Spot] = []
    behind = 0
    for at in begun:
        if at >= behind:
            size, seen = _at(text, tokens, at)
            found += seen
            behind = at + size
    return found


@lru_cache(maxsize=CACHED)
def _begins_nothing(word: str) -> bool:
    """Whether no name can begin at a word, whatever follows: true of most words, and worked out once for each."""
    if begins_venue(word) or made_of(word):
        return False
    if not word[0].isupper():
        return True
    joined = "-" in word or ONE_SIDE.match(word)
    return not joined and key(word) not in first_words() and not meanings_of(word)


def _at(text: str, tokens: Sequence[re.Match[str]], at: int) -> tuple[int, list[Spot]]:
    """The names that begin at a word, and how many words they take."""
    start, word = tokens[at].start(), tokens[at].group()
    if venue := venue_at(text, tokens, at):
        return venue[0], [Spot(start, tokens[at + venue[0] - 1].end(), (_of_venue(venue[1]),))]
    if not word[0].isupper():
        meanings = made_of(word)
        return 1, [Spot(start, tokens[at].end(), meanings)] if meanings else []
    longest = LONGEST if key(word) in first_words() else 1
    for size in range(min(longest, len(tokens) - at), 0, -1):
        end = tokens[at + size - 1].end()
        if meanings := meanings_of(text[start:end]):
            return size, [Spot(start, end, meanings)]
    return 1, _in_word(text, start, word)


def _of_venue(venue: Venue) -> Meaning:
    name = Name(venue.names[0], "", adjective=False, alone=True)
    return Meaning(venue.id, "venue", venue.region, name)


def _in_word(text: str, start: int, word: str) -> list[Spot]:
    """The names in a word that is none itself: БҚО-ның, Алматылықтар, Астана-Алматы, Северо- и Восточно-…"""
    if (shared := SHARED.match(text, start)) and (meanings := _shared(shared["side"], shared["whole"])):
        return [Spot(start, shared.end(), meanings)]
    if meanings := made_of(word):
        return [Spot(start, start + len(word), meanings)]
    head, hyphen, ending = word.partition("-")
    if ending in endings() and (meanings := meanings_of(head)):
        return [Spot(start, start + len(head), meanings)]
    return _joined(start, word) if hyphen else []


def _shared(side: str, whole: str) -> tuple[Meaning, ...]:
    return meanings_of(f"{side}-{whole}ской" if whole == "Казахстан" else f"{side} {whole}")


def _joined(start: int, word: str) -> list[Spot]:
    """The names that a word is joined of, if each of its parts is one that counts alone."""
    found = []
    for part in re.finditer(r"[^-‑]+", word):
        meanings = tuple(one for one in meanings_of(part.group()) if one.name.alone and not one.name.adjective)
        if not meanings or not part.group()[0].isupper():
            return []
        found.append(Spot(start + part.start(), start + part.end(), meanings))
    return found
