"""Questions as people type them: a table of cases, and the round trip of every tree."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.query.parse import DEEPEST, parse
from indexer.query.syntax import (
    NOTHING,
    Close,
    Field,
    Like,
    Pattern,
    Quoted,
    Syntax,
    Word,
    all_of,
    any_of,
    text,
    without,
)
from indexer.query.when import when

CASES = [
    line.split("\t") for line in Path(__file__).with_name("questions.tsv").read_text(encoding="utf-8").splitlines()[1:]
]


@pytest.mark.parametrize(("question", "right"), [case[:2] for case in CASES], ids=[case[2] for case in CASES])
def test_question_is_understood(question: str, right: str) -> None:
    assert text(parse(question)) == right


@given(st.text(st.sampled_from("аbЯ1 \"«»“”„()-*:.,№OR'\n") | st.characters(), max_size=40))
def test_no_question_is_wrong_and_its_text_is_read_again(question: str) -> None:
    tree = parse(question)
    assert parse(text(tree)) == tree


PIECES = (
    'OR AND NOT NEAR near/3 рядом/99 - -- , ( ) " « » : .. * ? ~ ~2 ~9 date: дата: date:last week март 2022 с по 4 of'
    " speaker: title: said:сайлау -topic: сай*ау т?л вы~ word foo:bar № - – near/x OR, (near/5, date:( yesterday a*"
    " i\u0306"
).split()


@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["", " "])).map("".join), max_size=12).map("".join))
def test_operators_in_any_order_are_read_again(question: str) -> None:
    tree = parse(question)
    assert parse(text(tree)) == tree


names = st.sampled_from(["speaker", "region", "topic", "title", "source", "language", "said", "post", "kind"])
letters = st.text("абвгдәқabc129", min_size=3, max_size=6).filter(lambda some: any(map(str.isalpha, some)))
words = st.builds(Word, letters, st.booleans())
patterns = st.builds("{}{}{}".format, letters, st.sampled_from("*?"), letters).map(Pattern)
alike = st.builds(Like, letters, st.sampled_from([None, 1, 2]))
near = st.builds(Close, st.lists(letters, min_size=2, max_size=4).map(tuple), st.integers(1, 50))
phrases = st.lists(letters, min_size=1, max_size=3).map(" ".join).map(Quoted)
values = words | patterns | alike | phrases | near
dates = st.sampled_from([Word("2022-03..2022-05"), Quoted("last week"), Quoted("с марта по май 2022")])
leaves: st.SearchStrategy[Syntax] = values | st.builds(Field, names, values) | st.builds(Field, st.just("date"), dates)


def branches(inner: st.SearchStrategy[Syntax]) -> st.SearchStrategy[Syntax]:
    some = st.lists(inner, min_size=1, max_size=3)
    return inner.map(without) | some.map(lambda parts: all_of(*parts)) | some.map(lambda parts: any_of(*parts))


@given(st.recursive(leaves, branches, max_leaves=8))
def test_a_tree_as_text_is_the_same_tree(tree: Syntax) -> None:
    assert parse(text(tree)) == tree


@pytest.mark.parametrize("question", ["", "   ", "«»", '"', "()", ") (", "OR", "NOT", "-", "№ …", "AND OR NOT"])
def test_nothing_was_asked(question: str) -> None:
    assert parse(question) == NOTHING


def test_brackets_without_end_are_survived() -> None:
    assert parse("(" * 1500 + "a") == Word("a")
    assert parse("(" * DEEPEST + "(a) (b" + ")" * DEEPEST) == all_of(Word("a"), Word("b"))


def test_fields_of_fields_without_end_are_survived() -> None:
    assert parse("date:" * 3 + "a") == Word("a")
    assert isinstance(parse("date:" * 1500 + "a"), Word)


def test_letters_are_composed() -> None:
    assert parse(unicodedata.normalize("NFD", "Байқоңыр й")) == all_of(Word("Байқоңыр"), Word("й"))


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("2022", (date(2022, 1, 1), date(2022, 12, 31))),
        ("2022-02", (date(2022, 2, 1), date(2022, 2, 28))),
        ("2022-03..2022-05", (date(2022, 3, 1), date(2022, 5, 31))),
        ("04.03.2022..", (date(2022, 3, 4), None)),
        ("..2022-03-04", (None, date(2022, 3, 4))),
        ("..", None),
        ("2022-13", None),
        ("2022-02-30", None),
        ("soon", None),
    ],
)
def test_dates(written: str, right: tuple[date | None, date | None] | None) -> None:
    assert when(written, date(2022, 11, 21)) == right
