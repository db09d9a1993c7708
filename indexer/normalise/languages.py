"""A page split into monolingual parts, in the order in which its languages begin.

Each paragraph has a language (smoothed over its neighbours); a long one whose language changes for good becomes
several; short stretches of another language inside a text are quotes and stay in it. The title goes to the part
written in its language. Kazakh in Latin or Arabic letters is a part of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from analyzers.identify import identify
from analyzers.segment import languages, monolingual

LEAST_LENGTH = 160  # characters of a stretch that is a text of its own and no quote
LEAST_SHARE = 0.08  # of the page
OWN_SHARE = 0.3  # of the page: so much is a text of its own even in short stretches (line by line translations)
IDENTIFIED = 1200  # characters of a part that its confidence rests on
UNKNOWN = "und"

Kind = tuple[str, str]  # language and script


@dataclass(frozen=True, slots=True)
class Part:
    """The paragraphs of a page in one language and script, with the title if it is theirs."""

    language: str
    script: str
    title: str | None
    paragraphs: tuple[str, ...]


def parts(title: str | None, paragraphs: Sequence[str], hint: str | None = None) -> tuple[Part, ...]:
    """The monolingual parts of a page; `hint` is the language it claims, for a text that tells nothing."""
    if not paragraphs:
        return ()
    paragraphs = [piece for paragraph in paragraphs for piece in monolingual(paragraph)]
    texts: dict[Kind, list[str]] = {}
    for kind, paragraph in zip(_settled(_tags(title, paragraphs, hint), paragraphs), paragraphs, strict=True):
        texts.setdefault(kind, []).append(paragraph)
    owner = _owner(title, list(texts)) if title else None
    return tuple(Part(*kind, title if kind == owner else None, tuple(text)) for kind, text in texts.items())


def confidence(part: Part) -> float:
    """How sure the language of a part is, by all its letters and words."""
    found = identify("\n".join((part.title or "", *part.paragraphs))[:IDENTIFIED])
    return round(found.confidence, 2) if found.language == part.language else 0.5


def _tags(title: str | None, paragraphs: Sequence[str], hint: str | None) -> list[Kind]:
    """Language and script of each paragraph; what cannot be told goes with the page."""
    found = languages(paragraphs)
    known = next((one for one in found if one.language != UNKNOWN), None)
    if known is None or not any(character.isalpha() for text in paragraphs for character in text):
        return [_fallback(title, hint)] * len(paragraphs)
    tags: list[Kind] = []
    for one in found:
        tags.append(one if one.language != UNKNOWN else tags[-1] if tags else known)
    return tags


def _fallback(title: str | None, hint: str | None) -> Kind:
    named = identify(title or "")
    return (named.language if named.language != UNKNOWN else (hint or UNKNOWN).partition("-")[0]), named.script


def _settled(tags: Sequence[Kind], paragraphs: Sequence[str]) -> list[Kind]:
    """The tags with every mere quote given to the text before it (at the beginning: to the first text)."""
    totals: Counter[Kind] = Counter()
    for kind, paragraph in zip(tags, paragraphs, strict=True):
        totals[kind] += len(paragraph)
    whole = sum(totals.values())
    settled: list[Kind | None] = []
    for kind, group in groupby(zip(tags, paragraphs, strict=True), key=lambda pair: pair[0]):
        stretch = [len(paragraph) for _, paragraph in group]
        own = sum(stretch) >= max(LEAST_LENGTH, LEAST_SHARE * whole) or totals[kind] >= OWN_SHARE * whole
        settled += [kind if own else settled[-1] if settled else None] * len(stretch)
    first = next((kind for kind in settled if kind), tags[0])
    return [kind or first for kind in settled]


def _owner(title: str, kinds: Sequence[Kind]) -> Kind:
    """The part whose language the title is in; the first where it is in none of them."""
    found = identify(title)
    for kind in kinds:
        if kind == (found.language, found.script):
            return kind
    return next((kind for kind in kinds if kind[0] == found.language), kinds[0])
