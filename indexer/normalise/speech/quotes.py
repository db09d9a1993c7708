"""Quoted speech in a paragraph: which characters are somebody's words, and which tell who says them.

Quotation marks of every kind, dashes that open a line of dialogue, and the narrator's clause inside a quotation
(`"…,– said X. – …"`). A short quotation without a sentence's marks (`«Азамат үні» қоры`) is a name, not speech.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from indexer.normalise.speech.lexicon import Lexicon
from indexer.normalise.speech.words import Word, words

PAIRS = {"«": "»", "“": "”", "„": "“”"}
MARK = re.compile('[«»“”„"]')
_OPENING_DASH = re.compile(r"^\s*[–—-]|[.!?…]\s+[–—-](?=\s*[^\W\d_a-zа-яёәғқңөұүһі])")
_CLAUSE = re.compile(r"[,.!?…»”]?\s?[–—-]\s?(?=[^\W\d_])")
_CLOSING_DASH = re.compile(r"[,!?…]\s?[–—-]\s?(?=[^\W\d_])")
_SENTENCE_END = re.compile(r"[.!?…]\s+(?=[^\W\d_a-zа-яёәғқңөұүһі])")
_CLAUSE_END = re.compile(r"[.,!?:]\s*[–—-]\s|[.,]?\s*$")
_SAID_BEHIND = re.compile(r"(?:деді|дейді)\b")  # «…» деп аталады is a name
_NAME_IN_NAME = re.compile(r"(?<=[^\W\d_] )«(?=[^\W\d_][^«»,.!?:–—]{0,40}«[^«»]{1,80}»(?!»)[^»]*?(?:«|$))")
_LABEL = re.compile(r"[^:.!?«“]{3,90}:\s+(?=[^\W\d_a-zа-яёәғқңөұүһі])")  # аудан әкімі X: Жол дайын, – деді
_NAMING = "ата"  # calls somebody or something so
_SPEECH_WORDS = 4
_SIGHT = 160  # characters read behind a dash
_OPENINGS = 12  # dashes of a paragraph that are tried
_CLAUSE_REACH = 14  # words in which the narrator's clause shows its verb


class Span(NamedTuple):
    """Characters [start, end) of a paragraph."""

    start: int
    end: int


@lru_cache(maxsize=512)
def marks(text: str) -> tuple[int, ...]:
    """The places of the quotation marks of a text, without the first one of a name that closes two at once: `АО «НАК
    «Тобол»`.
    """
    unclosed = {match.start() for match in _NAME_IN_NAME.finditer(text)} if "«" in text else set()
    return tuple(match.start() for match in MARK.finditer(text) if match.start() not in unclosed)


def mark_at(text: str, at: int) -> str:
    """The mark at a place, turned round where its neighbours tell that the other one is meant: `”Go” | “Go“`."""
    mark, before, after = text[at], text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if mark == "”" and after.isalnum() and not before.strip(" (–—-"):
        return "“"
    return "”" if mark == "“" and before.strip() and not after.isalnum() else mark


def quoted(text: str) -> list[Span]:
    """The outermost quotations of a text; one left open lasts to the end of the text."""
    found: list[Span] = []
    stack: list[tuple[str, int]] = []
    for at in marks(text):
        mark = mark_at(text, at)
        if stack and (mark in stack[-1][0] or (mark == '"' and stack[-1][0] == '"')):
            _, start = stack.pop()
            if not stack:
                found.append(Span(start, at + 1))
        elif mark in PAIRS or (mark == '"' and not stack):
            stack.append((PAIRS.get(mark, '"'), at))
    if stack and text.count(" ", stack[0][1]) >= _SPEECH_WORDS:
        found.append(Span(stack[0][1], len(text)))
    return found


def speech(text: str, lexicon: Lexicon, head: int = 0, tail: int | None = None) -> list[Span]:
    """The spans of a text that are somebody's words, narrator's clauses taken out; [0, head) and [tail, end) are words
    of a quotation that goes on from the paragraph before or into the next one.
    """
    tail = len(text) if tail is None else tail
    within = [Span(head + span.start, head + span.end) for span in quoted(text[head:tail])]
    spans = [span for span in within if _is_speech(text, span, lexicon)]
    spans = [Span(0, head)] * (head > 0) + spans + [Span(tail, len(text))] * (tail < len(text))
    if not spans:
        return _dialogue(text, lexicon) or list(_before_dash(text, lexicon))
    return [piece for span in spans for piece in _without_clauses(text, span, lexicon)]


def _before_dash(text: str, lexicon: Lexicon) -> Iterator[Span]:
    """A sentence without marks that a dash and the narrator's clause close: `It will open in May, – X says.`"""
    for match in islice(_CLOSING_DASH.finditer(text), _OPENINGS):
        clause = text[match.end() : match.end() + _SIGHT]
        if _tells(clause, lexicon) or _ends_in_verb(clause, lexicon):
            start = max((cut.end() for cut in _SENTENCE_END.finditer(text, 0, match.start())), default=0)
            label = _LABEL.match(text, start, match.start())
            yield Span(label.end() if label else start, match.start() + 1)


def _ends_in_verb(clause: str, lexicon: Lexicon) -> bool:
    """Whether an English clause is a subject and its verb, and nothing else: `– the head of the plant said.`"""
    tokens = words(clause)
    if lexicon.code != "en" or not tokens or tokens[0].kind == "mark":
        return False
    last = next((at for at, token in enumerate(tokens) if token.kind == "mark" and token.text not in ("'", "’")), 0)
    return any(found and at + found[1] == last for at in range(last) if (found := lexicon.verbs.find(tokens, at)))


def _dialogue(text: str, lexicon: Lexicon) -> list[Span]:
    """Speech that a dash opens, at the beginning of the text or, where a narrator's clause proves it, of a sentence."""
    if (first := _OPENING_DASH.match(text)) and _tells(text[first.end() : first.end() + _SIGHT].lstrip(), lexicon):
        return []  # the quotation is a paragraph of its own: `- деп жазды ол`
    for opening in islice(_OPENING_DASH.finditer(text), _OPENINGS):
        pieces = list(_without_clauses(text, Span(opening.end() - 1, len(text)), lexicon))
        if len(pieces) > 1 or pieces[0].end < len(text):
            return pieces
        if not text[: opening.end() - 1].strip():
            comma = text.rfind(",", pieces[0].start) + 1  # – It will open in May, X says.
            return [pieces[0]._replace(end=comma)] if comma and _ends_in_verb(text[comma:], lexicon) else pieces
    return []


def _is_speech(text: str, span: Span, lexicon: Lexicon) -> bool:
    inside = text[span.start + 1 : span.end - 1]
    before = text[max(0, span.start - _SIGHT) : span.start].rstrip()
    after = text[span.end : span.end + _SIGHT].lstrip()
    if inside.count(" ") >= 12 or (inside.count(" ") >= _SPEECH_WORDS and _SENTENCE_END.search(inside)):
        return True
    introduced = before.endswith(":") or _SAID_BEHIND.match(after) is not None
    if inside.count(" ") >= _SPEECH_WORDS and after.startswith("деп ") and _is_told(words(after), lexicon):
        return True
    framed = inside.rstrip()[-1:] in (*".!?…,",) or re.match(r",?\s*[–—-]\s|,\s", after) is not None
    opens = not before or before[-1] in ".!?…–—"
    return introduced or (framed and (opens or inside.count(" ") >= _SPEECH_WORDS))


def _is_told(behind: Sequence[Word], lexicon: Lexicon) -> bool:
    """Whether деп and a verb of saying stand behind a quotation: `«…» деп санайды`, but not `«…» деп атады`."""
    found = lexicon.verbs.find(behind, 1) if len(behind) > 1 else None
    return found is not None and found[0].sense in ("said", "quote") and found[0].lemma != _NAMING


def _without_clauses(text: str, span: Span, lexicon: Lexicon) -> Iterator[Span]:
    """The pieces of a quotation between the narrator's clauses that stand inside it."""
    start = span.start
    for match in _CLAUSE.finditer(text, span.start + 2, span.end):
        if match.start() < start or not _tells(text[match.end() : min(span.end, match.end() + _SIGHT)], lexicon):
            continue
        yield Span(start, match.start() + 1)
        closing = _CLAUSE_END.search(text, match.end(), span.end)
        ended = closing is None or not closing.group().strip(" .,")
        start = span.end if ended or closing is None else closing.end()
    if start < span.end:
        yield Span(start, span.end)


def _tells(clause: str, lexicon: Lexicon) -> bool:
    """Whether a clause after a dash opens with a verb of saying, or has one before its first full stop."""
    tokens = words(clause)[:_CLAUSE_REACH]
    if not tokens or tokens[0].capital:
        return bool(tokens) and lexicon.code == "kk" and _opens_with_verb(tokens, lexicon)
    return _opens_with_verb(tokens, lexicon)


def _opens_with_verb(tokens: Sequence[Word], lexicon: Lexicon) -> bool:
    if lexicon.code == "kk":
        return tokens[0].lower in ("деп", "деген") or lexicon.verbs.find(tokens, 0) is not None
    return any(lexicon.verbs.find(tokens, at) for at in range(min(3, len(tokens))))
