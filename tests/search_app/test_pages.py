"""Every page over the sample site: what it shows, what it answers to bad addresses, what its headers say."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from seeing import EVERY, soup, total

from corpus.tables import table
from indexer import report
from indexer.library import Library
from indexer.query.ask import Question
from indexer.settings import Settings
from search_app import create_app
from search_app.help import COLUMNS
from search_app.i18n import OWN_NAMES, Labels
from search_app.request import FACETS, LANGUAGES

WORDS = {"kk": "мектеп", "ru": "школа", "en": "school"}
PAGES = (
    "/",
    "/search",
    "/search?q=%D1%88%D0%BA%D0%BE%D0%BB%D0%B0",
    "/statements",
    "/help",
    "/about",
    "/nothing/here",
)


def address(ui: str, *parameters: tuple[str, str]) -> str:
    return f"/{ui}/search?{urlencode(parameters)}"


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


def test_the_page_and_the_data_say_the_same(client: FlaskClient, library: Library) -> None:
    for path in ("/search.json", "/kk/search.json"):
        answer = client.get(f"{path}?q=%D1%88%D0%BA%D0%BE%D0%BB%D0%B0&language=ru").get_json()
        expected = report.releases(library.search(Question("школа", filters={"language": ("ru",)})))
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


@EVERY
@pytest.mark.parametrize("path", ["/release/none", "/no/such/page"])
def test_what_is_not_there_is_told_in_the_look(client: FlaskClient, ui: str, path: str) -> None:
    page = soup(client, f"/{ui}{path}", 404)
    assert page.select_one("header.top")
    assert page.html["lang"] == ui  # type: ignore[index]


def test_failures_of_data_are_data(client: FlaskClient) -> None:
    answer = client.get("/release/none.json")
    assert answer.mimetype == "application/problem+json"
    assert answer.get_json()["status"] == answer.status_code == 404


def test_a_fault_is_a_page_without_its_inside(library: Library) -> None:
    app = create_app(library)
    app.add_url_rule("/kk/fault", view_func=lambda: 1 // 0)
    answer = app.test_client().get("/kk/fault")
    assert answer.status_code == 500
    assert "ZeroDivisionError" not in answer.text
    assert BeautifulSoup(answer.text, "lxml").select_one("header.top")


@EVERY
def test_without_an_index_the_page_says_how_to_build_it(tmp_path: Path, ui: str) -> None:
    with Library.open(Settings(home=tmp_path)) as empty:
        client = create_app(empty).test_client()
        for path in ("", "search?q=a"):
            page = soup(client, f"/{ui}/{path}", 503)
            assert "minber index" in page.select_one("pre").text  # type: ignore[union-attr]
            assert str(tmp_path) not in page.text, "readers need not know where it lies"
        data = client.get("/search.json")
        assert "minber index" in data.get_json()["detail"]
        assert str(tmp_path) not in data.text + client.get("/health").text
        assert data.headers["Retry-After"] == "60"
        assert client.get(f"/{ui}/help").status_code == 200


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


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["q", "in", "from", "to", "sort", "page", "without", "find", "-region", "-month", *FACETS]),
            st.text(max_size=20),
        )
    )
)
def test_no_address_is_an_error(app: Flask, parameters: list[tuple[str, str]]) -> None:
    safe = [(name, value.encode("utf-8", "ignore").decode()) for name, value in parameters]
    for path, statuses in (("/ru/search?", {200}), ("/kk/search.json?", {200, 400})):
        assert app.test_client().get(path + urlencode(safe)).status_code in statuses


def test_where_all_words_find_nothing_any_of_them_is_offered(client: FlaskClient) -> None:
    page = client.get("/en/search?q=voting+saiga+earthquake").get_data(as_text=True)
    assert "Nothing found" in page
    assert "voting OR saiga OR earthquake" in page
    offered = re.search(r'href="([^"]+)"[^>]*>any of the words', page)
    assert offered
    assert "Nothing found" not in client.get(unescape(offered[1])).get_data(as_text=True)
