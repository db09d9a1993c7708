"""Limits: requests a minute of an address, told with a page or a problem; questions that are too long."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from indexer.library import Library
from search_app import create_app
from search_app.limits import ADDRESSES, MOST_OPEN, Buckets, counted_as
from search_app.request import LANGUAGES, LONGEST_TEXT

STRANGER = {"REMOTE_ADDR": "203.0.113.7"}


class Clock:
    """Time that passes when told to."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def client_with(library: Library, **settings: object) -> Iterator[FlaskClient]:
    kept = library.settings
    library.settings = replace(kept, **settings)  # type: ignore[arg-type]
    yield create_app(library).test_client()
    library.settings = kept


@pytest.fixture
def limited(library: Library) -> Iterator[FlaskClient]:
    """A client of an app that answers two requests a minute."""
    yield from client_with(library, rate=2)


@pytest.fixture
def behind_a_proxy(library: Library) -> Iterator[FlaskClient]:
    """The same app behind one proxy."""
    yield from client_with(library, rate=2, proxies=1)


def test_a_bucket_empties_and_fills() -> None:
    clock = Clock()
    buckets = Buckets(60, clock)
    assert [buckets.wait("a") for _ in range(60)] == [0] * 60
    assert (buckets.wait("a"), buckets.wait("b")) == (1, 0)
    clock.at += 1
    assert (buckets.wait("a"), buckets.wait("a")) == (0, 1)
    clock.at += 3600
    assert [buckets.wait("a") for _ in range(61)] == [0] * 60 + [1]


def test_what_costs_more_than_all_can_still_be_had() -> None:
    clock = Clock()
    buckets = Buckets(6, clock)
    assert (buckets.wait("a", 10), buckets.wait("a", 10)) == (0, 60)
    clock.at += 60
    assert buckets.wait("a", 10) == 0


def test_only_so_many_addresses_are_remembered() -> None:
    buckets = Buckets(1, Clock())
    for number in range(ADDRESSES + 5):
        buckets.wait(str(number))
    assert len(buckets) == ADDRESSES
    assert (buckets.wait("0"), buckets.wait(str(ADDRESSES))) == (0, 60)


@given(st.integers(1, 100), st.lists(st.floats(0, 90), max_size=60))
def test_no_minute_has_more_than_twice_the_rate(rate: int, pauses: list[float]) -> None:
    clock = Clock()
    buckets = Buckets(rate, clock)
    answered: list[float] = []
    for pause in pauses:
        clock.at += pause / rate
        if not buckets.wait("a"):
            answered.append(clock.at)
    assert all(sum(at <= one < at + 60 for one in answered) <= 2 * rate for at in answered)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("127.0.0.1", ""),
        ("::1", ""),
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("unix", "unix"),
    ],
)
def test_what_an_address_is_counted_under(address: str, expected: str) -> None:
    assert counted_as(address) == expected


@pytest.mark.parametrize("ui", LANGUAGES)
def test_too_many_requests_are_told(limited: FlaskClient, ui: str) -> None:
    assert [limited.get(f"/{ui}/help", environ_base=STRANGER).status_code for _ in range(2)] == [200, 200]
    page = limited.get(f"/{ui}/help", environ_base=STRANGER)
    assert page.status_code == 429
    assert 0 < int(page.headers["Retry-After"]) <= 30
    assert page.headers["Cache-Control"] == "no-store"
    read = BeautifulSoup(page.text, "lxml")
    assert read.html["lang"] == ui  # type: ignore[index]
    assert page.headers["Retry-After"] in read.select_one("main").text  # type: ignore[union-attr]
    problem = limited.get("/api/v1/status", environ_base=STRANGER)
    assert (problem.status_code, problem.mimetype) == (429, "application/problem+json")
    assert "come again" in limited.get("/search.json", environ_base=STRANGER).get_json()["detail"]


def test_others_and_the_machine_itself_are_answered(limited: FlaskClient) -> None:
    for _ in range(4):
        limited.get("/en/help", environ_base=STRANGER)
    assert limited.get("/en/help", environ_base=STRANGER).status_code == 429
    assert limited.get("/en/help", environ_base={"REMOTE_ADDR": "203.0.113.8"}).status_code == 200
    assert {limited.get("/en/help").status_code for _ in range(5)} == {200}
    assert limited.get("/health", environ_base=STRANGER).status_code == 200
    with limited.get("/static/minber.css", environ_base=STRANGER) as style:
        assert style.status_code == 200


def test_behind_a_proxy_its_word_is_taken(behind_a_proxy: FlaskClient) -> None:
    def status(reader: str) -> int:
        return behind_a_proxy.get("/en/help", headers={"X-Forwarded-For": f"198.51.100.1, {reader}"}).status_code

    assert [status("203.0.113.7") for _ in range(3)] == [200, 200, 429]
    assert status("203.0.113.9") == 200
    feed = behind_a_proxy.get(
        "/en/search.atom",
        headers={"X-Forwarded-For": "203.0.113.10", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "minber.example"},
    )
    assert 'href="https://minber.example/en/search.atom"' in feed.text


def test_without_a_proxy_its_word_is_not_taken(limited: FlaskClient) -> None:
    seen = [
        limited.get("/en/help", environ_base=STRANGER, headers={"X-Forwarded-For": f"198.51.100.{number}"}).status_code
        for number in range(3)
    ]
    assert seen == [200, 200, 429]


@pytest.mark.parametrize("ui", LANGUAGES)
def test_a_question_that_is_too_long_is_shortened_and_told(client: FlaskClient, ui: str) -> None:
    told = str(LONGEST_TEXT)
    long = client.get(f"/{ui}/search", query_string={"q": "мектеп " * 200})
    assert long.status_code == 200
    assert any(told in note.text for note in BeautifulSoup(long.text, "lxml").select(".note"))
    short = client.get(f"/{ui}/search", query_string={"q": "мектеп"})
    assert not any(told in note.text for note in BeautifulSoup(short.text, "lxml").select(".note"))


def test_only_so_many_words_may_stand_for_any_other(client: FlaskClient) -> None:
    many = " ".join(f"{letter}ола~ {letter}*" for letter in "абвгдежз")
    for ui in LANGUAGES:
        page = client.get(f"/{ui}/search", query_string={"q": many})
        assert page.status_code == 400
        assert {"16", str(MOST_OPEN)} <= set(
            re.findall(r"\d+", BeautifulSoup(page.text, "lxml").select_one("main p").text)
        )  # type: ignore[union-attr]
    problem = client.get("/api/v1/search", query_string={"q": many})
    assert (problem.status_code, problem.mimetype) == (400, "application/problem+json")
    assert "at most 12" in client.get("/en/search.csv", query_string={"q": many}).get_json()["detail"]
    few = " ".join(many.split()[:MOST_OPEN]) + " what? why?"
    assert client.get("/en/search", query_string={"q": few}).status_code == 200


def test_a_long_question_costs_more(library: Library) -> None:
    for client in client_with(library, rate=10):
        asked = {"q": "мектеп " * 40}
        codes = [client.get("/kk/search", query_string=asked, environ_base=STRANGER).status_code for _ in range(3)]
        assert codes == [200, 429, 429]
