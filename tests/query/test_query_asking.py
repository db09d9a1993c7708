"""Sentences typed as questions: what only asks is passed over, days in words are taken as days, both come off."""

from __future__ import annotations

import pytest

import analyzers
from indexer.query.asking import plainly
from indexer.query.parse import parse
from indexer.query.syntax import once, text


def asked_for(typed: str, *off: str) -> tuple[str, list[tuple[str, str]]]:
    plain = plainly(parse(typed), frozenset(off), analyzers.LANGUAGES)
    return text(plain.tree), [(one.kind, one.text) for one in plain.expansions]


@pytest.mark.parametrize(
    ("typed", "rest", "passed"),
    [
        ("что сказал министр о дорогах", "министр о дорогах", "что сказал"),
        ("Кто говорил о дорогах?", "о дорогах", "Кто говорил"),
        ("әкім жол туралы не айтты", "әкім жол туралы", "не айтты"),
        ("what happened in Kokshetau", "in Kokshetau", "what happened"),
        ('who spoke about "fair elections"', 'about "fair elections"', "who spoke"),
    ],
)
def test_words_that_only_ask_are_passed_over(typed: str, rest: str, passed: str) -> None:
    assert asked_for(typed) == (rest, [("asking", passed)])
    assert asked_for(typed, passed) == (text(parse(typed)), [])


@pytest.mark.parametrize(
    "typed",
    [
        "кто сказал",  # nothing else is asked
        "министр сказал о дорогах",  # no question
        "он не айтты",  # nothing else that says anything
        "что построили в Актобе",  # no word of saying
        "сказал",
        '"кто говорил о дорогах"',
        "who OR said roads",  # no plain words beside one another
    ],
)
def test_what_is_no_question_stays_as_it_is(typed: str) -> None:
    assert asked_for(typed) == (text(parse(typed)), [])


@pytest.mark.parametrize(
    ("typed", "rest", "days"),
    [
        ("выборы в ноябре 2022 года", 'выборы date:"в ноябре 2022 года"', "в ноябре 2022 года"),
        ("в 2022 году выборы", 'выборы date:"в 2022 году"', "в 2022 году"),
        ("2023 жылғы наурыздағы сайлау", 'сайлау date:"2023 жылғы наурыздағы"', "2023 жылғы наурыздағы"),
        ("election in January 2025", 'election date:"in January 2025"', "in January 2025"),
        ("паводок на прошлой неделе", 'паводок date:"на прошлой неделе"', "на прошлой неделе"),
        ("өткен айда сайлау", 'сайлау date:"өткен айда"', "өткен айда"),
        ("10 лет назад выборы", 'выборы date:"10 лет назад"', "10 лет назад"),
        ("в 2022 году", 'date:"в 2022 году"', "в 2022 году"),
        ("с марта по май 2022 выборы", 'выборы date:"с марта по май 2022"', "с марта по май 2022"),
    ],
)
def test_days_in_words_are_days(typed: str, rest: str, days: str) -> None:
    assert asked_for(typed) == (rest, [("days", days)])
    assert asked_for(typed, days) == (text(parse(typed)), [])


@pytest.mark.parametrize(
    "typed",
    [
        "бюджет на 2024 год",  # what is planned, not when
        "план к 2030 году",
        "бюджет 2024-2026 годы",
        "закон от 5 марта 2022 года",
        "2060 жылға дейін көміртек",
        "roads for 2025 year",
        "выборы 2022",
        "last days of the campaign",
        "date:2021 выборы в 2022 году",  # days are asked for already
        "послание в марте",  # of no year
    ],
)
def test_what_may_be_no_day_stays_words(typed: str) -> None:
    assert asked_for(typed) == (text(parse(typed)), [])


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("су су тасқыны су", "су тасқыны"),
        ("школа OR школа OR дорога", "школа OR дорога"),
        ("a (b OR b) (b OR b)", "a b"),
        ("-a -a b", "-a b"),
        ('"a b" a "a b"', '"a b" a'),
    ],
)
def test_what_is_typed_twice_is_asked_for_once(typed: str, right: str) -> None:
    assert text(once(parse(typed))) == right
