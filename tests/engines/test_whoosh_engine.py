"""The Whoosh engine: the contract, and what lies on disk."""

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
from pathlib import Path

import pytest
from contract import EngineContract
from slow_way import COLLECTION, document
from small_corpus import CORPUS, Open, body, found

from corpus.errors import SearchIndexError
from indexer.engines.base import Document, Every, Query
from indexer.engines.whoosh import WhooshEngine

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

    def learning() -> Iterator[Document]:
        yield from CORPUS
        other.fingerprint = "three"  # which is known only when all documents are there

    other.rebuild(learning())
    assert not other.stale
    assert other.manifest is not None
    assert other.manifest.fingerprint == "three"
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
