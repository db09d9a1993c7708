"""Words typed on the wrong keyboard layout: what was meant, and that ordinary words are left alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.layout import retyped, suggestions
from analyzers.training import texts

WORDS = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
FALSE_ALARMS = 0.002  # of distinct words


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ghtpbltyn", "президент"),
        ("Ghtpbltyn", "Президент"),
        ("ds,jhs", "выборы"),
        (",.l;tn", "бюджет"),
        ("hjccbz", "россия"),
        ("cfqkfe", "сайлау"),
        ("CFQKFE", "САЙЛАУ"),
        ("8r3vtn", "үкімет"),
        ("0fpf0cnfy", "қазақстан"),
        ("-43h", "өңір"),
        ("0аза0стан", "қазақстан"),
        ("м8дде", "мүдде"),
        ("ызууср", "speech"),
        ("вщсгьуте", "document"),
        ("Здфты", "Plans"),
    ],
)
def test_the_word_meant_is_suggested(typed: str, meant: str) -> None:
    assert suggestions(typed) == (meant,)


@pytest.mark.parametrize(
    "typed",
    [
        *("", "нет", "vtl", "президент", "сайлау", "speech", "Qazaqstan", "saylau", "COVID-19", "124-НҚ", "2022-2025"),
        *("mail@example.org", "zzzzzz", "ёёёё", "x" * 1_000_000, "\ud800\udfff", "😀😀😀😀"),
    ],
)
def test_nothing_is_suggested(typed: str) -> None:
    assert suggestions(typed) == ()


def test_ordinary_words_are_left_alone(root: Path) -> None:
    held = texts(root / "corpus" / "sample_site" / "releases")
    for code, some in held.items():
        words = {word for text in some for word in WORDS.findall(text)}
        alarmed = {word for word in words if suggestions(word)}
        assert len(alarmed) <= FALSE_ALARMS * len(words), (code, alarmed)


def test_both_cyrillic_layouts_are_tried() -> None:
    assert retyped("k3v5f") == ("лімға",)  # no Russian letters on 3 and 5
    assert retyped("cfqkfe") == ("сайлау",)
    assert retyped("speech") == ("ызууср",)


@given(st.text())
def test_no_word_breaks_it(word: str) -> None:
    assert all(other != word for other in retyped(word))
    suggestions(word)
