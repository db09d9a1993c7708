"""Pages as the tests of this room look at them: fetched, parsed, and counted."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from search_app.request import LANGUAGES

EVERY = pytest.mark.parametrize("ui", LANGUAGES)
WORDS = {"kk": "мектеп", "ru": "школа", "en": "school"}


def address(ui: str, *parameters: tuple[str, str]) -> str:
    """The address of results."""
    return f"/{ui}/search?{urlencode(parameters)}"


def soup(client: FlaskClient, address: str, status: int = 200) -> BeautifulSoup:
    """The page at an address, which must answer so."""
    answer = client.get(address)
    assert answer.status_code == status, address
    return BeautifulSoup(answer.text, "lxml")


def total(page: BeautifulSoup) -> int:
    """How many hits a page says there are."""
    heading = page.select_one("#count")
    assert heading is not None
    return int(re.sub(r"\D", "", heading.text) or 0)
