"""SearchRequest ⇄ address: one state has one address, and nothing an address may hold is an error."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from search_app import request as ask
from search_app.request import FACETS, LANGUAGES, MOST_CHOSEN, STATEMENTS, SearchRequest, read

NAMES = ("q", "in", "from", "to", "sort", "exact", "without", "page", "utm_source", *FACETS, *(f"-{f}" for f in FACETS))
VALUES = st.one_of(
    st.text(max_size=30), st.sampled_from(["statements", "texts", "new", "old", "1", "7", "KZ-15", "2022"])
)
PARAMETERS = st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=12)


def again(address: str) -> SearchRequest:
    parts = urlsplit(address)
    return read(parts.path.split("/")[1], parse_qsl(parts.query))


@given(st.sampled_from(LANGUAGES), PARAMETERS)
def test_round_trip(ui: str, parameters: list[tuple[str, str]]) -> None:
    request = read(ui, parameters)
    assert again(request.url) == request
    assert again(request.release_url("abc")) == request


@given(PARAMETERS, st.sampled_from(FACETS), st.text(min_size=1, max_size=9).filter(str.isalnum))
def test_toggling_twice_changes_nothing_but_the_page(parameters: list[tuple[str, str]], facet: str, value: str) -> None:
    given_months = [pair for pair in parameters if pair[0] not in ("month", "page")]
    request = read("ru", [*given_months, ("in", STATEMENTS)])
    once = ask.toggled(request, facet, value)
    assert (value in once.values(facet)) != (value in request.values(facet))
    assert set(ask.toggled(once, facet, value).chosen) == set(request.chosen)


@given(PARAMETERS, st.sampled_from(FACETS), st.text(min_size=1, max_size=9).filter(str.isalnum))
def test_a_value_is_chosen_or_excluded_never_both(parameters: list[tuple[str, str]], facet: str, value: str) -> None:
    request = read("ru", [*parameters, ("in", STATEMENTS)])
    assert not set(request.chosen) & set(request.excluded)
    off = ask.barred(
        ask.toggled(request, facet, value) if value not in request.values(facet) else request, facet, value
    )
    assert value in off.barred(facet) or value in request.barred(facet)
    assert value not in off.values(facet)
    on = ask.toggled(off, facet, value)
    assert value not in on.barred(facet)


def test_dates_go_down_to_a_day_and_up_again() -> None:
    request = read("en", [("q", "a"), ("region", "KZ-15")])
    day = ask.dated(request, "2022", "2022-03", "2022-03-04")
    assert (day.values("year"), day.values("month"), day.since, day.until) == (
        ("2022",),
        ("2022-03",),
        "2022-03-04",
        "2022-03-04",
    )
    assert ask.dated(day) == request
    assert ask.toggled(day, "month", "2022-04").since == ""
    assert ask.dated(day, "2022").values("month") == ()


def test_the_place_among_the_results_is_no_part_of_the_question() -> None:
    request = read("en", [("q", "a"), ("-region", "KZ-15")])
    assert request.release_url("abc", "kk", at=7) == "/en/release/abc?q=a&-region=KZ-15&version=kk&at=7"
    assert again(request.release_url("abc", at=7)) == request
    assert request.bare == SearchRequest("en")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("", SearchRequest("kk"), id="nothing asked"),
        pytest.param("in=texts&-kind=direct", SearchRequest("kk", over="texts"), id="texts have no kind of speech"),
        pytest.param(
            "-region=KZ-15&region=KZ-15&-topic=sport",
            SearchRequest("kk", chosen=(("region", "KZ-15"),), excluded=(("topic", "sport"),)),
            id="what is chosen is not excluded",
        ),
        pytest.param("q=+a%20+b+", SearchRequest("kk", text="a b"), id="blanks are one blank"),
        pytest.param("page=0&page=2", SearchRequest("kk"), id="the first value counts, no page before the first"),
        pytest.param(
            "page=abc&sort=size&exact=yes&in=pages", SearchRequest("kk"), id="what makes no sense is left out"
        ),
        pytest.param("page=999999999999999", SearchRequest("kk"), id="a page that is no number we count to"),
        pytest.param("utm_source=x&callback=y", SearchRequest("kk"), id="unknown names are left out"),
        pytest.param("kind=direct", SearchRequest("kk"), id="releases have no kind of speech"),
        pytest.param(
            "in=statements&kind=direct",
            SearchRequest("kk", over=STATEMENTS, chosen=(("kind", "direct"),)),
            id="statements have",
        ),
        pytest.param(
            "topic=sport&region=KZ-15&region=KZ-71&region=KZ-15",
            SearchRequest("kk", chosen=(("region", "KZ-15"), ("region", "KZ-71"), ("topic", "sport"))),
            id="values once each, facets in their order",
        ),
        pytest.param("from=2022-13", SearchRequest("kk", since="2022-13"), id="days stand as they were typed"),
        pytest.param("q=a%00b%E2%80%AEc", SearchRequest("kk", text="a b c"), id="signs that cannot be seen are blanks"),
    ],
)
def test_what_an_address_means(query: str, expected: SearchRequest) -> None:
    assert read("kk", parse_qsl(query)) == expected


def test_parameters_stand_in_a_fixed_order() -> None:
    given_parameters = [
        ("sort", "new"),
        ("region", "KZ-15"),
        ("to", "2023"),
        ("from", "2022"),
        ("q", "сайлау"),
        ("page", "2"),
    ]
    names = [name for name, _ in read("kk", given_parameters).parameters]
    assert names == ["q", "region", "from", "to", "sort", "page"]


def test_another_year_forgets_the_months() -> None:
    request = read("en", [("year", "2022"), ("month", "2022-03"), ("region", "KZ-15")])
    assert ask.toggled(request, "year", "2021").chosen == (
        ("region", "KZ-15"),
        ("year", "2022"),
        ("year", "2021"),
    )
    assert ask.toggled(request, "region", "KZ-15").values("month") == ("2022-03",)


def test_what_narrows_can_be_cleared_and_the_words_stay() -> None:
    request = read("en", [("q", "a"), ("region", "KZ-15"), ("from", "2022"), ("page", "3"), ("sort", "old")])
    assert ask.cleared(request) == SearchRequest("en", text="a", sort="old")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/kk/search?q=a&page=2", "/ru/search?q=a&page=2"),
        ("/en/release/abc?version=kk", "/ru/release/abc?version=kk"),
        ("/kk/", "/ru/"),
        ("/", "/ru/"),
        ("/nowhere", "/ru/"),
    ],
)
def test_the_same_address_in_another_language(address: str, expected: str) -> None:
    assert ask.retold(address, "ru") == expected


def test_no_address_chooses_without_end() -> None:
    asked = read("en", [("speaker", f"somebody-{number}") for number in range(1000)])
    assert len(asked.chosen) == MOST_CHOSEN


@given(st.text(), st.sampled_from(FACETS), st.text(max_size=8), st.sampled_from(["", "2022-03-04"]))
def test_links_are_the_addresses_of_what_they_turn_to(text: str, facet: str, value: str, day: str) -> None:
    chosen = (("region", "KZ-75"), ("year", "2022"), ("month", "2022-03"))
    request = SearchRequest(
        "kk", text=text.replace(ask.ANY, ""), chosen=chosen, excluded=(("topic", "a b"),), since=day, until=day, page=3
    )
    for turn in (ask.toggled, ask.barred):
        to = ask.links(turn, request, facet)
        for one in (value, "KZ-75", "2022", "a b"):
            assert to(one) == turn(request, facet, one).url
            assert ask.links(turn, request, facet, written=escape)(one) == escape(turn(request, facet, one).url)
