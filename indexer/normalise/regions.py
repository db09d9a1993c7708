"""Which regions a text is about and which it only names.

Every mention of a place speaks for its region, with a weight for where it stands (`place_weights.py`), less in a
sentence that lists many regions. A text is about the regions that weigh enough; the one region that a text speaks of
needs the less, the shorter the text is, but more than one mention in passing unless it is very short. A district that
exists in several regions counts for the one that is named near it, or for none. A text that would be about more than
three regions is about the country.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from corpus.authority import regions as known_regions
from corpus.records import TITLE, Evidence, Mention, Place
from indexer.normalise.place_weights import IN_BODY, WHERE, Found, Layout, found_in

REPEATED = 0.25  # share of a region that is named again in its sentence
LISTED = {1: 1.0, 2: 1.0, 3: 0.5}  # weight of a mention by the number of regions in its sentence
LISTED_MANY = 0.25
ABOUT, ABOUT_IF_TOLD_TWICE, SHARE_OF_FIRST = 3.5, 2.5, 0.5
SHARE_BESIDE_TITLE = 0.75  # of a region that the title leaves out though it names another
ALONE, ALONE_LENGTH, SHARE_ALONE = 1.0, 2000, 0.75  # of a region that is nearly all that a text of that length names
SHORT, LEAST_IN_PASSING = 600, 0.25  # longer texts name it early, or twice with that weight, which a dateline lacks
SHARE_OF_WHOLE, USUAL_LENGTH = 0.4, 5000  # of a region that is not in the title; longer texts ask for more weight
MOST = 3
EACH, CODE_POINTS_A_MENTION, LEAST_OF_EACH = 4, 200, 0.25  # of a text that tells of many regions one by one


class Counted(NamedTuple):
    """A mention with its region and weight."""

    mention: Mention
    region: str
    weight: float
    sure: bool
    named: bool  # itself, and neither as the place of a venue nor for the government


def regions(title: str | None, paragraphs: Sequence[str]) -> tuple[Place, ...]:
    """The regions of a text in order of weight, those it is about first."""
    layout = Layout({TITLE: title or "", **dict(enumerate(paragraphs))})
    found = [one for at, text in layout.texts.items() for one in found_in(at, text)]
    counted = list(_counted(found, layout))
    weights: dict[str, float] = defaultdict(float)
    for one in counted:
        weights[one.region] += one.weight
    about = _about(counted, weights, layout.length)
    ordered = sorted(weights, key=lambda region: (region not in about, -weights[region], region))
    return tuple(_place(region, counted, weights[region], about=region in about) for region in ordered)


def _counted(found: Sequence[Found], layout: Layout) -> Iterator[Counted]:
    known = _named(found)
    sentences_found: dict[tuple[int, int], list[Found]] = defaultdict(list)
    for one in found:
        sentences_found[one.paragraph, one.sentence].append(one)
    for group in sentences_found.values():
        near = _named(group)
        listed = LISTED.get(len(near), LISTED_MANY) if near else 1.0
        told: set[str] = set()
        for one in group:
            if region := _region(one.regions, near, known):
                share = listed * (REPEATED if region in told else 1.0)
                told.add(region)
                weight = share * layout.weight(one, region)
                yield Counted(_mention(one, region, layout.texts), region, weight, *_sure(one, region, layout))


def _named(found: Sequence[Found]) -> set[str]:
    """The regions that are named beyond doubt; a venue only stands in one."""
    sure = (one.regions for one in found if len(one.regions) == 1 and not one.sighting.is_venue)
    return {region for regions in sure for region in regions}


def _sure(one: Found, region: str, layout: Layout) -> tuple[bool, bool]:
    return one.sighting.head is not None, not (one.sighting.is_venue or layout.is_government(one, region))


def _mention(one: Found, region: str, texts: Mapping[int, str]) -> Mention:
    start, end, meanings, head = one.sighting
    meaning = next(meaning for meaning in meanings if meaning.region == region)
    rule = f"{meaning.kind} by its word" if head else f"{meaning.kind} by its name"
    return Mention(meaning.id, texts[one.paragraph][start:end], one.paragraph, start, end, rule)


def _region(may_be: frozenset[str], near: set[str], known: set[str]) -> str | None:
    """The region of a sighting; of several it may lie in, the only one named in its sentence, or in the text."""
    if len(may_be) == 1:
        return next(iter(may_be))
    for context in (near, known):
        if len(fitting := may_be & context) == 1:
            return next(iter(fitting))
        if not fitting and len(then := {one for one in may_be if known_regions()[one].before in context}) == 1:
            return next(iter(then))
    return None


def _about(counted: Sequence[Counted], weights: Mapping[str, float], length: int) -> set[str]:
    titled = {one.region for one in counted if one.mention.paragraph == TITLE}
    most, whole = max(weights.values(), default=0.0), sum(weights.values())
    about = set()
    for region, weight in weights.items():
        least = _least([one for one in counted if one.region == region], weight / (whole or 1.0), length)
        if region not in titled:
            least = max(least * max(1.0, length / USUAL_LENGTH), SHARE_OF_WHOLE * whole)
        share = SHARE_BESIDE_TITLE if titled and region not in titled else SHARE_OF_FIRST
        if weight >= max(least, share * most):
            about.add(region)
    return about if 0 < len(about) <= MOST else _each(counted, weights, length)


def _each(counted: Sequence[Counted], weights: Mapping[str, float], length: int) -> set[str]:
    """The regions of a text that does little else than name them again and again: of floods, or of the weather."""
    times = Counter(one.region for one in counted if one.named and weights[one.region] >= LEAST_OF_EACH)
    dense = length <= CODE_POINTS_A_MENTION * len(counted)
    again = 2 * sum(count > 1 for count in times.values()) >= len(times)
    return set(times) if dense and again and len(times) >= EACH else set()


def _least(mine: Sequence[Counted], share: float, length: int) -> float:
    """The weight that a region with that share of all mentions needs."""
    if share >= SHARE_ALONE and _is_told(mine, length):
        return min(ABOUT, ALONE * max(1.0, length / ALONE_LENGTH))
    return ABOUT_IF_TOLD_TWICE if len(mine) > 1 or any(one.sure for one in mine) else ABOUT


def _is_told(mine: Sequence[Counted], length: int) -> bool:
    """Whether a text names a region itself, and more than once in passing if it is not short."""
    weights = [one.weight for one in mine]
    twice = sum(weight >= LEAST_IN_PASSING for weight in weights) > 1
    return any(one.named for one in mine) and (length <= SHORT or twice or max(weights) > IN_BODY * WHERE)


def _place(region: str, counted: Sequence[Counted], weight: float, *, about: bool) -> Place:
    mine = [one for one in counted if one.region == region]
    best = max(mine, key=lambda one: one.weight).mention
    rule = f"{'about' if about else 'mentioned'}: weight {weight:.1f} from {len(mine)} mentions"
    confidence = min(0.95, 0.7 + weight / 40) if about else 0.9
    evidence = Evidence(rule, round(confidence, 2), best.paragraph, best.start, best.end)
    return Place(region, "about" if about else "mentioned", tuple(one.mention for one in mine), evidence)
