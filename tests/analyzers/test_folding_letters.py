"""Letters repaired and folded, skeletons of names, the names analyzer."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import analyzers
from analyzers.folding import fold, repair, skeleton
from analyzers.wordlist import parse_words

GROUPS = parse_words((Path(__file__).parent / "skeleton_groups.txt").read_text(encoding="utf-8"), "skeleton_groups.txt")


@pytest.mark.parametrize(
    ("damaged", "meant"),
    [
        ("мемлекеттiк", "мемлекеттік"),
        ("Mинистрлік", "Министрлік"),
        ("Tокаев", "Токаев"),
        ("əкім", "әкім"),
        ("қыз\u00adмет", "қызмет"),
        ("Қоныраи\u0306", "Қоныраӣ".replace("ӣ", "й")),
        ("Аstana", "Astana"),
        ("ǝкıмдік", "әкімдік"),
        ("öмір тüн", "өмір түн"),
        ("Qоğam", "Qoğam"),
        ("Qazaqстан", "Qazaqстан"),
        ("IT-компания", "IT-компания"),
        ("COVID", "COVID"),
        ("e-Gov порталы", "e-Gov порталы"),
        ("передаетTengrinews.kz, мемлекеттiк Qazaqстан", "передаетTengrinews.kz, мемлекеттік Qazaqстан"),
        ("Қоғам\nəкімдiк öмір", "Қоғам\nәкімдік өмір"),
    ],
)
def test_repair(damaged: str, meant: str) -> None:
    assert repair(damaged) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("казакстан", "Қазақстан"), ("онир", "өңір"), ("счет", "счёт"), ("Togyzqumalaq", "Toğyzqumalaq")],
)
def test_fold_meets_the_plain_keyboard(typed: str, meant: str) -> None:
    assert fold(typed) == fold(meant)


@given(st.text())
def test_fold_and_repair_are_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert repair(repair(text)) == repair(text)


@pytest.mark.parametrize("group", GROUPS, ids=[group.split()[0] for group in GROUPS])
def test_one_skeleton_a_name(group: str) -> None:
    assert len({skeleton(word) for word in group.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Марат", "Мұрат"), ("Нұрлан", "Ерлан"), ("Асқар", "Ақсар"), ("Астана", "Асан"), ("Серік", "Берік")],
)
def test_different_names_stay_apart(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


def test_names_of_a_text_are_its_capitalised_words() -> None:
    text = "Бұл туралы Нұрлан Әбдіров Павлодарда айтты. Сайлау ертең. Ел сайлау күтеді."
    terms = analyzers.names.terms(text)
    assert set(terms) >= {skeleton("Нұрлан"), skeleton("Абдиров"), skeleton("Pavlodar")}
    assert skeleton("сайлау") not in terms
    assert skeleton("бұл") not in terms


def test_names_of_a_question_in_small_letters_are_its_words() -> None:
    assert analyzers.names.terms("абдировтың жолдауы")[0] == skeleton("Abdirov")


def test_names_meet_across_languages_at_their_place() -> None:
    kazakh = analyzers.names.tokens("Кеше Нұрлан Әбдіров келді")
    english = analyzers.names.tokens("Yesterday Nurlan Abdirov came")
    assert [token.term for token in kazakh][-2:] == [token.term for token in english][-2:]
    assert [token.position for token in kazakh][-2:] == [1, 2]
