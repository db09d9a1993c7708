"""Joining what belongs to one release: copies of a text first, then language versions by the links between pages,
then by the facts they share. Why it was joined is kept with each rendition.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.records import Kinship, Rendition
from corpus.store import Store
from indexer.normalise.boilerplate import passages
from indexer.normalise.copies import copied
from indexer.normalise.marks import sketch
from indexer.normalise.translations import best_match

LEAST_WORDS, LEAST_FACTS = 2, 3  # marks shared by texts that are worth comparing


class Joiner:
    """Joins what comes in to what is held; links to pages that have not come yet wait for the end of the batch."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.passages: dict[str, set[str]] = {}  # keys of the paragraphs met, by source
        self._waiting: list[tuple[Sequence[str], str]] = []

    def join(self, ids: Sequence[str], links: Sequence[str]) -> None:
        """Joins the renditions of one page."""
        held = self.store.renditions(ids)
        for rendition in held:
            keys = passages(rendition)
            self.store.kin.mark(rendition.id, sketch(rendition), keys)
            self.passages.setdefault(rendition.source, set()).update(keys)
        self._of_one_page(held)
        alike = {rendition.id: self.store.kin.alike(rendition.id, "facts", LEAST_FACTS) for rendition in held}
        copies = [rendition.id for rendition in held if self._as_copy(rendition, alike[rendition.id])]
        linked = False
        for link in links:
            if self._by_link(ids, link):
                linked = True
            else:
                self._waiting.append((ids, link))
        if not linked:
            for rendition in self.store.renditions([one for one in ids if one not in copies]):
                self._by_facts(rendition, alike[rendition.id])

    def finish(self) -> None:
        """Follows the links whose pages came later."""
        for ids, link in self._waiting:
            self._by_link(ids, link)
        self._waiting.clear()

    def _of_one_page(self, held: Sequence[Rendition]) -> None:
        for rendition in held[1:]:
            if rendition.kinship is None and rendition.release == held[0].release:
                self.store.kin.explain([rendition.id], Kinship("page", 1.0, (), held[0].id))

    def _as_copy(self, rendition: Rendition, alike: Sequence[str]) -> bool:
        """Attaches a copy to the release of what it repeats; whether the rendition is the copy of the two."""
        found = copied(rendition, self._candidates(rendition, alike))
        if found is None:
            if rendition.copy_of:
                self.store.kin.explain([rendition.id], None)
            return False
        copy, kinship = found
        original = self.store.rendition(kinship.other)
        repeated = self.store.rendition(copy)
        if original is None or repeated is None:
            return False
        self._unite({repeated.release}, original.release)
        self.store.kin.explain([copy], kinship)
        return copy == rendition.id

    def _candidates(self, rendition: Rendition, alike: Sequence[str]) -> tuple[Rendition, ...]:
        near = (*self.store.kin.alike(rendition.id, "words", LEAST_WORDS), *alike)
        return self.store.renditions(dict.fromkeys(near))

    def _by_link(self, ids: Sequence[str], link: str) -> bool:
        there = self.store.by_url(link)
        if there and ids:
            ours = self.store.renditions(ids)
            self._unite({rendition.release for rendition in ours}, there[0].release)
            plain = [one.id for one in ours if one.kinship is None and one.id != there[0].id]
            if there[0].kinship is None or there[0].kinship.other not in plain:
                self.store.kin.explain(plain, Kinship("link", 1.0, (link,), there[0].id))
        return bool(there)

    def _by_facts(self, rendition: Rendition, alike: Sequence[str]) -> None:
        near = self.store.candidates(rendition.source, rendition.published) if rendition.published else ()
        by_marks = self.store.renditions(alike)
        held = {other.id: other for other in (*near, *by_marks) if other.release != rendition.release}
        found = best_match(rendition, list(held.values()))
        if found is not None:
            self._unite({rendition.release}, found.release)
            self.store.kin.explain([rendition.id], Kinship("facts", found.score, found.shared[:12], found.other))

    def _unite(self, releases: set[str], target: str) -> None:
        """Moves all versions of the releases to the target."""
        for release in releases - {target}:
            self.store.set_release([version.id for version in self.store.release(release)], target)
