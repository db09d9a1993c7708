"""What a reader who cannot see needs: names of all that can be pressed or filled, one heading on top, ids met once."""

from __future__ import annotations

from itertools import pairwise

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient

from search_app.request import LANGUAGES

PAGES = (
    "/",
    "/search",
    "/search?q=%D1%88%D0%BA%D0%BE%D0%BB%D0%B0&-region=KZ-15&year=2022&find=ba",
    "/search?in=statements",
    "/search?from=2022-13&to=2021",
    "/person/baissalov-askar",
    "/region/KZ-39",
    "/topic/elections",
    "/source/sample-news",
    "/coverage",
    "/help",
    "/about",
    "/nothing/here",
)


def named(tag: Tag) -> bool:
    return bool(tag.get_text(strip=True) or tag.get("aria-label") or tag.select("title"))


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("ui", LANGUAGES)
def test_pages_can_be_heard(client: FlaskClient, ui: str, path: str) -> None:
    page = BeautifulSoup(client.get(f"/{ui}{path}").text, "lxml")
    assert len(page.select("h1")) == 1
    assert [link for link in page.select("a, button, summary") if not named(link)] == []
    labelled = {label["for"] for label in page.select("label[for]")}
    fields = page.select("input:not([type=hidden])")
    assert [field for field in fields if not field.get("aria-label") and field.get("id") not in labelled] == []
    ids = [str(tag["id"]) for tag in page.select("[id]")]
    assert len(ids) == len(set(ids))
    for attribute in ("aria-labelledby", "aria-describedby"):
        told = [one for tag in page.select(f"[{attribute}]") for one in str(tag[attribute]).split()]
        assert set(told) <= set(ids), attribute
    levels = [int(tag.name[1]) for tag in page.select("h1, h2, h3, h4")]
    main = levels[levels.index(1) :]
    assert all(after - before <= 1 for before, after in pairwise(main)), "no level is left out"
    assert all(table.caption for table in page.select("table"))
