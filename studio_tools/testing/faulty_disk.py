"""A disk that fails as real ones do: it fills up, loses handles, answers wrongly, refuses links, or dies.

It stands between the real disk and storage's door, so that the door's own care is tested with it.
"""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import TypeVar

from studio_tools.storage.disk import Disk, Entry, Handle, LocalDisk, Stat

T = TypeVar("T")

CHANGES = frozenset(
    {
        "mkdir",
        "rename",
        "rename_folder",
        "rename_new",
        "open_new",
        "write",
        "link",
        "clone",
        "chmod",
        "unlink",
        "rmdir",
        "touch",
    }
)
"""Operations that leave the disk different: a death between two others is a death between two of these."""


class Crashed(BaseException):
    """The process died here. Nothing it does afterwards reaches the disk."""


@dataclass(slots=True)
class Fault:
    """What goes wrong, and where: the operation's name, and its target's path as a shell pattern."""

    operation: str
    path: str
    error: int
    """An errno."""
    is_done: bool = False
    """Whether the operation happens all the same, and only its answer is wrong."""
    times: int = 1

    def strikes(self, operation: str, path: Path) -> bool:
        """Whether it strikes now; each strike is counted."""
        if self.times <= 0 or operation != self.operation or not fnmatch(path.as_posix(), self.path):
            return False
        self.times -= 1
        return True


@dataclass(slots=True)
class FaultyDisk:
    """A `Disk` over *inner*. `crash_at` counts changes from 0; *is_after* lets that one still happen."""

    inner: Disk = field(default_factory=LocalDisk)
    crash_at: int | None = None
    is_after: bool = False
    faults: list[Fault] = field(default_factory=list)
    room: int | None = None
    """Bytes that still fit; None for as many as the real disk takes."""
    before: Callable[[str, Path], None] = lambda operation, path: None
    """Called before each operation, outside of any lock: what another process does in this moment."""
    changes: list[tuple[str, str]] = field(default_factory=list)
    """The changes made so far: operation and target's name."""
    is_dead: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def fail(self, *faults: Fault) -> FaultyDisk:
        """Add faults."""
        self.faults += faults
        return self

    def act(self, operation: str, path: Path, call: Callable[[], T]) -> T:
        """Do one operation, or what is to go wrong with it."""
        self.before(operation, path)
        dies_after = self._count(operation, path)
        fault = next((fault for fault in self.faults if fault.strikes(operation, path)), None)
        if fault is not None:
            if fault.is_done:
                call()
            raise OSError(fault.error, os.strerror(fault.error), str(path))
        result = call()
        if dies_after:
            self.is_dead = True
            raise Crashed(f"after {operation} {path}")
        return result

    def _count(self, operation: str, path: Path) -> bool:
        with self._lock:
            if self.is_dead:
                raise Crashed(f"dead before {operation} {path}")
            if operation not in CHANGES:
                return False
            number = len(self.changes)
            self.changes.append((operation, path.name))
            if number == self.crash_at and not self.is_after:
                self.is_dead = True
                raise Crashed(f"before {operation} {path}")
            return number == self.crash_at

    def take_room(self, wanted: int) -> int:
        """How many of *wanted* bytes still fit. Raises OSError when none does."""
        with self._lock:
            if self.room is None:
                return wanted
            if self.room == 0:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            taken = min(wanted, self.room)
            self.room -= taken
            return taken

    # -- the disk

    def mkdir(self, path: Path) -> None:
        self.act("mkdir", path, lambda: self.inner.mkdir(path))

    def rename(self, source: Path, target: Path) -> None:
        self.act("rename", target, lambda: self.inner.rename(source, target))

    def rename_folder(self, source: Path, target: Path) -> None:
        self.act("rename_folder", target, lambda: self.inner.rename_folder(source, target))

    def rename_new(self, source: Path, target: Path) -> None:
        self.act("rename_new", target, lambda: self.inner.rename_new(source, target))

    def read(self, path: Path) -> bytes:
        return self.act("read", path, lambda: self.inner.read(path))

    def open_read(self, path: Path) -> Handle:
        return FaultyHandle(self, path, self.act("open_read", path, lambda: self.inner.open_read(path)))

    def open_new(self, path: Path) -> Handle:
        return FaultyHandle(self, path, self.act("open_new", path, lambda: self.inner.open_new(path)))

    def link(self, source: Path, target: Path) -> None:
        self.act("link", target, lambda: self.inner.link(source, target))

    def clone(self, source: Path, target: Path) -> None:
        self.act("clone", target, lambda: self.inner.clone(source, target))

    def sync_file(self, path: Path) -> None:
        self.act("sync_file", path, lambda: self.inner.sync_file(path))

    def sync_folder(self, path: Path) -> None:
        self.act("sync_folder", path, lambda: self.inner.sync_folder(path))

    def chmod(self, path: Path, mode: int) -> None:
        self.act("chmod", path, lambda: self.inner.chmod(path, mode))

    def chown(self, path: Path, group: int) -> None:
        self.act("chown", path, lambda: self.inner.chown(path, group))

    def unlink(self, path: Path) -> None:
        def remove() -> None:
            size = self.inner.stat(path).size
            self.inner.unlink(path)
            self._give_room(size)

        self.act("unlink", path, remove)

    def _give_room(self, size: int) -> None:
        with self._lock:
            if self.room is not None:
                self.room += size

    def rmdir(self, path: Path) -> None:
        self.act("rmdir", path, lambda: self.inner.rmdir(path))

    def scandir(self, path: Path) -> list[Entry]:
        return self.act("scandir", path, lambda: self.inner.scandir(path))

    def stat(self, path: Path) -> Stat:
        return self.act("stat", path, lambda: self.inner.stat(path))

    def touch(self, path: Path) -> None:
        self.act("touch", path, lambda: self.inner.touch(path))

    def free(self, path: Path) -> int:
        return self.act("free", path, lambda: self.inner.free(path))


@dataclass(frozen=True, slots=True)
class FaultyHandle:
    """An open file on a faulty disk."""

    disk: FaultyDisk
    path: Path
    inner: Handle

    def readinto(self, buffer: memoryview) -> int:
        return self.disk.act("readinto", self.path, lambda: self.inner.readinto(buffer))

    def write(self, data: memoryview) -> int:
        def some() -> int:
            return self.inner.write(data[: self.disk.take_room(len(data))])

        return self.disk.act("write", self.path, some)

    def stat(self) -> Stat:
        return self.inner.stat()

    def begin_sync(self) -> None:
        self.inner.begin_sync()

    def sync(self) -> None:
        self.disk.act("sync", self.path, self.inner.sync)

    def close(self) -> None:
        self.inner.close()


def its_own_winner(path: str, error: int = errno.EEXIST, *, times: int = 1) -> Fault:
    """A file server that lost its answer to a rename, and tells the winner on the second asking that it exists."""
    return Fault("rename_folder", path, error, is_done=True, times=times)


def stale(operation: str, path: str, *, times: int = 1) -> Fault:
    """A file handle that went stale."""
    return Fault(operation, path, errno.ESTALE, times=times)


def refused_links() -> Iterable[Fault]:
    """A file system, or a kernel's protection, that permits neither reflinks nor hard links."""
    return (Fault("clone", "*", errno.EOPNOTSUPP, times=1 << 30), Fault("link", "*", errno.EPERM, times=1 << 30))
