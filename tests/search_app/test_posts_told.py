"""Posts: a filter with counts by their kind, and a soft word where one was left since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from changed_library import at, capture
from flask.testing import FlaskClient
from making import rendition, statement
from seeing import soup

from indexer import indexing
from indexer.library import Library
from indexer.progress import Progress
from indexer.settings import Settings
from indexer.workers import Workers
from search_app import create_app

SAID = "Бюджет исполнен полностью, сообщил Премьер-министр Алихан Смаилов."
TOLD = "Дороги готовы, сказал вице-министр Асан Усенов."


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    with Library.open(Settings(home=Path(tmp_path_factory.mktemp("posts")), processes=1)) as library:
        smailov = statement("smailov-alikhan", "Алихан Смаилов", SAID, "ru", post="Премьер-министр")
        ussenov = statement("ussenov-assan", "Асан Усенов", TOLD, "ru", post="вице-министр")
        whoever = statement("aliyev-ali", "Али Алиев", TOLD, "ru")
        made = (
            rendition("budget", "ru", "Бюджет", SAID, published=date(2023, 5, 1), statements=(smailov,)),
            rendition("roads", "ru", "Дороги", TOLD, published=date(2023, 5, 2), statements=(ussenov, whoever)),
        )
        for text in made:
            capture(library, at(5, 3), text)
        with Workers(1) as workers, Progress("renditions") as progress:
            indexing.bring_up(library, workers, rebuild=True, progress=progress)
        yield create_app(library).test_client()


def test_a_release_says_softly_that_the_post_was_left(client: FlaskClient) -> None:
    (hit,) = soup(client, "/en/search?role=prime_minister").select(".hit h2 a")
    page = soup(client, str(hit["href"]))
    (told,) = page.select(".voices .left")
    assert " ".join(told.text.split()) == (
        "The post is that of the day; it was held until February 5, 2024. Now: Olzhas Bektenov"
    )
    link = told.select_one("a")
    assert link is not None
    assert link["href"] == "/en/person/bektenov-olzhas"
    (hit,) = soup(client, "/en/search?role=vice_minister").select(".hit h2 a")
    assert soup(client, str(hit["href"])).select(".voices .left") == []


def test_kinds_of_posts_are_counted_and_narrow(client: FlaskClient) -> None:
    page = soup(client, "/ru/statements")
    values = {
        " ".join(value.select("a")[0].text.split(","))
        for value in page.select("#list-role li")
        if value.select_one("a") is not None
    }
    assert {value.split("  ")[0] for value in values} == {"Премьер-министр", "Вице-министр", "не указано"}
    assert len(soup(client, "/ru/statements?role=vice_minister").select(".quote")) == 1
    assert len(soup(client, "/ru/statements?-role=vice_minister").select(".quote")) == 2
    assert len(soup(client, "/ru/statements?role=unstated").select(".quote")) == 1
