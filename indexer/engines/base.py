"""The seam between questions and engines: documents of terms go in, a query tree is asked, results come out.

An engine never sees text. The contract (tests/engines/contract.py) fixes what every engine must answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, Protocol

UNSTATED = "unstated"  # the facet value of a document that has none
PARAGRAPH_GAP = 8  # positions between paragraphs of a field, so that no phrase or nearness reaches across
EXPANSIONS = 50  # how many terms a fuzzy one stands for at most
TELLING = 25  # how many terms of a document are asked for what is like it


@dataclass(frozen=True, slots=True)
class Collection:
    """What an index holds: its name, the fields of terms, the facets that are counted and filtered, and what besides
    its publication a document has days of."""

    name: str
    fields: tuple[str, ...]
    facets: tuple[str, ...]
    days: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One thing to be found.

    `number` is the store's integer id, `id` the public one, `group` the id of what is counted when hits are grouped
    (the release). `fields` maps a field to its (term, position) pairs; positions ascend, several terms may share one.
    `days` maps what else is dated to its first and its last day.
    """

    number: int
    id: str
    group: str
    fields: Mapping[str, tuple[tuple[str, int], ...]]
    facets: Mapping[str, tuple[str, ...]]
    published: date | None
    days: Mapping[str, tuple[date, date]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Term:
    """Documents holding the term in the field; scores BM25 times the weight."""

    field: str
    text: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Phrase:
    """The terms in this order at consecutive positions; `slop` allows that many other positions in between."""

    field: str
    terms: tuple[str, ...]
    slop: int = 0
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Near:
    """All the terms in any order, none further than `distance` positions from another; a term named twice must stand
    at two places. As often as one of the terms begins such a stretch."""

    field: str
    terms: tuple[str, ...]
    distance: int
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Prefix:
    """Any term of the field that begins so; scores as if all of them were one word."""

    field: str
    text: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Wildcard:
    """Any term of the field that fits, `*` being any letters and `?` one; scores as if all of them were one word."""

    field: str
    text: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Any of the nearest terms of the field: at most `EXPANSIONS`, within so many edits (a letter lost, added, changed,
    or two neighbours swapped); nearer ones first, then frequent ones, then by alphabet.

    The best of them counts: its score as a `Term`, divided by one more than its edits.
    """

    field: str
    text: str
    edits: int = 2
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class And:
    """All parts; scores add up. `Not` parts take away; a tree of only `Not` parts takes away from everything."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any part; scores add up."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Best:
    """Any part; the best score counts (the alternatives of one word)."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Documents without the part."""

    part: Node


@dataclass(frozen=True, slots=True)
class Every:
    """All documents, score 0."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No document: a question of which nothing could be understood."""


Node = Term | Phrase | Near | Prefix | Wildcard | Fuzzy | And | Or | Best | Not | Every | Nothing
NOWHERE = Nothing()


@dataclass(frozen=True, slots=True)
class Query:
    """A tree with what narrows, orders and pages it.

    `filters`: any of a facet's values, all of the facets; `excluded`: none of the values; both accept `UNSTATED`.
    `since` and `until` are inclusive days of publication; documents without one do not match a bounded query. `days`
    bounds what else is dated in the same way, None being an open end: its first to last day must reach into these.
    `groups` keeps only the documents of these groups. `sort` is relevance, newest or oldest (undated last), or fresh:
    relevance that fades with the days before the newest document; or what else is dated, the latest first. With
    `group`, hits are the best document of each group, and total and facets count groups. Each facet is counted as if
    its own filter (not its exclusions) were absent.
    """

    tree: Node
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    excluded: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    since: date | None = None
    until: date | None = None
    days: Mapping[str, tuple[date | None, date | None]] = field(default_factory=dict)
    groups: frozenset[str] | None = None
    sort: str = "relevance"
    start: int = 0
    size: int = 10
    group: bool = False
    facets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A document found."""

    number: int
    id: str
    group: str
    score: float


@dataclass(frozen=True, slots=True)
class Results:
    """The page of hits asked for, the exact total, and the counts of every facet value (`UNSTATED` among them), the
    most frequent first. `documents` is the number of documents also where the total counts groups."""

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, Mapping[str, int]]
    documents: int


@dataclass(frozen=True, slots=True)
class Placed:
    """Where in a document terms that were asked for stand: by field their positions, ascending, each with the term, and
    at how many positions there is any term at all."""

    positions: Mapping[str, tuple[tuple[int, str], ...]]
    lengths: Mapping[str, int]


class Bounds(NamedTuple):
    """What is known of a tree before any list is read: how many documents it finds at least and at most, and how often
    its terms stand in texts, those of documents that were deleted not long ago perhaps among them."""

    fewest: int
    most: int
    times: int


class Engine(Protocol):
    """One writer, many readers; a search sees the last commit."""

    collection: Collection

    def index(self, documents: Iterable[Document]) -> int:
        """Adds documents, replacing those with the same id; how many."""

    def delete(self, ids: Iterable[str]) -> int:
        """Takes documents out; how many were there."""

    def commit(self) -> None:
        """Makes what was indexed and deleted visible, durably."""

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Builds a new generation aside from these documents alone and swaps it in; how many."""

    def search(self, query: Query) -> Results:
        """Answers a query from the last commit."""

    def finds(self, tree: Node) -> bool:
        """Whether a tree finds any document; filters aside."""

    def bounds(self, trees: Sequence[Node]) -> list[Bounds]:
        """How many documents each tree finds at least and at most, told from the dictionary alone; filters aside."""

    def gains(self, trees: Sequence[Node], besides: Node = NOWHERE) -> list[tuple[int, int]]:
        """How many documents each tree finds, and how many of them another one does not; filters and scores aside."""

    def days(self, query: Query) -> dict[date, int]:
        """How many documents of the answer to a query, or with `group` how many groups, each day of publication has."""

    def similar(self, document: Document, fields: tuple[str, ...], size: int = 10) -> tuple[Hit, ...]:
        """What of other groups is most like a document, held or not, the best of each group: what scores best for
        any of those `TELLING` of its terms in these fields that score highest in itself."""

    def positions(self, ids: Iterable[str], terms: Mapping[str, Iterable[str]]) -> dict[str, Placed]:
        """Where the terms, given by field, stand in these documents; of what is not held, nothing."""

    def ids(self) -> frozenset[str]:
        """The ids of all documents held."""

    def terms(self, field_name: str, prefix: str, limit: int = 100) -> list[tuple[str, int]]:
        """Terms of a field that begin so, with their document counts, most frequent first."""

    def close(self) -> None:
        """Lets go of files and locks; the engine is not used afterwards."""
