"""Opening a database: made when it is missing, refused when it is foreign, newer or damaged."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, inspect, select
from sqlalchemy.exc import DBAPIError, NoSuchTableError

from studio_tools.errors import SiteError
from studio_tools.site.schema import Field, Own, Schema
from studio_tools.site.store import sqlite as dialect
from studio_tools.site.store.database import Database, damaged_hint, move_away
from studio_tools.site.store.tables import Tables

FORMAT = 1
"""The layout of the database; raised with every change that older programs cannot read."""

_FOREIGN_HINT = "Name another folder for the site, or move this file away."


def open_database(path: Path, schema: Schema) -> Database:
    """Open the database at *path*, making it when there is none.

    Raises SiteError when the file is damaged, empty, not ours, or made by a newer version of the product.
    """
    with _explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _make_beside(path, schema)
        elif not path.stat().st_size:
            raise SiteError(
                f"The site's database is empty: {path}",
                hint=f"{damaged_hint(path)} Or run `studio init` again then, which makes a new site without records.",
            )
        return _opened(path, path, schema)


def _opened(path: Path, file: Path, schema: Schema) -> Database:
    database = Database(path, dialect.open_engine(file), Tables(schema))
    try:
        _make_or_check(database)
    except BaseException:
        database.close()
        raise
    return database


def _make_beside(path: Path, schema: Schema) -> None:
    """Make a new database under another name, and link it to its own when it is whole.

    So an empty file of that name is never a site in the making: its content was lost, and that must be told.
    """
    _refuse_strays(path)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        _opened(path, draft, schema).close()
        with suppress(FileExistsError):  # somebody else was quicker, and has made it
            _link(draft, path)
    finally:
        for left in path.parent.glob(f"{draft.name}*"):
            left.unlink(missing_ok=True)


def _refuse_strays(path: Path) -> None:
    """What another database left would be written into the new one, and destroy it."""
    left = [part.name for part in dialect.parts_beside(path) if part.exists()]
    # Looked at last: whoever is making the site in this moment has it before the files beside it.
    if left and not path.exists():
        raise SiteError(
            f"The site's database is gone, and {' and '.join(left)} of it are left: {path}",
            hint=f"Put {path.name} back where it was: what is left holds its last records. Or give it up: "
            f"{move_away(path)}, and run `studio init` again, which makes a new site without records.",
        )


def _link(draft: Path, path: Path) -> None:
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links; on Windows a rename refuses what is taken, too
        if not path.exists():
            draft.rename(path)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except (DBAPIError, dialect.DRIVER_ERROR) as error:
        if dialect.is_damage(error):
            raise SiteError(f"The site's database is damaged: {path}", hint=damaged_hint(path)) from error
        raise SiteError(f"The site's database cannot be opened: {path} ({dialect.reason(error)})") from error
    except OSError as error:
        raise SiteError(f"The site's folder cannot be used: {error.strerror}: {path.parent}") from error


def _make_or_check(database: Database) -> None:
    if _format(database) is None:
        with database.writing() as connection:
            # Somebody else may have made it while this process waited for its turn.
            if not inspect(connection).get_table_names():
                _make(connection, database.tables)
    found = _format(database)
    if found is None:
        raise SiteError(f"This database is not a site's: {database.path}", hint=_FOREIGN_HINT)
    if found > FORMAT:
        raise SiteError(
            f"The site was made by a newer version of the product (format {found}, known is {FORMAT}).",
            hint="Update the product, or open an older copy of the site.",
        )
    database.use(Tables(_with_custom(database)))


def _format(database: Database) -> int | None:
    meta = database.tables.meta
    with database.reading() as connection:
        try:
            value = connection.execute(select(meta.c.value).where(meta.c.key == "format")).scalar()
        except (DBAPIError, NoSuchTableError) as error:
            if "no such table" in str(error) or "no such column" in str(error):
                return None
            raise
    return int(value) if value and str(value).isdigit() else None


def _make(connection: Connection, tables: Tables) -> None:
    tables.build_all()
    tables.metadata.create_all(connection)
    dialect.prime_statistics(connection, tables.metadata)
    facts = {"format": str(FORMAT), "revision": "0", "secret": secrets.token_hex(32)}
    connection.execute(insert(tables.meta), [{"key": key, "value": value} for key, value in facts.items()])
    connection.execute(insert(tables.sequence), [{"id": 1, "next_id": 1}])


def revision_of(connection: Connection, tables: Tables) -> int:
    """How often the schema was changed since the site was made."""
    return int(connection.execute(select(tables.meta.c.value).where(tables.meta.c.key == "revision")).scalar_one())


def read_custom(connection: Connection, tables: Tables) -> list[Field]:
    """The fields that were made or changed at run time."""
    rows = connection.execute(select(tables.field.c.spec).where(tables.field.c.is_deleted.is_(False)))
    return [decode_field(row[0]) for row in rows]


def _with_custom(database: Database) -> Schema:
    with database.reading() as connection:
        tables = database.tables
        custom = read_custom(connection, tables)
        return tables.schema.with_custom(custom, revision=revision_of(connection, tables))


def encode_field(field: Field) -> str:
    """A run-time field as it is kept in the database."""
    facts = asdict(field)
    facts.pop("link")
    return json.dumps(facts)


def decode_field(text: str) -> Field:
    """The field that `encode_field` wrote."""
    facts: dict[str, Any] = json.loads(text)
    for key in ("valid_types", "valid_values", "hidden_values"):
        facts[key] = tuple(facts[key])
    return Field(**facts, link=Own() if facts["data_type"] == "multi_entity" else None)
