"""Text to terms: frozen tokens with exact offsets, and analyzers composed with `|`.

    analyzer = Analyzer(tokenize) | lowercase | StopFilter(words) | StemFilter(stem)
    analyzer.terms("Сайлаушылардың құқықтары")

A tokenizer is a function from text to tokens; a filter is a function from tokens to tokens. Nothing is mutated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple


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

    __slots__ = ("filters", "tokenizer")

    def __init__(self, tokenizer: Tokenizer, filters: tuple[TokenFilter, ...] = ()) -> None:
        self.tokenizer = tokenizer
        self.filters = filters

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

    def __repr__(self) -> str:
        names = [getattr(part, "__name__", repr(part)) for part in (self.tokenizer, *self.filters)]
        return " | ".join(names)
