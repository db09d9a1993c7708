"""How well topics are assigned, and whether the languages of a release agree on them.

On the seeds the commissions' topic counts as elections. The press texts (corpus/gold/topics.tsv) are labelled by their
beginnings.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from analyzers.scripts import to_cyrillic
from corpus.records import Article
from corpus.sample_site.releases import SampleText
from corpus.tables import table
from indexer.measure.gold import SPLITS, Figures, Score, percent, seeds, texts
from indexer.normalise.languages import parts
from indexer.normalise.text import clean
from indexer.normalise.topics import topics

Case = tuple[Sequence[str], Sequence[str]]  # topics found, topics labelled


def measure(shared: Path | None) -> Figures:
    """Precision and recall of all topics, how often the first is right, and the agreement of languages."""
    figures: Figures = []
    for split in SPLITS:
        cases: list[Case] = [(_of_sample(text), release.topics) for release, text in texts(split)]
        figures += _scored(f"sample {split}", cases) + _agreement(split)
    for name, cases in (*_press(shared), ("seeds", [*_seeds(shared)])):
        figures += _scored(name, cases) if cases else []
    return figures


def _of_sample(text: SampleText) -> tuple[str, ...]:
    """The topics of a text of the sample; Kazakh in Latin letters is read in Cyrillic."""
    lines = [text.title, *text.paragraphs]
    title, *paragraphs = map(to_cyrillic, lines) if text.tag == "kk-Latn" else lines
    return _ids(title, paragraphs, text.tag[:2])


def _press(shared: Path | None) -> Iterator[tuple[str, list[Case]]]:
    file = shared / "data" / "press" / "press.jsonl" if shared else None
    if file is None or not file.exists():
        return
    documents = {one["id"]: one for one in map(json.loads, file.read_text(encoding="utf-8").strip().split("\n"))}
    rows = table("corpus", "gold/topics.tsv", "id topics")
    for split, half in SPLITS.items():
        cases: list[Case] = [(_of_article(_article(documents[row["id"]])), row.many("topics")) for row in rows[half::2]]
        yield f"press beginnings {split}", cases


def _article(document: dict[str, Any]) -> Article:
    lines = document["text"].split("\n")
    title = document["title"] if document["title"] != lines[0] else None
    return Article(f"file:{document['id']}", "files", title or None, tuple(lines))


def _seeds(shared: Path | None) -> Iterator[Case]:
    for seed in seeds(shared):
        ids = _of_article(seed.article)
        yield tuple("elections" if one == "election_admin" else one for one in ids), seed.gold["topics"]


def _of_article(article: Article) -> tuple[str, ...]:
    """The topics of the first language of an article."""
    text = clean(article)
    part = parts(text.title, text.paragraphs)[0]
    return _ids(part.title, part.paragraphs, part.language)


def _ids(title: str | None, paragraphs: Sequence[str], language: str) -> tuple[str, ...]:
    return tuple(topic.id for topic in topics(title, paragraphs, language))


def _scored(name: str, cases: Iterable[Case]) -> Figures:
    score, first, count = Score(), 0, 0
    for predicted, gold in cases:
        score.add(predicted, gold)
        first += bool(predicted) and predicted[0] == gold[0]
        count += 1
    return [
        *score.figures(f"topics, {name}:"),
        (f"topics, {name}: primary right", percent(first, count), count),
    ]


def _agreement(split: str) -> Figures:
    """The topics that two languages of a release share, of all that one of them has (Jaccard), on average."""
    releases: dict[str, list[set[str]]] = {}
    for release, text in texts(split):
        releases.setdefault(release.id, []).append(set(_of_sample(text)))
    shares = [len(a & b) / (len(a | b) or 1) for found in releases.values() for a, b in combinations(found, 2)]
    return [(f"topics, sample {split}: shared by two languages", 100 * sum(shares) / len(shares), len(shares))]
