"""Every page over the sample site: what it shows, in which language, and what its headers say."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from seeing import EVERY, WORDS, address, soup, total

from corpus.tables import table
from indexer import report
from indexer.library import Library
from indexer.query.ask import Question
from search_app.help import COLUMNS
from search_app.i18n import OWN_NAMES, Labels
from search_app.request import LANGUAGES

PAGES = (
    "/",
    "/search",
    "/search?q=%D1%88%D0%BA%D0%BE%D0%BB%D0%B0",
    "/statements",
    "/help",
    "/about",
    "/nothing/here",
)


@pytest.mark.parametrize(
    ("accepted", "cookie", "expected"),
    [
        ("ru-RU,ru;q=0.9,en;q=0.5", None, "ru"),
        ("en-GB", None, "en"),
        ("de,fr;q=0.9", None, "kk"),
        ("", None, "kk"),
        ("ru", "en", "en"),
        ("ru", "xx", "ru"),
    ],
)
def test_addresses_without_a_language(client: FlaskClient, accepted: str, cookie: str | None, expected: str) -> None:
    if cookie:
        client.set_cookie("ui", cookie)
    for path in ("/", "/search?q=a&region=KZ-15", "/release/abc?q=%D0%B0"):
        answer = client.get(path, headers={"Accept-Language": accepted})
        assert answer.status_code == 302
        assert answer.location == f"/{expected}{path}"
        assert {"Accept-Language", "Cookie"} <= set(answer.vary)


@EVERY
@pytest.mark.parametrize("path", PAGES)
def test_pages_are_in_their_language_and_carry_nothing_foreign(client: FlaskClient, ui: str, path: str) -> None:
    answer = client.get(f"/{ui}{path}")
    page = BeautifulSoup(answer.text, "lxml")
    assert page.html is not None
    assert page.html["lang"] == ui
    assert page.select_one("h1")
    assert page.select_one(".tongues b").text == OWN_NAMES[ui]  # type: ignore[union-attr]
    loaded = [
        tag.get("src") or tag.get("href")
        for tag in page.select("script[src], link[rel=stylesheet], link[rel=icon], img")
    ]
    assert loaded
    assert all(str(one).startswith("/static/") for one in loaded)
    inline = page.select("[style], style, script:not([src], [type='application/ld+json'])")
    assert not inline, "the content policy forbids what stands inline"
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@EVERY
def test_home_shows_everything(client: FlaskClient, library: Library, ui: str) -> None:
    page = soup(client, f"/{ui}/")
    held = library.status()
    assert len(page.select(".hit")) == 6
    assert len(page.select("table.held tbody tr")) == len(held.sources)
    assert total(soup(client, f"/{ui}/search")) == held.releases


@EVERY
def test_hits_have_languages_and_marks(client: FlaskClient, ui: str) -> None:
    page = soup(client, address(ui, ("q", WORDS[ui])))
    assert total(page) > 0
    assert page.select(".hit mark")
    assert all(tag.get("lang") for tag in page.select(".hit h2, .hit .snippet, .hit .said > p:last-child"))
    assert [badge.text.strip()[:3] for badge in page.select(".hit .badges")[0].select("a, s")] == [
        "ҚАЗ",
        "РУС",
        "ENG",
    ]


def test_hits_speak_the_language_of_the_reader_where_they_can(client: FlaskClient) -> None:
    page = soup(client, address("ru", ("q", "Baissalov")))
    languages = [tag["lang"] for tag in page.select(".hit .snippet")]
    assert languages.count("ru") > len(languages) / 2
    assert all(tag.select("mark") for tag in page.select(".hit"))


EXAMPLES = [
    pytest.param(ui, row.cells[ui], id=f"{ui}-{row.cells['rule']}")
    for row in table("search_app", "help_examples.tsv", COLUMNS)
    for ui in LANGUAGES
]


@pytest.mark.parametrize(("ui", "text"), EXAMPLES)
def test_every_example_of_the_help_finds_something(client: FlaskClient, ui: str, text: str) -> None:
    assert text in soup(client, f"/{ui}/help").text
    assert total(soup(client, address(ui, ("q", text)))) > 0


def test_the_page_and_the_data_say_the_same(client: FlaskClient, library: Library) -> None:
    for path in ("/search.json", "/kk/search.json"):
        answer = client.get(f"{path}?q=%D1%88%D0%BA%D0%BE%D0%BB%D0%B0&language=ru").get_json()
        found = library.search(Question("школа", filters={"language": ("ru",)}))
        expected = report.releases(found, library.pasts(found))
        assert answer | {"took_ms": 0} == expected | {"took_ms": 0}
    page = soup(client, "/ru/search?q=%D1%88%D0%BA%D0%BE%D0%BB%D0%B0&language=ru")
    assert total(page) == expected["total"]
    assert len(page.select(".hit")) == len(expected["hits"])


def test_statements_have_an_address_and_data(client: FlaskClient) -> None:
    page = soup(client, "/ru/statements?q=%D1%88%D0%BA%D0%BE%D0%BB%D0%B0")
    assert page.select(".quote .said cite")
    assert total(page) == total(soup(client, "/ru/search?in=statements&q=%D1%88%D0%BA%D0%BE%D0%BB%D0%B0"))
    found = client.get("/search.json?in=statements&kind=direct").get_json()
    assert found["hits"]
    assert {hit["kind"] for hit in found["hits"]} == {"direct"}


def test_a_release_shows_what_was_concluded(client: FlaskClient, library: Library) -> None:
    card = library.statements(Question("школа", filters={"language": ("ru",)})).cards[0]
    shown = card.rendition
    page = soup(client, f"/ru/release/{shown.release}?q=%D1%88%D0%BA%D0%BE%D0%BB%D0%B0&region=KZ-39&version=ru")
    assert page.select_one("h1").text == shown.title  # type: ignore[union-attr]
    assert page.select(".text mark")
    assert [link["href"] for link in page.select(".back a")] == [
        "/ru/search?q=%D1%88%D0%BA%D0%BE%D0%BB%D0%B0&region=KZ-39"
    ]
    assert {tag["id"] for tag in page.select(".spoken")} >= {link["href"][1:] for link in page.select(".voices .ref")}
    for tag in page.select(".text .ref, .text .here"):
        tag.decompose()
    assert [tag.get_text() for tag in page.select(".text > p")] == list(shown.paragraphs)
    data = client.get(f"/release/{shown.release}.json").get_json()
    assert {one["language"] for one in data["renditions"]} == {
        one.language for one in library.release(shown.release).versions
    }  # type: ignore[union-attr]


def test_a_release_that_was_joined_leads_to_the_whole(client: FlaskClient, library: Library) -> None:
    versions = next(card.versions for card in library.search(Question()).cards if len(card.versions) > 1)
    whole = versions[0].release
    joined = [one.id for one in versions if one.id != whole and library.release(one.id)]
    assert joined, "no version of the first release was once a release of its own"
    answer = client.get(f"/kk/release/{joined[0]}?q=a")
    assert (answer.status_code, answer.location) == (301, f"/kk/release/{whole}?q=a")


def test_an_unchanged_page_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/ru/search")
    assert first.headers["Cache-Control"] == "private, no-cache"
    again = client.get("/ru/search", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    style = BeautifulSoup(first.text, "lxml").select_one("link[rel=stylesheet]")
    with client.get(str(style["href"])) as file:  # type: ignore[index]
        assert "immutable" in file.headers["Cache-Control"]


def test_robots_are_kept_from_walking_the_filters(client: FlaskClient) -> None:
    page = soup(client, "/en/search?region=KZ-39")
    assert page.select_one("meta[name=robots]")["content"] == "noindex, nofollow"  # type: ignore[index]
    assert all("nofollow" in link.get("rel", []) for link in page.select(".side li a, .chips a, .turns a"))
    assert not soup(client, "/en/search").select("meta[name=robots]")


def test_counts_stand_in_the_labels(client: FlaskClient) -> None:
    for link in soup(client, "/en/search").select(".side li a:not(.off)"):
        assert re.search(r", \d+ releases?$", link.text), link.text


@pytest.mark.parametrize(
    ("ui", "forms"),
    [
        ("kk", {1: "1 релиз", 5: "5 релиз"}),
        ("ru", {1: "1 релиз", 3: "3 релиза", 5: "5 релизов", 21: "21 релиз"}),
        ("en", {1: "1 release", 2: "2 releases", 12000: "12,000 releases"}),
    ],
)
def test_plurals(app: Flask, ui: str, forms: dict[int, str]) -> None:
    with app.test_request_context(f"/{ui}/"):
        app.preprocess_request()
        assert {number: Labels(ui).counted("releases", number) for number in forms} == forms
