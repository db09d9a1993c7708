"""The pages of people, regions, topics and sources, and the coverage."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from seeing import EVERY, soup

from corpus.authority import definition, topics
from corpus.authority_people import people
from corpus.sources import sources
from indexer.library import Library
from indexer.query.ask import Question
from indexer.settings import Settings
from search_app import create_app
from search_app.facts import person_facts, region_facts
from search_app.i18n import Labels
from search_app.views import desk


@pytest.fixture(scope="session")
def speaker(library: Library) -> str:
    """Who speaks most."""
    return next(one for one in library.statements(Question(size=0)).facets["speaker"] if one != "unstated")


@EVERY
def test_a_person(client: FlaskClient, library: Library, speaker: str, ui: str) -> None:
    page = soup(client, f"/{ui}/person/{speaker}")
    names = {row.name for row in library.store.overview.spoken([speaker])}
    facts = page.select_one(".facts")
    assert facts is not None
    assert all(str(name) in facts.text for name in names if name), "all spellings stand there"
    assert page.select("h1")[0].text in names | {dict(people()[speaker].names)[ui] if speaker in people() else ""}
    assert page.select(".grid tbody tr")
    assert page.select(".quote .said cite")
    assert page.select("svg.map a")
    assert page.select_one("form.within input[name=speaker]")["value"] == speaker  # type: ignore[index]
    assert all(link["href"].startswith(f"/{ui}/person/") for link in page.select(".facts li a"))


def test_a_map_is_shown_where_a_place_is_known(client: FlaskClient, library: Library) -> None:
    drawn = {}
    for person in library.statements(Question(size=0)).facets["speaker"]:
        if person != "unstated":
            asked = Question(size=0, filters={"speaker": (person,)})
            known = any(region != "unstated" for region in library.statements(asked).facets["region"])
            drawn.setdefault(known, set()).add(bool(soup(client, f"/en/person/{person}").select("svg.map")))
    assert drawn == {True: {True}, False: {False}}


@EVERY
def test_cards_lead_to_people(client: FlaskClient, ui: str) -> None:
    links = soup(client, f"/{ui}/search?in=statements").select(".quote cite a")
    assert links
    assert soup(client, str(links[0]["href"])).select_one("h1")


@EVERY
def test_a_region_tells_its_history(client: FlaskClient, ui: str) -> None:
    young = soup(client, f"/{ui}/region/KZ-10")
    assert young.select_one(f".facts a[href='/{ui}/region/KZ-63']"), "the region it was a part of"
    old = soup(client, f"/{ui}/region/KZ-63")
    assert old.select_one(f".facts a[href='/{ui}/region/KZ-10']"), "the region that parted from it"
    assert "KZ-VOS" in old.text
    assert old.select_one("svg.map")


@EVERY
@pytest.mark.parametrize("kind", ["topic", "source"])
def test_topics_and_sources(client: FlaskClient, library: Library, ui: str, kind: str) -> None:
    counts = library.search(Question(size=0)).facets[kind]
    titles = topics() if kind == "topic" else sources()
    for one in [value for value in counts if value != "unstated"][:3]:
        page = soup(client, f"/{ui}/{kind}/{one}")
        assert page.select_one("h1").text == titles[one].titles[ui]  # type: ignore[union-attr]
        assert page.select(".panels section")
        assert page.select(".hit")


def test_a_topic_of_which_nothing_is_held_has_a_page_that_says_so(client: FlaskClient, library: Library) -> None:
    held = library.search(Question(size=0)).facets["topic"]
    none = next(one for one in topics() if one not in held)
    assert "Nothing of it is among what is held." in soup(client, f"/en/topic/{none}").text


def test_a_listed_person_who_never_speaks_here_has_posts_and_no_figures(client: FlaskClient, library: Library) -> None:
    held = library.statements(Question(size=0)).facets["speaker"]
    silent = next(one for one in people().values() if one.id not in held and one.posts)
    page = soup(client, f"/en/person/{silent.id}")
    assert silent.posts[0].name("en") in page.select_one(".facts").text  # type: ignore[union-attr]
    assert not page.select(".grid, .quote, form.within")


@EVERY
@pytest.mark.parametrize("path", ["person/nobody-known", "region/KZ-99", "topic/none", "source/none", "region/%00"])
def test_what_is_not_there(client: FlaskClient, ui: str, path: str) -> None:
    assert soup(client, f"/{ui}/{path}", 404).select_one("h1")


@pytest.mark.parametrize("path", ["/person/abdirov-nurlan", "/region/KZ-10", "/topic/sport", "/source/x", "/coverage"])
def test_addresses_without_a_language_lead_on(client: FlaskClient, path: str) -> None:
    answer = client.get(path, headers={"Accept-Language": "ru"})
    assert (answer.status_code, answer.location) == (302, f"/ru{path}")


def test_facts_of_people_and_regions(app: Flask) -> None:
    with app.test_request_context("/ru/"):
        app.preprocess_request()
        assert person_facts(desk(), "nobody-known", Labels("ru")) == ()
        assert region_facts("KZ-99", Labels("ru")) == ()
        posts = person_facts(desk(), "imashev-berik", Labels("ru"))[0]
        assert posts.lines[0].note == "… – февраль 2022\u202fг."
        history = {fact.heading: fact.lines for fact in region_facts("KZ-33", Labels("ru"))}["История"]
        assert [line.text for line in history][1:] == ["Алматинская область"]


@EVERY
def test_the_coverage_tells_what_failed_and_when_it_was_seen(client: FlaskClient, library: Library, ui: str) -> None:
    page = soup(client, f"/{ui}/coverage")
    assert len(page.select("table.heat")) == len(library.status().sources)
    assert len(page.select(".failed li")) == len(library.store.failures()) > 0
    assert "UTC+5" in page.text


def test_failures_of_no_known_source_stand_apart(tmp_path: Path) -> None:
    with Library.open(Settings(home=tmp_path)) as empty:
        for number in range(25):
            empty.store.record_failure(f"https://gone.example/{number}", "fetch", "410")
        page = soup(create_app(empty).test_client(), "/en/coverage")
    assert len(page.select(".failed li")) == 20
    assert "25 addresses could not be fetched or read" in page.text


def test_the_map_of_a_region_leads_to_the_others(client: FlaskClient) -> None:
    links = soup(client, "/kk/region/KZ-10").select("svg.map a")
    assert len(links) == 20
    assert sum(str(link["href"]).startswith("/kk/region/KZ-") for link in links) == 19
    assert all(link["aria-label"] for link in links)


@EVERY
def test_a_topic_is_defined_in_the_language_of_the_page(client: FlaskClient, ui: str) -> None:
    text = client.get(f"/{ui}/topic/transport_infra").text
    assert str(topics()["transport_infra"].iptc) in text
    near = topics()["security_emergency"].titles[ui]
    assert definition(topics()["transport_infra"], ui) in text
    assert f"“{near}”." in text if ui == "en" else f"«{near}»." in text
    for topic in topics():
        page = BeautifulSoup(client.get(f"/{ui}/topic/{topic}").text, "lxml").select_one("main")
        assert page is not None
        assert not re.search(r"[{}]|\b[a-z]+_[a-z]+\b", page.get_text(" ")), topic


def test_addresses_are_escaped_once(client: FlaskClient, speaker: str) -> None:
    for address in ("/en/", "/en/search?q=school&year=2026", f"/en/person/{speaker}", "/en/region/KZ-39"):
        page = client.get(address).text
        assert "&amp;" in page
        assert "&amp;amp;" not in page
        assert not re.search(r'href="[^"]*&(?!amp;)', page)
