"""What is held: texts of each source by month and language, when it was last seen, and what failed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from corpus.sources import sources
from corpus.store import Failure, SourceStatus
from indexer.library import Library
from indexer.library_pages import Held, held, rhythm_of
from indexer.query.ask import today
from search_app.catalogues import gettext, ngettext
from search_app.i18n import Labels
from search_app.map import shade
from search_app.request import LANGUAGES, TEXTS, Pair, SearchRequest

MONTHS = tuple(f"{month:02}" for month in range(1, 13))
FAILURES = 20


@dataclass(frozen=True, slots=True)
class Cell:
    """How many texts there are, and where they are listed; `shade` is 0 for none, up to 5."""

    count: int
    url: str
    shade: int


@dataclass(frozen=True, slots=True)
class Row:
    """A year in a language: a cell for each month, and the whole year."""

    year: str
    language: str
    months: tuple[Cell, ...]
    total: Cell


@dataclass(frozen=True, slots=True)
class Covered:
    """A source: what is held of it, when it was seen last, and what failed."""

    status: SourceStatus
    rows: tuple[Row, ...]
    undated: tuple[tuple[str, Cell], ...]
    total: Cell
    failures: tuple[Failure, ...]
    failed: int
    pace: tuple[str, ...] = ()  # how often it publishes, and that it is quiet for longer or was not visited


@dataclass(frozen=True, slots=True)
class CoveragePage:
    """All that the template of the coverage may use; `failures` belong to no source that is held."""

    labels: Labels
    sources: tuple[Covered, ...]
    months: tuple[tuple[str, str], ...]
    failures: tuple[Failure, ...]
    failed: int


def coverage_page(library: Library, labels: Labels) -> CoveragePage:
    """What is held of each source."""
    status = library.status()
    failed: dict[str, list[Failure]] = {}
    for failure in library.store.failures():
        failed.setdefault(_source(failure.url, status.sources), []).append(failure)
    texts = held(library, [one.source for one in status.sources], tuple(status.languages))
    covered = [
        _covered(one, text, labels.ui, failed.get(one.source, []))
        for one, text in zip(status.sources, texts, strict=True)
    ]
    other = failed.get("", [])
    names = tuple((month, labels.month_short(month)) for month in MONTHS)
    covered = [replace(one, pace=_pace(library, one.status.source, labels)) for one in covered]
    return CoveragePage(labels, tuple(covered), names, tuple(other[:FAILURES]), len(other))


def _pace(library: Library, source: str, labels: Labels) -> tuple[str, ...]:
    """What is worth telling of the rhythm of a source: of silence only where somebody listened to a real one."""
    found, card = rhythm_of(library, source), sources().get(source)
    if found is None or (card is not None and card.sample):
        return ()
    usual = ngettext("usual pause: %(num)s day", "usual pause: %(num)s days", found.usual)
    if found.unvisited(today()):
        return usual, gettext("not visited since %(day)s", day=labels.day(found.visited))
    if not found.quiet:
        return (usual,)
    silence = ngettext("quiet longer than usual: %(num)s day", "quiet longer than usual: %(num)s days", found.silent)
    return usual, silence


def _source(url: str, known: tuple[SourceStatus, ...]) -> str:
    host = urlsplit(url).netloc
    held_here = {one.source for one in known}
    cards = (card for card in sources().values() if card.name in held_here and card.address)
    return next((card.name for card in cards if urlsplit(card.address).netloc == host), "")


def _covered(status: SourceStatus, texts: Held, ui: str, failures: list[Failure]) -> Covered:
    most = max((n for month in texts.months.values() for n in month.values()), default=0)
    cell = _Cells(ui, status.source, most)
    years = dict.fromkeys(month[:4] for month in texts.months if month)
    languages = [code for code in (*LANGUAGES, *status.languages) if code in status.languages]
    rows = [
        _row(cell, texts.months, year=year, language=language)
        for year in years
        for language in dict.fromkeys(languages)
    ]
    undated = [
        (language, cell.of(count, ("language", language), ("month", "unstated")))
        for language, count in texts.months.get("", {}).items()
    ]
    return Covered(
        status=status,
        rows=tuple(row for row in rows if row.total.count),
        undated=tuple(undated),
        total=cell.of(texts.total),
        failures=tuple(failures[:FAILURES]),
        failed=len(failures),
    )


@dataclass(frozen=True, slots=True)
class _Cells:
    """Makes the cells of a source."""

    ui: str
    source: str
    most: int

    def of(self, count: int, *chosen: Pair) -> Cell:
        """The cell of texts with these values."""
        request = SearchRequest(self.ui, over=TEXTS, chosen=(*chosen[:1], ("source", self.source), *chosen[1:]))
        return Cell(count, request.url, shade(count, self.most))


def _row(cell: _Cells, months: Mapping[str, Mapping[str, int]], *, year: str, language: str) -> Row:
    counts = [months.get(f"{year}-{month}", {}).get(language, 0) for month in MONTHS]
    cells = tuple(
        cell.of(count, ("language", language), ("month", f"{year}-{month}"))
        for month, count in zip(MONTHS, counts, strict=True)
    )
    return Row(year, language, cells, cell.of(sum(counts), ("language", language), ("year", year)))
