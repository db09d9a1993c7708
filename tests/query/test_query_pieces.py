"""What is told of odd questions, and the parts that a question is shown and taken apart by."""

from __future__ import annotations

import pytest

from indexer.query.parse import DEEPEST, LONGEST, understand
from indexer.query.syntax import parts, text


@pytest.mark.parametrize(
    ("question", "right", "notes"),
    [
        ("выборы", "выборы", []),
        ("a NEAR b РЯДОМ c", "a near/5 b near/5 c", []),
        ("сайлау жақын/3 комиссия", "сайлау near/3 комиссия", []),
        ('"честные выборы"~4', "честные near/4 выборы", []),
        ("a near/3 b near/7 c", "a near/7 b near/7 c", []),
        ("a near/900 b", "a near/50 b", [("too-far-apart", "near/900")]),
        ("near/3 x", "x", [("near-without-words", "near/3")]),
        ("x near/3", "x", [("near-without-words", "near/3")]),
        ("x near/3 (a b)", "x a b", [("near-without-words", "near/3")]),
        ("date:2022 near/3 b", "date:2022 b", [("near-without-words", "near/3")]),
        ("title:сайлау near/2 комиссия", "title:(сайлау near/2 комиссия)", []),
        ("said:(a OR b)", "said:a OR said:b", []),
        ("said:(a -b title:c)", "said:a -said:b title:c", []),
        ("date:last week выборы", 'date:"last week" выборы', []),
        ("дата:на прошлой неделе, выборы", 'date:"на прошлой неделе" выборы', []),
        ("date:(last week) x", 'date:"last week" x', []),
        ("date:(2022 OR yesterday)", 'date:2022 OR date:"yesterday"', []),
        ("date:(2022 OR someday)", "date:2022 OR someday", [("no-date", "someday")]),
        ('date:"some day" x', '"some day" x', [("no-date", "some day")]),
        ("date:someday x", "someday x", [("no-date", "someday")]),
        ("сай*ау т?лау", "сай*ау т?лау", []),
        ("c* a*b", "c a*b", [("pattern-too-short", "c*"), ("pattern-too-short", "a*b")]),
        ("*лау", "лау", [("leading-star", "*лау")]),
        ("вы~ выборы~ вборы~1", "вы выборы~ вборы~1", [("too-short-to-be-like", "вы~")]),
        ("выбры~9", "выбры~2", [("fewer-edits", "выбры~9")]),
        ("(a", "a", [("unclosed-bracket", "(")]),
        ("a)", "a", [("unopened-bracket", ")")]),
        ('"a b', "a b", [("unclosed-quote", '"')]),
        ('speaker:"a b', "a b", [("empty-field", "speaker:")]),
        ("speaker: x", "speaker x", [("empty-field", "speaker:")]),
        ("foo:bar", "foo:bar", [("no-field", "foo:")]),
        ("10:30 https://example.org", "10:30 https://example.org", []),
        ("a OR", "a", [("lone-operator", "OR")]),
        ("a NOT", "a", [("lone-operator", "NOT")]),
        ("кто сказал?", "кто сказал", []),
    ],
)
def test_odd_signs_are_told(question: str, right: str, notes: list[tuple[str, str]]) -> None:
    understood = understand(question)
    assert (text(understood.tree), [tuple(note) for note in understood.notes]) == (right, notes)


def test_long_and_deep_questions_are_told() -> None:
    assert [note.code for note in understand("a " * LONGEST).notes] == ["too-long"]
    deep = "(" * (DEEPEST + 1) + "a" + ")" * (DEEPEST + 1)
    assert "too-deep" in [note.code for note in understand(deep).notes]


def test_parts_are_shown_and_come_off() -> None:
    tree = understand('выборы (школа OR мектеп) speaker:"Нұрлан Әбдіров" -акимы').tree
    assert [(part.label, text(part.rest)) for part in parts(tree)] == [
        ("выборы", '(школа OR мектеп) speaker:"Нұрлан Әбдіров" -акимы'),
        ("школа OR мектеп", 'выборы speaker:"Нұрлан Әбдіров" -акимы'),
        ('speaker:"Нұрлан Әбдіров"', "выборы (школа OR мектеп) -акимы"),
        ("-акимы", 'выборы (школа OR мектеп) speaker:"Нұрлан Әбдіров"'),
    ]
    assert [(part.label, text(part.rest)) for part in parts(understand("a").tree)] == [("a", "")]
    assert parts(understand("").tree) == ()
