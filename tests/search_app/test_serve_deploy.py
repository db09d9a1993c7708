"""The files of deploy/: what they name exists, and what they promise holds."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from indexer.settings import read_settings
from search_app.cli import cli

UNITS = ("minber.service", "minber-update.service", "minber-update.timer")


def unit(root: Path, name: str) -> configparser.RawConfigParser:
    read = configparser.RawConfigParser(strict=False, delimiters=("=",))
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read(root / "deploy" / name)
    return read


@pytest.mark.parametrize("name", [name for name in UNITS if name.endswith(".service")])
def test_services_run_commands_that_exist_with_few_rights(root: Path, name: str) -> None:
    text = (root / "deploy" / name).read_text("utf-8")
    commands = re.findall(r"^ExecStart=\S+/minber (\w+)$", text, re.M)
    assert commands
    assert set(commands) <= set(cli.commands)
    service = unit(root, name)["Service"]
    assert service["User"] == "minber"
    for right in ("NoNewPrivileges", "ProtectHome", "PrivateTmp", "RestrictNamespaces"):
        assert service[right] == "yes"
    assert service["ProtectSystem"] == "strict"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed")
def test_systemd_understands_the_units(root: Path, tmp_path: Path) -> None:
    for name in UNITS:
        text = (root / "deploy" / name).read_text("utf-8")
        (tmp_path / name).write_text(text.replace("/opt/minber/bin/minber", "/bin/true"), "utf-8")
    command = ["systemd-analyze", "verify", *(str(tmp_path / name) for name in UNITS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", [name for name in UNITS if name.endswith(".service")])
def test_a_refused_call_does_not_end_a_service(root: Path, name: str) -> None:
    assert unit(root, name)["Service"]["SystemCallErrorNumber"] == "EPERM"


def test_the_timer_starts_the_update(root: Path) -> None:
    assert unit(root, "minber-update.timer")["Timer"]["OnCalendar"]
    assert (root / "deploy" / "minber-update.service").is_file()


def test_a_page_that_fails_does_not_keep_the_others_from_the_index(root: Path) -> None:
    text = (root / "deploy" / "minber-update.service").read_text("utf-8")
    assert re.search(r"^ExecStart=-\S+ crawl\nExecStart=/\S+ index$", text, re.M)


@pytest.mark.parametrize("name", ["minber.service", "Containerfile"])
def test_variables_are_settings(root: Path, tmp_path: Path, name: str) -> None:
    text = (root / "deploy" / name).read_text("utf-8")
    given = dict(re.findall(r"(MINBER_[A-Z_]+)=(\S+)", text))
    assert "MINBER_HOME" in given
    settings = read_settings(tmp_path, given)
    for variable, value in given.items():
        assert str(getattr(settings, variable.removeprefix("MINBER_").lower())) == value


def test_the_container_is_no_root_and_is_watched(root: Path) -> None:
    text = (root / "deploy" / "Containerfile").read_text("utf-8")
    last = text.rpartition("\nFROM ")[2]
    assert re.search(r"^USER minber$", last, re.M)
    assert "/health" in last
    assert "--require-hashes" in text


def test_settings_of_the_readme_are_settings(root: Path, tmp_path: Path) -> None:
    text = (root / "deploy" / "README.md").read_text("utf-8")
    told = re.findall(r"^\| `(\w+)` \| `(MINBER_\w+)` \|", text, re.M)
    assert len(told) >= 5
    settings = read_settings(tmp_path, {})
    assert all(hasattr(settings, name) and variable == f"MINBER_{name.upper()}" for name, variable in told)
    linked = re.findall(r"\]\(([^)]+)\)", text)
    assert [name for name in linked if not (root / "deploy" / name).is_file()] == []
