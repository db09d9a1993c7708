"""What a text is about: topics whose stems it uses often, the strongest first.

A stem found in the title counts most, in the lead more than in the body; saying it again adds less and less,
so a topic grows with the different words that speak for it. A topic stays if it is strong enough by itself
and beside the strongest. The words are kept as evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from corpus.authority import topics as entries
from corpus.records import Topic

WORD = re.compile(r"\w+(?:[-'’]\w+)*")
IN_TITLE, IN_LEAD, IN_BODY = 3.0, 1.5, 1.0
LEAD_WORDS = 70
REPEATED = 0.6  # exponent of a stem's count
ENOUGH, SHARE_OF_FIRST, MOST = 3.0, 0.35, 7
ALWAYS = 4.0  # a topic as strong as this stays beside any other
ENOUGH_ALONE = 2.0  # for the strongest topic of a text that has none strong enough
KEPT_WORDS = 8
WEIGHTS = {"*": 2.0, "~": 0.3}  # by the mark behind a stem
PREFIX = 3  # letters by which stems are found


class Stem(NamedTuple):
    """The beginnings of one or more words that speak for a topic, and how loudly."""

    parts: tuple[str, ...]
    topic: str
    weight: float

    @property
    def text(self) -> str:
        """The stem as a reader sees it."""
        return " ".join(part.removesuffix("=") for part in self.parts)

    def begins(self, words: Sequence[tuple[str, float]], at: int) -> bool:
        """Whether the words from there on begin so."""
        following = words[at : at + len(self.parts)]
        return len(following) == len(self.parts) and all(map(_begins, (word for word, _ in following), self.parts))


def topics(title: str | None, paragraphs: Sequence[str], language: str) -> tuple[Topic, ...]:
    """The topics of a text, the primary one first."""
    found: dict[str, dict[str, float]] = {}
    words = _words(title, paragraphs)
    for at, (_, weight) in enumerate(words):
        for topic, stem in _speaking(words, at, language):
            counts = found.setdefault(topic, {})
            counts[stem.text] = counts.get(stem.text, 0.0) + weight * stem.weight
    scores = {topic: _score(counts) for topic, counts in found.items()}
    ranked = sorted(scores, key=lambda topic: (-scores[topic], topic))
    first = scores[ranked[0]] if ranked else 0.0
    least = max(ENOUGH, min(ALWAYS, SHARE_OF_FIRST * first)) if first >= ENOUGH else max(ENOUGH_ALONE, first)
    kept = [topic for topic in ranked if scores[topic] >= least][:MOST]
    return tuple(Topic(topic, round(scores[topic], 2), _strongest(found[topic])) for topic in kept)


def _words(title: str | None, paragraphs: Sequence[str]) -> list[tuple[str, float]]:
    """The words of a text in small letters with the weight of where they stand."""
    words = [(word, IN_TITLE) for word in _split(title or "")]
    body = [word for paragraph in paragraphs for word in _split(paragraph)]
    return words + [(word, IN_LEAD if at < LEAD_WORDS else IN_BODY) for at, word in enumerate(body)]


def _split(text: str) -> list[str]:
    return WORD.findall(text.lower().replace("ё", "е").replace("’", "'"))


def _speaking(words: Sequence[tuple[str, float]], at: int, language: str) -> Iterator[tuple[str, Stem]]:
    """Topic and stem for each stem that begins at a word; of a topic's stems only the longest."""
    best: dict[str, Stem] = {}
    for stem in _stems(language).get(words[at][0][:PREFIX], ()):
        if stem.begins(words, at) and (stem.topic not in best or len(stem.text) > len(best[stem.topic].text)):
            best[stem.topic] = stem
    yield from best.items()


def _begins(word: str, stem: str) -> bool:
    return word == stem[:-1] if stem.endswith("=") else word.startswith(stem)


def _score(counts: Mapping[str, float]) -> float:
    """The sum over the stems of a topic; repetitions of one count less and less, different ones add up."""
    return sum(float(count**REPEATED) for count in counts.values())


def _strongest(counts: Mapping[str, float]) -> tuple[str, ...]:
    return tuple(sorted(counts, key=lambda stem: (-counts[stem], stem))[:KEPT_WORDS])


@cache
def _stems(language: str) -> Mapping[str, tuple[Stem, ...]]:
    """The stems of a language by their first letters; short ones stand under their whole beginning."""
    found: dict[str, list[Stem]] = {}
    for entry in entries().values():
        for text in entry.stems.get(language, ()):
            parts = tuple(text.rstrip("*~").lower().replace("ё", "е").split())
            stem = Stem(parts, entry.id, WEIGHTS.get(text[-1], 1.0))
            found.setdefault(parts[0].removesuffix("=")[:PREFIX], []).append(stem)
    return {prefix: tuple(stems) for prefix, stems in found.items()}
