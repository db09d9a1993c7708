"""Text to terms: frozen tokens with exact offsets, and analyzers composed with `|`.

    analyzer = Analyzer(tokenize) | lowercase | StemFilter(stem)
    analyzer.terms("Сайлаушылардың құқықтары")

A tokenizer is a function from text to tokens; a filter is a function from tokens to tokens. Nothing is mutated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
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
Word = Callable[[str], str]
Placed = list[tuple[str, int]]  # terms with their positions, as an index has them


class Analyzer:
    """A tokenizer and the filters behind it, in the order in which they read."""

    __slots__ = ("_words", "filters", "tokenizer")

    def __init__(self, tokenizer: Tokenizer, filters: tuple[TokenFilter, ...] = ()) -> None:
        self.tokenizer = tokenizer
        self.filters = filters
        self._words: tuple[Any, ...] = tuple(getattr(each, "word", None) for each in filters)

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

    @property
    def words(self) -> tuple[Word, ...] | None:
        """What the filters make of each word, where they look at every word by itself."""
        return None if None in self._words else self._words

    def __repr__(self) -> str:
        names = [getattr(part, "__name__", repr(part)) for part in (self.tokenizer, *self.filters)]
        return " | ".join(names)


def placed(chains: Mapping[str, Analyzer], text: str, offset: int = 0) -> dict[str, Placed]:
    """The terms of a text by each of several analyzers, with positions behind an offset; a tokenizer is asked once."""
    columns: dict[Tokenizer, tuple[list[str], list[int]]] = {}
    found: dict[str, Placed] = {}
    for kind, analyzer in chains.items():
        if analyzer.words is None:
            found[kind] = [(term, offset + position) for term, _, _, position in analyzer.tokens(text)]
            continue
        if analyzer.tokenizer not in columns:
            tokens = list(analyzer.tokenizer(text))
            columns[analyzer.tokenizer] = [token[0] for token in tokens], [offset + token[3] for token in tokens]
        words, positions = columns[analyzer.tokenizer]
        terms: Iterable[str] = words
        for word in analyzer.words:
            terms = map(word, terms)
        found[kind] = list(zip(terms, positions, strict=True))
    return found
