"""The quick way through the dictionary's automata leads where the library's own leads."""

from __future__ import annotations

from types import SimpleNamespace

import pymorphy3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.ru.automaton import follow, hasten, step

WORDS = ("дом", "ёлка", "елка", "сайлау", "Ақтөбе", "по-русски", "договорённостях", "", "x", "12", "замлабраник")
LETTERS = "абвгдежзиклмнопрстуфхцчшщыьэюяё-"


@pytest.fixture(scope="module")
def plain() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer(lang="ru")


@pytest.fixture(scope="module")
def quick() -> pymorphy3.MorphAnalyzer:
    morphology = pymorphy3.MorphAnalyzer(lang="ru")
    hasten(morphology)
    return morphology


def told(morphology: pymorphy3.MorphAnalyzer, word: str) -> list[tuple[str, str, float]]:
    return [(parse.normal_form, str(parse.tag), parse.score) for parse in morphology.parse(word)]


@pytest.mark.parametrize("word", WORDS)
def test_words_are_parsed_alike(plain: pymorphy3.MorphAnalyzer, quick: pymorphy3.MorphAnalyzer, word: str) -> None:
    assert told(quick, word) == told(plain, word)
    assert quick.word_is_known(word) == plain.word_is_known(word)


@given(word=st.text(LETTERS, max_size=12))
def test_any_letters_lead_to_the_same_place(
    plain: pymorphy3.MorphAnalyzer, quick: pymorphy3.MorphAnalyzer, word: str
) -> None:
    assert told(quick, word) == told(plain, word)


def test_the_library_is_quickened(quick: pymorphy3.MorphAnalyzer) -> None:
    walked = quick.dictionary.words.dct
    assert walked.follow_bytes.func is follow
    assert walked.follow_char.func is step
    there = walked.follow_bytes("дом".encode(), walked.ROOT)
    assert there == follow(walked._units, "дом".encode(), 0)
    assert walked.follow_bytes(b"\xff\xff", walked.ROOT) is None
    assert walked.follow_char(0xFF, walked.ROOT) is None


def test_automata_of_compiled_code_are_left_as_they_are() -> None:
    compiled = SimpleNamespace()
    dictionary = SimpleNamespace(words=compiled, prediction_suffixes_dawgs=(compiled,))
    hasten(SimpleNamespace(dictionary=dictionary, prob_estimator=SimpleNamespace(p_t_given_w=compiled)))
    assert compiled == SimpleNamespace()
