"""Which generation answers: the current one, or, where that is damaged, the last good one beside it."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from pathlib import Path

from corpus.errors import SearchIndexError
from indexer.engines.whoosh.generations import Generations
from indexer.engines.whoosh.snapshot import Snapshot, open_snapshot

TRIES = 5  # opening again when a commit took a file away under us

log = logging.getLogger(__name__)


def open_good(generations: Generations, damaged: Iterable[Path] = ()) -> Snapshot:
    """The snapshot of the current generation or, where it is damaged, of the last good one: that is told."""
    first: SearchIndexError | None = None
    for generation in candidates(generations, damaged):
        try:
            snapshot = _opened(generations, generation)
        except SearchIndexError as error:
            first = first or error
        else:
            if first is not None:
                turned_back(first, generation)
            return snapshot
    if first is None:
        raise SearchIndexError(f"{generations.folder}: there is no index here; run `minber index`")
    raise first


def candidates(generations: Generations, damaged: Iterable[Path] = ()) -> list[Path]:
    """The generations that may answer: the current one, then the others, the last one first."""
    current = generations.current()
    others = [generation for generation in generations.finished() if generation != current]
    return [generation for generation in (current, *others) if generation is not None and generation not in damaged]


def turned_back(error: SearchIndexError, generation: Path) -> None:
    """Tells that an older generation answers."""
    log.warning("%s; answers come from %s, the last good one", error, generation.name)


def _opened(generations: Generations, generation: Path) -> Snapshot:
    for _ in range(TRIES - 1):
        try:
            return _open(generations, generation)
        except SearchIndexError as error:
            if not isinstance(error.__cause__, FileNotFoundError):
                raise
    return _open(generations, generation)


def _open(generations: Generations, generation: Path) -> Snapshot:
    generations.manifest(generation)
    return open_snapshot(generation, generations.collection)
