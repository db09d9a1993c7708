"""The files of a folder: what is taken in of it, and so how much there is to do."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path


def files(path: Path, *, leave_out: Path | None = None) -> Iterator[Path]:
    """The files of a folder and of those below it, without hidden ones; a file itself.

    Folders that cannot be opened come last, as they are, so that reading them tells why.
    """
    if not path.is_dir():
        yield path
        return
    closed: list[Path] = []
    for folder, below, names in os.walk(path, onerror=lambda error: closed.append(Path(error.filename))):
        here = Path(folder)
        below[:] = sorted(n for n in below if not n.startswith(".") and (here / n).resolve() != leave_out)
        yield from (here / name for name in sorted(names) if not name.startswith("."))
    yield from closed
