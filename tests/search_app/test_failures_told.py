"""What is told where there is nothing at an address, something goes wrong, or the library cannot answer."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from seeing import EVERY, soup

from indexer.library import Library
from indexer.settings import Settings
from search_app import create_app
from search_app.request import FACETS


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


@EVERY
@pytest.mark.parametrize("manifest", ['{"format": 0}', "{"], ids=["another version", "damaged"])
def test_an_index_that_cannot_be_read_is_not_called_missing(tmp_path: Path, ui: str, manifest: str) -> None:
    with Library.open(Settings(home=tmp_path)) as library:
        generation = library.settings.index / "renditions" / "g000007"
        generation.mkdir(parents=True)
        (generation / "manifest.json").write_text(manifest, encoding="utf-8")
        (generation.parent / "current").write_text("g000007\n", encoding="utf-8")
        page = soup(create_app(library).test_client(), f"/{ui}/search?q=a", 503)
    with Library.open(Settings(home=tmp_path / "empty")) as empty:
        missing = soup(create_app(empty).test_client(), f"/{ui}/search?q=a", 503)
    assert page.select_one("pre").text == "minber index --rebuild"  # type: ignore[union-attr]
    assert page.select_one("h1") != missing.select_one("h1")
    assert "g000007" not in page.text, "readers need not know where it lies"


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
