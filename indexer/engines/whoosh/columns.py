"""Columns: what is counted, filtered and sorted, as arrays with a row per document, kept by us.

A facet is `Labels`: the labels of row r are `codes[starts[r]:starts[r + 1]]`, numbers into `names`. Rows count
the living documents of the segments one after another, so that a document's row follows from its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from indexer.engines.base import Collection
from indexer.engines.whoosh.arrayfile import ArrayFile, ArrayFileWriter, snug

EPOCH = date(1970, 1, 1).toordinal()
UNDATED = np.iinfo(np.int32).min
NEVER = (None, None)

Ints = NDArray[np.signedinteger]


@dataclass(frozen=True, slots=True)
class Entry:
    """What the columns keep of one document."""

    number: int
    id: str
    group: str
    day: int
    facets: Mapping[str, tuple[str, ...]]
    days: Mapping[str, tuple[date, date]]


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last day of something, of every row."""

    first: Ints
    last: Ints

    @classmethod
    def of(cls, rows: Iterable[tuple[date | None, date | None]]) -> Span:
        """The days of each row, UNDATED where there are none."""
        numbers = [(day_number(first), day_number(last)) for first, last in rows]
        both = np.array(numbers, np.int32).reshape(len(numbers), 2)
        return cls(both[:, 0], both[:, 1])

    def taken(self, rows: Ints) -> Span:
        """The days of these rows alone."""
        return Span(self.first[rows], self.last[rows])

    def joined(self, other: Span) -> Span:
        """These rows and then the other's."""
        return Span(np.concatenate((self.first, other.first)), np.concatenate((self.last, other.last)))


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
        return cls(tuple(known), np.array(starts, np.int32), np.array(codes, np.int32))

    def spread(self, rows: Ints) -> tuple[Ints, Ints]:
        """The codes of these rows one after another, and for each the place in `rows` that it belongs to."""
        first, counts = self.starts[rows], self.starts[rows + 1] - self.starts[rows]
        places = np.repeat(np.arange(len(rows)), counts)
        offsets = np.arange(len(places)) - np.repeat(np.cumsum(counts) - counts, counts)
        return self.codes[np.repeat(first, counts) + offsets], places

    def taken(self, rows: Ints) -> Labels:
        """The labels of these rows alone."""
        codes, _ = self.spread(rows)
        counts = self.starts[rows + 1] - self.starts[rows]
        return Labels(self.names, np.cumsum(np.concatenate(([0], counts)), dtype=np.int32), codes)

    def joined(self, other: Labels) -> Labels:
        """These rows and then the other's."""
        known = {name: code for code, name in enumerate(self.names)}
        renumbered = np.array([known.setdefault(name, len(known)) for name in other.names], np.int32)
        return Labels(
            tuple(known),
            np.concatenate((self.starts, other.starts[1:] + self.starts[-1])),
            np.concatenate((self.codes, renumbered[other.codes])),
        )


@dataclass(frozen=True, slots=True)
class Columns:
    """All columns of a collection, row by row."""

    ids: tuple[str, ...]
    numbers: Ints
    days: Ints
    groups: Labels
    lengths: Mapping[str, Ints]
    facets: Mapping[str, Labels]
    spans: Mapping[str, Span]

    @classmethod
    def of(cls, collection: Collection, entries: Sequence[Entry], lengths: Mapping[str, Ints]) -> Columns:
        """Columns from entries, and the lengths of each field in their order."""
        return cls(
            ids=tuple(entry.id for entry in entries),
            numbers=np.array([entry.number for entry in entries], np.int64),
            days=np.array([entry.day for entry in entries], np.int32),
            groups=Labels.of((entry.group,) for entry in entries),
            lengths={name: held.astype(np.int32) for name, held in lengths.items()},
            facets={name: Labels.of(entry.facets.get(name, ()) for entry in entries) for name in collection.facets},
            spans={name: Span.of(entry.days.get(name, NEVER) for entry in entries) for name in collection.days},
        )

    def taken(self, rows: Ints) -> Columns:
        """These rows, in this order."""
        return Columns(
            ids=tuple(map(self.ids.__getitem__, rows.tolist())),
            numbers=self.numbers[rows],
            days=self.days[rows],
            groups=self.groups.taken(rows),
            lengths={name: held[rows] for name, held in self.lengths.items()},
            facets={name: held.taken(rows) for name, held in self.facets.items()},
            spans={name: held.taken(rows) for name, held in self.spans.items()},
        )

    def joined(self, other: Columns) -> Columns:
        """These rows and then the other's."""
        return Columns(
            ids=self.ids + other.ids,
            numbers=np.concatenate((self.numbers, other.numbers)),
            days=np.concatenate((self.days, other.days)),
            groups=self.groups.joined(other.groups),
            lengths={name: np.concatenate((held, other.lengths[name])) for name, held in self.lengths.items()},
            facets={name: held.joined(other.facets[name]) for name, held in self.facets.items()},
            spans={name: held.joined(other.spans[name]) for name, held in self.spans.items()},
        )


def day_number(day: date | None) -> int:
    """Days since 1970, or UNDATED."""
    return UNDATED if day is None else day.toordinal() - EPOCH


def day_of(number: int) -> date:
    """The day of such a number."""
    return date.fromordinal(number + EPOCH)


def save(columns: Columns, file: ArrayFileWriter) -> None:
    """Writes columns into a file."""
    file.add("numbers", snug(columns.numbers))
    file.add("days", snug(columns.days))
    _save_strings(file, "ids", columns.ids)
    _save_labels(file, "groups", columns.groups)
    for name, lengths in columns.lengths.items():
        file.add(f"length {name}", snug(lengths))
    for name, labels in columns.facets.items():
        _save_labels(file, f"facet {name}", labels)
    for name, span in columns.spans.items():
        file.add(f"first {name}", snug(span.first))
        file.add(f"last {name}", snug(span.last))


def load(file: ArrayFile, collection: Collection) -> Columns:
    """Reads columns from a file."""
    return Columns(
        ids=_strings(file, "ids"),
        numbers=file["numbers"].astype(np.int64),
        days=file["days"].astype(np.int32),
        groups=_labels(file, "groups"),
        lengths={name: file[f"length {name}"].astype(np.int32) for name in collection.fields},
        facets={name: _labels(file, f"facet {name}") for name in collection.facets},
        spans={
            name: Span(file[f"first {name}"].astype(np.int32), file[f"last {name}"].astype(np.int32))
            for name in collection.days
        },
    )


def _save_strings(file: ArrayFileWriter, name: str, strings: Sequence[str]) -> None:
    encoded = [string.encode() for string in strings]
    file.add(f"{name} text", np.frombuffer(b"".join(encoded), np.uint8))
    file.add(f"{name} ends", snug(np.cumsum([len(string) for string in encoded], dtype=np.int64)))


def _strings(file: ArrayFile, name: str) -> tuple[str, ...]:
    text = file[f"{name} text"].tobytes()
    ends = file[f"{name} ends"].tolist()
    return tuple(text[start:end].decode() for start, end in zip([0, *ends], ends, strict=False))


def _save_labels(file: ArrayFileWriter, name: str, labels: Labels) -> None:
    _save_strings(file, name, labels.names)
    file.add(f"{name} starts", snug(labels.starts))
    file.add(f"{name} codes", snug(labels.codes))


def _labels(file: ArrayFile, name: str) -> Labels:
    starts, codes = file[f"{name} starts"].astype(np.int32), file[f"{name} codes"].astype(np.int32)
    return Labels(_strings(file, name), starts, codes)
