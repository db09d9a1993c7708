"""The databases of the store: SQLite in a file, and a PostgreSQL server of the tests' own, where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from corpus.store import Store

DEBIAN = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
UNPRIVILEGED = "postgres" if os.getuid() == 0 else None  # the server refuses to run as root


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server on a socket of its own; the test is skipped where none is installed."""
    path = os.pathsep.join([*map(str, DEBIAN), os.environ["PATH"]])
    pg_ctl = shutil.which("pg_ctl", path=path)
    if pg_ctl is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="minber-pg-"))
    if UNPRIVILEGED:
        shutil.chown(folder, UNPRIVILEGED)

    def run(*arguments: str) -> None:
        subprocess.run(
            [pg_ctl, "-D", str(folder / "data"), *arguments],
            check=True,
            user=UNPRIVILEGED,
            cwd="/",
            stdout=subprocess.DEVNULL,
        )

    run("init", "-o", "--auth=trust --encoding=UTF8 --username=minber")
    run("start", "-w", "-l", str(folder / "log"), "-o", f"-k {folder} -c listen_addresses='' -c fsync=off")
    try:
        yield f"postgresql+psycopg://minber@/{{database}}?host={folder}"
    finally:
        run("stop", "-m", "immediate")
        shutil.rmtree(folder)


@pytest.fixture
def postgresql(server: str) -> Iterator[str]:
    """The address of an empty database."""
    name = f"test_{uuid.uuid4().hex}"
    engine = create_engine(server.format(database="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
        yield server.format(database=name)
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.sqlite'}"
    return str(request.getfixturevalue("postgresql"))


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    """An empty store."""
    with Store(database) as opened:
        yield opened
