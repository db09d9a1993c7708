"""The documents keep up with the code: every command, setting and top-level room is named where people look for it."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from indexer import settings
from search_app.cli import cli

ROOT = Path(__file__).parent.parent.parent
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(document: Path) -> None:
    dead = [target for target in LINK.findall(document.read_text("utf-8")) if not (document.parent / target).exists()]
    assert not dead


def test_every_command_is_in_the_changelog_or_readme() -> None:
    text = (ROOT / "README.md").read_text("utf-8") + (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert [name for name in cli.commands if not re.search(rf"\b{name}\b", text)] == []


def test_every_setting_is_explained() -> None:
    explained = settings.__doc__ or ""
    assert [field.name for field in dataclasses.fields(settings.Settings) if field.name not in explained] == []


def test_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) <= 90
