"""The renditions that a new one may belong with, as they are compared: what was read of one is remembered."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import chain
from typing import NamedTuple

from corpus.records import Kinship
from corpus.store import Standing, Store
from indexer.normalise.copies import Worded, Wording, wording
from indexer.normalise.translations import WINDOW, Candidate, Traits, traits_of

REMEMBERED = 1 << 12  # renditions of which what is compared is kept in memory
MOST_STANDING = 1 << 14  # renditions of which it is remembered how they stand


class _Known(NamedTuple):
    traits: Traits
    wording: Wording


class Neighbours:
    """Candidates of one store. Where they stand is remembered until it changes, from one transaction to the next as
    long as nobody else changes anything in between; what is compared belongs to a revision, and is made once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._standing: dict[str, Standing] = {}  # of some
        self._first: dict[str, str | None] = {}  # by address, of some, the first that stands there
        self._days: dict[tuple[str, date], set[str]] = {}  # of some sources and days, all that were published then
        self._sequence: int | None = None  # of the last change, when the last transaction came to its end
        self._known: OrderedDict[int, _Known] = OrderedDict()  # by revision, those asked for last behind

    def learn(self, revision: int, traits: Traits, wording: Wording) -> None:
        """Remembers what is compared of a revision, over what it had."""
        self._known[revision] = _Known(traits, wording)
        self._known.move_to_end(revision)
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)

    def begin(self, identifiers: Iterable[str], links: Collection[str] = ()) -> None:
        """Begins a transaction, and reads at once how renditions of these ids stand, and those at these addresses."""
        if self._sequence != self._store.sequence or len(self._standing) + len(self._first) > MOST_STANDING:
            self.forget()
        self._sequence = None
        self._read_addresses([link for link in links if link not in self._first])
        self.standing({*identifiers, *(first for link in links if (first := self._first[link]))})

    def end(self) -> None:
        """What is known by now holds after the transaction, until somebody else changes something."""
        self._sequence = self._store.sequence

    def forget(self) -> None:
        """Renditions may stand otherwise now."""
        self._standing.clear()
        self._first.clear()
        self._days.clear()

    def place(self, one: Standing, traits: Traits) -> None:
        """A rendition was understood, and is near others now."""
        if traits.published and (traits.source, traits.published) in self._days:
            self._days[traits.source, traits.published].add(one.id)

    def came(self, new: Collection[Standing]) -> None:
        """These are new, and stand so."""
        self._standing |= {one.id: one for one in new}
        for one in new:
            self._first.pop(one.url, None)

    def moved(self, identifiers: Iterable[str], release: str) -> None:
        """These belong to another release now."""
        self._standing |= {one.id: one._replace(release=release) for one in self._remembered(identifiers)}

    def explained(self, identifiers: Iterable[str], kinship: Kinship | None) -> None:
        """These belong to their release for another reason now."""
        self._standing |= {one.id: one._replace(kinship=kinship) for one in self._remembered(identifiers)}

    def _remembered(self, identifiers: Iterable[str]) -> Iterator[Standing]:
        return (self._standing[one] for one in identifiers if one in self._standing)

    def standing(self, identifiers: Iterable[str]) -> dict[str, Standing]:
        """How the renditions of these ids stand, in the order of the ids."""
        wanted = sorted(identifiers)
        if missing := [one for one in wanted if one not in self._standing]:
            self._standing |= self._store.kin.standing(missing)
        return {one: self._standing[one] for one in wanted if one in self._standing}

    def at(self, url: str) -> Standing | None:
        """How the first of those at an address stands."""
        if url not in self._first:
            self._read_addresses([url])
        first = self._first[url]
        return self.standing([first]).get(first) if first else None

    def near(self, source: str, day: date | None) -> list[Candidate]:
        """Those of a source published about a day; none where there is no day."""
        if day is None:
            return []
        days = [day + timedelta(days=further) for further in range(-WINDOW.days, WINDOW.days + 1)]
        self._read_days(source, [one for one in days if (source, one) not in self._days])
        near = self.standing(chain.from_iterable(self._days[source, one] for one in days))
        return self._candidates(sorted(near.values(), key=lambda one: one.number))

    def named(self, identifiers: Sequence[str]) -> list[Candidate]:
        """Those of these ids."""
        return self._candidates(self.standing(identifiers).values())

    def worded(self, identifiers: Sequence[str]) -> dict[str, Worded]:
        """Those of these ids with their wording, by id."""
        standings = self.standing(identifiers)
        known = self._of(standings.values())
        return {one.id: Worded(one.id, one.url, _is_copy(one), *known[one.revision]) for one in standings.values()}

    def _read_addresses(self, urls: Collection[str]) -> None:
        if urls:
            there = self._store.kin.at(urls)
            self._first |= {url: there[url][0] if url in there else None for url in urls}

    def _read_days(self, source: str, days: Sequence[date]) -> None:
        if days:
            self._days |= {(source, day): set() for day in days}
            for day, one in self._store.kin.near(source, days[0], days[-1]):
                self._days[source, day].add(one.id)
                self._standing[one.id] = one

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
