"""The disk's door, lower half: the few primitives that storage is built from, as the operating system does them.

Primitives raise OSError. Not here: what an error means and which are tried again (`door.SafeDisk`).
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, Protocol

_FICLONE = 0x40049409
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


_SYNC_RANGE_WRITE = 2
_HERE = -100
_NO_REPLACE = 1
_CANNOT = {errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP}


def _find_sync_range() -> Callable[[int, int, int, int], int] | None:
    """Linux's sync_file_range, which Python does not offer; measured, it makes a sequence's copy 1.6 times as fast."""
    try:
        found = ctypes.CDLL(None).sync_file_range
    except (AttributeError, OSError, TypeError):
        return None
    found.argtypes = [ctypes.c_int, ctypes.c_int64, ctypes.c_int64, ctypes.c_uint]
    found.restype = ctypes.c_int
    call: Callable[[int, int, int, int], int] = found
    return call


_SYNC_RANGE = _find_sync_range()


def _find_rename_new() -> Callable[[int, bytes, int, bytes, int], int] | None:
    """Linux's renameat2, which alone renames and never replaces; Python does not offer it."""
    try:
        found = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return None
    found.argtypes = [ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint]
    found.restype = ctypes.c_int
    call: Callable[[int, bytes, int, bytes, int], int] = found
    return call


_RENAME_NEW = _find_rename_new()


class Entry(NamedTuple):
    name: str
    is_folder: bool
    """Links to folders are not folders."""


class Stat(NamedTuple):
    size: int
    modified: int
    """Nanoseconds since the epoch, by the file server's clock."""
    inode: int
    device: int
    mode: int
    owner: int

    @property
    def is_folder(self) -> bool:
        return stat.S_ISDIR(self.mode)

    @property
    def is_file(self) -> bool:
        return stat.S_ISREG(self.mode)


class Handle(Protocol):
    """An open file, unbuffered."""

    def readinto(self, buffer: memoryview) -> int: ...

    def write(self, data: memoryview) -> int: ...

    def stat(self) -> Stat: ...

    def begin_sync(self) -> None:
        """Let the disk begin to write, without waiting: a later `sync_file` then has little left to wait for."""
        ...

    def sync(self) -> None:
        """Return when what was written lies on the disk."""
        ...

    def close(self) -> None: ...


class Disk(Protocol):
    """All that storage asks of a file system. Everything raises OSError."""

    def mkdir(self, path: Path) -> None: ...

    def rename(self, source: Path, target: Path) -> None:
        """Move a file, replacing *target*."""
        ...

    def rename_folder(self, source: Path, target: Path) -> None:
        """Move a folder; fails where *target* is a folder with something in it."""
        ...

    def rename_new(self, source: Path, target: Path) -> None:
        """Move a folder; fails where *target* is anything, also an empty folder."""
        ...

    def read(self, path: Path) -> bytes: ...

    def open_read(self, path: Path) -> Handle: ...

    def open_new(self, path: Path) -> Handle:
        """Create a file that must not be there yet."""
        ...

    def link(self, source: Path, target: Path) -> None: ...

    def clone(self, source: Path, target: Path) -> None:
        """Make *target* a copy that shares its blocks with *source* (a reflink)."""
        ...

    def sync_file(self, path: Path) -> None:
        """Return when what was written to a file, by whatever handle, lies on the disk."""
        ...

    def sync_folder(self, path: Path) -> None: ...

    def chmod(self, path: Path, mode: int) -> None: ...

    def chown(self, path: Path, group: int) -> None: ...

    def unlink(self, path: Path) -> None: ...

    def rmdir(self, path: Path) -> None: ...

    def scandir(self, path: Path) -> list[Entry]: ...

    def stat(self, path: Path) -> Stat:
        """Look at a path itself: a link is not followed."""
        ...

    def touch(self, path: Path) -> None:
        """Set a file's time to the file server's now."""
        ...

    def free(self, path: Path) -> int:
        """Bytes that are free for this user."""
        ...


def _stat(found: os.stat_result) -> Stat:
    return Stat(found.st_size, found.st_mtime_ns, found.st_ino, found.st_dev, found.st_mode, found.st_uid)


class FileHandle:
    """A file descriptor that reads, writes and syncs."""

    __slots__ = ("_number",)

    def __init__(self, number: int) -> None:
        self._number = number

    def readinto(self, buffer: memoryview) -> int:
        return os.readv(self._number, [buffer]) if hasattr(os, "readv") else _read_slowly(self._number, buffer)

    def write(self, data: memoryview) -> int:
        return os.write(self._number, data)

    def stat(self) -> Stat:
        return _stat(os.fstat(self._number))

    def begin_sync(self) -> None:
        if os.name == "nt":  # a file cannot be flushed there by another handle that may only read
            self.sync()
        elif _SYNC_RANGE is not None:
            _SYNC_RANGE(self._number, 0, 0, _SYNC_RANGE_WRITE)  # a hint: the flush is what counts

    def sync(self) -> None:
        os.fsync(self._number)

    def close(self) -> None:
        number, self._number = self._number, -1
        if number >= 0:
            os.close(number)


def _read_slowly(number: int, buffer: memoryview) -> int:
    data = os.read(number, len(buffer))
    buffer[: len(data)] = data
    return len(data)


class LocalDisk:
    """The operating system's own file calls, also for what a file server has mounted."""

    def mkdir(self, path: Path) -> None:
        path.mkdir()

    def rename(self, source: Path, target: Path) -> None:
        source.replace(target)

    def rename_folder(self, source: Path, target: Path) -> None:
        source.rename(target)

    def rename_new(self, source: Path, target: Path) -> None:
        _rename_new(source, target)

    def read(self, path: Path) -> bytes:
        return path.read_bytes()

    def open_read(self, path: Path) -> Handle:
        return FileHandle(os.open(path, _READ))

    def open_new(self, path: Path) -> Handle:
        return FileHandle(os.open(path, _NEW, 0o664))

    def link(self, source: Path, target: Path) -> None:
        os.link(source, target, follow_symlinks=False)

    def clone(self, source: Path, target: Path) -> None:
        _reflink(source, target)

    def sync_file(self, path: Path) -> None:
        if os.name != "nt":
            _flush(path, os.O_RDONLY)

    def sync_folder(self, path: Path) -> None:
        if os.name != "nt":  # a folder cannot be opened there; its entries are journalled by the file system
            _flush(path, os.O_RDONLY | os.O_DIRECTORY)

    def chmod(self, path: Path, mode: int) -> None:
        path.chmod(mode)

    def chown(self, path: Path, group: int) -> None:
        if hasattr(os, "chown"):
            os.chown(path, -1, group)

    def unlink(self, path: Path) -> None:
        path.unlink()

    def rmdir(self, path: Path) -> None:
        path.rmdir()

    def scandir(self, path: Path) -> list[Entry]:
        with os.scandir(path) as found:
            return [Entry(entry.name, entry.is_dir(follow_symlinks=False)) for entry in found]

    def stat(self, path: Path) -> Stat:
        return _stat(path.lstat())

    def touch(self, path: Path) -> None:
        os.utime(path)

    def free(self, path: Path) -> int:
        return shutil.disk_usage(path).free


def _flush(path: Path, flags: int) -> None:
    number = os.open(path, flags)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _rename_new(source: Path, target: Path) -> None:
    if _RENAME_NEW is not None:
        if _RENAME_NEW(_HERE, os.fsencode(source), _HERE, os.fsencode(target), _NO_REPLACE) == 0:
            return
        number = ctypes.get_errno()
        if number not in _CANNOT:
            raise OSError(number, os.strerror(number), str(target))
    # NFS and others do not know it. What is replaced in the moment between can only be an empty folder.
    if os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    source.rename(target)


def _reflink(source: Path, target: Path) -> None:
    try:
        import fcntl
    except ImportError as absent:
        raise OSError("this system has no reflinks") from absent
    control: Callable[[int, int, int], object] = fcntl.ioctl
    there = os.open(source, _READ)
    try:
        here = os.open(target, _NEW, 0o664)
        try:
            control(here, _FICLONE, there)
            os.fsync(here)
        finally:
            os.close(here)
    finally:
        os.close(there)
