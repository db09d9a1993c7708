"""What a command did."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Counts:
    """How much of what was done, how many files were left alone, and a sentence for each failure."""

    done: Counter[str] = field(default_factory=Counter)
    skipped: int = 0
    failures: list[str] = field(default_factory=list)
