"""What others leave in a version folder that is not committed yet: a desktop's droppings, and a folder of another user.

Not here: what belongs into the folder (manifest).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from studio_tools.errors import StorageError
from studio_tools.storage.door import SEALED_FOLDER, SafeDisk
from studio_tools.storage.layout import MANIFEST

_DROPPINGS = re.compile(r"(?i:\.ds_store|thumbs\.db|desktop\.ini|\.directory)|\._.*|\.nfs[0-9a-f]{8,}")
_GROUP_WRITES = 0o020


def is_dropping(name: str) -> bool:
    """Whether a desktop or a file server leaves files of that name wherever somebody looks; nobody publishes them."""
    return _DROPPINGS.fullmatch(name) is not None


def seal_folder_of_another(disk: SafeDisk, folder: Path, names: Iterable[str], *, bench: Path) -> bool:
    """Close a filled folder that another user made and left open to the group: its files move into one of our own,
    which takes its place. False where it is not open to us, so that only its owner could close it.

    A death in between leaves a version that does not verify. Raises StorageError.
    """
    found = disk.stat(folder)
    if found is None or not found.mode & _GROUP_WRITES:
        return False
    own = bench / f"own-{folder.parent.name}-{folder.name}"
    disk.mkdir(own)
    moved: list[str] = []
    try:
        # The manifest is the last: as long as it is there, the folder says whose it is.
        for name in sorted(names, key=lambda name: (name == MANIFEST, name)):
            disk.rename(folder / name, own / name)
            moved.append(name)
        disk.sync_folder(own)
    except StorageError:
        for name in reversed(moved):
            with suppress(StorageError):
                disk.rename(own / name, folder / name)
        raise
    disk.replace_empty(own, folder)
    disk.chmod(folder, SEALED_FOLDER)
    return True
