"""How a question that has begun may go on: people, places, topics, sources, terms, titles and words of the index.

    ақт → Ақтөбе облысы (region)      abdi → Нұрлан Әбдіров (person)      избир → избирательная комиссия (term)

Names stand in sorted lists under the spelling of a plain keyboard, and people and places also under the skeleton that
all three languages share, so that any keyboard and script finds them. The lists are made once for a commit of the
index.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import NamedTuple

from analyzers.folding import fold, skeleton

KINDS = ("person", "region", "topic", "place", "source", "term", "title", "word")
FIELDS = {"person": "speaker", "region": "region", "topic": "topic", "source": "source"}
MOST = 8
LOOKED_AT = 2000  # names that begin so
COUNTED = 12  # terms whose hits are counted for an answer
SHORTEST_SKELETON = 4
SHORTEST_COUNTED = 2  # letters from which on terms and places are counted
SHORTEST_WORD = 3  # letters of a word that the words of the index go on from
PERSONAL = ("person", "region", "place")  # written alike in all languages
PLAIN = ("term", "word")  # asked as they are shown
_WORD = re.compile(r"[^\W_]+")

Count = Callable[[str], int]  # the hits of words that stand together
Words = Callable[[str], Sequence[tuple[str, int]]]  # words of the index that begin so, with their hits


class Suggestion(NamedTuple):
    """How a question may go on: what to show, of what kind it is, its hits, and the question to ask."""

    text: str
    kind: str
    hits: int
    question: str


@dataclass(frozen=True, slots=True)
class Entry:
    """Something with names by language; `count` its hits, None where they are counted when it is asked for; `also` are
    further spellings."""

    kind: str
    names: Mapping[str, str]
    count: int | None = None
    also: tuple[str, ...] = ()


class Suggestions:
    """The names of a commit, sorted; a call gives those that begin as typed."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = tuple(entries)
        folded: set[tuple[str, int]] = set()
        skeletons: set[tuple[str, int]] = set()
        for place, entry in enumerate(self._entries):
            for name in dict.fromkeys((*entry.names.values(), *entry.also)):
                folded |= {(key, place) for key in _keys(name, fold)}
                if entry.kind in PERSONAL:
                    skeletons |= {(key, place) for key in _keys(name, skeleton)}
        self._folded, self._skeletons = sorted(folded), sorted(skeletons)

    def beginning(self, typed: str, ui: str, count: Count, words: Words) -> tuple[Suggestion, ...]:
        """What begins as typed, in the language of the interface where it has a name there; most hits first."""
        key = _key(typed, fold)
        if not key:
            return ()
        places = set(_within(self._folded, key))
        bones = _key(typed, skeleton)
        if len(bones) >= SHORTEST_SKELETON:
            places.update(_within(self._skeletons, bones))
        entries = [self._entries[place] for place in sorted(places)]
        found = [_suggestion(one, ui, one.count) for one in entries if one.count]
        if len(key) >= SHORTEST_COUNTED:
            unsure = nsmallest(COUNTED, (one for one in entries if one.count is None), key=_length)
            found += (_suggestion(one, ui, hits) for one in unsure if (hits := count(_shown(one, ui))))
        found += self._words(typed, words)
        shown = {(one.text.casefold(), one.kind in PLAIN): one for one in sorted(found, key=_order, reverse=True)}
        return tuple(sorted(shown.values(), key=_order)[:MOST])

    @staticmethod
    def _words(typed: str, words: Words) -> Iterator[Suggestion]:
        """The last word typed, gone on with; what was typed before it stays, and its hits are those of the word."""
        last = typed.split()[-1] if not typed.endswith(" ") else ""
        if len(last) >= SHORTEST_WORD and last.isalpha():
            before = typed[: typed.rindex(last)]
            yield from (Suggestion(before + word, "word", hits, before + word) for word, hits in words(last.lower()))


def _suggestion(entry: Entry, ui: str, hits: int) -> Suggestion:
    shown = _shown(entry, ui)
    field = FIELDS.get(entry.kind)
    quoted = f'"{_unquoted(shown)}"'
    question = f"{field}:{quoted}" if field else quoted if entry.kind == "title" else shown
    return Suggestion(shown, entry.kind, hits, question)


def _shown(entry: Entry, ui: str) -> str:
    """The name in the language of the interface, or one there is."""
    return entry.names.get(ui) or next(iter(entry.names.values()))


def _unquoted(text: str) -> str:
    return re.sub('["«»“”„]', " ", text)


def _order(one: Suggestion) -> tuple[int, int, int, str]:
    return KINDS.index(one.kind) // 5, -one.hits, KINDS.index(one.kind), one.text


def _length(entry: Entry) -> tuple[int, tuple[str, ...]]:
    names = tuple(entry.names.values())
    return len(names[0]), names


def _within(keys: Sequence[tuple[str, int]], key: str) -> Iterator[int]:
    """The entries whose keys begin so."""
    place = bisect_left(keys, (key, -1))
    for other, entry in keys[place : place + LOOKED_AT]:
        if not other.startswith(key):
            return
        yield entry


def _keys(name: str, way: Callable[[str], str]) -> Iterator[str]:
    """A name from each of its words on."""
    words = [way(word) for word in _WORD.findall(name)]
    return (" ".join(words[start:]) for start in range(len(words)))


def _key(typed: str, way: Callable[[str], str]) -> str:
    return " ".join(way(word) for word in _WORD.findall(typed))
