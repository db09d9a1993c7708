"""The dictionary behind Russian lemmas and cases: asked once a word, and never about letters without a name."""

from __future__ import annotations

import pytest

from analyzers.ru import dictionary, grammar, lemmatizer

TANGUT = "\U00017000"


@pytest.mark.parametrize("word", [TANGUT, f"дом{TANGUT}"])
def test_letters_without_a_name_are_in_no_dictionary(word: str) -> None:
    assert dictionary.parses(word) == ()
    assert not dictionary.is_known(word)
    assert not grammar.is_finite(word)
    assert not grammar.is_common_word(word)
    assert lemmatizer.lemma(word) == word


def test_one_dictionary_serves_lemmas_and_cases() -> None:
    asked = dictionary.parses.cache_info().misses
    assert lemmatizer.lemma("рассматривает") == "рассматривать"
    assert grammar.is_finite("рассматривает")
    assert dictionary.parses.cache_info().misses <= asked + 1


@pytest.mark.parametrize(("word", "listed"), [("комиссия", True), ("замлабраник", False)])
def test_parses_tell_whether_the_dictionary_lists_the_word(word: str, listed: bool) -> None:
    assert dictionary.is_listed(dictionary.parses(word)[0]) is listed
    assert dictionary.is_known(word) is listed
