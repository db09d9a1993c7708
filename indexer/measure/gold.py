"""The gold that measures share: the project's sample releases and, where they are there, the five seed documents.

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
    """Found and wanted items, added up over documents; of those found some are right, of those wanted some matched."""

    def __init__(self) -> None:
        self.right = self.found = self.matched = self.wanted = 0

    def add(self, found: Iterable[str], wanted: Iterable[str]) -> None:
        """Counts one document, an item being right where it is wanted."""
        ours, theirs = set(found), set(wanted)
        self.right += len(ours & theirs)
        self.found += len(ours)
        self.matched += len(ours & theirs)
        self.wanted += len(theirs)

    def figures(self, name: str) -> Figures:
        """Precision and recall in percent."""
        return [
            (f"{name} precision", percent(self.right, self.found), self.found),
            (f"{name} recall", percent(self.matched, self.wanted), self.wanted),
        ]


def percent(right: int, cases: int) -> float:
    """The share in percent; 0 of nothing is 100."""
    return 100.0 * right / cases if cases else 100.0
