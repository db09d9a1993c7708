"""Where in documents terms stand: of each term only what of its list is about these documents is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import NamedTuple

import numpy as np

from corpus.errors import SearchIndexError
from indexer.engines.base import Placed
from indexer.engines.whoosh.blocks import Gaps, ascending, runs
from indexer.engines.whoosh.matches import Numbers
from indexer.engines.whoosh.snapshot import Part, Snapshot


class _Asked(NamedTuple):
    """Documents of a part, ascending, and their ids."""

    part: Part
    documents: Numbers
    ids: list[str]


class _Stands(NamedTuple):
    """A term in those of the documents asked for that hold it: which they are, how often it stands in each, and where
    among all gaps between its positions those of each begin."""

    field: str
    text: str
    places: Numbers
    counts: Numbers
    begins: Numbers
    gaps: Gaps


def placed(ids: Iterable[str], terms: Mapping[str, Iterable[str]], snapshot: Snapshot) -> dict[str, Placed]:
    """By id of a document that is held, where any of the terms of each field stand in it."""
    lengths = snapshot.columns.lengths
    for field in terms:
        if field not in lengths:
            raise SearchIndexError(f"field {field!r} is not in the index; ask for one of {', '.join(lengths)}")
    rows = snapshot.rows_of(ids)
    wanted = [(field, text) for field, texts in terms.items() for text in dict.fromkeys(texts)]
    found: dict[str, dict[str, list[tuple[int, str]]]] = {id_: {field: [] for field in terms} for id_ in rows}
    for asked in _by_part(rows, snapshot):
        stands = [one for term in wanted if (one := _of_term(asked, term, snapshot)) is not None]
        for id_, field, text, positions in _told(asked, stands):
            found[id_][field] += ((position, text) for position in positions)
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
            yield _Asked(part, part.documents(places[first:stop]).astype(np.int32), ordered[first:stop])


def _of_term(asked: _Asked, term: tuple[str, str], snapshot: Snapshot) -> _Stands | None:
    """A term in the documents; None where none of them holds it."""
    documents = snapshot.documents(asked.part, *term)
    if not len(documents):
        return None
    which = documents.searchsorted(asked.documents)
    there = (documents.take(which, mode="clip") == asked.documents).nonzero()[0]
    if not len(there):
        return None
    which = which[there]
    frequencies = snapshot.frequencies(asked.part, *term)[: which[-1] + 1]
    between = np.add.reduceat(frequencies, which)
    begins = int(frequencies[: which[0]].sum()) + between.cumsum() - between
    return _Stands(*term, there, frequencies[which], begins, snapshot.read_gaps(asked.part, *term))


def _told(asked: _Asked, stands: list[_Stands]) -> Iterator[tuple[str, str, str, list[int]]]:
    """Id, field and term with its positions there; what can be is done for all terms at once."""
    if not stands:
        return
    counts = np.concatenate([one.counts for one in stands])
    ends = counts.cumsum()
    terms = np.cumsum([len(one.counts) for one in stands])
    wanted = np.split(runs(np.concatenate([one.begins for one in stands]), counts), ends[terms[:-1] - 1])
    gaps = np.concatenate([one.gaps.take(places) for one, places in zip(stands, wanted, strict=True)])
    positions, stop = ascending(gaps, counts).tolist(), ends.tolist()
    named = chain.from_iterable(
        ((asked.ids[place], one.field, one.text) for place in one.places.tolist()) for one in stands
    )
    for (id_, field, text), first, last in zip(named, [0, *stop], stop, strict=False):
        yield id_, field, text, positions[first:last]
