"""Kazakh in Latin letters, or typed without its own ones, understood by way of its usual letters.

What is concluded of the twin is led back to the text itself: places are those of the text, ids the same as those of a
usual text; names, posts and verbs of a Latin text are spelt as the text spells them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, NamedTuple, TypeVar

from analyzers.kk.restore import by_lexicon
from analyzers.scripts import Aligned, aligned, choose, to_latin
from analyzers.wordlist import words
from corpus.records import TITLE, Evidence, Mention, Person, Place, Statement, Topic
from indexer.normalise.dates import Event, Publication

FEWEST, SHARE = 120, 0.02  # letters of a text that tell how it was typed; of those, the Kazakh ones of a text without
_KAZAKH = re.compile("[әғқңөұүһі]", re.IGNORECASE)
_WORD = re.compile(r"[а-яё]{2,}", re.IGNORECASE)
Named = TypeVar("Named", Place, Person)
Proved = TypeVar("Proved", Publication, Event)


class Conclusions(NamedTuple):
    """What a text tells: its days, places, persons, statements and topics."""

    published: Publication | None
    happened: Event | None
    places: tuple[Place, ...]
    named: tuple[Person, ...]
    said: tuple[Statement, ...]
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class Twin:
    """A Latin text with its Cyrillic twin."""

    title: str | None
    paragraphs: tuple[str, ...]
    _read: dict[int, Aligned]
    _own: dict[int, str]
    _scheme: str | None  # of Latin letters

    @classmethod
    def of(cls, title: str | None, paragraphs: Sequence[str], script: str) -> Twin | None:
        """The twin of a Kazakh text: of a Latin one in the scheme that the whole of it speaks for, of one typed without
        Kazakh letters with these; None for the rest.
        """
        whole = "\n".join((title or "", *paragraphs))
        if script != "Latn" and not _is_bare(whole):
            return None
        chosen = choose(whole) if script == "Latn" else None
        own = dict(enumerate(paragraphs)) | ({} if title is None else {TITLE: title})
        read = {number: aligned(text, chosen) if chosen else _restored(text) for number, text in own.items()}
        cyrillic = tuple(read[number].text for number in range(len(paragraphs)))
        return cls(None if title is None else read[TITLE].text, cyrillic, read, own, chosen.name if chosen else None)

    def led_back(self, told: Conclusions) -> Conclusions:
        """What the twin tells, with its places in the text."""
        return told._replace(
            published=self._proved(told.published),
            happened=self._proved(told.happened),
            places=tuple(map(self._named, told.places)),
            named=tuple(map(self._named, told.named)),
            said=tuple(map(self._statement, told.said)),
        )

    def _proved(self, day: Proved | None) -> Proved | None:
        return replace(day, evidence=self._evidence(day.evidence)) if day else None

    def _named(self, one: Named) -> Named:
        mentions = tuple(map(self._mention, one.mentions))
        spelt: dict[str, Any] = {}
        if isinstance(one, Person):
            spelt = {"name": self._spelt(one.name), "post": self._spelt(one.post)}
        return replace(one, mentions=mentions, evidence=self._evidence(one.evidence), **spelt)

    def _statement(self, one: Statement) -> Statement:
        start, end = self._read[one.paragraph].origin(one.start, one.end)
        text, verb = self._own[one.paragraph][start:end], self._spelt(one.verb) or one.verb
        name, post = self._spelt(one.name), self._spelt(one.post)
        return replace(one, text=text, start=start, end=end, name=name, post=post, verb=verb)

    def _mention(self, one: Mention) -> Mention:
        start, end = self._read[one.paragraph].origin(one.start, one.end)
        return replace(one, surface=self._own[one.paragraph][start:end], start=start, end=end)

    def _evidence(self, one: Evidence) -> Evidence:
        if one.paragraph is None or one.start is None or one.end is None:
            return one
        start, end = self._read[one.paragraph].origin(one.start, one.end)
        return replace(one, start=start, end=end)

    def _spelt(self, cyrillic: str | None) -> str | None:
        return to_latin(cyrillic, self._scheme) if cyrillic and self._scheme else cyrillic


def _is_bare(text: str) -> bool:
    """Whether a Kazakh text was typed without the letters that only Kazakh has."""
    letters = sum(map(str.isalpha, text))
    return letters >= FEWEST and len(_KAZAKH.findall(text)) < SHARE * letters


def _restored(text: str) -> Aligned:
    """A text with the letters its words were typed without, each in its place."""
    read = _WORD.sub(lambda word: _with_letters(word.group()), text)
    return Aligned(read, range(len(read)), range(len(read) + 1))


def _with_letters(word: str) -> str:
    small = word.lower()
    fitting = [one for one in by_lexicon().from_cyrillic(small) if len(one) == len(word)]
    meant = next((one for one in fitting if one in _frequent()), fitting[0] if fitting else small)
    return "".join(new.upper() if old.isupper() else new for old, new in zip(word, meant, strict=True))


@cache
def _frequent() -> frozenset[str]:
    return frozenset(words("analyzers.kk", "stop_words.txt"))
