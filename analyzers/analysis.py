"""Text to terms: frozen tokens with exact offsets, and analyzers composed with `|`.

    analyzer = Analyzer(tokenize) | lowercase | StopFilter(words) | StemFilter(stem)
    analyzer.terms("Сайлаушылардың құқықтары")

A tokenizer is a function from text to tokens; a filter is a function from tokens to tokens. Nothing is mutated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple


class Token(NamedTuple):
    """A term with the offsets (code points) of the text it stands for and its position in the sequence of words."""

    term: str
    start: int
    end: int
    position: int


token_of = partial(tuple.__new__, Token)  # the token of a tuple of its four fields, in half the time of Token(...)
Tokenizer = Callable[[str], Iterable[Token]]
TokenFilter = Callable[[Iterable[Token]], Iterator[Token]]


class Analyzer:
    """A tokenizer and the filters behind it, in the order in which they read."""

    __slots__ = ("_words", "filters", "tokenizer")

    def __init__(self, tokenizer: Tokenizer, filters: tuple[TokenFilter, ...] = ()) -> None:
        self.tokenizer = tokenizer
        self.filters = filters
        self._words: list[Any] = [getattr(each, "word", None) for each in filters]  # of those that read word by word

    def __or__(self, token_filter: TokenFilter) -> Analyzer:
        return Analyzer(self.tokenizer, (*self.filters, token_filter))

    def tokens(self, text: str) -> list[Token]:
        """The tokens of a text; several may share a position (alternative terms of one word)."""
        stream: Iterable[Token] = self.tokenizer(text)
        for token_filter in self.filters:
            stream = token_filter(stream)
        return list(stream)

    def terms(self, text: str) -> list[str]:
        """The terms alone."""
        return [token.term for token in self.tokens(text)]

    def placed(self, text: str) -> list[tuple[str, int]]:
        """The terms with their positions, as an index has them; quicker than the tokens where filters look at each
        word by itself."""
        if None in self._words:
            return [(token.term, token.position) for token in self.tokens(text)]
        tokens = self.tokenizer(text)
        placed = [(term, position) for term, _, _, position in tokens]
        for word in self._words:
            placed = [(word(term), position) for term, position in placed]
        return placed

    def __repr__(self) -> str:
        names = [getattr(part, "__name__", repr(part)) for part in (self.tokenizer, *self.filters)]
        return " | ".join(names)
