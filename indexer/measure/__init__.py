"""What is measured of understanding texts, in the order in which `minber evaluate` prints it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from indexer.measure import (
    asked,
    asked_freely,
    dates,
    identities,
    languages,
    press,
    ranking,
    regions,
    statements,
    topics,
)

Measure = Callable[[Path | None], list[tuple[str, float, int]]]

MEASURES: tuple[Measure, ...] = (
    dates.measure,
    regions.measure,
    topics.measure,
    statements.measure,
    press.measure,
    identities.measure,
    languages.measure,
    ranking.measure,
    asked.measure,
    asked_freely.measure,
)
