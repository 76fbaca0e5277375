"""Published files and the records of how they came: the door to the studio's storage.

`Storage` is what a session is handed. Its rooms: runs and claims (who publishes what), numbers (versions), transfer
and manifest (what lies in a version), catalog and verify (reading), entities (a cache of the tracker).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from studio_tools.config import Settings, StorageSettings, publish_templates
from studio_tools.model import Version
from studio_tools.storage import digests
from studio_tools.storage.abandon import Undo
from studio_tools.storage.catalog import Catalog
from studio_tools.storage.claims import Claims
from studio_tools.storage.disk import Disk, LocalDisk
from studio_tools.storage.door import SafeDisk, group_number
from studio_tools.storage.entities import EntityCache
from studio_tools.storage.ground import found_storage, require_storage
from studio_tools.storage.layout import Layout, Names
from studio_tools.storage.manifest import Manifest, ManifestFile
from studio_tools.storage.numbers import Ledger, Numbers
from studio_tools.storage.origins import Origins
from studio_tools.storage.owner import Machine
from studio_tools.storage.records import ProductRecord, RecordState, Retraction, RunRecord, new_run_id
from studio_tools.storage.roots import Root
from studio_tools.storage.runs import Runs
from studio_tools.storage.verify import Fault, Problem, Verifier

__all__ = [
    "Catalog",
    "Claims",
    "EntityCache",
    "Fault",
    "Manifest",
    "ManifestFile",
    "Problem",
    "ProductRecord",
    "RecordState",
    "Retraction",
    "Root",
    "RunRecord",
    "Runs",
    "Storage",
    "Verifier",
    "new_run_id",
    "open_storage",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Storage:
    """The storage below one root. Making it touches nothing."""

    settings: StorageSettings
    root: Root
    disk: SafeDisk
    layout: Layout
    login: str
    machine: Machine = field(default_factory=Machine)
    now: Callable[[], datetime]

    def found(self) -> None:
        """Mark the root, which must be there, as a storage; nothing is written into an unmarked one. Repeatable."""
        found_storage(self.disk, self.root.path)

    def require(self, *, may_write: bool = True) -> None:
        """Raise StorageError where the root is no storage, as a mount point is whose disk is away.

        A storage of before there were marks gets one where *may_write*.
        """
        require_storage(self.disk, self.root.path, may_write=may_write)

    def origins(self) -> Origins:
        """A look-up from files below the root to the versions they were published as."""
        return Origins(self.disk, self.layout)

    def runs(self, project: str) -> Runs:
        return Runs(self.disk, self.layout, project, mark=self._mark)

    def claims(self, project: str) -> Claims:
        return Claims(
            runs=self.runs(project),
            lease_seconds=self.settings.lease_seconds,
            machine=self.machine,
            login=self.login,
        )

    def _mark(self) -> str:
        return self.machine.myself(self.login).mark

    @property
    def ledger(self) -> Ledger:
        return Ledger(self.disk, self.layout)

    @property
    def numbers(self) -> Numbers:
        return Numbers(self.disk, self.layout, self.ledger)

    @property
    def undo(self) -> Undo:
        return Undo(self.disk, self.layout, self.numbers)

    @property
    def catalog(self) -> Catalog:
        return Catalog(self.disk, self.layout, self.ledger, self.runs)

    @property
    def cache(self) -> EntityCache:
        return EntityCache(self.disk, self.layout, self.now, self._mark)

    @property
    def verifier(self) -> Verifier:
        return Verifier(self.disk, self.root, self.settings.workers)

    @property
    def algorithm(self) -> str:
        """The digest that new versions are written with."""
        return digests.choose(self.settings.digest)

    def digests(self, paths: Sequence[Path], algorithm: str) -> Mapping[Path, str]:
        """Digest local files in parallel. Raises StorageError naming the one that cannot be read."""
        return digests.of_files(paths, algorithm, open_read=self.disk.open_read, workers=self.settings.workers)

    def free_bytes(self) -> int:
        """What is free on the storage for this user."""
        path = self.root.path
        while not self.disk.exists(path) and path != path.parent:
            path = path.parent
        return self.disk.free(path)

    def folder(self, version: Version) -> Path:
        """Where a version lies on this machine."""
        return self.root.local(version.folder)


def open_storage(
    settings: Settings,
    *,
    home: Path,
    login: str,
    now: Callable[[], datetime],
    disk: Disk | None = None,
    machine: Machine | None = None,
) -> Storage:
    """The storage that a home's settings name; it need not exist yet. Raises ConfigError."""
    root = Root.at(home / settings.storage.root)
    return Storage(
        settings=settings.storage,
        root=root,
        disk=SafeDisk(disk or LocalDisk(), group_number(settings.storage.group)),
        layout=Layout(root, Names(publish_templates(settings))),
        login=login,
        machine=machine or Machine(),
        now=now,
    )
