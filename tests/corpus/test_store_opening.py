"""A store that is older, newer, broken or not there: brought up step by step, or told in one line."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable
from storing import add, page, rendition

from corpus import store_pages, store_projection, store_rows, store_saving
from corpus.errors import StoreError
from corpus.records import Kinship
from corpus.store import Store
from corpus.store_database import STEPS, Database
from corpus.store_schema import tables


@pytest.fixture
def address(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'store.sqlite'}"


def add_colour(connection: Connection) -> None:
    connection.execute(text("ALTER TABLE pages ADD COLUMN colour VARCHAR"))


def paint(connection: Connection) -> None:
    connection.execute(text("UPDATE pages SET colour = 'red'"))


def test_an_older_store_is_brought_up_step_by_step(address: str, tmp_path: Path) -> None:
    with Store(address) as store:
        add(store, page())
    Database(address, steps=(*STEPS, add_colour)).close()
    Database(address, steps=(*STEPS, add_colour, paint)).close()
    with closing(sqlite3.connect(tmp_path / "store.sqlite")) as connection:
        assert connection.execute("SELECT colour FROM pages").fetchall() == [("red",)]


def test_a_store_without_kinship_gets_it(address: str, tmp_path: Path) -> None:
    """A store as version 1 left it: what is held stays, and renditions can be compared."""
    with Store(address) as store:
        number = add(store, page()).number
        (kept,) = store.save(number, [rendition("а")], "rules")
    with closing(sqlite3.connect(tmp_path / "store.sqlite")) as connection:
        connection.executescript(
            "DROP TABLE marks; DROP TABLE passages; DROP TABLE boilerplate;"
            "ALTER TABLE renditions DROP COLUMN kinship; UPDATE meta SET value = 1 WHERE name = 'version'"
        )
    with Store(address) as store:
        store.kin.mark(1, {"words": [1, 2]}, ["key"])
        store.kin.explain([kept], Kinship("link", 1.0, (), "other"))
        (shown,) = store.renditions([kept])
    assert shown.kinship == Kinship("link", 1.0, (), "other")


def test_a_step_that_fails_changes_nothing(address: str) -> None:
    Store(address).close()
    with pytest.raises(StoreError, match="colour"):
        Database(address, steps=(*STEPS, add_colour, add_colour))
    Database(address, steps=(*STEPS, add_colour)).close()


def test_a_newer_store_is_refused(address: str) -> None:
    Database(address, steps=(*STEPS, add_colour)).close()
    Database(address, steps=(*STEPS, add_colour)).close()
    with pytest.raises(StoreError, match="install the newer minber"):
        Store(address)


def test_no_store_yet(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is none yet"):
        Store(f"sqlite:///{tmp_path / 'none.sqlite'}", create=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("bad", ["store.sqlite", "oracle9://x", "postgresql+nodriver://h/d", ""])
def test_an_address_that_is_none(bad: str) -> None:
    with pytest.raises(StoreError, match="write sqlite:///file"):
        Store(bad)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "store.sqlite").write_text("not a database at all, but long enough to look at" * 99)
    with pytest.raises(StoreError, match="not a database"):
        Store(f"sqlite:///{tmp_path / 'store.sqlite'}")


def test_a_folder_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    with pytest.raises(StoreError, match="home"):
        Store(f"sqlite:///{tmp_path / 'home' / 'store.sqlite'}")


def test_the_password_stays_out_of_messages() -> None:
    with pytest.raises(StoreError) as raised:
        Store("postgresql+nodriver://user:secret@host/db")
    assert "secret" not in str(raised.value)


def test_every_table_and_statement_can_be_said_to_postgresql() -> None:
    dialect = postgresql.dialect()
    for table in tables.sorted_tables:
        assert "CREATE TABLE" in str(CreateTable(table).compile(dialect=dialect))
    for module in (store_pages, store_projection, store_rows, store_saving):
        statements = [value for name, value in vars(module).items() if name.isupper() and hasattr(value, "compile")]
        assert statements
        assert all(str(statement.compile(dialect=dialect)) for statement in statements)
