"""Whether a rendition is another language version of a release: by what translation leaves as it is.

Figures, names (as folded Latin skeletons) and places survive translation. Two versions share most of the
figures and names of the shorter one, and nothing speaks against them: not the source, the day, or the regions
they are about. Releases made from one template differ in figures and places; a doubtful or a second-best
match is none. Where a day is missing, more has to be shared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from analyzers.skeleton import skeleton
from corpus.records import Rendition
from indexer.normalise.marks import Marks, marks_of

WINDOW = timedelta(days=3)
ENOUGH, MARGIN = 0.5, 0.12
UNDATED_ENOUGH, UNDATED_SHARED = 0.65, 5  # likeness, and marks shared, where one of the two has no day
TELLING = 1.2  # marks that the two must share, each divided by the number of candidates that have it too
FIGURES_SPEAK = 3  # so many figures on both sides can speak against a match


@dataclass(frozen=True, slots=True)
class Match:
    """The release found, the rendition of it that is most alike, how much so, and what both share."""

    release: str
    other: str
    score: float
    shared: tuple[str, ...]


def same_release(rendition: Rendition, candidates: Sequence[Rendition]) -> str | None:
    """The release of the candidate that says the same in another language; None where that is in doubt."""
    match = best_match(rendition, candidates)
    return match.release if match else None


def best_match(rendition: Rendition, candidates: Sequence[Rendition]) -> Match | None:
    """The candidate that says the same in another language, with the reason; None where that is in doubt."""
    taken = {one.release for one in candidates if _kind(one) == _kind(rendition) and not one.copy_of}
    fitting = [one for one in candidates if one.release not in taken and _compatible(rendition, one)]
    own = marks_of(rendition)
    common = _common(own, candidates) if fitting else {}
    found: dict[str, Match] = {}
    for one in fitting:
        match = _compared(own, one, common, dated=bool(rendition.published and one.published))
        if match and (one.release not in found or found[one.release].score < match.score):
            found[one.release] = match
    ranked = sorted(found.values(), key=lambda match: (-match.score, match.release))
    if not ranked or ranked[0].score < ENOUGH:
        return None
    if len(ranked) > 1 and ranked[0].score - ranked[1].score < MARGIN:
        return None
    return ranked[0]


def _common(own: Marks, candidates: Sequence[Rendition]) -> Counter[str]:
    """In how many releases of the candidates a figure or name stands: the president's name tells little."""
    mine = own.figures | own.names
    held = {(one.release, mark) for one in candidates for part in _parts(marks_of(one)) for mark in part & mine}
    return Counter(mark for _, mark in held)


def _parts(marks: Marks) -> tuple[frozenset[str], frozenset[str]]:
    return marks.figures, marks.names


def _compared(own: Marks, one: Rendition, common: Mapping[str, int], *, dated: bool) -> Match | None:
    other = marks_of(one)
    score = _likeness(own, other)
    shared = (*sorted(own.figures & other.figures), *sorted(own.names & other.names))
    if _told(shared, one, common) < TELLING:
        return None
    if not dated and (score < UNDATED_ENOUGH or len(shared) < UNDATED_SHARED or not own.figures & other.figures):
        return None
    return Match(one.release, one.id, round(score, 3), shared)


def _told(shared: Sequence[str], one: Rendition, common: Mapping[str, int]) -> float:
    """How much the marks shared tell: each the less, the more candidates have it; a person with the post is one."""
    named = ((f"{person.name} {person.post or ''}", person.id) for person in one.persons)
    person_of = {skeleton(word): identifier for words, identifier in named for word in words.split()}
    told: dict[str, float] = {}
    for mark in shared:
        unit = person_of.get(mark, mark)
        told[unit] = max(told.get(unit, 0.0), 1 / max(1, common[mark]))
    return sum(told.values())


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


def _likeness(one: Marks, other: Marks) -> float:
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
