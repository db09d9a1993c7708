"""Where in documents terms stand: of each term only what of its list is about these documents is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import numpy as np

from corpus.errors import SearchIndexError
from indexer.engines.base import Placed
from indexer.engines.whoosh.blocks import ascending, runs
from indexer.engines.whoosh.matches import Numbers
from indexer.engines.whoosh.snapshot import Part, Snapshot


class _Asked(NamedTuple):
    """Documents of a part, ascending, and their ids."""

    part: Part
    documents: Numbers
    ids: list[str]


def placed(ids: Iterable[str], terms: Mapping[str, Iterable[str]], snapshot: Snapshot) -> dict[str, Placed]:
    """By id of a document that is held, where any of the terms of each field stand in it."""
    lengths = snapshot.columns.lengths
    for field in terms:
        if field not in lengths:
            raise SearchIndexError(f"field {field!r} is not in the index; ask for one of {', '.join(lengths)}")
    rows = {id_: row for id_ in ids if (row := snapshot.row(id_)) is not None}
    found: dict[str, dict[str, set[int]]] = {id_: {field: set() for field in terms} for id_ in rows}
    for asked in _by_part(rows, snapshot):
        for field, texts in terms.items():
            for text in texts:
                for id_, positions in _of_term(asked, (field, text), snapshot):
                    found[id_][field].update(positions)
    return {
        id_: Placed(
            {field: tuple(sorted(positions)) for field, positions in found[id_].items()},
            {field: int(lengths[field][row]) for field in terms},
        )
        for id_, row in rows.items()
    }


def _by_part(rows: Mapping[str, int], snapshot: Snapshot) -> Iterator[_Asked]:
    ordered = sorted(rows, key=rows.__getitem__)
    places = np.array([rows[id_] for id_ in ordered], np.int64)
    for part in snapshot.parts:
        first, stop = np.searchsorted(places, (part.base, part.stop)).tolist()
        if first < stop:
            yield _Asked(part, part.documents(places[first:stop]), ordered[first:stop])


def _of_term(asked: _Asked, term: tuple[str, str], snapshot: Snapshot) -> Iterator[tuple[str, list[int]]]:
    """The documents that hold the term, each with its positions."""
    held = snapshot.read(asked.part, *term)
    if held is None:
        return
    which = np.searchsorted(held.documents, asked.documents.astype(np.int32))
    there = held.documents.take(which, mode="clip") == asked.documents
    which = which[there]
    if not len(which):
        return
    counts = held.frequencies[which].astype(np.int64)
    begins = np.cumsum(held.frequencies, dtype=np.int64)[which] - counts
    gaps = snapshot.read_gaps(asked.part, *term).take(runs(begins, counts))
    ends = np.cumsum(counts)
    pieces = np.split(ascending(gaps, counts), ends[:-1])
    for place, positions in zip(np.flatnonzero(there).tolist(), pieces, strict=True):
        yield asked.ids[place], positions.tolist()
