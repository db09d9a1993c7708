"""Snapshots: many threads ask one, it goes with the last that asks it, and what it keeps is bounded."""

from __future__ import annotations

import gc
import os
import random
import weakref
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import numpy as np
import pytest
from slow_way import COLLECTION, document

from indexer.engines.base import And, Document, Every, Near, Node, Not, Or, Phrase, Query, Results, Term, Wildcard
from indexer.engines.whoosh import WhooshEngine
from indexer.engines.whoosh.kept import OVERHEAD, Kept

WORDS = [f"w{rank}" for rank in range(300)]
THREADS = 8
NOISE = "zz"


def texts(count: int) -> list[Document]:
    chance = random.Random(count)
    return [
        document(number, " ".join(chance.choices(WORDS[: 30 + number], k=30)), language=chance.choice(["kk", "ru"]))
        for number in range(1, count + 1)
    ]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[WhooshEngine]:
    engine = WhooshEngine(tmp_path, COLLECTION)
    engine.rebuild(texts(200))
    yield engine
    engine.close()


def trees(count: int) -> Iterator[Node]:
    chance = random.Random(count)
    for number in range(count):
        one, other, third = (Term("body", word) for word in chance.sample(WORDS[:80], 3))
        yield (
            And((one, other)),
            Or((one, other, third)),
            And((one, Not(other))),
            Phrase("body", (one.text, other.text), slop=3),
            Near("body", (one.text, third.text), 4),
            Wildcard("body", f"{one.text[:2]}*"),
        )[number % 6]


def figures(results: Results) -> tuple[object, ...]:
    """What does not change when documents come that do not match."""
    return results.total, results.facets, frozenset(hit.id for hit in results.hits)


def asked(tree: Node) -> Query:
    return Query(tree, size=300, facets=COLLECTION.facets)


def test_an_old_snapshot_answers_as_before_and_then_goes(engine: WhooshEngine) -> None:
    before = engine._newest()
    count = before.count
    gone = weakref.ref(before)
    engine.index([document(999, NOISE)])
    engine.commit()
    assert engine.search(Query(Every(), size=0)).total == count + 1
    assert len(before.postings("body", WORDS[0])[0]) > 0
    assert (before.count, len(before.postings("body", NOISE)[0])) == (count, 0)
    del before
    gc.collect()
    assert gone() is None


def test_a_snapshot_is_opened_once_for_all_threads(engine: WhooshEngine) -> None:
    seen: list[int] = []
    threads = [Thread(target=lambda: seen.append(id(engine._newest()))) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(seen)) == 1


@pytest.mark.parametrize("rebuilding", [False, True], ids=["commits", "rebuilds"])
def test_no_answer_is_wrong_beside_a_running_build(engine: WhooshEngine, rebuilding: bool) -> None:
    right = {tree: figures(engine.search(asked(tree))) for tree in trees(30)}
    wrong: list[object] = []
    stopped = False

    def ask(turn: int) -> None:
        chance = random.Random(turn)
        while not stopped:
            tree = chance.choice(list(right))
            got = figures(engine.search(asked(tree)))
            if got != right[tree]:
                wrong.append((tree, got))

    threads = [Thread(target=ask, args=(turn,)) for turn in range(THREADS)]
    for thread in threads:
        thread.start()
    writer = WhooshEngine(engine._generations.folder.parent, COLLECTION)
    for turn in range(6):
        noise = [document(1000 + 10 * turn + number, f"{NOISE} {NOISE}{turn}") for number in range(10)]
        if rebuilding:
            writer.rebuild([*texts(200), *noise])
        else:
            writer.index(noise)
            writer.commit()
    writer.close()
    stopped = True
    for thread in threads:
        thread.join()
    assert wrong == []
    assert engine.search(Query(Term("body", f"{NOISE}5"), size=0)).total == 10


def resident() -> int:
    """Bytes of memory that this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read from /proc")
def test_memory_is_stable_over_many_questions(engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot = engine._newest()
    monkeypatch.setattr(snapshot, "kept", Kept(200_000))
    for tree in trees(3_000):
        engine.search(asked(tree))
    before = resident()
    for tree in trees(6_000):
        engine.search(asked(tree))
    assert resident() - before < 4_000_000
    assert 100_000 < snapshot.kept.bytes <= 200_000


def value(size: int) -> tuple[np.ndarray[tuple[int], np.dtype[np.uint8]]]:
    return (np.zeros(size, np.uint8),)


def test_what_is_asked_again_stays() -> None:
    kept = Kept(10 * (OVERHEAD + 100))
    computed: list[int] = []

    def ask(key: int) -> None:
        kept.get(key, lambda: computed.append(key) or value(100))

    for key in range(1, 100):
        ask(0)
        ask(key)
    assert computed == [0, *range(1, 100)]
    assert len(kept) == 10
    assert kept.bytes == 10 * (OVERHEAD + 100)


def test_what_is_too_large_is_not_kept() -> None:
    kept = Kept(10_000)
    for _ in range(2):
        assert len(kept.get("large", lambda: value(5_000))[0]) == 5_000
    assert (len(kept), kept.bytes) == (0, 0)


def test_what_two_threads_computed_at_once_is_kept_once() -> None:
    kept = Kept(10_000)
    kept.get("one", lambda: kept.get("one", lambda: value(10)))
    assert (len(kept), kept.bytes) == (1, OVERHEAD + 10)
