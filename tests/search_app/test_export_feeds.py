"""Atom feeds of searches: valid after RFC 4287, newest first, ids that stay, older parts behind `next`."""

from __future__ import annotations

import re
from datetime import datetime
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from search_app import files
from search_app.feeds import clean
from search_app.request import LANGUAGES

ATOM = {"a": "http://www.w3.org/2005/Atom"}
ADDRESSES = (
    "/kk/search.atom",
    "/ru/search.atom?q=%D1%88%D0%BA%D0%BE%D0%BB%D0%B0",
    "/en/statements.atom?q=school",
    "/kk/statements.atom?digest=1",
)


def feed(client: FlaskClient, address: str) -> Element:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.mimetype == "application/atom+xml"
    return ElementTree.fromstring(answer.data)


def texts(found: Element, path: str) -> list[str]:
    return [one.text or "" for one in found.findall(path, ATOM)]


def link(found: Element, relation: str) -> str | None:
    return next((one.get("href") for one in found.findall("a:link", ATOM) if one.get("rel") == relation), None)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_feed_has_all_that_it_must(client: FlaskClient, address: str) -> None:
    found = feed(client, address)
    entries = found.findall("a:entry", ATOM)
    assert entries
    for one in (found, *entries):
        for name in ("id", "title", "updated"):
            assert len(one.findall(f"a:{name}", ATOM)) == 1, name
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", texts(one, "a:id")[0])
        moments = texts(one, "a:updated") + texts(one, "a:published")
        assert all(datetime.fromisoformat(moment).tzinfo for moment in moments)
        assert one.findall("a:author/a:name", ATOM)
        assert (link(one, "alternate") or "").startswith("http://localhost/")
    ids = texts(found, "a:entry/a:id")
    assert len(ids) == len(set(ids))
    assert client.get(str(link(found, "self"))).data == client.get(address).data
    assert texts(found, "a:updated")[0] == max(texts(found, "a:entry/a:updated"))


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/ru/search.atom?q=%D1%88%D0%BA%D0%BE%D0%BB%D0%B0&region=KZ-39&-topic=elections&from=2022",
         "Minber — школа — Регион: Костанайская область — Тема: кроме «Выборы» — Опубликовано: 2022 – …"),
        ("/kk/statements.atom?exact=1", "Minber — Мәлімдемелер — Тек жазылған сөздер"),
        ("/en/search.atom?speaker=baisalov-askar", "Minber — Newest releases — Who speaks: Askar Baissalov"),
    ],
    ids=["filters", "words as typed", "a person"],
)  # fmt: skip
def test_a_feed_says_in_words_what_it_is_of(client: FlaskClient, address: str, told: str) -> None:
    assert texts(feed(client, address), "a:title") == [told]


def test_the_newest_come_first_unless_asked_otherwise(client: FlaskClient) -> None:
    days = texts(feed(client, "/en/search.atom?q=school"), "a:entry/a:published")
    assert days == sorted(days, reverse=True)
    assert len(set(days)) > 1
    old = texts(feed(client, "/en/search.atom?q=school&sort=old"), "a:entry/a:published")
    assert old == sorted(days)


def test_older_parts_are_linked(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "FEED_SIZE", 20)
    seen: list[str] = []
    address: str | None = "/en/search.atom"
    ids = set()
    while address:
        part = feed(client, address)
        ids.add(texts(part, "a:id")[0])
        seen += texts(part, "a:entry/a:id")
        address = link(part, "next")
    assert len(seen) == len(set(seen)) == client.get("/search.json").get_json()["total"] > 20
    assert len(ids) == 1


@pytest.mark.parametrize("ui", LANGUAGES)
def test_a_digest_gathers_statements_by_release(client: FlaskClient, ui: str) -> None:
    each = feed(client, f"/{ui}/statements.atom?q=school")
    found = feed(client, f"/{ui}/statements.atom?q=school&digest=1")
    entries = found.findall("a:entry", ATOM)
    assert 1 < len(entries) < len(each.findall("a:entry", ATOM))
    assert not {*texts(found, "a:entry/a:id")} & {*texts(each, "a:entry/a:id")}
    assert texts(found, "a:id") != texts(each, "a:id")
    quotes = cited = 0
    for entry in entries:
        content = entry.find("a:content", ATOM)
        assert content is not None
        assert content.get("type") == "html"
        page = BeautifulSoup(content.text or "", "lxml")
        spoken = [str(quote["lang"]) for quote in page.select("blockquote")]
        assert spoken == sorted(spoken, key=lambda language: language != ui) or ui not in spoken
        assert all(quote.p.text for quote in page.select("blockquote"))  # type: ignore[union-attr]
        quotes += len(spoken)
        cited += len(page.select("blockquote cite"))
    assert quotes == len(each.findall("a:entry", ATOM)) >= cited > 0
    assert "digest=1" in client.get(f"/{ui}/statements").text


def test_a_digest_goes_on(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "FEED_SIZE", 20)
    address: str | None = "/en/statements.atom?digest=1&q=school"
    total, quotes = client.get(address.replace(".atom?digest=1&", ".json?")).get_json()["total"], 0
    while address:
        part = feed(client, address)
        quotes += sum(text.count("<blockquote") for text in texts(part, "a:entry/a:content"))
        address = link(part, "next")
    assert quotes == total > 20


def test_ids_do_not_depend_on_the_address_of_the_app(client: FlaskClient) -> None:
    here = feed(client, "/kk/search.atom")
    there = ElementTree.fromstring(client.get("/kk/search.atom", base_url="https://other.example/").data)
    assert texts(here, "a:entry/a:id") == texts(there, "a:entry/a:id")
    assert (link(there, "self") or "").startswith("https://other.example/kk/search.atom")


def test_an_empty_feed_is_a_feed(client: FlaskClient) -> None:
    found = feed(client, "/kk/search.atom?q=zzzzqq")
    assert not found.findall("a:entry", ATOM)
    assert texts(found, "a:updated") == ["1970-01-01T00:00:00Z"]


@given(st.text())
def test_no_text_breaks_the_feed(text: str) -> None:
    node = Element("x")
    node.text = clean(text)
    read = ElementTree.fromstring(ElementTree.tostring(node, encoding="unicode")).text or ""
    assert read == clean(text)
