"""Dates as they are written: forms of three languages, words beside them, and what is no date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.normalise.written_dates import Written, written

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "date_forms.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
MONTHS = {
    "kk": "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "en": "January February March April May June July August September October November December",
}


def told(day: tuple[int | None, int, int]) -> str:
    year, month, number = day
    return f"{year or '????'}-{month:02d}-{number:02d}"


@pytest.mark.parametrize(("text", "first", "last", "means", "_note"), ROWS, ids=[row[4] for row in ROWS])
def test_a_written_date_is_read_and_nothing_else(text: str, first: str, last: str, means: str, _note: str) -> None:
    found = [
        (told(one.first), told(one.last), "this_year" if one.this_year else one.means or "-") for one in written(text)
    ]
    assert found == ([] if first == "-" else [(first, first if last == "-" else last, means)])


@pytest.mark.parametrize("language", MONTHS)
@given(day=st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 12, 31)))
def test_every_day_survives_writing_and_reading(language: str, day: date) -> None:
    month = MONTHS[language].split()[day.month - 1]
    text = {
        "kk": f"Жиналыс {day.year} жылғы {day.day} {month} күні өтті.",
        "ru": f"Встреча прошла {day.day} {month} {day.year} года в центре.",
        "en": f"The meeting was held on {month} {day.day}, {day.year} in the centre.",
    }[language]
    assert [one.first for one in written(text)] == [(day.year, day.month, day.day)]


@given(st.text(alphabet="0123456789 .-–/мартянв«»,:maychқыр\n", max_size=200))
def test_spans_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    found: Sequence[Written] = written(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
