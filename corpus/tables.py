"""Hand-kept tables: a `.tsv` beside the code, its first line the names of the columns, `#` before a comment.

A table is read once and checked at load: each line has as many cells as there are columns, and a column named
`example` is for the reader only. A wrong line is an `AuthorityError` naming file, line, value and remedy.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

from corpus.errors import AuthorityError


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: where it stands, and its cells by column."""

    file: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def stated(self, column: str) -> str | None:
        """A cell; None where a dash says that there is nothing to state."""
        return None if self.cells[column] == "-" else self.cells[column]

    def many(self, column: str) -> tuple[str, ...]:
        """The parts of a cell that holds several, separated by `|`."""
        return tuple(part.strip() for part in self.cells[column].split("|") if part.strip())

    def wrong(self, value: str, remedy: str) -> AuthorityError:
        """The error to raise about a value of this line."""
        return AuthorityError(f"{self.file}, line {self.line}: {value!r} {remedy}")


@cache
def table(package: str, file: str, columns: str) -> tuple[Row, ...]:
    """The rows of a table of a package; `columns` are the names its first line must give, separated by blanks."""
    text = resources.files(package).joinpath(file).read_text(encoding="utf-8")
    return tuple(read_table(file, text, columns))


def read_table(file: str, text: str, columns: str) -> list[Row]:
    """The rows that the text of a table holds."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if _counts(line)]
    if not lines or lines[0][1].split("\t") != columns.split():
        raise AuthorityError(f"{file}: first line is not {columns!r}: name these columns, separated by tabs")
    return [_row(file, number, line, columns.split()) for number, line in lines[1:]]


def _counts(line: str) -> bool:
    return bool(line.strip()) and not line.startswith("#")


def _row(file: str, number: int, line: str, names: list[str]) -> Row:
    cells = [cell.strip() for cell in line.split("\t")]
    if len(cells) != len(names):
        raise AuthorityError(
            f"{file}, line {number}: {len(cells)} cells in {line[:40]!r}: write {len(names)} between tabs"
        )
    return Row(file, number, dict(zip(names, cells, strict=True)))
