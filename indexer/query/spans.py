"""What a date leaves open, filled in: from named parts of days (a month, the last week, a third quarter) to days."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from indexer.query.days import day

LONGEST = {"day": 36_500, "week": 5_200, "month": 1_200, "quarter": 400, "half": 200, "year": 100}
MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
FIRST_YEAR, LAST_YEAR = 1900, 2100
DAY = timedelta(days=1)


class Span(NamedTuple):
    """First and last day, None where it is open."""

    since: date | None
    until: date | None

    @property
    def whole_months(self) -> bool:
        """Whether it begins with the first day of a month and ends with the last of one."""
        if self.since is None or self.until is None:
            return False
        return self.since.day == 1 and (self.until + DAY).day == 1


@dataclass(frozen=True, slots=True)
class Point:
    """A named day or span: absolute (`year`, `month`, `months` of length, `day`), or so many `unit`s from today.

    `role` is `from`, `to`, `after`, `before`, or empty; `count` the last so many units, `ago` so many back.
    """

    role: str
    year: int | None = None
    month: int | None = None
    months: int = 1
    day: int | None = None
    unit: str = ""
    shift: int = 0
    count: int = 0
    ago: bool = False
    figures: str = ""


def point_span(role: str, named: Mapping[str, str], year: int | None, number: int | None) -> Point | None:
    """The point that names and numbers give; None where they do not belong together."""
    kinds = set(named)
    if "unit" not in kinds and kinds & {"month", "season"}:
        kinds -= {"this", "last"}  # the latest one anyway
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    if kinds & {"this", "last", "ago", "day", "thisyear"}:
        return None if year else _relative(role, named, kinds, number)
    return _absolute(role, named, kinds, year, number)


def _relative(role: str, named: Mapping[str, str], kinds: set[str], number: int | None) -> Point | None:
    if kinds == {"day"} and number is None:
        return Point(role, unit="day", shift=int(named["day"]))
    if "thisyear" in kinds:
        return _of_year(role, named, kinds - {"thisyear"}, number, int(named["thisyear"]))
    if named.get("unit") == "year" and kinds & {"month", "season"}:
        return _of_year(role, named, kinds - {"unit", "this", "last"}, number, int(named.get("last", "0")))
    if "unit" not in kinds:
        return None
    unit = named["unit"]
    if number is not None and not 1 <= number <= LONGEST[unit]:
        return None
    if kinds == {"unit", "ago"}:
        return Point(role, unit=unit, shift=-(number or 1), ago=True)
    if kinds == {"unit", "last"} and number is not None:
        return Point(role, unit=unit, count=number)
    if kinds in ({"unit", "last"}, {"unit", "this"}) and number is None:
        return Point(role, unit=unit, shift=-1 if "last" in kinds else 0)
    return None


def _of_year(role: str, named: Mapping[str, str], kinds: set[str], number: int | None, shift: int) -> Point | None:
    """A month, season or quarter of this year or another."""
    if not kinds or kinds == {"unit"}:
        return Point(role, unit="year", shift=shift) if number is None else None
    found = _absolute(role, named, kinds, None, number)
    return replace(found, unit="year", shift=shift) if found else None


def _absolute(
    role: str, named: Mapping[str, str], kinds: set[str], year: int | None, number: int | None
) -> Point | None:
    if kinds == {"month"} and (number is None or 1 <= number <= 31):
        return Point(role, year, int(named["month"]), day=number)
    if kinds == {"season"} and number is None:
        return Point(role, year, int(named["season"]), months=3)
    if kinds in ({"unit", "ordinal"}, {"unit"}) and named["unit"] in ("quarter", "half"):
        length = MONTHS[named["unit"]]
        which = int(named["ordinal"]) if "ordinal" in kinds else number
        if which is None or ("ordinal" in kinds and number is not None) or not 1 <= which <= 12 // length:
            return None
        return Point(role, year, (which - 1) * length + 1, months=length)
    if kinds:
        return None
    if number is not None:
        return Point(role, day=number) if year is None and 1 <= number <= 31 else None
    return Point(role, year, months=12)


def fitted(points: list[Point], today: date) -> Span | None:
    """The days of one point, or from one to another; None where that is none."""
    if len(points) == 1:
        return _alone(points[0], today)
    if len(points) != 2 or points[0].role not in ("", "from") or points[1].role not in ("", "to"):
        return None
    first, last = _completed(*points)
    end = _days(last, today)
    if end is None or end.until is None:
        return None
    start = _days(first, end.until)
    if start is None or start.since is None or start.since > end.until:
        return None
    return Span(start.since, end.until)


def _completed(first: Point, last: Point) -> tuple[Point, Point]:
    """Each with the year and month that only the other one says."""
    if last.day and not last.month and first.month:
        first, last = first, replace(last, month=first.month)
    elif first.day and not first.month and last.month:
        first = replace(first, month=last.month)
    if last.year is None and not last.unit and not last.figures and first.year:
        last = replace(last, year=first.year)
    elif first.year is None and not first.unit and not first.figures and last.year:
        first = replace(first, year=last.year)
    return first, last


def _alone(point: Point, today: date) -> Span | None:
    days = _days(point, today)
    if days is None or days.since is None or days.until is None:
        return None
    match point.role:
        case "from":
            return Span(days.since, None)
        case "to":
            return Span(None, days.until)
        case "after":
            return Span(days.until + DAY, None)
        case "before":
            return Span(None, days.since - DAY)
    return days


def _days(point: Point, today: date) -> Span | None:
    try:
        if point.figures:
            return Span(day(point.figures, last=False), day(point.figures, last=True))
        if point.unit and point.month is None:
            return _from_today(point, today)
        if point.month is None:
            return Span(date(point.year, 1, 1), date(point.year, 12, 31)) if point.year else None
        year = today.year + point.shift if point.unit else point.year
        return _named(point, year, today)
    except (ValueError, OverflowError):
        return None


def _named(point: Point, year: int | None, today: date) -> Span | None:
    """A month, season, quarter, or a day of a month; without a year the latest that has begun."""
    for tried in (year,) if year else range(today.year, today.year - 9, -1):
        first = date(tried, point.month or 1, 1)
        until = _plus(first, point.months) - DAY
        if point.day:
            if point.day > calendar.monthrange(tried, first.month)[1]:
                continue
            first = until = first.replace(day=point.day)
        if year or first <= today:
            return Span(first, until)
    return None


def _from_today(point: Point, today: date) -> Span:
    if point.unit == "day":
        last = today + point.shift * DAY
        return Span(last - (max(point.count, 1) - 1) * DAY, last)
    if point.unit == "week":
        if point.ago or point.count:
            last = today + 7 * point.shift * DAY
            return Span(last - (7 * point.count - 1) * DAY if point.count else last, last)
        first = today + (7 * point.shift - today.weekday()) * DAY
        return Span(first, first + 6 * DAY)
    length = MONTHS[point.unit]
    if point.ago:
        then = _moved(today, length * point.shift)
        return Span(then, then)
    if point.count:
        return Span(_moved(today, -length * point.count) + DAY, today)
    first = _plus(date(today.year, (today.month - 1) // length * length + 1, 1), length * point.shift)
    return Span(first, _plus(first, length) - DAY)


def _plus(first: date, months: int) -> date:
    years, month = divmod(first.month - 1 + months, 12)
    return date(first.year + years, month + 1, 1)


def _moved(one: date, months: int) -> date:
    """The same day so many months later or earlier, or the last one of that month."""
    month = _plus(one.replace(day=1), months)
    return month.replace(day=min(one.day, calendar.monthrange(month.year, month.month)[1]))
