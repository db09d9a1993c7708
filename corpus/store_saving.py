"""Saving what was understood of a page: which rendition is it, is its text new, what changed.

Identity, in this order: the rendition of that language already known at this address; one of the same source
that has, or once had, the same text (the page is then one more address of it); else a new one, with the id
that normalising gave it. A text that differs from what its other pages said is one more revision. The same
page understood anew replaces the revision of that page, since the site has not changed. The first known
address decides which revision is current.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from corpus.codec import Written
from corpus.records import Rendition
from corpus.store_projection import next_in_sequence, project, refresh
from corpus.store_records import Standing
from corpus.store_schema import addresses, pages, releases, renditions, revisions

Key = tuple[str, str, int]  # url, language, part: a text's seat on a page

# Statements are made once: making one costs more than running it.
KNOWN = (
    select(addresses, pages.c.last_seen, renditions.c.id, renditions.c.release, renditions.c.origin)
    .join(pages, pages.c.number == addresses.c.page)
    .join(renditions, renditions.c.number == addresses.c.rendition)
    .where(
        addresses.c.url.in_(bindparam("urls", expanding=True))
        | addresses.c.page.in_(bindparam("pages", expanding=True))
    )
)
SAME_TEXT = (
    select(revisions.c.key, revisions.c.rendition)
    .add_columns(renditions.c.source, renditions.c.id, renditions.c.release, renditions.c.origin)
    .join(renditions, renditions.c.number == revisions.c.rendition)
    .where(revisions.c.key.in_(bindparam("keys", expanding=True)))
    .order_by(revisions.c.rendition.desc())
)
RELEASES = select(releases).where(releases.c.id.in_(bindparam("ids", expanding=True)))
TAKEN = select(renditions.c.id).where(renditions.c.id.in_(bindparam("ids", expanding=True)))
HELD = select(revisions).where(revisions.c.rendition.in_(bindparam("numbers", expanding=True)))
ADD_RELEASES = insert(releases)
ADD_RENDITIONS = insert(renditions).returning(renditions.c.number, sort_by_parameter_order=True)
ADD_REVISIONS = insert(revisions).returning(revisions.c.number, sort_by_parameter_order=True)
ADD_ADDRESSES = insert(addresses)
MOVE_ADDRESS = update(addresses).where(addresses.c.number == bindparam("this"))
UNDERSTOOD = update(pages).where(pages.c.number == bindparam("this"))


class Saving:
    """One page's renditions on their way into the tables, within one transaction; `new` when nothing that is held has
    to do with them, so that there is nothing to look for."""

    def __init__(self, connection: Connection, page: Row[Any], *, new: bool = False) -> None:
        self.connection = connection
        self.page = page
        self.new = new
        self.added: list[Standing] = []  # renditions, as they were added
        self.stirred: set[int | str] = {page.url}  # renditions and addresses that may be other than before
        self.touched: set[int] = set()  # renditions whose current state has to be looked at again
        self.rewritten: set[int] = set()  # revisions whose record is another now
        self.grown: set[int] = set()  # renditions with one more text or address, or a text read otherwise

    @property
    def changed(self) -> bool:
        """Whether anything that is held may be other than before."""
        return bool(self.added or self.touched)

    def save(self, understood: Sequence[Written], fingerprint: str) -> tuple[str, ...]:
        """Keeps the renditions; their ids in the store, in the same order."""
        seats = dict(zip(keys(understood), understood, strict=True))
        known = {} if self.new else self._known(understood)
        found = {} if self.new else self._found(seats, known)
        self.stirred.update(row.rendition for row in (*known.values(), *found.values()))
        self.stirred.update(one.url for one in understood)
        old = {key: one for key, one in seats.items() if key in found}
        new = {key: one for key, one in seats.items() if key not in found}
        ids = {key: found[key].id for key in old}
        if new:
            ids |= self._add(new, {seats[key].release: (row.release, row.origin) for key, row in found.items()})
        if old:
            self._renew(old, found, known=known)
        self._leave([row for key, row in known.items() if key not in seats and row.page == self.page.number])
        for number in sorted(self.touched):
            refresh(self.connection, number, rewritten=self.rewritten, grown=number in self.grown)
        if self.page.understood != fingerprint:
            self.connection.execute(UNDERSTOOD, {"this": self.page.number, "understood": fingerprint})
        return tuple(ids[key] for key in seats)

    def _known(self, understood: Sequence[Written]) -> dict[Key, Row[Any]]:
        """The addresses that these texts, or this page, already have; with when their page was last seen."""
        urls = list({one.url for one in understood})
        rows = self.connection.execute(KNOWN, {"urls": urls, "pages": [self.page.number]})
        return {(row.url, row.language, row.part): row for row in rows}

    def _found(self, seats: Mapping[Key, Written], known: Mapping[Key, Row[Any]]) -> dict[Key, Row[Any]]:
        """The renditions already held: known at the address, or known by their text."""
        found = {key: known[key] for key in seats if key in known}
        keys = [one.id for key, one in seats.items() if key not in found]
        if keys:
            same = {(row.key, row.source): row for row in self.connection.execute(SAME_TEXT, {"keys": keys})}
            for key, one in seats.items():
                if key not in found and (one.id, one.text.source) in same:
                    found[key] = same[one.id, one.text.source]
        return found

    # new renditions

    def _add(self, new: Mapping[Key, Written], release: dict[str, tuple[str, str]]) -> dict[Key, str]:
        """Adds renditions, each with its revision and seats; a text that stands twice on the page, once.

        `release` maps what normalising took for a release to the one in the store and the one before joining.
        """
        made: dict[str, Written] = {}
        for one in new.values():
            made.setdefault(one.id, one)
        texts = {key: one.text for key, one in made.items()}
        ids = self._free_ids(made.values())
        release |= self._releases([text.release for text in texts.values() if text.release not in release])
        changed = next_in_sequence(self.connection)
        rows = [
            {"id": ids[key], "changed": changed, **_columns(text, *release[text.release])}
            for key, text in texts.items()
        ]
        numbers = dict(zip(made, self.connection.execute(ADD_RENDITIONS, rows).scalars(), strict=True))
        rows = [self._revision(numbers[key], one, current=True) for key, one in made.items()]
        kept = dict(zip(made, self.connection.execute(ADD_REVISIONS, rows).scalars(), strict=True))
        project(self.connection, {numbers[key]: text for key, text in texts.items()})
        rows = [self._address(key, numbers[one.id], revision=kept[one.id]) for key, one in new.items()]
        self.connection.execute(ADD_ADDRESSES, rows)
        for key, text in texts.items():
            seat = (release[text.release][0], text.url, None, kept[key], self.page.number, key)
            self.added.append(Standing(ids[key], numbers[key], *seat))
        return {key: ids[one.id] for key, one in new.items()}

    def _free_ids(self, texts: Collection[Written]) -> dict[str, str]:
        """The ids of texts; where an older rendition has one (its text is read otherwise now), another."""
        wanted = {"ids": [text.id for text in texts]}
        taken = set() if self.new else set(self.connection.execute(TAKEN, wanted).scalars())
        return {text.id: _other_id(text) if text.id in taken else text.id for text in texts}

    def _releases(self, wanted: Sequence[str]) -> dict[str, tuple[str, str]]:
        """The releases of these ids (or what they were joined to) with the ids; made where there are none."""
        rows = () if self.new else self.connection.execute(RELEASES, {"ids": list(wanted)})
        held = {row.id: row.joined or row.id for row in rows}
        new = [one for one in dict.fromkeys(wanted) if one not in held]
        if new:
            self.connection.execute(ADD_RELEASES, [{"id": one} for one in new])
        return {one: (held.get(one, one), one) for one in wanted}

    # renditions already held

    def _renew(
        self, old: Mapping[Key, Written], found: Mapping[Key, Row[Any]], *, known: Mapping[Key, Row[Any]]
    ) -> None:
        numbers = {key: int(found[key].rendition) for key in old}
        held: dict[int, list[Row[Any]]] = {}
        for row in self.connection.execute(HELD, {"numbers": list(numbers.values())}):
            held.setdefault(row.rendition, []).append(row)
        for key, one in old.items():
            revision = self._kept(numbers[key], one, held=held.get(numbers[key], []))
            self._seat(key, numbers[key], revision=revision, row=known.get(key))

    def _kept(self, number: int, wanted: Written, *, held: Sequence[Row[Any]]) -> int:
        """The revision that holds this text: one that has it, that of this page rewritten, or a new one."""
        same = next((row for row in held if row.key == wanted.id), None)
        own = next((row for row in held if row.page == self.page.number), None)
        if same is not None and same is not own:
            if own is not None:
                self._replace_revision(own.number, same.number)
                self.touched.add(number)
            return int(same.number)
        values = self._revision(number, wanted)
        if own is None:
            self.touched.add(number)
            self.grown.add(number)
            return int(self.connection.execute(ADD_REVISIONS, [values]).scalar_one())
        if (own.key, own.record) != (values["key"], values["record"]):
            change = update(revisions).where(revisions.c.number == own.number)
            self.connection.execute(change.values(key=values["key"], record=values["record"]))
            self.rewritten.add(own.number)
            self.touched.add(number)
            self.grown.add(number)
        return int(own.number)

    def _replace_revision(self, old: int, new: int) -> None:
        moved = update(addresses).where(addresses.c.revision == old).values(revision=new)
        self.connection.execute(moved)
        self.connection.execute(delete(revisions).where(revisions.c.number == old))

    def _seat(self, key: Key, number: int, *, revision: int, row: Row[Any] | None) -> None:
        """Notes where the text stands; a page seen earlier than the one noted does not displace it."""
        if row is None:
            self.connection.execute(ADD_ADDRESSES, [self._address(key, number, revision=revision)])
            self.touched.add(number)
            self.grown.add(number)
        elif self.page.last_seen >= row.last_seen and (row.revision, row.page) != (
            revision,
            self.page.number,
        ):
            values = {"revision": revision, "page": self.page.number}
            self.connection.execute(MOVE_ADDRESS, {"this": row.number, **values})
            self.touched.add(number)

    def _leave(self, gone: Sequence[Row[Any]]) -> None:
        """Takes away the seats of texts that rules no longer see on this page."""
        if gone:
            seats = addresses.c.number.in_([row.number for row in gone])
            self.connection.execute(delete(addresses).where(seats))
            self.touched.update(row.rendition for row in gone)

    def _address(self, key: Key, number: int, *, revision: int) -> dict[str, Any]:
        url, language, part = key
        seat = {"url": url, "language": language, "part": part}
        return {**seat, "rendition": number, "revision": revision, "page": self.page.number}

    def _revision(self, number: int, wanted: Written, *, current: bool = False) -> dict[str, Any]:
        text = {"key": wanted.id, "record": wanted.record}
        return {"rendition": number, "page": self.page.number, "current": current, **text}


def keys(understood: Sequence[Written]) -> Iterator[Key]:
    """The seat of each text: several of one language at one address are numbered."""
    seen: Counter[tuple[str, str]] = Counter()
    for rendition in understood:
        place = (rendition.url, rendition.language)
        yield (*place, seen[place])
        seen[place] += 1


def _columns(text: Rendition, release: str, origin: str) -> dict[str, Any]:
    columns = {name: getattr(text, name) for name in ("source", "language", "url", "published")}
    return {**columns, "release": release, "origin": origin}


def _other_id(text: Written) -> str:
    digest = hashlib.sha256(f"{text.id} {text.url}".encode()).digest()
    return base64.b32encode(digest).decode().lower()[: len(text.id)]
