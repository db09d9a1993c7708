"""What people type → syntax tree; there is no wrong question, only a shorter one than was meant.

    words            all of them          OR ИЛИ НЕМЕСЕ    either
    "words"          next to each other   -word NOT word   without
    сайла*           any ending           ( )              together
    speaker:Абдиров  in a field (vocabulary.tsv)

A lone quotation mark, bracket or operator is passed over, and so is what has neither letter nor digit.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from analyzers.wordlist import rows
from indexer.query.days import day
from indexer.query.syntax import NOTHING, Field, Quoted, Syntax, Word, all_of, any_of, without

LONGEST = 2000  # characters of a question that are read
DEEPEST = 40  # brackets inside brackets
SHORTEST_BEGINNING = 2  # letters before a star
CLOSING = {'"': '"', "«": "»", "“": "”", "„": "“”", "”": "”", "»": "»"}

_VOCABULARY = rows(__name__, "vocabulary.tsv", 3)
_OPERATORS = {word: meaning for meaning, word, _ in _VOCABULARY if meaning in ("or", "and", "not")}
_FIELDS = {word: meaning for meaning, word, _ in _VOCABULARY if meaning not in ("or", "and", "not")}
_QUOTES = "".join(CLOSING)
_PIECE = re.compile(rf"[()]|[{_QUOTES}]|[^\s(){_QUOTES}]+")


class Piece(NamedTuple):
    """A piece of the question: `(`, `)`, `or`, `and`, `not`, or a leaf with its tree."""

    kind: str
    tree: Syntax = NOTHING


def parse(question: str) -> Syntax:
    """The syntax tree of a question; `NOTHING` where nothing in it can be asked."""
    text = unicodedata.normalize("NFC", question[:LONGEST])
    return _Parser(list(_pieces(text))).tree()


def date_range(text: str) -> tuple[date | None, date | None] | None:
    """First and last day of `2022`, `2022-03..2022-05`, `04.03.2022..`; None where it is no date."""
    since, dots, until = text.partition("..")
    if not since and not until:
        return None
    try:
        first = day(since, last=False) if since else None
        last = day(until if dots else since, last=True) if until or not dots else None
    except ValueError:
        return None
    return first, last


def _pieces(text: str) -> Iterator[Piece]:
    place = 0
    while found := _PIECE.search(text, place):
        piece, place = found.group(), found.end()
        if piece in "()":
            yield Piece(piece)
        elif piece in CLOSING:
            quoted, place = _quoted(text, place, piece)
            yield Piece("leaf", quoted)
        elif piece in _OPERATORS:
            yield Piece(_OPERATORS[piece])
        else:
            bare, following = piece.lstrip("-"), text[place : place + 1]
            if bare != piece and (bare or following in ("(", *CLOSING)):
                yield Piece("not")
            field = _FIELDS.get(bare[:-1].lower()) if bare.endswith(":") else None
            if field and following in CLOSING:
                phrase, place = _quoted(text, place + 1, following)
                yield Piece("leaf", _field(field, phrase))
            else:
                yield Piece("leaf", _leaf(bare))


def _quoted(text: str, place: int, opening: str) -> tuple[Quoted | Word, int]:
    """The phrase that begins here, and the place behind it; nothing where no mark closes it."""
    ends = [end for closing in CLOSING[opening] if (end := text.find(closing, place)) >= 0]
    if not ends:
        return Word(""), place
    words = re.sub(rf"[{_QUOTES}\s]+", " ", text[place : min(ends)]).strip()
    return (Quoted(words) if _says_something(words) else Word("")), min(ends) + 1


def _leaf(text: str) -> Syntax:
    name, colon, value = text.partition(":")
    if colon and name.lower() in _FIELDS:
        field = _FIELDS[name.lower()]
        if field == "date":
            return Field("date", Word(value)) if date_range(value) else _word(text)
        return _field(field, _word(value)) if _says_something(value) else _word(name)
    return _word(text)


def _field(name: str, value: Syntax) -> Syntax:
    if not isinstance(value, Word | Quoted) or value == Word(""):
        return NOTHING
    if name == "date" and not date_range(value.text):
        return value
    return Field(name, value)


def _word(text: str) -> Word:
    letters = [place for place, char in enumerate(text) if char.isalnum()]
    if not letters:
        return Word("")
    first, last = letters[0], letters[-1] + 1
    while last < len(text) and unicodedata.combining(text[last]):
        last += 1
    return Word(text[first:last], open=text[last : last + 1] == "*" and last - first >= SHORTEST_BEGINNING)


def _says_something(text: str) -> bool:
    return any(map(str.isalnum, text))


class _Parser:
    """Recursive descent over the pieces: either of (all of (not? leaf or brackets))."""

    def __init__(self, pieces: list[Piece]) -> None:
        self._pieces = [piece for piece in pieces if piece != Piece("leaf", Word(""))]
        self._place = 0
        self._depth = 0

    def tree(self) -> Syntax:
        parts = []
        while self._place < len(self._pieces):
            parts.append(self._either())
            self._take(")")  # one too many
        return all_of(*parts)

    def _either(self) -> Syntax:
        parts = [self._together()]
        while self._take("or"):
            parts.append(self._together())
        return any_of(*parts)

    def _together(self) -> Syntax:
        parts = []
        while (piece := self._next()) is not None and piece.kind not in ("or", ")"):
            parts.append(self._one())
        return all_of(*parts)

    def _one(self) -> Syntax:
        negated = False
        while (piece := self._next()) is not None and piece.kind in ("not", "and"):
            negated ^= piece.kind == "not"
            self._place += 1
        tree = self._leaf_or_brackets()
        return without(tree) if negated else tree

    def _leaf_or_brackets(self) -> Syntax:
        piece = self._next()
        if piece is None or piece.kind in ("or", ")"):
            return NOTHING
        self._place += 1
        if piece.kind == "leaf":
            return piece.tree
        if self._depth >= DEEPEST:
            return NOTHING
        self._depth += 1
        tree = self._either()
        self._depth -= 1
        self._take(")")
        return tree

    def _next(self) -> Piece | None:
        return self._pieces[self._place] if self._place < len(self._pieces) else None

    def _take(self, kind: str) -> bool:
        piece = self._next()
        taken = piece is not None and piece.kind == kind
        self._place += taken
        return taken
