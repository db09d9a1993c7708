"""Text to words, numbers and codes, each with exact offsets into the text as it stands.

A word joined by hyphens, and a number with marks inside, comes whole and in parts: `Қасым-Жомарт` gives the whole and
`Қасым` at one position, `Жомарт` at the next. A number with a grammatical ending (`60-қа`, `5-го`) comes as written and
without it. Letters are repaired in the term (homoglyphs, soft hyphens), never in the offsets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from analyzers.analysis import Columns, Token, token_of
from analyzers.folding import INVISIBLE, MARKS, needs_repair, repair

LONGEST = 100  # letters of a term; what is longer is no word
REMEMBERED = 1 << 13  # words with other signs in them, most often the same ones
CACHED = 1 << 10  # texts whose words are remembered: several analyzers read each, and a page shows them again
AROUND = '.,;:!?…()«»“”"'  # signs around a word that are no part of it
_PATTERN = r"UNIT(?:(?:[-‐‑'’ʼ]|(?<=\d)[.,:/](?=\d))UNIT)*"
_WORD = re.compile(_PATTERN.replace("UNIT", rf"[^\W_][\w{INVISIBLE}{MARKS}]*"))
_CLEAN_WORD = re.compile(_PATTERN.replace("UNIT", r"[^\W_]\w*"))  # in a text that needs no repair
_PART = re.compile(r"[^-‐‑.,:/_]+")
_NUMBER_WITH_ENDING = re.compile(r"(\d+)[-‐‑][а-яёәғқңөұүһі]{1,4}")


@lru_cache(maxsize=CACHED)
def tokenize(text: str) -> tuple[Token, ...]:
    """The words of a text; the whole of a compound shares the position of its first part."""
    found: list[Token] = []
    position = 0
    clean = not needs_repair(text)
    for match in (_CLEAN_WORD if clean else _WORD).finditer(text):
        start, end = match.span()
        term = text[start:end] if clean else repair(match.group())
        if term.isalnum():
            found.append(token_of((term[:LONGEST], start, end, position)))
            position += 1
        else:
            parts = list(_parts(match.group(), start))
            found.append(Token(term[:LONGEST], start, end, position))
            if len(parts) > 1 or (parts and parts[0][0] != term):
                for number, (part, left, right) in enumerate(parts):
                    found.append(Token(part[:LONGEST], left, right, position + number))
            position += max(len(parts), 1)
    return tuple(found)


def columns(text: str) -> Columns:
    """The terms of `tokenize` and their positions alone, in a fraction of its time."""
    return read(text)[:2]


class Read(NamedTuple):
    """Terms, the position of each, and the position at which each of what stands between spaces begins."""

    terms: Sequence[str]
    positions: Sequence[int]
    begins: Sequence[int]


@lru_cache(maxsize=CACHED)
def read(text: str) -> Read:
    """The words of a text as columns. No word reaches over a space, and letters and digits between two spaces are one
    word, with signs around it or without: only what has other signs in it is looked into."""
    terms: list[str] = []
    positions: list[int] = []
    begins: list[int] = []
    position = 0
    clean = not needs_repair(text)
    for word in text.split():
        begins.append(position)
        bare = word if word.isalnum() else word.strip(AROUND)
        if bare.isalnum() and (clean or not needs_repair(bare)):
            terms.append(bare[:LONGEST])
            positions.append(position)
            position += 1
        else:
            own, places, taken = inside(word)
            terms += own
            positions += [position + place for place in places]
            position += taken
    return Read(terms, positions, begins)


@lru_cache(maxsize=REMEMBERED)
def inside(written: str) -> tuple[tuple[str, ...], tuple[int, ...], int]:
    """The terms of what stands between two spaces, their positions, and how many of these it takes."""
    found = tokenize(written)
    return tuple(token[0] for token in found), tuple(token[3] for token in found), found[-1][3] + 1 if found else 0


def _parts(surface: str, start: int) -> Iterator[tuple[str, int, int]]:
    number = _NUMBER_WITH_ENDING.fullmatch(surface)
    if number:
        yield number.group(1), start, start + number.end(1)
        return
    for match in _PART.finditer(surface):
        part = repair(match.group())
        if any(map(str.isalnum, part)):  # not a mark left alone
            yield part, start + match.start(), start + match.end()
