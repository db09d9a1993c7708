"""Kazakh as a collection taught it: learnt when everything is indexed anew, kept beside the index until the next time.

An index and the questions put to it must cut words alike, so the statistics are frozen in a file named by its checksum,
and the fingerprint of every generation names the file: `3f2a…+9c01…` (code, statistics). The file is written before the
generation that names it is swapped in; that of the generation before is kept beside it, older ones are removed.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from pathlib import Path

import analyzers
from analyzers import kk
from analyzers.kk.statistics import Statistics, refine
from analyzers.kk.stemmer import Stemmer
from analyzers.language import Languages
from analyzers.scripts import choose, through
from analyzers.wordlist import WordListError
from corpus.errors import SearchIndexError
from corpus.records import Rendition

KEPT = 2  # generations' languages in memory: the one that answers, and the one before


def fingerprint(code: str, statistics: str | None) -> str:
    """What a generation says it was made by: the code, and the checksum of the statistics it was made with."""
    return f"{code}+{statistics}" if statistics else code


def code_of(fingerprint: str) -> str:
    """The code that a generation was made by."""
    return fingerprint.partition("+")[0]


def statistics_of(fingerprint: str) -> str | None:
    """The checksum of the statistics that a generation was made with; None for those that the project ships."""
    return fingerprint.partition("+")[2] or None


def words(renditions: Iterable[Rendition]) -> frozenset[str]:
    """The words of the Kazakh among renditions."""
    return frozenset(word for rendition in renditions if rendition.language == "kk" for word in _words(rendition))


def learn(kazakh: Collection[str], folder: Path) -> str | None:
    """Refines the shipped statistics on Kazakh words and keeps them; their checksum, None without any words."""
    if not kazakh:
        return None
    text = refine(kazakh).text()
    checksum = hashlib.sha256(text.encode()).hexdigest()[:16]
    _write(_file(folder, checksum), text)
    return checksum


def languages_by(folder: Path, checksum: str | None) -> Languages:
    """The languages of an index made with these statistics."""
    return _languages(folder, checksum) if checksum else analyzers.LANGUAGES


def forget(folder: Path, current: str | None) -> None:
    """Removes statistics of old: all but the current ones and the newest beside them, of the generation before."""
    others = [file for file in folder.glob("kazakh-*") if not current or file != _file(folder, current)]
    for file in sorted(others, key=lambda other: other.stat().st_mtime_ns)[:-1]:
        file.unlink()


def _words(rendition: Rendition) -> Iterator[str]:
    texts = [text for text in (rendition.title, *rendition.paragraphs) if text]
    chain = analyzers.exact
    if rendition.script == "Latn":
        chain = through(chain, choose("\n".join(texts)))
    for text in texts:
        yield from chain.terms(text)


@lru_cache(maxsize=KEPT)
def _languages(folder: Path, checksum: str) -> Languages:
    file = _file(folder, checksum)
    try:
        text = file.read_text(encoding="utf-8")
        if hashlib.sha256(text.encode()).hexdigest()[:16] != checksum:
            raise ValueError("its checksum is another")
        statistics = Statistics.parse(text)
    except (OSError, ValueError, WordListError) as error:
        raise SearchIndexError(f"{file}: cannot be read ({error}); run minber index --rebuild") from error
    return {**analyzers.LANGUAGES, "kk": kk.language(Stemmer(statistics))}


def _file(folder: Path, checksum: str) -> Path:
    return folder / f"kazakh-{checksum}.tsv"


def _write(file: Path, text: str) -> None:
    """Writes a file that is whole or not there."""
    aside = file.with_suffix(".aside")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with aside.open("w", encoding="utf-8") as opened:
            opened.write(text)
            opened.flush()
            os.fsync(opened.fileno())
        aside.replace(file)
    except OSError as error:
        remedy = "make room or check its rights; the index is as it was"
        raise SearchIndexError(f"{file}: cannot be written ({error.strerror}); {remedy}") from error
