"""Transactions on one database: who reads, who writes, and which ids come next."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, select, update
from sqlalchemy.exc import DBAPIError

from studio_tools.errors import SiteError
from studio_tools.site.faults import SiteFault
from studio_tools.site.store import sqlite as dialect
from studio_tools.site.store.tables import Tables


def damaged_hint(path: Path) -> str:
    """What to do with a database that cannot be read."""
    return f"{move_away(path)}, and put a backup in its place."


def move_away(path: Path) -> str:
    """Say which files to move away, since none of them may stay beside another database."""
    *others, last = (path, *dialect.parts_beside(path))
    return f"Move {', '.join(part.name for part in others)} and {last.name} away, all that are there"


class Database:
    """An open database with its tables."""

    def __init__(self, path: Path, engine: Engine, tables: Tables) -> None:
        self.path = path
        self.engine = engine
        self.tables = tables
        self._lock = threading.Lock()
        self._writer = threading.RLock()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one moment of the database."""
        with self._translated(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that alone may write; it waits for its turn."""
        # Threads of one process queue here, where waking is fair; processes queue in the database.
        with self._writer, self._translated(), self.engine.connect() as raw:
            connection = raw.execution_options(site_writes=True)
            with connection.begin():
                yield connection

    def use(self, tables: Tables) -> None:
        """Go on with the tables of a changed schema."""
        with self._lock:
            self.tables = tables

    def close(self) -> None:
        """Close every connection; the database may be opened again."""
        self.engine.dispose()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            if dialect.is_busy(error):
                raise SiteFault("The site is busy: another program holds its database. Nothing was written.") from error
            if dialect.is_damage(error):
                raise SiteError(f"The site's database is damaged: {self.path}", hint=damaged_hint(self.path)) from error
            raise


class IdBlock:
    """Ids of the site's one sequence, taken in a writing transaction and given back to it at the end."""

    def __init__(self, connection: Connection, tables: Tables) -> None:
        self._connection = connection
        self._sequence = tables.sequence
        self._next: int | None = None

    def take(self, count: int = 1) -> int:
        """Take *count* ids in a row and answer the first."""
        if self._next is None:
            query = select(self._sequence.c.next_id).where(self._sequence.c.id == 1).with_for_update()
            self._next = int(self._connection.execute(query).scalar_one())
        first = self._next
        self._next += count
        return first

    def settle(self) -> None:
        """Write down how far the sequence has come; must be the last step before the commit."""
        if self._next is not None:
            change = update(self._sequence).where(self._sequence.c.id == 1).values(next_id=self._next)
            self._connection.execute(change)
