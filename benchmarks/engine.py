"""How fast the engine answers and builds, beside SQLite FTS5 in the same run, on a generated corpus.

    python benchmarks/engine.py [--documents 10000] [--queries 120] [--rounds 3]

An answer is the ten best releases, the exact number of releases, and six facets counted in releases; both
engines must agree on all numbers. `expanded` is a question as people's words become one: each word in title
and body, as typed, by lemma, folded and as a name. Times are milliseconds, medians over rounds.
"""

from __future__ import annotations

import argparse
import random
import resource
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple, TypeVar

from tqdm import tqdm

from indexer.engines.base import UNSTATED, And, Best, Collection, Document, Node, Or, Phrase, Query, Term
from indexer.engines.whoosh import WhooshEngine

LANGUAGES = ("en", "kk", "ru")
KINDS = ("exact", "folded", "names", *(f"lemma_{code}" for code in LANGUAGES))
FACETS = ("language", "region", "speaker", "topic", "year", "month")
COLLECTION = Collection("bench", tuple(f"{part}_{kind}" for part in ("title", "body") for kind in KINDS), FACETS)
VOCABULARY = 40_000
START = date(2015, 1, 1)

Built = TypeVar("Built")


class Text(NamedTuple):
    """A generated rendition before analysis."""

    number: int
    release: str
    language: str
    title: list[str]
    body: list[str]
    facets: dict[str, tuple[str, ...]]
    published: date


class Asked(NamedTuple):
    """A question for both engines."""

    kind: str
    words: tuple[str, ...]
    since: date | None = None


def texts(count: int) -> Iterator[Text]:
    """Renditions with Zipf-distributed words, two to a release."""
    chance = random.Random(7)
    ranks = [1 / (rank + 3) for rank in range(VOCABULARY)]
    pool = chance.choices(range(VOCABULARY), ranks, k=2_000_000)
    for number in range(1, count + 1):
        language = LANGUAGES[number % 3]
        start = chance.randrange(len(pool) - 500)
        words = [f"w{rank}" for rank in pool[start : start + chance.randrange(150, 450)]]
        published = START + timedelta(days=(number // 2) % 3600)
        yield Text(
            number=number,
            release=f"r{number // 2}",
            language=language,
            title=words[:8],
            body=words[8:],
            facets={
                "language": (language,),
                "region": tuple({f"KZ-{chance.randrange(20)}" for _ in range(chance.randrange(3))}),
                "speaker": tuple({f"s{int(chance.paretovariate(0.8)) % 3000}" for _ in range(chance.randrange(4))}),
                "topic": tuple({f"t{chance.randrange(30)}" for _ in range(chance.randrange(1, 4))}),
                "year": (f"{published:%Y}",),
                "month": (f"{published:%Y-%m}",),
            },
            published=published,
        )


def document(text: Text) -> Document:
    """The rendition as the engine takes it, with as many terms as real analysis gives."""
    fields: dict[str, tuple[tuple[str, int], ...]] = {}
    for part, words in (("title", text.title), ("body", text.body)):
        pairs = tuple((word, place) for place, word in enumerate(words))
        fields |= {f"{part}_exact": pairs, f"{part}_folded": pairs, f"{part}_lemma_{text.language}": pairs}
        fields[f"{part}_names"] = pairs[::10]
    return Document(
        number=text.number,
        id=f"d{text.number}",
        group=text.release,
        fields=fields,
        facets=text.facets,
        published=text.published,
    )


def questions(count: int) -> list[Asked]:
    """Questions of six classes in equal parts."""
    chance = random.Random(11)

    def word(low: int, high: int) -> str:
        return f"w{int(low * (high / low) ** chance.random())}"

    made: list[Asked] = []
    for _ in range(count // 6):
        made += [
            Asked("rare word", (word(2000, 20000),)),
            Asked("common word", (word(1, 60),)),
            Asked("two words", (word(10, 1000), word(10, 1000))),
            Asked("any of three", (word(10, 1000), word(10, 1000), word(10, 1000))),
            Asked("phrase", (word(1, 30), word(1, 30))),
            Asked("word since", (word(10, 300),), START + timedelta(days=chance.randrange(3000))),
        ]
    return made


class Figures(NamedTuple):
    """What both must agree on: the number of releases and the facets."""

    total: int
    facets: dict[str, dict[str, int]]


def ours(engine: WhooshEngine, leaf: Callable[[str], Node]) -> Callable[[Asked], Figures]:
    """Asks the engine."""

    def ask(asked: Asked) -> Figures:
        parts = tuple(leaf(word) for word in asked.words)
        tree: Node = Phrase("body_exact", asked.words) if asked.kind == "phrase" else And(parts)
        if asked.kind == "any of three":
            tree = Or(parts)
        results = engine.search(Query(tree, since=asked.since, group=True, facets=FACETS))
        stated = {
            name: {value: count for value, count in held.items() if value != UNSTATED}
            for name, held in results.facets.items()
        }
        return Figures(results.total, stated)

    return ask


def plain(word: str) -> Node:
    """The word in one field."""
    return Term("body_exact", word)


def expanded(word: str) -> Node:
    """The word in every field that it may stand in."""
    return Best(
        tuple(
            Term(f"{part}_{kind}", word, weight) for part, weight in (("title", 3.0), ("body", 1.0)) for kind in KINDS
        )
    )


def sqlite_build(path: Path, some: Sequence[Text]) -> sqlite3.Connection:
    """The same corpus in SQLite: a contentless FTS5 table, and a table a facet."""
    database = sqlite3.connect(path)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA cache_size = -200000")
    database.execute("CREATE VIRTUAL TABLE words USING fts5(title, body, content='')")
    database.execute("CREATE TABLE documents (number INTEGER PRIMARY KEY, release TEXT, published TEXT)")
    database.execute("CREATE TEMP TABLE hits (number INTEGER PRIMARY KEY, release TEXT)")
    for name in FACETS:
        database.execute(f"CREATE TABLE {name} (number INTEGER, value TEXT)")
    for text in some:
        line = (text.number, " ".join(text.title), " ".join(text.body))
        database.execute("INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)", line)
        row = (text.number, text.release, text.published.isoformat())
        database.execute("INSERT INTO documents VALUES (?, ?, ?)", row)
        for name, values in text.facets.items():
            rows = [(text.number, value) for value in values]
            database.executemany(f"INSERT INTO {name} VALUES (?, ?)", rows)
    for name in FACETS:
        database.execute(f"CREATE INDEX {name}_by_number ON {name} (number, value)")
    database.execute("INSERT INTO words (words) VALUES ('optimize')")
    database.execute("ANALYZE")
    database.commit()
    return database


def theirs(database: sqlite3.Connection) -> Callable[[Asked], Figures]:
    """Asks SQLite the same."""
    best = (
        "WITH scored AS MATERIALIZED (SELECT release, bm25(words) AS score {}) "
        "SELECT release, min(score) FROM scored GROUP BY release ORDER BY 2 LIMIT 10"
    )
    joins = "FROM words JOIN documents ON documents.number = words.rowid"
    source = f"{joins} WHERE words MATCH ? AND published >= ?"
    counted = "SELECT value, count(DISTINCT release) FROM hits JOIN {} USING (number) GROUP BY value"

    def ask(asked: Asked) -> Figures:
        joined = {"phrase": " + ", "any of three": " OR "}.get(asked.kind, " AND ").join(asked.words)
        values = (f"body : ({joined})", asked.since.isoformat() if asked.since else "")
        database.execute(best.format(source), values).fetchall()
        database.execute("DELETE FROM hits")
        database.execute(f"INSERT INTO hits SELECT number, release {source}", values)
        (total,) = database.execute("SELECT count(DISTINCT release) FROM hits").fetchone()
        facets = {name: dict(database.execute(counted.format(name))) for name in FACETS}
        database.rollback()
        return Figures(total, facets)

    return ask


def measured(ask: Callable[[Asked], Figures], asked: Sequence[Asked], rounds: int) -> dict[str, list[float]]:
    """Milliseconds by class, the median of rounds for every question; the first round only warms up."""
    times: dict[str, list[float]] = {}
    for one in asked:
        taken = []
        for _ in range(rounds + 1):
            started = time.perf_counter()
            ask(one)
            taken.append((time.perf_counter() - started) * 1000)
        times.setdefault(one.kind, []).append(statistics.median(taken[1:]))
        times.setdefault("first time", []).append(taken[0])
    times["all"] = [value for kind, values in times.items() if kind != "first time" for value in values]
    return times


def percentile(values: Sequence[float], share: float) -> float:
    """The value that so many percent do not exceed."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def megabytes(folder: Path) -> float:
    """What a folder takes on disk."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def timed(build: Callable[[], Built]) -> tuple[Built, float]:
    """What was built, and in how many seconds."""
    started = time.perf_counter()
    built = build()
    return built, time.perf_counter() - started


def compared(some: Sequence[Text], asked: Sequence[Asked], *, rounds: int, folder: Path) -> None:
    """Builds both, checks that they agree, measures, prints."""
    engine = WhooshEngine(folder / "minber", COLLECTION)
    documents = map(document, tqdm(some, unit=" documents", disable=None))
    _, ours_took = timed(lambda: engine.rebuild(documents))
    _, opening = timed(engine.ids)
    (folder / "sqlite").mkdir()
    database, theirs_took = timed(lambda: sqlite_build(folder / "sqlite" / "bench.sqlite", some))
    for one in asked:
        assert ours(engine, plain)(one) == theirs(database)(one), one
    print_table(
        {
            "minber": measured(ours(engine, plain), asked, rounds),
            "minber, expanded": measured(ours(engine, expanded), asked, rounds),
            "SQLite FTS5": measured(theirs(database), asked, rounds),
        }
    )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"\nbuilt, documents a second: minber {len(some) / ours_took:.0f} (8 fields), ", end="")
    print(f"SQLite {len(some) / theirs_took:.0f} (2 fields)")
    print(f"MB on disk: minber {megabytes(folder / 'minber'):.0f}, SQLite {megabytes(folder / 'sqlite'):.0f}")
    print(f"opening: {opening * 1000:.0f} ms; peak memory of both and the corpus: {memory} MB")
    engine.close()
    database.close()


def main() -> None:
    """Reads the options, and runs in a folder of its own."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--documents", type=int, default=10_000)
    options.add_argument("--queries", type=int, default=120)
    options.add_argument("--rounds", type=int, default=3)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        some = list(texts(chosen.documents))
        compared(some, questions(chosen.queries), rounds=chosen.rounds, folder=Path(folder))


def print_table(rows: dict[str, dict[str, list[float]]]) -> None:
    """A line a class: p50 and p95 of every engine, and ours over SQLite's."""
    print(f"{'ms, p50 / p95':14}" + "".join(f"{name:>22}" for name in rows) + f"{'minber / SQLite':>20}")
    for kind in rows["minber"]:
        cells = [(percentile(times[kind], 0.5), percentile(times[kind], 0.95)) for times in rows.values()]
        ratio = f"{cells[0][0] / cells[-1][0]:.2f} / {cells[0][1] / cells[-1][1]:.2f}"
        print(f"{kind:14}" + "".join(f"{f'{low:.2f} / {high:.2f}':>22}" for low, high in cells) + f"{ratio:>20}")


if __name__ == "__main__":
    main()
