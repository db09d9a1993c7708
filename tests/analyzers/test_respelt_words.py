"""Kazakh typed without Kazakh letters: what is offered for it, by stems and endings, and letter by letter."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers import LANGUAGES, scripts
from analyzers.folding import fold
from analyzers.kk import restore
from analyzers.kk.letters import LONGEST, plain
from analyzers.wordlist import parse_rows

KAZAKH = LANGUAGES["kk"]
HERE = Path(__file__).parent
PAIRS = parse_rows((HERE / "respelt.tsv").read_text(encoding="utf-8"), "respelt.tsv", 3)
LETTERS = st.text(alphabet="аәбгғдежзийкқлмнңоөпрстуұүхһыіabehiklnoqstuy'- ", max_size=12)


@pytest.mark.parametrize(("typed", "meant"), [row[:2] for row in PAIRS], ids=[row[0] for row in PAIRS])
def test_the_word_meant_is_offered(typed: str, meant: str) -> None:
    assert meant in KAZAKH.respelt(typed)


def test_the_likeliest_word_comes_first() -> None:
    firsts = [KAZAKH.respelt(typed)[0] == meant for typed, meant, _ in PAIRS]
    assert sum(firsts) >= 0.95 * len(PAIRS)


@pytest.mark.parametrize("word", ["қазақстан", "сайлау", "election", "government", "", "123", "а" * 500, "a" * 500])
def test_nothing_is_offered_for_what_needs_nothing(word: str) -> None:
    assert KAZAKH.respelt(word) == ()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("менингиттик", "менингиттік"), ("тлегенованын", "тлегенованың"), ("брокколиге", "брокколиге")],
)
def test_words_of_unknown_stems_are_guessed_by_their_letters(typed: str, meant: str) -> None:
    assert meant in restore.by_lexicon().letters.guesses(typed, 4)


def test_guesses_are_words_that_are_typed_so() -> None:
    guesses = restore.by_lexicon().letters.guesses("онирлик", 5)
    assert len(guesses) == 5
    assert {plain(word) for word in guesses} == {"онирлик"}
    assert restore.by_lexicon().letters.guesses("о" * (LONGEST + 1)) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [("қазақстан", "qazaqstan"), ("халқы", "халкы"), ("ұлты", "ulty"), ("шығыс", "shyǵys"), ("аяқ", "aıaq")],
)
def test_one_key_for_all_spellings(one: str, other: str) -> None:
    assert restore.key(one) == restore.key(other)


@given(LETTERS, LETTERS)
def test_the_key_of_a_word_is_the_key_of_its_parts(head: str, tail: str) -> None:
    cyrillic = [part.translate({ord(char): None for char in "abehiklnoqstuy'- "}) for part in (head, tail)]
    assert restore.key("".join(cyrillic)) == "".join(map(restore.key, cyrillic))


@given(LETTERS)
def test_what_is_offered_is_typed_so(typed: str) -> None:
    for word in KAZAKH.respelt(typed):
        assert word != typed
        assert restore.key(word) in {restore.key(way) for way in restore._ways(typed)}
        assert typed.isascii() or fold(word) == fold(typed)


@given(st.text())
def test_no_word_breaks_it(word: str) -> None:
    KAZAKH.respelt(word)
    KAZAKH.knows(word)
    scripts.candidates(word)


def test_candidates_are_those_of_the_shipped_stemmer() -> None:
    assert scripts.candidates("Qazaqstan") == ("қазақстан",)
    assert scripts.candidates("Úkimet") == ()
