"""Texts into spans: the language of each paragraph of a mixed text, and the sentences of a paragraph.

`languages` finds the likeliest sequence of languages (Viterbi over the scores of profiles.py): a switch costs
`SWITCH` nats and one paragraph cannot say more than `MOST` against a language, so a short heading goes with its
neighbours and a quotation inside a paragraph does not split it. A paragraph without letters takes its neighbours',
between two languages that of what follows: it heads it. `spans` does the same by sentences, which are never split.
`sentences` cuts at . ! ? … outside of abbreviations and initials; a quoted passage stays whole with its attribution,
unless what comes of it is longer than any sentence (`LONGEST`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from analyzers.identify import Heard, elsewhere, evidence, heard, perhaps_elsewhere
from analyzers.profiles import OURS
from analyzers.wordlist import words

SWITCH = 12.0
MOST = 30.0
LONG = 600  # code points; a paragraph up to this length is in one language
OWN_LENGTH = 160  # code points of a stretch that is a text of its own and no quotation
LONGEST = 5000  # code points of a sentence: nobody writes longer ones, and rules look all over one
_SPEAKING = 5  # words of a paragraph whose own verdict can name a language that is not ours
_ABBREVIATIONS = frozenset(words("analyzers", "abbreviations.txt"))
_STOP = re.compile(  # begins with the characters to be looked for; never goes back: dot leaders may be long
    r"[.!?…\n](?:(?<=\n)\n*+|(?<![.!?…].)(?<!\n)[.!?…]*+[»”“\"')\]]*+(?=\s|$))"
)
_LAST_WORD = re.compile(r"[\w.\-]*\w\Z")
_QUOTED = re.compile("«[^«»]{1,3000}»|“[^“”]{1,3000}”|„[^„“]{1,3000}“")
_SEEN = 40  # code points around a full stop that are looked at


class Span(NamedTuple):
    """A stretch of a text, end exclusive, in a language (BCP 47) and script (ISO 15924)."""

    start: int
    end: int
    language: str
    script: str


class Tag(NamedTuple):
    """A language (BCP 47) and its script (ISO 15924)."""

    language: str
    script: str


_TAGS = {"kk": Tag("kk", "Cyrl"), "kk-Latn": Tag("kk", "Latn"), "ru": Tag("ru", "Cyrl"), "en": Tag("en", "Latn")}


def languages(paragraphs: Sequence[str]) -> list[Tag]:
    """The language of each paragraph, smoothed along the text."""
    told = zip(paragraphs, *_read(paragraphs), strict=True)
    return [_foreign(paragraph, text) or _TAGS[OURS[label]] for paragraph, text, label in told]


def _read(paragraphs: Sequence[str]) -> tuple[list[Heard], list[int]]:
    """What each paragraph tells, and which of our languages it is in if it is in one of them, by its number."""
    texts = [heard(paragraph) for paragraph in paragraphs]
    return texts, _likeliest([_gaps(evidence(text)) for text in texts]) if texts else []


def _gaps(scores: Mapping[str, float]) -> list[float]:
    top = max(scores.values())
    return [max(scores[label] - top, -MOST) for label in OURS]


def _likeliest(emissions: list[list[float]]) -> list[int]:
    count = len(OURS)
    if (only := _only(emissions)) is not None:
        return [only] * len(emissions)
    best, back = emissions[0], []
    for emission in emissions[1:]:
        sources = [max(range(count), key=lambda j: (best[j] - SWITCH * (j != i), j == i)) for i in range(count)]
        best = [best[j] - SWITCH * (j != i) + emission[i] for i, j in enumerate(sources)]
        back.append(sources)
    state = max(range(count), key=best.__getitem__)
    path = [state]
    for sources in reversed(back):
        state = sources[state]
        path.append(state)
    return path[::-1]


def _only(emissions: list[list[float]]) -> int | None:
    """The language that no paragraph speaks against, where some speak against each other one."""
    least = [min(column) for column in zip(*emissions, strict=True)]
    return least.index(0.0) if least.count(0.0) == 1 else None


def _foreign(paragraph: str, text: Heard) -> Tag | None:
    """The language of a paragraph with words enough that is none of ours."""
    found = elsewhere(text) if len(paragraph.split()) >= _SPEAKING else None
    return Tag(found.language, found.script) if found else None


def _perhaps_foreign(paragraph: str, text: Heard) -> bool:
    """Whether `_foreign` might name a language; quick."""
    return len(paragraph.split()) >= _SPEAKING and perhaps_elsewhere(text)


def spans(text: str) -> list[Span]:
    """The stretches of a text in one language each, in order; blanks between them belong to none."""
    cuts = sentences(text)
    tags = languages([text[start:end] for start, end in cuts])
    found = []
    for tag, group in groupby(zip(cuts, tags, strict=True), key=itemgetter(1)):
        stretch = [cut for cut, _ in group]
        found.append(Span(stretch[0][0], stretch[-1][1], *tag))
    return found


def monolingual(paragraph: str) -> list[str]:
    """A long paragraph cut where its language changes for good; any other, or one with a mere quotation, is whole."""
    if len(paragraph) <= LONG:
        return [paragraph]
    cuts = sentences(paragraph)
    pieces = [paragraph[start:end] for start, end in cuts]
    texts, path = _read(pieces)
    if len(set(path)) < 2 and not _long_and_foreign(cuts, map(_perhaps_foreign, pieces, texts)):
        return [paragraph]
    found = spans(paragraph)
    if len(found) < 2 or any(span.end - span.start < OWN_LENGTH for span in found):
        return [paragraph]
    return [paragraph[span.start : span.end] for span in found]


def _long_and_foreign(cuts: Sequence[tuple[int, int]], foreign: Iterable[bool]) -> bool:
    """Whether sentences that may be in a language that is none of ours make a stretch that is no mere quotation."""
    for may_be, group in groupby(zip(foreign, cuts, strict=True), key=itemgetter(0)):
        stretch = [cut for _, cut in group]
        if may_be and stretch[-1][1] - stretch[0][0] >= OWN_LENGTH:
            return True
    return False


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences of a paragraph, without the blanks around them."""
    return list(_sentences(text))


@lru_cache(maxsize=512)
def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    openings = [start for start, _ in quoted]
    spans, start = [], 0
    for match in _STOP.finditer(text):
        before = bisect_left(openings, match.start()) - 1
        if (before < 0 or quoted[before][1] - 1 < match.end()) and _ends(text, match):
            spans.append((start, match.end()))
            start = match.end()
    spans.append((start, len(text)))
    bounded = (piece for span in spans for piece in _bounded(text, *span))
    return tuple(trimmed for span in bounded if (trimmed := _trimmed(text, span))[0] < trimmed[1])


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A span, or the pieces of one that is too long for a sentence, cut at blanks where there are some."""
    while end - start > LONGEST:
        blank = text.rfind(" ", start + 1, start + LONGEST)
        cut = blank if blank > 0 else start + LONGEST
        yield start, cut
        start = cut
    yield start, end


def _ends(text: str, match: re.Match[str]) -> bool:
    mark, rest = match.group(), text[match.end() : match.end() + _SEEN].lstrip()
    if mark.startswith("\n"):
        return True
    if mark[0] == "." and _abbreviated(text[max(0, match.start() - _SEEN) : match.start()], rest):
        return False
    return not rest or not (rest[0].islower() or rest[:1] in ",;:" or _attribution(rest))


def _abbreviated(before: str, rest: str) -> bool:
    last = _LAST_WORD.search(before.rpartition(" ")[2])
    if not last:
        return False
    word = last.group()
    if len(word) == 1 or (len(word) == 2 and word.istitle() and word[1] in "hu"):
        return word.isupper() or word.istitle() or word.lower() in _ABBREVIATIONS
    return word.lower() in _ABBREVIATIONS and not (word in ("т.б", "т.д", "т.п", "др") and rest[:1].isupper())


def _attribution(rest: str) -> bool:
    """A dash and a small letter after a quotation: its attribution follows."""
    after = rest[1:].lstrip()
    return rest[:1] in "–—-" and bool(after) and after[0].islower()


def _trimmed(text: str, span: tuple[int, int]) -> tuple[int, int]:
    piece = text[span[0] : span[1]]
    lead = len(piece) - len(piece.lstrip())
    return span[0] + lead, span[0] + lead + len(piece.strip())
