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

from search_app.serving import LONGEST_HEAD

SECONDS = 120  # on a busy machine
PROGRAM = (sys.executable, "-c", "from search_app.cli import main; main()")
REST = b"\r\nHost: localhost\r\nConnection: close\r\n\r\n"


class Serving(NamedTuple):
    """A server in a process of its own, at an address."""

    process: subprocess.Popen[str]
    address: str

    def get(self, path: str) -> str:
        """What it answers."""
        with urllib.request.urlopen(f"{self.address}{path}", timeout=SECONDS) as answer:
            return str(answer.read().decode("utf-8"))

    def answers(self, line: bytes) -> bytes:
        """What it answers to a request of one line, as sent by hand."""
        host, _, port = self.address.removeprefix("http://").partition(":")
        with socket.create_connection((host, int(port)), timeout=SECONDS) as connection:
            connection.sendall(line + REST)
            return b"".join(iter(lambda: connection.recv(65536), b""))

    def interrupted(self, by: signal.Signals = signal.SIGINT) -> tuple[int, str]:
        """Status and stderr after Ctrl+C, or another signal."""
        self.process.send_signal(by)
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
def test_serve_ends_in_order_when_told_to(home: Path) -> None:
    with serving("serve") as server:
        assert server.get("/health")
        assert server.interrupted(signal.SIGTERM) == (0, "")
    assert not (home / "home" / "store.sqlite-wal").exists(), "the store was closed"


@pytest.mark.usefixtures("indexed")
def test_letters_in_addresses_may_stand_as_they_are() -> None:
    with serving("serve") as server:
        for path in ("/ru/search.json?q=голосование", "/ru/search.json?q=%D0%B3%D0%BEлосование"):
            assert b'"total":1,' in server.answers(f"GET {path} HTTP/1.1".encode()), path
        assert b'lang="kk"' in server.answers("GET /kk/әлдене HTTP/1.1".encode())
        odd = server.answers(b"GET /ru/search?q=" + "школа".encode("cp1251") + b" HTTP/1.1")
        assert odd.startswith(b"HTTP/1.1 200 ")
        assert server.answers("ГЕТ / HTTP/1.1".encode()).partition(b"\r\n")[0].split()[1] in (b"400", b"405")


@pytest.mark.usefixtures("indexed")
def test_an_endless_head_is_refused() -> None:
    with serving("serve") as server:
        for room, status in ((-1, b"302"), (0, b"431")):
            line = b"GET /?q=%s HTTP/1.1"
            letters = LONGEST_HEAD + room - len(line % b"") - len(REST)
            assert server.answers(line % (b"a" * letters)).split()[1] == status


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
        assert json.loads(server.get("/search.json?-edit=unstated&sort=changed"))["total"] == 1
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
