"""A Kazakh word written without its own letters → the words it may be, by the stems and endings that are known.

    restorer(stemmer).from_cyrillic("казакстанга")   →  ("қазақстанға",)
    restorer(stemmer).from_latin("qazaqstanga")      →  ("қазақстанға",)

A Russian keyboard and every kind of Latin merge letters, each in its own way. `key` merges what any of them merges, one
letter after the other, so that the key of a word is the key of its stem and the key of its ending put together. Stems
and endings are looked up by their keys, put together as the automaton does, and kept where the writing at hand
(`written`) can have made the word typed of them; the stemmer's own weights say which word is likeliest. Cyrillic words
of unknown stems are guessed letter by letter (letters.py).
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache, cached_property, lru_cache
from math import inf

from analyzers.kk import automaton
from analyzers.kk.letters import KAZAKH, Letters, met_or_listed, plain
from analyzers.kk.sounds import VOICED, VOWELS
from analyzers.kk.stemmer import Reading, Stemmer, shipped
from analyzers.kk.stemmer import key as term_of
from analyzers.wordlist import rows, words

LONGEST = 40  # letters of a word worth restoring
MOST = 3  # words offered for one
UNUSUAL = 0.7  # nats against a spelling for each usual one before it
_CYRILLIC = re.compile(r"[\u0400-\u04ff'’-]+")
_LATIN = re.compile(r"[a-z]+")
_NARROW = "ыі"
_JOINED = (("йа", "я"), ("йу", "ю"), ("ьі", "і"), ("ьы", "ы"))

Written = Callable[[str], float | None]  # a Kazakh word → what it costs to have written it so; None: impossible


def key(word: str) -> str:
    """What a Kazakh word has in common with all its spellings, in small letters."""
    spelt = _digraphs(word.lower()).translate(_keys())
    bare = spelt if spelt.isascii() else unicodedata.normalize("NFD", spelt)
    return bare if bare.isalnum() else "".join(filter(str.isalnum, bare))


@cache
def _keys() -> dict[int, str]:
    table = rows(__name__, "restore.tsv", 3)
    return str.maketrans({letters: merged for letters, merged, _ in table if len(letters) == 1})


def _digraphs(word: str) -> str:
    for letters, merged in _long_keys():
        word = word.replace(letters, merged)
    return word


@cache
def _long_keys() -> tuple[tuple[str, str], ...]:
    found = ((letters, merged) for letters, merged, _ in rows(__name__, "restore.tsv", 3) if len(letters) > 1)
    return tuple(sorted(found, key=lambda pair: (-len(pair[0]), pair[0])))


@cache
def _endings() -> dict[str, tuple[str, ...]]:
    """Endings by key: of nouns and verbs; participles and what may follow them separately."""
    found: dict[str, set[str]] = defaultdict(set)
    for kind in ("noun", "finite", "participle"):
        for letters in automaton.endings()[kind]:
            found[key(letters)].add(letters)
    return {merged: tuple(sorted(letters)) for merged, letters in found.items()}


@cache
def _participles() -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = defaultdict(set)
    for letters in automaton.endings()["participle"]:
        found[key(letters)].add(letters)
    return {merged: tuple(sorted(letters)) for merged, letters in found.items()}


def _heads(stem: str) -> Iterator[str]:
    """A stem, and what endings may make of it: кітап → кітаб, халық → халқ, оқы → оқ, тап → тау."""
    yield stem
    last = stem[-1]
    if last in VOICED:
        yield stem[:-1] + VOICED[last]
    if last == "п":
        yield stem[:-1] + "у"
    if last in _NARROW and len(stem) > 2:
        yield stem[:-1]
    if len(stem) > 3 and stem[-2] in _NARROW and last not in VOWELS and stem[-3] not in VOWELS:
        yield stem[:-2] + last
        if last in VOICED:
            yield stem[:-2] + VOICED[last]


class Restorer:
    """Restores words by the stems that a stemmer knows."""

    def __init__(self, stemmer: Stemmer) -> None:
        self._stemmer = stemmer
        self._stems = met_or_listed(stemmer.statistics) | frozenset(words(__name__, "stop_words.txt"))
        self._terms = frozenset(map(term_of, self._stems))

    @cached_property
    def _by_key(self) -> dict[str, set[str]]:
        """What may stand before an ending, by key."""
        found: dict[str, set[str]] = defaultdict(set)
        for stem in self._stems:
            for head in _heads(stem):
                found[key(head)].add(head)
        return found

    def __call__(self, merged: str, written: Written) -> list[tuple[float, str]]:
        """The words that have such a key and can have been written so, with weights, the likeliest first."""
        if len(merged) > LONGEST:
            return []
        weighed = []
        for word in self._put_together(merged):
            cost = written(word)
            weight = None if cost is None else self.weight(word)
            if cost is not None and weight is not None:
                weighed.append((weight - cost, word))
        return sorted(weighed, reverse=True)

    def respelt(self, typed: str) -> tuple[str, ...]:
        """The other words that a word in small letters, typed on a keyboard for another language, may stand for."""
        found = self.from_latin(typed) if typed.isascii() else self.from_cyrillic(typed)
        return tuple(word for word in found if word != typed)

    def from_cyrillic(self, typed: str) -> tuple[str, ...]:
        """The words that a word in small letters, typed without Kazakh letters, may stand for, the likeliest first."""
        if KAZAKH & set(typed) or not _CYRILLIC.fullmatch(typed):
            return ()
        found = [word for _, word in self(key(typed), lambda word: 0.0 if plain(word) == plain(typed) else None)]
        if not found and len(typed) <= LONGEST:
            found = [word for word in self.letters.guesses(typed, MOST) if KAZAKH & set(word)]
        return tuple(found[:MOST])

    def from_latin(self, typed: str) -> tuple[str, ...]:
        """The words that a word in plain Latin letters may stand for, the likeliest first."""
        small = typed.lower()
        if not _LATIN.fullmatch(small) or len(small) > LONGEST:
            return ()
        keys = dict.fromkeys(map(key, _ways(small)))
        found = sorted((pair for merged in keys for pair in self(merged, _as_latin(small))), reverse=True)
        return tuple(dict.fromkeys(word for _, word in found))[:MOST]

    @cached_property
    def letters(self) -> Letters:
        """What guesses words of unknown stems."""
        return Letters.of(self._stemmer.statistics)

    def weight(self, word: str) -> float | None:
        """The weight of a word's best reading; None unless that is a known stem with an ending it may have."""
        best = self._best(word)
        return best[0] if best is not None and term_of(best[1]) in self._terms else None

    def knows(self, word: str) -> bool:
        """Whether a word, exactly so written, is best read as a known stem with an ending it may have."""
        best = self._best(word)
        return best is not None and best[1] in self._stems

    def _best(self, word: str) -> Reading | None:
        return max(self._stemmer.readings(word), default=None)

    def _put_together(self, merged: str) -> set[str]:
        found = set(self._by_key.get(merged, ()))
        for place in range(1, len(merged)):
            heads = self._by_key.get(merged[:place])
            if heads:
                tails = [*_tails(merged[place:])]
                found.update(_joined(head + tail) for head in heads for tail in tails)
        return found


def _tails(merged: str) -> Iterator[str]:
    yield from _endings().get(merged, ())
    for place in range(1, len(merged)):
        for participle in _participles().get(merged[:place], ()):
            yield from (participle + tail for tail in _endings().get(merged[place:], ()))


def _joined(word: str) -> str:
    for apart, together in _JOINED:
        word = word.replace(apart, together)
    return word


def _ways(typed: str) -> Iterator[str]:
    """A Latin word as it stands, with a first ye as е, and with kh as қ."""
    for way in (typed, re.sub("^ye", "e", typed)):
        yield way
        yield way.replace("kh", "k")


@cache
def _latin_spellings() -> dict[str, tuple[str, ...]]:
    return {letter: tuple(ways.split(" ")) for letter, ways, _ in rows(__name__, "latin_plain.tsv", 3)}


def _as_latin(typed: str) -> Written:
    """What it costs to have typed a Cyrillic word so: the cheapest way through its letters."""

    def written(word: str) -> float | None:
        ways = {0: 0.0}
        for letter in word:
            reached: dict[int, float] = {}
            for place, cost in ways.items():
                for order, spelling in enumerate(_latin_spellings().get(letter, ())):
                    end, more = place + len(spelling), cost + order * UNUSUAL
                    if typed.startswith(spelling, place) and more < reached.get(end, inf):
                        reached[end] = more
            ways = reached
        return ways.get(len(typed))

    return written


@lru_cache(maxsize=4)
def restorer(stemmer: Stemmer) -> Restorer:
    """The restorer of a stemmer."""
    return Restorer(stemmer)


def by_lexicon() -> Restorer:
    """The restorer of the shipped stemmer."""
    return restorer(shipped())
