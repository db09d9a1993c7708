"""What is wrong, doubled, damaged or cut off in the middle: told in one line, nothing lost, and the batch goes on."""

from __future__ import annotations

import json
import sqlite3
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from commanding import Run

from corpus.archive import Archive
from corpus.records import Page

PROGRAM = (sys.executable, "-c", "from search_app.cli import main; main()")
MANY = 40  # more pages than are understood without other processes


def lines(count: int) -> str:
    """Releases as lines of JSON, each at an address of its own."""
    texts = (
        {
            "url": f"https://example.org/{n}",
            "title": f"Встреча {n}",
            "text": f"В районе номер {n} открыли новую школу.",
        }
        for n in range(count)
    )
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in texts)


def test_a_page_twice_in_one_batch_is_understood_once(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINBER_PROCESSES", "2")
    once = lines(MANY).splitlines(keepends=True)
    (home / "twice.jsonl").write_text("".join(line + line for line in once), encoding="utf-8")
    done = json.loads(run("add", home / "twice.jsonl").out)
    assert (done["pages"], done["renditions"], done["known"]) == (2 * MANY, MANY, MANY)


def test_a_page_that_goes_back_in_one_batch_ends_as_it_came_last(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINBER_PROCESSES", "2")
    with Archive(home / "captures") as captures:
        for number in range(MANY):
            for hour, opened in enumerate(("школу", "дорогу", "школу")):
                body = f"<h1>Встреча {number}</h1><p>В районе номер {number} открыли новую {opened}.</p>".encode()
                when = datetime(2022, 3, 4, hour, tzinfo=UTC)
                url = f"https://example.org/{number}"
                captures.append(Page.of(url, "files", body, fetched=when, content_type="text/html"))
    run("add", home / "captures")
    run("index")
    assert json.loads(run("search", "школу", "--exact", "--json").out)["total"] == MANY
    assert json.loads(run("search", "дорогу", "--exact", "--json").out)["total"] == 0


def test_lines_of_failure_are_lines(run: Run, home: Path) -> None:
    (home / "two\nlines.txt").write_bytes(b"")
    (home / "noise.warc.gz").write_bytes(bytes(range(256)) * 9)
    outcome = run("add", home)
    assert outcome.status == 1
    assert len(outcome.err.splitlines()) == 2
    assert all(line.startswith("minber: ") for line in outcome.err.splitlines())
    assert outcome.err.isprintable() or outcome.err.replace("\n", "").isprintable()


def test_a_page_without_text_is_told_once_and_then_counted(run: Run, home: Path, release: Path) -> None:
    empty = home / "empty.html"
    empty.write_text("<html><body></body></html>", encoding="utf-8")
    assert run("add", release, empty).status == 1
    for rebuild in ((), ("--rebuild",)):
        outcome = run("index", *rebuild)
        assert (outcome.status, outcome.err) == (0, "")
        assert json.loads(outcome.out) | {"unreadable": 1, "failed": 0} == json.loads(outcome.out)
    again = run("add", empty)
    assert (again.status, again.err.count("\n")) == (1, 1)


def test_reading_by_the_rules_of_no_source_is_told(run: Run, release: Path) -> None:
    outcome = run("read", "--source", "fils", release)
    assert (outcome.status, outcome.out, outcome.err.count("\n")) == (1, "", 1)
    assert "files" in outcome.err


@pytest.fixture
def indexed(run: Run, release: Path) -> None:
    """A home with one release."""
    run("add", release)
    run("index")


@pytest.mark.usefixtures("indexed")
def test_a_damaged_record_is_told_and_computed_again(run: Run, home: Path) -> None:
    with sqlite3.connect(home / "home" / "store.sqlite") as connection:
        connection.execute("UPDATE revisions SET record = '{'")
    connection.close()
    outcome = run("search", "совет")
    assert (outcome.status, outcome.err.count("\n")) == (1, 1)
    assert "record is damaged" in outcome.err
    assert run("index", "--rebuild").status == 0
    assert run("search", "совет").status == 0


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Whoosh leaves files open
@pytest.mark.usefixtures("indexed")
def test_every_damaged_file_of_the_index_is_told_and_rebuilt(run: Run, home: Path) -> None:
    (generation,) = (home / "home" / "index" / "renditions").glob("g*")
    for file in sorted(generation.iterdir()):
        whole = file.read_bytes()
        file.write_bytes(b"")
        outcome = run("search", "голосование")
        assert outcome.status == 0 or (outcome.err.count("\n") == 1 and "index --rebuild" in outcome.err)
        file.write_bytes(whole)
    (generation / "manifest.json").write_bytes(b"")
    assert run("search", "голосование").status == 1
    assert run("index", "--rebuild").status == 0
    assert run("search", "голосование").status == 0


@pytest.mark.usefixtures("indexed")
def test_an_index_ahead_of_its_store_is_built_anew(run: Run, home: Path) -> None:
    (home / "more.jsonl").write_text(lines(3), encoding="utf-8")
    run("add", home / "more.jsonl")
    run("index")
    for file in (home / "home").glob("store.sqlite*"):
        file.unlink()
    (home / "other.txt").write_text("05.03.2022\nЖиын\n\nАуданда жаңа мектеп ашылды.", encoding="utf-8")
    run("add", home / "other.txt")
    assert json.loads(run("index").out)["indexed"] == 1
    assert json.loads(run("search", "", "--json").out)["total"] == 1
