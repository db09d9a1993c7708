"""The texts a version has had: when each was captured, what proves it, and which words changed from one to the next."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from itertools import zip_longest

from corpus.store import Revision

KEPT, GONE, ADDED = "kept", "gone", "added"
WORDS = re.compile(r"\s*\S+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that were kept, are gone, or were added."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Version:
    """A text at one capture, and the paragraphs in which it differs from the one before (none for the first)."""

    captured: datetime
    last_seen: datetime
    current: bool
    url: str
    sha256: str
    changed: tuple[tuple[Piece, ...], ...]
    first: bool


def versions(revisions: Sequence[Revision]) -> tuple[Version, ...]:
    """The texts, the newest first."""
    made = []
    for before, now in zip((None, *revisions), revisions, strict=False):
        changed = tuple(_changed(_paragraphs(before), _paragraphs(now))) if before else ()
        made.append(
            Version(now.captured, now.last_seen, now.current, now.url, now.sha256, changed, first=before is None)
        )
    return tuple(reversed(made))


def _paragraphs(revision: Revision) -> tuple[str, ...]:
    return (*([revision.title] if revision.title else []), *revision.paragraphs)


def _changed(before: Sequence[str], now: Sequence[str]) -> Iterator[tuple[Piece, ...]]:
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
