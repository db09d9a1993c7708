"""Generated renditions and questions about them: the same ones in every run, in three made-up languages.

Words are syllables of Kazakh, Russian and English put together by the rank of the word, and ranks follow Zipf's
law, so that the lists of documents are as long and as short as those of real texts.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.engines.base import Collection, Document

FACETS = ("language", "region", "speaker", "topic", "year")
COLLECTION = Collection("bench", ("title", "body"), FACETS)
SYLLABLES = {
    "en": "an be con der est for gra hin ing jus kel lon men nor ove pre qua res ston tion".split(),
    "kk": "ал бе ға дың ер жұ ін қа лар мен ны өт пен ра сің тай ұл үш шы ыс".split(),
    "ru": "ав бо ве го дел ение жи зна ик кон ла мо ния об при ров ста том ус ция".split(),
}
LANGUAGES = tuple(SYLLABLES)
VOCABULARY = 60_000
BEND = 2.7  # of Zipf's law, for the most frequent words
START = date(2014, 1, 1)
DAYS = 3600
CHUNK = 500
TITLE = 8

Numbers = NDArray[np.int64]


class Text(NamedTuple):
    """A rendition before analysis."""

    number: int
    release: str
    language: str
    title: list[str]
    body: list[str]
    facets: dict[str, tuple[str, ...]]
    published: date


class Asked(NamedTuple):
    """A question for all engines; `kind` says how the words go together."""

    kind: str
    words: tuple[str, ...]
    since: date | None = None


def word(language: str, rank: int) -> str:
    """The word of a rank; frequent words are short."""
    syllables = SYLLABLES[language]
    parts = [syllables[rank % len(syllables)]]
    while rank := rank // len(syllables):
        parts.append(syllables[rank % len(syllables)])
    return "".join(parts)


VOCABULARIES = {language: [word(language, rank) for rank in range(VOCABULARY)] for language in LANGUAGES}
SHARES = np.cumsum(1 / (np.arange(VOCABULARY) + BEND))


def texts(count: int, first: int = 1) -> Iterator[Text]:
    """So many renditions, two to a release."""
    for start in range(first, first + count, CHUNK):
        yield from _chunk(start, min(CHUNK, first + count - start))


def _chunk(start: int, count: int) -> Iterator[Text]:
    chance = np.random.default_rng(start)
    lengths = chance.integers(180, 540, count)
    ranks = np.split(_ranks(chance, int(lengths.sum())), np.cumsum(lengths)[:-1])
    for number, mine in enumerate(ranks, start):
        language = LANGUAGES[number % len(LANGUAGES)]
        vocabulary = VOCABULARIES[language]
        words = [vocabulary[rank] for rank in mine.tolist()]
        published = START + timedelta(days=number // 2 * 7919 % DAYS)
        facets = {
            "language": (language,),
            "region": _some(chance, "KZ-", 20, 2),
            "speaker": _some(chance, "s", 3000, 3),
            "topic": _some(chance, "t", 30, 2),
            "year": (str(published.year),),
        }
        yield Text(number, f"r{number // 2}", language, words[:TITLE], words[TITLE:], facets, published)


def _ranks(chance: np.random.Generator, count: int) -> Numbers:
    return np.searchsorted(SHARES, chance.random(count) * SHARES[-1])


def _some(chance: np.random.Generator, name: str, kinds: int, most: int) -> tuple[str, ...]:
    """None, one or several labels, the first ones most often."""
    drawn = (kinds ** chance.random(chance.integers(0, most + 1))).astype(np.int64)
    return tuple(dict.fromkeys(f"{name}{one}" for one in drawn.tolist()))


def document(text: Text) -> Document:
    """The rendition as the engine takes it."""
    return Document(
        number=text.number,
        id=f"d{text.number}",
        group=text.release,
        fields={"title": _placed(text.title), "body": _placed(text.body)},
        facets=text.facets,
        published=text.published,
    )


def _placed(words: list[str]) -> tuple[tuple[str, int], ...]:
    return tuple(zip(words, itertools.count(), strict=False))


def questions(count: int, seed: int = 11) -> list[Asked]:
    """Questions of six classes in equal parts, with words that stand in texts."""
    return list(itertools.islice(endless(seed), count - count % 6))


def endless(seed: int) -> Iterator[Asked]:
    """One question after another, of the six classes in turn."""
    chance = np.random.default_rng(seed)
    for language in itertools.cycle(LANGUAGES):
        since = START + timedelta(days=int(chance.integers(DAYS // 2)))
        yield Asked("rare word", _drawn(chance, language, (1000, 20_000), 1))
        yield Asked("common word", _drawn(chance, language, (1, 60), 1))
        yield Asked("two words", _drawn(chance, language, (5, 500), 2))
        yield Asked("any of three", _drawn(chance, language, (5, 300), 3))
        yield Asked("phrase", _neighbours(chance, language))
        yield Asked("word since", _drawn(chance, language, (50, 1000), 1), since)


def _drawn(chance: np.random.Generator, language: str, ranks: tuple[int, int], count: int) -> tuple[str, ...]:
    """Different words with ranks between these, each magnitude as often."""
    low, high = ranks
    found: dict[str, None] = {}
    while len(found) < count:
        found[VOCABULARIES[language][int(low * (high / low) ** chance.random())]] = None
    return tuple(found)


def _neighbours(chance: np.random.Generator, language: str) -> tuple[str, ...]:
    """Two words of frequent ones that follow one another in texts, as often as they do there."""
    pair: Numbers = np.zeros(2, np.int64)
    while pair[0] == pair[1] or pair.max() > 1500:
        pair = _ranks(chance, 2)
    return tuple(VOCABULARIES[language][rank] for rank in pair.tolist())
