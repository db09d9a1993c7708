"""Manners of every answer: headers that keep strangers out, no request to third parties, no page that fails.

All pages are walked from the home page; all addresses the app knows are asked with whatever parameters.
`MINBER_BAD_INPUT` says with how many requests (300 by default).
"""

from __future__ import annotations

import os
import re
from collections import deque
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search_app.request import FACETS, LANGUAGES
from search_app.security import HEADERS

REQUESTS = int(os.environ.get("MINBER_BAD_INPUT", "300"))
WALKED = 150
EVENTS = re.compile(r"on[a-z]+")
LOADED = (("script", "src"), ("img", "src"), ("iframe", "src"), ("source", "src"), ("use", "href"), ("form", "action"))
PASSIVE = {"alternate", "canonical", "next", "prev", "nofollow"}  # links of a head that load nothing


def shape(address: str) -> str:
    """Pages of one shape need to be looked at once in each language: the path without ids, the names of parameters."""
    parts = urlsplit(address)
    path = re.sub(r"/(release|person|region|topic|source)/[^/.]+", r"/\1/x", parts.path)
    return f"{path}?{sorted(set(re.findall(r'(?:^|&)([^=&]+)=', parts.query)))}"


@pytest.fixture(scope="module")
def walked(app: Flask) -> dict[str, tuple[int, BeautifulSoup]]:
    """Pages of every shape that links lead to from the home page."""
    client, seen, found = app.test_client(), set[str](), dict[str, tuple[int, BeautifulSoup]]()
    waiting = deque(f"/{ui}/" for ui in LANGUAGES)
    while waiting and len(found) < WALKED:
        address = waiting.popleft()
        if shape(address) in seen:
            continue
        seen.add(shape(address))
        answer = client.get(address)
        if answer.mimetype != "text/html":
            assert answer.status_code == 200, address
            continue
        page = BeautifulSoup(answer.text, "lxml")
        found[address] = (answer.status_code, page)
        links = [str(link["href"]).partition("#")[0] for link in page.select("a[href]")]
        waiting.extend(link for link in links if link.startswith("/") and not link.startswith("//"))
    return found


def test_the_walk_sees_pages_of_many_shapes(walked: dict[str, tuple[int, BeautifulSoup]]) -> None:
    assert len(walked) > 30
    assert {status for status, _ in walked.values()} <= {200, 301, 302}
    for part in ("/release/", "/search?", "/help", "/about"):
        assert any(part in address for address in walked), part


def test_nothing_is_loaded_from_elsewhere(walked: dict[str, tuple[int, BeautifulSoup]]) -> None:
    for address, (_, page) in walked.items():
        loaded = [str(one.get(name)) for tag, name in LOADED for one in page.select(f"{tag}[{name}]")]
        loaded += [str(one["href"]) for one in page.select("link[href]") if not set(one.get("rel") or ()) & PASSIVE]
        assert loaded
        foreign = [one for one in loaded if not re.match(r"/(?!/)|#", one)]
        assert not foreign, address
        assert not page.select(
            "img[srcset], link[rel*=preconnect], link[rel*=dns-prefetch], meta[http-equiv], base, object, embed"
        )


def test_nothing_stands_inline_that_the_policy_forbids(walked: dict[str, tuple[int, BeautifulSoup]]) -> None:
    for address, (_, page) in walked.items():
        for tag in page.find_all(True):
            assert isinstance(tag, Tag)
            assert not [name for name in tag.attrs if EVENTS.fullmatch(name) or name == "style"], address
            assert not str(tag.get("href", "")).startswith("javascript:"), address
        assert not page.select("style, script:not([src], [type='application/ld+json'])"), address


def test_links_to_others_tell_them_nothing(walked: dict[str, tuple[int, BeautifulSoup]]) -> None:
    for _, page in walked.values():
        for link in page.select("a[href^=http]"):
            assert "noreferrer" in (link.get("rel") or ()), link


@pytest.mark.parametrize(
    "address",
    ["/kk/", "/kk/search.csv", "/api/v1/status", "/static/minber.css", "/none", "/api/v1/none", "/robots.txt", "/"],
)
def test_every_answer_carries_the_headers(client: FlaskClient, address: str) -> None:
    with client.get(address) as answer:
        for name, value in HEADERS.items():
            if name != "Cross-Origin-Resource-Policy":
                assert answer.headers[name] == value, name
        assert "'unsafe" not in answer.headers["Content-Security-Policy"]
        assert "Server" not in answer.headers


def test_the_cookie_is_kept_from_scripts(client: FlaskClient) -> None:
    cookie = client.get("/ru/help", base_url="https://minber.example").headers["Set-Cookie"]
    assert {"HttpOnly", "Secure", "SameSite=Lax"} <= {part.strip() for part in cookie.split(";")}


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("address", ["/kk/search", "/kk/search.json", "/api/v1/search", "/kk/release/none"])
def test_nothing_can_be_changed(client: FlaskClient, method: str, address: str) -> None:
    answer = client.open(address, method=method)
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def rules(app: Flask) -> list[Any]:
    """All addresses of the app that are read."""
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]


NAMES = st.sampled_from(
    [
        *"q in from to sort exact without page size version with all bom ui find at".split(),
        *(sign + facet for facet in FACETS for sign in ("", "-")),
    ]
)
ODD_DAYS = ("2022-13-45", "0000", "9999-12-31", "29.02.2023", "last week", "..")
ODD_QUESTIONS = (
    *(
        "(((((",
        "-" * 40,
        "a* b* c*",
        "~~~",
        "speaker:",
        "date:..",
        "OR OR OR",
        "near/999999999 x",
        "x~99",
        "*",
        "lang:zz",
    ),
    *("?" * 30, '"', 'said:"', "date:2022-13", "сай*ау near комиссия", "title:(a OR b)", "-", "ә" * 600),
)
ODD_LETTERS = (
    "",
    "\x00",
    "%00",
    "\ud7ff",
    "𐍈",
    "\u202e",
    "<script>alert(1)</script>",
    "'; DROP TABLE x;--",
    "../../etc/passwd",
)
ODD_NUMBERS = ("0", "-1", "9" * 30, "1e9", "NaN", "٣")
ODD = st.sampled_from([*ODD_DAYS, *ODD_QUESTIONS, *ODD_LETTERS, *ODD_NUMBERS, "unstated", "KZ-39", "abishev-galym"])
VALUES = ODD | st.text(max_size=30) | st.integers().map(str)
PARTS = st.text(min_size=1, max_size=20) | ODD.filter(bool)


@pytest.mark.slow
def test_no_address_with_whatever_parameters_fails(app: Flask) -> None:
    every = rules(app)
    client = app.test_client()

    @settings(max_examples=REQUESTS, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(st.data())
    def answered(data: st.DataObject) -> None:
        rule = data.draw(st.sampled_from(every))
        parts: dict[str, Any] = {name: data.draw(PARTS) for name in rule.arguments}
        for name, converter in rule._converters.items():
            if hasattr(converter, "items"):
                parts[name] = data.draw(st.sampled_from(sorted(converter.items)))
            elif converter.regex.startswith("\\d"):
                parts[name] = data.draw(st.integers(0, 10**12))
        query = urlencode(
            [(one, clean(value)) for one, value in data.draw(st.lists(st.tuples(NAMES, VALUES), max_size=5))]
        )
        address = filled(rule.rule, parts) + (f"?{query}" if query else "")
        answer = client.get(address)
        answer.get_data()
        assert answer.status_code < 500 or answer.status_code == 503, address

    answered()


def clean(text: str) -> str:
    return text.encode("utf-8", "ignore").decode()


def filled(rule: str, parts: dict[str, Any]) -> str:
    """The address of a rule with its parts, escaped as a browser does it."""
    return re.sub(r"<(?:[^:>]+:)?(\w+)>", lambda found: quote(clean(str(parts[found[1]])), safe=""), rule)


@pytest.mark.parametrize("odd", ["%0Aabc", "a%0D%0ASet-Cookie:%20x=1", "%2F%2Fevil.example", "%D3%99", "%00", "%FF"])
def test_no_path_fails_or_leads_away(client: FlaskClient, odd: str) -> None:
    answer = client.get(f"/release/{odd}")
    assert answer.status_code in (302, 308, 404)
    assert answer.headers.get("Location", "/kk/").startswith(("/kk/", "http://localhost/"))
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    "header", ["Accept-Language", "Accept-Encoding", "If-None-Match", "Cookie", "Range", "Host", "X-Forwarded-For"]
)
@pytest.mark.parametrize("value", ["", "*", ";;;", "q=2", "W/", "ui=zz", "a" * 5000, "bytes=9-1", "ж", "gzip;q=odd"])
def test_no_header_fails(client: FlaskClient, header: str, value: str) -> None:
    if header == "Host" and (len(value) > 100 or not value.isascii()):
        return  # no server would let it through
    for address in ("/", "/kk/search", "/search.csv", "/api/v1/status"):
        assert client.get(address, headers={header: value.encode().decode("latin-1")}).status_code < 500
