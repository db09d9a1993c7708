"""What was taken otherwise than typed, in words: of the whole question, or of a piece of it.

Answers carry codes. The texts here are English, as the command line speaks; the page translates them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from indexer.query import ask, expand, narrow, parse, pieces
from indexer.query.pieces import Note

SENTENCES = {
    ask.NOTHING_UNDERSTOOD: "Only signs, no words: there is nothing to look for.",
    expand.PHRASE_BY_FORMS: "Nowhere do these words stand together as typed: other forms are shown.",
    expand.FIELD_AS_WORDS: "A name after a colon is not known here: it was looked for as words.",
}
REASONS = {
    pieces.UNCLOSED_QUOTE: "no closing quotation mark",
    pieces.PATTERN_TOO_SHORT: "too few letters before the asterisk",
    pieces.LEADING_STAR: "an asterisk cannot stand first",
    pieces.TOO_SHORT_TO_BE_LIKE: "too short to have neighbours in spelling",
    pieces.FEWER_EDITS: "fewer changes of letters were allowed",
    pieces.NEARER: "a smaller distance was taken",
    pieces.NO_DATE: "this is no date: looked for as words",
    pieces.NO_FIELD: "no such field: looked for as words",
    pieces.EMPTY_FIELD: "nothing stands behind the colon",
    narrow.DATE_NOT_TAKEN: "such a date cannot be left out or be one of several",
    parse.UNCLOSED_BRACKET: "no closing bracket",
    parse.UNOPENED_BRACKET: "no opening bracket",
    parse.LONE_OPERATOR: "there is nothing that it could join",
    parse.NEAR_WITHOUT_WORDS: "only words can be near each other",
    parse.TOO_LONG: "the question is too long: its end was left out",
    parse.TOO_DEEP: "too many brackets inside brackets",
}


def meaning(note: Note) -> str:
    """What a note says."""
    return SENTENCES.get(note.code) or REASONS[note.code]


def lines(notes: Iterable[Note]) -> Iterator[str]:
    """A line a note: the piece of the question it is about, and what became of it."""
    yield from dict.fromkeys(f"{note.piece} – {meaning(note)}" for note in notes)
