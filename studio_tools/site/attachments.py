"""What a url or image field reads as: uploads, web links and local paths, each an Attachment row.

Paths are only put together here, never opened.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from studio_tools.site.call import Call
from studio_tools.site.faults import WriteFault
from studio_tools.site.names import chunks

PLATFORMS = ("linux", "mac", "windows")


@dataclass(frozen=True, slots=True, kw_only=True)
class Storage:
    """A LocalStorage row: one root per platform."""

    id: int
    name: str
    roots: dict[str, str | None]

    def paths(self, relative: str) -> dict[str, str | None]:
        """The path on every platform that has a root."""
        joined: dict[str, str | None] = {}
        for platform, root in self.roots.items():
            joined[f"local_path_{platform}"] = None if root is None else _join(root, relative, platform)
        return joined


def storages(call: Call) -> list[Storage]:
    """Every live LocalStorage."""
    table = call.tables.entity("LocalStorage")
    columns = [table.c[f"{platform}_path"] for platform in PLATFORMS]
    query = select(table.c.id, table.c.code, *columns).where(table.c.retired.is_(False)).order_by(table.c.id)
    return [
        Storage(id=row[0], name=row[1] or "", roots=dict(zip(PLATFORMS, row[2:], strict=True)))
        for row in call.connection.execute(query)
    ]


def resolve(path: str, known: Iterable[Storage]) -> tuple[Storage, str]:
    """The storage with the deepest root above *path*, and the path below that root. Raises WriteFault."""
    best: tuple[int, Storage, str] | None = None
    for storage in known:
        for platform, root in storage.roots.items():
            below = None if not root else _below(root, path, platform)
            if below is not None and root is not None and (best is None or len(root) > best[0]):
                best = (len(root), storage, below)
    if best is None:
        raise WriteFault(f"Update failed: no LocalStorage has a root above the local path '{path}'.")
    return best[1], best[2]


def _below(root: str, path: str, platform: str) -> str | None:
    root, path = root.replace("\\", "/").rstrip("/"), path.replace("\\", "/")
    same = path.casefold() if platform == "windows" else path
    start = (root.casefold() if platform == "windows" else root) + "/"
    if ".." in path.split("/"):
        return None
    return path[len(start) :] if same.startswith(start) else None


def _join(root: str, relative: str, platform: str) -> str:
    if platform == "windows":
        return root.replace("/", "\\").rstrip("\\") + "\\" + relative.replace("/", "\\")
    return root.rstrip("/") + "/" + relative


class AttachmentBook:
    """Attachment rows by id, read once per request and written out as field values."""

    def __init__(self, call: Call) -> None:
        self._call = call
        self._rows: dict[int, Any] = {}
        self._storages: dict[int, Storage] | None = None

    def learn(self, ids: Iterable[int]) -> None:
        """Read the rows of all *ids*."""
        wanted = sorted(set(ids) - self._rows.keys())
        table = self._call.tables.entity("Attachment")
        for some in chunks(wanted):
            query = select(table).where(table.c.id.in_(some), table.c.retired.is_(False))
            self._rows.update((row["id"], row) for row in self._call.connection.execute(query).mappings())

    def value(self, id_: int) -> dict[str, Any] | None:
        """A url field's value."""
        row = self._rows.get(id_)
        if row is None:
            return None
        value: dict[str, Any] = {
            "type": "Attachment",
            "id": id_,
            "name": row["display_name"] or row["filename"],
            "content_type": row["x_content_type"],
            "link_type": row["x_link_type"],
        }
        match row["x_link_type"]:
            case "local":
                value.update(self._local(row))
            case "upload":
                value["url"] = self._call.urls.signed(f"/file_serve/attachment/{id_}", row["filename"] or "")
            case _:
                value["url"] = row["x_url"]
        return value

    def image(self, id_: int) -> str | None:
        """An image field's value: an address, of the pending picture until the thumbnail is made."""
        row = self._rows.get(id_)
        if row is None:
            return None
        if self._is_pending(row["x_stored_at"]):
            return self._call.urls.pending()
        return self._call.urls.signed(f"/file_serve/thumbnail/{id_}", row["filename"] or "")

    def _is_pending(self, stored_at: str | None) -> bool:
        if not self._call.thumbnail_delay or not stored_at:
            return False
        ready = datetime.fromisoformat(stored_at) + timedelta(seconds=self._call.thumbnail_delay)
        return self._call.now < ready

    def _local(self, row: Any) -> dict[str, Any]:
        if self._storages is None:
            self._storages = {storage.id: storage for storage in storages(self._call)}
        relative = row["x_relative_path"] or ""
        storage = self._storages.get(row["local_storage__id"])
        if storage is None:
            paths: dict[str, Any] = dict.fromkeys(f"local_path_{platform}" for platform in PLATFORMS)
            return {**paths, "local_storage": None, "relative_path": relative}
        link = {"type": "LocalStorage", "id": storage.id, "name": storage.name}
        return {**storage.paths(relative), "local_storage": link, "relative_path": relative}
