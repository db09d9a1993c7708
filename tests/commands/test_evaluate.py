"""Measuring quality: figures of the project's own gold are always there, and floors are kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from commanding import Run

from indexer.evaluate import Figure, below_floors, evaluation, table


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A checkout without reference data beside it."""
    monkeypatch.setenv("MINBER_SHARED", str(tmp_path / "none"))


@pytest.mark.usefixtures("alone")
def test_own_gold_is_measured_without_reference_data() -> None:
    figures = list(evaluation())
    names = {figure.name for figure in figures}
    assert {"regions about, sample test: recall", "sample test kk speakers precision"} <= names
    assert not any("seeds" in name or "UD" in name for name in names)
    assert all(0 <= figure.value <= 100 and figure.cases > 0 for figure in figures)


@pytest.mark.usefixtures("alone")
def test_the_command_prints_a_line_a_figure_and_keeps_the_floors(run: Run) -> None:
    outcome = run("evaluate", "--floors")
    assert (outcome.status, outcome.err) == (0, "")
    assert all(line.count("\t") == 2 for line in outcome.out.splitlines())


def test_a_figure_below_its_floor_is_told() -> None:
    low, high = (
        Figure("sample test kk speakers precision", 12.0, 63),
        Figure("sample test ru speakers recall", 100.0, 72),
    )
    (told,) = below_floors([low, high])
    assert told.startswith("sample test kk speakers precision is 12.0")
    assert table([low]) == "sample test kk speakers precision\t12.0\t63"
