"""Bringing the index up to the store: what changed, or everything into a new generation.

Everything anew refines Kazakh on what the store holds (refined.py); changes are indexed by the Kazakh of the index.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cached_property, partial
from itertools import islice
from pathlib import Path

from corpus.codec import Held
from corpus.errors import SearchIndexError
from corpus.store import Store
from indexer import documents, refined
from indexer.documents import Known
from indexer.engines.base import Document
from indexer.fingerprint import index_fingerprint
from indexer.library import Library
from indexer.progress import Progress
from indexer.schema import rendition_document, statement_documents, statement_of
from indexer.workers import LIGHT_LOT, Workers

LOT = 500  # renditions whose past is asked for at once

STATE = "state.json"  # how far in the store's sequence of changes the index is


def bring_up(library: Library, workers: Workers, *, rebuild: bool, progress: Progress) -> dict[str, int]:
    """Indexes what changed since the last time; everything where there is no index yet or it fits no more."""
    if rebuild or library.stale or not _follows(library):
        return _everything(library, workers, progress)
    return _changes(library, progress)


def disagreements(library: Library) -> list[str]:
    """What store and index do not agree on."""
    held = {rendition.id for _, rendition in library.store.iterate()}
    indexed = library.releases.ids()
    said = {statement_of(identifier)[0] for identifier in library.said.ids()}
    position = _position(library)
    lines = [f"rendition {one}: in the store, not in the index" for one in sorted(held - indexed)]
    lines += [f"rendition {one}: in the index, not in the store" for one in sorted(indexed - held)]
    lines += [f"statements of {one}: in the index, not in the store" for one in sorted(said - held)]
    if position != library.store.sequence:
        lines.append(f"index: at change {position} of {library.store.sequence} in the store")
    return lines


def _everything(library: Library, workers: Workers, progress: Progress) -> dict[str, int]:
    sequence = library.store.sequence
    number = library.status().renditions
    workers = workers.worth(number)
    progress.expect(number)
    anew = _Anew(library, workers)

    def renditions() -> Iterator[Document]:
        for document in anew.renditions():
            progress.step()
            yield document
        for engine in (library.releases, library.said):  # before they are told how their terms were made
            engine.fingerprint = refined.fingerprint(index_fingerprint(), anew.learnt)

    done = {
        "indexed": library.releases.rebuild(renditions()),
        "statements": library.said.rebuild(anew.statements()),
    }
    refined.forget(library.settings.index, anew.learnt)
    _remember(library, sequence)
    return done


class _Anew:
    """All documents of a store, made so that no process waits for another: a process learns Kazakh while others make
    the documents that are in other languages; what is said is begun while the index of the renditions is written."""

    def __init__(self, library: Library, workers: Workers) -> None:
        self._store = library.store
        self._workers = workers
        self._folder = library.settings.index
        self._learning = workers.beside(partial(refined.learn, folder=self._folder), _kazakh(self._store, workers))

    @cached_property
    def learnt(self) -> str | None:
        """The checksum of the statistics of Kazakh, as soon as they are there."""
        return self._learning()

    def renditions(self) -> Iterator[Document]:
        """The documents of all renditions, the Kazakh ones last."""
        yield from self._workers.each(partial(documents.of_rendition, self._folder), self._by_language())
        speaking = self._known(self._store.held(speaking=True), self.learnt)
        self._said = self._workers.each(partial(documents.of_statements, self._folder), speaking, lot=LIGHT_LOT)

    def statements(self) -> Iterator[Document]:
        """The documents of what is said; due after those of the renditions."""
        for some in self._said:
            yield from some

    def _by_language(self) -> Iterator[Known]:
        yield from self._known(self._store.held(besides="kk"), None)
        yield from self._known(self._store.held(language="kk"), self.learnt)

    def _known(self, held: Iterator[Held], learnt: str | None) -> Iterator[Known]:
        while lot := list(islice(held, LOT)):
            pasts = self._store.pasts([one.id for one in lot])
            yield from (Known(one, pasts.get(one.id), learnt) for one in lot)


def _kazakh(store: Store, workers: Workers) -> set[str]:
    """The different words of what is held in Kazakh."""
    words: set[str] = set()
    for found in workers.each(documents.words, store.held(language="kk"), lot=LIGHT_LOT):
        words |= found
    return words


def _changes(library: Library, progress: Progress) -> dict[str, int]:
    sequence = library.store.sequence
    changes = library.store.changed_since(_position(library) or 0)
    progress.expect(len(changes))
    if not changes:
        return {"indexed": 0, "statements": 0}
    changed = {change.id: change.number for change in changes}
    removed = [change.id for change in changes if change.removed]
    renditions = library.store.renditions([change.id for change in changes if not change.removed])
    languages = library.languages_of(library.releases)
    library.releases.delete(removed)
    library.said.delete([one for one in library.said.ids() if statement_of(one)[0] in changed])
    done = {"indexed": 0, "statements": 0, "removed": len(removed)}
    pasts = library.store.pasts([rendition.id for rendition in renditions])
    for rendition in renditions:
        number, past = changed[rendition.id], pasts.get(rendition.id)
        library.releases.index([rendition_document(rendition, number, languages, past=past)])
        done["statements"] += library.said.index(statement_documents(rendition, number, languages, past=past))
        done["indexed"] += 1
        progress.step()
    library.releases.commit()
    library.said.commit()
    _remember(library, sequence)
    return done


def _follows(library: Library) -> bool:
    """Whether the index was made from this store: not where it is ahead of it, as after a store is put back."""
    position = _position(library)
    return position is not None and position <= library.store.sequence


def _position(library: Library) -> int | None:
    file = _state_file(library)
    try:
        return int(json.loads(file.read_text(encoding="utf-8"))["sequence"])
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SearchIndexError(f"{file}: cannot be read ({error}); run minber index --rebuild") from error


def _remember(library: Library, sequence: int) -> None:
    file = _state_file(library)
    aside = file.with_suffix(".aside")
    aside.write_text(json.dumps({"sequence": sequence}), encoding="utf-8")
    aside.replace(file)


def _state_file(library: Library) -> Path:
    return library.settings.index / STATE
