"""Filters: functions from tokens to tokens, put behind a tokenizer with `|`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from analyzers.analysis import Token, token_of
from analyzers.folding import fold, lower_word
from analyzers.folding import skeleton as name_key
from analyzers.memo import Memo

CACHED = 1 << 16  # distinct words whose stems are remembered


class WordFilter:
    """Gives each word another term, whatever stands around it."""

    def __init__(self, name: str, word: Callable[[str], str]) -> None:
        self.word = word
        self._name = name

    def __call__(self, tokens: Iterable[Token]) -> Iterator[Token]:
        word = self.word
        return (token_of((word(term), start, end, position)) for term, start, end, position in tokens)

    def __repr__(self) -> str:
        return self._name


# Small letters; `İ` becomes a plain `i`, curled apostrophes straight
lowercase = WordFilter("lowercase", lower_word)
# Words as typed on any keyboard (folding.fold); a word that folds to nothing (ъ) stays as it is
folded = WordFilter("folded", Memo(lambda word: fold(word) or word, CACHED).__getitem__)
# Names as one Latin skeleton for all languages and cases (folding.skeleton)
name_skeletons = WordFilter("name_skeletons", Memo(lambda word: name_key(word) or word, CACHED).__getitem__)


class StemFilter(WordFilter):
    """Replaces each word by its stem; stems of frequent words are remembered."""

    def __init__(self, stem: Callable[[str], str]) -> None:
        name = getattr(stem, "__qualname__", type(stem).__name__)
        super().__init__(f"StemFilter({name})", Memo(stem, CACHED).__getitem__)
