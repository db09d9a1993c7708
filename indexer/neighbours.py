"""The renditions that a new one may belong with, as they are compared: what was read of one is remembered."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from datetime import date

from corpus.store import Standing, Store
from indexer.normalise.translations import Candidate, Traits, traits_of

REMEMBERED = 1 << 12  # renditions whose traits are kept in memory


class Neighbours:
    """Candidates of one store. Where they stand is asked each time; their traits belong to a revision, and are made
    once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._traits: OrderedDict[int, Traits] = OrderedDict()  # by revision, those asked for last behind

    def learn(self, revision: int, traits: Traits) -> None:
        """Remembers the traits of a revision, over those it had."""
        self._traits[revision] = traits
        self._traits.move_to_end(revision)
        while len(self._traits) > REMEMBERED:
            self._traits.popitem(last=False)

    def near(self, source: str, day: date | None) -> list[Candidate]:
        """Those of a source published about a day; none where there is no day."""
        return self.candidates(self._store.kin.near(source, day)) if day else []

    def named(self, identifiers: Sequence[str]) -> list[Candidate]:
        """Those of these ids."""
        return self.candidates(self._store.kin.standing(identifiers).values()) if identifiers else []

    def candidates(self, standings: Iterable[Standing]) -> list[Candidate]:
        """Renditions that stand so, with their traits."""
        wanted = list(standings)
        known = {one.revision: self._traits[one.revision] for one in wanted if one.revision in self._traits}
        missing = [one for one in wanted if one.revision not in known]
        if missing:
            texts = {text.id: text for text in self._store.renditions([one.id for one in missing])}
            known |= {one.revision: traits_of(texts[one.id]) for one in missing}
        for revision, traits in known.items():
            self.learn(revision, traits)
        return [_candidate(one, known[one.revision]) for one in wanted]


def _candidate(one: Standing, traits: Traits) -> Candidate:
    return Candidate(one.id, one.release, one.kinship is not None and one.kinship.is_copy, traits)
