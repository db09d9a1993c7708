"""The names of a text: capitalised words, as skeletons that are the same in every language and case.

A capitalised word inside a sentence is taken for a name. At the beginning of a sentence it is not when the text writes
the same word small elsewhere or when it is a stop word. A text without a single capital is a question typed in small
letters: each of its words may be a name.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

import analyzers
from analyzers.analysis import Columns, Token
from analyzers.folding import lower_word
from analyzers.segment import sentences
from analyzers.tokenizer import read, tokenize

SHORTEST = 2  # letters; initials are no names


def capitalised(text: str) -> Iterator[Token]:
    """The words of a text that may be names, as written."""
    tokens = tokenize(text)
    names = set(_names(text, [token.term for token in tokens], [token.position for token in tokens]))
    return (token for number, token in enumerate(tokens) if number in names)


def columns(text: str) -> Columns:
    """The terms of `capitalised` and their positions alone."""
    terms, positions, _ = read(text)
    names = _names(text, terms, positions)
    return [terms[number] for number in names], [positions[number] for number in names]


def _names(text: str, terms: Sequence[str], positions: Sequence[int]) -> Sequence[int]:
    """Which of the words of a text may be names, by their numbers."""
    large = [number for number, term in enumerate(terms) if term[0].isupper() and _is_long(term)]
    if not large:
        return [number for number, term in enumerate(terms) if _is_long(term)]
    met = set(terms)
    common = {number for number in large if _is_common(terms[number], met)}
    if not common:
        return large
    openings = set(_openings(text))
    return [number for number in large if not (number in common and positions[number] in openings)]


def _is_long(term: str) -> bool:
    return len(term) >= SHORTEST and term[0].isalpha()


def _is_common(word: str, met: set[str]) -> bool:
    """Whether a capitalised word is a stop word, or one that the text writes small elsewhere."""
    small = lower_word(word)
    return (small in met and small.islower()) or small in _stop_words()


def _openings(text: str) -> Iterator[int]:
    """The positions of the first words of sentences."""
    terms, positions, begins = read(text)
    written = last = 0
    for left, _ in sentences(text):
        within = last > 0 and not text[last - 1].isspace()  # a word without end is cut, and counted once
        written += len(text[last:left].split()) - within
        last = left
        first = bisect_left(positions, begins[written]) if written < len(begins) else len(terms)
        yield from islice((positions[at] for at in range(first, len(terms)) if _is_long(terms[at])), 1)


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(word for language in analyzers.LANGUAGES.values() for word in language.stop_words)
