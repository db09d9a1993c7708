"""What was changed, when and how much; what stood there once; and the days that are meant."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from changed_library import CLOSED, OPEN, at, capture, changed_library
from flask.testing import FlaskClient
from making import rendition
from seeing import soup

from indexer import indexing
from indexer.library import Library
from indexer.progress import Progress
from indexer.workers import Workers
from search_app import create_app

ATOM = "{http://www.w3.org/2005/Atom}"
LATELY = "/ru/search?-edit=unstated&sort=changed"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    library = changed_library(tmp_path_factory.mktemp("changed"))
    yield library
    library.close()


@pytest.fixture
def client(library: Library) -> FlaskClient:
    return create_app(library).test_client()


def titles(page: BeautifulSoup) -> list[str]:
    return [heading.text.strip() for heading in page.select(".hit h2")]


def words(page: BeautifulSoup, rule: str) -> str:
    return " ".join(" ".join(found.text.split()) for found in page.select(rule))


def test_home_leads_to_what_was_changed_lately(client: FlaskClient) -> None:
    link = soup(client, "/ru/").select_one("#changed")
    assert link is not None
    assert link["href"] == LATELY
    page = soup(client, LATELY)
    assert titles(page) == ["Мост", "Ярмарка"]
    assert [" ".join(note.text.split()) for note in page.select(".hit .change > a")] == [
        "слегка исправлено между 5 марта 2024 г. и 2 мая 2024 г.",
        "отредактировано между 1 апреля 2024 г. и 9 апреля 2024 г.",
    ]
    (chip,) = page.select("a.barred")
    assert "Изменено с первого сохранения" in chip.text
    assert titles(soup(client, str(chip["href"]))) == ["Мост", "Ярмарка", "Школа"]


def test_changes_are_a_feed(client: FlaskClient) -> None:
    feed = ElementTree.fromstring(client.get(LATELY.replace("search?", "search.atom?")).data)
    told = [(entry.findtext(f"{ATOM}title"), entry.findtext(f"{ATOM}updated")) for entry in feed.iter(f"{ATOM}entry")]
    assert told == [("Мост", "2024-05-02T09:00:00Z"), ("Ярмарка", "2024-04-09T09:00:00Z")]


@pytest.mark.parametrize(
    ("asked", "right"),
    [
        ("by=changed&from=2024-05", "Мост"),
        ("by=changed&to=2024-04", "Ярмарка"),
        ("by=seen&from=2024-04-10", "Школа"),
        ("from=2024-04-10", "Школа"),
        ("by=event&from=2024", ""),
        ("edit=rewritten", "Мост"),
        ("edit=edited", "Ярмарка"),
        ("edit=unstated", "Школа"),
        ("q=former:закрыто", "Мост"),
        ("q=changed:2024-05", "Мост"),
    ],
)
def test_days_and_weights_narrow(client: FlaskClient, asked: str, right: str) -> None:
    assert " ".join(titles(soup(client, f"/ru/search?{asked}"))) == right


def test_which_day_is_meant_is_chosen_and_told(client: FlaskClient) -> None:
    page = soup(client, "/ru/search?by=changed&from=2024-05")
    chosen = page.select_one("#day-by option[selected]")
    assert chosen is not None
    assert chosen["value"] == "changed"
    assert "Последнее изменение: 2024-05 – …" in words(page, ".chips")
    assert page.select('.days input[type="hidden"][name="by"]') == []
    down = next(link for link in page.select(".bars a") if "year=2024" in str(link["href"]))
    assert "by=changed" in str(down["href"])  # a year is one of publication and leaves the other days as they are
    wrong = client.get("/ru/search?by=banana")
    assert wrong.status_code == 200
    assert "banana" in BeautifulSoup(wrong.text, "lxml").select_one(".results").text  # type: ignore[union-attr]


def test_the_programs_way_is_the_same(client: FlaskClient) -> None:
    def found(asked: str) -> list[str]:
        return [hit["title"] for hit in client.get(f"/api/v1/search?{asked}").get_json()["hits"]]

    assert found("by=changed&from=2024-05") == ["Мост"]
    assert found("by=published&from=2024-04-10") == ["Школа"]
    assert found("sort=changed&-edit=unstated") == ["Мост", "Ярмарка"]
    assert client.get("/api/v1/search?by=banana").status_code == 400


def test_a_phrase_that_stood_once_is_offered(client: FlaskClient) -> None:
    page = soup(client, "/ru/search?q=" + quote('"закрыто на неопределённый"'))
    link = next(link for link in page.select(".note a") if "former" in str(link["href"]))
    assert link.text == "1 релиз"
    there = soup(client, str(link["href"]))
    assert titles(there) == ["Мост"]
    lost = there.select_one(".hit .change del")
    assert lost is not None
    assert lost.text == CLOSED
    assert [mark.text for mark in lost.select("mark")] == ["закрыто", "неопределённый"]
    assert "при сохранении 5 марта 2024 14:00 (UTC+5) уже не было" in words(there, ".hit .change")
    told = client.get("/ru/search.json?q=" + quote('"закрыто на неопределённый"')).get_json()["earlier"]
    assert (told["text"], told["hits"]) == ('former:"закрыто на неопределённый" -"закрыто на неопределённый"', 1)
    assert not soup(client, "/ru/search?q=" + quote('"открыто для всех"')).select(".note a[href*=former]")


def test_a_release_tells_what_stood_and_between_which_captures(client: FlaskClient) -> None:
    page = soup(client, f"/ru/release/bridge?q={quote('former:объезд')}")
    first, second, *_ = page.select("#former li")
    assert [mark.text for mark in first.select("mark")] == ["Объезд"]  # what was looked for comes first
    assert "впервые" not in first.text
    assert "видно с 1 марта 2024" in first.text
    assert "при сохранении 5 марта 2024" in first.text
    assert CLOSED in second.text
    assert "слово7 " in words(page, "#former") + " "
    told = [" ".join(note.text.split()) for note in page.select("#versions summary .as")]
    assert told[0].startswith("показан здесь · слегка исправлено: 1")
    assert told[1].startswith("переписано: ")
    assert told[2] == "каким увидели впервые"
    assert "Впервые замечено: 1 марта 2024" in page.text


EDITS = [("rewritten", at(3, 1), at(3, 5)), ("touched", at(3, 5), at(5, 2))]  # of the bridge


@pytest.mark.parametrize(
    "told",
    [
        lambda client: client.get("/api/v1/search?q=мост").get_json()["hits"],
        lambda client: client.get("/api/v1/releases/bridge").get_json()["versions"],
        lambda client: client.get("/ru/search.json?q=мост").get_json()["hits"],
        lambda client: client.get("/ru/release/bridge.json").get_json()["renditions"],
    ],
    ids=["api search", "api release", "page as json", "release as json"],
)
def test_data_tells_of_edits(client: FlaskClient, told: Callable[[FlaskClient], list[dict[str, Any]]]) -> None:
    (bridge,) = told(client)
    assert bridge["first_seen"] == at(3, 1).isoformat()
    assert [(one["weight"], one["after"], one["before"]) for one in bridge["edits"]] == [
        (weight, after.isoformat(), before.isoformat()) for weight, after, before in EDITS
    ]
    assert [0.4 < one["share"] <= 1 for one in bridge["edits"]] == [True, False]


def test_a_table_tells_of_edits(client: FlaskClient) -> None:
    rows = {row["title"]: row for row in csv.DictReader(io.StringIO(client.get("/ru/search.csv").text, newline=""))}
    told = "; ".join(f"{weight} {after.isoformat()}/{before.isoformat()}" for weight, after, before in EDITS)
    assert (rows["Мост"]["first_seen"], rows["Мост"]["edits"]) == (at(3, 1).isoformat(), told)
    assert (rows["Школа"]["first_seen"], rows["Школа"]["edits"]) == (at(4, 20).isoformat(), "")


def test_what_has_not_changed_says_nothing_of_changes(client: FlaskClient) -> None:
    page = soup(client, "/ru/release/school")
    assert page.select("#former, #versions") == []
    assert soup(client, "/ru/search?q=школа").select("#h-edit, .change") == []


def test_a_change_goes_into_the_index(library: Library, client: FlaskClient) -> None:
    moved = rendition("school", "ru", "Школа", "Новая школа закрыта.")
    capture(library, at(6, 1), moved)
    with Workers(1) as workers, Progress("renditions") as progress:
        done = indexing.bring_up(library, workers, rebuild=False, progress=progress)
    assert done["indexed"] == 1
    assert titles(soup(client, LATELY))[0] == "Школа"
    assert titles(soup(client, "/ru/search?q=" + quote('former:"школа открыта"'))) == ["Школа"]
    assert indexing.disagreements(library) == []
    assert OPEN in words(soup(client, "/ru/release/bridge"), ".text")
