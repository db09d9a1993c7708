"""Russian and English lemmas: names of Kazakhstan, known and unknown words."""

from __future__ import annotations

import pytest

import analyzers
from analyzers.ru.lemmatizer import forms

RUSSIAN = analyzers.LANGUAGES["ru"]
ENGLISH = analyzers.LANGUAGES["en"]


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("Токаеву", "токаев"),
        ("Токаев", "токаев"),
        ("Атырауской", "атырауский"),
        ("Смаилова", "смаилов"),
        ("Ысқаковым", "ысқаков"),
        ("маслихатов", "маслихат"),
        ("Костаная", "костанай"),
        ("избирателей", "избиратель"),
        ("ещё", "еще"),
        ("основного", "основной"),
        ("провели", "провести"),
        ("Zoom", "zoom"),
    ],
)
def test_russian_lemma(word: str, lemma: str) -> None:
    assert RUSSIAN.lemma.terms(word) == [lemma]


def test_russian_readings_hold_the_lemma_first_and_others_behind() -> None:
    assert RUSSIAN.readings("мыла") == ("мыло", "мыть")
    assert RUSSIAN.readings("стали")[0] == RUSSIAN.lemma.terms("стали")[0]


@pytest.mark.parametrize(
    ("noun", "form"),
    [
        ("астана", "астаной"),
        ("токаев", "токаевым"),
        ("семей", "семее"),
        ("маслихат", "маслихатами"),
        ("сарань", "сарани"),
    ],
)
def test_case_forms(noun: str, form: str) -> None:
    assert form in set(forms(noun))


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("elections", "election"),
        ("held", "hold"),
        ("children", "child"),
        ("country's", "country"),
        ("voters’", "voter"),
        ("maslikhats", "maslikhat"),
        ("news", "news"),
        ("better", "good"),
    ],
)
def test_english_lemma(word: str, lemma: str) -> None:
    assert ENGLISH.lemma.terms(word) == [lemma]


def test_english_noun_in_ing_is_also_its_verb() -> None:
    assert ENGLISH.readings("building") == ("building", "build")


@pytest.mark.parametrize("code", sorted(analyzers.LANGUAGES))
def test_language_record(code: str) -> None:
    language = analyzers.LANGUAGES[code]
    assert language.code == code
    assert language.script in {"Cyrl", "Latn"}
    assert len(language.stop_words) > 20
    assert all(word == word.lower() for word in language.stop_words)
