"""One call on the site's database: who calls, with which tables, in a transaction that reads or writes.

Not here: what is done in it (rpc, filing), and which address leads where (door).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import SplitResult

from sqlalchemy import Connection

from studio_tools.site.auth import Authenticator
from studio_tools.site.call import Actor, Call
from studio_tools.site.store import Database, Tables
from studio_tools.site.store.opening import read_custom, revision_of
from studio_tools.site.urls import Urls


class Transactions:
    """Opens a transaction for each call; may be used from many threads at once."""

    def __init__(
        self, database: Database, *, secret: bytes, clock: Callable[[], datetime], thumbnail_delay: float
    ) -> None:
        self._database = database
        self._clock = clock
        self._secret = secret
        self._thumbnail_delay = thumbnail_delay
        self._authenticator = Authenticator()

    def reading(self, parts: SplitResult, auth: object, do: Callable[[Call], Any]) -> Any:
        """Run *do* in a transaction that reads, for whoever *auth* proves to be."""
        with self._database.reading() as connection:
            return do(self._call(connection, parts, auth))

    def writing(self, parts: SplitResult, auth: object, do: Callable[[Call], Any]) -> Any:
        """Run *do* in a transaction that writes, for whoever *auth* proves to be."""
        with self._database.writing() as connection:
            return do(self._call(connection, parts, auth))

    def trusted(self, parts: SplitResult, do: Callable[[Call], Any]) -> Any:
        """Run *do* in a transaction that reads, where a signed address stands for credentials."""
        with self._database.reading() as connection:
            nobody = Actor(type="ApiUser", id=0, name="")
            return do(self._assembled(connection, self._tables(connection), parts, nobody))

    def urls(self, parts: SplitResult) -> Urls:
        """Addresses below the host that was asked."""
        base = f"{parts.scheme or 'http'}://{parts.netloc}"
        return Urls(base=base, secret=self._secret, now=self._clock())

    def session(self, parts: SplitResult, auth: object) -> dict[str, str]:
        """Open a session for whoever *auth* proves to be."""

        def opened(call: Call) -> dict[str, str]:
            token = self._authenticator.open_session(call.connection, call.tables, call.actor, call.now)
            return {"session_id": token}

        answer: dict[str, str] = self.writing(parts, auth, opened)
        return answer

    def _call(self, connection: Connection, parts: SplitResult, auth: object) -> Call:
        tables = self._tables(connection)
        actor = self._authenticator.actor(connection, tables, auth, self._clock())
        return self._assembled(connection, tables, parts, actor)

    def _assembled(self, connection: Connection, tables: Tables, parts: SplitResult, actor: Actor) -> Call:
        urls = self.urls(parts)
        return Call(
            connection=connection,
            tables=tables,
            actor=actor,
            now=urls.now,
            urls=urls,
            thumbnail_delay=self._thumbnail_delay,
        )

    def _tables(self, connection: Connection) -> Tables:
        """The tables as of this transaction: another process may have added a field since."""
        tables = self._database.tables
        revision = revision_of(connection, tables)
        if revision == tables.schema.revision:
            return tables
        fresh = Tables(tables.schema.with_custom(read_custom(connection, tables), revision=revision))
        if revision > tables.schema.revision:
            self._database.use(fresh)
        return fresh
