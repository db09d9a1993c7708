"""How well days of publication and of events are read, and how many are invented where none is given."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path

from corpus.records import Article
from indexer.measure.gold import SPLITS, Figures, percent, seeds, texts
from indexer.normalise.dates import event, publication, publication_in_text, told_dates
from indexer.normalise.text import clean
from indexer.normalise.written_dates import written

CAPTURED = date(2026, 11, 1)


def measure(shared: Path | None) -> Figures:
    """Events on the sample; value and how on the seeds; days written in the text of the press documents."""
    figures = [figure for split in SPLITS for figure in _events(split)]
    return figures + (_seeds(shared) + _press(shared) if shared else [])


def _events(split: str) -> Figures:
    right = given = wrong = 0
    for release, text in texts(split):
        told = told_dates(text.title, text.paragraphs, release.published)
        found = event(told, text.paragraphs, release.published)
        given += release.event is not None
        right += found is not None and found.edtf == release.event
        wrong += found is not None and found.edtf != release.event
    return [
        (f"events, sample {split}: right", percent(right, given), given),
        (f"events, sample {split}: told and wrong", percent(wrong, right + wrong), right + wrong),
    ]


def _published(article: Article) -> tuple[str | None, str]:
    text = clean(article)
    found = publication(article, text.date_lines, CAPTURED)
    if found is None:
        days = [date(*one.first) for p in text.paragraphs for one in written(p) if one.first[0]]  # type: ignore[arg-type]
        told = told_dates(text.title, text.paragraphs, None, days)
        found = publication_in_text(told, text.paragraphs, CAPTURED)
    return (found.day.isoformat(), found.how) if found else (None, "not_given")


def _seeds(shared: Path) -> Figures:
    right = cases = 0
    for seed in seeds(shared):
        gold = seed.gold["publication_date"]
        right += _published(seed.article) == (gold["value"], gold["how"])
        cases += 1
    return [("dates, seeds: value and how", percent(right, cases), cases)]


def _press(shared: Path) -> Figures:
    cases, right = Counter[str](), Counter[str]()
    for line in (shared / "data" / "press" / "press.jsonl").read_text(encoding="utf-8").strip().split("\n"):
        document = json.loads(line)
        if document["date"] and document["id"].startswith("pmlead"):
            day, _ = _published(Article("file:press", "files", None, tuple(document["text"].split("\n"))))
            cases[document["lang"]] += 1
            right[document["lang"]] += day == document["date"][:10]
    return [(f"dates, press lists, {lang}: right", percent(right[lang], n), n) for lang, n in sorted(cases.items())]
