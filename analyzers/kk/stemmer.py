"""The Kazakh stemmer: the likeliest cut of a word by the ending automaton and what text taught about stems.

    stem("сайлаушыларымыздың")  →  "сайлаушы"

The term is the stem's key: last consonant unvoiced, doubled last letter single, ь dropped (клубы and клуб, съезде and
съезд meet). Words of exceptions.tsv are looked up. Particles after a hyphen (барды-ау) go; so do endings hyphened to a
foreign name (ФИФА-ның).
"""

from __future__ import annotations

import math
from functools import cache, cached_property

from analyzers.kk import automaton
from analyzers.kk.automaton import NOUN
from analyzers.kk.lexicon import candidates
from analyzers.kk.sounds import DEVOICED, VOWELS
from analyzers.kk.statistics import GUESS, SHAPES, Statistics, guess, shape, tables_by
from analyzers.wordlist import rows, words

SHORT = 3  # letters; a shorter word has no ending
LONGEST = 60
LONGEST_HYPHENED = 5  # letters of an ending behind a hyphen
NEAR = 0.5  # nats between a reading and the best
MOST_READINGS = 3
TINY = 1e-60
EXCEPTION = ("exception",)


Reading = tuple[float, str, str, tuple[str, ...]]  # weight, stem, part (N or V), tags of the endings


@cache
def _exceptions() -> dict[str, str]:
    return {form: stem for form, stem, _ in rows(__name__, "exceptions.tsv", 3)}


@cache
def _alternants() -> dict[str, str]:
    return {stem: term for stem, term, _ in rows(__name__, "alternants.tsv", 3)}


@cache
def _particles() -> tuple[str, ...]:
    return words(__name__, "particles.txt")


class Stemmer:
    """Stems by certain statistics: those shipped, or those refined on a collection and kept with its index."""

    def __init__(self, statistics: Statistics) -> None:
        self.statistics = statistics

    @cached_property
    def _tables(self) -> automaton.Tables:
        return tables_by(self.statistics)

    @cached_property
    def _weights(self) -> dict[str, dict[str, float]]:
        return self.statistics.weights()

    @cached_property
    def _unknown(self) -> dict[str, tuple[float, ...]]:
        lengths = range(LONGEST + 2)
        return {kind: tuple(math.log(GUESS * guess(length, kind) or TINY) for length in lengths) for kind in SHAPES}

    def __call__(self, word: str) -> str:
        """The term of a word in small letters."""
        whole = _exceptions().get(word)
        if whole:
            return whole
        return key(max(self.weighed(word))[1]) if self.looks_inflected(word) else word

    def looks_inflected(self, word: str) -> bool:
        """Whether a word can have endings: it is neither short nor overlong nor without Cyrillic letters."""
        return SHORT <= len(word) <= LONGEST and not word.isascii()

    def stem_weight(self, stem: str, part: str) -> float:
        """The weight of a stem by itself."""
        weight = self._weights[part].get(stem)
        return self._unknown[shape(stem, part)][len(stem)] if weight is None else weight

    def readings(self, word: str) -> list[Reading]:
        """The readings of a word with different stems, the likeliest first."""
        if word in _exceptions():
            return [(0.0, _exceptions()[word], NOUN, EXCEPTION)]
        if not self.looks_inflected(word):
            return [(0.0, word, NOUN, ())]
        best: dict[str, Reading] = {}
        for reading in self.weighed(word):
            if reading[1] not in best or best[reading[1]] < reading:
                best[reading[1]] = reading
        return sorted(best.values(), reverse=True)

    def terms(self, word: str) -> tuple[str, ...]:
        """Every plausible term of a word, the likeliest first."""
        found = self.readings(word.lower())
        near = [reading for reading in found if found[0][0] - reading[0] <= NEAR][:MOST_READINGS]
        return tuple(dict.fromkeys(stem if chain == EXCEPTION else key(stem) for _, stem, _, chain in near))

    def weighed(self, word: str) -> list[Reading]:
        """Every cut of a word by rules and statistics alone, in no order."""
        head, _, tail = word.rpartition("-")
        if head and tail in _particles():
            word = head
        elif head and len(tail) <= LONGEST_HYPHENED and self._tables.plain.get(tail, ((), ()))[0]:
            return [(0.0, head, NOUN, (tail,))]
        known, unknown = self._weights, self._unknown
        found: list[Reading] = []
        for stem, part, weight, chain, _ in candidates(word, self._tables):
            own = known[part].get(stem)
            if own is None:
                own = unknown[shape(stem, part)][len(stem)]
            found.append((own + weight, stem, part, chain))
        return found


def key(stem: str) -> str:
    """The term of a stem: the same for spellings that endings bring about."""
    stem = _alternants().get(stem, stem)
    bare = stem.rstrip("ьъ") or stem
    if len(bare) > 3 and bare[-1] == bare[-2] and bare[-1] not in VOWELS:
        bare = bare[:-1]
    if len(bare) > 2 and bare[-1] in DEVOICED:
        bare = bare[:-1] + DEVOICED[bare[-1]]
    return bare


@cache
def shipped() -> Stemmer:
    """The stemmer with the statistics of the project's own texts."""
    return Stemmer(Statistics.shipped())
