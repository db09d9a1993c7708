"""Names found in texts, their nominatives, their ids across languages, and the forms they are read by."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.tables import Row, read_table
from indexer.normalise.identity import key, slug
from indexer.normalise.names import analyses
from indexer.normalise.persons import persons
from indexer.normalise.speech.en import forms as english
from indexer.normalise.speech.kk import forms as kazakh
from indexer.normalise.speech.ru import forms as russian

HERE = Path(__file__).parent
TEXTS = read_table("texts", (HERE / "person_cases.tsv").read_text("utf-8"), "language text persons note")
PEOPLE = read_table("people", (HERE / "one_person.tsv").read_text("utf-8"), "id kk ru en")
SENTENCES = {"kk": "Кеше {} ауылға келді.", "ru": "Вчера в село прибыл министр {}.", "en": "On Monday {} arrived."}


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: f"{case['language']} {case['note']}")
def test_a_text_names_its_persons(case: Row) -> None:
    found = persons(None, [case["text"]], case["language"])
    assert [person.name for person in found] == list(case.many("persons"))


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person["en"])
def test_one_id_in_three_languages(person: Row) -> None:
    found = {
        language: [p.id for p in persons(None, [sentence.format(person[language])], language)]
        for language, sentence in SENTENCES.items()
    }
    assert len(found["kk"]) == 1
    assert found["kk"] == found["ru"] == found["en"]
    assert person["id"] in ("", found["kk"][0])


@pytest.mark.parametrize(
    ("one", "other"),
    [("Марат", "Мурат"), ("Алия", "Алла"), ("Игорь", "Егор"), ("Омаров", "Омарова"), ("Анар", "Айнар")],
)
def test_different_names_keep_different_keys(one: str, other: str) -> None:
    assert key(one) != key(other)


@pytest.mark.parametrize(
    ("text", "language", "post"),
    [
        (
            "Anna Seitova, student of the faculty of law the opportunity to vote was given.",
            "en",
            "student of the faculty of law",
        ),
        ("Ресми сапармен келген Сербия Президенті Томислав Николич сөйледі.", "kk", "Сербия Президенті"),
        (
            "Жаңа нысанның ашылу рәсіміне қала әкімінің орынбасары Нұрлан Сейітов қатысты.",
            "kk",
            "қала әкімінің орынбасары",
        ),
        ("Өнерін дамыту ұйымының Бас хатшысы Нұрлан Сейітов келді.", "kk", "Өнерін дамыту ұйымының Бас хатшысы"),
        ("Команда капитаны Нұрлан Сейітов келді.", "kk", "Команда капитаны"),
        ("Қызылорда облысының әкімі Нұрлан Сейітов келді.", "kk", "Қызылорда облысының әкімі"),
        ("Мектепте қала әкімі Нұрлан Сейітов болды.", "kk", "қала әкімі"),
        ("Кейде белгілі журналист Нұрлан Сейітов те келді.", "kk", "белгілі журналист"),
        ("После смерти Салтанат Сеитовой прошёл год.", "ru", None),
        ("Сонымен қатар аудан әкімі Марат Беков келді.", "kk", "аудан әкімі"),
        ("Кеше, 7 қазан ҚР Мәдениет және спорт министрі Марат Беков келді.", "kk", "ҚР Мәдениет және спорт министрі"),
        ("Жиынға комиссия және облыс әкімі Марат Беков қатысты.", "kk", "облыс әкімі"),
        ("Сөзді жемқорлыққа қарсы қызмет басшысы Марат Беков алды.", "kk", "жемқорлыққа қарсы қызмет басшысы"),
        ("Жиынға сауда палатасының жауапты хатшысы Марат Беков келді.", "kk", "сауда палатасының жауапты хатшысы"),
    ],
)
def test_a_post_ends_where_its_words_do(text: str, language: str, post: str | None) -> None:
    assert [person.post for person in persons(None, [text], language)] == [post]


def test_a_sure_form_decides_over_a_guess() -> None:
    found = persons(None, ["Слово дали Асем Айтолле.", "Это рассказала Асем Айтолла."], "ru")
    assert [(person.name, len(person.mentions)) for person in found] == [("Асем Айтолла", 2)]


def test_slugs_are_readable() -> None:
    assert (
        slug("Беркамалов", "Серик") == slug("Беркамалов", "Серік") == slug("Berkamalov", "Serik") == "berkamalov-serik"
    )
    assert slug("Жарқынбекова", "Мадина") == "zharkynbekova-madina"
    assert slug("Tokhtarov", "Yerlan") == slug("Тохтаров", "Ерлан") == "tukhtarov-erlan"


def test_an_initial_belongs_to_its_surname_only() -> None:
    found = persons(None, ["Камила Омарова пришла. К. Омарова и А. Омарова победили."], "ru")
    assert [(person.name, len(person.mentions)) for person in found] == [("Камила Омарова", 2), ("А. Омарова", 1)]


def test_a_surname_of_two_people_means_neither() -> None:
    found = persons(None, ["Серик Асанов и Марат Асанов спорили. Асанов победил."], "ru")
    assert [len(person.mentions) for person in found] == [1, 1]


def test_a_surname_alone_needs_an_office() -> None:
    assert [p.id for p in persons(None, ["Вчера Президент Токаев прибыл."], "ru")] == ["tokayev-kassym-jomart"]
    assert persons(None, ["Вчера пожилой Токаев прибыл."], "ru") == ()


@pytest.mark.parametrize(
    ("word", "base", "case"),
    [("өтемістің", "өтеміс", "gen"), ("мельникке", "мельник", "dat"), ("сейітовтің", "сейітов", "gen"),
     ("әлиді", "әли", "acc"),
     ("серікқызына", "серікқызы", "dat"), ("байсаловпен", "байсалов", "ins")],
)  # fmt: skip
def test_kazakh_case_endings_come_off(word: str, base: str, case: str) -> None:
    assert (base, case) in kazakh.cases(word)


@pytest.mark.parametrize(
    ("verb", "forms"),
    [("айт", {"айтты", "айтады", "айтқан", "айтқандай"}), ("мәлімде", {"мәлімдеді", "мәлімдейді"}),
     ("атап өт", {"атап өтті", "атап өтеді"})],
)  # fmt: skip
def test_kazakh_verbs_make_their_forms(verb: str, forms: set[str]) -> None:
    assert forms <= set(kazakh.finite_forms(verb))


@pytest.mark.parametrize(
    ("verb", "past", "third"),
    [("say|said", "said", "says"), ("stress|", "stressed", "stresses"), ("reply|replied", "replied", "replies"),
     ("point to|pointed to", "pointed to", "points to"), ("be sure|", "was sure", "is sure")],
)  # fmt: skip
def test_english_verbs_make_their_forms(verb: str, past: str, third: str) -> None:
    assert english.finite_forms(verb)[:2] == (past, third)


def test_russian_surnames_show_case_and_sex() -> None:
    assert russian.Form("абдиров", "gen", "m") in russian.surname("абдирова")
    assert russian.Form("абдирова", "nom", "f") in russian.surname("абдирова")
    assert [(name.nominative, name.case) for name in analyses(("Нурлана", "Абдирова"), "ru")] == [
        ("Нурлан Абдиров", "gen")
    ]


def test_a_kazakh_title_begins_behind_the_name_before_it() -> None:
    text = "ҚР Премьер-Министрі Нұрлан Сейітов Сербия Президенті Марат Бековпен кездесті."
    assert [person.post for person in persons(None, [text], "kk")] == ["ҚР Премьер-Министрі", "Сербия Президенті"]
    owned = "Нұрлан Сейітовтің ресми кеңесшісі Марат Беков келді."
    assert [person.post for person in persons(None, [owned], "kk")][1] == "Нұрлан Сейітовтің ресми кеңесшісі"
