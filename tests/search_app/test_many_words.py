"""Long and odd questions: sentences and their chips, repeated words, hundreds of words, signs of every kind."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient

from search_app.facets import MOST_CHIPS

SENTENCE = "кто говорил об электронном голосовании в Уральске в 2022 году"


def page(client: FlaskClient, asked: str, **more: str) -> BeautifulSoup:
    answer = client.get("/ru/search", query_string={"q": asked, **more})
    assert answer.status_code == 200
    return BeautifulSoup(answer.data, "html.parser")


def chips(found: BeautifulSoup, kind: str) -> list[Tag]:
    return found.select(f".chips a.{kind}")


def test_words_of_asking_and_days_are_chips_that_come_off(client: FlaskClient) -> None:
    first = page(client, SENTENCE)
    days, asking = chips(first, "also")[:2]
    assert "«в 2022 году» – это дни" in days.get_text()
    assert "без слов вопроса «кто говорил»" in asking.get_text()
    assert "+" not in days.get_text()  # they have no gain
    again = BeautifulSoup(client.get(str(asking["href"])).data, "html.parser")
    assert "без слов вопроса" not in again.get_text()
    assert any(chip.get_text().startswith("вернуть") for chip in chips(again, "offer"))


def test_a_word_typed_often_is_one_chip(client: FlaskClient) -> None:
    assert chips(page(client, "выборы " * 60), "word") == []
    assert len(chips(page(client, "выборы Астана " * 30), "word")) == 2


@pytest.mark.parametrize("word", ["жол", "су"])
def test_a_word_that_languages_share_has_one_chip_for_its_forms(client: FlaskClient, word: str) -> None:
    addresses = [chip["href"] for chip in chips(page(client, word), "also")]
    assert addresses, "forms are searched besides"
    assert len(addresses) == len(set(addresses))


def test_of_many_chips_the_first_are_shown_and_the_rest_come_off_together(client: FlaskClient) -> None:
    found = chips(page(client, " ".join(f"слово{number}" for number in range(60))), "word")
    assert len(found) == MOST_CHIPS + 1
    assert f"и ещё {60 - MOST_CHIPS}" in found[-1].get_text()
    rest = BeautifulSoup(client.get(str(found[-1]["href"])).data, "html.parser")
    assert len(chips(rest, "word")) == MOST_CHIPS


@pytest.mark.parametrize(
    "asked",
    [
        "?!.,;:— «» ()[]{}",
        "🗳️ 😀 👍",
        "انتخابات ‮выборы‬ בחירות",
        "(" * 60 + "сайлау" + ")" * 60,
        "AND OR NOT near/5 ЖАҚЫН НЕМЕСЕ ИЛИ -",
        "вы\x00боры",
        "сай\u200bлау\u200d",
        "选举 委员会",
        "а" * 900,
        "с* *с *** ????? а?б*в ~ ~~2 в~9",
        '"выборы «сайлау „a "b',
        "speaker:region:topic:lang: said: date:",
    ],
)
def test_odd_questions_are_answered_with_a_page_of_fair_size(client: FlaskClient, asked: str) -> None:
    answer = client.get("/ru/search", query_string={"q": asked})
    assert answer.status_code == 200
    assert len(answer.data) < 200_000


def test_beside_a_long_question_fewer_values_are_listed_and_the_page_says_so(client: FlaskClient) -> None:
    def listed(asked: str) -> tuple[int, str]:
        people = page(client, asked).select_one("#list-speaker")
        assert people
        return len(people.select("li")), people.select("summary")[0].get_text()

    every, _ = listed("выборы OR школа")
    fewer, told = listed(" OR ".join(("выборы", "школа", *(f"слово{number}" for number in range(38)))))
    assert 7 < fewer < every
    assert told.startswith(f"Показать {fewer} из ")
