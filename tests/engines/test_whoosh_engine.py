"""The Whoosh engine: the contract, random corpora and trees against the slow way, and what lies on disk."""

from __future__ import annotations

import json
import os
import re
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from contract import CORPUS, EngineContract, Open, body, found
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slow_way import COLLECTION, SlowWay, brute, counted, document, passing, placed

from corpus.errors import SearchIndexError
from indexer.engines.base import (
    UNSTATED,
    And,
    Best,
    Document,
    Every,
    Fuzzy,
    Near,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Query,
    Term,
    Wildcard,
)
from indexer.engines.whoosh import WhooshEngine

GENEROUS = settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
WHOOSH_LEAVES_FILES_OPEN = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture
def open_engine() -> Iterator[Open]:
    engines: list[WhooshEngine] = []

    def opened(folder: Path) -> WhooshEngine:
        engines.append(WhooshEngine(folder, COLLECTION, fingerprint="one"))
        return engines[-1]

    yield opened
    for engine in engines:
        engine.close()


class TestWhooshEngine(EngineContract):
    """The contract holds."""


words = st.sampled_from(["a", "ab", "b", "ба", "c"])
fields = st.sampled_from(COLLECTION.fields)
weights = st.sampled_from([0.5, 1.0, 3.0])
days = st.none() | st.dates(date(2021, 12, 30), date(2022, 1, 2))
spans = st.tuples(*(st.dates(date(2021, 12, 30), date(2022, 1, 2)),) * 2).map(lambda pair: (min(pair), max(pair)))
values = {"language": ["kk", "ru"], "region": ["KZ-10", "KZ-11", "KZ-75"]}
phrases = st.lists(words, min_size=1, max_size=3).map(tuple)
leaves = (
    st.builds(Term, fields, words, weights)
    | st.builds(Phrase, fields, phrases, st.integers(0, 3), weights)
    | st.builds(Near, fields, phrases, st.integers(0, 3), weights)
    | st.builds(Prefix, fields, st.sampled_from(["a", "б", "ab", ""]), weights)
    | st.builds(Wildcard, fields, st.sampled_from(["*", "a*", "?", "?b", "*b*", "б?"]), weights)
    | st.builds(Fuzzy, fields, st.sampled_from(["", "a", "ba", "абв", "bac"]), st.integers(0, 2), weights)
    | st.builds(Every)
    | st.builds(Nothing)
)


def branches(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    parts = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.builds(Not, inner) | st.builds(And, parts) | st.builds(Or, parts) | st.builds(Best, parts)


trees: st.SearchStrategy[Node] = st.recursive(leaves, branches, max_leaves=6)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = st.lists(words, max_size=7).map(" ".join)
    return document(
        draw(st.integers(1, 9)),
        draw(text),
        title=draw(text),
        group=draw(st.sampled_from(["", "r1", "r2"])),
        day=draw(days),
        language=draw(st.sampled_from(["", "kk", "ru"])),
        region=" ".join(draw(st.lists(st.sampled_from(values["region"]), max_size=2, unique=True))),
        days=draw(st.dictionaries(st.sampled_from(COLLECTION.days), spans)),
    )


@st.composite
def queries(draw: st.DrawFn) -> Query:
    chosen = {
        name: st.lists(st.sampled_from([*held, UNSTATED]), max_size=2).map(tuple) for name, held in values.items()
    }
    some = st.sets(st.sampled_from(sorted(values)))
    return Query(
        tree=draw(trees),
        filters={name: draw(chosen[name]) for name in draw(some)},
        excluded={name: draw(chosen[name]) for name in draw(some)},
        since=draw(days),
        until=draw(days),
        days=draw(st.dictionaries(st.sampled_from(COLLECTION.days), st.tuples(days, days))),
        sort=draw(st.sampled_from(["relevance", "newest", "oldest", "seen", "event"])),
        size=100,
        group=draw(st.booleans()),
        facets=COLLECTION.facets,
    )


@GENEROUS
@given(
    batches=st.lists(st.lists(documents(), max_size=5), max_size=3),
    asked=st.lists(queries(), min_size=8, max_size=8),
)
def test_answers_are_those_of_the_slow_way(
    tmp_path_factory: pytest.TempPathFactory, batches: list[list[Document]], asked: list[Query]
) -> None:
    engine = WhooshEngine(tmp_path_factory.mktemp("random"), COLLECTION)
    held: dict[str, Document] = {}
    engine.index([])
    engine.commit()
    for batch in batches:
        engine.index(batch)
        engine.commit()
        held |= {one.id: one for one in batch}
    for query in asked:
        _compare(engine, query, list(held.values()))
    terms = {"title": ("a", "b"), "body": ("ab", "ба", "a")}
    assert engine.positions([*held, "nobody"], terms) == {id_: placed(one, terms) for id_, one in held.items()}
    engine.close()


def _compare(engine: WhooshEngine, query: Query, held: list[Document]) -> None:
    results = engine.search(query)
    scores = brute(query.tree, held)
    right = [one for one in passing(query, held) if one.id in scores]
    if query.group:
        assert {hit.group for hit in results.hits} == {one.group for one in right}
        assert len(results.hits) == len({one.group for one in right})
    else:
        assert {hit.id for hit in results.hits} == {one.id for one in right}
    assert results.total == len(results.hits)
    assert results.documents == len(right)
    for hit in results.hits:
        assert hit.score == pytest.approx(scores[hit.id])
    for facet in query.facets:
        assert dict(results.facets[facet]) == counted(query, held, facet)
    by_id = {one.id: one for one in held}
    keys = [_key(query.sort, by_id[hit.id], hit.score) for hit in results.hits]
    assert keys == sorted(keys)
    if query.group:
        for hit in results.hits:
            rivals = [one for one in right if one.group == hit.group]
            best = min(_key(query.sort, one, scores[one.id]) for one in rivals)
            assert _key(query.sort, by_id[hit.id], hit.score) == best


@GENEROUS
@given(
    batches=st.lists(st.lists(documents(), max_size=5), min_size=1, max_size=3),
    asked=documents(),
    chosen=st.sampled_from([("body",), ("title", "body")]),
)
def test_what_is_similar_is_so_the_slow_way(
    tmp_path_factory: pytest.TempPathFactory, batches: list[list[Document]], asked: Document, chosen: tuple[str, ...]
) -> None:
    engine = WhooshEngine(tmp_path_factory.mktemp("random"), COLLECTION)
    held: dict[str, Document] = {}
    for batch in batches:
        engine.index(batch)
        engine.commit()
        held |= {one.id: one for one in batch}
    scores = SlowWay(list(held.values())).like(asked, chosen)
    best: dict[str, float] = {}
    for id_, score in scores.items():
        best[held[id_].group] = max(score, best.get(held[id_].group, 0.0))
    hits = engine.similar(asked, chosen, 100)
    assert {hit.group: hit.score for hit in hits} == pytest.approx(best)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    engine.close()


def _key(sort: str, held: Document, score: float) -> float:
    if sort == "relevance":
        return -round(score, 6)
    if sort in COLLECTION.days:
        return -held.days[sort][1].toordinal() if sort in held.days else float("inf")
    if held.published is None:
        return float("inf")
    return held.published.toordinal() * (1 if sort == "oldest" else -1)


def test_the_manifest_says_what_is_there(open_engine: Open, tmp_path: Path) -> None:
    engine = open_engine(tmp_path)
    engine.index(CORPUS)
    engine.commit()
    folder = tmp_path / "letters"
    manifest = json.loads((folder / "g000001" / "manifest.json").read_text())
    assert (folder / "current").read_text() == "g000001\n"
    assert re.fullmatch("[0-9a-f]{8}", manifest.pop("check"))
    files = manifest.pop("files")
    assert sorted(files) == ["MAIN_1.doc", "MAIN_1.lst", "_MAIN_1.toc", "columns-1.col"]
    assert sorted(path.name for path in (folder / "g000001").iterdir()) == sorted([*files, "manifest.json"])
    assert manifest == {
        "format": 2,
        "collection": "letters",
        "fields": ["title", "body"],
        "facets": ["language", "region"],
        "days": ["seen", "event"],
        "fingerprint": "one",
        "documents": 6,
        "commit": 1,
        "segments": ["MAIN_1"],
    }


def test_another_fingerprint_is_stale_but_answers(open_engine: Open, tmp_path: Path) -> None:
    first = open_engine(tmp_path)
    first.index(CORPUS)
    first.commit()
    other = WhooshEngine(tmp_path, COLLECTION, fingerprint="two")
    assert not first.stale
    assert other.stale
    assert len(other.ids()) == 6
    other.rebuild(CORPUS)
    assert not other.stale
    other.close()


@pytest.mark.parametrize("key", ["format", "fields"])
def test_another_version_is_refused(open_engine: Open, tmp_path: Path, key: str) -> None:
    engine = open_engine(tmp_path)
    engine.index(CORPUS)
    engine.commit()
    path = tmp_path / "letters" / "g000001" / "manifest.json"
    manifest = json.loads(path.read_text())
    del manifest["check"]  # as before there was one
    path.write_text(json.dumps(manifest | {key: {"format": 99, "fields": ["x"]}[key]}))
    with pytest.raises(SearchIndexError, match=r"another version of Minber; run `minber index --rebuild`"):
        open_engine(tmp_path).search(Query(Every()))
    assert open_engine(tmp_path).rebuild(CORPUS) == 6


def test_the_last_good_generation_is_kept_and_older_ones_go(open_engine: Open, tmp_path: Path) -> None:
    engine = open_engine(tmp_path)
    engine.index(CORPUS)
    engine.commit()
    for _ in range(3):
        engine.rebuild(CORPUS)
    names = sorted(path.name for path in (tmp_path / "letters").glob("g*"))
    assert names == ["g000003", "g000004"]


@WHOOSH_LEAVES_FILES_OPEN
@pytest.mark.parametrize("ending", [".col", ".doc", ".lst"])
def test_a_truncated_file_is_named_and_not_wiped(open_engine: Open, tmp_path: Path, ending: str) -> None:
    engine = open_engine(tmp_path)
    engine.index(CORPUS)
    engine.commit()
    victim = max((tmp_path / "letters" / "g000001").glob(f"*{ending}"))
    victim.write_bytes(victim.read_bytes()[:7])
    with pytest.raises(SearchIndexError, match=r"g000001: cannot be read .* run `minber index --rebuild`"):
        open_engine(tmp_path).search(Query(Every()))
    assert victim.exists()


@WHOOSH_LEAVES_FILES_OPEN
def test_a_full_disk_is_told_and_the_last_commit_stands(open_engine: Open, tmp_path: Path) -> None:
    engine = open_engine(tmp_path)
    engine.index(CORPUS)
    engine.commit()
    engine.index([document(number, f"word{number} " * 50) for number in range(100, 400)])
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (5000, before[1]))
    try:
        with pytest.raises(SearchIndexError, match="the last commit stands"):
            engine.commit()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert len(engine.ids()) == len(open_engine(tmp_path).ids()) == 6
    engine.index([document(7, "after")])
    engine.commit()
    assert found(engine, body("after")) == {"d7"}


def test_segments_stay_few(open_engine: Open, tmp_path: Path) -> None:
    engine = open_engine(tmp_path)
    for number in range(40):
        engine.index([document(number, f"word{number} common")])
        engine.commit()
    assert len(list((tmp_path / "letters" / "g000001").glob("*.lst"))) <= 9
    assert len(found(engine, body("common"))) == 40


def test_a_folder_without_rights_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SearchIndexError, match="cannot be written"):
        WhooshEngine(tmp_path / "file", COLLECTION).index(CORPUS)


WRITER = """
import sys
from pathlib import Path
from slow_way import COLLECTION, document
from indexer.engines.whoosh import WhooshEngine
engine = WhooshEngine(Path(sys.argv[1]), COLLECTION)
print("ready", flush=True)
number = 0
while True:
    number += 1
    engine.index([document(number, "flood", language="en"), document(1000, f"last x{number}")])
    engine.commit()
    print(number, flush=True)
"""


@pytest.mark.parametrize("wait", [0.05, 0.11, 0.17, 0.23])
def test_killed_while_writing_it_opens_at_a_commit(open_engine: Open, tmp_path: Path, wait: float) -> None:
    command = [sys.executable, "-W", "ignore", "-c", WRITER, str(tmp_path)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        assert process.stdout.readline() == "1\n"
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        committed = int((["1", *process.stdout.read().split()])[-1])
    engine = open_engine(tmp_path)
    held = found(engine, body("flood"))
    assert len(held) in (committed, committed + 1)
    assert held == {f"d{number + 1}" for number in range(len(held))}
    assert found(engine, body(f"x{len(held)}")) == {"d1000"}
    engine.index([document(2000, "next")])
    engine.commit()
    assert found(engine, body("next")) == {"d2000"}
