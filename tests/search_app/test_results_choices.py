"""Results and filters: texts apart, values left out, people found by name, how the question was understood."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from seeing import EVERY, soup, total

from indexer.library import Library
from indexer.query.ask import Question
from indexer.query.pieces import UNCLOSED_QUOTE, Note
from search_app.facets import LISTED_AT_MOST, most
from search_app.understood import sentences

WEIGHT = 120_000


def test_texts_are_counted_one_by_one(client: FlaskClient, library: Library) -> None:
    page = soup(client, "/en/search?in=texts")
    assert total(page) == library.status().renditions
    titles = [
        tag["lang"]
        for number in (1, 2)
        for tag in soup(client, f"/en/search?in=texts&page={number}").select("h2[lang]")
    ]
    assert len(set(titles)) > 1, "each text is shown in its own language"


@EVERY
def test_a_value_can_be_left_out_and_taken_back(client: FlaskClient, ui: str) -> None:
    page = soup(client, f"/{ui}/search")
    link = page.select_one("#list-region .off")
    assert link is not None
    count = int(link.find_next(class_="n").text)  # type: ignore[union-attr]
    without = soup(client, str(link["href"]))
    assert total(page) - total(without) == count
    assert without.select(".chips a.barred")
    assert without.select_one("#list-region li.barred del"), "it stays on top of its list"
    back = soup(client, str(without.select_one(".chips a.barred")["href"]))  # type: ignore[index]
    assert total(back) == total(page)
    nothing = soup(client, f"/{ui}/search?q=%22zz%22&-region=KZ-39")
    assert total(nothing) == 0


def test_where_leaving_out_kills_the_answer_it_is_offered_back(client: FlaskClient) -> None:
    page = soup(client, "/en/search?source=sample-news&-language=kk&-language=ru&-language=en")
    assert total(page) == 0
    assert any("Language of the text: not" in link.text for link in page.select(".nothing li a"))


@pytest.mark.parametrize("typed", ["бай", "Bai", "асқар", "askar ba"])
def test_people_are_found_within_their_facet_in_any_spelling(client: FlaskClient, typed: str) -> None:
    page = soup(client, f"/en/search?find={typed}")
    names = [link.text for link in page.select("#list-speaker li > a:not(.off)")]
    assert names
    assert any("Baissalov" in name for name in names)
    assert len(names) < 30
    assert total(page) == total(soup(client, "/en/search")), "the answer stays"
    assert page.select_one("#find")["value"] == typed  # type: ignore[index]
    assert all("find=" not in str(link["href"]) for link in page.select("#list-speaker a"))


@EVERY
def test_nobody_of_that_name(client: FlaskClient, ui: str) -> None:
    page = soup(client, f"/{ui}/search?find=qqqq")
    assert not page.select("#list-speaker li")
    assert page.select_one(".find + .note")
    assert page.select_one("#find"), "another name can be tried"


@EVERY
def test_a_question_that_is_a_name_leads_to_its_page(client: FlaskClient, ui: str) -> None:
    page = soup(client, f"/{ui}/search?q=Kostanay")
    link = page.select_one(".bet a")
    assert link is not None
    assert link["href"] == f"/{ui}/region/KZ-39"


def test_parts_of_a_question_are_chips(client: FlaskClient) -> None:
    page = soup(client, "/en/search?q=school+region:Kostanay")
    chips = {chip.text: chip for chip in page.select(".chips a.word")}
    assert len(chips) == 2
    without = soup(client, str(page.select(".chips a.word")[0]["href"]))
    assert total(without) >= total(page)
    assert not without.select(".chips a.word"), "one part alone needs no chip"


@EVERY
def test_what_was_taken_otherwise_is_told(app: Flask, client: FlaskClient, ui: str) -> None:
    with app.test_request_context(f"/{ui}/"):
        app.preprocess_request()
        (told,) = sentences(None, [Note(UNCLOSED_QUOTE, '"сайлау'), Note("unheard-of", "x")])
        assert '"сайлау' in told
        assert sentences(None, []) == ()
    assert soup(client, f"/{ui}/search?q=%22school").select(".note")


def test_chosen_values_stay_on_top_of_an_answer_of_nothing(client: FlaskClient) -> None:
    page = soup(client, "/en/search?q=zzzzqq&topic=sport&region=KZ-15")
    assert total(page) == 0
    for facet, value in (("topic", "sport"), ("region", "KZ-15")):
        first = page.select_one(f"#list-{facet} li a")
        assert first is not None
        assert (first["id"], first["aria-current"]) == (f"f-{facet}-{value}", "true")


def test_cards_lead_to_what_is_similar_and_how_to_cite(client: FlaskClient) -> None:
    tools = soup(client, "/en/search").select(".hit .tools a")
    assert {str(link["href"]).partition("#")[2] for link in tools} == {"similar", "cite"}
    page = soup(client, str(tools[1]["href"]).partition("#")[0])
    assert page.select_one("#cite")
    assert any(soup(client, str(link["href"]).partition("#")[0]).select("#similar li a") for link in tools[::2])


@EVERY
@pytest.mark.parametrize("query", ["", "?q=%D1%88%D0%BA%D0%BE%D0%BB%D0%B0", "?in=statements", "?in=texts&year=2022"])
def test_pages_of_results_are_light(client: FlaskClient, ui: str, query: str) -> None:
    assert len(client.get(f"/{ui}/search{query}").data) <= WEIGHT


def test_every_hit_can_be_paged_to_in_every_count(client: FlaskClient, library: Library) -> None:
    held = len(library.search(Question(group=False, size=500)).cards)
    seen: set[str] = set()
    for number in range(1, held // 10 + 2):
        links = soup(client, f"/en/search?in=texts&page={number}").select(".hit h2 a")
        seen |= {str(link["href"]).partition("&at=")[0] for link in links}
    assert len(seen) > 0.9 * held  # copies of a release in one language open the same version


@pytest.mark.parametrize("size", [0, 7, 100, 300])
def test_the_values_that_most_hits_have_are_listed(size: int) -> None:
    counts = {f"s{number}": size - number for number in range(size)}
    chosen = f"s{size + 1}", f"s{size // 2}"
    listed = most(counts, chosen)
    assert listed[:2] == chosen
    assert set(listed) == {*chosen, *list(counts)[:LISTED_AT_MOST]}
    assert len(listed) == len(set(listed))
