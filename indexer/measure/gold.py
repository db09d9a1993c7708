"""The gold that measures share: the project's sample releases and, where it is there, the five seed
documents.

The sample releases with even ids are for development, those with odd ids for the test.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from corpus.records import Article
from corpus.sample_site.releases import SampleRelease, SampleText, releases

Figures = list[tuple[str, float, int]]
SPLITS = {"dev": 0, "test": 1}


class Seed(NamedTuple):
    """A seed document: its gold, and its lines as an article of the files source."""

    gold: dict[str, Any]
    article: Article


def texts(split: str) -> Iterator[tuple[SampleRelease, SampleText]]:
    """The texts of a split of the sample, each with its release."""
    for release in releases():
        if int(release.id) % 2 == SPLITS[split]:
            yield from ((release, text) for text in release.texts.values())


def seeds(shared: Path | None) -> Iterator[Seed]:
    """The seed documents with their gold; none where the reference data is absent."""
    if shared is None:
        return
    folder = shared / "data" / "seeds"
    for gold in json.loads((folder / "seeds_gold.json").read_text(encoding="utf-8"))["docs"]:
        lines = (folder / gold["file"]).read_text(encoding="utf-8").split("\n")
        title = gold["title"] and gold["title"]["text"]
        yield Seed(gold, Article(f"file:{gold['file']}", "files", title, tuple(lines)))


class Score:
    """Right, predicted and gold items, added up over documents."""

    def __init__(self) -> None:
        self.right = self.predicted = self.gold = 0

    def add(self, predicted: Iterable[str], gold: Iterable[str]) -> None:
        """Counts one document."""
        ours, theirs = set(predicted), set(gold)
        self.right += len(ours & theirs)
        self.predicted += len(ours)
        self.gold += len(theirs)

    def figures(self, name: str) -> Figures:
        """Precision and recall in percent."""
        return [
            (f"{name} precision", percent(self.right, self.predicted), self.predicted),
            (f"{name} recall", percent(self.right, self.gold), self.gold),
        ]


def percent(right: int, cases: int) -> float:
    """The share in percent; 0 of nothing is 100."""
    return 100.0 * right / cases if cases else 100.0
