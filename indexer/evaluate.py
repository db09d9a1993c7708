"""Quality in figures: every measure of the project in one list, with floors below which a change may not land.

A figure on the project's own gold is always there; those on the reference data beside the checkout only where that is.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from analyzers import measure as analysis
from corpus.errors import AuthorityError
from indexer.measure import MEASURES

FLOORS = "gold/floors.tsv"


class Figure(NamedTuple):
    """A measure's name, its value in percent (or as the name says), and the number of cases behind it."""

    name: str
    value: float
    cases: int


def shared_folder() -> Path | None:
    """The folder of reference data (MINBER_SHARED, or `shared` beside the working folder); None where there is none."""
    folder = Path(os.environ.get("MINBER_SHARED", "../shared"))
    return folder if (folder / "data").is_dir() else None


def evaluation() -> Iterator[Figure]:
    """Measures everything, one figure after the other."""
    shared = shared_folder()
    if shared is not None:
        yield from (Figure(*figure) for figure in analysis.measure(shared))
    for measure in MEASURES:
        yield from (Figure(*figure) for figure in measure(shared))


def table(figures: Iterable[Figure]) -> str:
    """The figures as lines of name, value and number of cases, separated by tabs."""
    return "\n".join(f"{figure.name}\t{figure.value:.1f}\t{figure.cases}" for figure in figures)


def below_floors(figures: Iterable[Figure]) -> list[str]:
    """A sentence for each figure that lies below its floor."""
    floors = _floors()
    return [
        f"{figure.name} is {figure.value:.1f}, its floor is {floors[figure.name]:.1f}; mend it or say why in {FLOORS}"
        for figure in figures
        if figure.value < floors.get(figure.name, figure.value)
    ]


def _floors() -> dict[str, float]:
    floors: dict[str, float] = {}
    text = resources.files("corpus").joinpath(FLOORS).read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), start=1):
        name, _, floor = line.partition("#")[0].rstrip().partition("\t")
        if not name:
            continue
        try:
            floors[name] = float(floor)
        except ValueError as error:
            raise AuthorityError(f"{FLOORS}, line {number}: {floor!r} is no number; write name, tab, floor") from error
    return floors
