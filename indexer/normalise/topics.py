"""What a text is about: the topics for which its words speak, the strongest first.

A word of the title counts most, one of the lead more than one of the body; saying it again adds less and less, so a
topic grows with the different words that speak for it. A word inside a phrase speaks only for the topic of the phrase,
and for none if that speaks for nothing (the ministry's press service, a doctor of sciences). A further topic stays if
it is strong for the length of the text and beside the first, and not by one common word alone. The words are kept as
evidence.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from corpus.records import Person, Topic
from indexer.normalise.place_weights import recalled
from indexer.normalise.topic_words import SILENT, Stem, begun_by, plain

WORD = re.compile(r"\w++(?:[-'’]\w++)*+")
IN_TITLE, IN_LEAD, IN_BODY = 5.0, 1.5, 1.0
TITLE_WORDS, LEAD_WORDS, LEAD_SHARE = 25, 60, 0.25  # the lead is the longer of the two
REPEATED = 0.5  # exponent of a stem's count
ENOUGH, SHARE_OF_FIRST = 2.6, 0.55
ENOUGH_ALONE = 2.0  # for the strongest topic of a text
USUAL_WORDS, LENGTH = 200, 0.8  # how much more a text asks for that is longer than usual
COMPANY = 1.6  # weight of the different words of a further topic: one that is its own, or several that others use too
FRESH = 0.5  # what a further topic owes at least to other sentences than those that recall what was before
LATE = 0.75  # what remains of a topic that neither title nor lead speaks of
KEPT_WORDS = 8
MOST = 10

Counts = dict[Stem, tuple[float, float]]  # how often a stem is heard, weighed by its places; so much of it in recalling


class _Heard(NamedTuple):
    """The words of a text: so many of them are its title, so many of the rest its lead; the places of those that stand
    in sentences which recall what was before."""

    words: Sequence[str]
    title: int
    lead: float
    recalling: Collection[int]

    def weight(self, at: int) -> float:
        """The weight of the place of a word."""
        return IN_TITLE if at < self.title else IN_LEAD if at < self.title + self.lead else IN_BODY


class _Phrase(NamedTuple):
    """The last phrase of several words: where it ends, and the topics it speaks for, none if it speaks for nothing."""

    end: int
    topics: frozenset[str]

    def silences(self, at: int) -> bool:
        """Whether nothing speaks at a place, which the phrase passes over."""
        return at < self.end and not self.topics

    def leaves(self, stems: Iterable[Stem], at: int) -> Sequence[Stem]:
        """Those of the stems at a place that are no part of the phrase, or speak for its topics."""
        return [stem for stem in stems if at + len(stem.parts) > self.end or stem.topic in self.topics]

    def then(self, stems: Sequence[Stem], at: int) -> _Phrase:
        """The last phrase after the stems at a place: what ends later than this one, or speaks for nothing."""
        if stems and stems[0].topic == SILENT:
            return _Phrase(at + len(stems[0].parts), frozenset())
        longest = max((len(stem.parts) for stem in stems), default=0)
        if longest < 2 or at + longest <= self.end:
            return self
        return _Phrase(at + longest, frozenset(stem.topic for stem in stems if len(stem.parts) == longest))


def topics(
    title: str | None, paragraphs: Sequence[str], language: str, *, people: Iterable[Person] = ()
) -> tuple[Topic, ...]:
    """The topics of a text, the primary one first; the names of its people speak only where the lists have them."""
    heard = _heard([text for text in (title, *paragraphs) if text])
    found, early = _counted(heard, language, _names(people))
    scores = {topic: _score(counts) * (1.0 if topic in early else LATE) for topic, counts in found.items()}
    ranked = sorted(scores, key=lambda topic: (-scores[topic], topic))
    least = _least(scores[ranked[0]], len(heard.words)) if ranked else 0.0
    kept = [topic for topic in ranked[:1] if scores[topic] >= ENOUGH_ALONE]
    kept += [topic for topic in ranked[1:MOST] if scores[topic] >= least and _is_told(found[topic])]
    return tuple(Topic(topic, round(scores[topic], 2), _strongest(found[topic])) for topic in kept)


def _is_told(counts: Counts) -> bool:
    """Whether enough different words speak for a further topic, and most of them not in sentences that recall what was
    before.
    """
    fresh = {stem: (count - recalled, 0.0) for stem, (count, recalled) in counts.items()}
    return sum(stem.weight for stem in counts) >= COMPANY and _score(fresh) >= FRESH * _score(counts)


def _least(first: float, words: int) -> float:
    """The strength that a further topic needs in a text of that many words: a longer one says more words by chance, but
    has room for more topics.
    """
    length = max(1.0, 1 + LENGTH * math.log(words / USUAL_WORDS))
    return max(ENOUGH * length, SHARE_OF_FIRST * first / length)


def _heard(texts: Sequence[str]) -> _Heard:
    """The words of a text with where they stand; a first line without a title is one."""
    words: list[str] = []
    recalling: set[int] = set()
    title = 0
    for number, text in enumerate(texts):
        line, first = plain(text), len(words)
        words += WORD.findall(line)
        if number == 0:
            title = min(TITLE_WORDS, len(words))
        if spans := recalled(text):
            starts = (found.start() for found in WORD.finditer(line))
            inside = {at for at, place in enumerate(starts, first) if any(begin <= place < end for begin, end in spans)}
            recalling |= inside
    recalling -= set(range(title))
    return _Heard(words, title, max(LEAD_WORDS, LEAD_SHARE * (len(words) - title)), recalling)


def _names(people: Iterable[Person]) -> dict[str, frozenset[str]]:
    """The words of the names of people, with what they are in the nominative: Салықов is no tax (салық)."""
    known: dict[str, frozenset[str]] = {}
    for person in people:
        own = frozenset(WORD.findall(plain(person.name)))
        for word in (word for mention in person.mentions for word in WORD.findall(plain(mention.surface))):
            known[word] = known.get(word, frozenset()) | own
    return known


def _counted(heard: _Heard, language: str, names: Mapping[str, frozenset[str]]) -> tuple[dict[str, Counts], set[str]]:
    """How loudly each stem of each topic is heard, and the topics of which title or lead speak."""
    found: dict[str, Counts] = {}
    early: set[str] = set()
    words, phrase = heard.words, _Phrase(0, frozenset())
    for at, begun in [(at, begun) for at, word in enumerate(words) if (begun := begun_by(word, language))]:
        if phrase.silences(at) or not _after(words, at).startswith(begun.seconds):
            continue
        stems = begun.stems
        if words[at] in names:
            stems = tuple(stem for stem in stems if stem.parts[0] in names[words[at]])
        speaking = phrase.leaves(_speaking(stems, words, at), at)
        phrase = phrase.then(speaking, at)
        if phrase.silences(at):
            continue
        weight = heard.weight(at)
        for stem in speaking:
            counts = found.setdefault(stem.topic, {})
            count, before = counts.get(stem, (0.0, 0.0))
            counts[stem] = count + weight, before + (weight if at in heard.recalling else 0.0)
            if weight > IN_BODY:
                early.add(stem.topic)
    return found, early


def _speaking(stems: Sequence[Stem], words: Sequence[str], at: int) -> Iterable[Stem]:
    """The stems that the words from there on begin with: of each topic the longest; a silent phrase first."""
    following = _after(words, at)
    fitting = [stem for stem in stems if following.startswith(stem.second) and stem.goes_on(words, at)]
    if len(fitting) < 2:
        return fitting
    best: dict[str, Stem] = {}
    for stem in fitting:
        best.setdefault(stem.topic, stem)
    return best.values()


def _after(words: Sequence[str], at: int) -> str:
    return words[at + 1] if at + 1 < len(words) else ""


def _score(counts: Counts) -> float:
    """The sum over the stems of a topic; repetitions of one count less and less, different ones add up."""
    return sum(_voice(stem, count) for stem, (count, _) in counts.items())


def _voice(stem: Stem, count: float) -> float:
    return stem.weight * float(count**REPEATED)


def _strongest(counts: Counts) -> tuple[str, ...]:
    ranked = sorted(counts, key=lambda stem: (-_voice(stem, counts[stem][0]), stem.text))
    return tuple(dict.fromkeys(stem.text for stem in ranked[:KEPT_WORDS]))
