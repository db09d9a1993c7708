"""Answers as files: all rows whatever the page size, columns as documented, nothing a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from seeing import EVERY

from indexer.library import Library
from indexer.query.ask import Question
from indexer.settings import Settings
from search_app import create_app, rows
from search_app.export import BOM, guarded
from search_app.request import LANGUAGES, SearchRequest
from search_app.rows import RELEASE_COLUMNS, STATEMENT_COLUMNS

KINDS = ("releases", "statements")
COLUMNS = {"releases": RELEASE_COLUMNS, "statements": STATEMENT_COLUMNS}
PAGES = {"releases": "search", "statements": "statements"}


@pytest.fixture(autouse=True)
def small_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers come in many portions, as those of a large library do."""
    monkeypatch.setattr(rows, "PORTION", 7)


def table(client: FlaskClient, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.mimetype == "text/csv"
    return list(csv.DictReader(io.StringIO(answer.text, newline="")))


@pytest.mark.parametrize("over", KINDS)
def test_all_rows_come_in_the_documented_columns(client: FlaskClient, over: str) -> None:
    total = client.get(f"/en/{PAGES[over]}.json").get_json()["total"]
    found = table(client, f"/en/{PAGES[over]}.csv")
    key = "release" if over == "releases" else "statement"
    assert len(found) == len({row[key] for row in found}) == total > 40
    assert tuple(found[0]) == COLUMNS[over]


def test_columns_are_explained(root: Path) -> None:
    text = (root / "docs" / "api.md").read_text("utf-8")
    missing = [
        name for name in (*RELEASE_COLUMNS, *STATEMENT_COLUMNS) if not re.search(rf"^\| `{name}` \|", text, re.M)
    ]
    assert not missing


def test_rows_say_what_the_library_says(client: FlaskClient, library: Library) -> None:
    card = library.search(Question(text="school")).cards[0]
    row = next(one for one in table(client, "/ru/search.csv?q=school") if one["release"] == card.rendition.release)
    assert row["title"] == card.rendition.title
    assert row["region_ids"] == "; ".join(card.rendition.regions_about)
    assert row["languages"].split("; ") == list(dict.fromkeys(one.language for one in card.versions))
    assert (row["original"], row["snippet"]) == (card.rendition.url, card.snippet.text)
    assert client.get(row["address"]).status_code == 200
    (past,) = library.store.pasts([card.rendition.id]).values()
    assert row["first_seen"] == past.first_seen.isoformat(timespec="seconds")


def test_a_statement_leads_to_its_place(client: FlaskClient) -> None:
    row = table(client, "/en/statements.csv?speaker=abishev-galym")[0]
    hit = client.get("/api/v1/statements?speaker=abishev-galym").get_json()["hits"][0]
    assert row["speaker_id"] == "abishev-galym"
    assert (row["statement"], row["first_seen"][:19]) == (hit["id"], hit["first_seen"][:19])
    page, _, place = row["address"].partition("#")
    assert f'id="{place}"' in client.get(page).text or f"id={place}" in client.get(page).text


@EVERY
def test_the_page_links_to_its_files(client: FlaskClient, ui: str) -> None:
    asked = SearchRequest(ui, text="мектеп", chosen=(("region", "KZ-39"),), page=3)
    page = client.get(asked.url).text
    for suffix in ("csv", "jsonl", "bib", "ris", "atom"):
        assert asked.file_url(suffix).replace("&", "&amp;") in page
        assert "page=" not in asked.file_url(suffix)
        assert client.get(asked.file_url(suffix)).status_code == 200


def test_a_table_of_nothing_has_its_head(client: FlaskClient) -> None:
    answer = client.get("/kk/search.csv?q=zzzzqq")
    assert answer.text == ",".join(RELEASE_COLUMNS) + "\r\n"
    assert client.get("/kk/search.jsonl?q=zzzzqq").text == ""
    assert client.get("/kk/search.json?q=zzzzqq&all=1").get_json()["hits"] == []


def test_a_mark_of_bytes_on_request(client: FlaskClient) -> None:
    assert client.get("/en/search.csv?bom=1").text.startswith(BOM)
    assert not client.get("/en/search.csv").text.startswith(BOM)


@pytest.mark.parametrize("over", KINDS)
def test_lines_are_the_hits(client: FlaskClient, over: str) -> None:
    lines = client.get(f"/en/{PAGES[over]}.jsonl?q=school").text.splitlines()
    whole = client.get(f"/en/{PAGES[over]}.json?q=school&all=1").get_json()
    assert [json.loads(line) for line in lines] == whole["hits"]
    assert len(lines) == whole["total"] > 7
    page = client.get(f"/en/{PAGES[over]}.json?q=school").get_json()
    assert page["hits"] == whole["hits"][:10]
    assert set(page) == set(whole)


@pytest.mark.parametrize("over", KINDS)
@pytest.mark.parametrize(("suffix", "begins"), [("bib", "@misc{"), ("ris", "TY  - ")])
def test_each_release_is_cited_once(client: FlaskClient, over: str, suffix: str, begins: str) -> None:
    text = client.get(f"/ru/{PAGES[over]}.{suffix}?q=school").text
    ids = re.findall(r"^@misc\{(.+),$|^ID  - (\S+)", text, re.M)
    assert len(ids) == len(set(ids)) == len(re.findall(rf"^{re.escape(begins)}", text, re.M)) > 0


@EVERY
@pytest.mark.parametrize("suffix", ["json", "bib", "ris", "txt"])
def test_a_release_as_a_file(client: FlaskClient, library: Library, ui: str, suffix: str) -> None:
    card = next(card for card in library.search(Question()).cards if len(card.versions) == 3)
    own = next(version.rendition() for version in card.versions if version.language == ui)
    answer = client.get(f"/{ui}/release/{own.release}.{suffix}")
    assert answer.status_code == 200
    held = own.url if suffix != "json" else json.dumps(own.title, ensure_ascii=False)
    assert held in answer.text
    other = client.get(f"/{ui}/release/{own.release}.txt?version=kk").text
    kazakh = next(version.rendition() for version in card.versions if version.language == "kk")
    assert kazakh.paragraphs[0] in other
    assert client.get(f"/{ui}/release/none.{suffix}").status_code == 404


def test_a_person_as_a_file(client: FlaskClient) -> None:
    known = client.get("/en/person/abishev-galym.json").get_json()
    assert known["id"] == "abishev-galym"
    found = table(client, "/en/person/abishev-galym.csv?region=KZ-10&q=x")
    assert {row["speaker_id"] for row in table(client, "/en/person/abishev-galym.csv")} == {"abishev-galym"}
    assert len(table(client, "/en/person/abishev-galym.csv")) == known["statements"] >= len(found)
    for suffix in ("json", "csv", "atom"):
        assert client.get(f"/en/person/nobody-known.{suffix}").status_code == 404


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("search.csv?from=banana", "parameter 'from': 'banana' is no day: write 2022"),
        ("search.atom?to=2022-13", "'to': '2022-13' is no day"),
        ("search.jsonl?from=2023&to=2022", "'to': '2022' is before the first day"),
        ("search.json?page=two", "is no whole number from 1"),
        ("search.ris?sort=best", "is none of new, old"),
        ("search.csv?exact=yes", "is none of 0, 1"),
        ("search.csv?from=2022&by=taken", "is none of published, event, seen, changed"),
        ("search.csv?bom=yes", "is none of 0, 1"),
        ("search.bib?kind=direct", "is of statements alone"),
        ("search.csv?-kind=direct", "is of statements alone"),
        ("search.csv?in=people", "is none of releases, texts, statements"),
        ("search.csv?regoin=KZ-39", "'regoin' is not known; did you mean region?"),
        ("search.csv?q=a&q=b", "is one of 2; at most 1 is taken"),
        (f"search.csv?q={'a' * 501}", "is longer than 500 letters"),
        ("search.csv?region=KZ-10&-region=KZ-10", "asked for and left out at once"),
        ("search.csv?" + "&".join(f"region={n}" for n in range(51)), "more than 50"),
        ("statements.csv?in=releases", "is against the address, which says statements"),
        ("person/abishev-galym.csv?speaker=other", "is against the address, which says abishev-galym"),
        ("person/abishev-galym.csv?from=banana", "is no day"),
        ("person/abishev-galym.json?q=a", "'q' is not known; known are none"),
    ],
)
def test_a_file_refuses_what_a_page_would_leave_out(client: FlaskClient, address: str, told: str) -> None:
    answer = client.get(f"/kk/{address}")
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
    assert told in answer.get_json()["detail"]


@pytest.mark.parametrize(
    "address",
    [
        "from=&to=&q=&exact=0&page=1&in=releases",
        "find=a&bom=0&all=",
        "region=KZ-10&region=KZ-10&by=published",
        "q=%0Aa++b",
    ],
)
def test_a_file_takes_what_says_nothing(client: FlaskClient, address: str) -> None:
    assert client.get(f"/kk/search.csv?{address}").status_code == 200


def test_a_file_of_a_person_keeps_what_narrows_it(client: FlaskClient) -> None:
    every = table(client, "/en/person/abishev-galym.csv")
    own = table(client, "/en/person/abishev-galym.csv?language=kk&speaker=abishev-galym")
    assert [row for row in every if row["language"] == "kk"] == own
    assert 0 < len(own) < len(every)


def test_a_release_is_cited_in_no_version_it_has_not(client: FlaskClient, library: Library) -> None:
    card = next(card for card in library.search(Question(size=50)).cards if len(card.versions) < 3)
    absent = next(ui for ui in LANGUAGES if ui not in {version.language for version in card.versions})
    here = f"/en/release/{card.rendition.release}"
    answer = client.get(f"{here}.bib?version={absent}")
    assert answer.status_code == 404
    assert f"has no version '{absent}'; it has " in answer.get_json()["detail"]
    assert client.get(f"{here}.bib?version={card.rendition.language}&q=a&at=1").status_code == 200
    assert client.get(f"{here}.bib?vresion=kk").status_code == 400


def test_file_names_are_plain(client: FlaskClient) -> None:
    kept = client.get("/en/statements.csv").headers["Content-Disposition"]
    assert re.fullmatch(r'attachment; filename="minber-statements-\d{4}-\d\d-\d\d\.csv"', kept)


def test_an_address_without_a_language_takes_the_readers(client: FlaskClient) -> None:
    answer = client.get("/search.csv?region=KZ-39", headers={"Accept-Language": "ru"})
    assert "Костанайская область" in answer.text


@pytest.mark.parametrize("cell", ["=1+1", "+7 701", "-2", "@x", "\tx", "\rx", "＝1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


@given(st.text())
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert guarded(cell) in (cell, f"'{cell}")
    assert not guarded(cell).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_without_an_index_a_file_is_a_failure_too(tmp_path: Path) -> None:
    with Library.open(Settings(home=tmp_path)) as empty:
        answer = create_app(empty).test_client().get("/ru/search.csv")
        assert answer.status_code == 503
        assert "minber index" in answer.get_json()["detail"]


def test_the_address_that_is_set_stands_in_files(library: Library) -> None:
    settings = library.settings
    library.settings = replace(settings, address="https://minber.example/")
    try:
        found = table(create_app(library).test_client(), f"/ru/search.csv?q={quote('школа')}")
    finally:
        library.settings = settings
    assert found[0]["address"].startswith("https://minber.example/ru/release/")
