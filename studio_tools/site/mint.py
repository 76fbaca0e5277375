"""Attachment rows: each write to a url field mints one, and so does each upload."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

from studio_tools.site.attachments import Storage, resolve, storages
from studio_tools.site.call import Call
from studio_tools.site.drafts import not_legal
from studio_tools.site.events import EventLog, Subject
from studio_tools.site.faults import WriteFault
from studio_tools.site.schema import Field
from studio_tools.site.store import IdBlock
from studio_tools.site.store.bulk import insert_dicts
from studio_tools.site.values import fold

_SCHEMES = ("http", "https", "ftp", "file", "mailto", "rv", "rvlink", "")


@dataclass(slots=True)
class Minter:
    """Makes attachments within one transaction; they are written when it is flushed."""

    call: Call
    ids: IdBlock
    log: EventLog
    _rows: list[dict[str, Any]] = field(default_factory=list)
    _resolved: dict[str, tuple[Storage, str]] = field(default_factory=dict)
    _storages: dict[int, Storage] | None = None

    def mint(self, found: Field, value: Mapping[str, Any], project_id: int | None) -> int:
        """Make the attachment for a url field's value and answer its id. Raises WriteFault."""
        again = self._again(found, value)
        if again is not None:
            return again
        if value.get("local_path") or value.get("local_storage"):
            storage, relative = self._place(found, value)
            name = str(value.get("name") or relative.rsplit("/", 1)[-1] or storage.name)
            facts = {"x_link_type": "local", "x_relative_path": relative, "local_storage__id": storage.id}
        else:
            url = str(value["url"]).strip()
            if urlsplit(url).scheme.lower() not in _SCHEMES:
                raise not_legal(found, f"addresses like '{urlsplit(url).scheme}:' are not taken")
            name = str(value.get("name") or url)
            facts = {"x_link_type": "web", "x_url": url}
        content_type = value.get("content_type") or mimetypes.guess_type(name)[0]
        return self.add(name, project_id, {**facts, "x_content_type": content_type})

    def add(self, name: str, project_id: int | None, facts: Mapping[str, Any]) -> int:
        """Make an attachment row of the facts that are known of its content."""
        call, id_ = self.call, self.ids.take()
        row: dict[str, Any] = {"id": id_, "retired": False, "this_file__id": id_, "project__id": project_id}
        row |= {"created_at": call.stamp, "updated_at": call.stamp}
        row |= {f"{key}__id": call.actor.id for key in ("created_by", "updated_by")}
        row |= {f"{key}__type": call.actor.type for key in ("created_by", "updated_by")}
        texts: dict[str, str | None] = {"display_name": name, "cached_display_name": name, "sg_status_list": "na"}
        filename: str | None = facts.get("filename") or (unquote(name) if facts.get("x_link_type") != "web" else None)
        texts |= {"filename": filename, "original_fname": filename, "file_extension": _extension(filename)}
        for key, text in texts.items():
            row[key], row[f"{key}__f"] = text, None if text is None else fold(text)
        self._rows.append(row | {key: value for key, value in facts.items() if key != "filename"})
        kind = call.schema["Attachment"]
        call.names.set(("Attachment", id_), name)
        self.log.created(Subject(kind=kind, id=id_, name=name, project_id=project_id))
        return id_

    def flush(self) -> None:
        """Write the rows that were made."""
        insert_dicts(self.call.connection, self.call.tables.entity("Attachment"), self._rows)
        self._rows.clear()

    def _again(self, found: Field, value: Mapping[str, Any]) -> int | None:
        """The attachment that the value names, where it says no more than that."""
        id_ = value.get("id")
        if value.get("type") != "Attachment" or not isinstance(id_, int):
            return None
        if value.get("link_type") != "upload" and (value.get("url") or value.get("local_path")):
            return None
        self.call.names.learn([("Attachment", id_)])
        if not self.call.names.is_live(("Attachment", id_)):
            raise not_legal(found, f"Attachment {id_} doesn't exist")
        return id_

    def _place(self, found: Field, value: Mapping[str, Any]) -> tuple[Storage, str]:
        path = value.get("local_path")
        if isinstance(path, str) and path:
            # A frame sequence's versions share their folder: one look-up serves a whole batch.
            if path not in self._resolved:
                self._resolved[path] = resolve(path, self._known())
            return self._resolved[path]
        link, relative = value.get("local_storage"), str(value.get("relative_path"))
        storage = next((one for one in self._known() if isinstance(link, Mapping) and one.id == link.get("id")), None)
        if storage is None or ".." in relative.replace("\\", "/").split("/") or relative.startswith(("/", "\\")):
            raise WriteFault(f"Update failed for [{found.path}]: Value is not legal. (no such place in a LocalStorage)")
        return storage, relative

    def _known(self) -> list[Storage]:
        if self._storages is None:
            self._storages = {storage.id: storage for storage in storages(self.call)}
        return list(self._storages.values())


def _extension(filename: str | None) -> str | None:
    return filename.rsplit(".", 1)[1] if filename and "." in filename else None
