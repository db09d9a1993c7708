"""Processes that work beside this one: order, few items, ends; and Ctrl+C held back."""

from __future__ import annotations

import os
import signal
import sqlite3
import threading
import time
from contextlib import closing
from datetime import UTC, datetime
from multiprocessing import resource_tracker
from pathlib import Path

import pytest

from corpus.errors import MinberError
from corpus.records import Page
from indexer import interrupts
from indexer.counts import Counts
from indexer.intake import Intake
from indexer.library import Library
from indexer.settings import Settings
from indexer.workers import ALONE, LARGE, LIGHT, Workers, many, started_early

READ = ("indexer.intake", "indexer.library")  # by the server of processes


def whose(item: int) -> tuple[int, int]:
    return item, os.getpid()


def dying(item: int) -> int:
    if item == ALONE + 40:
        os._exit(3)
    return item


def test_few_items_are_worked_on_here() -> None:
    with Workers(2) as workers:
        assert list(workers.each(whose, range(ALONE))) == [(item, os.getpid()) for item in range(ALONE)]
    with Workers(1) as workers:
        assert {process for _, process in workers.each(whose, range(500))} == {os.getpid()}


def test_many_are_worked_on_elsewhere_and_come_in_order() -> None:
    with Workers(2, READ) as workers:
        done = list(workers.each(whose, range(500)))
        again = list(workers.each(whose, range(3)))  # the processes are there: even so few go to them
    assert [item for item, _ in done] == list(range(500))
    assert os.getpid() not in {process for _, process in (*done, *again)}


def touched(file: Path) -> int:
    file.touch()
    return os.getpid()


def test_processes_begin_before_the_first_result_is_asked_for(tmp_path: Path) -> None:
    files = [tmp_path / str(number) for number in range(100)]
    with Workers(2, READ) as workers:
        made = workers.each(touched, files)
        while not files[0].exists():
            time.sleep(0.01)
        assert len(list(made)) == 100
        assert all(file.exists() for file in files)


def test_an_item_is_worked_on_beside_others(tmp_path: Path) -> None:
    with Workers(2, READ) as workers:
        here = workers.beside(touched, tmp_path / "here")
        assert not (tmp_path / "here").exists()
        assert here() == os.getpid()
        list(workers.each(whose, range(100)))
        assert workers.beside(touched, tmp_path / "there")() != os.getpid()


def test_light_items_are_worked_on_here_unless_they_are_many_or_processes_are_there() -> None:
    with Workers(2, READ) as workers:
        assert workers.worth(LIGHT) is workers
        assert {process for _, process in workers.worth(LIGHT - 1).each(whose, range(100))} == {os.getpid()}
        list(workers.each(whose, range(100)))
        assert workers.worth(1) is workers


def below() -> set[str]:
    """The processes that this one has started."""
    return {pid for thread in Path("/proc/self/task").iterdir() for pid in (thread / "children").read_text().split()}


def test_no_process_but_the_one_that_tracks_resources_is_left_behind() -> None:
    resource_tracker.ensure_running()
    before = below()
    with Workers(2, READ) as workers:
        list(workers.each(whose, range(100)))
        assert below() > before
    assert below() == before


def test_a_server_started_early_reads_at_once_and_is_the_one_that_serves() -> None:
    resource_tracker.ensure_running()
    before = below()
    with started_early(2, READ):
        (server,) = below() - before
        os.kill(int(server), signal.SIGINT)  # as Ctrl+C would: it goes on reading
        with Workers(2, READ) as workers:
            assert len(list(workers.each(whose, range(100)))) == 100
            assert server in below()
    assert below() == before


def test_a_server_that_still_reads_ends_with_the_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "read_for_long.py").write_text("import time\ntime.sleep(60)\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}")
    resource_tracker.ensure_running()
    before = below()
    started = time.monotonic()
    with started_early(2, ("read_for_long",)):
        assert below() > before
    assert below() == before
    assert time.monotonic() - started < 30


def test_one_process_needs_no_server() -> None:
    before = below()
    with started_early(1, READ):
        assert below() == before


def test_large_files_hold_many(tmp_path: Path) -> None:
    small, large = tmp_path / "small.txt", tmp_path / "below" / "large.jsonl"
    large.parent.mkdir()
    small.write_bytes(b"x" * LARGE)
    large.write_bytes(b"x" * (LARGE + 1))
    assert many([small, large])
    assert many([tmp_path])
    assert not many([small, small])
    assert not many([tmp_path], leave_out=large.parent)
    assert not many([tmp_path / "nowhere.txt"])


def test_a_folder_is_many_if_its_files_are(tmp_path: Path) -> None:
    for number in range(ALONE):
        (tmp_path / f"{number}.txt").write_text("x")
    (tmp_path / ".hidden").write_text("x")
    assert not many([tmp_path])
    assert many([tmp_path, tmp_path / "0.txt"])
    (tmp_path / "one more.txt").write_text("x")
    assert many([tmp_path])


def write_interrupted(done: list[str]) -> None:
    with interrupts.after():
        signal.raise_signal(signal.SIGINT)
        done.append("written")
    done.append("went on")


def test_what_must_be_whole_is_done_before_an_interrupt() -> None:
    done: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        write_interrupted(done)
    assert done == ["written"]


def test_items_are_asked_for_as_they_are_needed() -> None:
    items = iter(range(500))
    with Workers(1) as workers:
        made = workers.each(whose, items)
        assert next(made)[0] == 0
        assert next(items) == ALONE + 1


def test_a_process_that_dies_is_told_in_a_sentence() -> None:
    with Workers(2, READ) as workers:
        with pytest.raises(MinberError, match="was ended from outside"):
            list(workers.each(dying, range(200)))
        for begin in (lambda: workers.each(whose, [1]), lambda: workers.beside(whose, 1)):
            with pytest.raises(MinberError, match="was ended from outside"):
                begin()


def interrupted_twice(called: list[str]) -> None:
    with interrupts.held(lambda: called.append("at once")) as interrupted:
        signal.raise_signal(signal.SIGINT)
        assert interrupted.is_set()
        signal.raise_signal(signal.SIGINT)


def test_the_first_interrupt_is_held_and_the_second_is_not() -> None:
    called: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        interrupted_twice(called)
    assert called == ["at once"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def interrupted_at(last: int, seen: list[int]) -> None:
    with Workers(2, READ) as workers:
        for item, _ in workers.each(whose, range(500)):
            seen.append(item)
            if item == last:
                signal.raise_signal(signal.SIGINT)


def test_work_ends_at_an_interrupt() -> None:
    seen: list[int] = []
    with pytest.raises(KeyboardInterrupt):
        interrupted_at(10, seen)
    assert seen == list(range(11))


def test_elsewhere_than_in_the_main_thread_nothing_is_held() -> None:
    before = signal.getsignal(signal.SIGINT)
    found: list[object] = []

    def look() -> None:
        with interrupts.held():
            found.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert found == [before]


def page(number: int, text: str = "В районе открыли новую школу.") -> Page:
    body = f"Встреча {number}\n{text} Номер {number}.".encode()
    now = datetime(2022, 3, 4, tzinfo=UTC)
    return Page.of(f"file:{number}", "files", body, fetched=now, content_type="text/plain")


REFUSING = """
CREATE TRIGGER refuse BEFORE INSERT ON renditions WHEN NEW.url = 'file:1'
BEGIN SELECT RAISE(ABORT, 'no room for this one'); END
"""


def test_a_page_that_cannot_be_stored_leaves_the_others(tmp_path: Path) -> None:
    counts = Counts()
    with Library.open(Settings(home=tmp_path / "home", processes=1)) as library, Workers(1) as workers:
        with closing(sqlite3.connect(tmp_path / "home" / "store.sqlite")) as connection:
            connection.execute(REFUSING)
        intake = Intake(library, counts, workers)
        intake.add(page(number) for number in range(3))
        intake.finish()
        (failure,) = library.store.failures()
        assert (failure.url, failure.stage) == ("file:1", "store")
        assert "no room for this one" in failure.error
        assert [kept.url for kept in library.store.pages(outdated=intake.fingerprint)] == ["file:1"]
        assert library.status().renditions == 2
    assert counts.done["documents"] == 2
    assert counts.failures == [failure.error]
