"""What Kazakh text teaches about stems and endings, learnt without labels.

A cut of a word is weighed by how often its stem was met in other words (log of the count, with a guess by length for
stems never met) and by how usual its chain of endings is (a Markov chain over tags). `learn` finds both from the
distinct words of a collection by expectation-maximisation; a word's own share is left out when the word itself is
weighed, otherwise every word would learn itself by heart. The lexicon's stems count as if met some times.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from analyzers.kk import automaton
from analyzers.kk.automaton import DROP, END, NOUN, PLURAL, VERB, Chain, Cut
from analyzers.kk.sounds import VOWELS
from analyzers.wordlist import WordListError, parse_rows

ROUNDS = 6
DISCOUNT = 0.8  # of a count, when an unseen word is weighed: one more form proves less than it seems
GUESS = 50.0  # how much the guess by length weighs against counts
STEEP = 2.0  # nats a letter takes from the guess
LISTED = 3.0  # times a stem of the lexicon counts as met
OTHER_PART = 0.1  # share of a noun's count that speaks for the same letters as a verb, and the other way round
FIRST_SHARE = 0.3  # of every possible stem before the first round
LEAST = 0.3  # counts below this are forgotten in the end
NEGLIGIBLE = 1e-5  # share of a word
PRIOR = 0.3  # of every step the automaton allows
CHAIN = 0.5  # share of the chain's weight: neighbouring endings are not independent
_LENGTHS = {
    2: 0.02,
    3: 0.12,
    4: 0.19,
    5: 0.2,
    6: 0.16,
    7: 0.11,
    8: 0.08,
    9: 0.05,
    10: 0.03,
    11: 0.02,
    12: 0.01,
}
_PARTS = {
    "noun": "N",
    "proper": "N",
    "adjective": "N",
    "numeral": "N",
    "pronoun": "N",
    "adverb": "N",
    "verb": "V",
}
_SYLLABIC = VOWELS | {"у"}

Stem = tuple[str, str]
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
        return math.log(count + listed().get((stem, part), 0.0) + GUESS * guess(len(stem)))

    def weights(self) -> dict[str, dict[str, float]]:
        """Part → stem → weight for every stem met or listed, as it counts for a new word."""
        known = {stem for stem, _ in (*self.stems, *listed())}
        return {part: {stem: self.stem(stem, part, DISCOUNT) for stem in known} for part in (NOUN, VERB)}

    @classmethod
    def shipped(cls) -> Statistics:
        """The statistics that come with the project (statistics.tsv)."""
        return cls.parse(files("analyzers.kk").joinpath("statistics.tsv").read_text(encoding="utf-8"))

    @classmethod
    def parse(cls, text: str) -> Statistics:
        """Statistics from the text that `text()` gave."""
        stems: dict[Stem, float] = {}
        steps: dict[Step, float] = {}
        for kind, first, second, value in parse_rows(text, "statistics.tsv", 4):
            (stems if kind == "stem" else steps)[first, second] = float(value)
        return cls(stems, steps)

    def text(self) -> str:
        """The statistics as a table: kind, stem and part or two tags, count or log probability."""
        lines = ["kind\tfirst\tsecond\tvalue"]
        lines += [f"stem\t{stem}\t{part}\t{count:.2f}" for (stem, part), count in sorted(self.stems.items())]
        lines += [f"step\t{before}\t{tag}\t{value:.3f}" for (before, tag), value in sorted(self.steps.items())]
        return "\n".join(lines) + "\n"


@cache
def guess(letters: int) -> float:
    """How likely so many letters are a stem never met."""
    return _LENGTHS.get(letters, 0.005) * math.exp(-STEEP * letters) * 60


@cache
def listed() -> dict[Stem, float]:
    """What the stems of the lexicon (stems/*.tsv) count for, by part; a little for the other part too."""
    found: dict[Stem, float] = {}
    for file in sorted(files("analyzers.kk").joinpath("stems").iterdir(), key=lambda each: each.name):
        text = file.read_text(encoding="utf-8")
        for number, (stem, part) in enumerate(parse_rows(text, file.name, 2), start=2):
            if part not in _PARTS:
                raise WordListError(file.name, number, f"{stem!r} is {part!r}; write one of {', '.join(_PARTS)}")
            found[stem, _PARTS[part]] = LISTED
    for stem, part in list(found):
        found.setdefault((stem, VERB if part == NOUN else NOUN), OTHER_PART * LISTED)
    return found


@cache
def final_clusters() -> frozenset[str]:
    """The pairs of consonants that stems of the lexicon end in."""
    return frozenset(stem[-2:] for stem, _ in listed() if len(stem) > 2 and _clustered(stem))


def _clustered(stem: str) -> bool:
    return stem[-1] not in VOWELS and stem[-2] not in VOWELS and "у" not in stem[-2:]


@cache
def _possible_end(letters: str) -> bool:
    """Whether a stem may end in these letters (the last two, at most)."""
    return letters[-1] == "ь" or not _clustered(letters) or letters in final_clusters()


def candidates(word: str, tables: automaton.Tables) -> list[Cut]:
    """The cuts of a word that are worth weighing, the bare word among them.

    A listed stem in the plural or without its vowel (әкім-дер, халқ-ы) leaves only listed stems beside it: әкімдер and
    халқы are no stems of their own, however often they were met.
    """
    vowel = next((place for place, letter in enumerate(word) if letter in _SYLLABIC), 0)
    found = [
        cut
        for cut in automaton.cuts(word, tables)
        if len(cut[0]) > vowel and (not cut[3] or _possible_end(cut[0][-2:]))
    ]
    if any(_explains(cut) for cut in found):
        return [cut for cut in found if listed().get(cut[:2]) == LISTED]
    return found


def _explains(cut: Cut) -> bool:
    return (DROP in cut[3] or PLURAL in cut[3]) and listed().get(cut[:2]) == LISTED


def learn(words: Iterable[str], rounds: int = ROUNDS) -> Statistics:
    """Statistics of the distinct words of a collection (in small letters)."""
    distinct = sorted(set(words))
    statistics = Statistics({}, _probabilities({}))
    shares = _even_shares(distinct, statistics)
    statistics = Statistics(_together(shares.values()), statistics.steps)
    for _ in range(rounds):
        steps: dict[Step, float] = defaultdict(float)
        tables = automaton.weighted(statistics.chain)
        for word in distinct:
            shares[word] = _expect(candidates(word, tables), statistics, shares[word], steps)
        statistics = Statistics(_together(shares.values()), _probabilities(steps))
    return _pruned(statistics)


def _even_shares(words: Iterable[str], statistics: Statistics) -> dict[str, dict[Stem, float]]:
    tables = automaton.weighted(statistics.chain)
    return {word: {cut[:2]: FIRST_SHARE for cut in candidates(word, tables)} for word in words}


def _together(shares: Iterable[Mapping[Stem, float]]) -> dict[Stem, float]:
    counts: dict[Stem, float] = defaultdict(float)
    for share in shares:
        for stem, value in share.items():
            counts[stem] += value
    return dict(counts)


def _expect(
    cuts: list[Cut], statistics: Statistics, share: Mapping[Stem, float], steps: dict[Step, float]
) -> dict[Stem, float]:
    """Shares of the stems of one word by what is known from all others; adds the steps of its chains."""
    weights = [statistics.stem(*cut[:2], share.get(cut[:2], 0.0)) + cut[2] for cut in cuts]
    top = max(weights)
    likely = [math.exp(weight - top) for weight in weights]
    whole = sum(likely)
    found: dict[Stem, float] = defaultdict(float)
    for (stem, part, _, chain), value in zip(cuts, likely, strict=True):
        if value / whole > NEGLIGIBLE:
            found[stem, part] += value / whole
            before = part
            for tag in (*chain, END):
                steps[before, tag] += value / whole
                before = tag
    return dict(found)


def _probabilities(steps: Mapping[Step, float]) -> dict[Step, float]:
    """Log probabilities of every step the automaton allows, those never met among them."""
    totals: dict[str, float] = defaultdict(float)
    for (before, _), value in steps.items():
        totals[before] += value
    allowed = automaton.steps()
    ways = Counter(before for before, _ in allowed)
    return {
        (before, tag): math.log((steps.get((before, tag), 0.0) + PRIOR) / (totals[before] + PRIOR * ways[before]))
        for before, tag in allowed
    }


def _pruned(statistics: Statistics) -> Statistics:
    kept = {stem: round(count, 2) for stem, count in statistics.stems.items() if count > LEAST}
    steps = {step: round(value, 3) for step, value in statistics.steps.items()}
    return Statistics(kept, steps)
