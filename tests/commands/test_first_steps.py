"""What a newcomer does wrong first: every command says in one line what is missing, and leaves nothing behind."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from commanding import Run

NOTHING_YET = "there is none yet; run minber crawl or minber add first"
NO_INDEX = "there is no index here; run `minber index`"
SETTINGS = {
    "unknown": ("prot = 8000", "minber.toml: unknown setting 'prot'; did you mean 'port'?"),
    "like nothing": ("x = 1", "minber.toml: unknown setting 'x'; known are home, store,"),
    "no TOML": ("port = ", "minber.toml: cannot be read as TOML (Invalid value"),
    "no number": ("port = 'eighty'", "setting port: 'eighty' is not a whole number from 0 to 65535; correct it"),
    "too high": ("rate = 1000001", "setting rate: 1000001 is not a whole number from 0 to 1000000; correct it"),
    "no text": ("home = 5", "setting home: 5 is not a text; write it in quotation marks"),
    "no list": ("host = ['a']", "setting host: ['a'] is not a text; write it in quotation marks"),
    "no database": (
        "store = 'here'",
        "store 'here': Could not parse SQLAlchemy URL from given URL string; write sqlite",
    ),
}


def failed(run: Run, *arguments: str | Path) -> str:
    """The one line that a command that fails prints."""
    outcome = run(*arguments)
    assert (outcome.status, outcome.out) == (1, "")
    assert outcome.err.startswith("minber: ")
    assert outcome.err.count("\n") == 1
    return outcome.err


@pytest.mark.parametrize("command", ["search", "statements", "status", "check", "index", "persons", "serve"])
def test_without_a_store_each_command_says_what_to_do_first(run: Run, home: Path, command: str) -> None:
    assert NOTHING_YET in failed(run, command)
    assert not (home / "home").exists()


@pytest.mark.parametrize("command", ["search", "statements", "check"])
def test_without_an_index_each_command_says_what_to_do_first(run: Run, release: Path, command: str) -> None:
    run("add", release)
    assert NO_INDEX in failed(run, command)


@pytest.mark.parametrize("command", ["search", "status", "check", "index", "persons", "serve"])
def test_a_file_that_is_no_store_is_told(run: Run, home: Path, command: str) -> None:
    (home / "home").mkdir()
    (home / "home" / "store.sqlite").write_text("this is no database, although it lies where one should")
    assert "store.sqlite: file is not a database; check the file" in failed(run, command)


def test_a_home_that_cannot_be_made_is_told(run: Run, home: Path, release: Path) -> None:
    (home / "home").write_text("a file")
    assert "home: cannot be made (File exists); choose another with MINBER_HOME" in failed(run, "add", release)


@pytest.mark.parametrize(("line", "told"), SETTINGS.values(), ids=SETTINGS.keys())
def test_a_wrong_setting_is_told(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch, line: str, told: str) -> None:
    monkeypatch.delenv("MINBER_HOME")
    (home / "minber.toml").write_text(line, encoding="utf-8")
    assert told in failed(run, "status")


def test_settings_of_the_environment_stand_over_the_file(run: Run, home: Path, release: Path) -> None:
    (home / "minber.toml").write_text("home = 'elsewhere'", encoding="utf-8")
    assert run("add", release).status == 0
    assert [entry.name for entry in home.iterdir() if entry.is_dir()] == ["home"]


@pytest.mark.parametrize(
    ("variable", "told"),
    [
        ("MINBER_HOMES", "minber: variable MINBER_HOMES: is no setting and not heeded; did you mean MINBER_HOME?\n"),
        ("MINBER_QUERYLOG", "did you mean MINBER_QUERY_LOG?\n"),
        ("MINBER_NOTES", ""),
    ],
)
def test_a_misspelt_variable_is_told_and_the_command_done(
    run: Run, release: Path, monkeypatch: pytest.MonkeyPatch, variable: str, told: str
) -> None:
    run("add", release)
    quiet = run("status")
    monkeypatch.setenv(variable, "5")
    outcome = run("status")
    assert (outcome.status, outcome.out) == (0, quiet.out)
    assert outcome.err.endswith(told)
    assert bool(outcome.err) == bool(told)


def test_a_port_that_is_taken_is_told_before_the_demo_crawls(run: Run, home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        told = failed(run, "demo", "--port", port)
    assert told == f"minber: port {port} on 127.0.0.1: another program listens there; choose another with --port\n"
    assert not (home / "home").exists()


def test_an_empty_store_has_figures_all_the_same(run: Run, home: Path) -> None:
    (home / "empty").mkdir()
    run("add", home / "empty")
    assert run("status").out == "0 pages, 0 releases, 0 renditions, 0 statements, 0 failures\n"
