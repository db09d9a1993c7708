"""What people type → syntax tree; there is no wrong question, only a shorter one than was meant.

The grammar is in docs/query_language.md; `GRAMMAR` is its version, which changes when a question that was understood
one way is understood another. What was passed over or taken otherwise is told in notes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from indexer.query.pieces import DATED, NO_DATE, Note, Piece, Reader, close, read_date
from indexer.query.syntax import (
    NOTHING,
    Close,
    Field,
    Quoted,
    Syntax,
    Value,
    Word,
    all_of,
    any_of,
    scoped,
    text,
    without,
)

GRAMMAR = 2
LONGEST = 2000  # characters of a question that are read
DEEPEST = 40  # brackets inside brackets
KEPT = 200  # questions: every tab of a page counts what the same one finds
SETTLING = 8  # readings after which a text gives its own tree

TOO_LONG = "too-long"
TOO_DEEP = "too-deep"
UNCLOSED_BRACKET = "unclosed-bracket"
UNOPENED_BRACKET = "unopened-bracket"
LONE_OPERATOR = "lone-operator"
NEAR_WITHOUT_WORDS = "near-without-words"


@dataclass(frozen=True, slots=True)
class Understood:
    """The syntax tree of a question, and what in it was taken otherwise than typed."""

    tree: Syntax
    notes: tuple[Note, ...]


def parse(question: str) -> Syntax:
    """The syntax tree of a question; `NOTHING` where nothing in it can be asked."""
    return understand(question).tree


@lru_cache(KEPT)
def understand(question: str) -> Understood:
    """The syntax tree of a question, with notes."""
    reader = Reader(unicodedata.normalize("NFC", question[:LONGEST]))
    if len(question) > LONGEST:
        reader.notes.append(Note(TOO_LONG, question[LONGEST : LONGEST + 40]))
    parser = _Parser(reader.pieces())
    tree = _settled(parser.tree())
    return Understood(tree, tuple(dict.fromkeys((*reader.notes, *parser.notes))))


def _settled(tree: Syntax) -> Syntax:
    """The tree that its own text is read as: what is shown is what is asked, however odd the signs were."""
    for _ in range(SETTLING):
        again = _Parser(Reader(text(tree)).pieces()).tree()
        if again == tree:
            break
        tree = again
    return tree


class _Parser:
    """Recursive descent over the pieces: either of (all of (not? near of (leaf or brackets)))."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self._pieces = list(pieces)
        self._place = 0
        self._depth = 0
        self.notes: list[Note] = []

    def tree(self) -> Syntax:
        parts = []
        while self._place < len(self._pieces):
            parts.append(self._either())
            if self._take(")"):
                self._note(UNOPENED_BRACKET, ")")
        return all_of(*parts)

    def _either(self) -> Syntax:
        parts = [self._together()]
        while operator := self._take("or"):
            parts.append(self._together())
            if NOTHING in parts[-2:]:
                self._note(LONE_OPERATOR, operator.typed)
        return any_of(*parts)

    def _together(self) -> Syntax:
        parts = []
        while (piece := self._next()) is not None and piece.kind not in ("or", ")"):
            parts.append(self._one())
        return all_of(*parts)

    def _one(self) -> Syntax:
        negated, operator = False, None
        while (piece := self._next()) is not None and piece.kind in ("not", "and"):
            negated ^= piece.kind == "not"
            operator = piece
            self._place += 1
        tree = self._near()
        if tree == NOTHING and operator:
            self._note(LONE_OPERATOR, operator.typed)
        return without(tree) if negated else tree

    def _near(self) -> Syntax:
        tree = self._leaf_or_brackets()
        while operator := self._take("near"):
            following = self._next()
            right = following.tree if following is not None and following.kind == "leaf" else NOTHING
            joined = _close(tree, right, operator.distance)
            if joined is None:
                self._note(NEAR_WITHOUT_WORDS, operator.typed)
                return tree
            self._place += 1
            tree = joined
        return tree

    def _leaf_or_brackets(self) -> Syntax:
        piece = self._next()
        if piece is None or piece.kind in ("or", ")", "near"):
            return NOTHING
        self._place += 1
        if piece.kind == "leaf":
            return piece.tree
        if piece.kind == "scope":
            return self._scoped(piece.name)
        return self._brackets()

    def _scoped(self, name: str) -> Syntax:
        """Brackets behind a field: the field holds for every word in them; of dates, for those that are."""
        self._place += 1

        def into(value: Value) -> Syntax:
            if name not in DATED:
                return Field(name, value)
            date = read_date(value.text) if isinstance(value, Word | Quoted) else None
            if date is None:
                self._note(NO_DATE, text(value))
            return Field(name, date) if date else value

        return scoped(self._brackets(), into)

    def _brackets(self) -> Syntax:
        if self._depth >= DEEPEST:
            self._note(TOO_DEEP, "(")
            return NOTHING
        self._depth += 1
        tree = self._either()
        self._depth -= 1
        if not self._take(")"):
            self._note(UNCLOSED_BRACKET, "(")
        return tree

    def _next(self) -> Piece | None:
        return self._pieces[self._place] if self._place < len(self._pieces) else None

    def _take(self, kind: str) -> Piece | None:
        piece = self._next()
        if piece is None or piece.kind != kind:
            return None
        self._place += 1
        return piece

    def _note(self, code: str, piece: str) -> None:
        self.notes.append(Note(code, piece))


def _close(left: Syntax, right: Syntax, distance: int) -> Syntax | None:
    """Two things near each other, in the field of the left one."""
    name, value = (left.name, left.value) if isinstance(left, Field) else ("", left)
    if name in DATED or not isinstance(value, Word | Quoted | Close):
        return None
    if isinstance(value, Close):
        distance = max(distance, value.distance)
    found = close([value, right], distance)
    return Field(name, found) if found and name else found
