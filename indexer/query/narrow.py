"""What of a question narrows it: fields that name something known become filters, dates become days or months.

    speaker:Абдиров region:Ақтөбе         filters of facets
    date:"last week" changed:2024         days, by the day the question is asked on
    -date:2021, date:2020 OR date:2022    months, where they are whole ones
    said:выборы post:министр kind:direct  what must be said in a release, and by whom: asked of its statements

What is left over is looked for as words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from indexer.engines.base import Collection
from indexer.query.pieces import DATED, Note
from indexer.query.syntax import (
    NOTHING,
    Any,
    Close,
    Field,
    Syntax,
    Value,
    Without,
    all_of,
    any_of,
    leaves,
    text,
    top_level,
)
from indexer.query.when import between, when

DATE_NOT_TAKEN = "date-not-taken"  # a date that is excluded or one of several, and not of whole months

SPOKEN = frozenset({"said", "post", "kind"})

Days = tuple[date | None, date | None]
Resolve = Callable[[str, str], tuple[str, ...]]  # facet, name as typed → ids, none where nobody is called so


@dataclass(slots=True)
class Narrowing:
    """The filters and days of a question, with those of its text; `days` bounds other days than that of publication,
    `spoken` is what must hold of one statement, and `rest` what is left to look for."""

    filters: dict[str, tuple[str, ...]]
    excluded: dict[str, tuple[str, ...]]
    since: date | None
    until: date | None
    days: dict[str, Days] = field(default_factory=dict)
    spoken: Syntax = NOTHING
    rest: Syntax = NOTHING
    notes: list[Note] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Narrower:
    """Reads the parts of a question for a collection; `today` is the day it is asked on, `said` whether statements
    can be asked too."""

    collection: Collection
    resolve: Resolve
    today: date
    said: bool = False

    def narrow(self, tree: Syntax, into: Narrowing) -> None:
        """Takes over all that narrows, and leaves the rest."""
        rest, spoken, speakers = list[Syntax](), list[Syntax](), list[Syntax]()
        for part in top_level(tree):
            if self.said and is_spoken(part):
                spoken.append(part)
                rest += said_words(part)
            elif not self._takes(part, into):
                rest.append(part)
            elif _names(part) == {"speaker"} and not isinstance(part, Without):
                speakers.append(part)
        into.rest = all_of(*rest)
        into.spoken = all_of(*spoken, *speakers) if spoken else NOTHING

    def _takes(self, part: Syntax, into: Narrowing) -> bool:
        """Whether a part is a filter or a date, and taken over."""
        if isinstance(part, Field) and part.name == "date":
            into.since, into.until = self._bounded((into.since, into.until), part.value)
            return True
        if isinstance(part, Field) and part.name in self.collection.days:
            into.days[part.name] = self._bounded(into.days.get(part.name, (None, None)), part.value)
            return True
        fields = list(_fields(part))
        names = {one.name for one in fields}
        if len(names) != 1 or None in _members(part):
            return False
        (facet,) = names
        if facet in DATED:
            return self._months(fields, part, into)
        found = [self.resolve(facet, plain(one.value)) for one in fields] if facet in self.collection.facets else []
        if not found or not all(found):
            return False
        _add(_side(part, into), facet, (one for some in found for one in some))
        return True

    def _bounded(self, days: Days, value: Value) -> Days:
        """The days that are among these and among those of the value."""
        since, until = when(plain(value), self.today) or (None, None)
        return max(filter(None, (days[0], since)), default=None), min(filter(None, (days[1], until)), default=None)

    def _months(self, fields: Iterable[Field], part: Syntax, into: Narrowing) -> bool:
        months: list[str] = []
        for one in fields:
            span = when(plain(one.value), self.today)
            whole = list(between(span)) if span and span.whole_months else []
            if not whole or one.name != "date" or "month" not in self.collection.facets:
                into.notes.append(Note(DATE_NOT_TAKEN, text(part)))
                return True
            months += whole
        _add(_side(part, into), "month", months)
        return True


def is_spoken(part: Syntax) -> bool:
    """Whether a part is about statements and nothing else."""
    names = _names(part)
    return bool(names) and names <= SPOKEN and None not in _members(part) and not isinstance(part, Without)


def said_words(part: Syntax) -> Iterator[Syntax]:
    """The words that somebody must have said: they stand in the release too."""
    members = part.parts if isinstance(part, Any) else (part,)
    values = [one.value for one in members if isinstance(one, Field) and one.name == "said"]
    if len(values) == len(members):
        yield any_of(*values)


def plain(value: Value) -> str:
    """The words of a value without their signs."""
    return " ".join(value.words) if isinstance(value, Close) else value.text


def _members(part: Syntax) -> tuple[Field | None, ...]:
    """The fields that a part consists of; None for what is none."""
    inner = part.part if isinstance(part, Without) else part
    return tuple(
        one if isinstance(one, Field) else None for one in (inner.parts if isinstance(inner, Any) else (inner,))
    )


def _fields(part: Syntax) -> Iterator[Field]:
    return (one for one in _members(part) if one is not None)


def _names(part: Syntax) -> set[str]:
    return {one.name for one in leaves(part) if isinstance(one, Field)}


def _side(part: Syntax, into: Narrowing) -> dict[str, tuple[str, ...]]:
    return into.excluded if isinstance(part, Without) else into.filters


def _add(into: dict[str, tuple[str, ...]], facet: str, values: Iterable[str]) -> None:
    into[facet] = tuple(dict.fromkeys((*into.get(facet, ()), *values)))
