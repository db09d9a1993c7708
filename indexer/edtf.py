"""Days from EDTF as the records keep it (levels 0 and 1), and the day that it was in Kazakhstan."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, timedelta, timezone

KAZAKHSTAN = timezone(timedelta(hours=5))
_POINT = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?[?~%]?")


def first_and_last(edtf: str) -> tuple[date, date] | None:
    """The first and the last day of a day, a month, a year or a span of these; None where an end is open."""
    first, _, last = edtf.partition("/")
    begins, ends = _days(first), _days(last or first)
    return (begins[0], ends[1]) if begins and ends and begins[0] <= ends[1] else None


def kazakh_day(moment: datetime) -> date:
    """The day that a moment falls on in Kazakhstan (UTC+5)."""
    return moment.astimezone(KAZAKHSTAN).date()


def _days(point: str) -> tuple[date, date] | None:
    found = _POINT.fullmatch(point)
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        begins = date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return begins, begins
    last_month = month or 12
    return begins, date(begins.year, last_month, monthrange(begins.year, last_month)[1])
