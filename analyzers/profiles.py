"""Counts behind language identification: character n-grams of languages, learnt from texts written for the project.

`Profiles` scores words of one alphabet: the sum of log P(n-gram | language) over n-grams of one to four letters with
word borders, for our own languages and for neighbours that are easily taken for them. `learn` makes the table. Ours
have much text; a neighbour has some sentences (foreign_texts.tsv), so what it has not met is filled from the mean of
all. The tables shipped are `profile_Cyrl.tsv` and `profile_Latn.tsv`: costs in 1/16 nat, two hexadecimal digits a
language. A row is kept as one long number with a lane of bits for each language and one for the count, so that n-grams
and words are added up for all languages at once.
"""

from __future__ import annotations

import math
import re
import threading
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from operator import itemgetter

from analyzers.memo import Memo

KEPT = {"kk": 6500, "ru": 6500, "kk-Latn": 13_000, "en": 6500}  # n-grams; Latin Kazakh is written in many ways
KEPT_FOREIGN = 1500
OURS = tuple(KEPT)
NATS = 16.0  # a whole number in the table is 1/16 nat
HIGHEST = 255  # so many, at most
LONGEST_GRAM = 4
LONGEST_WORD = 60  # letters that are looked at: the sum of their n-grams fits 16 bits
DAMPING = 3.0  # nats; what one word says beyond grows slowly: a Kazakh name leaves a Russian sentence Russian
BORROWED = 2500.0  # n-grams that a neighbour is credited with from the mean of all languages
_SPELT = re.compile(r"[^\W\d_]++(?:'[^\W\d_]++)*+")  # o'zbek, ken'es
_WORD = re.compile(r"[^\W\d_]++")
_SMOOTHING = 0.3
WIDEST = (1 << 12) - 1  # gap between languages, in the unit of the table, beyond which a word says no more

Table = Mapping[str, Sequence[int]]
Shares = Mapping[str, float]


def letters_of(text: str) -> list[str]:
    """The words of a text that are made of letters."""
    return _WORD.findall(text)


def spelt(text: str) -> list[str]:
    """The words of a text, with the apostrophes between their letters."""
    return _SPELT.findall(text) if "'" in text else _WORD.findall(text)


def by_alphabet(words: Sequence[str]) -> dict[str, list[str]]:
    """Words by their scripts: Cyrl, Latn, Arab or, for any other, Zzzz."""
    scripts = [_ALPHABETS[word[0]] for word in words]
    kinds = dict.fromkeys(scripts)
    if len(kinds) == 1:  # as in most texts
        return {scripts[0]: list(words)}
    return {kind: [word for word, script in zip(words, scripts, strict=True) if script == kind] for kind in kinds}


def alphabet(word: str) -> str:
    """The script of a word by its first letter."""
    letter = word[0]
    if letter < "\u0250" or "\u1e00" <= letter < "\u1f00" or letter == "ə":
        return "Latn"
    if "\u0400" <= letter < "\u0530":
        return "Cyrl"
    return "Arab" if _arabic(letter) else "Zzzz"


class _Alphabets(dict[str, str]):
    """The script of each letter, worked out when it is first met."""

    def __missing__(self, letter: str) -> str:
        self[letter] = script = alphabet(letter)
        return script


_ALPHABETS = _Alphabets()


def _arabic(letter: str) -> bool:
    return "\u0600" <= letter < "\u0700" or "\u0750" <= letter < "\u0780" or "\ufb50" <= letter < "\uff00"


def grams(word: str) -> tuple[str, ...]:
    """The n-grams of a word between its borders."""
    bordered = f"_{word}_"
    sizes = range(1, LONGEST_GRAM + 1)
    return tuple(bordered[at : at + size] for size in sizes for at in range(len(bordered) - size + 1))


def learn(texts: Mapping[str, Iterable[str]]) -> Table:
    """The table of texts in one alphabet by label."""
    counts = {label: _counted(texts[label]) for label in texts}
    chosen = sorted({gram for label in counts for gram in _frequent(counts[label], label)})
    totals = {label: counts[label].total() for label in counts}
    mean = {gram: sum(counts[label][gram] / totals[label] for label in counts) / len(counts) for gram in chosen}
    shares = {label: _shares(label, counts[label], mean) for label in counts}
    return {gram: tuple(_cost(shares[label][gram]) for label in counts) for gram in chosen}


def _counted(texts: Iterable[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for word, times in Counter(word for text in texts for word in spelt(text.lower())).items():
        for gram in grams(word):
            counts[gram] += times
    return counts


def _frequent(counts: Counter[str], label: str) -> list[str]:
    kept = KEPT.get(label, KEPT_FOREIGN)
    return [gram for gram, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:kept]]


def _shares(label: str, counts: Counter[str], mean: Shares) -> Shares:
    if label in OURS:
        total = counts.total() + _SMOOTHING * len(mean)
        return {gram: (counts[gram] + _SMOOTHING) / total for gram in mean}
    total = counts.total() + BORROWED
    return {gram: (counts[gram] + BORROWED * share) / total for gram, share in mean.items()}


def _cost(share: float) -> int:
    return min(HIGHEST, round(-NATS * math.log(share)))


def written(labels: Sequence[str], table: Table) -> str:
    """A table as the text of its file."""
    lines = [f"gram\t{' '.join(labels)}", *(f"{gram}\t{bytes(costs).hex()}" for gram, costs in table.items())]
    return "\n".join(lines) + "\n"


class Profiles:
    """Scores of words and texts in one alphabet by language; remembers frequent words."""

    def __init__(self, labels: Sequence[str], table: Mapping[str, int]) -> None:
        self.labels = tuple(labels)
        self._begun = _Begun(table).__getitem__
        self._damped = _Damped()
        self.words = Memo(self._word, 1 << 15)

    @classmethod
    def parsed(cls, text: str) -> Profiles:
        """The profiles of a file."""
        header, _, body = text.partition("\n")
        labels = header.split("\t")[1].split()
        cells = body.split()
        costs = bytes.fromhex("01".join([*cells[1::2], ""]))  # behind each row what counts it
        lanes = bytearray(2 * len(costs))  # of sixteen bits each, as `_lanes` takes them apart
        lanes[::2] = costs
        row = 2 * len(labels) + 2
        places = range(0, len(lanes), row)
        packed = [int.from_bytes(lanes[place : place + row], "little") for place in places]
        return cls(labels, dict(zip(cells[::2], packed, strict=True)))

    def _word(self, word: str) -> int:
        """A word in small letters as lanes: what each language falls behind the best, how many of its n-grams are
        known, and how many it has."""
        bordered = f"_{word[:LONGEST_WORD]}_"
        longest, number = _longest_grams(len(bordered))
        *costs, known = _lanes("H", sum(map(self._begun, longest(bordered))), len(self.labels) + 1)
        least, damped = min(costs), self._damped
        return _packed([*[damped[cost - least] for cost in costs], known, number])

    def text(self, words: Iterable[str]) -> tuple[dict[str, float], float]:
        """Scores of words in small letters together, in nats, and the share of their n-grams that is known at all."""
        *behind, known, whole = _lanes("I", sum(map(self.words.__getitem__, words)), len(self.labels) + 2)
        scores = {label: -cost / NATS for label, cost in zip(self.labels, behind, strict=True)}
        return scores, known / whole if whole else 0.0


class _Begun(dict[str, int]):
    """Rows of n-grams, with the rows of all shorter ones that they begin with added: of the n-grams at a place in a
    word only the longest is looked up. One without a row has what it begins with."""

    def __init__(self, table: Mapping[str, int]) -> None:
        super().__init__()
        for gram in sorted(table, key=len):
            self[gram] = table[gram] + self[gram[:-1]]

    def __missing__(self, gram: str) -> int:
        return self[gram[:-1]] if gram else 0


@cache
def _longest_grams(length: int) -> tuple[Callable[[str], tuple[str, ...]], int]:
    """What cuts out of letters of a length the longest n-gram at each place, and how many n-grams there are in all."""
    places = itemgetter(*(slice(place, place + LONGEST_GRAM) for place in range(length)))
    return places, sum(min(length - place, LONGEST_GRAM) for place in range(length))


class _Damped(dict[int, int]):
    """What a word says against a language by what that falls behind the best, worked out when it is first met."""

    def __missing__(self, gap: int) -> int:
        self[gap] = damped = round(DAMPING * NATS * math.log1p(min(gap, WIDEST) / NATS / DAMPING))
        return damped


def _packed(lanes: Sequence[int]) -> int:
    return int.from_bytes(array("I", lanes).tobytes(), "little")


def _lanes(kind: str, packed: int, number: int) -> Sequence[int]:
    lanes = array(kind)
    lanes.frombytes(packed.to_bytes(lanes.itemsize * number, "little"))
    return lanes


_loading = threading.Lock()
_shipped: dict[str, Profiles] = {}


def file_of(script: str) -> str:
    """The name of the file with the profiles of an alphabet."""
    return f"profile_{script}.tsv"


def shipped(script: str) -> Profiles:
    """The profiles of an alphabet (Cyrl, Latn) that come with the project, read once."""
    found = _shipped.get(script)
    if found is None:
        with _loading:
            found = _shipped.get(script)
            if found is None:
                text = files("analyzers").joinpath(file_of(script)).read_text(encoding="utf-8")
                found = _shipped[script] = Profiles.parsed(text)
    return found
