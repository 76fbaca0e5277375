"""Display names of linked rows, looked up once per request; a retired row has none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from sqlalchemy import Connection, select

from studio_tools.site.store import Tables
from studio_tools.site.store.sqlite import MAX_BOUND

Ref = tuple[str, int]
T = TypeVar("T")


def chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """Cut *items* into pieces that one statement can bind."""
    for start in range(0, len(items), MAX_BOUND):
        yield items[start : start + MAX_BOUND]


class NameBook:
    """What links are called, and whether they lead to a live row."""

    def __init__(self, connection: Connection, tables: Tables) -> None:
        self._connection = connection
        self._tables = tables
        self._known: dict[Ref, str | None] = {}

    def learn(self, refs: Iterable[Ref]) -> None:
        """Look up the names of all *refs* that are not yet known."""
        wanted: dict[str, set[int]] = {}
        known = self._known
        for ref in refs:
            if ref not in known:
                wanted.setdefault(ref[0], set()).add(ref[1])
        for type_name, ids in wanted.items():
            self._look_up(type_name, sorted(ids))

    def set(self, ref: Ref, name: str) -> None:
        """Note what a row is called that this request wrote."""
        self._known[ref] = name

    def forget(self, ref: Ref) -> None:
        """Note that a row must be looked up again."""
        self._known.pop(ref, None)

    def is_live(self, ref: Ref) -> bool:
        """Whether the row is there and not retired; it must have been learned."""
        return self._known.get(ref) is not None

    def link(self, ref: Ref) -> dict[str, object] | None:
        """The link value for a row, or None when it is not live; it must have been learned."""
        name = self._known.get(ref)
        return None if name is None else {"type": ref[0], "id": ref[1], "name": name}

    def _look_up(self, type_name: str, ids: Sequence[int]) -> None:
        if type_name not in self._tables.schema:
            return
        table = self._tables.entity(type_name)
        for some in chunks(ids):
            self._known.update(dict.fromkeys(((type_name, id_) for id_ in some), None))
            query = select(table.c.id, table.c.cached_display_name)
            rows = self._connection.execute(query.where(table.c.id.in_(some), table.c.retired.is_(False)))
            self._known.update(((type_name, id_), name or "") for id_, name in rows)
