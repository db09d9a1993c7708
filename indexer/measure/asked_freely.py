"""How well questions as people type them find the sample releases, asked of all languages at once: MRR@10 and nDCG@10.

Sentences, names, posts, days in words, other forms, misspelt words, Latin Kazakh and plain keyboards (the kinds of
queries_free.tsv), each asked as it stands. `helped` is what one click more gives: where nothing is found, the question
that is offered instead, with other spellings or with any of the words. Halves (dev, test) are by checksum of the id.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import fmean

from analyzers.language import Languages
from corpus.tables import table
from indexer.engines.base import Engine
from indexer.measure.asked import gain, grades, sample
from indexer.measure.gold import Figures
from indexer.measure.ranking import FIRST, is_dev, reciprocal_rank
from indexer.query.ask import Answer, Question, ask
from indexer.query.expand import either
from indexer.query.syntax import text

QUERIES = "gold/queries_free.tsv"
TODAY = date(2026, 11, 1)  # the sample releases are of before

Scores = tuple[float, float]  # reciprocal rank and gain


def measure(shared: Path | None) -> Figures:  # noqa: ARG001
    """Both ways, all questions and each half, and each kind as it is typed."""
    scores: defaultdict[str, list[Scores]] = defaultdict(list)
    for names, one in _scored():
        for name in names:
            scores[name].append(one)
    return [figure for name, some in scores.items() for figure in _figures(name, some)]


def _figures(name: str, some: Sequence[Scores]) -> Figures:
    return [
        (f"{name} MRR@10", 100 * fmean(first for first, _ in some), len(some)),
        (f"{name} nDCG@10", 100 * fmean(gained for _, gained in some), len(some)),
    ]


def _scored() -> Iterator[tuple[tuple[str, ...], Scores]]:
    """The scores of each question, with the figures they belong to."""
    with sample() as (engine, languages):
        for row in table("corpus", QUERIES, "id kind language question releases"):
            right, half = grades(row), "dev" if is_dev(row["id"]) else "test"
            for way, found in zip(("freely", "helped"), answers(row["question"], engine, languages), strict=True):
                ids = [hit.group for hit in found.results.hits]
                names = (f"asked {way}", f"asked {way} {half}", *([f"asked freely {row['kind']}"] * (way == "freely")))
                yield names, (reciprocal_rank(ids, frozenset(right)), gain(ids, right))


def answers(typed: str, engine: Engine, languages: Languages) -> tuple[Answer, Answer]:
    """The answer to a question as it is typed, and to what is offered where it finds nothing."""
    question = Question(typed, size=FIRST, today=TODAY)
    first = ask(question, engine, languages=languages)
    if first.results.total:
        return first, first
    offered = first.suggestion or text(either(first.tree))
    return first, ask(replace(question, text=offered), engine, languages=languages)
