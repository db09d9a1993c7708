"""Six documents that the checks of engines ask about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from slow_way import document

from indexer.engines.base import Engine, Node, Query, Term

Open = Callable[[Path], Engine]

CORPUS = (
    document(
        1,
        "spring flood in the steppe",
        title="flood",
        group="r1",
        day=date(2022, 3, 4),
        language="en",
        region="KZ-10",
        days={"event": (date(2022, 3, 1), date(2022, 3, 3)), "seen": (date(2022, 3, 5), date(2022, 3, 5))},
    ),
    document(2, "весна паводок степь", group="r1", day=date(2022, 3, 4), language="ru", region="KZ-10 KZ-11"),
    document(
        3,
        "flood flood flood help",
        day=date(2023, 1, 1),
        language="en",
        region="KZ-11",
        days={"seen": (date(2022, 1, 9), date(2022, 1, 9))},
    ),
    document(4, "school opens in spring", day=date(2021, 5, 6), language="en", region="KZ-75"),
    document(5, "школа весна", language="ru"),
    document(6, "the flood of spring came", group="r6", day=date(2022, 12, 31), language="en"),
)


def found(engine: Engine, tree: Node, **rest: object) -> set[str]:
    """The ids of all hits, which must be as many as the total says."""
    results = engine.search(Query(tree, size=1000, **rest))  # type: ignore[arg-type]
    assert results.total == len(results.hits)
    return {hit.id for hit in results.hits}


def body(text: str) -> Term:
    return Term("body", text)
