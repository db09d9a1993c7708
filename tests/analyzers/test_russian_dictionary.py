"""The dictionary behind Russian lemmas and cases: asked once a word, and never about letters without a name."""

from __future__ import annotations

import json
import subprocess
import sys

import pymorphy3.dawg
import pytest

from analyzers.ru import dictionary, grammar, lemmatizer

TANGUT = "\U00017000"
ALIKE = ("дом", "ёлка", "елка", "стали", "ақтөбе", "по-русски", "договорённостях", "онлайн-школ", "замлабраник", "12")
IN_PURE_PYTHON = """
import json, sys
sys.modules["dawg"] = None
from analyzers.ru import lemmatizer
told = [lemmatizer.explain(word) for word in json.loads(sys.argv[1])]
print(json.dumps([sys.modules["pymorphy3.dawg"].EXTENSION_AVAILABLE, *told]))
"""


@pytest.mark.parametrize("word", [TANGUT, f"дом{TANGUT}"])
def test_letters_without_a_name_are_in_no_dictionary(word: str) -> None:
    assert dictionary.parses(word) == ()
    assert not dictionary.is_known(word)
    assert not grammar.is_finite(word)
    assert not grammar.is_common_word(word)
    assert lemmatizer.lemma(word) == word


def test_one_dictionary_serves_lemmas_and_cases() -> None:
    asked = dictionary.listed.cache_info().misses
    assert lemmatizer.lemma("рассматривает") == "рассматривать"
    assert grammar.is_finite("рассматривает")
    assert dictionary.listed.cache_info().misses <= asked + 1


@pytest.mark.parametrize(("word", "listed"), [("комиссия", True), ("ещё", True), ("еще", True), ("замлабраник", False)])
def test_the_dictionary_tells_which_words_it_lists(word: str, listed: bool) -> None:
    assert bool(dictionary.listed(word)) is listed
    assert dictionary.is_known(word) is listed


@pytest.mark.parametrize("word", ["комиссия", "стали", "еще", "токаев", "абрамов", "договоренностях", "по-русски"])
def test_a_listed_word_is_read_as_its_parses_tell(word: str) -> None:
    told = [(one.normal_form.replace("ё", "е"), one.tag.grammemes, one.score) for one in dictionary.parses(word)]
    assert [tuple(one) for one in dictionary.listed(word)] == told


def test_nothing_is_guessed_of_a_word_that_a_rule_reads() -> None:
    asked = dictionary.parses.cache_info().misses
    assert lemmatizer.lemma("бауыржановского") == "бауыржановский"
    assert dictionary.parses.cache_info().misses == asked


@pytest.mark.skipif(not pymorphy3.dawg.EXTENSION_AVAILABLE, reason="there is no DAWG2 for this machine")
def test_words_are_read_alike_without_compiled_automata() -> None:
    told = {word: lemmatizer.explain(word) for word in ALIKE}
    asked = subprocess.run(
        [sys.executable, "-c", IN_PURE_PYTHON, json.dumps(ALIKE)], capture_output=True, text=True, check=True
    )
    compiled, *alike = json.loads(asked.stdout)
    assert not compiled
    assert dict(zip(ALIKE, map(tuple, alike), strict=True)) == told
