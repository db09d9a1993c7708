"""Runs `minber` in this process: arguments in; status, stdout and stderr out."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from commanding import Outcome, Run

from search_app.cli import main

RELEASE = """04.03.2022 |
![]() |
Совет встретился с жителями Актюбинской области

4 марта 2022 года обсудили электронное голосование. Связь есть не везде, отметил секретарь совета Ерлан Сапаров.

«Мы проведём открытые испытания», – сказал Ерлан Сапаров журналистам в Актобе.

Пресс-служба совета
тел. 00-00-00
press@example.org
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder with a home of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MINBER_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("MINBER_PROCESSES", "1")
    return tmp_path


@pytest.fixture
def run(home: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:  # noqa: ARG001
    """Runs a command to its end."""

    def run(*arguments: str | Path, stdin: str = "") -> Outcome:
        monkeypatch.setattr(sys, "argv", ["minber", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode("utf-8", "surrogateescape"))))
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        streams = capfd.readouterr()
        return Outcome(int(ended.value.code or 0), streams.out, streams.err)

    return run


@pytest.fixture
def release(home: Path) -> Path:
    """A release in a file."""
    file = home / "release.txt"
    file.write_text(RELEASE, encoding="utf-8")
    return file
