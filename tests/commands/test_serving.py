"""The web app as a process: it starts, answers over HTTP, and ends cleanly on Ctrl+C."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from commanding import Run

PROGRAM = [str(Path(sys.executable).parent / "minber")]


@contextmanager
def serving(home: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Runs a command that serves, and gives the process and its address."""
    environment = os.environ | {"MINBER_HOME": str(home)}
    process = subprocess.Popen([*PROGRAM, *arguments], env=environment, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr
        for line in process.stderr:
            if found := re.search(r"http://[\d.:]+", line):
                yield process, found.group()
                break
        else:
            pytest.fail("the program ended before it served")
    finally:
        process.kill()
        process.communicate()


def get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=60) as answer:
        return str(answer.read().decode())


def stopped(process: subprocess.Popen[str]) -> str:
    """What the program still says when it is interrupted."""
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    return said


def test_demo_crawls_indexes_and_serves_the_sample(tmp_path: Path) -> None:
    with serving(tmp_path / "home", "demo", "--port", "0", "--sample-port", "0") as (process, address):
        assert '"total": 48' in get(f"{address}/search.json?q=").replace('"total":48', '"total": 48')
        assert "<html" in get(f"{address}/kk/")
        assert "Traceback" not in stopped(process)


def test_a_port_in_use_is_told_in_one_line(run: Run, release: Path, home: Path) -> None:
    run("add", release)
    run("index")
    with serving(home / "home", "serve", "--port", "0") as (process, address):
        port = address.rpartition(":")[2]
        second = subprocess.run([*PROGRAM, "serve", "--port", port], capture_output=True, text=True, timeout=60)
        assert (second.returncode, second.stderr.count("\n")) == (1, 1)
        assert port in second.stderr
        assert "Traceback" not in stopped(process)
