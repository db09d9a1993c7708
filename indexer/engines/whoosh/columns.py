"""Columns: what is counted, filtered and sorted, as arrays with a row per document, kept by us.

A facet is `Labels`: the labels of row r are `codes[starts[r]:starts[r + 1]]`, numbers into `names`. Rows are
in the order in which documents came; a Whoosh document is tied to its row by the document's number, because
merges renumber.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.engines.base import Collection

EPOCH = date(1970, 1, 1).toordinal()
UNDATED = np.iinfo(np.int32).min

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Entry:
    """What the columns keep of one document."""

    number: int
    id: str
    group: str
    day: int
    lengths: Mapping[str, int]
    facets: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of every row: none, one or several."""

    names: tuple[str, ...]
    starts: Ints
    codes: Ints

    @classmethod
    def of(cls, rows: Iterable[Iterable[str]]) -> Labels:
        """Labels from what each row is labelled with."""
        known: dict[str, int] = {}
        starts: list[int] = [0]
        codes: list[int] = []
        for row in rows:
            codes.extend(known.setdefault(name, len(known)) for name in dict.fromkeys(row))
            starts.append(len(codes))
        return cls(tuple(known), np.array(starts, np.int64), np.array(codes, np.int64))

    def spread(self, rows: Ints) -> tuple[Ints, Ints]:
        """The codes of these rows one after another, and for each the place in `rows` that it belongs to."""
        first, counts = self.starts[rows], self.starts[rows + 1] - self.starts[rows]
        places = np.repeat(np.arange(len(rows)), counts)
        offsets = np.arange(len(places)) - np.repeat(np.cumsum(counts) - counts, counts)
        return self.codes[np.repeat(first, counts) + offsets], places

    def bare(self, rows: Ints) -> Ints:
        """Those of these rows that have no label."""
        unlabelled: Ints = rows[self.starts[rows] == self.starts[rows + 1]]
        return unlabelled

    def taken(self, rows: Ints) -> Labels:
        """The labels of these rows alone."""
        codes, _ = self.spread(rows)
        counts = self.starts[rows + 1] - self.starts[rows]
        return Labels(self.names, np.concatenate(([0], np.cumsum(counts))), codes)

    def joined(self, other: Labels) -> Labels:
        """These rows and then the other's."""
        known = {name: code for code, name in enumerate(self.names)}
        renumbered = np.array([known.setdefault(name, len(known)) for name in other.names], np.int64)
        return Labels(
            tuple(known),
            np.concatenate((self.starts, other.starts[1:] + self.starts[-1])),
            np.concatenate((self.codes, renumbered[other.codes])),
        )

    def holding(self, names: Iterable[str]) -> NDArray[np.bool_]:
        """For every row, whether it has one of these labels."""
        wanted = set(names)
        chosen = np.fromiter((name in wanted for name in self.names), np.bool_, len(self.names))
        mask = np.zeros(len(self.starts) - 1, np.bool_)
        if chosen.any():
            rows = np.repeat(np.arange(len(mask)), np.diff(self.starts))
            mask[rows[chosen[self.codes]]] = True
        return mask


@dataclass(frozen=True, slots=True)
class Columns:
    """All columns of a collection, row by row."""

    ids: tuple[str, ...]
    numbers: Ints
    days: Ints
    groups: Labels
    lengths: Mapping[str, Ints]
    facets: Mapping[str, Labels]

    @classmethod
    def of(cls, collection: Collection, entries: Sequence[Entry]) -> Columns:
        """Columns from entries."""
        return cls(
            ids=tuple(entry.id for entry in entries),
            numbers=np.array([entry.number for entry in entries], np.int64),
            days=np.array([entry.day for entry in entries], np.int64),
            groups=Labels.of((entry.group,) for entry in entries),
            lengths={
                name: np.array([entry.lengths.get(name, 0) for entry in entries], np.int64)
                for name in collection.fields
            },
            facets={name: Labels.of(entry.facets.get(name, ()) for entry in entries) for name in collection.facets},
        )

    def changed(self, gone: Iterable[int], new: Columns) -> Columns:
        """These rows without those of the numbers gone, and then the new ones."""
        kept = np.flatnonzero(~np.isin(self.numbers, np.fromiter(gone, np.int64)))
        return Columns(
            ids=(*(self.ids[row] for row in kept), *new.ids),
            numbers=np.concatenate((self.numbers[kept], new.numbers)),
            days=np.concatenate((self.days[kept], new.days)),
            groups=self.groups.taken(kept).joined(new.groups),
            lengths={name: np.concatenate((held[kept], new.lengths[name])) for name, held in self.lengths.items()},
            facets={name: held.taken(kept).joined(new.facets[name]) for name, held in self.facets.items()},
        )


def day_number(day: date | None) -> int:
    """Days since 1970, or UNDATED."""
    return UNDATED if day is None else day.toordinal() - EPOCH


def save(columns: Columns, path: Path) -> None:
    """Writes columns to a file that is whole or not there."""
    arrays: dict[str, NDArray[np.generic]] = {"numbers": columns.numbers, "days": columns.days}
    arrays |= _packed("ids", columns.ids) | _packed_labels("groups", columns.groups)
    for name, lengths in columns.lengths.items():
        arrays[f"length {name}"] = lengths
    for name, labels in columns.facets.items():
        arrays |= _packed_labels(f"facet {name}", labels)
    aside = path.with_suffix(".aside")
    with aside.open("wb") as file:
        np.savez(file, **arrays)  # type: ignore[arg-type]
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)


def load(path: Path, collection: Collection) -> Columns:
    """Reads columns from a file."""
    with path.open("rb") as file, np.load(file, allow_pickle=False) as archive:
        arrays = {name: archive[name] for name in archive.files}
    return Columns(
        ids=_unpacked("ids", arrays),
        numbers=arrays["numbers"],
        days=arrays["days"],
        groups=_unpacked_labels("groups", arrays),
        lengths={name: arrays[f"length {name}"] for name in collection.fields},
        facets={name: _unpacked_labels(f"facet {name}", arrays) for name in collection.facets},
    )


def _packed(name: str, strings: Sequence[str]) -> dict[str, NDArray[np.generic]]:
    encoded = [string.encode() for string in strings]
    ends = np.cumsum([len(string) for string in encoded], dtype=np.int64)
    return {f"{name} text": np.frombuffer(b"".join(encoded), np.uint8), f"{name} ends": ends}


def _unpacked(name: str, arrays: Mapping[str, NDArray[np.generic]]) -> tuple[str, ...]:
    text = arrays[f"{name} text"].tobytes()
    ends = arrays[f"{name} ends"].tolist()
    return tuple(text[start:end].decode() for start, end in zip([0, *ends], ends, strict=False))


def _packed_labels(name: str, labels: Labels) -> dict[str, NDArray[np.generic]]:
    return _packed(name, labels.names) | {f"{name} starts": labels.starts, f"{name} codes": labels.codes}


def _unpacked_labels(name: str, arrays: Mapping[str, NDArray[np.int64]]) -> Labels:
    return Labels(_unpacked(name, arrays), arrays[f"{name} starts"], arrays[f"{name} codes"])
