"""The embedded site as the rest of the product holds it: opened by path, asked through its app, closed again."""

from __future__ import annotations

import os
import secrets as random
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import func, select

from studio_tools.errors import SiteError
from studio_tools.site import secrets
from studio_tools.site.call import Actor, Call
from studio_tools.site.door import SERVER_VERSION, SiteApp
from studio_tools.site.faults import SiteFault
from studio_tools.site.schema import load_schema
from studio_tools.site.seeds import seed
from studio_tools.site.store import FORMAT, Database, open_database
from studio_tools.site.urls import Urls
from studio_tools.site.values import fold
from studio_tools.site.write import Writer

Clock = Callable[[], datetime]
LOCAL_SCRIPT = "studio"


def utc_now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


class Site:
    """An open site. Several processes may hold the same one open."""

    def __init__(self, database: Database, *, secret: bytes, clock: Clock) -> None:
        self._database = database
        self._secret = secret
        self._clock = clock

    @property
    def path(self) -> Path:
        """The database file."""
        return self._database.path

    def app(self, *, thumbnail_delay: float = 0.0, is_loopback: bool = True) -> SiteApp:
        """What answers the protocol's requests; *thumbnail_delay* is in seconds."""
        return SiteApp(
            self._database,
            secret=self._secret,
            clock=self._clock,
            thumbnail_delay=thumbnail_delay,
            is_loopback=is_loopback,
        )

    def add_script(self, name: str, key: str) -> int:
        """Make a script that may log in with *key*, or give an existing one that key; answer its id."""
        return int(self._inside(lambda call: _ensure_login(call, "ApiUser", key, {"firstname": name})))

    def add_user(self, login: str, password: str | None = None, *, name: str | None = None) -> int:
        """Make a person, or change an existing one's password; answer the id. Without a password nobody can log in."""
        facts = {"login": login, "name": name or login}
        return int(self._inside(lambda call: _ensure_login(call, "HumanUser", password, facts)))

    def local_credentials(self) -> tuple[str, str]:
        """Name and key of the script by which this home's own programs ask; made when first needed.

        The key lies beside the database, for whoever may read that anyway.
        """
        path = self.path.parent / "local.key"
        key = _read_key(path)
        if key is None or not self._is_known(key):
            key = str(self._inside(lambda call: _settle_key(call, path)))
        return LOCAL_SCRIPT, key

    def info(self) -> dict[str, object]:
        """Facts about the site: where it is, how large, and how many rows of which types."""
        tables = self._database.tables
        with self._database.reading() as connection:
            counts = {}
            for name in tables.schema.type_names:
                table = tables.entity(name)
                count = connection.execute(select(func.count()).where(table.c.retired.is_(False))).scalar_one()
                if count:
                    counts[name] = int(count)
        size = sum(one.stat().st_size for one in self.path.parent.rglob("*") if one.is_file())
        return {
            "path": str(self.path),
            "format": FORMAT,
            "version": ".".join(str(part) for part in SERVER_VERSION),
            "bytes": size,
            "entities": counts,
        }

    def close(self) -> None:
        """Close the database; nothing can be asked afterwards."""
        self._database.close()

    def __enter__(self) -> Site:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _is_known(self, key: str) -> bool:
        tables = self._database.tables
        table = tables.entity("ApiUser")
        with self._database.reading() as connection:
            query = select(table.c.id).where(table.c.firstname__f == LOCAL_SCRIPT, table.c.retired.is_(False))
            found = connection.execute(query).scalar()
            return found is not None and secrets.matches(connection, tables, "ApiUser", found, key)

    def _inside(self, do: Callable[[Call], Any]) -> Any:
        """Run *do* in a writing transaction of the site's own."""
        try:
            with self._database.writing() as connection:
                return do(self._call(connection))
        except SiteFault as fault:
            raise SiteError(fault.message) from fault

    def _call(self, connection: Any) -> Call:
        now = self._clock()
        return Call(
            connection=connection,
            tables=self._database.tables,
            actor=Actor(type="ApiUser", id=0, name="The site", logs_events=False),
            now=now,
            urls=Urls(base="http://site.invalid", secret=self._secret, now=now),
        )


def open_site(path: Path, *, clock: Clock = utc_now) -> Site:
    """Open the site whose database is at *path*, making it when there is none; safe against others who do the same.

    Raises SiteError when the file is damaged, foreign, or made by a newer version.
    """
    database = open_database(path, load_schema())
    meta = database.tables.meta
    try:
        with database.reading() as connection:
            rows = connection.execute(select(meta.c.key, meta.c.value))
            facts: dict[str, str] = {key: value or "" for key, value in rows}
        site = Site(database, secret=bytes.fromhex(facts["secret"]), clock=clock)
        if "seeded" not in facts:
            site._inside(seed)
    except BaseException:
        database.close()
        raise
    return site


def _ensure_login(call: Call, kind: str, secret: str | None, facts: Mapping[str, str]) -> int:
    """Find or make whoever logs in by the first of *facts*, and keep the secret."""
    column, name = next(iter(facts.items()))
    table = call.tables.entity(kind)
    query = select(table.c.id).where(table.c[f"{column}__f"] == fold(name), table.c.retired.is_(False))
    found: int | None = call.connection.execute(query).scalar()
    if found is None:
        writer = Writer(call)
        fields = [{"field_name": key, "value": value} for key, value in facts.items()]
        found = int(writer.create([{"type": kind, "fields": fields}])[0]["id"])
        writer.finish()
    if secret is not None:
        secrets.keep(call.connection, call.tables, kind, found, secret)
    return found


def _read_key(path: Path) -> str | None:
    try:
        return path.read_text(encoding="ascii").strip() or None
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise SiteError(f"The site's key cannot be read: {path}", hint="Ask its owner for permission.") from error


def _settle_key(call: Call, path: Path) -> str:
    """Make the key, or the script that the key is of; the write lock keeps others from doing the same."""
    key = _read_key(path)
    if key is None:
        key = random.token_hex(24)
        fresh = path.with_suffix(f".{os.getpid()}")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as out:
            out.write(key)
        fresh.replace(path)
    _ensure_login(call, "ApiUser", key, {"firstname": LOCAL_SCRIPT})
    return key
