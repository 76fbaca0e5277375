"""Everything that is said to SQLite alone: how it is opened, tuned, locked, and what its errors mean.

Another database brings a sister of this file; no other file knows which one is below.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, create_engine, event
from sqlalchemy.exc import DBAPIError

BUSY_SECONDS = 60.0
"""How long a writer waits for its turn before the site says that it is busy."""

DRIVER_ERROR = sqlite3.Error
"""What the driver raises before the engine wraps it."""

MAX_BOUND = 900
"""How many values one statement may bind at most; older builds stop at 999."""


def parts_beside(path: Path) -> tuple[Path, ...]:
    """The files beside a database's own that are part of it; a database that is put between another's is destroyed."""
    return tuple(path.with_name(path.name + ending) for ending in ("-wal", "-shm"))


def open_engine(path: Path) -> Engine:
    """Make the engine for a database file; nothing is opened yet."""
    engine = create_engine(
        "sqlite+pysqlite://",
        creator=lambda: _connect(path),
        pool_size=16,
        max_overflow=48,
        poolclass=_pool_class(),
    )
    event.listen(engine, "begin", _begin)
    return engine


def _pool_class() -> Any:
    from sqlalchemy.pool import QueuePool

    return QueuePool


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, cached_statements=256
    )
    try:
        connection.execute("PRAGMA journal_mode = WAL").fetchone()
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA cache_size = -32768")
        connection.execute("PRAGMA temp_store = MEMORY")
    except BaseException:
        connection.close()  # a damaged file is noticed here, and nobody else knows of the connection yet
        raise
    return connection


def _begin(connection: Connection) -> None:
    # The driver's own idea of transactions starts too late to hold the write lock over a read.
    writes = connection.get_execution_options().get("site_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


_ROWS = 1_000_000
_ROWS_PER_KEY = {
    "project": 20_000,
    "published_file_type": 20_000,
    "step": 20_000,
    "task_template": 20_000,
    "content": 10_000,
    "user": 5_000,
    "version": 5,
    "code": 5,
    "firstname": 1,
    "login": 1,
}
_ROWS_PER_LINK = 50


def prime_statistics(connection: Connection, metadata: MetaData) -> None:
    """Tell the planner of a new database what a grown one looks like, so that it picks the index that narrows most.

    Without it a project's index, under which half the rows lie, counts as good as a name's.
    """
    connection.exec_driver_sql("ANALYZE")
    connection.exec_driver_sql("DELETE FROM sqlite_stat1")
    rows = []
    for table in metadata.tables.values():
        for index in table.indexes:
            field = str(index.name).rsplit("__", 1)[-1]
            per_key = _ROWS_PER_KEY.get(field, _ROWS_PER_LINK)
            rows.append((table.name, index.name, " ".join([str(_ROWS), *[str(per_key)] * len(index.columns)])))
    connection.exec_driver_sql("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)", rows)
    connection.exec_driver_sql("ANALYZE sqlite_master")  # has this connection read them, too


def is_busy(error: DBAPIError) -> bool:
    """Whether the error only says that another writer was not done in time."""
    return isinstance(error.orig, sqlite3.OperationalError) and "locked" in str(error.orig)


def reason(error: BaseException) -> str:
    """The driver's own words, without the statement and the advertisement that the engine adds."""
    return str(error.orig if isinstance(error, DBAPIError) else error)


def is_damage(error: BaseException) -> bool:
    """Whether the error, or the driver's own below it, says that the file is no sound database."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    text = str(cause)
    return isinstance(cause, sqlite3.DatabaseError) and ("malformed" in text or "not a database" in text)
