"""What captures tell of the past of a text: when it was first seen, when it changed and how much, and what stood in it.

Captures are samples: a change happened between two of them, never at one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from analyzers.segment import sentences
from corpus.edits import share, weight

WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Stood:
    """A text as it stood from one capture to another: its title and paragraphs, and `aside` what else the page said."""

    captured: datetime
    last_seen: datetime
    paragraphs: tuple[str, ...]
    aside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """A text in place of another, made after the old one was last seen and before the new one was captured; `share`
    of their words only one of the two has."""

    after: datetime
    before: datetime
    share: float

    @property
    def weight(self) -> str:
        """Touched, edited or rewritten."""
        return weight(self.share)


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence that no longer stands: first and last seen, and the captures around it that did not have it."""

    text: str
    first_seen: datetime
    last_seen: datetime
    gone_by: datetime
    not_yet: datetime | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of the past of a rendition."""

    first_seen: datetime
    edits: tuple[Edit, ...] = ()
    former: tuple[Passage, ...] = ()

    @property
    def changed(self) -> datetime | None:
        """When the last change was seen."""
        return self.edits[-1].before if self.edits else None


def past(first_seen: datetime, texts: Sequence[Stood]) -> Past:
    """The past of a rendition from its texts, one after another, the last of which stands."""
    edits = (Edit(old.last_seen, new.captured, share(old.paragraphs, new.paragraphs)) for old, new in pairwise(texts))
    return Past(first_seen, tuple(edits), tuple(_former(texts)) if len(texts) > 1 else ())


def _former(texts: Sequence[Stood]) -> Iterator[Passage]:
    """The sentences of earlier texts that the last one has nowhere, in the order in which they were met."""
    said = [dict(_sentences(text.paragraphs)) for text in texts]
    stands = {key for key, _ in _sentences((*texts[-1].paragraphs, *texts[-1].aside))}
    met: dict[str, str] = {}
    for sentence in said[:-1]:
        met |= {key: words for key, words in sentence.items() if key not in stands and key not in met}
    for key, words in met.items():
        places = [place for place, sentence in enumerate(said) if key in sentence]
        first, last = places[0], places[-1]
        not_yet = texts[first - 1].last_seen if first else None
        yield Passage(words, texts[first].captured, texts[last].last_seen, texts[last + 1].captured, not_yet)


def _sentences(paragraphs: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Sentences by what tells them apart: their words, whatever the letters and signs."""
    for text in paragraphs:
        for start, end in sentences(text):
            sentence = text[start:end].strip()
            if key := " ".join(WORD.findall(sentence.lower())):
                yield key, sentence
