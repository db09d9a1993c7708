"""The names of a text: capitalised words, as skeletons that are the same in every language and case.

A capitalised word inside a sentence is taken for a name. At the beginning of a sentence it is not when the text writes
the same word small elsewhere or when it is a stop word. A text without a single capital is a question typed in small
letters: each of its words may be a name.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

import analyzers
from analyzers.analysis import Token
from analyzers.folding import lower_word
from analyzers.segment import sentences
from analyzers.tokenizer import tokenize

SHORTEST = 2  # letters; initials are no names


def capitalised(text: str) -> Iterator[Token]:
    """The words of a text that may be names, as written."""
    found = [token for token in tokenize(text) if len(token.term) >= SHORTEST and token.term[0].isalpha()]
    large = [token for token in found if token.term[0].isupper()]
    if not large:
        return iter(found)
    small = {token.term for token in found if token.term.islower()}
    openings = _openings(text, found)
    return (token for token in large if not (token.start in openings and _common(token.term, small)))


def _openings(text: str, tokens: list[Token]) -> set[int]:
    """Where the first word of each sentence starts."""
    starts = [token.start for token in tokens]
    firsts: set[int] = set()
    for left, _ in sentences(text):
        place = bisect_left(starts, left)
        firsts.update(starts[place : place + 1])
    return firsts


def _common(word: str, small: set[str]) -> bool:
    term = lower_word(word)
    return term in small or term in _stop_words()


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(word for language in analyzers.LANGUAGES.values() for word in language.stop_words)
