"""How a text differs from the one before it: which words are gone and which are new, and how much of it that is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

KEPT, GONE, ADDED = "kept", "gone", "added"
TOUCHED, EDITED, REWRITTEN = WEIGHTS = ("touched", "edited", "rewritten")
EDITED_FROM = 0.05  # of all words of both texts: below, it is a touch-up
REWRITTEN_FROM = 0.4
WORDS = re.compile(r"\s*\S+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that were kept, are gone, or were added."""

    kind: str
    text: str


def share(before: Sequence[str], now: Sequence[str]) -> float:
    """How much of two texts, paragraph by paragraph, only one of them has: 0 where they have the same words, wherever
    these stand, and 1 where they have none in common."""
    old, new = (Counter(word for text in texts for word in text.split()) for texts in (before, now))
    apart = sum((old - new).values()) + sum((new - old).values())
    return apart / max(sum(old.values()) + sum(new.values()), 1)


def weight(changed: float) -> str:
    """What a change of such a share is called."""
    if changed < EDITED_FROM:
        return TOUCHED
    return EDITED if changed < REWRITTEN_FROM else REWRITTEN


def differences(before: Sequence[str], now: Sequence[str]) -> Iterator[tuple[Piece, ...]]:
    """The paragraphs that differ, each as words kept, gone and added."""
    for kind, a, b, c, d in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if kind != "equal":
            for old, new in zip_longest(before[a:b], now[c:d], fillvalue=""):
                yield tuple(_pieces(WORDS.findall(old), WORDS.findall(new)))


def _pieces(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    before, now = ([word.strip() for word in words] for words in (old, new))
    for kind, a, b, c, d in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece(KEPT, "".join(new[c:d]))
            continue
        if a < b:
            yield Piece(GONE, "".join(old[a:b]))
        if c < d:
            yield Piece(ADDED, "".join(new[c:d]))
