"""`minber queries`: what was asked most, and what in vain, from the log of questions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commanding import Run

LINES = (
    {"at": "2022-03-01T10:00Z", "q": "сайлау", "total": 12},
    {"at": "2022-03-01T11:00Z", "q": "Сайлау", "total": 12},
    {"at": "2022-03-02T11:00Z", "q": "түйе", "total": 0},
)


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A log of three questions, named in the settings."""
    path = tmp_path / "questions.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in LINES), "utf-8")
    monkeypatch.setenv("MINBER_QUERY_LOG", str(path))
    return path


@pytest.mark.usefixtures("log")
def test_questions_by_how_often(run: Run) -> None:
    assert run("queries").out.splitlines() == ["2\t12\tсайлау", "1\t0\tтүйе"]
    assert run("queries", "--number", "1").out.splitlines() == ["2\t12\tсайлау"]
    assert json.loads(run("queries", "--failed", "--json").out) == {"text": "түйе", "times": 1, "total": 0}
    assert run("queries", "--days", "1").out == ""


def test_without_a_log_the_remedy_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MINBER_QUERY_LOG", raising=False)
    told = run("queries")
    assert (told.status, "MINBER_QUERY_LOG" in told.err) == (1, True)


def test_a_log_that_is_gone_is_one_line(run: Run, log: Path) -> None:
    log.unlink()
    told = run("queries")
    assert (told.status, told.err.count("\n"), "cannot be read" in told.err) == (1, 1, True)
