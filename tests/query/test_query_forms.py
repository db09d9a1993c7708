"""Which forms a word of a question stands for, by the language that the other words tell."""

from __future__ import annotations

import pytest

import analyzers
from indexer.query.alternatives import forms_in, one_of_each, spoken


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("электрондық дауыс беру", "kk"),
        ("школа бюджет", "ru"),
        ("voter list", "en"),
        ("бюджет форум", None),
        ("школа мектеп", None),
        ("абвгдзэ", None),
    ],
)
def test_a_question_tells_its_language(words: str, language: str | None) -> None:
    assert spoken(words.split(), analyzers.LANGUAGES) == language


@pytest.mark.parametrize(
    ("language", "word", "lemmas"),
    [
        (None, "беру", {"бер", "брать"}),
        ("kk", "беру", {"бер"}),
        ("ru", "беру", {"брать"}),
        ("kk", "президент", {"президент"}),
        ("kk", "школах", {"школа"}),
    ],
)
def test_a_word_is_one_of_the_language_that_is_spoken(language: str | None, word: str, lemmas: set[str]) -> None:
    assert lemmas <= {one.text for one in forms_in(language, word, analyzers.LANGUAGES)}
    if language:
        known = analyzers.LANGUAGES[language].knows(word)
        assert not known or {one.text for one in forms_in(language, word, analyzers.LANGUAGES)} == lemmas


def test_loan_words_keep_the_forms_of_other_languages() -> None:
    assert {one.language for one in forms_in("kk", "президент", analyzers.LANGUAGES)} == {"kk", "ru"}


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("избирателей избиратель избирательного избирательный", "избиратель избирательный"),
        ("мектептер мектебі мектеп", "мектеп"),
        ("школах школе", "школах"),
        ("elections election electoral", "election electoral"),
        ("абвгдзэ абвгдзэа", "абвгдзэ абвгдзэа"),
    ],
)
def test_a_word_is_suggested_once(words: str, shown: str) -> None:
    assert one_of_each(words.split(), analyzers.LANGUAGES) == shown.split()
