"""What single pages ask of a library beyond a search: days of a month, what is like a release, what is held where."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.records import Rendition
from corpus.rhythm import Rhythm, rhythm
from indexer.edtf import kazakh_day
from indexer.engines.base import UNSTATED, Engine, Every, Query
from indexer.library import Library
from indexer.query.ask import Question
from indexer.schema import rendition_document

ALIKE = 5
RHYTHM_DAYS = 40  # days of publication that a rhythm is read from
LIKE_IN = ("title", "body")


@dataclass(frozen=True, slots=True)
class Held:
    """How many texts of a source are held, by month ("" where the day is not known) and language."""

    source: str
    months: Mapping[str, Mapping[str, int]]

    @property
    def total(self) -> int:
        """All texts of the source."""
        return sum(count for languages in self.months.values() for count in languages.values())


def days(library: Library, question: Question, month: str, *, said: bool) -> Mapping[str, int]:
    """The hits of each day of a month that has any: as many as the question finds on that day alone."""
    engine = library.said if said else library.releases
    first = date.fromisoformat(f"{month}-01")
    last = first.replace(day=monthrange(first.year, first.month)[1])
    query = replace(library.query(question, said=said), since=first, until=last)
    return {str(day): count for day, count in engine.days(query).items()}


def similar(library: Library, rendition: Rendition, size: int = ALIKE) -> tuple[Rendition, ...]:
    """The texts of other releases that share most of its telling words, in its language, nearest first."""
    own = library.languages_of(library.releases)
    document = rendition_document(rendition, 0, own)
    fields = tuple(f"{part}_lemma_{rendition.language}" for part in LIKE_IN)
    known = tuple(name for name in fields if name in library.releases.collection.fields)
    if not known:
        return ()
    hits = library.releases.similar(document, known, size)
    return library.store.renditions(hit.id for hit in hits)


def rhythm_of(library: Library, source: str) -> Rhythm | None:
    """How often a source publishes, as its last days show; None where they show nothing, or nobody ever visits it."""
    visited = library.store.overview.visited(source)
    return rhythm(library.store.overview.days(source, RHYTHM_DAYS), kazakh_day(visited) if visited else None)


def held(library: Library, sources: Sequence[str], languages: Sequence[str]) -> tuple[Held, ...]:
    """What is held of each source, by month and language, as a search with these filters counts it."""
    return tuple(_held(library.releases, source, languages) for source in sources)


def _held(engine: Engine, source: str, languages: Sequence[str]) -> Held:
    months: dict[str, dict[str, int]] = {}
    for language in languages:
        filters = {"source": (source,), "language": (language,)}
        counts = engine.search(Query(Every(), filters, size=0, facets=("month",))).facets["month"]
        for month, count in counts.items():
            if count:
                months.setdefault("" if month == UNSTATED else month, {})[language] = count
    return Held(source, dict(sorted(months.items(), reverse=True)))
