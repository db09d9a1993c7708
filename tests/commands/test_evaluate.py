"""`minber evaluate`: figures as lines, floors that hold, and a line for each figure below its floor."""

from __future__ import annotations

from pathlib import Path

import pytest
from commanding import Run

from corpus.errors import AuthorityError
from indexer import evaluate
from indexer.evaluate import Figure, below_floors, shared_folder, table


def test_figures_are_lines_of_name_value_and_cases() -> None:
    assert (
        table([Figure("dates: right", 99.95, 200), Figure("topics", 7.0, 3)])
        == "dates: right\t100.0\t200\ntopics\t7.0\t3"
    )


@pytest.fixture
def floors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of floors that `evaluate` reads in place of the project's own."""
    file = tmp_path / "floors.tsv"
    monkeypatch.setattr(evaluate, "FLOORS", str(file))
    return file


def test_only_a_figure_below_its_floor_is_told(floors: Path) -> None:
    floors.write_text("# name, tab, floor\n\nhigh\t90\nedge\t90  # why\nlow\t90\nunmeasured\t90\n", encoding="utf-8")
    figures = [Figure("high", 99.0, 1), Figure("edge", 90.0, 1), Figure("low", 89.9, 1), Figure("free", 0.0, 1)]
    (line,) = below_floors(figures)
    assert line.startswith("low is 89.9, its floor is 90.0")


@pytest.mark.parametrize("line", ["dates", "dates\tmany", "dates 90"])
def test_a_wrong_floor_names_its_line(floors: Path, line: str) -> None:
    floors.write_text(f"# floors\n{line}\n", encoding="utf-8")
    with pytest.raises(AuthorityError, match=r"line 2: .* write name, tab, floor"):
        below_floors([])


def test_the_floors_of_the_project_can_be_read() -> None:
    assert below_floors([]) == []


def test_reference_data_is_where_the_setting_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINBER_SHARED", str(tmp_path))
    assert shared_folder() is None
    (tmp_path / "data").mkdir()
    assert shared_folder() == tmp_path


def test_without_reference_data_the_own_gold_is_measured(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINBER_SHARED", "nowhere")
    outcome = run("evaluate", "--floors")
    rows = [line.split("\t") for line in outcome.out.splitlines()]
    assert (outcome.status, outcome.err) == (0, "")
    assert rows
    assert all(len(row) == 3 and 0 <= float(row[1]) <= 100 and int(row[2]) > 0 for row in rows)
    names = {row[0] for row in rows}
    assert len(names) == len(rows)
    assert {"regions about, sample test: recall", "sample test kk speakers precision"} <= names
    assert not any("seeds" in name or "UD" in name for name in names)
