"""Text to terms: frozen tokens with exact offsets, and analyzers composed with `|`.

    analyzer = Analyzer(tokenize) | lowercase | StemFilter(stem)
    analyzer.terms("Сайлаушылардың құқықтары")

A tokenizer is a function from text to tokens; a filter is a function from tokens to tokens. Nothing is mutated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
Columns = tuple[Sequence[str], Sequence[int]]  # terms, and the position of each


class Analyzer:
    """A tokenizer and the filters behind it, in the order in which they read. `columns` gives terms and positions of
    the tokenizer alone, where there is a quicker way to them."""

    __slots__ = ("_words", "columns", "filters", "tokenizer")

    def __init__(
        self,
        tokenizer: Tokenizer,
        filters: tuple[TokenFilter, ...] = (),
        columns: Callable[[str], Columns] | None = None,
    ) -> None:
        self.tokenizer = tokenizer
        self.filters = filters
        self.columns = columns or partial(_columns, tokenizer)
        self._words: tuple[Any, ...] = tuple(getattr(each, "word", None) for each in filters)

    def __or__(self, token_filter: TokenFilter) -> Analyzer:
        return Analyzer(self.tokenizer, (*self.filters, token_filter), self.columns)

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


def _columns(tokens: Callable[[str], Iterable[Token]], text: str) -> Columns:
    found = list(tokens(text))
    return [token[0] for token in found], [token[3] for token in found]


def placed(chains: Mapping[str, Analyzer], text: str) -> dict[str, Columns]:
    """The terms of a text by each of several analyzers, with their positions; a tokenizer is asked once."""
    read: dict[Tokenizer, Columns] = {}
    found: dict[str, Columns] = {}
    for kind, analyzer in chains.items():
        if analyzer.words is None:
            found[kind] = _columns(analyzer.tokens, text)
            continue
        if analyzer.tokenizer not in read:
            read[analyzer.tokenizer] = analyzer.columns(text)
        terms, positions = read[analyzer.tokenizer]
        for word in analyzer.words:
            terms = list(map(word, terms))
        found[kind] = terms, positions
    return found
