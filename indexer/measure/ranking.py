"""How well found texts are ranked, on collections of questions with known answers: MRR@10 and mean average precision.

`as asked`: the texts are indexed as renditions and each question is asked as its asker would have it answered: any of
its words, those in quotation marks too, every word with all its alternatives. `backed`: the lemma, with a little for
the word as it stands and half for its first letters, a field that our index does not have: what such a field would
bring. Kazakh is refined on the collection, as a rebuild does. Weights are round numbers, chosen by the half `dev` of
the questions (by checksum of their number); `test` is the rest.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory

import analyzers
from analyzers.language import Language
from corpus.records import Rendition
from indexer import refined
from indexer.engines.base import Collection, Document, Node, Or, Query, Term
from indexer.engines.whoosh import WhooshEngine
from indexer.measure.gold import Figures
from indexer.query.expand import Way, either, expand
from indexer.query.parse import parse
from indexer.schema import RENDITIONS, rendition_document

COLLECTIONS = {"kazqad": "kk", "cranfield": "en"}
DEEP = 1000  # hits looked at
FIRST = 10
LETTERS = 5
BACKED = {"lemma": 1.0, "exact": 0.2, "beginning": 0.5}  # fields and their weights
_QUOTES = re.compile('[«»"“”]')
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)

Tree = Callable[[str], Node]


@dataclass(frozen=True, slots=True)
class Questions:
    """Texts, questions by number, and the texts that answer each."""

    texts: tuple[Rendition, ...]
    asked: dict[str, str]
    answers: dict[str, frozenset[str]]


def measure(shared: Path | None) -> Figures:
    """MRR@10 and MAP of every collection that is there, in both ways."""
    folders = {name: shared / "data/ir" / name for name in COLLECTIONS} if shared else {}
    return [
        figure
        for name, folder in folders.items()
        if folder.is_dir()
        for figure in _measured(name, questions(folder, COLLECTIONS[name]))
    ]


def questions(folder: Path, language: str) -> Questions:
    """A collection read from docs.jsonl, queries.tsv and qrels.tsv."""
    answers: dict[str, set[str]] = defaultdict(set)
    for number, text, value, *_ in _rows(folder / "qrels.tsv"):
        if int(value) > 0:
            answers[number].add(text)
    asked = {number: text for number, text in _rows(folder / "queries.tsv") if number in answers}
    with (folder / "docs.jsonl").open(encoding="utf-8") as lines:
        texts = tuple(_rendition(json.loads(line), language) for line in lines)
    return Questions(texts, asked, {number: frozenset(ids) for number, ids in answers.items()})


def _rows(file: Path) -> Iterator[list[str]]:
    with file.open(encoding="utf-8") as lines:
        yield from (line.rstrip("\n").split("\t") for line in lines)


def _rendition(found: dict[str, str], language: str) -> Rendition:
    script = analyzers.LANGUAGES[language].script
    paragraphs = tuple(found["text"].split("\n"))
    number, title = found["id"], found.get("title") or None
    return Rendition(number, number, "", "", language, script, title, paragraphs, _NEVER)


def _measured(name: str, gold: Questions) -> Figures:
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        languages = refined.languages_by(folder, refined.learn(refined.words(gold.texts), folder))
        engine = WhooshEngine(folder, RENDITIONS)
        engine.rebuild(rendition_document(text, place, languages) for place, text in enumerate(gold.texts, start=1))
        way = Way(languages=languages)
        as_asked = ranked(gold, engine, lambda text: expand(either(parse(_QUOTES.sub(" ", text))), engine, way).tree)
        engine.close()
        backed = ranked_with_backing(gold, folder, languages[COLLECTIONS[name]])
    return [*_figures(f"ranking {name} as asked", gold, as_asked), *_figures(f"ranking {name} backed", gold, backed)]


def ranked(gold: Questions, engine: WhooshEngine, tree: Tree) -> dict[str, list[str]]:
    """The ids found for each question, the best first."""
    return {
        number: [hit.id for hit in engine.search(Query(tree(text), size=DEEP)).hits]
        for number, text in gold.asked.items()
    }


def ranked_with_backing(gold: Questions, folder: Path, language: Language) -> dict[str, list[str]]:
    """The ids found by lemma, with a field of the first letters of words behind it."""

    def terms(text: str, without: frozenset[str] = frozenset()) -> dict[str, list[str]]:
        words = [word for word in analyzers.exact.terms(text) if word not in without]
        lemmas = [term for word in words for term in language.lemma.terms(word)[:1]]
        return {"exact": words, "lemma": lemmas, "beginning": [word[:LETTERS] for word in words]}

    def document(place: int, text: Rendition) -> Document:
        found = terms("\n".join((text.title or "", *text.paragraphs)))
        fields = {kind: tuple((term, at) for at, term in enumerate(some)) for kind, some in found.items()}
        return Document(place, text.id, text.id, fields, {}, None)

    engine = WhooshEngine(folder, Collection("backed", tuple(BACKED), ()))
    engine.rebuild(document(place, text) for place, text in enumerate(gold.texts, start=1))
    found = ranked(gold, engine, lambda text: _any(terms(text, language.stop_words)))
    engine.close()
    return found


def _any(terms: dict[str, list[str]]) -> Node:
    return Or(tuple(Term(kind, term, BACKED[kind]) for kind, some in terms.items() for term in dict.fromkeys(some)))


def _figures(name: str, gold: Questions, found: dict[str, list[str]]) -> Figures:
    halves = {
        "": list(found),
        " dev": [one for one in found if is_dev(one)],
        " test": [one for one in found if not is_dev(one)],
    }
    return [
        (f"{name} {kind}{half}", 100 * fmean(value(found[one], gold.answers[one]) for one in numbers), len(numbers))
        for half, numbers in halves.items()
        for kind, value in (("MRR@10", reciprocal_rank), ("MAP", average_precision))
        if numbers
    ]


def is_dev(number: str) -> int:
    """Whether a question belongs to the half for development: 1 or 0."""
    return 1 - hashlib.md5(number.encode(), usedforsecurity=False).digest()[0] % 2


def reciprocal_rank(found: Sequence[str], right: frozenset[str]) -> float:
    """One over the place of the first right answer among the first ten; 0 where there is none."""
    return next((1 / place for place, one in enumerate(found[:FIRST], start=1) if one in right), 0.0)


def average_precision(found: Sequence[str], right: frozenset[str]) -> float:
    """The mean, over all right answers, of the share of right ones up to each; those not found count 0."""
    places = [place for place, one in enumerate(found, start=1) if one in right]
    return sum(count / place for count, place in enumerate(places, start=1)) / len(right)
