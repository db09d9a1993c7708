"""What a text is about: the topics for which its words speak, the strongest first.

A word of the title counts most, one of the lead more than one of the body; saying it again adds less and less, so a
topic grows with the different words that speak for it. Words inside a phrase that speaks for nothing (the ministry's
press service, a doctor of sciences) are passed over. A further topic stays if it is strong for the length of the text
and beside the first. The words are kept as evidence.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence

from corpus.records import Topic
from indexer.normalise.topic_words import SILENT, Stem, plain, stems_of

WORD = re.compile(r"\w+(?:[-'’]\w+)*")
IN_TITLE, IN_LEAD, IN_BODY = 5.0, 1.5, 1.0
TITLE_WORDS, LEAD_WORDS, LEAD_SHARE = 25, 60, 0.25  # the lead is the longer of the two
REPEATED = 0.5  # exponent of a stem's count
ENOUGH, SHARE_OF_FIRST = 2.6, 0.55
ENOUGH_ALONE = 2.0  # for the strongest topic of a text
USUAL_WORDS, LENGTH = 200, 0.8  # how much more a text asks for that is longer than usual
LATE = 0.75  # what remains of a topic that neither title nor lead speaks of
KEPT_WORDS = 8
MOST = 9

Counts = dict[Stem, float]  # how often a stem is heard, each time weighed by its place


def topics(title: str | None, paragraphs: Sequence[str], language: str) -> tuple[Topic, ...]:
    """The topics of a text, the primary one first."""
    words = _words(title, paragraphs)
    found, early = _counted(words, language)
    scores = {topic: _score(counts) * (1.0 if topic in early else LATE) for topic, counts in found.items()}
    ranked = sorted(scores, key=lambda topic: (-scores[topic], topic))
    least = _least(scores[ranked[0]], len(words)) if ranked else 0.0
    kept = [topic for topic in ranked[:1] if scores[topic] >= ENOUGH_ALONE]
    kept += [topic for topic in ranked[1:MOST] if scores[topic] >= least]
    return tuple(Topic(topic, round(scores[topic], 2), _strongest(found[topic])) for topic in kept)


def _least(first: float, words: int) -> float:
    """The strength that a further topic needs in a text of that many words: a longer one says more words by chance, but
    has room for more topics.
    """
    length = max(1.0, 1 + LENGTH * math.log(words / USUAL_WORDS))
    return max(ENOUGH * length, SHARE_OF_FIRST * first / length)


def _words(title: str | None, paragraphs: Sequence[str]) -> list[tuple[str, float]]:
    """The words of a text with the weight of where they stand; a first line without a title is one."""
    lines = [plain(text) for text in (title, *paragraphs) if text]
    heading, *rest = [WORD.findall(line) for line in lines] or [[]]
    body = [*heading[TITLE_WORDS:], *(word for line in rest for word in line)]
    lead = max(LEAD_WORDS, LEAD_SHARE * len(body))
    return [
        *((word, IN_TITLE) for word in heading[:TITLE_WORDS]),
        *((word, IN_LEAD if at < lead else IN_BODY) for at, word in enumerate(body)),
    ]


def _counted(words: Sequence[tuple[str, float]], language: str) -> tuple[dict[str, Counts], set[str]]:
    """How loudly each stem of each topic is heard, and the topics of which title or lead speak."""
    found: dict[str, Counts] = {}
    early: set[str] = set()
    plain_words = [word for word, _ in words]
    silent = 0  # the first word after the last phrase that speaks for nothing
    for at, (word, weight) in enumerate(words):
        stems = stems_of(word, language) if at >= silent else ()
        for stem in _speaking(stems, plain_words, at) if stems else ():
            if stem.topic == SILENT:
                silent = at + len(stem.parts)
                break
            counts = found.setdefault(stem.topic, {})
            counts[stem] = counts.get(stem, 0.0) + weight
            if weight > IN_BODY:
                early.add(stem.topic)
    return found, early


def _speaking(stems: Sequence[Stem], words: Sequence[str], at: int) -> Iterable[Stem]:
    """The stems that the words from there on begin with: of each topic the longest; a silent phrase first."""
    best: dict[str, Stem] = {}
    following = words[at + 1] if at + 1 < len(words) else ""
    for stem in stems:
        if following.startswith(stem.second) and stem.topic not in best and stem.goes_on(words, at):
            best[stem.topic] = stem
    return best.values()


def _score(counts: Counts) -> float:
    """The sum over the stems of a topic; repetitions of one count less and less, different ones add up."""
    return sum(_voice(stem, count) for stem, count in counts.items())


def _voice(stem: Stem, count: float) -> float:
    return stem.weight * float(count**REPEATED)


def _strongest(counts: Counts) -> tuple[str, ...]:
    ranked = sorted(counts, key=lambda stem: (-_voice(stem, counts[stem]), stem.text))
    return tuple(dict.fromkeys(stem.text for stem in ranked[:KEPT_WORDS]))
