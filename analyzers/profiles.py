"""Counts behind language identification: character n-grams of the languages, learnt from texts of the project.

`Profiles` scores words: the sum of log P(n-gram | language) over n-grams of one to four letters with word borders.
`learn` makes them from texts; the table shipped is `profile_ngrams.tsv`, whole numbers of -1/16 nats, written by
`python -m analyzers.training`.

langdetect is the second voice. It has no Kazakh, so its factory is our own: chosen profiles plus Kazakh in both scripts
(`langdetect_profile` makes them), loaded in one call when it is first asked (profiles cannot be added later, and its
global factory races between threads), seed 0.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files

import langdetect
from langdetect.detector_factory import DetectorFactory
from langdetect.lang_detect_exception import LangDetectException

from analyzers.wordlist import rows, words

LABELS = ("kk", "kk-Latn", "ru", "en")
NATS = 16.0  # a whole number in the table is 1/16 nat
LONGEST_GRAM = 4
DAMPING = 3.0  # nats; what one word says beyond grows slowly: a Kazakh name leaves a Russian sentence Russian
KEPT = 6500  # n-grams of each language
_WORD = re.compile(r"[^\W\d_]+")
_SMOOTHING = 0.3
SURE = 0.9  # probability from which langdetect is believed

Scores = tuple[float, ...]  # one for each of LABELS
Table = Mapping[str, tuple[int, ...]]


def letters_of(text: str) -> list[str]:
    """The words of a text that are made of letters."""
    return _WORD.findall(text)


def grams(word: str) -> list[str]:
    """The n-grams of a word between its borders."""
    bordered = f"_{word}_"
    return [
        bordered[start : start + size]
        for size in range(1, LONGEST_GRAM + 1)
        for start in range(len(bordered) - size + 1)
    ]


def learn(texts: Mapping[str, Iterable[str]], kept: int = KEPT) -> Table:
    """The table of a collection of texts by label."""
    counts = {label: Counter[str]() for label in LABELS}
    for label in LABELS:
        for text in texts[label]:
            for word in letters_of(text.lower()):
                counts[label].update(grams(word))
    chosen = {gram for label in LABELS for gram, _ in _frequent(counts[label], kept)}
    totals = {label: counts[label].total() + _SMOOTHING * len(chosen) for label in LABELS}
    return {
        gram: tuple(round(-NATS * math.log((counts[label][gram] + _SMOOTHING) / totals[label])) for label in LABELS)
        for gram in sorted(chosen)
    }


def _frequent(counts: Counter[str], kept: int) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:kept]


def langdetect_profile(label: str, texts: Iterable[str]) -> dict[str, object]:
    """Counts of one to three letters with blanks as borders, as langdetect keeps them."""
    counts: Counter[str] = Counter()
    for text in texts:
        for word in letters_of(text.lower()):
            bordered = f" {word} "
            for size in (1, 2, 3):
                counts.update(bordered[start : start + size] for start in range(len(bordered) - size + 1))
    counts.pop(" ", None)
    totals = [sum(count for gram, count in counts.items() if len(gram) == size) for size in (1, 2, 3)]
    freq = {gram: count for gram, count in sorted(counts.items()) if count > 1}
    return {"name": label, "n_words": totals, "freq": freq}


class Profiles:
    """Scores of words and texts by language; remembers frequent words."""

    def __init__(self, table: Table) -> None:
        self._table = {gram: tuple(-value / NATS for value in values) for gram, values in table.items()}
        self.word = lru_cache(maxsize=1 << 15)(self._word)

    @classmethod
    def shipped(cls) -> Profiles:
        """The profiles that come with the project."""
        table = rows("analyzers", "profile_ngrams.tsv", 1 + len(LABELS))
        return cls({gram: tuple(map(int, values)) for gram, *values in table})

    def _word(self, word: str) -> tuple[Scores, int, int]:
        """Scores of a word in small letters, how many of its n-grams are known, and how many it has."""
        parts = grams(word[:60])
        known = [self._table[part] for part in parts if part in self._table]
        sums = tuple(map(sum, zip(*known, strict=True))) if known else (0.0,) * len(LABELS)
        top = max(sums)
        return tuple(-DAMPING * math.log1p((top - score) / DAMPING) for score in sums), len(known), len(parts)

    def text(self, words: Iterable[str]) -> tuple[list[float], float]:
        """Scores of words in small letters together, and the share of their n-grams that is known at all."""
        sums, known, whole = [0.0] * len(LABELS), 0, 0
        for word in words:
            scores, seen, parts = self.word(word)
            known += seen
            whole += parts
            for place, score in enumerate(scores):
                sums[place] += score
        return sums, known / whole if whole else 0.0


@cache
def _factory() -> DetectorFactory:
    stock = files(langdetect) / "profiles"
    own = files("analyzers")
    texts = [(stock / language).read_text(encoding="utf-8") for language in words("analyzers", "profile_languages.txt")]
    texts += [(own / f"profile_{label}.json").read_text(encoding="utf-8") for label in ("kk", "kk-Latn")]
    factory = DetectorFactory()
    factory.set_seed(0)
    factory.load_json_profile(texts)
    return factory


def by_langdetect(text: str) -> str | None:
    """What langdetect is sure of, Kazakh in both scripts (`kk`, `kk-Latn`) among the answers."""
    detector = _factory().create()
    detector.append(text)
    try:
        best = detector.get_probabilities()[:1]
    except LangDetectException:  # no letters it knows
        return None
    return str(best[0].lang) if best and best[0].prob >= SURE else None
