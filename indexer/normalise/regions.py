"""Which regions a text is about and which it only names.

Every mention of a place speaks for its region, with a weight for where it stands: title before lead before
body, little in a dateline, less in a sentence that lists many regions. A district that exists in several
regions counts for the one that is named near it, or for none. A text that would be about more than three
regions is about the country.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from analyzers.segment import sentences
from corpus.records import TITLE, Evidence, Mention, Place
from indexer.normalise.sightings import Sighting, sightings
from indexer.normalise.text import dateline, is_signed

CAPITAL = "KZ-71"
IN_TITLE, IN_LEAD, IN_BODY = 4.0, 2.5, 1.0
LEAD_LENGTH = 350
DATELINE, BARE_CAPITAL = 0.2, 0.6
LISTED = {1: 1.0, 2: 1.0, 3: 0.5}  # weight of a mention by the number of regions in its sentence
LISTED_MANY = 0.25
ABOUT, ABOUT_IF_TOLD_TWICE, SHARE_OF_FIRST = 4.0, 2.5, 0.5
SHARE_BESIDE_TITLE = 0.75  # of a region that the title leaves out though it names another
MOST = 3


class Found(NamedTuple):
    """A sighting with the paragraph and the sentence it stands in."""

    sighting: Sighting
    paragraph: int
    sentence: int


class Counted(NamedTuple):
    """A mention with its region and weight."""

    mention: Mention
    region: str
    weight: float
    sure: bool


def regions(title: str | None, paragraphs: Sequence[str]) -> tuple[Place, ...]:
    """The regions of a text in order of weight, those it is about first."""
    texts = [(TITLE, title or ""), *enumerate(paragraphs)]
    found = [one for at, text in texts for one in _found(at, text)]
    counted = list(_counted(found, dict(texts)))
    weights: dict[str, float] = defaultdict(float)
    for one in counted:
        weights[one.region] += one.weight
    about = _about(counted, weights)
    ordered = sorted(weights, key=lambda region: (region not in about, -weights[region], region))
    return tuple(_place(region, counted, weights[region], about=region in about) for region in ordered)


def _found(paragraph: int, text: str) -> Iterator[Found]:
    seen = sightings(text)
    ends = [end for _, end in sentences(text)] if len(seen) > 1 else []
    for one in seen:
        yield Found(one, paragraph, bisect_right(ends, one.start))


def _counted(found: Sequence[Found], texts: Mapping[int, str]) -> Iterator[Counted]:
    known = _named(found)
    lead_end = _lead_end(texts)
    sentences_found: dict[tuple[int, int], list[Found]] = defaultdict(list)
    for one in found:
        sentences_found[one.paragraph, one.sentence].append(one)
    for group in sentences_found.values():
        near = _named(group)
        listed = LISTED.get(len(near), LISTED_MANY) if near else 1.0
        for one in group:
            if region := _region(one.sighting, near, known):
                weight = listed * _place_weight(one, region, texts, lead_end=lead_end)
                yield Counted(_mention(one, region, texts), region, weight, sure=one.sighting.head is not None)


def _named(found: Sequence[Found]) -> set[str]:
    """The regions that are named beyond doubt."""
    return {next(iter(one.sighting.regions)) for one in found if len(one.sighting.regions) == 1}


def _mention(one: Found, region: str, texts: Mapping[int, str]) -> Mention:
    start, end, meanings, head = one.sighting
    meaning = next(meaning for meaning in meanings if meaning.region == region)
    rule = f"{meaning.kind} by its word" if head else f"{meaning.kind} by its name"
    return Mention(meaning.id, texts[one.paragraph][start:end], one.paragraph, start, end, rule)


def _place_weight(one: Found, region: str, texts: Mapping[int, str], *, lead_end: int) -> float:
    weight = IN_TITLE if one.paragraph == TITLE else IN_LEAD if one.paragraph < lead_end else IN_BODY
    text = texts[one.paragraph]
    if (one.paragraph == 0 and one.sighting.end <= dateline(text)) or is_signed(text, one.sighting.end):
        weight = DATELINE
    return weight * BARE_CAPITAL if region == CAPITAL and one.sighting.head is None else weight


def _region(sighting: Sighting, near: set[str], known: set[str]) -> str | None:
    """The region of a sighting; of several the only one named in its sentence, or in the text."""
    if len(sighting.regions) == 1:
        return next(iter(sighting.regions))
    for context in (near, known):
        if len(fitting := sighting.regions & context) == 1:
            return next(iter(fitting))
    return None


def _lead_end(texts: Mapping[int, str]) -> int:
    """The number of the first paragraph that begins behind the lead."""
    length, wanted = 0, max(LEAD_LENGTH, sum(map(len, texts.values())) // 8)
    for paragraph in sorted(at for at in texts if at != TITLE):
        if length >= wanted:
            return paragraph
        length += len(texts[paragraph])
    return len(texts)


def _about(counted: Sequence[Counted], weights: Mapping[str, float]) -> set[str]:
    most = max(weights.values(), default=0.0)
    about = set()
    titled = {one.region for one in counted if one.mention.paragraph == TITLE}
    for region, weight in weights.items():
        mine = [one for one in counted if one.region == region]
        share = SHARE_BESIDE_TITLE if titled and region not in titled else SHARE_OF_FIRST
        told = len(mine) > 1 or any(one.sure for one in mine)
        enough = weight >= ABOUT or (weight >= ABOUT_IF_TOLD_TWICE and told)
        if enough and weight >= share * most:
            about.add(region)
    return about if len(about) <= MOST else set()


def _place(region: str, counted: Sequence[Counted], weight: float, *, about: bool) -> Place:
    mine = [one for one in counted if one.region == region]
    best = max(mine, key=lambda one: one.weight).mention
    rule = f"{'about' if about else 'mentioned'}: weight {weight:.1f} from {len(mine)} mentions"
    confidence = min(0.95, 0.7 + weight / 40) if about else 0.9
    evidence = Evidence(rule, round(confidence, 2), best.paragraph, best.start, best.end)
    return Place(region, "about" if about else "mentioned", tuple(one.mention for one in mine), evidence)
