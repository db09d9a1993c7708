"""Every number on every page is a link to exactly the results it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from seeing import soup, total

from indexer.library import Library
from indexer.query.ask import Question

FOLLOWED = 12  # links of a page: the first ones and every so manieth
NUMBER = re.compile(r"(\d[\d\s\u00a0\u202f,]*)")


def numbered(page: BeautifulSoup) -> Iterator[tuple[str, int]]:
    """Links to results whose own text is a number, or ends in one with what it counts."""
    for link in page.select("#main a[href*='/search']"):
        said = link.get("aria-label") or link.text
        told = NUMBER.findall(str(said).rpartition(",")[2] if "aria-label" in link.attrs else link.text.strip())
        if told and counts(link):
            yield str(link["href"]), int(re.sub(r"\D", "", told[-1]))


def counts(link: Tag) -> bool:
    return "n" in (link.get("class") or ()) or link.parent.name in ("td", "svg") or bool(link.select(".unseen"))  # type: ignore[union-attr]


def addresses(library: Library) -> list[str]:
    speaker = library.statements(Question(size=0)).facets["speaker"]
    first = next(one for one in speaker if one != "unstated")
    return ["/en/", f"/en/person/{first}", "/en/region/KZ-39", "/en/topic/elections", "/en/source/sample-news"]


def test_numbers_of_pages(client: FlaskClient, library: Library) -> None:
    for address in addresses(library):
        links = list(numbered(soup(client, address)))
        assert len(links) > 5, address
        for href, count in links[:: max(1, len(links) // FOLLOWED)]:
            assert total(soup(client, href)) == count, (address, href)


@pytest.mark.parametrize("over", ["releases", "texts", "statements"])
def test_numbers_of_facets(client: FlaskClient, over: str) -> None:
    """A value not chosen yet, in a facet of which none is chosen, leads to as many hits as it tells."""
    page = soup(client, f"/en/search?in={over}&-region=KZ-15")
    for facet in ("topic", "language", "source", "speaker"):
        for link in page.select(f"#list-{facet} li > a:not(.off)")[:3]:
            told = int(re.sub(r"\D", "", NUMBER.findall(link.select_one(".unseen").text)[-1]))  # type: ignore[union-attr]
            assert total(soup(client, str(link["href"]))) == told


def test_numbers_of_the_coverage(client: FlaskClient, library: Library) -> None:
    page = soup(client, "/en/coverage")
    cells = [(str(link["href"]), int(link.text)) for link in page.select(".heat td a")]
    assert len(cells) > 30
    for href, count in cells[:: len(cells) // FOLLOWED]:
        assert "in=texts" in href
        assert total(soup(client, href)) == count
    held = sum(int(row.select("td")[-1].text) for row in page.select(".heat tbody tr"))
    assert held == library.status().renditions
