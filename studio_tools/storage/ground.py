"""The mark at the top of a storage: without it a folder is none, but perhaps a mount point whose disk is away.

Whatever makes folders in storage makes them here, so that nothing is ever written below such a mount point.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from pathlib import Path

from studio_tools.errors import StorageError
from studio_tools.storage.door import SEALED_FILE, SafeDisk
from studio_tools.storage.layout import STUDIO

MARK = f"{STUDIO}/storage.json"


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
    """Raise StorageError where *root* is no storage. One of before there were marks is known by its records.

    Such a one gets its mark where *may_write*.
    """
    if disk.exists(root / MARK):
        return
    if not any(disk.exists(root / name / STUDIO) for name in disk.folders(root)):
        raise StorageError(
            f"the storage {root} is not there",
            hint="Is it mounted? Else name the right folder in storage.root; "
            f"`studio init HOME --project CODE --storage {root}` makes a new storage there.",
            details={"path": str(root)},
        )
    if may_write:
        with suppress(StorageError):
            found_storage(disk, root)


def make_folders(disk: SafeDisk, root: Path, path: Path) -> None:
    """Make *path* and what is missing above it, durably; nothing at all where *root* is no storage.

    Raises StorageError.
    """
    require_storage(disk, root)
    disk.make_folders(path, below=root)
