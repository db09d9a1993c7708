"""Word lists and tables that lie beside the code: text files with `#` comments, checked while they are read.

    words("analyzers.en", "stop_words.txt")      one word a line
    rows("analyzers", "homoglyphs.tsv", 3)       fields separated by tabs, a header line first

A line that cannot stand is an error at load naming file, line, value and remedy.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files


class WordListError(ValueError):
    """A line of a word list or table that cannot be used."""

    def __init__(self, filename: str, line: int, complaint: str) -> None:
        super().__init__(f"{filename}, line {line}: {complaint}")


def _text(package: str, filename: str) -> str:
    anchor = importlib.import_module(package).__package__ or package
    return files(anchor).joinpath(filename).read_text(encoding="utf-8")


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        kept = line.partition("#")[0].rstrip()
        if kept:
            yield number, kept


@cache
def words(package: str, filename: str) -> tuple[str, ...]:
    """The entries of a list, one a line, in the order of the file; `package` may also be a module inside it."""
    return parse_words(_text(package, filename), filename)


def parse_words(text: str, filename: str) -> tuple[str, ...]:
    """The entries of a list from its text."""
    found: dict[str, int] = {}
    for number, line in _lines(text):
        entry = line.strip()
        if entry in found:
            raise WordListError(filename, number, f"{entry!r} stands on line {found[entry]} too; keep one")
        found[entry] = number
    return tuple(found)


@cache
def rows(package: str, filename: str, columns: int) -> tuple[tuple[str, ...], ...]:
    """The rows of a table below its header line, each with exactly so many fields."""
    return parse_rows(_text(package, filename), filename, columns)


def parse_rows(text: str, filename: str, columns: int) -> tuple[tuple[str, ...], ...]:
    """The rows of a table from its text; cells are stripped, missing trailing ones are empty."""
    table = []
    for number, line in _lines(text):
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) > columns:
            raise WordListError(filename, number, f"{len(cells)} fields where {columns} are known; use fewer tabs")
        table.append(tuple(cells + [""] * (columns - len(cells))))
    return tuple(table[1:])
