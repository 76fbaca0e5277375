"""What published files lean on: the file types and the local storage. Found, or made once for the whole site."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from studio_tools.errors import TrackerRefused
from studio_tools.tracker import fields
from studio_tools.tracker.calls import Calls, Operation, Row


class Foundations:
    __slots__ = ("_calls", "_types")

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._types: dict[str, Row] = {}

    def prepare(self, file_types: Iterable[str], root: Path) -> None:
        """Make the file types and the storage that are missing. Safe to repeat and to do from many places at once."""
        for name in sorted(self._missing(set(file_types))):
            self._make("PublishedFileType", {"code": name}, Operation.FILE_TYPES)
        if self.storage(root) is None:
            values = {"code": _storage_code(root), fields.PLATFORM_PATH: str(root)}
            self._make("LocalStorage", values, Operation.STORAGES)

    def missing(self, file_types: Iterable[str], root: Path) -> Mapping[str, tuple[str, ...]]:
        """The codes of what `prepare` would make, by entity type. Only asks."""
        found = {"PublishedFileType": tuple(sorted(self._missing(set(file_types))))}
        if self.storage(root) is None:
            found["LocalStorage"] = (_storage_code(root),)
        return {kind: codes for kind, codes in found.items() if codes}

    def storage(self, root: Path) -> Row | None:
        """The site's local storage that reaches *root* on this machine, the deepest one."""
        rows = self._calls.rows(Operation.STORAGES, "LocalStorage", [], ["code", fields.PLATFORM_PATH])
        return fields.storage_for(rows, root)

    def file_types(self, names: Iterable[str]) -> Mapping[str, Row]:
        """A link to each file type. Raises TrackerRefused for one that the site does not have."""
        missing = self._missing(set(names))
        if missing:
            named = ", ".join(sorted(missing))
            raise TrackerRefused(f"the site has no published file type {named}", hint="`studio resume` makes it.")
        return self._types

    def _missing(self, names: set[str]) -> set[str]:
        unknown = names - self._types.keys()
        if unknown:
            filters = [["code", "in", sorted(unknown)]]
            rows = self._calls.rows(Operation.FILE_TYPES, "PublishedFileType", filters, ["code"])
            # The site compares whatever the case, and keeps codes unique that way too.
            found = {row["code"].casefold(): row["id"] for row in reversed(rows)}
            known = {name: found[name.casefold()] for name in unknown if name.casefold() in found}
            self._types |= {name: fields.link("PublishedFileType", number) for name, number in known.items()}
        return names - self._types.keys()

    def _make(self, kind: str, values: Row, operation: Operation) -> None:
        """Create what a site keeps unique by code. A refusal means somebody else was quicker, if it is there now."""
        same = [["code", "is", values["code"]]]
        try:
            made = self._calls.once(operation, lambda client: client.create(kind, dict(values), ["id"]))["id"]
        except TrackerRefused:
            if not self._calls.rows(operation, kind, same, ["code"]):
                raise
            return
        first = self._calls.rows(operation, kind, same, ["code"])[0]["id"]
        if first < made:
            self._calls.repeatable(operation, lambda client: client.delete(kind, made))


def _storage_code(root: Path) -> str:
    """The code follows from the root, so that two who make it at once clash instead of making two."""
    digest = hashlib.blake2b(root.as_posix().encode(errors="surrogateescape"), digest_size=4).hexdigest()
    return f"studio_tools_{digest}"
