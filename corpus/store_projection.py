"""The current state of a rendition in columns: its current revision, and the statements and mentions in it.

Everything here repeats what the record of the current revision says, and is rewritten whenever that changes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from corpus.codec import load
from corpus.records import Mention, Rendition
from corpus.store_schema import addresses, mentions, meta, renditions, revisions, statements

STATEMENT_COLUMNS = ("speaker", "name", "post", "kind", "ref", "paragraph", "start", "end", "confidence")
MENTION_COLUMNS = ("id", "surface", "paragraph", "start", "end")
OF_CHANGES = meta.c.name == "sequence"
NEXT = update(meta).where(OF_CHANGES).values(value=meta.c.value + 1).returning(meta.c.value)
OF_IT = revisions.c.rendition == bindparam("this")
CURRENT_REVISION = select(revisions.c.number).where(OF_IT, revisions.c.current)
FIRST_ADDRESS = (
    select(addresses.c.url, addresses.c.revision, revisions.c.record, renditions.c.url.label("before"))
    .join(revisions, revisions.c.number == addresses.c.revision)
    .join(renditions, renditions.c.number == addresses.c.rendition)
    .where(addresses.c.rendition == bindparam("this"))
    .order_by(addresses.c.number)
    .limit(1)
)
MAKE_CURRENT = update(revisions).where(OF_IT).values(current=revisions.c.number == bindparam("chosen"))
RENEW = update(renditions).where(renditions.c.number == bindparam("this"))
FORGET_STATEMENTS = delete(statements).where(statements.c.rendition == bindparam("this"))
FORGET_MENTIONS = delete(mentions).where(mentions.c.rendition == bindparam("this"))
ADD_STATEMENTS = insert(statements)
ADD_MENTIONS = insert(mentions)


def refresh(connection: Connection, number: int, *, rewritten: Collection[int] = (), grown: bool = False) -> None:
    """Brings a rendition's columns up to its first address; with none left it is gone, but keeps its id. One that has
    grown, but stands as before, is noted as changed."""
    this = {"this": number}
    before = connection.execute(CURRENT_REVISION, this).scalar()
    first = connection.execute(FIRST_ADDRESS, this).first()
    after = first.revision if first is not None else -1
    if before == after and after not in rewritten and first is not None and first.url == first.before:
        if grown:
            connection.execute(RENEW, {**this, "changed": next_in_sequence(connection)})
        return
    connection.execute(MAKE_CURRENT, {**this, "chosen": after})
    values: dict[str, Any] = {"changed": next_in_sequence(connection)}
    connection.execute(FORGET_STATEMENTS, this)
    connection.execute(FORGET_MENTIONS, this)
    if first is not None:
        shown = load(first.record)
        values |= {"url": first.url, "published": shown.published}
        project(connection, {number: shown})
    connection.execute(RENEW, {**this, **values})


def project(connection: Connection, shown: Mapping[int, Rendition]) -> None:
    """Adds the statements and mentions of renditions, given by their numbers."""
    if rows := [row for number, rendition in shown.items() for row in _statements(number, rendition)]:
        connection.execute(ADD_STATEMENTS, rows)
    if rows := [row for number, rendition in shown.items() for row in _mentions(number, rendition)]:
        connection.execute(ADD_MENTIONS, rows)


def next_in_sequence(connection: Connection) -> int:
    """The next number of the sequence of changes."""
    return int(connection.execute(NEXT).scalar_one())


def _statements(number: int, shown: Rendition) -> Iterator[dict[str, Any]]:
    for place, statement in enumerate(shown.statements):
        columns = {name: getattr(statement, name) for name in STATEMENT_COLUMNS}
        yield {"rendition": number, "place": place, **columns}


def _mentions(number: int, shown: Rendition) -> Iterator[dict[str, Any]]:
    of_regions = [_mention(mention, "region", at.relation) for at in shown.regions for mention in at.mentions]
    of_persons = [_mention(mention, "person", None) for person in shown.persons for mention in person.mentions]
    for place, columns in enumerate(of_regions + of_persons):
        yield {"rendition": number, "place": place, **columns}


def _mention(mention: Mention, kind: str, relation: str | None) -> dict[str, Any]:
    columns = {name: getattr(mention, name) for name in MENTION_COLUMNS}
    return {"kind": kind, "relation": relation, **columns}
