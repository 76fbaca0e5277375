"""The disk's door, upper half: errors in the house's words, stale handles tried again, modes and durability.

Everything in storage goes through `SafeDisk`. What is simply not there is a value (None, False, an empty list).
"""

from __future__ import annotations

import errno
import json
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from studio_tools.errors import ConfigError, NoSpace, ReadOnlyStorage, StorageError
from studio_tools.storage.disk import Disk, Entry, Handle, LocalDisk, Stat

T = TypeVar("T")

OPEN_FOLDER = 0o2775
"""Group-writable, and what is made inside stays in the group, whatever the umask says."""
OPEN_FILE = 0o664
_OWNER_MAY = 0o700
_GROUP_MAY = 0o070
SEALED_FOLDER = 0o555
SEALED_FILE = 0o444
ANY_WRITE = 0o222

FRESH = ".new-"
"""Begins the name of a folder that is made and has not got its own name yet."""

_STALE_TRIES = 4
_FRESH_TRIES = 16
_REMOVE_TRIES = 8
_FULL = {errno.ENOSPC, errno.EDQUOT}
_REFUSED = {errno.EROFS, errno.EACCES, errno.EPERM}
_TAKEN = {errno.EEXIST, errno.ENOTEMPTY, errno.ENOTDIR}


def as_storage_error(error: OSError, doing: str, path: Path) -> StorageError:
    """What an operating system's error means to the artist. The caller raises it from *error*."""
    name = errno.errorcode.get(error.errno or 0, "")
    details = {"path": str(path), "errno": name, "doing": doing}
    if error.errno in _FULL:
        return NoSpace(f"the storage is full: could not {doing} {path.name}", details=details)
    if error.errno == errno.EFBIG:
        return StorageError(
            f"{path.name} grew larger than a file may be here",
            hint="A limit of this process (`ulimit -f`) or of the file system ends it, not a lack of space; raise the "
            "limit, or publish smaller files.",
            details=details,
        )
    if error.errno == errno.ENAMETOOLONG:
        return StorageError(
            f"{path.name[:40]}… is longer than a name may be here", hint="Choose shorter names.", details=details
        )
    if error.errno in _REFUSED:
        return ReadOnlyStorage(f"the storage does not let you {doing} {path}", details=details)
    return StorageError(f"could not {doing} {path}: {error.strerror or error}", details=details)


def _is_absent(cause: BaseException | None) -> bool:
    """Whether an error only says that nothing is there; nothing can be under a name that is too long to be one."""
    return isinstance(cause, FileNotFoundError | NotADirectoryError) or (
        isinstance(cause, OSError) and cause.errno == errno.ENAMETOOLONG
    )


@contextmanager
def told(doing: str, path: Path) -> Iterator[None]:
    """Translate the OSErrors of a block."""
    try:
        yield
    except OSError as error:
        raise as_storage_error(error, doing, path) from error


def group_number(name: str) -> int | None:
    """The number of the group that shares the storage; None where none is configured."""
    if not name:
        return None
    try:
        import grp

        return grp.getgrnam(name).gr_gid
    except (ImportError, KeyError) as error:
        raise ConfigError(
            f"storage.group: this machine knows no group {name!r}", hint="Correct it, or leave it empty."
        ) from error


def owner_name(number: int) -> str:
    """The login of a user, or the number where this machine knows no such user."""
    try:
        import pwd

        return pwd.getpwuid(number).pw_name
    except (ImportError, KeyError):
        return f"user {number}"


@dataclass(frozen=True, slots=True)
class SafeDisk:
    """A `Disk` that raises StorageError only. *group* owns what is made, where the system lets us say so."""

    disk: Disk = field(default_factory=LocalDisk)
    group: int | None = None

    def _do(self, doing: str, path: Path, call: Callable[[], T]) -> T:
        for _ in range(_STALE_TRIES - 1):
            try:
                return call()
            except OSError as error:
                if error.errno != errno.ESTALE:
                    raise self._as_error(error, doing, path) from error
        with told(doing, path):
            return call()

    def _as_error(self, error: OSError, doing: str, path: Path) -> StorageError:
        """Who is refused is told whose folder stands in the way, where one is closed to the group."""
        found = as_storage_error(error, doing, path)
        if error.errno == errno.EACCES and (closed := self._closed_on_the_way(path)) is not None:
            folder, owner = closed
            found.hint = f"{folder} is closed to the group: let its owner, {owner}, say `chmod g+rwxs` of it."
            found.details = {**found.details, "folder": str(folder), "owner": owner}
        return found

    def _closed_on_the_way(self, path: Path) -> tuple[Path, str] | None:
        for folder in (path, *path.parents):
            try:
                found = self.disk.stat(folder)
            except OSError:
                continue
            if found.is_folder:
                is_closed = found.mode & _GROUP_MAY != _GROUP_MAY and found.mode & _OWNER_MAY == _OWNER_MAY
                return (folder, owner_name(found.owner)) if is_closed else None
        return None

    def _found(self, doing: str, path: Path, call: Callable[[], T]) -> T | None:
        """Like `_do`, but None where the path is not there."""
        try:
            return self._do(doing, path, call)
        except StorageError as error:
            if _is_absent(error.__cause__):
                return None
            raise

    def _done(self, doing: str, path: Path, call: Callable[[], None]) -> bool:
        """Like `_do`, but False where the path is not there."""

        def did() -> bool:
            call()
            return True

        return self._found(doing, path, did) or False

    # -- looking

    def read(self, path: Path) -> bytes | None:
        return self._found("read", path, lambda: self.disk.read(path))

    def stat(self, path: Path) -> Stat | None:
        return self._found("look at", path, lambda: self.disk.stat(path))

    def scandir(self, path: Path) -> list[Entry]:
        return self._found("list", path, lambda: self.disk.scandir(path)) or []

    def folders(self, path: Path) -> list[str]:
        return [entry.name for entry in self.scandir(path) if entry.is_folder]

    def exists(self, path: Path) -> bool:
        return self.stat(path) is not None

    def free(self, path: Path) -> int:
        return self._do("measure", path, lambda: self.disk.free(path))

    # -- making

    def mkdir(self, path: Path) -> bool:
        """Make one group-writable folder, and say whether it was not there before. Its parent must exist."""
        try:
            self._do("make", path, lambda: self.disk.mkdir(path))
        except StorageError as error:
            if isinstance(error.__cause__, FileExistsError):
                return False
            raise
        self.share(path, OPEN_FOLDER)
        return True

    def make_folders(self, path: Path, *, below: Path) -> None:
        """Make *path* and what is missing above it, down from *below*, durably.

        All is open to the group from its first moment, and what a death or an older release left closed is opened.
        """
        folder = below
        for part in path.relative_to(below).parts:
            folder = folder / part
            found = self.stat(folder)
            if found is None:
                self._add_folder(folder, below)
            elif found.is_folder and found.mode & _OWNER_MAY == _OWNER_MAY and found.mode & _GROUP_MAY != _GROUP_MAY:
                self._open(folder)

    def _add_folder(self, folder: Path, below: Path) -> None:
        """Make a folder that others may make in this very moment: nobody sees it before it is open to all of them."""
        if folder.parent == below and not self.exists(below):
            # Never made here: it may be a mount that is not there, and what we wrote would be hidden below it.
            raise StorageError(
                f"the storage {below} is not there",
                hint="Mount it, or name the right folder in storage.root.",
                details={"path": str(below)},
            )
        for attempt in range(1, _FRESH_TRIES + 1):
            try:
                with self._fresh_folder(folder.parent) as fresh:
                    self._do("make", folder, partial(self.disk.rename_new, fresh, folder))
                break
            except StorageError as error:
                if self.exists(folder):
                    break  # another was quicker
                is_swept = isinstance(error.__cause__, FileNotFoundError)  # by who took it for a dead one's
                if not is_swept or attempt == _FRESH_TRIES:
                    raise
        self.sync_folder(folder.parent)

    @contextmanager
    def _fresh_folder(self, parent: Path) -> Iterator[Path]:
        """A folder under a name that means nothing, open to the group; gone at the end where it got no other."""
        fresh = parent / f"{FRESH}{secrets.token_hex(8)}"
        self.mkdir(fresh)
        try:
            yield fresh
        finally:
            with suppress(StorageError):
                self._done("remove", fresh, lambda: self.disk.rmdir(fresh))

    def _open(self, folder: Path) -> None:
        """Open a folder to the group. Another's cannot be opened, but replaced, as long as nothing is in it."""
        try:
            self.share(folder, OPEN_FOLDER)
        except ReadOnlyStorage:
            with suppress(StorageError):  # whoever needs to go in is told whose it is
                if not self._inside(folder):
                    with self._fresh_folder(folder.parent) as fresh:
                        self._do("open", folder, partial(self.disk.rename_folder, fresh, folder))

    def sweep_fresh(self, folder: Path) -> None:
        """Remove what makers of folders left in *folder* when they died; those alive make theirs again."""
        for name in self.folders(folder):
            if name.startswith(FRESH):
                with suppress(StorageError):
                    self._done("remove", folder / name, partial(self.disk.rmdir, folder / name))

    def share(self, path: Path, mode: int) -> None:
        """Give a path to the group, with exactly this mode."""
        if self.group is not None:
            group = self.group
            # Who is not a member of the group may not give it anything: what the folder above hands down must do.
            with suppress(ReadOnlyStorage):
                self._do("share", path, lambda: self.disk.chown(path, group))
        self._do("share", path, lambda: self.disk.chmod(path, mode))

    def chmod(self, path: Path, mode: int) -> None:
        self._do("protect", path, lambda: self.disk.chmod(path, mode))

    def write(self, path: Path, data: bytes, *, mode: int = OPEN_FILE) -> None:
        """Write a new file, durably. What could not be finished is removed: half a file is none."""
        handle = self.open_new(path)
        try:
            with told("write", path), closing(handle):
                rest = memoryview(data)
                while rest:
                    rest = rest[handle.write(rest) :]
                handle.sync()
            self.share(path, mode)
        except BaseException:
            with suppress(StorageError):
                self.unlink(path)
            raise

    def write_json(self, path: Path, value: object, *, mode: int = OPEN_FILE) -> None:
        """Write a value as a new JSON file, durably."""
        self.write(path, (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode(), mode=mode)

    def read_json(self, path: Path) -> object | None:
        """What a JSON file says; None where it is not there. Raises ValueError where it is not JSON."""
        data = self.read(path)
        return None if data is None else json.loads(data)

    def open_read(self, path: Path) -> Handle:
        return self._do("read", path, lambda: self.disk.open_read(path))

    def open_new(self, path: Path) -> Handle:
        return self._do("write", path, lambda: self.disk.open_new(path))

    def link(self, source: Path, target: Path) -> None:
        self._do("link", target, lambda: self.disk.link(source, target))

    def clone(self, source: Path, target: Path) -> None:
        self._do("clone", target, lambda: self.disk.clone(source, target))

    def touch(self, path: Path) -> bool:
        """Set a file's time to the file server's now; False where the file is gone."""
        return self._done("touch", path, lambda: self.disk.touch(path))

    def sync_file(self, path: Path) -> None:
        self._do("flush", path, lambda: self.disk.sync_file(path))

    def sync_folder(self, path: Path) -> None:
        self._do("flush", path, lambda: self.disk.sync_folder(path))

    # -- moving and removing

    def rename(self, source: Path, target: Path) -> None:
        """Move a file, replacing *target*."""
        self._do("rename", target, lambda: self.disk.rename(source, target))

    def claim(self, prepared: Path, target: Path, *, is_mine: Callable[[Path], bool]) -> bool:
        """Rename a prepared folder to *target*, which exactly one of all who try wins; say whether we did.

        The answer is not believed: a file server may tell its own winner "exists", or lose the answer. After any
        error *is_mine* looks into the target. Raises StorageError where the target is nobody's and stays free.
        """
        try:
            self._do("claim", target, lambda: self.disk.rename_folder(prepared, target))
        except StorageError as error:
            if not is_mine(target):
                cause = error.__cause__
                if isinstance(cause, OSError) and cause.errno in _TAKEN:
                    return False
                if self.exists(target):
                    return False
                raise
        self.sync_folder(target.parent)
        return True

    def replace_empty(self, folder: Path, target: Path) -> None:
        """Give a folder the place of an empty one, durably. Raises StorageError where something is in that."""
        try:
            self._do("rename", target, lambda: self.disk.rename_folder(folder, target))
        except StorageError as error:
            if not (isinstance(error.__cause__, OSError) and error.__cause__.errno in _TAKEN):
                raise
            self._done("remove", target, lambda: self.disk.rmdir(target))  # SMB replaces no folder
            self._do("rename", target, lambda: self.disk.rename_folder(folder, target))
        self.sync_folder(target.parent)

    def move_away(self, folder: Path, target: Path) -> bool:
        """Rename a folder out of sight, durably; False where it is gone already."""
        self._unprotect(folder)
        moved = self._done("move", folder, lambda: self.disk.rename_folder(folder, target))
        if moved:
            self.sync_folder(folder.parent)
        return moved

    def _unprotect(self, folder: Path) -> None:
        """Make a folder writable again: a read-only one can neither be emptied nor change its parent."""
        found = self.stat(folder)
        if os.name == "posix" and found is not None and found.is_folder and found.mode & 0o200 == 0:
            self.chmod(folder, OPEN_FOLDER)

    def take(self, path: Path, target: Path) -> bool:
        """Rename a file out of the way; False where it is gone, or the folder it should go to."""
        return self._done("move", path, lambda: self.disk.rename(path, target))

    def unlink(self, path: Path) -> bool:
        """Remove a file; False where it is gone already."""
        return self._done("remove", path, lambda: self.disk.unlink(path))

    def remove_tree(self, folder: Path) -> None:
        """Remove a folder and all below it. What somebody adds meanwhile is removed as well."""
        self._unprotect(folder)
        for attempt in range(_REMOVE_TRIES):
            for entry in self._inside(folder):
                below = folder / entry.name
                if entry.is_folder:
                    self.remove_tree(below)
                else:
                    self.unlink(below)
            try:
                self._done("remove", folder, lambda: self.disk.rmdir(folder))
            except StorageError as error:
                cause = error.__cause__
                if attempt + 1 < _REMOVE_TRIES and isinstance(cause, OSError) and cause.errno in _TAKEN:
                    continue
                raise
            return

    def _inside(self, folder: Path) -> list[Entry]:
        """What is in a folder; nothing where we may not look, since its maker may have died before it was opened."""
        try:
            return self.scandir(folder)
        except ReadOnlyStorage:
            return []
