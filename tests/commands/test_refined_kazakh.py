"""Kazakh refined on what is held: learnt at a rebuild, frozen until the next, for index and questions alike."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from commanding import Run

import analyzers
from corpus.errors import SearchIndexError
from indexer import refined
from indexer.library import Library
from indexer.settings import Settings

# қортанда is no word: the shipped statistics take its last letters for an ending, a collection that has it in other
# forms teaches better
FIRST = """04.03.2022
Ауданда қортанданың күні өтті

Қортандаға барған балалар қуанды. Тұрғындар қортандадан қайтты, қортандалар туралы айтты. Әкім де қортандада болды.
"""
SECOND = """05.03.2022
Мектепте жиын өтті

Балалар қортандамен танысты, қортандаларға кітап берді.
"""
WORD = "қортанда"


@pytest.fixture
def indexed(run: Run, home: Path) -> Path:
    """A home with one Kazakh release in its index."""
    (home / "first.txt").write_text(FIRST, encoding="utf-8")
    assert run("add", home / "first.txt").status == 0
    assert run("index").status == 0
    return home / "home"


def kazakh(home: Path, word: str) -> list[str]:
    with Library.open(Settings(home=home), create=False) as library:
        return library.languages_of(library.releases)["kk"].lemma.terms(word)


def statistics(home: Path) -> list[Path]:
    return sorted((home / "index").glob("kazakh-*"))


def test_everything_anew_teaches_kazakh_to_index_and_questions(run: Run, indexed: Path) -> None:
    assert analyzers.LANGUAGES["kk"].lemma.terms(WORD) != [WORD]
    assert kazakh(indexed, WORD) == [WORD]
    with Library.open(Settings(home=indexed), create=False) as library:
        assert library.releases.terms("body_lemma_kk", WORD) == [(WORD, 1)]
        assert not library.stale
    found = json.loads(run("search", WORD, "--json").out)
    assert found["total"] == 1
    assert any(one["kind"] == "forms" and one["text"] == WORD for one in found["expansions"])


def test_changes_are_indexed_by_the_kazakh_that_the_index_has(run: Run, indexed: Path) -> None:
    before = statistics(indexed)
    (indexed.parent / "second.txt").write_text(SECOND, encoding="utf-8")
    run("add", indexed.parent / "second.txt")
    assert json.loads(run("index").out)["indexed"] == 1
    assert statistics(indexed) == before
    assert json.loads(run("search", WORD, "--json").out)["total"] == 2
    assert run("index", "--rebuild").status == 0
    assert len(statistics(indexed)) == 2  # the new ones, and those of the generation before
    (indexed.parent / "third.txt").write_text(SECOND.replace("кітап", "қалам"), encoding="utf-8")
    run("add", indexed.parent / "third.txt")
    assert run("index", "--rebuild").status == 0
    assert len(statistics(indexed)) == 2
    assert before[0] not in statistics(indexed)


def test_another_process_asks_by_the_same_kazakh(indexed: Path) -> None:
    ask = [sys.executable, "-c", "from search_app.cli import main; main()", "search", f"title:{WORD}", "--json"]
    whole = subprocess.run(ask, cwd=indexed.parent, capture_output=True, text=True, check=True)
    assert json.loads(whole.stdout)["total"] == 1
    (file,) = statistics(indexed)
    file.write_text(file.read_text(encoding="utf-8").replace("\t", " ", 1), encoding="utf-8")
    damaged = subprocess.run(ask, cwd=indexed.parent, capture_output=True, text=True, check=False)
    assert (damaged.returncode, damaged.stderr.count("\n")) == (1, 1)
    assert file.name in damaged.stderr
    assert "minber index --rebuild" in damaged.stderr
    build = subprocess.run(
        [*ask[:3], "index", "--rebuild"], cwd=indexed.parent, capture_output=True, text=True, check=True
    )
    assert json.loads(build.stdout)["indexed"] == 1
    subprocess.run(ask, cwd=indexed.parent, capture_output=True, check=True)


def test_statistics_that_are_gone_are_told(tmp_path: Path) -> None:
    with pytest.raises(SearchIndexError, match=r"kazakh-0123\.tsv: cannot be read .*; run minber index --rebuild"):
        refined.languages_by(tmp_path, "0123")


def test_statistics_that_cannot_be_written_are_told(indexed: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with Library.open(Settings(home=indexed), create=False) as library:
        held = [rendition for _, rendition in library.store.iterate()]
    with pytest.raises(SearchIndexError, match=r"cannot be written .*; make room or check its rights"):
        refined.learn(refined.words(held), tmp_path / "file" / "index")


def test_latin_kazakh_teaches_too_and_other_languages_nothing(indexed: Path, tmp_path: Path) -> None:
    with Library.open(Settings(home=indexed), create=False) as library:
        (held,) = [rendition for _, rendition in library.store.iterate()]
    text = analyzers.scripts.to_latin("\n".join(held.paragraphs), "kazinform")
    latin = replace(held, title=None, script="Latn", paragraphs=(text,))
    languages = refined.languages_by(tmp_path, refined.learn(refined.words([latin]), tmp_path))
    assert languages["kk"].lemma.terms(WORD) == [WORD]
    assert languages["ru"] is analyzers.LANGUAGES["ru"]
    assert refined.learn(refined.words([replace(held, language="ru")]), tmp_path) is None
    assert refined.languages_by(tmp_path, None) is analyzers.LANGUAGES


def test_an_index_of_two_kazakhs_is_stale(indexed: Path) -> None:
    with Library.open(Settings(home=indexed), create=False) as library:
        library.said.fingerprint = refined.fingerprint(refined.code_of(library.said.fingerprint), None)
        library.said.rebuild(())
        assert library.stale
