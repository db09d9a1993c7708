"""What is read before a command begins, and before its processes are forked: what they need, and nothing dear."""

from __future__ import annotations

import subprocess
import sys

DICTIONARIES = {"pymorphy3", "simplemma"}
STORE_AND_ENGINE = {"numpy", "sqlalchemy", "whoosh"}
PAGES = {"flask", "trafilatura", "scrapy"}


def read_with(module: str) -> set[str]:
    """The modules that a process has read when it has imported one."""
    code = f"import {module}, sys; print(*sys.modules)"
    return set(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split())


def test_a_command_begins_with_little() -> None:
    read = read_with("search_app.cli")
    assert "click" in read
    assert not read & {*DICTIONARIES, *STORE_AND_ENGINE, *PAGES, "indexer.query.ask", "multiprocessing.forkserver"}


def test_processes_are_forked_from_one_that_has_read_dictionaries_and_neither_store_nor_engine() -> None:
    read = read_with("indexer.ready")
    assert read >= {*DICTIONARIES, "indexer.understanding", "indexer.documents"}
    assert not read & {*STORE_AND_ENGINE, *PAGES}
