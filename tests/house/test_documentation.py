"""The documents keep up with the code: every command, setting and top-level room is named where people look for it."""

from __future__ import annotations

import dataclasses
import itertools
import re
import tomllib
from pathlib import Path

import pytest

from indexer import settings
from search_app.cli import cli

ROOT = Path(__file__).parent.parent.parent
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
MAP = "\n".join(re.findall(r"^\|.*\|$", (ROOT / "docs" / "architecture.md").read_text("utf-8"), re.MULTILINE))
FILE = re.compile(r"`((?:analyzers|benchmarks|corpus|deploy|docs|indexer|search_app|tests)/[a-z0-9_/.-]+\.[a-z]+)`")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(document: Path) -> None:
    dead = [target for target in LINK.findall(document.read_text("utf-8")) if not (document.parent / target).exists()]
    assert not dead


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_that_are_named_exist(document: Path) -> None:
    named = FILE.findall(document.read_text("utf-8"))
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("row", MAP.splitlines(), ids=lambda row: row[:30])
def test_the_map_is_of_what_is_there(row: str) -> None:
    """Names without a folder stand for a file in a room that the same row names."""
    rooms = {(ROOT / name).parent for name in FILE.findall(row)}
    rooms |= {ROOT / "docs" / folder for folder in LINK.findall(row)}
    rooms |= {ROOT / name for name in re.findall(r"`((?:corpus|indexer|search_app)/[\w/]*/)`", row)}
    for name in re.findall(r"`((?:[a-z]+/)?\w+\.\w+)`", row):
        assert (ROOT / name).exists() or any(list(room.rglob(name)) or (room.parent / name).exists() for room in rooms)


def test_every_command_is_in_the_changelog_or_readme() -> None:
    text = (ROOT / "README.md").read_text("utf-8") + (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert [name for name in cli.commands if not re.search(rf"\b{name}\b", text)] == []


def test_every_setting_is_explained() -> None:
    explained = settings.__doc__ or ""
    assert [field.name for field in dataclasses.fields(settings.Settings) if field.name not in explained] == []


def test_every_dependency_is_accounted_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *itertools.chain(*project["optional-dependencies"].values())]
    names = {re.split(r"[^\w-]", requirement)[0] for requirement in wanted}
    text = "".join(file.read_text("utf-8") for file in (ROOT / "docs" / "decisions").glob("*.md")).lower()
    assert [name for name in sorted(names) if not re.search(rf"\| (?:[^|]*\W)?{name.lower()}\b[^|]*\|", text)] == []


def test_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) <= 90
