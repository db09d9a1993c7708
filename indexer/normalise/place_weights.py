"""How much a mention of a place says about what a text is about.

The title says more than the lead, the lead more than the body, "in Taraz" more than "of Taraz". Little is left of a
dateline where the agencies sit, of a venue, of a name in quotation marks (a newspaper), and of sentences that tell of
somebody's life or recall what was before (place_shares.tsv).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from analyzers.segment import sentences
from corpus.records import TITLE
from corpus.tables import table
from indexer.normalise.sightings import Sighting, sightings
from indexer.normalise.text import dateline, is_signed

CAPITAL, AGENCY_SEATS = "KZ-71", ("KZ-71", "KZ-75")
IN_TITLE, IN_LEAD, IN_BODY = 4.0, 2.5, 1.0
LEAD_LENGTH, LEAD_SHARE = 350, 8  # code points, or that part of the text
PARAGRAPH_OF_LEAD = 1.5  # leads that a paragraph which begins in the lead reaches beyond it
DATELINE, DATELINE_OF_SEAT = 1.0, 0.2
BARE_CAPITAL, VENUE, IN_A_NAME = 0.5, 0.4, 0.4
HEADLINE_LENGTH = 160  # of a first paragraph that stands for the title of a text without one
COLUMNS = "words side share example"
SIDES = ("sentence", "opening", "before", "after")
START = r"(?:^|[.!?…»”\"■)]\s?)"  # of a sentence, also one that is run into the sentence before
STOP = re.compile(r"[.!?…][»”\"]?\s?(?=[«“\"]?[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ])")  # also where the blank was lost
SPAN_BEFORE, SPAN_AFTER = 40, 40
KIND_AFTER = r"^(?:'s|’s)?\s+(?:(?:қала|облыс|аудан|ауыл)\w+\s+|(?:city|region|district)\s+)?(?:\d\d жас\w+\s+)?"
KIND_BEFORE = r"(?:\s+(?:город|област|район|сел|посел)\w*|\s+г\.)?\s+$"
NAME_BEGINS = re.compile(r"(?<!\w)[«“„\"](?:[\w-]+ ){0,3}$")  # a name in quotation marks: "Алматы ақшамы"
NAME_ENDS = re.compile(r"(?: [–—-])?(?:[ -][\w-]+){0,3}[»”“\"]")
NAME_LENGTH = 40
AT_THE_CAPITAL = re.compile(r"(?:^|\W)(?:в|во|in|near|from|to|of|at)\s$", re.IGNORECASE)
INSIDE = re.compile(r"(?:^|\W)(?:в|во|in|at|city of|г\.|городе|районе|селе|области)\s?$", re.IGNORECASE)
INSIDE_KAZAKH = re.compile(r"\w(?:[дт][ае]|[дт][ае]ғы|[дт][ае]гі)$")
WHERE = 1.4
BARE_FORMS = ("астана", "астананың", "astana")


class Found(NamedTuple):
    """A sighting, the paragraph and the sentence it stands in, what that sentence leaves of its weight, and the regions
    that it may lie in."""

    sighting: Sighting
    paragraph: int
    sentence: int
    share: float
    regions: frozenset[str]


def found_in(paragraph: int, text: str) -> Iterator[Found]:
    """The sightings of a paragraph."""
    seen = sightings(text)
    shared = bool(seen) and _may_hold(text, "sentence", "opening")
    spans = sentences(text) if len(seen) > 1 or (shared and _shared(text)) else []
    ends = [end for _, end in spans]
    for one in seen:
        at = bisect_right(ends, one.start)
        start, end = spans[at] if at < len(spans) else (0, 0)
        share = min(_of_sentence(text, one, (start, end)) if shared else 1.0, _beside(text, one))
        yield Found(one, paragraph, at, share, one.regions)


def _may_hold(text: str, *sides: str) -> bool:
    """Whether any word of a side stands in a text, wherever in its sentences; quick, and mostly not so."""
    small = text.lower()
    return any(word in small for side in sides for word in _listed(side))


def _shared(text: str) -> bool:
    return any(_words(side).search(text) for side in ("sentence", "opening"))


def _of_sentence(text: str, one: Sighting, span: tuple[int, int]) -> float:
    """What words in the sentence of a place, or at its opening, leave of its weight."""
    return min(_least("sentence", text[span[0] : span[1]]), _least("opening", text[span[0] : one.start]))


def _beside(text: str, one: Sighting) -> float:
    """What words beside a place leave of its weight."""
    before = text[max(0, one.start - SPAN_BEFORE) : one.start]
    return min(_least("before", before), _least("after", text[one.end : one.end + SPAN_AFTER]))


def recalled(text: str) -> list[tuple[int, int]]:
    """The sentences that recall what was before, from the words that tell so: `Напомним, …`; in the last third of a
    paragraph all that follows.
    """
    if not _may_hold(text, "opening"):
        return []
    starts = [found.start("word") for found in _words("opening").finditer(text)]
    ends = [None if start > len(text) * 2 / 3 else STOP.search(text, start) for start in starts]
    return [(start, end.end() if end else len(text)) for start, end in zip(starts, ends, strict=True)]


def _least(side: str, text: str) -> float:
    shares = [_shares()[side, word.lower()] for word in _words(side).findall(text)]
    return min(shares) if shares else 1.0


@cache
def _words(side: str) -> re.Pattern[str]:
    ends = {words.removesuffix("="): r"(?!\w)" if words.endswith("=") else "" for words in _written(side)}
    parts = "|".join(f"{re.escape(word)}{end}" for word, end in sorted(ends.items(), reverse=True))
    begins = {"opening": START, "after": KIND_AFTER}.get(side, r"(?<!\w)")
    ends_with = KIND_BEFORE if side == "before" else ""
    return re.compile(rf"{begins}(?P<word>{parts}){ends_with}", re.IGNORECASE)


@cache
def _listed(side: str) -> tuple[str, ...]:
    """The words of a side in small letters."""
    return tuple(words.removesuffix("=").lower() for words in _written(side))


def _written(side: str) -> Iterator[str]:
    return (row["words"] for row in table("indexer.normalise", "place_shares.tsv", COLUMNS) if row["side"] == side)


@cache
def _shares() -> Mapping[tuple[str, str], float]:
    found = {}
    for row in table("indexer.normalise", "place_shares.tsv", COLUMNS):
        if row["side"] not in SIDES:
            raise row.wrong(row["side"], f"is no side: use one of {', '.join(SIDES)}")
        found[row["side"], row["words"].removesuffix("=")] = float(row["share"])
    return found


class Layout:
    """Where the lead of a text ends, and whether its first paragraph stands for the title it has not."""

    def __init__(self, texts: Mapping[int, str]) -> None:
        self.texts = texts
        self.length = sum(map(len, texts.values()))
        self._lead = max(LEAD_LENGTH, self.length // LEAD_SHARE)
        self._begins = dict(self._beginnings())
        self._headline = not texts[TITLE] and len(texts) > 2 and len(texts[0]) <= HEADLINE_LENGTH

    def _beginnings(self) -> Iterator[tuple[int, int]]:
        length = 0
        for paragraph in sorted(at for at in self.texts if at != TITLE):
            yield paragraph, length
            length += len(self.texts[paragraph])

    def weight(self, one: Found, region: str) -> float:
        """The weight of a mention of a region."""
        text, sighting = self.texts[one.paragraph], one.sighting
        weight = self._of_place(one, region) * one.share * (WHERE if _inside(sighting, text) else 1.0)
        if sighting.is_venue:
            return weight * VENUE
        if _in_a_name(sighting, text):
            return weight * IN_A_NAME
        return weight * BARE_CAPITAL if self.is_government(one, region) else weight

    def is_government(self, one: Found, region: str) -> bool:
        """Whether the capital's name may stand for the government."""
        return region == CAPITAL and _may_mean_government(one.sighting, self.texts[one.paragraph])

    def _of_place(self, one: Found, region: str) -> float:
        if self.is_dateline(one):
            return DATELINE_OF_SEAT if region in AGENCY_SEATS else DATELINE
        if one.paragraph == TITLE or (one.paragraph == 0 and self._headline):
            return IN_TITLE
        begins = self._begins[one.paragraph]
        return IN_LEAD if begins < self._lead and one.sighting.start < PARAGRAPH_OF_LEAD * self._lead else IN_BODY

    def is_dateline(self, one: Found) -> bool:
        """Whether a mention is the dateline of a text, or of a report signed by an agency."""
        text = self.texts[one.paragraph]
        return (one.paragraph == 0 and one.sighting.end <= dateline(text)) or is_signed(text, one.sighting.end)


def _in_a_name(sighting: Sighting, text: str) -> bool:
    """Whether the place is a word of a short name in quotation marks."""
    before = text[max(0, sighting.start - NAME_LENGTH) : sighting.start]
    return bool(NAME_BEGINS.search(before) and NAME_ENDS.match(text, sighting.end))


def _inside(sighting: Sighting, text: str) -> bool:
    """Whether words tell that something is there: "в Таразе", "Таразда", "in Taraz"."""
    before, form = text[max(0, sighting.start - 9) : sighting.start], text[sighting.start : sighting.end]
    return bool(INSIDE.search(before) or INSIDE_KAZAKH.search(form))


def _may_mean_government(sighting: Sighting, text: str) -> bool:
    """Whether the capital's name stands alone and not for where something is ("в Астане", "Астанада")."""
    form = text[sighting.start : sighting.end].lower()
    inside = AT_THE_CAPITAL.search(text[max(0, sighting.start - 6) : sighting.start])
    return sighting.head is None and not inside and form in BARE_FORMS
