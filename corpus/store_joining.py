"""Releases joined and parted, and how renditions stand in them; by column, without reading their records."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from corpus.codec import load_kinship
from corpus.errors import StoreError
from corpus.store_projection import next_in_sequence
from corpus.store_records import Standing
from corpus.store_schema import addresses, meta, pages, releases, renditions, revisions

REJOINING = {"name": "rejoining", "value": 1}  # stands while all joining is undone and not yet done again

# Statements are made once: making one costs more than running it.
STANDING = select(
    *(renditions.c[name] for name in ("id", "number", "release", "url", "kinship")),
    *(revisions.c.number.label("revision"), revisions.c.page, revisions.c.key),
).join(revisions, (revisions.c.rendition == renditions.c.number) & revisions.c.current)
BY_ID = STANDING.where(renditions.c.id.in_(bindparam("ids", expanding=True)))
NEAR = (
    STANDING.add_columns(renditions.c.published)
    .join(pages, pages.c.number == revisions.c.page)
    .where(
        pages.c.understood.is_not(None),
        renditions.c.source == bindparam("source"),
        renditions.c.published.between(bindparam("first"), bindparam("last")),
    )
)  # asked for in order, it would make SQLite read all there is
AT_URLS = (
    select(addresses.c.url, renditions.c.id)
    .join(renditions, renditions.c.number == addresses.c.rendition)
    .where(addresses.c.url.in_(bindparam("urls", expanding=True)))
    .group_by(addresses.c.url, renditions.c.id, renditions.c.number)
    .order_by(renditions.c.number)
)
IS_RELEASE = select(releases.c.id).where(releases.c.id == bindparam("release"))
OF_RELEASES = select(renditions.c.number, renditions.c.id, renditions.c.release).where(
    renditions.c.release.in_(bindparam("parted", expanding=True))
)
OF_IDS = select(renditions.c.number, renditions.c.release).where(
    renditions.c.id.in_(bindparam("ids", expanding=True)), renditions.c.release != bindparam("release")
)
MOVE = update(renditions).where(renditions.c.number == bindparam("this"))
EMPTY = select(releases.c.id).where(
    releases.c.id.in_(bindparam("left", expanding=True)), releases.c.id.not_in(select(renditions.c.release))
)
FOLLOW = update(releases).where(
    releases.c.id.in_(bindparam("gone", expanding=True)) | releases.c.joined.in_(bindparam("gone", expanding=True))
)


def standing(connection: Connection, identifiers: Sequence[str]) -> dict[str, Standing]:
    """How the renditions of these ids stand."""
    return {row.id: _standing(row) for row in connection.execute(BY_ID, {"ids": list(identifiers)}).all()}


def near(connection: Connection, source: str, first: date, last: date) -> list[tuple[date, Standing]]:
    """Those of a source published from one day to another, with their days; while everything is understood anew, those
    whose turn has come."""
    rows = connection.execute(NEAR, {"source": source, "first": first, "last": last}).all()
    return [(day, _standing(row)) for *row, day in rows]


def at(connection: Connection, urls: Sequence[str]) -> dict[str, list[str]]:
    """The ids of the renditions at these addresses, by address, the one known first in front."""
    found: dict[str, list[str]] = {}
    for url, identifier in connection.execute(AT_URLS, {"urls": list(urls)}):
        found.setdefault(url, []).append(identifier)
    return found


def _standing(row: Any) -> Standing:
    identifier, number, release, url, kinship, revision, page, key = row  # by name would take longer than the query
    kin = load_kinship(kinship) if kinship else None
    return Standing(identifier, number, release, url, kin, revision, page, key)


def set_release(connection: Connection, identifiers: Iterable[str], release: str) -> None:
    """Joins renditions to a release; a release left without renditions stays as another name of it."""
    if connection.execute(IS_RELEASE, {"release": release}).first() is None:
        raise StoreError(f"release {release!r}: there is none of that id; join to an existing one")
    moved = connection.execute(OF_IDS, {"ids": list(identifiers), "release": release}).all()
    if moved:
        left = _move(connection, moved, release)
        if gone := connection.execute(EMPTY, {"left": list(left)}).scalars().all():
            connection.execute(FOLLOW, {"gone": gone, "joined": release})


def unite(connection: Connection, parted: Collection[str], release: str) -> list[str]:
    """Moves all renditions of releases to another one; the ids of those moved."""
    others = [one for one in parted if one != release]
    moved = connection.execute(OF_RELEASES, {"parted": others}).all() if others else ()
    if moved:
        gone = _move(connection, moved, release)
        connection.execute(FOLLOW, {"gone": list(gone), "joined": release})
    return [row.id for row in moved]


def _move(connection: Connection, moved: Sequence[Any], release: str) -> set[str]:
    """Moves renditions to a release; the releases that they leave."""
    rows = [{"this": row.number, "release": release, "changed": next_in_sequence(connection)} for row in moved]
    connection.execute(MOVE, rows)
    return {row.release for row in moved}


def part(connection: Connection) -> None:
    """Undoes all joining, to be done anew with the understanding of every page."""
    joined = renditions.c.release != renditions.c.origin
    values = {"release": renditions.c.origin, "changed": next_in_sequence(connection)}
    connection.execute(update(renditions).where(joined).values(values))
    connection.execute(update(renditions).values(kinship=None))
    connection.execute(update(releases).where(releases.c.joined.is_not(None)).values(joined=None))
    connection.execute(update(pages).values(understood=None))
    connection.execute(delete(meta).where(meta.c.name == REJOINING["name"]))
    connection.execute(insert(meta), [REJOINING])


def is_rejoining(connection: Connection) -> bool:
    """Whether joining was undone and not done again to the end."""
    chosen = select(meta.c.value).where(meta.c.name == REJOINING["name"])
    return connection.execute(chosen).first() is not None


def joined_again(connection: Connection) -> None:
    """Notes that joining came to its end."""
    connection.execute(delete(meta).where(meta.c.name == REJOINING["name"]))
