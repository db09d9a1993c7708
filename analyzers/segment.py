"""Texts into spans: the language of each paragraph of a mixed text, and the sentences of a paragraph.

`languages` finds the likeliest sequence of languages (Viterbi over the scores of profiles.py): a switch costs
`SWITCH` nats and one paragraph cannot say more than `MOST` against a language, so a short heading goes with its
neighbours and a quotation inside a paragraph does not split it. A paragraph without letters takes its neighbours'.
`sentences` cuts at . ! ? … outside of abbreviations and initials; a quoted passage stays whole with its attribution.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from analyzers.identify import Identified, evidence, identify
from analyzers.profiles import LABELS
from analyzers.wordlist import words

SWITCH = 12.0
MOST = 30.0
_SCRIPTS = {"kk": "Cyrl", "kk-Latn": "Latn", "ru": "Cyrl", "en": "Latn"}
_SPEAKING = 5  # words of a paragraph whose own verdict can name a language that is not ours
_ABBREVIATIONS = frozenset(words("analyzers", "abbreviations.txt"))
_STOP = re.compile(r"(?<![.!?…])[.!?…]++[»”“\"')\]]*+(?=\s|$)|\n+")  # never back: dot leaders may be long
_LAST_WORD = re.compile(r"[\w.\-]*\w\Z")
_QUOTED = re.compile("«[^«»]{1,3000}»|“[^“”]{1,3000}”|„[^„“]{1,3000}“")
_SEEN = 40  # code points around a full stop that are looked at


def languages(paragraphs: Sequence[str]) -> list[Identified]:
    """One verdict a paragraph, smoothed along the text."""
    if not paragraphs:
        return []
    path = _likeliest([_gaps(evidence(paragraph)) for paragraph in paragraphs])
    return [_verdict(paragraph, LABELS[label]) for paragraph, label in zip(paragraphs, path, strict=True)]


def _gaps(scores: list[float]) -> list[float]:
    top = max(scores)
    return [max(score - top, -MOST) for score in scores]


def _likeliest(emissions: list[list[float]]) -> list[int]:
    count = len(LABELS)
    best, back = emissions[0], []
    for emission in emissions[1:]:
        sources = [max(range(count), key=lambda j: best[j] - SWITCH * (j != i)) for i in range(count)]
        best = [best[j] - SWITCH * (j != i) + emission[i] for i, j in enumerate(sources)]
        back.append(sources)
    state = max(range(count), key=best.__getitem__)
    path = [state]
    for sources in reversed(back):
        state = sources[state]
        path.append(state)
    return path[::-1]


def _verdict(paragraph: str, label: str) -> Identified:
    own = identify(paragraph)
    language = label.partition("-")[0]
    if (own.language, own.script) == (language, _SCRIPTS[label]):
        return own
    foreign = own.language not in ("kk", "ru", "en", "und") or own.script == "Arab"
    if foreign and len(paragraph.split()) >= _SPEAKING:
        return own
    return Identified(language, _SCRIPTS[label], round(min(own.confidence, 0.5), 3))


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences of a paragraph, without the blanks around them."""
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    openings = [start for start, _ in quoted]
    spans, start = [], 0
    for match in _STOP.finditer(text):
        before = bisect_left(openings, match.start()) - 1
        if (before < 0 or quoted[before][1] - 1 < match.end()) and _ends(text, match):
            spans.append((start, match.end()))
            start = match.end()
    spans.append((start, len(text)))
    return [trimmed for span in spans if (trimmed := _trimmed(text, span))[0] < trimmed[1]]


def _ends(text: str, match: re.Match[str]) -> bool:
    mark, rest = match.group(), text[match.end() : match.end() + _SEEN].lstrip()
    if mark.startswith("\n"):
        return True
    if mark[0] == "." and _abbreviated(text[max(0, match.start() - _SEEN) : match.start()], rest):
        return False
    return not rest or not (rest[0].islower() or rest[:1] in ",;:" or _attribution(rest))


def _abbreviated(before: str, rest: str) -> bool:
    last = _LAST_WORD.search(before)
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
