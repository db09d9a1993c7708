"""What an index tells of the words of a text: which of them are marked, without looking at the others.

The index says at which positions of a text its terms stand, and the tokenizer which words these are. Only they are
analyzed; of all others it is known that they are not marked. Where the text reads otherwise than the index knows it,
nothing is learnt, and every word is looked at.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence, Set
from typing import NamedTuple

import analyzers
from analyzers.analysis import Analyzer
from analyzers.language import Languages
from analyzers.tokenizer import tokenize
from corpus.records import Rendition
from indexer.engines.base import PARAGRAPH_GAP, Placed

Looks = Callable[[str], str]  # the term that a word is marked for, or nothing
Learns = Callable[[Set[str]], None]  # takes words that are not marked


class Reader(NamedTuple):
    """What reads the words of a kind of field, looks whether one is marked, and learns which are not."""

    kind: str
    analyzer: Analyzer
    looks: Looks
    learns: Learns


def chains(language: str, languages: Languages) -> dict[str, Analyzer]:
    """The analyzers of a text of a language, by kind of field."""
    own = languages.get(language)
    shared = {"exact": analyzers.exact, "folded": analyzers.folded, "names": analyzers.names}
    return shared if own is None else {**shared, f"lemma_{language}": own.lemma}


def by_word(analyzer: Analyzer) -> bool:
    """Whether an analyzer looks at every word by itself."""
    return all(hasattr(each, "word") for each in analyzer.filters)


def learn(rendition: Rendition, told: Placed, readers: Iterable[Reader]) -> None:
    """Lets every reader know which words of a rendition are not marked."""
    parts = {"title": (rendition.title,) if rendition.title else (), "body": rendition.paragraphs}
    words = {token.term for texts in parts.values() for text in texts for token in tokenize(text)}
    for kind, analyzer, looks, learns in readers:
        marked: set[str] = set()
        for field, texts in ((f"{part}_{kind}", texts) for part, texts in parts.items()):
            if field in told.lengths:
                found = _standing(analyzer, texts, told.positions[field], told.lengths[field])
                if not all(any(map(looks, alternatives)) for alternatives in found):
                    return
                marked.update(*found)
        learns(words - marked)


def _standing(analyzer: Analyzer, texts: Iterable[str], positions: Sequence[int], length: int) -> list[list[str]]:
    """The words at these positions of a field; one without any, where the field has another length in the index."""
    if analyzer.tokenizer is not tokenize and not positions:
        return []
    found, offset, counted = [], 0, 0
    for text in texts:
        tokens = tuple(analyzer.tokenizer(text))
        last = tokens[-1].position if tokens else 0
        inside = positions[bisect_left(positions, offset) : bisect_right(positions, offset + last)]
        found += [[token.term for token in tokens if token.position + offset == place] for place in inside]
        counted += len({token.position for token in tokens})
        offset += last + PARAGRAPH_GAP
    return found if (counted, len(found)) == (length, len(positions)) else [[]]
