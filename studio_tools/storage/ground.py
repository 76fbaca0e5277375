"""The mark at the top of a storage: without it a folder is none, but perhaps a mount point whose disk is away.

Whatever makes folders in storage makes them here, so that nothing is ever written below such a mount point.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from pathlib import Path

from studio_tools.errors import OutsideRoot, ReadOnlyStorage, StorageError
from studio_tools.storage.door import SEALED_FILE, SafeDisk
from studio_tools.storage.layout import RECORD, RUNS, STUDIO
from studio_tools.storage.records import RunRecord
from studio_tools.storage.roots import Root

MARK = f"{STUDIO}/storage.json"


def projects_in(disk: SafeDisk, root: Path) -> list[str]:
    """The folders of a root that are projects'. Raises StorageError."""
    return sorted(name for name in disk.folders(root) if is_project(disk, root / name))


def is_project(disk: SafeDisk, folder: Path) -> bool:
    """Whether a folder holds a project's records; one that is closed to us, as `lost+found` is, holds none for us."""
    try:
        return disk.exists(folder / STUDIO)
    except ReadOnlyStorage:
        return False


def found_storage(disk: SafeDisk, root: Path) -> None:
    """Say durably that a folder, which must be there, is a storage. Repeatable. Raises StorageError."""
    mark = root / MARK
    if disk.exists(mark):
        return
    disk.make_folders(mark.parent, below=root)
    try:
        disk.write_json(mark, {"format": 1, "id": secrets.token_hex(16)}, mode=SEALED_FILE)
    except StorageError:
        if not disk.exists(mark):
            raise
    disk.sync_folder(mark.parent)


def require_storage(disk: SafeDisk, root: Path, *, may_write: bool = True) -> None:
    """Raise StorageError where *root* is no storage. One of before there were marks is known by its versions.

    Such a one gets its mark where *may_write*.
    """
    if disk.exists(root / MARK):
        return
    if not any(_has_published(disk, root, project) for project in projects_in(disk, root)):
        found = "A folder is there, but no storage was made in it: is its disk mounted?"
        raise StorageError(
            f"the storage {root} is not there",
            hint=f"{found if disk.exists(root) else 'Is it mounted?'} Else name the right folder in storage.root; "
            f"`studio init HOME --project CODE --storage {root}` makes a new storage there.",
            details={"path": str(root)},
        )
    if may_write:
        with suppress(StorageError):
            found_storage(disk, root)


def _has_published(disk: SafeDisk, root: Path, project: str) -> bool:
    """Whether a version of a project is there: records alone may be what was written below an absent mount."""
    runs = root / project / STUDIO / RUNS
    return any(_has_versions(disk, root, runs / name) for name in sorted(disk.folders(runs)))


def _has_versions(disk: SafeDisk, root: Path, run: Path) -> bool:
    try:
        newest = max(name for name in disk.folders(run) if name.isdecimal())
        record = RunRecord.of(disk.read_json(run / newest / RECORD))
        folders = [product.folder for product in record.products if product.folder and record.state.is_committed]
        return any(disk.exists(Root(root).local(folder)) for folder in folders)
    except (ReadOnlyStorage, OutsideRoot, KeyError, TypeError, ValueError, AttributeError):
        return False  # damaged, or closed to us: another run will tell


def make_folders(disk: SafeDisk, root: Path, path: Path) -> None:
    """Make *path* and what is missing above it, durably; nothing at all where *root* is no storage.

    Raises StorageError.
    """
    require_storage(disk, root)
    disk.make_folders(path, below=root)
