"""An answer as a file, written while it is read: CSV, JSON lines, JSON, BibTeX, RIS.

Each writer takes portions of an answer and gives text piece by piece, so that a million rows need no more memory
than one portion. Cells of a CSV file that a spreadsheet would take for a formula are led by an apostrophe.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, cast

from indexer import report
from indexer.library import Card, Found, StatementCard
from search_app import citations
from search_app.citations import Cited
from search_app.request import STATEMENTS
from search_app.rows import Shelf, columns, row, seen

Portions = Iterable[Found[Card] | Found[StatementCard]]
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BOM = "\ufeff"
TYPES = {
    "csv": "text/csv; charset=utf-8; header=present",
    "jsonl": "application/x-ndjson; charset=utf-8",
    "json": "application/json",
    "atom": "application/atom+xml; charset=utf-8",
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}


def csv_rows(portions: Portions, shelf: Shelf, *, over: str, bom: bool = False) -> Iterator[str]:
    """RFC 4180: a line of names, then a line a hit; with `bom`, spreadsheets know that it is UTF-8."""
    names = columns(over)
    yield (BOM if bom else "") + _lines([names])
    for found in portions:
        pasts = shelf.library.pasts(found)
        rows = (row(card, shelf) | seen(pasts.get(card.rendition.id)) for card in found.cards)
        yield _lines([guarded(cells[name]) for name in names] for cells in rows)


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _lines(rows: Iterable[Iterable[str]]) -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    return buffer.getvalue()


def json_lines(portions: Portions, shelf: Shelf, *, over: str) -> Iterator[str]:
    """A JSON object a line, each as among the `hits` of the same answer as JSON."""
    for found in portions:
        yield "".join(f"{_json(hit)}\n" for hit in _answer(found, shelf, over)["hits"])


def json_whole(portions: Portions, shelf: Shelf, *, over: str) -> Iterator[str]:
    """The answer as JSON with all its hits, which come last."""
    began = False
    for found in portions:
        answer = _answer(found, shelf, over)
        hits = answer.pop("hits")
        if not began:
            yield _json(answer)[:-1] + ', "hits": ['
        text = ", ".join(_json(hit) for hit in hits)
        yield f", {text}" if began and text else text
        began = True
    yield "]}\n"


def bibliography(portions: Portions, shelf: Shelf, *, suffix: str, accessed: date) -> Iterator[str]:
    """A record for each release found, once each, as BibTeX or RIS."""
    write = citations.bibtex if suffix == "bib" else citations.ris
    seen: set[str] = set()
    for found in portions:
        records = []
        for card in found.cards:
            if card.rendition.id not in seen:
                records.append(write(cited(card, shelf, accessed)))
            seen.add(card.rendition.id)
        yield "".join(records)


def cited(card: Card | StatementCard, shelf: Shelf, accessed: date) -> Cited:
    """A hit as something to cite."""
    return Cited(card.rendition, shelf.labels.source(card.rendition.source), shelf.labels.ui, accessed)


def _answer(found: Found[Card] | Found[StatementCard], shelf: Shelf, over: str) -> dict[str, Any]:
    pasts = shelf.library.pasts(found)
    if over == STATEMENTS:
        return report.statements(cast("Found[StatementCard]", found), pasts)
    return report.releases(cast("Found[Card]", found), pasts)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
