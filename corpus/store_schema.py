"""The tables of the store, for SQLite and PostgreSQL alike.

page ─< address >─ rendition >─ release: a page is bytes at an address; a rendition may stand at several
addresses, and has one revision for each text it has had. A revision keeps the whole record as JSON;
statements and mentions repeat what SQL may want to ask of the current one.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Dialect,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)


class Moment(TypeDecorator[datetime]):
    """A time, always aware, kept as text in UTC so that it sorts and compares alike in every database."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else datetime.fromisoformat(value)


tables = MetaData()

meta = Table(
    "meta",
    tables,
    Column("name", String, primary_key=True),  # "version" of the schema; "sequence" of changes
    Column("value", Integer, nullable=False),
)

pages = Table(
    "pages",
    tables,
    Column("number", Integer, primary_key=True),
    Column("url", String, nullable=False),
    Column("source", String, nullable=False, index=True),
    Column("sha256", String(64), nullable=False),
    Column("status", Integer, nullable=False),
    Column("content_type", String, nullable=False),
    Column("size", Integer, nullable=False),
    Column("fetched", Moment, nullable=False),
    Column("last_seen", Moment, nullable=False),
    Column("file", String, nullable=False),
    Column("offset", Integer, nullable=False),
    Column("length", Integer, nullable=False),
    Column("understood", String, index=True),
    UniqueConstraint("url", "sha256"),
)

releases = Table(
    "releases",
    tables,
    Column("id", String, primary_key=True),
    Column("joined", String, ForeignKey("releases.id"), index=True),  # the release this one was found to be
)

renditions = Table(
    "renditions",
    tables,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("release", String, ForeignKey("releases.id"), nullable=False, index=True),
    Column("origin", String, ForeignKey("releases.id"), nullable=False),  # its release before any joining
    Column("source", String, nullable=False),
    Column("language", String, nullable=False),
    Column("url", String, nullable=False),
    Column("published", Date, index=True),
    Column("kinship", Text),  # JSON: why it belongs to its release
    Column("changed", Integer, nullable=False, index=True),
)

revisions = Table(
    "revisions",
    tables,
    Column("number", Integer, primary_key=True),
    Column("rendition", Integer, ForeignKey("renditions.number"), nullable=False),
    Column("page", Integer, ForeignKey("pages.number"), nullable=False, index=True),
    Column("key", String, nullable=False, index=True),  # id that the text alone would have
    Column("current", Boolean, nullable=False),
    Column("record", Text, nullable=False),
    UniqueConstraint("rendition", "key"),
)

addresses = Table(
    "addresses",
    tables,
    Column("number", Integer, primary_key=True),
    Column("url", String, nullable=False),
    Column("language", String, nullable=False),
    Column("part", Integer, nullable=False),  # which of several texts of that language on the page
    Column("rendition", Integer, ForeignKey("renditions.number"), nullable=False, index=True),
    Column("revision", Integer, ForeignKey("revisions.number"), nullable=False, index=True),
    Column("page", Integer, ForeignKey("pages.number"), nullable=False, index=True),
    UniqueConstraint("url", "language", "part"),
)

statements = Table(
    "statements",
    tables,
    Column("rendition", Integer, ForeignKey("renditions.number"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("speaker", String, index=True),
    Column("name", String),
    Column("post", String),
    Column("kind", String, nullable=False),
    Column("ref", String, nullable=False),
    Column("paragraph", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("confidence", Float, nullable=False),
)

mentions = Table(
    "mentions",
    tables,
    Column("rendition", Integer, ForeignKey("renditions.number"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("kind", String, nullable=False),  # region or person
    Column("id", String, nullable=False, index=True),
    Column("relation", String),  # of regions: about or mentioned
    Column("surface", String, nullable=False),
    Column("paragraph", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)

marks = Table(  # what comparing looks renditions up by: hashes of their words, and of their names and figures
    "marks",
    tables,
    Column("rendition", Integer, ForeignKey("renditions.number"), primary_key=True),
    Column("kind", String, primary_key=True),
    Column("value", Integer, primary_key=True, index=True),
)

passages = Table(  # paragraphs short enough, or near enough to an edge, to be boilerplate
    "passages",
    tables,
    Column("rendition", Integer, ForeignKey("renditions.number"), primary_key=True),
    Column("key", String, primary_key=True, index=True),
)

boilerplate = Table(  # keys of the paragraphs that recur in releases of a source
    "boilerplate",
    tables,
    Column("source", String, primary_key=True),
    Column("key", String, primary_key=True),
)

crawl_state = Table(
    "crawl_state",
    tables,
    Column("number", Integer, primary_key=True),
    Column("source", String, nullable=False),
    Column("url", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("pending", Boolean, nullable=False),
    Column("etag", String),
    Column("last_modified", String),
    Column("fetched", Moment),
    Column("status", Integer),
    UniqueConstraint("source", "url"),
)

failures = Table(
    "failures",
    tables,
    Column("url", String, primary_key=True),
    Column("stage", String, primary_key=True),
    Column("error", String, nullable=False),
    Column("at", Moment, nullable=False),
)
