"""What Kazakh text teaches about stems and endings, learnt without labels.

A cut of a word is weighed by how often its stem was met in other words (log of the count, with a guess by length for
stems never met) and by how usual its chain of endings is (a Markov chain over tags). `learn` finds both from the
distinct words of a collection by expectation-maximisation; a word's own share is left out when the word itself is
weighed, otherwise every word would learn itself by heart. The lexicon's stems count as if met some times.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from heapq import nsmallest
from importlib.resources import files
from typing import NamedTuple
from zlib import crc32

from analyzers.kk import automaton
from analyzers.kk.automaton import END, NOUN, VERB, Chain, Cut
from analyzers.kk.lexicon import OTHER_PART, Stem, candidates, supported
from analyzers.wordlist import WordListError, parse_rows, words

ROUNDS = 6
REFINING_ROUNDS = 2  # the shipped statistics are a good beginning
MOST_WORDS = 100_000  # read of a collection: more of them teach nothing new
LONGEST_WORD = 60
OWN = 0.25  # what a count of a collection is worth beside one of the shipped statistics
DISCOUNT = 0.8  # of a count, when an unseen word is weighed: one more form proves less than it seems
GUESS = 50.0  # how much the guess by length weighs against counts
STEEP = 2.0  # nats a letter takes from the guess
FIRST_SHARE = 0.3  # of every possible stem before the first round
LEAST = 0.3  # counts below this are forgotten in the end
NEGLIGIBLE = 1e-5  # share of a word
PRIOR = 0.3  # of every step the automaton allows
CHAIN = 0.35  # share of the chain's weight: neighbouring endings are not independent
_LENGTHS = (0, 0, 0.002, 0.02, 0.08, 0.14, 0.18, 0.17, 0.14, 0.1, 0.07, 0.05, 0.03)  # of stems the lexicon lacks
# Shares of shapes among stems never met
SHAPES = {"noun": 0.8, "loan": 1.6, "odd": 0.1, "verb": 0.25, "made": 1.5, "foreign": 0.02}
_MADE_VERBS = ("ла", "ле", "да", "де", "та", "те")  # verbs are made of nouns with these
_LOANS = words(__name__, "loan_endings.txt")
_ODD = tuple("оөұүэ")  # nouns rarely end so
_FOREIGN = re.compile(  # verbs are never so
    ".*[вёфцчщьъэю]|..+и$|[^аәеоөұүыіуиэяёю]{2}|.*[аәеоөұүыіуи][^аәеоөұүыіуи]+[оө]"
)
WORD = re.compile("[а-яёәғқңөұүһі]{2,}(?:-[а-яёәғқңөұүһі]+)*")

Step = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts of (stem, part) and log probabilities of steps between tags."""

    stems: Mapping[Stem, float]
    steps: Mapping[Step, float]

    def chain(self, before: str, tags: Chain) -> float:
        """The weight of a chain of tags behind `N`, `V` or `/`."""
        total = 0.0
        for tag in tags:
            total += self.steps[before, tag]
            before = tag
        return CHAIN * total

    def stem(self, stem: str, part: str, leave: float = 0.0) -> float:
        """The weight of a stem, `leave` of its counts being left out."""
        other = VERB if part == NOUN else NOUN
        stems = self.stems
        count = max(stems.get((stem, part), 0.0) - leave, 0.0)
        count += OTHER_PART * max(stems.get((stem, other), 0.0) - leave, 0.0)
        return math.log(count + supported().get((stem, part), 0.0) + GUESS * guess(len(stem), shape(stem, part)))

    def weights(self) -> dict[str, dict[str, float]]:
        """Part → stem → weight for every stem met or listed, as it counts for a new word."""
        weights: dict[str, dict[str, float]] = {NOUN: {}, VERB: {}}
        logs = {count: math.log(count) for count in set(supported().values())}
        for (stem, part), count in supported().items():
            weights[part][stem] = logs[count]
        for stem in {stem for stem, _ in self.stems}:
            for part in (NOUN, VERB):
                weights[part][stem] = self.stem(stem, part, DISCOUNT)
        return weights

    @classmethod
    def shipped(cls) -> Statistics:
        """The statistics that come with the project (statistics.tsv)."""
        return cls._read(files("analyzers.kk").joinpath("statistics.tsv").read_text(encoding="utf-8"))

    @classmethod
    def parse(cls, text: str) -> Statistics:
        """Statistics from the text that `text()` gave; those learnt with other endings are refused."""
        return cls._read(text).fitting()

    @classmethod
    def _read(cls, text: str) -> Statistics:
        stems: dict[Stem, float] = {}
        steps: dict[Step, float] = {}
        for kind, first, second, value in parse_rows(text, "statistics.tsv", 4):
            (stems if kind == "stem" else steps)[first, second] = float(value)
        return cls(stems, steps)

    def fitting(self) -> Statistics:
        """These statistics, if they tell of every step of the endings: all endings are made for that."""
        lacking = set(automaton.steps()) - self.steps.keys()
        if lacking:
            step = "-".join(min(lacking))
            raise WordListError("statistics.tsv", 1, f"nothing about {step} of endings.tsv; learn the statistics anew")
        return self

    def text(self) -> str:
        """The statistics as a table: kind, stem and part or two tags, count or log probability."""
        lines = ["kind\tfirst\tsecond\tvalue"]
        lines += [f"stem\t{stem}\t{part}\t{count:.2f}" for (stem, part), count in sorted(self.stems.items())]
        lines += [f"step\t{before}\t{tag}\t{value:.3f}" for (before, tag), value in sorted(self.steps.items())]
        return "\n".join(lines) + "\n"


@cache
def guess(letters: int, shape: str) -> float:
    """How likely a stem never met has so many letters and such a shape."""
    length = _LENGTHS[letters] if letters < len(_LENGTHS) else 0.02
    return SHAPES[shape] * length * math.exp(-STEEP * letters) * 60


def shape(stem: str, part: str) -> str:
    """What a stem never met looks like (a key of SHAPES)."""
    if part == NOUN:
        return "odd" if stem.endswith(_ODD) else "loan" if stem[2:].endswith(_LOANS) else "noun"
    if stem.endswith(_MADE_VERBS):
        return "made"
    return "foreign" if _FOREIGN.match(stem) else "verb"


def learn(text_words: Iterable[str], base: Statistics | None = None, rounds: int = ROUNDS) -> Statistics:
    """Statistics of the distinct words of a collection (in small letters), on top of a base where there is one.

    The weights of endings are those of the base: they belong to the language, stems to the collection.
    """
    distinct = sorted(set(text_words))
    if base:
        return _pruned(_on_base(distinct, base, rounds))
    statistics = Statistics({}, _probabilities({}))
    shares = _even_shares(distinct, statistics)
    statistics = Statistics(_together(shares, {}), statistics.steps)
    for _ in range(rounds):
        steps: dict[Step, float] = defaultdict(float)
        tables = tables_by(statistics)
        for at, word in enumerate(distinct):
            shares[at] = _expect(candidates(word, tables), statistics, shares[at], steps)
        statistics = Statistics(_together(shares, {}), _probabilities(steps))
    return _pruned(statistics)


def tables_by(statistics: Statistics) -> automaton.Tables:
    """The endings, their chains weighed by statistics: the same for all that were refined on the same steps."""
    return _tables(tuple(sorted(statistics.steps.items())))


@lru_cache(maxsize=2)
def _tables(steps: tuple[tuple[Step, float], ...]) -> automaton.Tables:
    return automaton.weighted(Statistics({}, dict(steps)).fitting().chain)


def _on_base(words: list[str], base: Statistics, rounds: int) -> Statistics:
    """Counts of words on top of a base, whose endings, and so the cuts of every word, stay as they are."""
    tables = tables_by(base)
    cuts = [[_weighed(cut) for cut in candidates(word, tables)] for word in words]
    shares: list[Mapping[Stem, float]] = [{}] * len(words)
    statistics = base
    for _ in range(rounds):
        stems = statistics.stems
        for at, weighed in enumerate(cuts):
            share = shares[at]
            weights = [one.weight(stems, share.get(one.stem, 0.0)) for one in weighed]
            shares[at] = _shares([one.stem for one in weighed], _likely(weights))
        statistics = Statistics(_together(shares, base.stems), base.steps)
    return statistics


class _Weighed(NamedTuple):
    """A cut of a word with what its weight is made of, besides the counts of its stem."""

    stem: Stem
    other: Stem
    chain: float
    supported: float
    guessed: float

    def weight(self, stems: Mapping[Stem, float], leave: float) -> float:
        count = max(stems.get(self.stem, 0.0) - leave, 0.0)
        count += OTHER_PART * max(stems.get(self.other, 0.0) - leave, 0.0)
        return math.log(count + self.supported + self.guessed) + self.chain


def _weighed(cut: Cut) -> _Weighed:
    stem, part, chain, _, _ = cut
    guessed = GUESS * guess(len(stem), shape(stem, part))
    other = (stem, VERB if part == NOUN else NOUN)
    return _Weighed((stem, part), other, chain, supported().get((stem, part), 0.0), guessed)


def refine(words: Iterable[str]) -> Statistics:
    """The shipped statistics refined on the distinct words of a collection, each count of which is worth `OWN`.

    Words that are not Kazakh are passed over; of a very large collection a fixed sample is read. The same words give
    the same statistics in whatever order they come.
    """
    kazakh = (word for word in words if len(word) <= LONGEST_WORD and WORD.fullmatch(word))
    sample = nsmallest(MOST_WORDS, kazakh, key=lambda word: crc32(word.encode()))
    base = Statistics.shipped()
    stems = dict(base.stems)
    for stem, count in learn(sample, base, REFINING_ROUNDS).stems.items():
        known = base.stems.get(stem, 0.0)
        stems[stem] = round(known + OWN * max(count - known, 0.0), 2)
    return Statistics(stems, base.steps)


def _even_shares(words: Iterable[str], statistics: Statistics) -> list[Mapping[Stem, float]]:
    tables = tables_by(statistics)
    return [{cut[:2]: FIRST_SHARE for cut in candidates(word, tables)} for word in words]


def _together(shares: Iterable[Mapping[Stem, float]], base: Mapping[Stem, float]) -> dict[Stem, float]:
    counts: dict[Stem, float] = defaultdict(float, base)
    for share in shares:
        for stem, value in share.items():
            counts[stem] += value
    return dict(counts)


def _expect(
    cuts: list[Cut], statistics: Statistics, share: Mapping[Stem, float], steps: dict[Step, float]
) -> dict[Stem, float]:
    """Shares of the stems of one word by what is known from all others; adds the steps of its chains."""
    likely = _likely([statistics.stem(*cut[:2], share.get(cut[:2], 0.0)) + cut[2] for cut in cuts])
    for (_, part, _, chain, _), value in zip(cuts, likely, strict=True):
        if value > NEGLIGIBLE:
            before = part
            for tag in (*chain, END):
                steps[before, tag] += value
                before = tag
    return _shares([cut[:2] for cut in cuts], likely)


def _likely(weights: list[float]) -> list[float]:
    """Weights as shares of one."""
    top = max(weights)
    likely = [math.exp(weight - top) for weight in weights]
    whole = sum(likely)
    return [value / whole for value in likely]


def _shares(stems: Iterable[Stem], likely: Iterable[float]) -> dict[Stem, float]:
    found: dict[Stem, float] = {}
    for stem, value in zip(stems, likely, strict=True):
        if value > NEGLIGIBLE:
            found[stem] = found.get(stem, 0.0) + value
    return found


def _probabilities(steps: Mapping[Step, float]) -> dict[Step, float]:
    """Log probabilities of every step the automaton allows, those never met among them."""
    counts = {step: steps.get(step, 0.0) + PRIOR for step in automaton.steps()}
    totals: dict[str, float] = defaultdict(float)
    for (before, _), value in counts.items():
        totals[before] += value
    return {step: math.log(value / totals[step[0]]) for step, value in counts.items()}


def _pruned(statistics: Statistics) -> Statistics:
    kept = {stem: round(count, 2) for stem, count in statistics.stems.items() if count > LEAST}
    steps = {step: round(value, 3) for step, value in statistics.steps.items()}
    return Statistics(kept, steps)
