"""Days told by their distance from the day of publication: "кеше", "позавчера", "on Wednesday", "дүйсенбі күні".

What somebody says in quotation marks is not read, and a weekday only where its sentence tells of what has been: the
last such day up to the publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from analyzers.wordlist import words
from corpus.tables import Row, table

QUOTED = re.compile(r"«[^»]*»?|“[^”]*”?|„[^“”]*[“”]?|\"[^\"]*\"?|^\s*[-–—]\s.*$", re.MULTILINE)
WEEK = 7


class RelativeDay(NamedTuple):
    """A day that a word of a paragraph means, seen from the day of publication."""

    day: date
    paragraph: int
    start: int
    end: int
    phrase: str


def relative_phrases() -> tuple[tuple[str, int], ...]:
    """The words for today, yesterday and the like, each with the days to add."""
    rows = table("indexer.normalise", "relative_days.tsv", "phrase days example")
    return tuple((row["phrase"], int(row["days"])) for row in rows)


def relative_day(paragraphs: Sequence[str], published: date) -> RelativeDay | None:
    """The first such day of the lead. "Today" counts in the first paragraph only: farther on it is "nowadays"."""
    for at, paragraph in enumerate(paragraphs):
        for found in _pattern().finditer(paragraph) if _may_tell(paragraph) else ():
            phrase = found.group().lower()
            shift = _shift(phrase, published)
            if (shift or not at) and not _quoted(paragraph, found.start()) and _has_been(paragraph, found, phrase):
                return RelativeDay(published + timedelta(days=shift), at, *found.span(), phrase)
    return None


def _may_tell(paragraph: str) -> bool:
    """Whether any such word stands in a paragraph, perhaps inside another; quick, and mostly not so."""
    small = paragraph.lower()
    return any(phrase in small for phrase in _phrases())


def _shift(phrase: str, published: date) -> int:
    """How many days to add for a phrase, never more than 0."""
    if phrase in _weekdays():
        return -((published.weekday() - _weekdays()[phrase]) % WEEK)
    return dict(relative_phrases())[phrase]


def _quoted(paragraph: str, at: int) -> bool:
    return any(quote.start() <= at < quote.end() for quote in QUOTED.finditer(paragraph))


def _has_been(paragraph: str, found: re.Match[str], phrase: str) -> bool:
    """Whether the sentence of a weekday holds no word that puts it ahead; other words are clear by themselves."""
    if phrase not in _weekdays():
        return True
    start = max((paragraph.rfind(end, 0, found.start()) for end in (". ", "! ", "? ")), default=-1) + 1
    stop = min((at for end in ".!?" if (at := paragraph.find(end, found.end())) > 0), default=len(paragraph))
    return not _ahead().search(paragraph, start, stop)


@cache
def _weekdays() -> dict[str, int]:
    return dict(_written_weekdays())


def _written_weekdays() -> Iterator[tuple[str, int]]:
    for row in table("indexer.normalise", "weekdays.tsv", "weekday written example"):
        yield from ((phrase, weekday_number(row)) for phrase in row.many("written"))


def weekday_number(row: Row) -> int:
    """The number a row of the table gives, checked."""
    if row["weekday"] not in tuple("0123456"):
        raise row.wrong(row["weekday"], "is no weekday: write a number from 0 (Monday) to 6 (Sunday)")
    return int(row["weekday"])


@cache
def _phrases() -> tuple[str, ...]:
    """The words for days and the weekdays as they are written, the longest first."""
    return tuple(sorted((*dict(relative_phrases()), *_weekdays()), key=len, reverse=True))


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, _phrases()))})(?!\w)", re.IGNORECASE)


@cache
def _ahead() -> re.Pattern[str]:
    entries = words("indexer.normalise", "ahead_words.txt")
    forms = (re.escape(one.removesuffix("*")) + (r"\w*" if one.endswith("*") else "") for one in entries)
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE)
