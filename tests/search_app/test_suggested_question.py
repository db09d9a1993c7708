"""A question typed on the wrong keyboard layout: the page, its data and the command name the one that was meant."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask.testing import FlaskClient


@pytest.mark.parametrize(
    ("ui", "typed", "asked", "meant"),
    [
        ("ru", "ds,jhs", "Возможно, вы искали:", "выборы"),
        ("kk", "cfqkfe", "Мүмкін, іздегеніңіз:", "сайлау"),
        ("en", "удусешщт", "Did you mean:", "election"),
    ],
)
def test_the_page_asks_and_links(client: FlaskClient, ui: str, typed: str, asked: str, meant: str) -> None:
    page = client.get(f"/{ui}/search", query_string={"q": typed}).get_data(as_text=True)
    found = re.search(rf'{asked} <a href="([^"]+)"[^>]*>([^<]+)</a>', page)
    assert found
    assert found[2] == meant
    assert typed not in found[1]
    assert client.get(f"/{ui}/search.json?" + unescape(found[1]).partition("?")[2]).get_json()["total"] > 0


def test_the_data_has_it(client: FlaskClient) -> None:
    assert client.get("/ru/search.json", query_string={"q": "ds,jhs"}).get_json()["suggestion"] == "выборы"
    assert client.get("/ru/search.json", query_string={"q": "выборы"}).get_json()["suggestion"] is None


@pytest.mark.parametrize("typed", ["выборы", "absentword"])
def test_other_questions_are_left_alone(client: FlaskClient, typed: str) -> None:
    assert "Did you mean" not in client.get("/en/search", query_string={"q": typed}).get_data(as_text=True)
