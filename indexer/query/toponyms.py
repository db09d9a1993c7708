"""Words of a question that are the name of a place, so that they are not taken for a common word that sounds alike.

    ends(["Шығыс", "Қазақстан"])  → {0: 2}     not an expense in Kazakhstan
    ends(["выборы", "в", "Астане"]) → {2: 3}   not any capital

Regions are known in any case of letters, other places only with a capital: `семей` is of families too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

from analyzers.folding import fold, skeleton
from corpus.authority import Locality, Region, localities, regions

SHORTEST_SKELETON = 4  # letters by which a name is told from other words
KEPT = 10_000  # words whose skeletons are remembered

Key = tuple[str, ...]


def ends(words: Sequence[str]) -> Mapping[int, int]:
    """Where names of places begin, and where the longest that begins there ends."""
    bones = [_bones(word) for word in words]
    return {start: end for start in range(len(words)) if (end := _end(words, bones, start)) > start}


def _end(words: Sequence[str], bones: Sequence[str], start: int) -> int:
    of_regions, of_places = _names()
    capital = words[start][:1].isupper()
    for end in range(min(len(words), start + max(of_places.values(), default=0)), start, -1):
        key = tuple(bones[start:end])
        if key in of_regions or (capital and key in of_places):
            return end
    return start


@cache
def _names() -> tuple[Mapping[Key, int], Mapping[Key, int]]:
    """The names of regions and of all places as skeletons, with how many words they have."""
    return _keys(regions().values()), _keys((*regions().values(), *localities().values()))


def _keys(places: Iterable[Region | Locality]) -> Mapping[Key, int]:
    names = [name.text.split() for place in places for name in place.names if name.alone and not name.adjective]
    return {tuple(map(_bones, words)): len(words) for words in names}


@lru_cache(maxsize=KEPT)
def _bones(word: str) -> str:
    """What the forms and spellings of a word share; of a short word, the word itself."""
    bones = skeleton(word)
    return bones if len(bones) >= SHORTEST_SKELETON else fold(word)
