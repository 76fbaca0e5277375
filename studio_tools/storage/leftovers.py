"""What others leave in a version folder that is not committed yet: a desktop's droppings, and a folder of another user.

Not here: what belongs into the folder (manifest).
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from studio_tools.errors import ReadOnlyStorage, StorageError
from studio_tools.storage.door import SEALED_FOLDER, SafeDisk
from studio_tools.storage.layout import MANIFEST

_DROPPINGS = re.compile(r"(?i:\.ds_store|thumbs\.db|desktop\.ini|\.directory)|\._.*|\.nfs[0-9a-f]{8,}")
_GROUP_WRITES = 0o020
_OWN = "own-"
"""Begins the name of the folder on a bench that takes another's place."""


def is_dropping(name: str) -> bool:
    """Whether a desktop or a file server leaves files of that name wherever somebody looks; nobody publishes them."""
    return _DROPPINGS.fullmatch(name) is not None


def seal_folder_of_another(disk: SafeDisk, folder: Path, names: Iterable[str], *, bench: Path) -> bool:
    """Close a filled folder that another user made and left open to the group: its files move into one of our own,
    which takes its place. False where it is not open to us, so that only its owner could close it.

    What fails gives all back; what a death in between leaves on the bench, `put_back` does. Raises StorageError.
    """
    found = disk.stat(folder)
    if found is None or not found.mode & _GROUP_WRITES:
        return False
    own = _own(folder, bench)
    disk.mkdir(own)
    try:
        # The manifest is the last: as long as it is there, the folder says whose it is.
        for name in sorted(names, key=lambda name: (name == MANIFEST, name)):
            disk.rename(folder / name, own / name)
        disk.sync_folder(own)
        disk.replace_empty(own, folder)
    except StorageError:
        with suppress(StorageError):
            _return(disk, own, folder)
        raise
    disk.chmod(folder, SEALED_FOLDER)
    return True


def _own(folder: Path, bench: Path) -> Path:
    """A place on a bench for one folder's files; told apart from all others', and by every machine the same way."""
    way = Path(os.path.relpath(folder, bench.parent)).as_posix()
    return bench / f"{_OWN}{hashlib.sha256(way.encode()).hexdigest()[:16]}"


def holds_files(disk: SafeDisk, bench: Path) -> bool:
    """Whether files of versions lie on a bench, so that it must not be removed before they are put back."""
    return any(disk.scandir(own) for own in _owns(disk, bench))


def put_back(disk: SafeDisk, folders: Iterable[Path], *, bench: Path) -> None:
    """Put files of not committed versions back into their folders, from benches that lie on ours. Repeatable.

    Raises StorageError.
    """
    homes = {_own(folder, bench).name: folder for folder in folders}
    for own in list(_owns(disk, bench)):
        if own.name in homes:
            _return(disk, own, homes[own.name])


def _owns(disk: SafeDisk, bench: Path) -> Iterator[Path]:
    try:
        names = disk.folders(bench)
    except ReadOnlyStorage:  # its maker died before it was open to the group, and put nothing in
        return
    for name in names:
        if name.startswith(_OWN):
            yield bench / name
        else:
            yield from _owns(disk, bench / name)


def _return(disk: SafeDisk, own: Path, folder: Path) -> None:
    """Move what is in *own* back where nothing has taken its place, the manifest first."""
    there = sorted((entry.name for entry in disk.scandir(own)), key=lambda name: (name != MANIFEST, name))
    if there and not disk.exists(folder):  # SMB: removed already, to be replaced
        disk.replace_empty(own, folder)
        return
    for name in there:
        if not disk.exists(folder / name):
            disk.rename(own / name, folder / name)
    if there:
        disk.sync_folder(folder)
