"""The examples of docs/query_language.md: each is read as it says, and finds something where it promises to."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from indexer.library import Library
from indexer.query.ask import Question
from indexer.query.parse import GRAMMAR, understand
from indexer.query.syntax import once, text

PAGE = (Path(__file__).parent.parent.parent / "docs/query_language.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `([^`]+)` \| `([^`]+)` \|", re.MULTILINE)
SENTENCES = re.findall(r"^\| `([^`]+)` \| \*([^*]+)\* \|", PAGE, re.MULTILINE)
TABLES = [ROW.findall(table) for table in PAGE.split("| You type |")[1:]]
FINDING = [typed for table in TABLES[:-2] for typed, _ in table]
TODAY = date(2026, 11, 1)


@pytest.mark.parametrize(("typed", "right"), [row for table in TABLES for row in table])
def test_example_is_read_as_it_says(typed: str, right: str) -> None:
    understood = understand(typed)
    assert (text(understood.tree), understood.notes) == (right, ())


@pytest.mark.parametrize("typed", FINDING)
def test_example_finds_something(library: Library, typed: str) -> None:
    found = library.search(Question(typed, today=TODAY))
    assert found.total > 0
    assert {note.code for note in found.notes} <= {"phrase-by-forms"}


@pytest.mark.parametrize(("typed", "right"), SENTENCES)
def test_sentence_asks_for_what_it_says(library: Library, typed: str, right: str) -> None:
    assert library.answer(Question(typed, today=TODAY)).understood == right
    assert library.answer(Question(typed, exact=True, today=TODAY)).understood == text(once(understand(typed).tree))


def test_the_page_is_about_this_grammar() -> None:
    assert f"Grammar {GRAMMAR} " in PAGE
    assert [len(table) for table in TABLES] == [10, 4, 5, 11, 8, 6, 6]
    assert len(SENTENCES) == 6


def test_every_note_is_explained() -> None:
    package = Path(__file__).parent.parent.parent / "indexer/query"
    codes = re.findall(
        r'^[A-Z_]+ = "([a-z]+(?:-[a-z]+)+)"', "\n".join(file.read_text("utf-8") for file in package.glob("*.py")), re.M
    )
    told = set(re.findall(r"`([a-z-]+)`", PAGE.partition("## What is told")[2].partition("## Grammar")[0]))
    assert set(codes) == told - {"notes"}
