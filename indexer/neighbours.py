"""The renditions that a new one may belong with, as they are compared: what was read of one is remembered."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from corpus.store import Standing, Store
from indexer.normalise.copies import Worded, Wording, wording
from indexer.normalise.translations import Candidate, Traits, traits_of

REMEMBERED = 1 << 12  # renditions of which what is compared is kept in memory


class _Known(NamedTuple):
    traits: Traits
    wording: Wording


class Neighbours:
    """Candidates of one store. Where they stand is remembered within a transaction, until it changes; what is compared
    belongs to a revision, and is made once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._standing: dict[str, Standing] = {}  # of some, as they stand within the transaction that is under way
        self._known: OrderedDict[int, _Known] = OrderedDict()  # by revision, those asked for last behind

    def learn(self, revision: int, traits: Traits, wording: Wording) -> None:
        """Remembers what is compared of a revision, over what it had."""
        self._known[revision] = _Known(traits, wording)
        self._known.move_to_end(revision)
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)

    def expect(self, identifiers: Sequence[str]) -> None:
        """Begins anew with where renditions stand, and reads it of these."""
        self._standing = self._store.kin.standing(identifiers) if identifiers else {}

    def changed(self, identifiers: Iterable[str]) -> None:
        """These stand otherwise now."""
        for one in identifiers:
            self._standing.pop(one, None)

    def standing(self, identifiers: Iterable[str]) -> dict[str, Standing]:
        """How the renditions of these ids stand, in the order of the ids."""
        wanted = sorted(identifiers)
        if missing := [one for one in wanted if one not in self._standing]:
            self._standing |= self._store.kin.standing(missing)
        return {one: self._standing[one] for one in wanted if one in self._standing}

    def near(self, source: str, day: date | None) -> list[Candidate]:
        """Those of a source published about a day; none where there is no day."""
        return self._candidates(self._store.kin.near(source, day)) if day else []

    def named(self, identifiers: Sequence[str]) -> list[Candidate]:
        """Those of these ids."""
        return self._candidates(self.standing(identifiers).values())

    def worded(self, identifiers: Sequence[str]) -> dict[str, Worded]:
        """Those of these ids with their wording, by id."""
        standings = self.standing(identifiers)
        known = self._of(standings.values())
        return {one.id: Worded(one.id, one.url, _is_copy(one), *known[one.revision]) for one in standings.values()}

    def _candidates(self, standings: Iterable[Standing]) -> list[Candidate]:
        wanted = list(standings)
        known = self._of(wanted)
        return [Candidate(one.id, one.release, _is_copy(one), known[one.revision].traits) for one in wanted]

    def _of(self, standings: Iterable[Standing]) -> dict[int, _Known]:
        """What is compared of renditions, by their revisions."""
        wanted = {one.revision: one.id for one in standings}
        known = {revision: self._known[revision] for revision in wanted if revision in self._known}
        for revision in known:
            self._known.move_to_end(revision)
        missing = [identifier for revision, identifier in wanted.items() if revision not in known]
        if missing:
            texts = {text.id: text for text in self._store.renditions(missing)}
            for revision, identifier in wanted.items():
                if revision not in known:
                    text = texts[identifier]
                    known[revision] = _Known(traits_of(text), wording(text))
                    self.learn(revision, *known[revision])
        return known


def _is_copy(one: Standing) -> bool:
    return one.kinship is not None and one.kinship.is_copy
