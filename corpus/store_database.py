"""The database behind the store: connections, transactions, the version of the schema and its migrations.

A fresh database gets the tables of `store_schema` and the newest version; an older one is brought up step by
step.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, inspect, select, text, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, IntegrityError, NoSuchModuleError, SQLAlchemyError

from corpus.errors import StoreError, UnstorableError
from corpus.store_schema import boilerplate, marks, meta, passages, tables

CHUNK = 500  # values in one IN clause, rows in one insert
WRITERS = 0x6D696E626572  # what writers of a PostgreSQL database wait for: a number of ours
Value = TypeVar("Value")
Step = Callable[[Connection], None]


def _add_kinship(connection: Connection) -> None:
    """What comparing renditions needs: its tables, and a column for what it found."""
    connection.execute(text("ALTER TABLE renditions ADD COLUMN kinship TEXT"))
    tables.create_all(connection, tables=[marks, passages, boilerplate])


STEPS: tuple[Step, ...] = (_add_kinship,)  # step n brings a store of version n + 1 to version n + 2


def chunks(values: Sequence[Value]) -> Iterator[Sequence[Value]]:
    """Values, as many at a time as one statement takes."""
    return (values[start : start + CHUNK] for start in range(0, len(values), CHUNK))


class _Open(threading.local):
    """The transaction that a thread is writing."""

    connection: Connection | None = None


class Database:
    """Transactions on one database, with every failure told as a `StoreError`."""

    def __init__(self, url: str, *, create: bool = True, steps: Sequence[Step] = STEPS) -> None:
        self.name = _name(url)
        with self._telling():
            self.engine = _engine(url, create=create)
        self._open = _Open()
        self._migrate(steps)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A consistent view of what was last committed; within a transaction, of what it has written as well."""
        if self._open.connection is not None:
            yield self._open.connection
            return
        with self._telling(), self.engine.connect() as connection:
            self._begin(connection)
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of it or nothing; what is written within belongs to it."""
        if self._open.connection is not None:
            with self._telling():
                yield self._open.connection
            return
        with self._telling(), self.engine.connect() as connection, connection.begin():
            self._begin(connection, to_write=True)
            self._open.connection = connection
            try:
                yield connection
            finally:
                self._open.connection = None

    @contextmanager
    def part(self) -> Iterator[Connection]:
        """A part of a transaction: all of it or nothing, whatever becomes of the other parts; alone, a transaction."""
        with self.writing() as connection:
            connection.exec_driver_sql("SAVEPOINT part")  # a nested transaction of SQLAlchemy takes ten times as long
            try:
                yield connection
            except BaseException:
                with suppress(DBAPIError):  # where nothing is left to go back to, what was raised tells why
                    connection.exec_driver_sql("ROLLBACK TO SAVEPOINT part")
                    connection.exec_driver_sql("RELEASE SAVEPOINT part")
                raise
            connection.exec_driver_sql("RELEASE SAVEPOINT part")

    def close(self) -> None:
        """Closes all connections."""
        self.engine.dispose()

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except (DataError, IntegrityError) as error:
            raise UnstorableError(f"store {self.name}: takes no such value ({error.orig}); leave it out") from error
        except DBAPIError as error:
            raise StoreError(f"store {self.name}: {error.orig}; check the file, its rights and the disk") from error
        except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
            reason = str(error).splitlines()[0]
            raise StoreError(f"store {self.name}: {reason}; write sqlite:///file or postgresql+psycopg://…") from error
        except SQLAlchemyError as error:
            raise StoreError(f"store {self.name}: {error}; check the address of the database") from error

    def _begin(self, connection: Connection, *, to_write: bool = False) -> None:
        """Begins a transaction of SQLite, whose driver is told not to; a listener would slow down every statement.
        In either database writers follow one another, so that what one looked up stays as it was until its end, and
        readers see one state."""
        if self.engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE" if to_write else "BEGIN")
        elif to_write:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS})")
        else:
            connection.execution_options(isolation_level="REPEATABLE READ")

    def _migrate(self, steps: Sequence[Step]) -> None:
        newest = 1 + len(steps)
        with self.reading() as connection:
            version = _version(connection)
        if version > newest:
            raise StoreError(
                f"store {self.name}: has version {version}, not {newest} or less; install the newer minber"
            )
        if version < newest:
            with self.writing() as connection:
                _upgrade(connection, steps)


def _upgrade(connection: Connection, steps: Sequence[Step]) -> None:
    version = _version(connection)  # once more: another process may have been faster
    if version == 0:
        tables.create_all(connection)
        rows = [{"name": "version", "value": 1 + len(steps)}, {"name": "sequence", "value": 0}]
        connection.execute(meta.insert(), rows)
        return
    for step in steps[version - 1 :]:
        step(connection)
    connection.execute(update(meta).where(meta.c.name == "version").values(value=1 + len(steps)))


def _version(connection: Connection) -> int:
    if not inspect(connection).has_table("meta"):
        return 0
    return int(connection.execute(select(meta.c.value).where(meta.c.name == "version")).scalar_one())


def _engine(url: str, *, create: bool) -> Engine:
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return create_engine(address)
    file = Path(address.database) if address.database and address.database != ":memory:" else None
    if file is not None and not file.exists():
        if not create:
            raise StoreError(f"store {file}: there is none yet; run minber crawl or minber add first")
        _make_folder(file.parent)
    engine = create_engine(address)
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"store: folder {folder} cannot be made ({error.strerror}); choose another") from error


def _prepare_sqlite(connection: Any, record: object) -> None:  # noqa: ARG001
    connection.isolation_level = None  # BEGIN is ours: sqlite3's own comes too late for a consistent view
    for pragma in ("busy_timeout=30000", "journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _name(url: str) -> str:
    """The address without its password."""
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return repr(url)
