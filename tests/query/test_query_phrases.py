"""Phrases that are suggested because many texts begin with them."""

from __future__ import annotations

import analyzers
from indexer.query.phrases import FEWEST, MOST, frequent


def of(language: str, *texts: str) -> list[str]:
    return [phrase for _, phrase in frequent([(language, text) for text in texts], analyzers.LANGUAGES)]


def test_a_phrase_stands_in_several_texts() -> None:
    texts = [f"{word} Весенний паводок." for word in ("Начался", "Кончился", "Ушёл")]
    assert of("ru", *texts) == ["весенний паводок"]
    assert of("ru", *texts[: FEWEST - 1]) == []
    assert of("ru", " ".join(texts)) == []  # one text, however often


def test_what_only_stands_in_a_longer_phrase_is_left_out() -> None:
    longer = ["Орталық сайлау комиссиясы"] * 3
    assert of("kk", *longer) == ["орталық сайлау комиссиясы"]
    assert of("kk", *longer, "Сайлау комиссиясы") == ["сайлау комиссиясы", "орталық сайлау комиссиясы"]


def test_a_phrase_begins_and_ends_with_words_that_say_something() -> None:
    assert of("ru", *["Выборы в сенат"] * 3) == ["выборы в сенат"]
    assert of("en", *["in the spring, of 5 roads"] * 3) == []


def test_signs_and_numbers_part_phrases() -> None:
    assert of("ru", *["школы, дороги; мосты 2022 больницы"] * 3) == []


def test_languages_are_kept_apart_and_others_left_out() -> None:
    assert frequent([("ru", "новые дороги")] * 2 + [("kk", "новые дороги")], analyzers.LANGUAGES) == []
    assert of("de", *["neue Straßen"] * 5) == []


def test_there_are_not_too_many() -> None:
    letters = "абвгдежзиклмнопрстуф"
    texts = [f"{a * 3}{b * 3} {b * 3}{a * 3}{a}" for a in letters for b in letters + "хцчшщ"] * 3
    assert len(set(texts)) > MOST
    assert len(of("ru", *texts)) == MOST
