"""What is remembered of an index for its commit, and totals, which are read without gains, scores and marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from making import rendition

from indexer.engines.whoosh import WhooshEngine
from indexer.library import Library
from indexer.query import memory
from indexer.query.ask import Question, read
from indexer.query.expand import Way
from indexer.query.memory import remembered
from indexer.schema import RENDITIONS, rendition_document

QUESTIONS = (
    "сайлау",
    "беру ережесі",
    "выборы в сенат",
    "election commission",
    "saylau",
    "Абдиров мектеп",
    "выбор* OR сайлау",
    '"избирательная комиссия" -сенат',
    "title:сайлау комиссия",
    "xqzwv",
)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[WhooshEngine]:
    engine = WhooshEngine(tmp_path, RENDITIONS)
    engine.rebuild([rendition_document(rendition("1", "ru", "Выборы", "Прошли выборы."), 1)])
    yield engine
    engine.close()


@pytest.mark.parametrize("text", QUESTIONS)
def test_totals_of_other_tabs_are_those_of_their_answers(library: Library, text: str) -> None:
    question = Question(text)
    found = library.search(question)
    texts = library.search(replace(question, group=False))
    assert library.totals(question) == (found.total, found.documents) == (found.total, texts.total)
    assert texts.documents == texts.total == library.total(replace(question, group=False))
    assert library.total(question, said=True) == library.statements(question).total


def test_a_total_goes_by_what_is_taken_off(library: Library) -> None:
    whole = library.total(Question("выборах"))
    less = Question("выборах", without=tuple(one.text for one in library.search(Question("выборах")).expansions))
    assert library.total(less) == library.search(less).total < whole
    assert library.total(Question("выборах")) == whole


def test_words_are_read_once_for_a_commit(engine: WhooshEngine) -> None:
    way = Way(quiet=True)
    first, again = (read(Question("выборах"), engine, way).query.tree for _ in range(2))
    assert again == first
    assert engine.gains([first]) == [(1, 1)]
    engine.rebuild([rendition_document(rendition("2", "kk", "Сайлау", "Сайлау өтті."), 2)])
    assert engine.gains([read(Question("выборах"), engine, way).query.tree]) == [(1, 1)]  # by its translation
    assert engine.gains([read(Question("выборах"), engine, replace(way, exact=True)).query.tree]) == [(0, 0)]


def test_only_so_much_is_remembered(engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    computed: list[str] = []

    def asked(word: str) -> str:
        def compute() -> str:
            computed.append(word)
            return word.upper()

        return remembered(engine, "test", word, compute)

    monkeypatch.setattr(memory, "KEPT", 2)
    assert [asked(word) for word in ("a", "b", "a", "c", "b", "b")] == ["A", "B", "A", "C", "B", "B"]
    assert computed == ["a", "b", "c", "b"]
    assert remembered(engine, "other", "a", lambda: "of another kind") == "of another kind"
