"""Progress on stderr: a bar with rate and time left on a terminal, nothing elsewhere."""

from __future__ import annotations

import sys
from typing import Never, Self

from tqdm import tqdm


class Progress:
    """A bar that counts things of one kind; silent where stderr is no terminal."""

    def __init__(self, unit: str) -> None:
        self._bar: tqdm[Never] = tqdm(unit=f" {unit}", disable=not sys.stderr.isatty(), file=sys.stderr, leave=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self._bar.close()

    def expect(self, total: int) -> None:
        """Says how many there will be, so that the time left can be shown."""
        self._bar.reset(total)

    def step(self, count: int = 1) -> None:
        """Counts some as done."""
        self._bar.update(count)
