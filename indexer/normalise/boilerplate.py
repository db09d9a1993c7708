"""Paragraphs that recur in a source: what a body says of itself below every release, and lines of its site.

A paragraph counts when it is short, or stands at an edge of the text; one that stands in several releases of its
source (the store counts them) says nothing about any of them. It is left out of the text before anything is
concluded from it, and kept beside it. A line of a contact footer stays, for it belongs to the contact.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence

from corpus.records import Rendition
from indexer.normalise.contacts import is_contact
from indexer.normalise.text import letters_of

LEAST_RELEASES = 5  # in which a paragraph stands
SHORT = 160
LONG = 1200  # no paragraph longer than that is boilerplate
FIRST, LAST = 1, 3  # paragraphs at the edges


def without_recurring(paragraphs: Sequence[str], recurring: Collection[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The paragraphs that are the release's own, and those left out; a text of recurring lines alone stays whole."""
    if not recurring:
        return tuple(paragraphs), ()
    out = {at for at in _candidates(paragraphs) if passage_key(paragraphs[at]) in recurring}
    if len(out) == len(paragraphs):
        return tuple(paragraphs), ()
    kept = tuple(text for at, text in enumerate(paragraphs) if at not in out)
    return kept, tuple(paragraphs[at] for at in sorted(out))


def passages(rendition: Rendition) -> frozenset[str]:
    """Keys of the paragraphs of a rendition that would be boilerplate if they recurred, and of those that are."""
    shown = rendition.paragraphs
    keys = {passage_key(shown[at]) for at in _candidates(shown)} | set(map(passage_key, rendition.boilerplate))
    return frozenset(keys - {passage_key("")})


def passage_key(paragraph: str) -> str:
    """What paragraphs share that differ in nothing but capitals, blanks and punctuation."""
    return hashlib.sha256(letters_of(paragraph).encode()).hexdigest()[:12]


def _candidates(paragraphs: Sequence[str]) -> Iterator[int]:
    for at, text in enumerate(paragraphs):
        edge = at < FIRST or at >= len(paragraphs) - LAST
        if len(text) <= (LONG if edge else SHORT) and not is_contact(text):
            yield at
