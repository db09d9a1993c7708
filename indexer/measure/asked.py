"""How well questions in three languages find the sample releases: nDCG@10 and MRR@10, in each language's own texts and
across languages.

`kk own`: questions in Kazakh, only Kazakh texts count; `kk abroad`: questions in Kazakh, only Russian texts count and
then only English ones. Each goes the way of every question (`indexer.query.ask`), with all that is tried by itself. A
question counts for a language only if a release that answers it has a text there. `share abroad` is the MRR across
languages in percent of that within them. Halves (dev, test) are by checksum of the question's id.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import product
from math import fsum, log2
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory

from analyzers.language import Languages
from corpus.authority import LANGUAGES
from corpus.records import Rendition
from corpus.sample_site.releases import releases
from corpus.tables import Row, table
from indexer import refined
from indexer.engines.whoosh import WhooshEngine
from indexer.measure.gold import Figures
from indexer.measure.ranking import FIRST, is_dev, reciprocal_rank
from indexer.query.ask import Question, ask
from indexer.schema import RENDITIONS, rendition_document

QUERIES = "gold/queries.tsv"
GRADES = ("1", "2")
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Need:
    """Something to be known: how it is asked in each language, and how far each release answers it (1 or 2)."""

    id: str
    asked: Mapping[str, str]
    grades: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a question in one language found among the texts in another."""

    need: str
    asked_in: str
    sought_in: str
    found: tuple[str, ...]
    reciprocal_rank: float
    gain: float


def measure(shared: Path | None) -> Figures:  # noqa: ARG001
    """Own-language and cross-language figures on the sample releases."""
    return [*_figures(outcomes := tuple(measured())), *_shares(outcomes)]


def needs() -> tuple[Need, ...]:
    """What is asked, in the order of the list."""
    return read_needs(table("corpus", QUERIES, "id kk ru en releases"))


def read_needs(rows: Sequence[Row]) -> tuple[Need, ...]:
    """The needs that rows of the table give."""
    return tuple(Need(row["id"], {code: row[code] for code in LANGUAGES}, grades(row)) for row in rows)


def grades(row: Row) -> dict[str, int]:
    """The releases that answer a row's question, each with its grade."""
    known = {release.id for release in releases()}
    found = {}
    for part in row["releases"].split():
        release, _, grade = part.partition(":")
        if release not in known or grade not in GRADES:
            raise row.wrong(part, "is no release with its grade: write the number of one, a colon and 1 or 2")
        found[release] = int(grade)
    return found


def measured() -> Iterator[Outcome]:
    """Every question asked of the texts of every language that has an answer."""
    with sample() as (engine, languages):
        held = {code: {text.release for text in _renditions() if text.language == code} for code in LANGUAGES}
        for need, asked_in, sought_in in product(needs(), LANGUAGES, LANGUAGES):
            right = {release: grade for release, grade in need.grades.items() if release in held[sought_in]}
            if right:
                question = Question(need.asked[asked_in], filters={"language": (sought_in,)}, size=FIRST)
                found = tuple(hit.group for hit in ask(question, engine, languages=languages).results.hits)
                first = reciprocal_rank(found, frozenset(right))
                yield Outcome(need.id, asked_in, sought_in, found, first, gain(found, right))


@contextmanager
def sample() -> Iterator[tuple[WhooshEngine, Languages]]:
    """An index of the sample releases, and the languages it is made by."""
    texts = tuple(_renditions())
    with TemporaryDirectory() as folder:
        checksum = refined.learn(refined.words(texts), Path(folder))
        languages = refined.languages_by(Path(folder), checksum)
        engine = WhooshEngine(Path(folder), RENDITIONS)
        engine.rebuild(rendition_document(text, place, languages) for place, text in enumerate(texts, start=1))
        yield engine, languages
        engine.close()


def _renditions() -> Iterator[Rendition]:
    for release in releases():
        for tag, text in release.texts.items():
            language, _, script = tag.partition("-")
            script = script or ("Latn" if language == "en" else "Cyrl")
            id_ = f"{release.id}-{language}"
            bare = Rendition(id_, release.id, "", "", language, script, text.title, text.paragraphs, _NEVER)
            yield replace(bare, published=release.published)


def gain(found: Sequence[str], grades: Mapping[str, int]) -> float:
    """The normalised discounted cumulative gain of the first ten (a grade g gains 2^g - 1)."""
    best = sorted(grades.values(), reverse=True)
    return _gain([grades.get(one, 0) for one in found]) / _gain(best)


def _gain(grades: Sequence[int]) -> float:
    return fsum((2**grade - 1) / log2(place + 1) for place, grade in enumerate(grades[:FIRST], start=1))


def _figures(outcomes: Sequence[Outcome]) -> Figures:
    groups: defaultdict[str, list[Outcome]] = defaultdict(list)
    for one in outcomes:
        where = "own" if one.asked_in == one.sought_in else "abroad"
        half = "dev" if is_dev(one.need) else "test"
        for name in (f"{one.asked_in} {where}", f"all {where}", f"all {where} {half}"):
            groups[name].append(one)
    return [
        figure
        for name, some in groups.items()
        for figure in (
            (f"asked {name} nDCG@10", 100 * fmean(one.gain for one in some), len(some)),
            (f"asked {name} MRR@10", 100 * fmean(one.reciprocal_rank for one in some), len(some)),
        )
    ]


def _shares(outcomes: Sequence[Outcome]) -> Figures:
    own = [one.reciprocal_rank for one in outcomes if one.asked_in == one.sought_in]
    abroad = [one.reciprocal_rank for one in outcomes if one.asked_in != one.sought_in]
    return [("asked share abroad", 100 * fmean(abroad) / fmean(own), len(abroad))]
