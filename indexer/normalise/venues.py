"""Venues in running text: universities, theatres, arenas, fields, plants that stand in a place without naming it.

A venue is written as a row of words (corpus/authorities/venues.tsv), any of which may be open at its end; between them
may stand blanks, quotation marks and stops. Words are compared in small letters, a word that has a capital in the list
only with one that has a capital too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from corpus.authority import Venue, venues

GAP = re.compile(r"[\s.«»\"“”„–—-]{1,4}")
WRITTEN = re.compile(r"[\w-]+\*?")
CACHED = 1 << 14  # words remembered
KEYS = (4, 3, 2)  # letters of its first word under which a venue is looked up


class _Word(NamedTuple):
    text: str
    is_open: bool
    capital: bool

    def fits(self, word: str) -> bool:
        if self.capital and word[0].islower():
            return False
        small = word.lower().replace("ё", "е").replace("‑", "-")
        return small.startswith(self.text) if self.is_open else small == self.text


def venue_at(text: str, tokens: Sequence[re.Match[str]], at: int) -> tuple[int, Venue] | None:
    """How many words the longest venue that begins at a word has, and the venue."""
    for words, venue in _beginning_with(tokens[at].group()):
        if _stands(text, tokens[at : at + len(words)], words):
            return len(words), venue
    return None


def begins_venue(word: str) -> bool:
    """Whether a venue may begin with a word."""
    return bool(_beginning_with(word))


@lru_cache(maxsize=CACHED)
def _beginning_with(word: str) -> Sequence[tuple[tuple[_Word, ...], Venue]]:
    """The venues a word may begin, the longest first among those under the same letters."""
    start, known = word[: KEYS[0]].lower(), _by_beginning()
    found: list[tuple[tuple[_Word, ...], Venue]] = []
    for size in KEYS:
        found += known.get(start[:size], ())
    return tuple((words, venue) for words, venue in found if words[0].fits(word)) if found else ()


def _stands(text: str, tokens: Sequence[re.Match[str]], words: Sequence[_Word]) -> bool:
    if len(tokens) < len(words) or not all(w.fits(t.group()) for w, t in zip(words, tokens, strict=True)):
        return False
    return all(GAP.fullmatch(text, one.end(), two.start()) for one, two in pairwise(tokens))


@cache
def _by_beginning() -> Mapping[str, Sequence[tuple[tuple[_Word, ...], Venue]]]:
    """The venues by the first letters of their first word, the longest first."""
    found: dict[str, list[tuple[tuple[_Word, ...], Venue]]] = defaultdict(list)
    for venue in venues().values():
        for name in venue.names:
            words = tuple(map(_word, WRITTEN.findall(name)))
            found[words[0].text[: KEYS[0]]].append((words, venue))
    return {start: sorted(rows, key=lambda row: -len(row[0])) for start, rows in found.items()}


def _word(written: str) -> _Word:
    text = written.removesuffix("*")
    return _Word(text.lower().replace("ё", "е"), written.endswith("*"), text[0].isupper())
