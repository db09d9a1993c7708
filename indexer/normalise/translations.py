"""Whether a rendition is another language version of a release: by what translation leaves as it is.

Figures, names (as folded Latin skeletons) and places survive translation. Two versions share most of the
figures and names of the shorter one, and nothing speaks against them: not the source, the day, or the regions
they are about. Releases made from one template differ in figures and places; a doubtful or a second-best
match is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from analyzers.skeleton import skeleton
from corpus.records import Rendition
from indexer.normalise.written_dates import written

WINDOW = timedelta(days=3)
FIGURE = re.compile(r"\d+(?:[ \u00a0.,]\d{3})*(?:[.,]\d+)?")
NAME = re.compile(r"(?<=[\w,»”\"] )[«“\"]?([^\W\d_a-zа-яё][\w-]{3,})")
ENOUGH, MARGIN = 0.5, 0.12
FIGURES_SPEAK = 3  # so many figures on both sides can speak against a match


@dataclass(frozen=True, slots=True)
class _Marks:
    figures: frozenset[str]
    names: frozenset[str]


def same_release(rendition: Rendition, candidates: Sequence[Rendition]) -> str | None:
    """The release of the candidate that says the same in another language; None where that is in doubt."""
    taken = {one.release for one in candidates if _kind(one) == _kind(rendition)}
    own = _marks(rendition)
    scores: dict[str, float] = {}
    for one in candidates:
        if one.release not in taken and _compatible(rendition, one):
            scores[one.release] = max(scores.get(one.release, 0.0), _likeness(own, _marks(one)))
    ranked = sorted(scores, key=lambda release: (-scores[release], release))
    if not ranked or scores[ranked[0]] < ENOUGH:
        return None
    if len(ranked) > 1 and scores[ranked[0]] - scores[ranked[1]] < MARGIN:
        return None
    return ranked[0]


def _kind(rendition: Rendition) -> tuple[str, str]:
    return rendition.language, rendition.script


def _compatible(one: Rendition, other: Rendition) -> bool:
    """Whether nothing that both say speaks against it."""
    if one.source != other.source or one.release == other.release or one.language == other.language:
        return False
    if one.published and other.published and abs(one.published - other.published) > WINDOW:
        return False
    about, theirs = set(one.regions_about), set(other.regions_about)
    return not about or not theirs or bool(about & theirs)


def _marks(rendition: Rendition) -> _Marks:
    texts = [rendition.title or "", *rendition.paragraphs]
    figures = frozenset(figure for text in texts for figure in _figures(text))
    words = {word for text in texts for word in NAME.findall(text)}
    words |= {word for person in rendition.persons for word in person.name.split() if len(word) > 2}
    return _Marks(figures, frozenset(skeleton(word) for word in words))


def _figures(text: str) -> Iterable[str]:
    """The figures of a text that are no part of a date, each in one spelling; one digit says too little."""
    spans = [(one.start, one.end) for one in written(text)]
    for match in FIGURE.finditer(text):
        if any(start <= match.start() < end for start, end in spans):
            continue
        figure = re.sub(r"[ \u00a0.,](?=\d{3}(?:\D|$))", "", match.group()).replace(",", ".")
        if len(figure) > 1 and not re.fullmatch(r"(?:19|20)\d\d", figure):
            yield figure


def _likeness(one: _Marks, other: _Marks) -> float:
    """The share of the shorter side's figures and names that the other has, weighed by how many there are."""
    if not _agree(one.figures, other.figures):
        return 0.0
    parts = ((one.figures, other.figures, 1.5), (one.names, other.names, 1.0))
    weight = shared = 0.0
    for mine, theirs, worth in parts:
        least = min(len(mine), len(theirs))
        weight += worth * least
        shared += worth * min(least, len(mine & theirs))
    return shared / max(weight, 4.0)


def _agree(figures: frozenset[str], others: frozenset[str]) -> bool:
    least = min(len(figures), len(others))
    return least < FIGURES_SPEAK or len(figures & others) >= 0.4 * least
