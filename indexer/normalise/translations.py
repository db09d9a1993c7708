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
from datetime import date, timedelta

from analyzers.skeleton import skeleton
from corpus.records import Rendition
from indexer.normalise.marks import Marks, marks_of

WINDOW = timedelta(days=3)
ENOUGH, MARGIN = 0.5, 0.12
UNDATED_ENOUGH, UNDATED_SHARED = 0.65, 5  # likeness, and marks shared, where one of the two has no day
TELLING = 1.2  # marks that the two must share, each divided by the number of candidates that have it too
FIGURES_SPEAK = 3  # so many figures on both sides can speak against a match


@dataclass(frozen=True, slots=True)
class Traits:
    """What of a text is compared; `named` tells whose name or post each skeleton belongs to."""

    source: str
    kind: tuple[str, str]  # language and script
    published: date | None
    about: frozenset[str]  # regions
    marks: Marks
    named: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A rendition to compare: its traits, and where it stands by now."""

    id: str
    release: str
    is_copy: bool
    traits: Traits


@dataclass(frozen=True, slots=True)
class Match:
    """The release found, the rendition of it that is most alike, how much so, and what both share."""

    release: str
    other: str
    score: float
    shared: tuple[str, ...]


def traits_of(rendition: Rendition) -> Traits:
    """What of a rendition is compared."""
    worded = ((f"{person.name} {person.post or ''}", person.id) for person in rendition.persons)
    return Traits(
        source=rendition.source,
        kind=(rendition.language, rendition.script),
        published=rendition.published,
        about=frozenset(rendition.regions_about),
        marks=marks_of(rendition),
        named={skeleton(word): identifier for words, identifier in worded for word in words.split()},
    )


def candidate(rendition: Rendition) -> Candidate:
    """A rendition as it is compared."""
    return Candidate(rendition.id, rendition.release, rendition.copy_of is not None, traits_of(rendition))


def best_match(rendition: Candidate, candidates: Sequence[Candidate]) -> Match | None:
    """The candidate that says the same in another language, with the reason; None where that is in doubt."""
    taken = {one.release for one in candidates if one.traits.kind == rendition.traits.kind and not one.is_copy}
    fitting = [one for one in candidates if one.release not in taken and _compatible(rendition, one)]
    own = rendition.traits
    common = _common(own.marks, candidates) if fitting else {}
    found: dict[str, Match] = {}
    for one in fitting:
        match = _compared(own.marks, one, common, dated=bool(own.published and one.traits.published))
        if match and (one.release not in found or found[one.release].score < match.score):
            found[one.release] = match
    ranked = sorted(found.values(), key=lambda match: (-match.score, match.release))
    if not ranked or ranked[0].score < ENOUGH:
        return None
    if len(ranked) > 1 and ranked[0].score - ranked[1].score < MARGIN:
        return None
    return ranked[0]


def _common(own: Marks, candidates: Sequence[Candidate]) -> Counter[str]:
    """In how many releases of the candidates a figure or name stands: the president's name tells little."""
    mine = own.figures | own.names
    held = {(one.release, mark) for one in candidates for part in _parts(one.traits.marks) for mark in part & mine}
    return Counter(mark for _, mark in held)


def _parts(marks: Marks) -> tuple[frozenset[str], frozenset[str]]:
    return marks.figures, marks.names


def _compared(own: Marks, one: Candidate, common: Mapping[str, int], *, dated: bool) -> Match | None:
    other = one.traits.marks
    score = _likeness(own, other)
    if score < ENOUGH - 2 * MARGIN:  # neither the best of all, nor near enough to it to leave it in doubt
        return None
    shared = (*sorted(own.figures & other.figures), *sorted(own.names & other.names))
    if _told(shared, one, common) < TELLING:
        return None
    if not dated and (score < UNDATED_ENOUGH or len(shared) < UNDATED_SHARED or not own.figures & other.figures):
        return None
    return Match(one.release, one.id, round(score, 3), shared)


def _told(shared: Sequence[str], one: Candidate, common: Mapping[str, int]) -> float:
    """How much the marks shared tell: each the less, the more candidates have it; a person with the post is one."""
    told: dict[str, float] = {}
    for mark in shared:
        unit = one.traits.named.get(mark, mark)
        told[unit] = max(told.get(unit, 0.0), 1 / max(1, common[mark]))
    return sum(told.values())


def _compatible(one: Candidate, other: Candidate) -> bool:
    """Whether nothing that both say speaks against it."""
    mine, theirs = one.traits, other.traits
    if mine.source != theirs.source or one.release == other.release or mine.kind[0] == theirs.kind[0]:
        return False
    if mine.published and theirs.published and abs(mine.published - theirs.published) > WINDOW:
        return False
    return not mine.about or not theirs.about or bool(mine.about & theirs.about)


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
