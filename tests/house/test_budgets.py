"""The house rules that can be counted: sizes of files and functions, and where libraries are imported."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parent.parent.parent
PACKAGES = ("analyzers", "corpus", "indexer", "search_app")
FILES = sorted(file for package in PACKAGES for file in (ROOT / package).rglob("*.py"))
LIBRARIES = {  # library → the only modules (path prefixes) that may import it
    "whoosh": ("indexer/engines/whoosh/",),
    "pymorphy3": ("analyzers/ru/",),
    "simplemma": ("analyzers/en/",),
    "langdetect": ("analyzers/second_voice.py",),
    "bs4": ("indexer/extract/",),
    "trafilatura": ("indexer/extract/",),
    "scrapy": ("indexer/crawl/",),
    "sqlalchemy": ("corpus/store",),
    "warcio": ("corpus/archive.py",),
    "flask": ("search_app/",),
    "babel": ("search_app/",),
    "markupsafe": ("search_app/",),
    "waitress": ("search_app/",),
    "jinja2": ("corpus/sample_site/", "search_app/rendering.py"),  # pages are rendered by Flask, which brings it
    "tqdm": ("indexer/progress.py",),
}


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_file_keeps_its_budget(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert text.count("\n") <= 300, "a file has at most 300 lines"
    long = {f.name: length(f) for f in functions(tree) if length(f) > 40}
    assert not long, "a function has at most 40 lines"
    if text.strip():
        assert ast.get_docstring(tree), "a module says what it does"


def test_functions_are_short() -> None:
    lengths = [length(f) for file in FILES for f in functions(ast.parse(file.read_text(encoding="utf-8")))]
    assert median(lengths) <= 10


def imports(tree: ast.Module) -> set[str]:
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    return {name.partition(".")[0] for name in names}


@pytest.mark.parametrize("library", LIBRARIES)
def test_library_is_imported_in_one_place(library: str) -> None:
    users = {str(file.relative_to(ROOT)) for file in FILES if library in imports(ast.parse(file.read_text("utf-8")))}
    assert users, f"{library} is a dependency that nothing uses"
    strangers = {user for user in users if not user.startswith(LIBRARIES[library])}
    assert not strangers
