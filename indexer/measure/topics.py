"""How well topics are assigned; on the seeds the commissions' topic counts as elections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from indexer.measure.gold import SPLITS, Figures, Score, percent, seeds, texts
from indexer.normalise.languages import parts
from indexer.normalise.text import clean
from indexer.normalise.topics import topics


def measure(shared: Path | None) -> Figures:
    """Precision and recall of all topics, and how often the first is right, on sample and seeds."""
    figures: Figures = []
    for split in SPLITS:
        cases = [(_ids(text.title, text.paragraphs, text.tag[:2]), release.topics) for release, text in texts(split)]
        figures += _scored(f"sample {split}", cases)
    found = []
    for seed in seeds(shared):
        text = clean(seed.article)
        part = parts(text.title, text.paragraphs)[0]
        ids = _ids(part.title, part.paragraphs, part.language)
        found.append((tuple("elections" if one == "election_admin" else one for one in ids), seed.gold["topics"]))
    return figures + (_scored("seeds", found) if found else [])


def _ids(title: str | None, paragraphs: Sequence[str], language: str) -> tuple[str, ...]:
    return tuple(topic.id for topic in topics(title, paragraphs, language))


def _scored(name: str, cases: Iterable[tuple[Sequence[str], Sequence[str]]]) -> Figures:
    score, first, count = Score(), 0, 0
    for predicted, gold in cases:
        score.add(predicted, gold)
        first += bool(predicted) and predicted[0] == gold[0]
        count += 1
    return [
        *score.figures(f"topics, {name}:"),
        (f"topics, {name}: primary right", percent(first, count), count),
    ]
