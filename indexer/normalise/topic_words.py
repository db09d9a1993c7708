"""The words that speak for topics, in each language (corpus/authorities/topic_words_*.tsv).

An entry is a word or a phrase of which each part is the beginning of a word, so that it covers the inflections, in
Kazakh with its last consonant voiced too (салық, салығы); `=` ends a whole word. A mark at its end says how loudly it
speaks. Entries of several topics share their weight.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from operator import attrgetter
from typing import NamedTuple

from analyzers.kk.sounds import VOICED
from corpus.authority import LANGUAGES, topics
from corpus.tables import Row, table

COLUMNS = "topic words"
SILENT = "-"  # the topic of phrases that speak for nothing
WEIGHTS = {"*": 1.6, "~": 0.35}  # by the mark at the end; 1 without one
START = 3  # letters under which first parts are looked up
WORDS_KEPT = 1 << 16  # words whose stems are remembered


@dataclass(frozen=True, slots=True)
class Stem:
    """The beginnings of one or more following words that speak for a topic, and how loudly; `text` is as a reader sees
    it and the same for all its forms, `second` begins the word after the first.
    """

    text: str
    topic: str
    parts: tuple[str, ...] = field(compare=False)
    weight: float = field(compare=False)
    second: str = field(compare=False)
    rank: tuple[bool, int] = field(compare=False)  # what comes first: silent ones, then the longest, which says most

    def goes_on(self, words: Sequence[str], at: int) -> bool:
        """Whether the words after the one at that place are the rest of the phrase."""
        rest = self.parts[1:]
        return not rest or (len(words) - at > len(rest) and all(map(_begins, words[at + 1 : at + 1 + len(rest)], rest)))


class Begun(NamedTuple):
    """The stems that may begin at a word, and what the word after it begins with if one of them goes on."""

    stems: tuple[Stem, ...]
    seconds: tuple[str, ...]


@lru_cache(maxsize=WORDS_KEPT)
def begun_by(word: str, language: str) -> Begun | None:
    """The stems whose first part begins the word or is it: silent ones first, then the longest; of those of one word
    only the longest, which knows the word best, and of its topic no other after it.
    """
    known, sizes = _stems(language), _sizes(language)
    found = [*known.get(f"{word}=", ())]
    for size in sizes.get(word[:START], sizes[""]):
        if size <= len(word):
            found += known.get(word[:size], ())
    if not found:
        return None
    longest = max((len(stem.parts[0]) for stem in found if not stem.second), default=0)
    kept: list[Stem] = []
    sure: set[str] = set()  # the topics of single words
    for stem in sorted(found, key=attrgetter("rank")):
        if stem.topic not in sure and (stem.second or len(stem.parts[0]) == longest):
            kept.append(stem)
        if not stem.second:
            sure.add(stem.topic)
    return Begun(tuple(kept), tuple({stem.second for stem in kept}))


def plain(text: str) -> str:
    """Text in the letters in which the lists are written."""
    return text.lower().replace("ё", "е").replace("’", "'")


@cache
def _stems(language: str) -> Mapping[str, tuple[Stem, ...]]:
    """The stems of a language by their first parts."""
    listed = [*_listed(language)] if language in LANGUAGES else []
    owners = Counter(text for text, _, _ in listed)
    found: dict[str, list[Stem]] = {}
    for text, topic, weight in listed:
        for form in _forms(text, language):
            parts = tuple(form.split())
            second = "".join(parts[1:2]).replace("=", "")
            rank = (topic != SILENT, -sum(map(len, parts)))
            stem = Stem(text.replace("=", ""), topic, parts, weight / owners[text], second, rank)
            found.setdefault(parts[0], []).append(stem)
    return {first: tuple(stems) for first, stems in found.items()}


def _forms(text: str, language: str) -> Iterator[str]:
    """An entry as it is written, and in Kazakh as it is before a vowel."""
    yield text
    if language == "kk" and text[-1] in VOICED:
        yield text[:-1] + VOICED[text[-1]]


@cache
def _sizes(language: str) -> Mapping[str, Sequence[int]]:
    """How many letters the first parts have that begin with the same ones, and under "" those of fewer than these."""
    few = set(range(1, START))
    found: dict[str, set[int]] = {"": few}
    for first in _stems(language):
        found.setdefault(first[:START], set(few)).add(len(first))
    return {start: sorted(sizes) for start, sizes in found.items()}


def _listed(language: str) -> Iterator[tuple[str, str, float]]:
    """Text, topic and weight of each entry of a language."""
    for row in table("corpus", f"authorities/topic_words_{language}.tsv", COLUMNS):
        for entry in row.many("words"):
            yield plain(entry.rstrip("*~")), _topic(row), WEIGHTS.get(entry[-1], 1.0)


def _topic(row: Row) -> str:
    if row["topic"] != SILENT and row["topic"] not in topics():
        raise row.wrong(row["topic"], "is no topic: use an id of topics.tsv, or - for words that speak for nothing")
    return row["topic"]


def _begins(word: str, part: str) -> bool:
    return word == part[:-1] if part.endswith("=") else word.startswith(part)
