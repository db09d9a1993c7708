"""How a question was understood, and what helps where it finds nothing: notes, other spellings, less, days in words."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from seeing import EVERY, soup, total

from indexer.library import Library
from indexer.query.pieces import Note
from search_app import caching, question
from search_app.request import read
from search_app.understood import REASONS, SENTENCES, sentences

DOCUMENTED = re.findall(
    r"`([a-z-]+)`",
    "\n".join(
        line.split("|")[1]
        for line in Path("docs/query_language.md").read_text("utf-8").partition("## What is told")[2].splitlines()
        if line.startswith("| `")
    ),
)


def figure(text: str) -> int:
    return int(re.sub(r"\D", "", text))


@EVERY
@pytest.mark.parametrize("code", DOCUMENTED)
def test_every_note_of_an_answer_is_told_in_words(app: Flask, ui: str, code: str) -> None:
    with app.test_request_context(f"/{ui}/"):
        app.preprocess_request()
        assert code in {**SENTENCES, **REASONS}
        assert sentences(code, [Note(code, "сайлау")])
        assert all("сайлау" in told for told in sentences(None, [Note(code, "сайлау")]))


@EVERY
@pytest.mark.parametrize("typed", ["(сайлау", "сайлау)", "сайлау OR", "*лау", "xyz:сайлау", "date:жоқ"])
def test_odd_signs_are_told_on_the_page(client: FlaskClient, ui: str, typed: str) -> None:
    assert soup(client, f"/{ui}/search?q={typed}").select(".results > .note")


@EVERY
def test_other_spellings_have_their_hits(client: FlaskClient, ui: str) -> None:
    page = soup(client, f"/{ui}/search?q=electoin&from=2021")
    (note,) = [one for one in page.select(".note") if one.select("a")][:1]
    link, hits = note.select_one("a"), note.select_one(".n")
    assert link is not None
    assert hits is not None
    assert link.text == "election"
    assert figure(hits.text) == total(soup(client, str(link["href"]))) > 0


@EVERY
@pytest.mark.parametrize(
    "address",
    [
        "q=сайлау&region=KZ-33&language=en&-topic=elections",
        "q=сайлау+xqzwv",
        "q=сайлау&from=1995&to=1996",
        "q=избирательную+комиссиям&exact=1",
        "q=мектеп&language=en&exact=1",
        "q=xqzwv&in=statements&kind=direct",
        "source=sample-news&-language=kk&-language=ru&-language=en",
    ],
)
def test_each_way_on_from_nothing_finds_what_it_says(client: FlaskClient, ui: str, address: str) -> None:
    page = soup(client, f"/{ui}/search?{address}")
    assert total(page) == 0
    ways = page.select(".nothing li")
    assert ways
    for way in ways:
        link, hits = way.select_one("a"), way.select_one(".n")
        assert link is not None
        assert hits is not None
        assert figure(hits.text) == total(soup(client, str(link["href"]))) > 0


@EVERY
def test_where_nothing_is_found_the_page_tells_what_was_searched(
    client: FlaskClient, library: Library, ui: str
) -> None:
    told = soup(client, f"/{ui}/search?q=xqzwv").select(".nothing p")
    held = library.status()
    first = min(one.first_published for one in held.sources if one.first_published)
    assert any(str(held.releases) in one.text and str(first.year) in one.text for one in told)


@pytest.mark.parametrize(
    ("field", "typed", "right"),
    [
        ("from", "наурыз 2022", date(2022, 3, 1)),
        ("to", "наурыз 2022", date(2022, 3, 31)),
        ("to", "март 2022", date(2022, 3, 31)),
        ("from", "March 2022", date(2022, 3, 1)),
        ("to", "04.03.2022", date(2022, 3, 4)),
        ("from", "2022", date(2022, 1, 1)),
        ("from", "yesterday", date(2022, 6, 6)),
        ("to", "прошлый год", date(2021, 12, 31)),
    ],
)
def test_days_may_be_words(app: Flask, monkeypatch: pytest.MonkeyPatch, field: str, typed: str, right: date) -> None:
    monkeypatch.setattr(question, "today", lambda: date(2022, 6, 7))
    with app.test_request_context("/kk/"):
        asked = question.asked(read("kk", [(field, typed)]))
    assert asked.problems == {}
    assert (asked.question.since if field == "from" else asked.question.until) == right


@EVERY
@pytest.mark.parametrize(("field", "typed"), [("from", "сайлау"), ("to", "с марта 2022"), ("from", "2022-13")])
def test_what_is_no_day_is_told_beside_its_field(client: FlaskClient, ui: str, field: str, typed: str) -> None:
    page = soup(client, f"/{ui}/search?q=сайлау&{field}={typed}")
    assert typed in page.select_one(f"#wrong-{field}").text  # type: ignore[union-attr]
    assert total(page) == total(soup(client, f"/{ui}/search?q=сайлау")) > 0


@EVERY
def test_what_is_new_may_come_first_among_what_fits(client: FlaskClient, ui: str) -> None:
    page = soup(client, f"/{ui}/search?q=сайлау")
    fresh = [str(link["href"]) for link in page.select(".sorts a") if "sort=fresh" in str(link["href"])]
    assert len(fresh) == 1
    sorted_so = soup(client, fresh[0])
    assert total(sorted_so) == total(page)
    assert not [link for link in soup(client, f"/{ui}/search").select(".sorts a") if "fresh" in str(link["href"])]


def test_an_answer_is_asked_again_on_another_day(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    address = "/en/search?q=date:yesterday"
    tag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    monkeypatch.setattr(caching, "today", lambda: date(2199, 1, 1))
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200
