"""The list of requirements is whole and honest: each has a state, a test that exists, or what is left."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import NamedTuple

import pytest

TESTS = Path(__file__).parent.parent
LIST = TESTS.parent / "docs" / "requirements.md"
STATES = ("done", "partly", "not yet")


class Wanted(NamedTuple):
    """A line of the list."""

    number: str
    what: str
    state: str
    tests: tuple[str, ...]
    left: str


def read(line: str) -> Wanted:
    """A line of the table."""
    number, what, state, tests, left = (cell.strip() for cell in line.split("|")[1:-1])
    return Wanted(number, what, state, tuple(re.findall(r"`([^`]+)`", tests)), left)


ALL = [read(line) for line in LIST.read_text("utf-8").splitlines() if re.match(r"\| R\d", line)]


def functions(file: Path) -> set[str]:
    """The names of all functions of a file."""
    return {node.name for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.FunctionDef)}


def test_fifty_in_their_order() -> None:
    assert [one.number for one in ALL] == [f"R{number}" for number in range(1, 51)]


@pytest.mark.parametrize("wanted", ALL, ids=lambda wanted: wanted.number)
def test_a_requirement_is_proven_or_its_rest_is_told(wanted: Wanted) -> None:
    assert wanted.what
    assert wanted.state in STATES
    assert bool(wanted.tests) == (wanted.state != "not yet")
    assert wanted.left or wanted.state == "done"
    for test in wanted.tests:
        path, _, name = test.partition("::")
        assert name.startswith("test_")
        assert name in functions(TESTS / path), test


def test_the_figures_above_the_list_are_those_of_the_list() -> None:
    told = " ".join(LIST.read_text("utf-8").split("| # |")[0].split())
    counts = {state: sum(one.state == state for one in ALL) for state in STATES}
    assert "{done} are done, {partly} partly, {not yet} not yet".format(**counts) in told
