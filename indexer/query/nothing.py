"""Why a question finds nothing, in numbers: what it would find without each thing that narrows it, with any of its
words, in other spellings and languages, and what is held at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import NamedTuple, Protocol

from indexer.query.ask import Answer, Question
from indexer.query.expand import either
from indexer.query.suggest import Meant
from indexer.query.syntax import NOTHING, Syntax, parts, text

MOST = 12  # things taken off, one at a time

Total = Callable[[Question], int]  # how many a question finds


class Empty(Protocol):
    """An answer of nothing, or the page of one."""

    @property
    def understood(self) -> str:
        """The question as it was read."""

    @property
    def tree(self) -> Syntax:
        """Its syntax tree."""

    @property
    def either(self) -> int | None:
        """How many any of its words would find."""

    @property
    def meant(self) -> tuple[Meant, ...]:
        """The question as it may have been meant."""


class Less(NamedTuple):
    """Something taken off: its kind (filter, excluded, days, part, exact), its name, the values or text, the hits
    without it, and the question that is left."""

    kind: str
    name: str
    values: tuple[str, ...]
    hits: int
    question: Question


class Coverage(NamedTuple):
    """What is held: how many releases, from which day to which, of which sources."""

    releases: int
    first: date | None
    last: date | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unfound:
    """Why a question finds nothing. `without` are the things whose absence would let something be found, `languages`
    the hits by language where the question keeps to some, `either` the question with any of its words."""

    understood: str
    without: tuple[Less, ...]
    either: Meant | None
    spellings: tuple[Meant, ...]
    held: Coverage
    languages: Mapping[str, int] = field(default_factory=dict)


def explained(question: Question, asked: Empty, *, total: Total, held: Coverage) -> Unfound:
    """Why a question finds nothing, by asking it again with less."""
    less = [one._replace(hits=total(one.question)) for one in islice(_less(question, asked.tree), MOST)]
    loose = text(either(asked.tree))
    return Unfound(
        understood=asked.understood,
        without=tuple(one for one in less if one.hits),
        either=Meant(loose, asked.either) if asked.either else None,
        spellings=tuple(one for one in asked.meant if one.hits),
        held=held,
    )


def _less(question: Question, tree: Syntax) -> Iterator[Less]:
    """The question without each thing that narrows it."""
    question = replace(question, size=0, start=0)
    for name, values in question.filters.items():
        rest = {other: some for other, some in question.filters.items() if other != name}
        yield Less("filter", name, values, 0, replace(question, filters=rest))
    for name, values in question.excluded.items():
        rest = {other: some for other, some in question.excluded.items() if other != name}
        yield Less("excluded", name, values, 0, replace(question, excluded=rest))
    if question.since or question.until:
        days = tuple(day.isoformat() if day else "" for day in (question.since, question.until))
        yield Less("days", "", days, 0, replace(question, since=None, until=None))
    for name, bounds in question.days.items():
        days = tuple(day.isoformat() if day else "" for day in bounds)
        left = {other: span for other, span in question.days.items() if other != name}
        yield Less("days", name, days, 0, replace(question, days=left))
    if question.exact:
        yield Less("exact", "", (), 0, replace(question, exact=False))
    narrowed = bool(question.filters or question.excluded or question.since or question.until or question.days)
    for part in parts(tree):
        if part.rest != NOTHING or narrowed:
            yield Less("part", "", (part.label,), 0, replace(question, text=text(part.rest)))


def by_language(question: Question, answer: Callable[[Question], Answer]) -> Mapping[str, int]:
    """The hits by language of a question that keeps to some, if it did not."""
    if "language" not in question.filters:
        return {}
    rest = {name: values for name, values in question.filters.items() if name != "language"}
    counts = answer(replace(question, filters=rest, size=0)).results.facets.get("language", {})
    return {language: count for language, count in counts.items() if count}
