"""Faults that really happen: processes killed, a full disk, no rights, two writers, bits flipped, files cut.

`MINBER_KILLS=200` kills so many processes at random moments instead of a few.
"""

from __future__ import annotations

import json
import logging
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from slow_way import COLLECTION, document
from small_corpus import CORPUS, body, found
from victims import MOST, Held, operation

from corpus.errors import SearchIndexError
from indexer.engines.base import Document, Every, Query
from indexer.engines.whoosh import WhooshEngine
from indexer.engines.whoosh.commits import damaged_files
from indexer.engines.whoosh.generations import Generations

KILLS = int(os.environ.get("MINBER_KILLS", "16"))
KILLED = -9
LONGEST = 0.5  # seconds until a random kill; operations take some hundredths

STEPS = [
    "Writer.add",
    "Writer.delete",
    "Run.__init__",
    "Run.__init__ done",
    "Writer.commit",
    "merge",
    "merge done",
    "merged",
    "write_documents done",
    "write_lists",
    "_write_field done",
    "write_lists done",
    "ArrayFileWriter._finish",
    "write_columns",
    "write_columns done",
    "write_toc",
    "write_toc done",
    "sealed",
    "fsync",
    "fsync done",
    "sealed done",
    "Writer.commit done",
    "Generations.fresh done",
    "create",
    "create done",
    "Generations.publish",
    "_replace",
    "replace",
    "replace done",
    "Generations.publish done",
    "clean",
    "unlink",
    "unlink done",
    "clean done",
    "Generations.prune",
    "rmtree",
    "rmdir",
    "Generations.prune done",
]

Tell = Callable[..., int]


@pytest.fixture(scope="module")
def tell() -> Iterator[Tell]:
    """Starts a process for what it is told, and says how that ended."""
    here = Path(__file__).parent
    command = [sys.executable, "-W", "ignore", str(here / "victims.py")]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(here), *sys.path])}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        to, answers = process.stdin, process.stdout

        def told(**what: Any) -> int:
            to.write(json.dumps({name: str(one) if isinstance(one, Path) else one for name, one in what.items()}))
            to.write("\n")
            to.flush()
            return int(answers.readline())

        yield told
        to.close()


def held_after(seed: int) -> list[Held]:
    """What is held after every operation of a process."""
    states: list[Held] = [{}]
    for number in range(1, MOST):
        states.append(operation(seed, number, states[-1])[0])
    return states


def stands(engine: WhooshEngine) -> tuple[set[str], dict[str, int], dict[str, int]]:
    """What an index answers: ids, documents by term, documents by region."""
    regions = engine.search(Query(Every(), facets=("region",))).facets["region"]
    return set(engine.ids()), dict(engine.terms("body", "", 1000)), dict(regions)


def right(held: Held) -> tuple[set[str], dict[str, int], dict[str, int]]:
    """What it should."""
    terms = Counter(term for one in held.values() for term, _ in one.fields["body"])
    return set(held), dict(terms), dict(Counter(region for one in held.values() for region in one.facets["region"]))


def check(folder: Path, journal: Path, seed: int) -> None:
    """The index is as some operation left it, the last one done or the one after, and goes on from there."""
    states = held_after(seed)
    said = [line.split() for line in journal.read_text().splitlines()] if journal.exists() else []
    begun, done = (max((int(number) for what, number in said if what == word), default=0) for word in ("begun", "done"))
    engine = WhooshEngine(folder, COLLECTION)
    generation = Generations(folder, COLLECTION).current()  # killed before there is a pointer, it is the last one
    if generation is None:
        assert done == 0
    else:
        assert damaged_files(generation) == []
        assert stands(engine) in [right(state) for state in states[done : begun + 1]]
    engine.index([document(99, "next")])
    engine.commit()
    assert found(engine, body("next")) == {"d99"}
    engine.rebuild([document(98, "anew")])
    assert engine.ids() == {"d98"}
    assert len(list((folder / "letters").glob("g*"))) <= 2
    engine.close()


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_a_step_it_stands_at_a_commit(tell: Tell, tmp_path: Path, step: str) -> None:
    seed = STEPS.index(step)
    journal = tmp_path / "journal"
    times = random.Random(seed).randrange(1, 9)
    assert tell(folder=tmp_path / "index", journal=journal, seed=seed, step=step, times=times) == KILLED
    check(tmp_path / "index", journal, seed)


def test_killed_at_any_moment_it_stands_at_a_commit(tell: Tell, tmp_path: Path) -> None:
    for seed in range(KILLS):
        folder, journal = tmp_path / f"index{seed}", tmp_path / f"journal{seed}"
        wait = random.Random(seed).random() * LONGEST
        assert tell(folder=folder, journal=journal, seed=seed, wait=wait) == KILLED
        check(folder, journal, seed)


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A file system of 300 KB."""
    with tempfile.TemporaryDirectory() as folder:
        mount = ["mount", "-t", "tmpfs", "-o", "size=300k", "none", folder]
        mounted = subprocess.run(mount, check=False, capture_output=True, text=True)
        if mounted.returncode:
            pytest.skip(f"a file system cannot be mounted here: {mounted.stderr.strip()}")
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", "--lazy", folder], check=True)


def written(engine: WhooshEngine, documents: list[Document]) -> int:
    """Adds documents, and commits; how many."""
    count = engine.index(documents)
    engine.commit()
    return count


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root may mount a file system")
@pytest.mark.parametrize("spare", range(0, 100_000, 10_000))
def test_on_a_full_disk_the_last_commit_stands(small_disk: Path, spare: int) -> None:
    engine = WhooshEngine(small_disk, COLLECTION)
    engine.rebuild(CORPUS)
    before = stands(engine)
    more = [document(number, " ".join(f"w{number * 7 + n}" for n in range(60))) for number in range(100, 900)]
    room = os.statvfs(small_disk)
    (small_disk / "filling").write_bytes(bytes(max(room.f_bavail * room.f_bsize - spare, 0)))
    for write in (engine.rebuild, lambda some: written(engine, some)):
        with pytest.raises(SearchIndexError, match=r"No space left on device\); make room .*the last commit stands"):
            write(more)
        assert stands(engine) == stands(WhooshEngine(small_disk, COLLECTION)) == before
    (small_disk / "filling").unlink()
    engine.index([document(99, "after")])
    engine.commit()
    assert found(engine, body("after")) == {"d99"}
    engine.close()


def test_without_rights_one_may_read_but_not_write(tell: Tell) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder, answer = Path(place) / "index", Path(place) / "answer"
        engine = WhooshEngine(folder, COLLECTION)
        engine.rebuild(CORPUS)
        engine.close()
        answer.touch()
        answer.chmod(0o666)
        for path in (Path(place), folder, *folder.rglob("*")):
            path.chmod(0o755 if path == Path(place) else 0o555)
        assert tell(folder=folder, answer=answer) == 0
        told = f"{len(CORPUS)} {folder / 'letters'}: cannot be written (Permission denied); check its rights"
        assert answer.read_text() == told
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o755)


def test_one_who_writes_does_not_disturb_those_who_read(tell: Tell, tmp_path: Path) -> None:
    """A reader before, and one after, each of several writers that are killed on the way."""
    reader = WhooshEngine(tmp_path, COLLECTION)
    reader.rebuild(CORPUS)
    for seed in range(5):
        journal = tmp_path / f"journal{seed}"
        stands(reader)
        snapshot = reader._newest()
        bounds = snapshot.bounds("body", "")
        assert tell(folder=tmp_path, journal=journal, seed=seed, step="merge done", times=2 + seed) == KILLED
        assert snapshot.bounds("body", "") == bounds
        assert stands(reader) == stands(WhooshEngine(tmp_path, COLLECTION))
    reader.close()


KINDS = ["manifest.json", "current", "*.doc", "*.lst", "*.col"]


@pytest.mark.parametrize("cut", [False, True], ids=["flipped", "cut"])
@pytest.mark.parametrize("kind", KINDS)
def test_no_damage_makes_a_wrong_answer(tmp_path: Path, kind: str, cut: bool, caplog: pytest.LogCaptureFixture) -> None:
    """The generation before holds the same; whatever is harmed, it answers, or the one that is harmed as it was."""
    engine = WhooshEngine(tmp_path, COLLECTION)
    engine.rebuild(CORPUS)
    engine.rebuild(CORPUS)
    before = stands(engine)
    engine.close()
    victim = [tmp_path / "letters" / kind, *(tmp_path / "letters" / "g000002").glob(kind)][-1]
    whole = victim.read_bytes()
    chance = random.Random(len(whole))
    told = 0
    for _ in range(25):
        harmed = bytearray(whole)
        place = chance.randrange(len(harmed))
        harmed[place] ^= 1 << chance.randrange(8)
        victim.write_bytes(whole[:place] if cut else harmed)
        caplog.clear()
        with caplog.at_level(logging.WARNING):
            assert stands(WhooshEngine(tmp_path, COLLECTION)) == before
        told += "answers come from g000001" in caplog.text
    assert told or kind == "current"
    victim.write_bytes(whole)
    assert stands(WhooshEngine(tmp_path, COLLECTION)) == before
