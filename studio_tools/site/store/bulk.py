"""Inserting many rows at the speed of the driver, in whatever parameter style it speaks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect, Table, bindparam, insert

_Row = Sequence[Any]


@dataclass(frozen=True, slots=True)
class _Statement:
    text: str
    bind: Callable[[_Row], Any]
    """Turns a row into what the driver binds."""


def insert_rows(connection: Connection, table: Table, columns: tuple[str, ...], rows: Sequence[_Row]) -> None:
    """Insert *rows*, whose values stand in the order of *columns* and need no conversion."""
    if rows:
        statement = _compiled(connection.dialect, table, columns)
        connection.exec_driver_sql(statement.text, [statement.bind(row) for row in rows])


def insert_dicts(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert *rows*; a key that only some have is NULL in the others."""
    present = {key for row in rows for key in row}
    columns = tuple(column.name for column in table.columns if column.name in present)
    insert_rows(connection, table, columns, [[row.get(column) for column in columns] for row in rows])


@lru_cache(maxsize=1024)
def _compiled(dialect: Dialect, table: Table, columns: tuple[str, ...]) -> _Statement:
    # Bound names of our own: a column may be called like a word the compiler reserves.
    names = tuple(f"p{at}" for at in range(len(columns)))
    binds: dict[str, Any] = {column: bindparam(name) for column, name in zip(columns, names, strict=True)}
    compiled = insert(table).values(binds).compile(dialect=dialect)
    if not compiled.positional:
        return _Statement(str(compiled), lambda row: dict(zip(names, row, strict=True)))
    order = tuple(names.index(name) for name in getattr(compiled, "positiontup", None) or names)
    if order == tuple(range(len(columns))):
        return _Statement(str(compiled), tuple)
    return _Statement(str(compiled), itemgetter(*order))
