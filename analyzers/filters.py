"""Filters: functions from tokens to tokens, put behind a tokenizer with `|`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import lru_cache

from analyzers.analysis import Token
from analyzers.folding import fold, lower_word
from analyzers.folding import skeleton as name_key

CACHED = 1 << 16  # distinct words whose stems are remembered


def lowercase(tokens: Iterable[Token]) -> Iterator[Token]:
    """Small letters; `İ` becomes a plain `i`, curled apostrophes straight."""
    for token in tokens:
        term, start, end, position = token
        small = lower_word(term)
        yield token if small == term else Token(small, start, end, position)


def folded(tokens: Iterable[Token]) -> Iterator[Token]:
    """Words as typed on any keyboard (folding.fold); a word that folds to nothing (ъ) stays as it is."""
    for term, start, end, position in tokens:
        yield Token(fold(term) or term, start, end, position)


def name_skeletons(tokens: Iterable[Token]) -> Iterator[Token]:
    """Names as one Latin skeleton for all languages and cases (folding.skeleton)."""
    for term, start, end, position in tokens:
        yield Token(name_key(term) or term, start, end, position)


class StopFilter:
    """Leaves out stop words; positions keep their gaps, so phrases stay exact."""

    def __init__(self, stop_words: Collection[str]) -> None:
        self._stop_words = frozenset(stop_words)

    def __call__(self, tokens: Iterable[Token]) -> Iterator[Token]:
        return (token for token in tokens if token.term not in self._stop_words)

    def __repr__(self) -> str:
        return f"StopFilter({len(self._stop_words)} words)"


class StemFilter:
    """Replaces each word by its stem; stems of frequent words are remembered."""

    def __init__(self, stem: Callable[[str], str]) -> None:
        self._name = getattr(stem, "__qualname__", type(stem).__name__)
        self._stem = lru_cache(maxsize=CACHED)(stem)

    def __call__(self, tokens: Iterable[Token]) -> Iterator[Token]:
        stem = self._stem
        return (Token(stem(term), start, end, position) for term, start, end, position in tokens)

    def __repr__(self) -> str:
        return f"StemFilter({self._name})"
