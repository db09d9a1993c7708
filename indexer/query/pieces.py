"""What people type → pieces of a question: brackets, operators, and leaves of the syntax tree.

What is no piece is taken for another one, and a note tells which and for what.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from analyzers.wordlist import rows
from indexer.query.syntax import NOTHING, Close, Field, Like, Pattern, Quoted, Syntax, Word
from indexer.query.when import LONGEST_RUN, is_date, is_written_date

SHORTEST_BEGINNING = 2  # letters before a star
SHORTEST_PATTERN = 3  # letters besides the signs
SHORTEST_LIKE = 3
MOST_EDITS = 2
NEAR = 5  # words, where the operator says no number
FARTHEST = 50
CLOSING = {'"': '"', "«": "»", "“": "”", "„": "“”", "”": "”", "»": "»"}

UNCLOSED_QUOTE = "unclosed-quote"
PATTERN_TOO_SHORT = "pattern-too-short"
LEADING_STAR = "leading-star"
TOO_SHORT_TO_BE_LIKE = "too-short-to-be-like"
FEWER_EDITS = "fewer-edits"
NEARER = "too-far-apart"
NO_DATE = "no-date"
NO_FIELD = "no-field"
EMPTY_FIELD = "empty-field"

DATED = ("date", "event", "seen", "changed")  # fields whose values are days
_OPERATORS_CALLED = ("or", "and", "not", "near")
_VOCABULARY = rows(__name__, "vocabulary.tsv", 3)
_OPERATORS = {word: meaning for meaning, word, _ in _VOCABULARY if meaning in _OPERATORS_CALLED}
_FIELDS = {word: meaning for meaning, word, _ in _VOCABULARY if meaning not in _OPERATORS_CALLED}
_QUOTES = "".join(CLOSING)
_PIECE = re.compile(rf"[()]|[{_QUOTES}]|[^\s(){_QUOTES}]+")
_NEARNESS = re.compile(rf"({'|'.join(word for word, m in _OPERATORS.items() if m == 'near')})/(\d+)", re.IGNORECASE)
_LIKE = re.compile(r"(.*[^\W\d_].*)~(\d?)\W*", re.DOTALL)
_APART = re.compile(r"~(\d{1,3})(?!\w)")  # behind a phrase
_SIGNS = re.compile(r"[*?]")
_PATTERN = re.compile(r"[\w'’*?-]+")
_RUN = re.compile(rf"\s*[^\s(){_QUOTES}]+")
_NAME = re.compile(r"[^\W\d_]{2,}")


class Note(NamedTuple):
    """Something that was understood otherwise than typed: a code, and the piece of the question."""

    code: str
    piece: str


class Piece(NamedTuple):
    """A piece of a question: `(`, `)`, `or`, `and`, `not`, `near` with a distance, `scope` (a field before brackets),
    or a `leaf` with its tree; `typed` is how it stood there."""

    kind: str
    tree: Syntax = NOTHING
    distance: int = 0
    name: str = ""
    typed: str = ""


@dataclass(slots=True)
class Reader:
    """Reads the pieces of a question one after another; `notes` tells what was taken otherwise."""

    text: str
    notes: list[Note] = field(default_factory=list)
    _place: int = 0

    def pieces(self) -> Iterator[Piece]:
        """All pieces, in order."""
        while found := _PIECE.search(self.text, self._place):
            piece, self._place = found.group(), found.end()
            if piece in "()":
                yield Piece(piece, typed=piece)
            elif piece in CLOSING:
                yield from self._quoted_piece(piece)
            else:
                yield from self._bare(piece)

    def _bare(self, typed: str) -> Iterator[Piece]:
        bare, following = typed.lstrip("-"), self.text[self._place : self._place + 1]
        if bare != typed and (any(map(str.isalnum, bare)) or (not bare and following in ("(", *CLOSING))):
            yield Piece("not", typed=typed)
        core = _stripped(bare)
        if core in _OPERATORS or _NEARNESS.fullmatch(core):
            yield self._operator(core)
            return
        start = next((place for place, sign in enumerate(bare) if sign.isalnum()), len(bare))
        if bare[:start].endswith("*"):
            self._note(LEADING_STAR, typed)
        yield from self._named(bare[start:], following)

    def _operator(self, word: str) -> Piece:
        found = _NEARNESS.fullmatch(word)
        if not found:
            return Piece(_OPERATORS[word], distance=NEAR, typed=word)
        distance = min(max(int(found[2][:9]), 1), FARTHEST)
        if distance != int(found[2][:9]):
            self._note(NEARER, word)
        return Piece("near", distance=distance, typed=word)

    def _named(self, typed: str, following: str) -> Iterator[Piece]:
        """A word, or the value of a field."""
        name, colon, value = typed.partition(":")
        known = _FIELDS.get(name.lower()) if colon else None
        if known in DATED and (date := self._date(value, len(typed) - len(name) - 1)):
            yield Piece("leaf", Field(known, date), typed=typed)
        elif known and not value and following == "(":
            yield self._scope(known, typed)
        elif known and not value and following in CLOSING and following:
            self._place += 1
            yield from self._quoted_piece(following, known)
        elif known and _says_something(value):
            yield from self._field(known, value)
        else:
            if known:
                self._note(EMPTY_FIELD, typed)
            elif colon and _NAME.fullmatch(name) and value[:1].isalnum():
                self._note(NO_FIELD, f"{name}:")
            yield from _leaf(self._value(name if known else typed), typed)

    def _scope(self, name: str, typed: str) -> Piece:
        """A field before brackets; brackets around one date are as good as quotation marks."""
        inside = self.text[self._place + 1 : self.text.find(")", self._place)]
        if name in DATED and (date := read_date(" ".join(inside.split()))):
            self._place += len(inside) + 2
            return Piece("leaf", Field(name, date), typed=typed)
        return Piece("scope", name=name, typed=typed)

    def _field(self, name: str, value: str) -> Iterator[Piece]:
        found = self._value(value)
        if name not in DATED:
            yield from _leaf(Field(name, found) if found != Word("") else found, value)
            return
        self._note(NO_DATE, value)
        yield from _leaf(found, value)

    def _date(self, value: str, length: int) -> Word | Quoted | None:
        """The day or days that begin here: as figures, or as many words as are one date together."""
        if is_written_date(value):
            return Word(value)
        start = place = self._place - length
        ends: list[int] = []
        while len(ends) < LONGEST_RUN and (found := _RUN.match(self.text, place)):
            ends.append(place := found.end())
        for end in reversed(ends):
            words = " ".join(self.text[start:end].split()).rstrip(",;!? ")
            if date := read_date(words):
                self._place = end
                return date
        return None

    def _quoted_piece(self, opening: str, name: str = "") -> Iterator[Piece]:
        ends = [end for closing in CLOSING[opening] if (end := self.text.find(closing, self._place)) >= 0]
        if not ends:
            self._note(EMPTY_FIELD if name else UNCLOSED_QUOTE, f"{name}:" if name else opening)
            return
        words = re.sub(rf"[{_QUOTES}\s]+", " ", self.text[self._place : min(ends)]).strip()
        self._place = min(ends) + 1
        if not _says_something(words):
            return
        value: Quoted | Close = Quoted(words)
        if apart := _APART.match(self.text, self._place):
            self._place = apart.end()
            value = close([Quoted(words)], min(max(int(apart[1]), 1), FARTHEST)) or value
        if name not in DATED:
            yield Piece("leaf", Field(name, value) if name else value, typed=words)
        elif date := read_date(words):
            yield Piece("leaf", Field(name, date), typed=words)
        else:
            self._note(NO_DATE, words)
            yield Piece("leaf", value, typed=words)

    def _value(self, text: str) -> Word | Pattern | Like:
        """A word with what its signs mean."""
        like = _LIKE.fullmatch(text)
        core = _stripped(like[1] if like else text)
        letters = sum(map(str.isalnum, core))
        if like:
            if letters < SHORTEST_LIKE:
                self._note(TOO_SHORT_TO_BE_LIKE, text)
                return Word("" if core in _OPERATORS else core)
            if like[2] and not 1 <= int(like[2]) <= MOST_EDITS:
                self._note(FEWER_EDITS, text)
            return Like(core, min(max(int(like[2]), 1), MOST_EDITS) if like[2] else None)
        last = text.find(core) + len(core)
        star = text[last : last + 1] == "*"
        if _SIGNS.search(core) and _PATTERN.fullmatch(core):
            if letters >= SHORTEST_PATTERN:
                return Pattern(core + "*" * star)
            self._note(PATTERN_TOO_SHORT, text)
            return Word(core)
        if star and letters < SHORTEST_BEGINNING:
            self._note(PATTERN_TOO_SHORT, text)
        return Word(core, open=star and letters >= SHORTEST_BEGINNING)

    def _note(self, code: str, piece: str) -> None:
        self.notes.append(Note(code, piece))


def read_date(text: str) -> Word | Quoted | None:
    """The value of a field of dates: in figures a word, in words in quotation marks; None where it is no date."""
    if is_written_date(text):
        return Word(text)
    return Quoted(text) if is_date(text) else None


def close(values: list[Syntax], distance: int) -> Close | None:
    """Words near each other, from words and phrases; None where they are fewer than two."""
    words: list[str] = []
    for value in values:
        match value:
            case Close():
                words += value.words
            case Word():
                words.append(value.text)
            case Quoted():
                leaves = (piece.tree for piece in Reader(value.text).pieces())
                words += [leaf.text for leaf in leaves if isinstance(leaf, Word)]
            case _:
                return None
    return Close(tuple(words), distance) if len(words) > 1 else None


def _leaf(tree: Syntax, typed: str) -> Iterator[Piece]:
    if tree != Word(""):
        yield Piece("leaf", tree, typed=typed)


def _stripped(text: str) -> str:
    """The text from its first letter or digit to its last, marks over that one included."""
    letters = [place for place, char in enumerate(text) if char.isalnum()]
    if not letters:
        return ""
    last = letters[-1] + 1
    while last < len(text) and unicodedata.combining(text[last]):
        last += 1
    return text[letters[0] : last]


def _says_something(text: str) -> bool:
    return any(map(str.isalnum, text))
