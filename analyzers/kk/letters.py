"""Which letters a Kazakh word has where a keyboard without them leaves only their look-alikes, for words nobody listed.

`guesses("менингиттик")` → ("менингиттік", …): each letter may be itself or a Kazakh letter (analyzers/keyboard.tsv); a
model of letter sequences, counted over the stems of the lexicon with common endings, picks the likeliest words. That
knows what spelling knows: one harmony a word, қ and ғ beside back vowels, no ө or ұ late in a word.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import islice

from analyzers.kk.automaton import END, NOUN, endings
from analyzers.kk.lexicon import LISTED, listed
from analyzers.kk.sounds import masks
from analyzers.kk.statistics import Statistics
from analyzers.wordlist import rows

CONTEXT = 4  # letters before a letter that speak for it
BEAM = 24  # beginnings of words kept at each letter
ENDINGS = 12  # common endings counted with each stem
BACK_OFF = 0.2  # share of the weight when fewer letters before are known
LONGEST = 40
MET = 0.9  # a stem met this often in texts is taken for one
KAZAKH = frozenset("әғқңөұүһі")  # the letters that a Russian keyboard lacks
_BORDER = "_" * CONTEXT

Counts = dict[str, dict[str, int]]  # letters before → letter → times


@cache
def _options() -> dict[str, tuple[str, ...]]:
    found = defaultdict(list)
    for letter, plain, _ in rows("analyzers", "keyboard.tsv", 3):
        if letter in KAZAKH:
            found[plain].append(letter)
    return {plain: (plain, *letters) for plain, letters in found.items()}


@cache
def _plain() -> dict[int, str]:
    return {ord(letter): plain for plain, letters in _options().items() for letter in letters} | {ord("ё"): "е"}


def plain(word: str) -> str:
    """A word in small letters as it is typed on a Russian keyboard, with all that has."""
    return word.translate(_plain())


def met_or_listed(statistics: Statistics) -> frozenset[str]:
    """The stems that the lexicon lists or that texts show often enough to believe in."""
    met = {stem for (stem, _), count in statistics.stems.items() if count >= MET}
    return frozenset(met | {stem for (stem, _), count in listed().items() if count == LISTED})


class Letters:
    """Restores words letter by letter, by what is usual after what."""

    def __init__(self, windows: Mapping[str, int]) -> None:
        self._counts: Counts = defaultdict(lambda: defaultdict(int))
        for window, times in windows.items():
            for size in range(CONTEXT + 1):
                self._counts[window[CONTEXT - size : CONTEXT]][window[CONTEXT]] += times
        self._weight = lru_cache(maxsize=1 << 15)(self._weighed)

    @classmethod
    def of(cls, statistics: Statistics) -> Letters:
        """The letters of the stems that statistics know, alone and with common endings."""
        windows, tails = Counter[str](), Counter[tuple[str, int]]()
        for stem in met_or_listed(statistics):
            windows.update(_windows(_BORDER + stem))
            tails[(_BORDER + stem)[-CONTEXT:], masks(stem)[-1]] += 1
        usual = _weighed_endings(statistics)
        common = {
            fits: list(islice((ending for ending, bits in usual if bits & fits), ENDINGS))
            for fits in {fits for _, fits in tails}
        }
        for (tail, fits), times in tails.items():
            for ending in common[fits]:
                for window in _windows(tail + ending):
                    windows[window] += times
        return cls(windows)

    def guesses(self, word: str, number: int = 2) -> tuple[str, ...]:
        """The likeliest words that are typed like this without Kazakh letters, the word itself perhaps among them."""
        if len(word) > LONGEST:
            return ()
        beam = [(0.0, _BORDER)]
        for typed in word:
            grown = [
                (weight + self._weight(letters[-CONTEXT:], option), letters + option)
                for weight, letters in beam
                for option in _options().get(typed, (typed,))
            ]
            beam = sorted(grown, reverse=True)[:BEAM]
        return tuple(letters[CONTEXT:] for _, letters in beam[:number])

    def _weighed(self, before: str, letter: str) -> float:
        """The log of how often a letter comes after others, by the longest context that was met with it."""
        share = 1.0
        for start in range(CONTEXT + 1):
            met = self._counts.get(before[start:])
            if met and letter in met:
                return math.log(share * met[letter] / sum(met.values()))
            share *= BACK_OFF
        return math.log(share) - 10


def _windows(letters: str) -> list[str]:
    """Every letter with those before it."""
    return [letters[place - CONTEXT : place + 1] for place in range(CONTEXT, len(letters))]


def _weighed_endings(statistics: Statistics) -> list[tuple[str, int]]:
    """The endings of nouns and the contexts they fit, the most usual first."""
    weighed = [
        (statistics.chain(NOUN, (*tags, END)), ending, bits)
        for ending, chains in endings()["noun"].items()
        for tags, bits in chains.items()
    ]
    return [(ending, bits) for _, ending, bits in sorted(weighed, reverse=True)]
