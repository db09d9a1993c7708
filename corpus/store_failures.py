"""What went wrong with an address at a stage, until it goes right."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, delete, insert, select

from corpus.store_records import Failure
from corpus.store_schema import failures

HERE = (failures.c.url == bindparam("here")) & (failures.c.stage == bindparam("at_stage"))
NOTED = select(failures.c.error).where(HERE)
FORGET = delete(failures).where(HERE)
ADD = insert(failures)
ALL = select(failures).order_by(failures.c.at, failures.c.url)
OF_URLS = select(failures.c.url).where(failures.c.url.in_(bindparam("urls", expanding=True)))
FORGET_URL = delete(failures).where(failures.c.url == bindparam("here"))


def record(connection: Connection, url: str, stage: str, error: str) -> bool:
    """Notes what went wrong, over what was noted before for that address and stage; whether that was another."""
    here = {"here": url, "at_stage": stage}
    before = connection.execute(NOTED, here).scalar()
    connection.execute(FORGET, here)
    connection.execute(ADD, {"url": url, "stage": stage, "error": error, "at": datetime.now(UTC)})
    return before != error


def recorded(connection: Connection) -> tuple[Failure, ...]:
    """All that is noted, the oldest first."""
    return tuple(Failure(row.url, row.stage, row.error, row.at) for row in connection.execute(ALL))
