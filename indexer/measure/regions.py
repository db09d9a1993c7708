"""How well regions are found, and told apart as about or mentioned."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from corpus.records import Place
from indexer.measure.gold import SPLITS, Figures, Score, seeds, texts
from indexer.normalise.regions import regions
from indexer.normalise.text import CleanText, clean


def measure(shared: Path | None) -> Figures:
    """Precision and recall of detection and of `about`, on the sample and on the seeds."""
    figures: Figures = []
    for split in SPLITS:
        cases = [(regions(t.title, t.paragraphs), r.about, (*r.about, *r.mentioned)) for r, t in texts(split)]
        figures += _scored(f"sample {split}", cases)
    documents = [(clean(seed.article), seed.gold["regions"]) for seed in seeds(shared)]
    found = [(_told(d, g["implied"]), g["about"], (*g["about"], *g["mentioned"])) for d, g in documents]
    return figures + (_scored("seeds", found) if found else [])


def _told(text: CleanText, implied: Collection[str]) -> list[Place]:
    """The regions of a text without those that a venue alone implies: they may be found or not."""
    return [place for place in regions(text.title, text.paragraphs) if place.id not in implied]


def _scored(name: str, cases: Iterable[tuple[Sequence[Place], Iterable[str], Iterable[str]]]) -> Figures:
    about, detected = Score(), Score()
    for places, gold_about, gold in cases:
        about.add((place.id for place in places if place.relation == "about"), gold_about)
        detected.add((place.id for place in places), gold)
    return detected.figures(f"regions detected, {name}:") + about.figures(f"regions about, {name}:")
