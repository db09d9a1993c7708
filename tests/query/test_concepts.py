"""Concepts in questions: longest runs, any inflection, other names; and what must not be found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers import LANGUAGES
from corpus.authority_terms import concepts
from indexer.query import concepts as module
from indexer.query.concepts import MOST, found

FOUND = [  # question, from, to, a name that must be among the translations
    ("школах", 0, 1, "kk:мектеп"),
    ("мектептердің", 0, 1, "en:school"),
    ("Schools", 0, 1, "ru:школа"),
    ("новые детские сады", 1, 3, "en:kindergarten"),
    ("балабақшаларға", 0, 1, "ru:детский сад"),
    ("Назарбаев зияткерлік мектептерінде", 0, 3, "en:Nazarbayev Intellectual School"),
    ("едином национальном тестировании", 0, 3, "kk:ұлттық бірыңғай тестілеу"),
    ("status of teachers", 0, 3, "kk:педагог мәртебесі"),
    ("teachers in rural schools", 2, 4, "ru:сельская школа"),
    ("трехсменных школ", 0, 2, "kk:үш ауысымды мектеп"),
    ("место в детских садах", 0, 4, "en:kindergarten place"),
    ("Қостанай облысының", 0, 2, "ru:Костанайская область"),
    ("председателем Центральной избирательной комиссии", 0, 4, "kk:Орталық сайлау комиссиясының төрағасы"),
]


@pytest.mark.parametrize(("question", "start", "end", "name"), FOUND, ids=[case[0] for case in FOUND])
def test_a_name_is_met_in_any_form(question: str, start: int, end: int, name: str) -> None:
    named = {(match.start, match.end): match.translations for match in found(question.split(), LANGUAGES)}
    assert name in [f"{one.language}:{one.text}" for one in named[start, end]]


def test_the_question_itself_is_no_translation() -> None:
    (match,) = found(["школы"], LANGUAGES)
    assert "ru:школа" not in [f"{one.language}:{one.text}" for one in match.translations]


def test_the_usual_names_of_the_other_languages_come_first() -> None:
    (match,) = found("единое национальное тестирование".split(), LANGUAGES)
    assert {one.language for one in match.translations[:2]} == {"kk", "en"}
    assert "ru:ЕНТ" in [f"{one.language}:{one.text}" for one in match.translations[2:]]


@pytest.mark.parametrize("question", ["", "в", "of the", "12", "Абракадабра", "zzz qqq", "…"])
def test_words_that_name_nothing_give_nothing(question: str) -> None:
    assert found(question.split(), LANGUAGES) == ()


def test_a_language_that_has_no_names_is_no_hindrance() -> None:
    only = {"ru": LANGUAGES["ru"]}
    assert found(["schools"], only) == ()
    assert {one.language for match in found(["ученик"], only) for one in match.translations} == {"ru"}


NAMES = sorted({name for concept in concepts() for names in concept.names.values() for name in names})


@given(st.lists(st.sampled_from(NAMES), max_size=3))
def test_runs_are_in_order_apart_and_bounded(names: list[str]) -> None:
    words = " ".join(names).split()
    matches = found(words, LANGUAGES)
    places = [place for match in matches for place in (match.start, match.end)]
    assert places == sorted(places)
    assert all(0 <= match.start < match.end <= len(words) for match in matches)
    assert all(0 < len(match.translations) <= MOST for match in matches)
    assert all(len(set(match.translations)) == len(match.translations) for match in matches)
    assert found(words, LANGUAGES) == matches


def test_every_name_finds_its_concept() -> None:
    lost = [
        f"{code}:{name}"
        for concept in concepts()
        for code, names in concept.names.items()
        for name in names
        if not _covered(name) and module._names(LANGUAGES[code]).telling(name.lower().split())
    ]
    assert lost == ["kk:астана"], "the capital's name is no other word for a capital"


@pytest.mark.parametrize(
    "asked",
    ["Астана", "астанада", "Караганде", "Шығыс Қазақстан", "West Kazakhstan", "Семей", "Арал қаласы", "столица астана"],
)
def test_the_name_of_a_place_is_no_common_word(asked: str) -> None:
    matches = found(asked.split(), LANGUAGES)
    assert [match.concept_id for match in matches] == (["capital"] if "столица" in asked else [])
    assert "астана" not in {one.text for match in matches for one in match.translations}


@pytest.mark.parametrize(
    ("asked", "concept"),
    [
        ("семей", "family"),
        ("Байқоңыр", "baikonur"),
        ("Астана қаласы", "region:KZ-71"),
        ("Шығыс Қазақстан облысы", "region:KZ-63"),
        ("шығыс", "expense"),
    ],
)
def test_what_only_sounds_like_a_place_or_is_one_has_its_names(asked: str, concept: str) -> None:
    assert [match.concept_id for match in found(asked.split(), LANGUAGES)] == [concept]


def _covered(name: str) -> bool:
    words = name.split()
    return any(match.end - match.start >= 1 for match in found(words, LANGUAGES))
