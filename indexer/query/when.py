"""Days and spans of days as people write them in a question, in figures or in words, in three languages.

    when("2022-03..2022-05")         when("с марта по май 2022")       when("өткен айда", today)
    when("last 7 days", today)       when("Q3 2022")                   when("2022 жылғы наурыздан бастап")

The words are a table (when.tsv). Today is given, never looked up: a question asked for “last week” means another week
a week later. What lacks a year is the latest one that has begun.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from analyzers.wordlist import rows
from indexer.query.days import day
from indexer.query.spans import Point, Span, fitted, point_span

LONGEST_RUN = 9  # words of a question that may be one date
SOME_DAY = date(2024, 1, 1)
_ROWS = rows(__name__, "when.tsv", 4)
_ABLATIVE = re.compile(r".*[дтн][ае]н")
_TOKEN = re.compile(
    r"\d{4}-\d\d?(?:-\d\d?)?(?!\d)|(?:\d\d?\.){1,2}\d{4}|q[1-4]\b|\d+|\.{2,3}|half-year|[^\W\d_]+|[-–—]"
)
_NUMBERED = re.compile(r"(\d)-(?=[^\W\d])")  # 1-тоқсан
_LOUD = re.compile(r"[^\w\s.,\-–—/()]")
_KAZAKH_MONTH = re.compile(r"[қңғүұөәһі]|наурыз|мамыр|маусым|тамыз|желто")


class Sign(NamedTuple):
    """What a word of a date means."""

    kind: str
    value: str


def when(text: str, today: date) -> Span | None:
    """First and last day of what is written, None at an open end; None where it is no date."""
    written = _written(text)
    if written is not None:
        return written
    signs = _signs(text)
    if not signs:
        return None
    points = _points(signs)
    if not points or any(one is None for one in points):
        return None
    return fitted([one for one in points if one], today)


def is_written_date(text: str) -> bool:
    """Whether it is a date in figures: `2022`, `2022-03..2022-05`, `04.03.2022..`."""
    return _written(text) is not None


@lru_cache(maxsize=256)
def is_date(text: str) -> bool:
    """Whether it is a date, in figures or words."""
    return when(text, SOME_DAY) is not None


@lru_cache(maxsize=1024)
def names_days(text: str) -> bool:
    """Whether words of a sentence say when something was: a year with more than its number, or days counted from
    today. What only tells until when, is no such."""
    signs = _signs(text)
    kinds = {sign.kind for sign in signs}
    year = any(sign.kind == "number" and len(sign.value) == 4 for sign in signs)
    if not (year or counts_from_today(text)) or signs[0].kind in ("to", "before") or kinds & {"to_it", "after"}:
        return False
    return ("to" not in kinds or bool(kinds & {"from", "month"})) and is_date(text)


@lru_cache(maxsize=1024)
def may_name_days(word: str) -> bool:
    """Whether a word of a sentence may belong to such: a year in figures, a span of time, this year or the last."""
    return any(
        sign.kind in ("unit", "thisyear") or (sign.kind == "number" and len(sign.value) == 4) for sign in _signs(word)
    )


def counts_from_today(text: str) -> bool:
    """Whether words name days by how far they are from today: `на прошлой неделе`, `биыл`, `2 years ago`."""
    signs = _signs(text)
    kinds = {sign.kind for sign in signs}
    if Sign("unit", "day") in signs and "number" not in kinds:
        return False  # the last days of anything
    return "thisyear" in kinds or ("unit" in kinds and bool(kinds & {"this", "last"} or {"ago", "number"} <= kinds))


def _written(text: str) -> Span | None:
    since, dots, until = (part.strip() for part in text.partition(".."))
    if " " in text or (not since and not until):
        return None
    try:
        first = day(since, last=False) if since else None
        last = day(until if dots else since, last=True) if until or not dots else None
    except ValueError:
        return None
    return Span(first, last)


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, Sign], tuple[tuple[str, Sign], ...]]:
    whole: dict[str, Sign] = {}
    begun: list[tuple[str, Sign]] = []
    for kind, value, words, _ in _ROWS:
        for word in words.split():
            if word.endswith("*"):
                begun.append((word[:-1], Sign(kind, value)))
            else:
                whole[word] = Sign(kind, value)
    return whole, tuple(begun)


def _signs(text: str) -> list[Sign]:
    """The signs of the words; none where one of them means nothing here."""
    small = _NUMBERED.sub(r"\1 ", text.lower().replace("ё", "е"))
    if _LOUD.search(small):
        return []
    found: list[Sign] = []
    for token in _TOKEN.findall(small):
        signs = _sign(token)
        if not signs:
            return []
        found += signs
    return [sign for before, sign in zip([None, *found], found, strict=False) if not _says_year(before, sign)]


def _says_year(before: Sign | None, sign: Sign) -> bool:
    """Whether a word only says that the number before it is a year."""
    return sign == Sign("unit", "year") and before is not None and before.kind == "number" and len(before.value) == 4


def _sign(token: str) -> tuple[Sign, ...]:
    if token[0].isdigit():
        return (Sign("number" if token.isdigit() else "figures", token),)
    if token[0] == "q" and token[1:].isdigit():
        return Sign("ordinal", token[1:]), Sign("unit", "quarter")
    whole, begun = _table()
    if token in whole:
        return (whole[token],)
    sign = next((sign for start, sign in begun if token.startswith(start)), None)
    if sign is None:
        return ()
    ablative = _ABLATIVE.fullmatch(token) and _KAZAKH_MONTH.search(token)
    return (sign, Sign("from_it", "0")) if ablative else (sign,)


def _points(signs: Iterable[Sign]) -> list[Point | None]:
    """The days and spans named, each with its role: begins, ends, or is the whole."""
    points: list[Point | None] = []
    role, some = "", list[Sign]()
    for sign in (*signs, Sign("end", "")):
        if sign.kind in ("from", "to", "after", "before", "end"):
            if some:
                points.append(_point(some, role))
            some, role = [], sign.kind
        elif sign.kind in ("from_it", "to_it"):
            if some:
                points.append(_point(some, sign.kind[:-3]))
            some, role = [], ""
        elif sign.kind != "of":
            some.append(sign)
    return points


def _point(signs: list[Sign], role: str) -> Point | None:
    numbers = [sign.value for sign in signs if sign.kind == "number"]
    figures = [sign.value for sign in signs if sign.kind == "figures"]
    named: dict[str, str] = {}
    for sign in signs:
        if sign.kind not in ("number", "figures") and named.setdefault(sign.kind, sign.value) != sign.value:
            return None  # two months, two units: no date
    years = [int(number) for number in numbers if len(number) == 4]
    counts = [int(number) for number in numbers if len(number) < 3]
    if len(years) + len(counts) != len(numbers) or len(years) > 1 or len(counts) > 1 or (figures and len(signs) > 1):
        return None
    if figures:
        return Point(role, figures=figures[0])
    return point_span(role, named, years[0] if years else None, counts[0] if counts else None)


def between(span: Span) -> Iterator[str]:
    """The months of a closed span, as the index names them."""
    if span.since and span.until:
        month = span.since.replace(day=1)
        while month <= span.until:
            yield f"{month:%Y-%m}"
            month = (month + timedelta(days=32)).replace(day=1)
