"""Days and spans in figures and words: a table of cases, and what is no date."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.query.spans import Span
from indexer.query.when import between, is_date, when

TODAY = date(2022, 11, 21)  # a Monday
ROWS = [line.split("\t") for line in Path(__file__).with_name("dates.tsv").read_text(encoding="utf-8").splitlines()[1:]]
WORDS = [word for written, _, _ in ROWS for word in written.split()]


@pytest.mark.parametrize(("written", "since", "until"), ROWS, ids=[row[0] for row in ROWS])
def test_date_is_read(written: str, since: str, until: str) -> None:
    days = [None if day == "-" else date.fromisoformat(day) for day in (since, until)]
    assert when(written, TODAY) == Span(*days)
    assert is_date(written)


@pytest.mark.parametrize(
    "written",
    [
        *("", "..", "soon", "4", "last", "week", "from", "march april", "2022 2023", "32 марта 2022", "31 april 2022"),
        *("с 10 по 4 марта 2022", "last 99999 days", "0 days ago", "5 month", "2022-13", "2022-02-30", "9999 year"),
        *(
            "5 квартал 2022",
            "last 5 days 2022",
            "first 2 quarter",
            "спасибо",
            "до до",
            "1 2 марта",
            "day",
            "март! 2022",
        ),
        *("to may to june", "4 to 5 to 6 march", "first march", "2022 жылы кеше"),
    ],
)
def test_what_is_no_date_is_none(written: str) -> None:
    assert when(written, TODAY) is None


@given(st.lists(st.sampled_from(WORDS), max_size=7).map(" ".join), st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_words_of_dates_in_any_order_are_survived(words: str, today: date) -> None:
    span = when(words, today)
    assert span is None or span.since is None or span.until is None or span.since <= span.until


def test_months_of_a_span() -> None:
    span = when("2021-11..2022-02", TODAY)
    assert span is not None
    assert span.whole_months
    assert list(between(span)) == ["2021-11", "2021-12", "2022-01", "2022-02"]
    assert not Span(date(2022, 1, 1), None).whole_months
    assert list(between(Span(None, date(2022, 1, 1)))) == []
