"""Who held an office on a day, and what a text that names an office alone says of its holder."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from corpus.authority_people import people, read_offices
from corpus.errors import AuthorityError
from corpus.records import Article, Statement
from corpus.tables import read_table
from indexer.normalise import normalise
from indexer.normalise.persons import persons
from indexer.normalise.statements import statements

CAPTURED = datetime(2026, 1, 1, tzinfo=UTC)
HELD = [
    ("ru", "Глава МИД сообщил о визите.", "2021-05-04", "tileuberdi-mukhtar"),
    ("ru", "Глава МИД сообщил о визите.", "2024-05-04", "nurtleu-murat"),
    ("ru", "Министр иностранных дел сообщил о визите.", "2024-05-04", "nurtleu-murat"),
    ("ru", "«Участки готовы», – сказал председатель ЦИК.", "2023-01-10", "abdirov-nurlan"),
    ("en", "The CEC Chairman said that the polling stations are ready.", "2023-01-10", "abdirov-nurlan"),
    ("en", "The Chairman of the Central Election Commission said that all is ready.", "2023-01-10", "abdirov-nurlan"),
    ("kk", "Орталық сайлау комиссиясының төрағасы учаскелердің дайын екенін айтты.", "2023-01-10", "abdirov-nurlan"),
    ("kk", "Мемлекет басшысы үкіметке тапсырма берді.", "2015-03-02", "nazarbayev-nursultan"),
    ("kk", "Мемлекет басшысы үкіметке тапсырма берді.", "2022-03-02", "tokayev-kassym-jomart"),
    ("ru", "Глава государства поручил построить мост.", "2019-03-20", None),  # both on that day
    ("ru", "Глава государства поручил построить мост.", "", None),
    ("ru", "Председатель ЦИК сообщил о сроках.", "2022-02-15", None),  # taken up in that month, nobody knows which day
    ("ru", "Министр иностранных дел Сербии сообщил о визите.", "2024-05-04", None),
    ("ru", "Президент Сербии поручил построить мост.", "2024-05-04", None),
    ("ru", "Президент поручил построить мост.", "2024-05-04", None),
    ("en", "The head of the department said that all is ready.", "2023-01-10", None),
]


def said(language: str, text: str, day: str) -> Statement:
    paragraphs = text.split(" ¶ ")
    return statements(None, paragraphs, language, persons(None, paragraphs, language), day=day)[-1]


@pytest.mark.parametrize(("language", "text", "day", "speaker"), HELD)
def test_an_office_is_its_holders_on_a_day(language: str, text: str, day: str, speaker: str | None) -> None:
    found = said(language, text, day)
    assert (found.speaker, found.ref) == (speaker, "role")
    assert found.name == (people()[speaker].name(language) if speaker else None)
    if speaker:
        assert (found.rule, found.confidence) == ("office", 0.8)


def test_without_a_day_the_office_is_that_of_the_one_holder_named() -> None:
    text = "Қасым-Жомарт Тоқаев Атырауға барды. ¶ Мемлекет басшысы үкіметке тапсырма берді."
    assert said("kk", text, "").speaker == "tokayev-kassym-jomart"
    both = "Қасым-Жомарт Тоқаев пен Нұрсұлтан Назарбаев кездесті. ¶ Мемлекет басшысы тапсырма берді."
    assert said("kk", both, "").speaker is None


def test_a_bare_president_is_not_ours_where_another_is_about() -> None:
    text = "Президент Сербии Александр Вучич встретился с Касым-Жомартом Токаевым. ¶ Президент отметил рост торговли."
    assert said("ru", text, "2024-05-04").speaker != "tokayev-kassym-jomart"


def test_the_holder_becomes_a_person_of_the_rendition() -> None:
    paragraphs = ("10 января 2023 года", "Сегодня глава ЦИК сообщил, что участки по всей стране готовы к выборам.")
    (found,) = normalise(Article("https://example.org/1", "files", "Участки готовы к выборам", paragraphs), CAPTURED)
    (person,) = found.persons
    (mention,) = person.mentions
    assert (person.id, person.name, person.evidence.rule) == ("abdirov-nurlan", "Нурлан Абдиров", "office")
    assert found.paragraphs[mention.paragraph][mention.start : mention.end] == mention.surface == "глава ЦИК"


@pytest.mark.parametrize(
    ("line", "told"),
    [("de\tKanzler\tPrime Minister", "'de' is no language"), ("ru\tглава\tnobody-known", "neither a post nor an id")],
)
def test_a_wrong_line_says_what_to_write(line: str, told: str) -> None:
    with pytest.raises(AuthorityError, match=told):
        read_offices(
            tuple(read_table("offices.tsv", f"language\tphrase\tholder\n{line}\n", "language phrase holder")), "ru"
        )
