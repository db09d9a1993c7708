"""`minber serve` and `minber demo` as processes: they answer over HTTP, and Ctrl+C ends them cleanly."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

import pytest
from commanding import Run

SECONDS = 120  # on a busy machine
PROGRAM = (sys.executable, "-c", "from search_app.cli import main; main()")


class Serving(NamedTuple):
    """A server in a process of its own, at an address."""

    process: subprocess.Popen[str]
    address: str

    def get(self, path: str) -> str:
        """What it answers."""
        with urllib.request.urlopen(f"{self.address}{path}", timeout=SECONDS) as answer:
            return str(answer.read().decode("utf-8"))

    def interrupted(self) -> tuple[int, str]:
        """Status and stderr after Ctrl+C."""
        self.process.send_signal(signal.SIGINT)
        _, err = self.process.communicate(timeout=SECONDS)
        return self.process.returncode, err


@contextmanager
def serving(*arguments: str) -> Iterator[Serving]:
    """A command that serves on a free port."""
    with subprocess.Popen([*PROGRAM, *arguments, "--port", "0"], stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            said: list[str] = []
            for line in iter(process.stderr.readline, ""):
                said.append(line)
                if found := re.search(r"http://[\d.]+:\d+", line):
                    yield Serving(process, found.group())
                    return
            pytest.fail(f"{arguments[0]} ended without serving: {''.join(said)}")
        finally:
            process.kill()


@pytest.fixture
def indexed(run: Run, release: Path) -> None:
    """A home with one release."""
    run("add", release)
    run("index")


@pytest.mark.usefixtures("indexed")
def test_serve_answers_until_interrupted() -> None:
    with serving("serve") as server:
        assert "Совет встретился" in server.get("/ru/")
        assert json.loads(server.get("/search.json"))["total"] == 1
        status, err = server.interrupted()
    assert (status, "Traceback" in err) == (0, False)


@pytest.mark.usefixtures("indexed")
def test_serve_shows_what_another_process_indexes(run: Run, home: Path) -> None:
    with serving("serve") as server:
        (home / "second.txt").write_text("05.03.2022\nЖиын\n\nАуданда жаңа мектеп ашылды.", encoding="utf-8")
        run("add", home / "second.txt")
        run("index")
        assert json.loads(server.get("/search.json"))["total"] == 2
        run("index", "--rebuild")
        assert json.loads(server.get("/search.json"))["total"] == 2


def test_demo_goes_from_addresses_to_a_page(home: Path) -> None:
    with serving("demo", "--sample-port", "0") as server:
        assert json.loads(server.get("/search.json"))["total"] == 48
        assert "<title>" in server.get("/kk/")
        status, err = server.interrupted()
    assert (status, "Traceback" in err) == (0, False)
    assert (home / "home" / "store.sqlite").is_file()


def ended(*arguments: str, stdout: IO[str] | None = None) -> tuple[int, str]:
    """Status and stderr of a command that ends by itself."""
    command = [*PROGRAM, *arguments]
    done = subprocess.run(command, input="x\n", stdout=stdout, stderr=subprocess.PIPE, text=True, check=False)
    return done.returncode, done.stderr


@pytest.mark.usefixtures("indexed")
def test_a_port_in_use_is_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        status, err = ended("serve", "--port", port)
    assert (status, err.count("\n")) == (1, 1)
    assert err.startswith(f"minber: port {port} on 127.0.0.1: another program listens there")


@pytest.mark.usefixtures("indexed")
def test_a_host_that_is_none_is_one_line() -> None:
    status, err = ended("serve", "--host", "300.1.1.1", "--port", "0")
    assert (status, err.count("\n")) == (1, 1)
    assert err.startswith("minber: host '300.1.1.1'")


@pytest.mark.usefixtures("home")
def test_nothing_to_serve_is_one_line() -> None:
    status, err = ended("serve", "--port", "0")
    assert (status, err.count("\n")) == (1, 1)
    assert "minber add" in err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full to write to")
def test_output_that_cannot_be_written_is_one_line() -> None:
    with Path("/dev/full").open("w") as full:
        status, err = ended("identify", stdout=full)
    assert (status, err.count("\n")) == (1, 1)
    assert err.startswith("minber: output: cannot be")
