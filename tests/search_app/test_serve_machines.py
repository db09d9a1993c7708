"""What the site says of itself to machines: robots.txt, sitemaps, OpenSearch, security.txt, JSON-LD, descriptions."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from protego import Protego
from seeing import EVERY

from indexer.library import Library
from indexer.query.ask import Question
from search_app import create_app, site
from search_app.request import LANGUAGES

MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
SEARCH = {"o": "http://a9.com/-/spec/opensearch/1.1/"}


@pytest.mark.parametrize(
    ("path", "may"),
    [
        ("/kk/", True),
        ("/ru/release/abc", True),
        ("/en/search", True),
        ("/en/person/abishev-galym", True),
        ("/en/search?region=KZ-39", False),
        ("/en/search?q=a&page=2", False),
        ("/en/search?q=a&-region=KZ-39", False),
        ("/en/search.csv", False),
        ("/en/search.jsonl?q=a", False),
        ("/ru/release/abc.bib", False),
        ("/ru/release/abc.txt", False),
        ("/api/v1/search", False),
        ("/robots.txt", True),
    ],
)
def test_robots_read_pages_and_do_not_walk_filters(client: FlaskClient, path: str, may: bool) -> None:
    rules = Protego.parse(client.get("/robots.txt").text)
    assert rules.can_fetch(f"http://localhost{path}", "anybot") is may
    assert list(rules.sitemaps) == ["http://localhost/sitemap.xml"]


def test_the_sitemap_lists_every_release_in_every_language(
    client: FlaskClient, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site, "RELEASES", 20)
    index = ElementTree.fromstring(client.get("/sitemap.xml").data)
    parts = [one.text or "" for one in index.findall("s:sitemap/s:loc", MAP)]
    listed: dict[str, set[str]] = {}
    for part in parts:
        for url in ElementTree.fromstring(client.get(part).data).findall("s:url", MAP):
            address = url.findtext("s:loc", "", MAP)
            listed[address] = {str(one.get("href")) for one in url.findall("x:link", MAP)}
            assert re.fullmatch(r"\d{4}-\d\d-\d\d", url.findtext("s:lastmod", "", MAP))
    releases = library.status().releases
    assert len(parts) == -(-releases // 20) > 1
    assert len(listed) == 3 * releases
    for address, others in listed.items():
        assert address in others
        assert {one[len("http://localhost/") :][:2] for one in others} == set(LANGUAGES)
    assert all(client.get(address).status_code == 200 for address in sorted(listed)[:: len(listed) // 12])
    assert client.get(f"/sitemap-{len(parts) + 1}.xml").status_code == 404
    assert client.get("/sitemap-0.xml").status_code == 404
    assert client.get("/sitemap-99999999999999.xml").status_code == 404


@EVERY
def test_a_browser_can_search_from_its_address_field(client: FlaskClient, ui: str) -> None:
    page = BeautifulSoup(client.get(f"/{ui}/").text, "lxml")
    described = page.select_one('link[rel="search"]')
    assert described is not None
    found = ElementTree.fromstring(client.get(str(described["href"])).data)
    templates = {one.get("type"): str(one.get("template")) for one in found.findall("o:Url", SEARCH)}
    assert len(found.findtext("o:ShortName", "", SEARCH)) <= 16
    assert found.findtext("o:Description", "", SEARCH)
    results = templates["text/html"].replace("{searchTerms}", "school").replace("{startPage?}", "")
    assert "school" in client.get(results).text
    told = client.get(templates["application/x-suggestions+json"].replace("{searchTerms}", "aqt"))
    typed, questions, labels, addresses = json.loads(told.data)
    assert typed == "aqt"
    assert len(questions) == len(labels) == len(addresses)


def test_suggestions_lead_to_hits(client: FlaskClient) -> None:
    _, questions, labels, addresses = json.loads(client.get("/ru/suggest?q=%D0%BA%D0%BE%D1%81%D1%82%D0%B0%D0%BD").data)
    assert "Костанайская область" in labels
    assert len(questions) == len(addresses) > 0
    assert BeautifulSoup(client.get(addresses[0]).text, "lxml").select(".hit")
    assert json.loads(client.get("/ru/suggest").data) == ["", [], [], []]


def test_weaknesses_can_be_told_where_an_address_is_set(client: FlaskClient, library: Library) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404
    kept = library.settings
    library.settings = replace(kept, contact="mailto:safety@example.org", address="https://minber.example")
    text = client.get("/.well-known/security.txt").text
    library.settings = kept
    assert "Contact: mailto:safety@example.org\n" in text
    assert "Canonical: https://minber.example/.well-known/security.txt\n" in text
    assert re.search(r"^Expires: \d{4}-12-31T23:59:59Z$", text, re.M)


def linked(client: FlaskClient, address: str) -> dict[str, object]:
    page = BeautifulSoup(client.get(address).text, "lxml")
    found: dict[str, object] = json.loads(page.select_one('script[type="application/ld+json"]').string or "")  # type: ignore[union-attr]
    return found


@EVERY
def test_a_release_is_linked_data(client: FlaskClient, library: Library, ui: str) -> None:
    card = next(
        card for card in library.search(Question(filters={"region": ("KZ-39",)})).cards if len(card.versions) == 3
    )
    shown = next(version.rendition() for version in card.versions if version.language == ui)
    found = linked(client, f"/{ui}/release/{shown.release}")
    assert (found["@type"], found["headline"], found["inLanguage"]) == ("NewsArticle", shown.title, ui)
    assert found["datePublished"] == str(shown.published)
    assert len(found["workTranslation"]) == 2  # type: ignore[arg-type]
    assert found["spatialCoverage"][0]["identifier"]["value"] == "KZ-39"  # type: ignore[index]
    quoted = [said.text for said in shown.statements if said.name]
    assert [one["text"] for one in found["hasPart"]] == quoted  # type: ignore[union-attr]
    assert {one["@type"] for one in found["hasPart"]} <= {"Quotation", "Claim"}  # type: ignore[union-attr]


@EVERY
def test_home_tells_how_to_search(client: FlaskClient, ui: str) -> None:
    found = linked(client, f"/{ui}/")
    target = found["potentialAction"]["target"]["urlTemplate"]  # type: ignore[index]
    assert client.get(target.replace("{search_term_string}", "school")).status_code == 200


def test_no_text_ends_the_data_of_a_page(library: Library) -> None:
    app = create_app(library)
    with app.test_request_context("/en/"):
        written = app.jinja_env.from_string("{{ x | tojson }}").render(x={"headline": "</script><b>&"})
    assert "</script>" not in written


@EVERY
def test_reference_managers_and_previews_are_told(client: FlaskClient, library: Library, ui: str) -> None:
    shown = library.search(Question(filters={"language": (ui,)})).cards[0].rendition
    page = BeautifulSoup(client.get(f"/{ui}/release/{shown.release}?version={ui}").text, "lxml")
    told = {str(one.get("name") or one.get("property")): one["content"] for one in page.select("meta[content]")}
    assert told["citation_title"] == told["og:title"] == shown.title
    assert told["citation_publication_date"] == f"{shown.published:%Y/%m/%d}"
    assert told["citation_language"] == ui
    assert told["og:type"] == "article"
    assert "citation_author" in told
    files = {one["type"]: str(one["href"]) for one in page.select("link[rel=alternate][type]")}
    assert {"application/json", "application/x-bibtex", "application/x-research-info-systems"} <= set(files)
    assert all(client.get(address).status_code == 200 for address in files.values())


@EVERY
def test_the_page_of_a_release_cites_it(client: FlaskClient, library: Library, ui: str) -> None:
    shown = library.search(Question(filters={"language": (ui,)})).cards[0].rendition
    page = BeautifulSoup(client.get(f"/{ui}/release/{shown.release}?version={ui}").text, "lxml")
    cite = page.select_one("details#cite")
    assert cite is not None
    text = cite.get_text()
    assert "@misc{" in text
    assert "TY  - ELEC" in text
    assert text.count(shown.url) >= 4
    assert all(client.get(str(link["href"])).status_code == 200 for link in cite.select("a"))


@EVERY
@pytest.mark.parametrize("identifier", ["abishev-galym", "tokayev-kassym-jomart"])
def test_a_person_is_linked_data(client: FlaskClient, ui: str, identifier: str) -> None:
    page = BeautifulSoup(client.get(f"/{ui}/person/{identifier}").text, "lxml")
    found = linked(client, f"/{ui}/person/{identifier}")
    assert (found["@type"], found["identifier"]) == ("Person", identifier)
    assert found["name"] == page.select_one("h1").text  # type: ignore[union-attr]
    assert found["@id"] == f"http://localhost/{ui}/person/{identifier}"
    files = [str(one["href"]) for one in page.select("link[rel=alternate][type]")]
    assert len(files) == 4
    assert all(client.get(address).status_code == 200 for address in files)


@EVERY
@pytest.mark.parametrize("path", ["/", "/search?q=school", "/help", "/person/abishev-galym", "/release/{release}"])
def test_pages_name_their_address_and_their_other_languages(
    client: FlaskClient, library: Library, ui: str, path: str
) -> None:
    path = path.replace("{release}", library.search(Question()).cards[0].rendition.release)
    page = BeautifulSoup(client.get(f"/{ui}{path}").text, "lxml")
    others = {str(link["hreflang"]): str(link["href"]) for link in page.select("link[hreflang]")}
    assert others == {code: f"http://localhost/{code}{path}" for code in LANGUAGES} | {
        "x-default": f"http://localhost{path}"
    }
    assert client.get(others["x-default"], follow_redirects=True).status_code == 200
    for link in page.select("link[rel=canonical]"):
        assert str(link["href"]).startswith(f"http://localhost/{ui}/")
