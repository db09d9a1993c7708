"""Joining what belongs to one release: copies of a text first, then language versions by the links between pages,
then by the facts they share. Why it was joined is kept with each rendition.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from corpus.codec import Written
from corpus.records import Kinship, Rendition
from corpus.store import Saved, Standing, Store
from indexer.neighbours import Neighbours
from indexer.normalise.comparable import Comparable, comparable
from indexer.normalise.copies import copy_among
from indexer.normalise.translations import Candidate, best_match
from indexer.understanding import Understood

LEAST = {"words": 2, "facts": 3}  # marks shared by texts that are worth comparing

Alike = Mapping[str, Sequence[str]]  # ids by kind of the marks they share


class Joiner:
    """Joins what comes in to what is held; links to pages that have not come yet wait for the end of the batch."""

    def __init__(self, store: Store) -> None:
        self.passages: dict[str, set[str]] = {}  # keys of the paragraphs met, by source
        self._store = store
        self._kin = store.kin
        self._neighbours = Neighbours(store)
        self._waiting: list[tuple[Sequence[str], str]] = []

    def join(self, page: int, saved: Saved, understood: Understood) -> None:
        """Joins the renditions of one page, given as they were saved and as they were understood."""
        ids = saved.ids
        if saved.changed:
            self.forget()
        self._neighbours.came(saved.new)
        self._kin.came(one.number for one in saved.new)
        held = self._neighbours.standing(ids)
        sketches = dict(self._marked(page, held, zip(ids, understood.written, understood.compared, strict=True)))
        alike = {one: self._kin.alike(held[one].number, marks, LEAST) for one, marks in sketches.items()}
        self._of_one_page([held[one] for one in sketches])
        copies = [one for one in sketches if self._as_copy(held[one], alike[one])]
        linked = False
        for link in understood.links:
            if self._by_link(ids, link):
                linked = True
            else:
                self._waiting.append((ids, link))
        if not linked:
            for one in self._neighbours.named([one for one in sketches if one not in copies]):
                self._by_facts(one, alike[one.id]["facts"])

    def begin(self, identifiers: Sequence[str], links: Collection[str]) -> None:
        """Begins a transaction in which pages with these renditions and links are joined."""
        self._neighbours.begin(identifiers, links)
        self._kin.expect([one.number for one in self._neighbours.standing(identifiers).values()])

    def end(self) -> None:
        """Ends the transaction: what is known of where renditions stand holds until somebody else changes it."""
        self._neighbours.end()

    def forget(self) -> None:
        """Forgets where renditions stand: due when that may be otherwise than it was."""
        self._neighbours.forget()

    def finish(self) -> None:
        """Follows the links whose pages came later."""
        with self._store.together():
            self.begin((), {link for _, link in self._waiting})
            for ids, link in self._waiting:
                self._by_link(ids, link)
        self._waiting.clear()

    def _marked(
        self, page: int, held: Mapping[str, Standing], seats: Iterable[tuple[str, Written, Comparable]]
    ) -> Iterator[tuple[str, Mapping[str, Sequence[int]]]]:
        """Keeps the marks of renditions; where another page shows the text of one, those of what is shown."""
        for one, text, found in {seat[0]: seat for seat in seats}.values():
            shown = held[one]
            if (shown.page, shown.key) != (page, text.id):
                found = comparable(*self._store.renditions([one]))
            self._kin.mark(shown.number, found.sketch, found.passages)
            self.passages.setdefault(found.traits.source, set()).update(found.passages)
            self._neighbours.learn(shown.revision, found.traits, found.wording)
            if shown.page == page:
                self._neighbours.place(shown, found.traits)
            yield one, found.sketch

    def _of_one_page(self, held: Sequence[Standing]) -> None:
        for one in held[1:]:
            if one.kinship is None and one.release == held[0].release:
                self._explain([one.id], Kinship("page", 1.0, (), held[0].id))

    def _as_copy(self, one: Standing, alike: Alike) -> bool:
        """Attaches a copy to the release of what it repeats; whether the rendition is the copy of the two."""
        near = list(dict.fromkeys((*alike["words"], *alike["facts"])))
        there = self._neighbours.worded([one.id, *near]) if near else {}
        found = copy_among(there[one.id], [there[id_] for id_ in near if id_ in there], self._read) if there else None
        if found is None:
            if one.kinship and one.kinship.is_copy:
                self._explain([one.id], None)
            return False
        copy, kinship = found
        both = self._neighbours.standing([copy, kinship.other])
        if len(both) < 2:
            return False
        self._unite({both[copy].release}, both[kinship.other].release)
        self._explain([copy], kinship)
        return copy == one.id

    def _unite(self, parted: Collection[str], release: str) -> None:
        self._neighbours.moved(self._kin.unite(parted, release), release)

    def _explain(self, identifiers: Sequence[str], kinship: Kinship | None) -> None:
        self._neighbours.explained(self._kin.explain(identifiers, kinship), kinship)

    def _read(self, identifier: str) -> Rendition:
        (text,) = self._store.renditions([identifier])
        return text

    def _by_link(self, ids: Sequence[str], link: str) -> bool:
        there = self._neighbours.at(link)
        if there and ids:
            ours = self._neighbours.standing(ids)
            self._unite({one.release for one in ours.values()}, there.release)
            plain = [one.id for one in ours.values() if one.kinship is None and one.id != there.id]
            if there.kinship is None or there.kinship.other not in plain:
                self._explain(plain, Kinship("link", 1.0, (link,), there.id))
        return there is not None

    def _by_facts(self, one: Candidate, alike: Sequence[str]) -> None:
        near = self._neighbours.near(one.traits.source, one.traits.published)
        held = {other.id: other for other in (*near, *self._neighbours.named(alike)) if other.release != one.release}
        found = best_match(one, list(held.values()))
        if found is not None:
            self._unite({one.release}, found.release)
            self._explain([one.id], Kinship("facts", found.score, found.shared[:12], found.other))
