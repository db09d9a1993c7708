"""The facet of dates: years, months, days, each as many as a click on it finds; the way back; dates that are none."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from seeing import soup, total

from indexer.library import Library
from indexer.library_pages import days
from indexer.query.ask import Question


def rows(page: BeautifulSoup, caption: str) -> dict[str, tuple[str, int]]:
    table = next((one for one in page.select("table.bars") if one.select_one("caption").text == caption), None)
    found = table.select("tbody tr") if table else []
    return {
        row.select_one("a").text: (str(row.select_one("a")["href"]), int(row.select_one(".n").text)) for row in found
    }


@pytest.mark.parametrize("over", ["releases", "texts", "statements"])
def test_down_to_a_day_and_back(client: FlaskClient, over: str) -> None:
    page = soup(client, f"/en/search?in={over}")
    assert list(rows(page, "Year")) == sorted(rows(page, "Year"), reverse=True), "years stand in the order of time"
    for caption in ("Year", "Month", "Day"):
        href, count = max(rows(page, caption).values(), key=lambda row: row[1])
        page = soup(client, href)
        assert total(page) == count, href
    assert page.select_one(".crumbs a").text == "All dates"  # type: ignore[union-attr]
    assert len(page.select(".crumbs a")) == 3
    assert page.select_one(".crumbs b")
    assert page.select("table.bars tr.on a[aria-current]")
    back = soup(client, str(page.select(".crumbs a")[1]["href"]))
    assert rows(back, "Month")
    assert not rows(back, "Day")
    assert total(soup(client, str(page.select(".crumbs a")[0]["href"]))) == total(soup(client, f"/en/search?in={over}"))


def test_days_are_all_days_of_the_month(library: Library) -> None:
    question = Question(group=False)
    months = library.search(question).facets["month"]
    for month in [one for one in months if one != "unstated"][:4]:
        found = days(library, question, month, said=False)
        assert sum(found.values()) == months[month], "a text has one day"
        assert all(day.startswith(month) for day in found)


@pytest.mark.parametrize(
    "query",
    [
        "year=2022&month=2022-99",
        "year=9999&month=9999-12",
        "year=abc&month=abc-01",
        "year=2022&month=2022-2",
        "month=x",
    ],
)
def test_dates_that_are_none_are_no_error(client: FlaskClient, query: str) -> None:
    page = soup(client, f"/en/search?{query}")
    assert total(page) == 0
    assert page.select(".chips .chosen")


def test_a_day_chosen_stays_on_top_of_an_answer_of_nothing(client: FlaskClient) -> None:
    page = soup(client, "/en/search?year=2022&month=2022-03&from=2022-03-31&to=2022-03-31&q=zzzz")
    assert rows(page, "Day")["March 31"][1] == 0
    assert page.select(".crumbs a")
