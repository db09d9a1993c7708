"""Commands that are interrupted or killed while they work: no process stays behind, nothing is lost, and the next
command brings what is held to where it would have been.
"""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import pytest
from commanding import Run

from corpus.sample_site.releases import releases
from corpus.store import Store

PROGRAM = (sys.executable, "-c", "from search_app.cli import main; main()")
MANY = 40  # pages; more than are understood without other processes, fewer than are written together
RELEASES = 18  # each in three languages: more pages than are written together
HOWS = pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL], ids=["interrupted", "killed"])
MOTTO = "Совет является консультативным органом; заседания открыты."

Seen = dict[str, tuple[str, str | None]]


def written(home: Path, count: int) -> Path:
    """Releases in their languages, some with a line below that recurs; those named by a pair are one release."""
    file = home / "batch.jsonl"
    with file.open("w", encoding="utf-8") as lines:
        for number, release in enumerate(releases()[:count]):
            for tag, text in release.texts.items():
                below = (MOTTO,) if tag == "ru" and number % 3 == 0 else ()
                told = "\n".join((*text.paragraphs, *below))
                named = {"id": f"{release.id}-{tag}", "lang": tag} | ({"pair": release.id} if number % 2 else {})
                line = {**named, "title": text.title, "text": told, "date": f"{release.published}"}
                print(json.dumps(line, ensure_ascii=False), file=lines)
    return file


@pytest.fixture
def batch(home: Path) -> Path:
    return written(home, RELEASES)


def standing(home: Path) -> Seen:
    """Where each rendition stands and why, by its address and language."""
    with Store(f"sqlite:///{home / 'home' / 'store.sqlite'}", create=False) as store:
        found = [rendition for _, rendition in store.iterate()]
        place = {one.id: f"{one.url} {one.language}" for one in found}
        return {place[one.id]: (place[one.release], one.kinship.rule if one.kinship else None) for one in found} | {
            "left out": (str(sorted(store.kin.boilerplate("files"))), None)
        }


def counted(home: Path, question: str) -> int:
    """What a question to the store gives."""
    with closing(sqlite3.connect(home / "home" / "store.sqlite", timeout=60)) as connection:
        return int(connection.execute(question).fetchone()[0])


@contextmanager
def held_up(home: Path) -> Iterator[bool]:
    """Whether some pages are understood, and not all. Nobody else can write meanwhile: so it stays."""
    store = home / "home" / "store.sqlite"
    if not store.exists():
        yield False
        return
    with closing(sqlite3.connect(store, timeout=60, isolation_level=None)) as connection:
        if "renditions" not in {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}:
            yield False
            return
        connection.execute("BEGIN IMMEDIATE")
        unfinished = "SELECT count(*) FROM pages WHERE understood LIKE 'unfinished%'"
        yield int(connection.execute(unfinished).fetchone()[0]) >= MANY
        connection.execute("ROLLBACK")


@contextmanager
def building(home: Path) -> Iterator[bool]:
    """Whether a generation is being built: there is one that does not describe itself yet."""
    generations = (home / "home" / "index" / "renditions").glob("*/")
    yield any(not list(one.glob("manifest*")) for one in generations)


Moment = Callable[[Path], AbstractContextManager[bool]]


def cut_off(home: Path, *arguments: str | Path, at: Moment, how: signal.Signals) -> None:
    """Runs a command until something is so, and ends it."""
    command = [*PROGRAM, *map(str, arguments)]
    with subprocess.Popen(command, cwd=home, stderr=subprocess.PIPE, start_new_session=True) as process:
        try:
            while not signalled(process, at(home), how):
                assert process.poll() is None, process.communicate()[1].decode()
                time.sleep(0.005)
            _, err = process.communicate(timeout=300)  # ends when the last process lets go of stderr
        finally:
            process.kill()
    ended = 130 if how == signal.SIGINT else -signal.SIGKILL
    assert (process.returncode, b"Traceback" in err) == (ended, False), err.decode()


def signalled(process: subprocess.Popen[bytes], moment: AbstractContextManager[bool], how: signal.Signals) -> bool:
    """Whether it was the moment to signal a process."""
    with moment as now:
        if now:
            process.send_signal(how)
    return now


@pytest.fixture
def whole(run: Run, home: Path, batch: Path) -> Seen:
    """A library with the batch, computed again and indexed; how it stands."""
    run("add", batch)
    run("index", "--rebuild")
    return standing(home)


@HOWS
def test_a_batch_cut_off_goes_on_and_ends_as_it_would_have(
    run: Run, home: Path, batch: Path, monkeypatch: pytest.MonkeyPatch, how: signal.Signals
) -> None:
    monkeypatch.setenv("MINBER_PROCESSES", "2")
    cut_off(home, "add", batch, at=held_up, how=how)
    monkeypatch.setenv("MINBER_PROCESSES", "1")
    again = json.loads(run("add", batch).out)
    assert again["known"] >= MANY
    run("index")
    assert run("check").status == 0
    ended = standing(home)
    monkeypatch.setenv("MINBER_HOME", str(home / "other" / "home"))
    run("add", batch)
    run("index")
    assert ended == standing(home / "other")


@pytest.mark.parametrize(
    ("at", "how"),
    [(held_up, signal.SIGINT), (held_up, signal.SIGKILL), (building, signal.SIGKILL)],
    ids=["understanding-interrupted", "understanding-killed", "building-killed"],
)
def test_a_rebuild_cut_off_starts_over(run: Run, home: Path, whole: Seen, at: Moment, how: signal.Signals) -> None:
    cut_off(home, "index", "--rebuild", at=at, how=how)
    found = run("search", "", "--json")
    assert (found.status, json.loads(found.out)["total"] > 0) == (0, True)  # the index of before answers
    done = json.loads(run("index").out)
    assert at is building or "documents" in done
    assert standing(home) == whole
    assert run("check").status == 0
    assert json.loads(run("index").out)["indexed"] == 0


def test_processes_end_with_the_one_that_started_them(home: Path, batch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINBER_PROCESSES", "2")
    monkeypatch.setenv("MINBER_MARK", str(home))
    cut_off(home, "add", batch, at=held_up, how=signal.SIGKILL)
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            its = (entry / "environ").read_bytes()
        except OSError:
            continue
        assert int(entry.name) == os.getpid() or f"MINBER_MARK={home}".encode() not in its


def test_how_far_a_rebuild_is_is_shown_on_a_terminal(run: Run, home: Path, batch: Path) -> None:
    run("add", batch)
    reading, terminal = os.openpty()
    termios.tcsetwinsize(terminal, (40, 100))
    command = [*PROGRAM, "index", "--rebuild"]
    with subprocess.Popen(command, cwd=home, stdout=subprocess.DEVNULL, stderr=terminal) as process:
        os.close(terminal)
        shown = b"".join(iter(lambda: some(reading), b"")).decode()
    os.close(reading)
    assert process.returncode == 0
    pages, held = counted(home, "SELECT count(*) FROM pages"), counted(home, "SELECT count(*) FROM renditions")
    for total in (pages, held):
        assert re.search(rf" [1-9]\d*/{total} \[\d\d:\d\d<\d\d:\d\d, +[\d.]+ ", shown), shown  # done, left, rate


def some(reading: int) -> bytes:
    """What a terminal shows next; nothing at its end."""
    try:
        return os.read(reading, 1000)
    except OSError:
        return b""
