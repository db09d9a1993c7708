"""Days as people write them in filters: 2022, 2022-03, 2022-03-04, 04.03.2022."""

from __future__ import annotations

import calendar
import re
from datetime import date

FORMS = (
    re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?"),
    re.compile(r"(?:(?:(?P<day>\d{1,2})\.)?(?P<month>\d{1,2})\.)?(?P<year>\d{4})"),
)


def day(text: str, *, last: bool) -> date:
    """The first or last day that a year, month or day stands for; ValueError where it is none of them."""
    for form in FORMS:
        found = form.fullmatch(text.strip())
        if found:
            parts = found.groupdict()
            year, month = int(parts["year"]), int(parts["month"] or (12 if last else 1))
            if not 1 <= month <= 12 or not 1 <= year <= 9999:
                break
            end = calendar.monthrange(year, month)[1] if last else 1
            return date(year, month, int(parts["day"] or end))
    raise ValueError(f"{text!r} is no day, month or year")
