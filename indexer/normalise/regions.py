"""Which regions a text is about and which it only names.

Every mention of a place speaks for its region, with a weight for where it stands: title before lead before
body, little in a dateline, less in a sentence that lists many regions. A district that exists in several
regions counts for the one that is named near it, or for none. A text that would be about more than three
regions is about the country.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from analyzers.segment import sentences
from analyzers.wordlist import words
from corpus.authority import regions as known_regions
from corpus.records import TITLE, Evidence, Mention, Place
from indexer.normalise.sightings import Sighting, sightings
from indexer.normalise.text import dateline, is_signed

CAPITAL = "KZ-71"
IN_TITLE, IN_LEAD, IN_BODY = 4.0, 2.5, 1.0
LEAD_LENGTH = 350
DATELINE, BARE_CAPITAL = 0.2, 0.6
VENUE, LIFE, REPEATED = 0.4, 0.2, 0.25  # shares: of a venue, in a sentence of a person's life, again in its sentence
HEADLINE_LENGTH = 160  # of a first paragraph that stands for the title of a text without one
LISTED = {1: 1.0, 2: 1.0, 3: 0.5}  # weight of a mention by the number of regions in its sentence
LISTED_MANY = 0.25
ABOUT, ABOUT_IF_TOLD_TWICE, SHARE_OF_FIRST = 4.0, 2.5, 0.5
SHARE_BESIDE_TITLE = 0.75  # of a region that the title leaves out though it names another
MOST = 3
IN_CAPITAL = re.compile(r"(?:^|\W)(?:в|во|in)\s$", re.IGNORECASE)
IN_CAPITAL_KAZAKH = re.compile(r"(?:да|дағы)$")


class Found(NamedTuple):
    """A sighting with the paragraph and the sentence it stands in."""

    sighting: Sighting
    paragraph: int
    sentence: int
    is_life: bool


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
    spans = sentences(text) if len(seen) > 1 or _of_life(text) else []
    ends = [end for _, end in spans]
    life = [_of_life(text[start:end]) for start, end in spans]
    for one in seen:
        at = bisect_right(ends, one.start)
        yield Found(one, paragraph, at, is_life=at < len(life) and life[at])


def _of_life(text: str) -> bool:
    """Whether a text tells of somebody's birth, studies or career."""
    return _life_words().search(text) is not None


@cache
def _life_words() -> re.Pattern[str]:
    found = "|".join(map(re.escape, words(__name__, "life_words.txt")))
    return re.compile(rf"(?<!\w)(?:{found})", re.IGNORECASE)


def _counted(found: Sequence[Found], texts: Mapping[int, str]) -> Iterator[Counted]:
    known = _named(found)
    lead_end = _lead_end(texts)
    sentences_found: dict[tuple[int, int], list[Found]] = defaultdict(list)
    for one in found:
        sentences_found[one.paragraph, one.sentence].append(one)
    for group in sentences_found.values():
        near = _named(group)
        listed = LISTED.get(len(near), LISTED_MANY) if near else 1.0
        told: set[str] = set()
        for one in group:
            if region := _region(one.sighting, near, known):
                share = listed * (REPEATED if region in told else 1.0)
                told.add(region)
                weight = share * _place_weight(one, region, texts, lead_end=lead_end)
                yield Counted(_mention(one, region, texts), region, weight, sure=one.sighting.head is not None)


def _named(found: Sequence[Found]) -> set[str]:
    """The regions that are named beyond doubt; a venue only stands in one."""
    sure = (one.sighting for one in found if len(one.sighting.regions) == 1 and not one.sighting.is_venue)
    return {next(iter(one.regions)) for one in sure}


def _mention(one: Found, region: str, texts: Mapping[int, str]) -> Mention:
    start, end, meanings, head = one.sighting
    meaning = next(meaning for meaning in meanings if meaning.region == region)
    rule = f"{meaning.kind} by its word" if head else f"{meaning.kind} by its name"
    return Mention(meaning.id, texts[one.paragraph][start:end], one.paragraph, start, end, rule)


def _place_weight(one: Found, region: str, texts: Mapping[int, str], *, lead_end: int) -> float:
    text = texts[one.paragraph]
    if (one.paragraph == 0 and one.sighting.end <= dateline(text)) or is_signed(text, one.sighting.end):
        weight = DATELINE
    elif one.paragraph == TITLE or (one.paragraph == 0 and _stands_for_title(texts)):
        weight = IN_TITLE
    else:
        weight = IN_LEAD if one.paragraph < lead_end else IN_BODY
    weight *= LIFE if one.is_life else VENUE if one.sighting.is_venue else 1.0
    return weight * BARE_CAPITAL if region == CAPITAL and _may_mean_government(one.sighting, text) else weight


def _stands_for_title(texts: Mapping[int, str]) -> bool:
    """Whether the first paragraph is the headline of a text that is given without a title."""
    return not texts[TITLE] and len(texts) > 2 and len(texts[0]) <= HEADLINE_LENGTH


def _may_mean_government(sighting: Sighting, text: str) -> bool:
    """Whether the capital's name stands alone and not for where something is ("в Астане", "Астанада")."""
    inside = IN_CAPITAL.search(text[max(0, sighting.start - 4) : sighting.start])
    kazakh = IN_CAPITAL_KAZAKH.search(text[sighting.start : sighting.end].lower())
    return sighting.head is None and not inside and not kazakh


def _region(sighting: Sighting, near: set[str], known: set[str]) -> str | None:
    """The region of a sighting; of several the only one named in its sentence, or in the text."""
    if len(sighting.regions) == 1:
        return next(iter(sighting.regions))
    for context in (near, known):
        if len(fitting := sighting.regions & context) == 1:
            return next(iter(fitting))
        if (
            not fitting
            and len(then := {one for one in sighting.regions if known_regions()[one].before in context}) == 1
        ):
            return next(iter(then))
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
        told = len(mine) > 1 or any(one.sure for one in mine) or len(weights) == 1
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
