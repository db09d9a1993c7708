"""How often a source publishes, and whether it has been quiet for longer than that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import ceil
from statistics import median

FEWEST = 8  # pauses by which a rhythm is known
TIMES = 3  # as many times the usual pause is long, where no longer one was seen
LATE = 14  # days without a visit, at least, after which nothing is said of silence


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The usual and the longest pause between days with releases, in days; on which day the source last published and
    was last visited."""

    usual: int
    longest: int
    published: date
    visited: date

    @property
    def silent(self) -> int:
        """The days from the last release to the last visit."""
        return (self.visited - self.published).days

    @property
    def quiet(self) -> bool:
        """Whether that is longer than any pause seen, and much longer than the usual one."""
        return self.silent > max(self.longest, TIMES * self.usual)

    def unvisited(self, today: date) -> bool:
        """Whether nobody has looked for so long that silence would be ours."""
        return (today - self.visited).days > max(LATE, TIMES * self.usual)


def rhythm(days: Sequence[date], visited: date | None) -> Rhythm | None:
    """The rhythm that days of publication show up to a visit; None where there are too few, or there was no visit."""
    if visited is None:
        return None
    known = sorted({day for day in days if day <= visited})
    pauses = [(later - earlier).days for earlier, later in pairwise(known)]
    if len(pauses) < FEWEST:
        return None
    return Rhythm(ceil(median(pauses)), max(pauses), known[-1], visited)
