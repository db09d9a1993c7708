"""What of a text stays recognisable elsewhere: its figures and names through translation, its runs of words
through reprinting.

A few of the hashes of either kind (the smallest, so that like texts choose alike) are kept in the store, to look
up what is worth comparing.
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from analyzers.skeleton import skeleton
from corpus.records import Rendition
from indexer.normalise.written_dates import written

FIGURE = re.compile(r"\d+(?:[ \u00a0.,]\d{3})*(?:[.,]\d+)?")
NAME = re.compile(r"(?<=[\w,»”\"]) [«“\"]?([^\W\d_a-zа-яё][\w-]{3,})")
WORD = re.compile(r"\w+")
RUN = 4  # words in a row that make one piece of a text
KEPT = 8  # hashes of a kind in the store
LONGEST = 3000  # words of a text that are compared
PAIRED = 24  # figures, and names, that are paired


@dataclass(frozen=True, slots=True)
class Marks:
    """The figures of a text, without those of dates, and the skeletons of its names."""

    figures: frozenset[str]
    names: frozenset[str]


def marks_of(rendition: Rendition) -> Marks:
    """The figures and names of a rendition."""
    texts = (rendition.title or "", *rendition.paragraphs)
    figures = frozenset(figure for text in texts for figure in _figures(text))
    words = {word for text in texts for word in NAME.findall(text)}
    words |= {word for person in rendition.persons for word in person.name.split() if len(word) > 2}
    return Marks(figures, frozenset(skeleton(word) for word in words))


def words_of(rendition: Rendition) -> list[str]:
    """The words of the body in small letters, in order; of a very long text, the first of them."""
    found = (word for text in rendition.paragraphs for word in WORD.findall(text.lower()))
    return list(islice(found, LONGEST))


def runs(words: list[str]) -> array[int]:
    """The hashes of all runs of words, ascending, each once."""
    encoded = [word.encode() for word in words]
    after = (encoded[at:] for at in range(RUN))
    return array("I", sorted({zlib.crc32(b" ".join(run)) >> 1 for run in zip(*after, strict=False)}))


def sketch(marks: Marks, pieces: Sequence[int]) -> dict[str, list[int]]:
    """The marks that the store keeps of a rendition: of its runs of words, and of its figures beside its names."""
    names = [name.encode() for name in sorted(marks.names, key=_hash)[:PAIRED]]
    begun = [zlib.crc32(f"{figure} ".encode()) for figure in sorted(marks.figures, key=_hash)[:PAIRED]]
    facts = {zlib.crc32(name, figure) >> 1 for figure in begun for name in names}
    return {"words": list(pieces[:KEPT]), "facts": sorted(facts)[:KEPT]}


def _hash(text: str) -> int:
    return zlib.crc32(text.encode()) >> 1  # what fits an integer column


def _figures(text: str) -> Iterator[str]:
    """The figures of a text that are no part of a date, each in one spelling; one digit says too little."""
    found = list(FIGURE.finditer(text))
    spans = [(one.start, one.end) for one in written(text)] if found else []
    for match in found:
        if not _inside(match.start(), spans):
            figure = re.sub(r"[ \u00a0.,](?=\d{3}(?:\D|$))", "", match.group()).replace(",", ".")
            if len(figure) > 1 and not re.fullmatch(r"(?:19|20)\d\d", figure):
                yield figure


def _inside(place: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)
