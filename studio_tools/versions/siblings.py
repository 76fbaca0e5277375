"""Which versions of a product hold the very same file: identical frames are shared by hard link where a disk can.

Looked for only where a file is at fault, since its fault is then that of all who hold it. It only reads.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from studio_tools.errors import StorageError
from studio_tools.model import ProductKey, Version
from studio_tools.storage import Fault, Problem, Storage

_Identity = tuple[int, int]
"""Device and inode."""


@dataclass(frozen=True, slots=True)
class Siblings:
    """Looks each product's files up once."""

    storage: Storage
    known: dict[ProductKey, dict[_Identity, list[str]]] = field(default_factory=dict)

    def holding(self, version: Version, problem: Problem) -> tuple[str, ...]:
        """The addresses of other versions that hold the file of a problem; none where it cannot be looked at."""
        if problem.problem is Fault.MISSING:
            return ()
        try:
            identity = self._identity(PurePosixPath(problem.path))
            holders = self._of(version.key).get(identity, []) if identity else []
        except StorageError:
            return ()
        return tuple(address for address in dict.fromkeys(holders) if address != version.address)

    def _of(self, key: ProductKey) -> dict[_Identity, list[str]]:
        if key not in self.known:
            found: dict[_Identity, list[str]] = {}
            for version in self.storage.catalog.versions(key):
                for identity in self._files(version.folder):
                    found.setdefault(identity, []).append(version.address)
            self.known[key] = found
        return self.known[key]

    def _files(self, folder: PurePosixPath) -> Iterator[_Identity]:
        for entry in self.storage.disk.scandir(self.storage.root.local(folder)):
            identity = self._identity(folder / entry.name)
            if identity is not None:
                yield identity

    def _identity(self, path: PurePosixPath) -> _Identity | None:
        """Who a file is; None for what is none. A link is not followed: it may lead out of the root."""
        found = self.storage.disk.stat(self.storage.root.local(path.parent) / path.name)
        return (found.device, found.inode) if found is not None and found.is_file else None
