"""Answers narrowed and widened: facets, expansions, days, pages; what is told of what was not taken or not found."""

from __future__ import annotations

import re
from html import unescape

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from seeing import EVERY, WORDS, address, soup, total


def test_values_of_a_facet_widen_and_their_counts_stay(client: FlaskClient) -> None:
    def counts(page: BeautifulSoup) -> dict[str, int]:
        links = page.select("[id^=f-region-]")
        return {str(link["id"]): int(link.find_next(class_="n").text) for link in links}  # type: ignore[union-attr]

    before = counts(soup(client, "/en/search"))
    one, other = sorted(before, key=lambda key: -before[key])[:2]
    chosen = soup(client, address("en", ("region", one.removeprefix("f-region-"))))
    assert total(chosen) == before[one]
    assert counts(chosen) == before, "a facet is counted as if it were not chosen from"
    both = soup(client, str(chosen.select_one(f"#{other}")["href"]))  # type: ignore[index]
    assert max(before[one], before[other]) <= total(both) <= before[one] + before[other]
    assert [link["id"] for link in both.select(".side .on a")][:2] == [one, other], "chosen values stand on top"


@EVERY
def test_every_expansion_can_be_taken_off(client: FlaskClient, ui: str) -> None:
    page = soup(client, address(ui, ("q", WORDS[ui])))
    chips = page.select(".chips a.also")
    assert chips
    without = soup(client, str(chips[0]["href"]))
    assert chips[0].text not in [chip.text for chip in without.select(".chips a.also")]
    exact = soup(client, str(page.select_one(".chips a.offer")["href"]))  # type: ignore[index]
    assert not exact.select(".chips a.also")
    assert 0 < total(exact) < total(page)
    assert total(soup(client, str(exact.select_one(".chips a.chosen")["href"]))) == total(page)  # type: ignore[index]


@EVERY
@pytest.mark.parametrize("field", ["from", "to"])
def test_a_bad_day_is_told_beside_the_field(client: FlaskClient, ui: str, field: str) -> None:
    everything = total(soup(client, f"/{ui}/search"))
    page = soup(client, address(ui, (field, "2022-13")))
    assert "2022-13" in page.select_one(f"#wrong-{field}").text  # type: ignore[union-attr]
    assert page.select_one(f"#day-{field}")["aria-invalid"] == "true"  # type: ignore[index]
    assert total(page) == everything
    assert not page.select(".chips .chosen")
    files = [str(link["href"]) for link in page.select(".take a, link[rel=alternate][type]:not([hreflang])")]
    assert len(files) > 6
    assert not [file for file in files if "2022-13" in file], "they hold what the page counts"


@EVERY
@pytest.mark.parametrize(
    ("odd", "told"),
    [("sort=best", "sort=best"), ("kind=direct", "kind=direct"), ("in=all&sort=a&page=0", "in=all, sort=a.")],
)
def test_what_makes_no_sense_is_told(client: FlaskClient, ui: str, odd: str, told: str) -> None:
    page = soup(client, f"/{ui}/search?{odd}&utm_source=x")
    assert total(page) == total(soup(client, f"/{ui}/search"))
    assert [told in note.text for note in page.select(".note")] == [True]
    assert "utm" not in page.select_one(".note").text  # type: ignore[union-attr]
    assert not soup(client, f"/{ui}/search?in=statements&kind=direct&exact=0&page=1&from=&q=").select(
        ".results > .note"
    )


def test_days_narrow(client: FlaskClient) -> None:
    counts = client.get("/search.json").get_json()["facets"]["year"]
    assert total(soup(client, "/en/search?from=2022&to=2022")) == counts["2022"]
    assert soup(client, "/en/search?from=2023&to=2022").select("#wrong-to")


@EVERY
def test_a_page_beyond_the_end_says_so(client: FlaskClient, ui: str) -> None:
    page = soup(client, f"/{ui}/search?page=99")
    assert not page.select(".hit")
    assert "99" in page.select_one(".note").text  # type: ignore[union-attr]
    last = page.select(".turns a")[-1]
    assert soup(client, str(last["href"])).select(".hit")


def test_all_hits_can_be_paged_to(client: FlaskClient) -> None:
    seen: list[str] = []
    for number in range(1, 9):
        seen += [hit["release"] for hit in client.get(f"/search.json?page={number}").get_json()["hits"]]
    assert len(seen) == len(set(seen)) == client.get("/search.json").get_json()["total"]


@EVERY
def test_nothing_found_says_what_would_help(client: FlaskClient, ui: str) -> None:
    page = soup(client, address(ui, ("q", WORDS[ui]), ("year", "1999")))
    assert total(page) == 0
    remedy = page.select_one(".nothing li a")
    assert remedy is not None
    assert total(soup(client, str(remedy["href"]))) > 0
    assert soup(client, address(ui, ("q", "zzzzqq"))).select(".nothing")


def test_where_all_words_find_nothing_any_of_them_is_offered(client: FlaskClient) -> None:
    page = client.get("/en/search?q=voting+saiga+earthquake").get_data(as_text=True)
    assert "Nothing found" in page
    assert "“voting, saiga, earthquake”" in page
    offered = re.search(r'href="([^"]+)"[^>]*>any of the words', page)
    assert offered
    assert "Nothing found" not in client.get(unescape(offered[1])).get_data(as_text=True)


@pytest.mark.parametrize(("ui", "field"), [("kk", "Күні"), ("ru", "Дата"), ("en", "Date")])
def test_days_typed_in_a_question_are_named_in_the_language_of_the_page(
    client: FlaskClient, ui: str, field: str
) -> None:
    page = soup(client, address(ui, ("q", "вода date:2019")))
    assert [f"{field}: 2019" in chip.text for chip in page.select(".chips a.word")] == [False, True]
    nothing = soup(client, address(ui, ("q", "вода date:1999")))
    assert any(f"{field}: 1999" in link.text for link in nothing.select(".nothing li a"))
    assert "date:" not in nothing.select_one(".nothing ul").text  # type: ignore[union-attr]


def test_a_translation_tells_each_word_once(client: FlaskClient) -> None:
    chips = [chip.text for chip in soup(client, address("en", ("q", "выборы"))).select(".chips a.also")]
    (english,) = (chip for chip in chips if "election" in chip.casefold())
    assert english.casefold().count("election") == 1


@pytest.mark.parametrize("sign", ["", "-"])
@pytest.mark.parametrize("facet", ["speaker", "region", "year"])
def test_a_value_with_markup_in_it_is_text(client: FlaskClient, facet: str, sign: str) -> None:
    odd = """<b title="a'b">&amp;"""
    page = soup(client, address("en", ("q", odd), (f"{sign}{facet}", odd)))
    assert not page.select("b[title]")
    if facet == "speaker":
        link = page.find(id=f"f-{facet}-{odd}")
        assert link
        assert odd.lower() in link.text.lower()
        assert total(soup(client, str(link["href"]))) == total(soup(client, address("en", ("q", odd))))
