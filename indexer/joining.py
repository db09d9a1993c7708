"""Joining the language versions of one release: by the links between pages first, then by the facts they share."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.records import Rendition
from corpus.store import Store
from indexer.normalise.translations import same_release


class Joiner:
    """Joins what comes in to what is held; links to pages that have not come yet wait for the end of the batch."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._waiting: list[tuple[Sequence[str], str]] = []

    def join(self, ids: Sequence[str], links: Sequence[str]) -> None:
        """Joins the renditions of one page."""
        linked = False
        for link in links:
            if self._by_link(ids, link):
                linked = True
            else:
                self._waiting.append((ids, link))
        if not linked:
            for rendition in self.store.renditions(ids):
                self._by_facts(rendition)

    def finish(self) -> None:
        """Follows the links whose pages came later."""
        for ids, link in self._waiting:
            self._by_link(ids, link)
        self._waiting.clear()

    def _by_link(self, ids: Sequence[str], link: str) -> bool:
        there = self.store.by_url(link)
        if there and ids:
            ours = {rendition.release for rendition in self.store.renditions(ids)}
            self._unite(ours, there[0].release)
        return bool(there)

    def _by_facts(self, rendition: Rendition) -> None:
        if rendition.published is None:
            return
        near = self.store.candidates(rendition.source, rendition.published)
        others = [other for other in near if other.release != rendition.release]
        found = same_release(rendition, others)
        if found is not None:
            self._unite({rendition.release}, found)

    def _unite(self, releases: set[str], target: str) -> None:
        """Moves all versions of the releases to the target."""
        for release in releases - {target}:
            self.store.set_release([version.id for version in self.store.release(release)], target)
