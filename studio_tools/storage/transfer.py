"""Filling a version folder: files copied in parallel, digested while they pass, renamed when whole, and flushed.

Each byte is read once, in constant memory. Not here: sharing with the previous version (sharing), what the files mean.
"""

from __future__ import annotations

import errno
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from studio_tools.errors import SourceChanged, SourceError, StudioError, TransferFailed
from studio_tools.storage import digests
from studio_tools.storage.disk import Handle, Stat
from studio_tools.storage.door import SEALED_FILE, SafeDisk, told
from studio_tools.storage.layout import PART
from studio_tools.storage.manifest import ManifestFile

_BATCH = 64
"""Files that are written before they are waited for. The disk works on them from the moment they are written; waiting
for many at once spares it a commit of its journal for each."""

_WAITERS = 4
"""Threads that do nothing but wait for the disk, so that those who copy need not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One file to be brought in, as it was when it was collected."""

    source: Path
    size: int
    modified: int
    """Nanoseconds since the epoch."""
    folder: Path
    """The version folder, local."""
    name: str
    representation: str
    frame: int | None = None
    view: str = ""
    previous: ManifestFile | None = None
    """The same frame in the previous version, where that may be shared."""
    previous_folder: Path | None = None


@dataclass(frozen=True, slots=True)
class Landed:
    """One file that is in."""

    piece: Piece
    file: ManifestFile
    is_shared: bool

    @property
    def path(self) -> Path:
        return self.piece.folder / self.piece.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    files: int
    of_files: int
    size: int
    """Bytes that are in."""
    of_size: int


Share = Callable[[Piece, Path], str | None]
"""Put the previous version's file at a path and return its digest; None where the piece must be copied."""


class Transfer:
    """The files of one product on their way. `work()` may be called again and again until `is_done`."""

    def __init__(
        self,
        disk: SafeDisk,
        pieces: Iterable[Piece],
        *,
        algorithm: str,
        workers: int,
        share: Share | None = None,
        stop: threading.Event | None = None,
    ) -> None:
        self._disk = disk
        self._pieces = list(pieces)
        self._todo = iter(self._pieces)
        self._algorithm = algorithm
        self._share = share
        self._stop = stop or threading.Event()
        count = digests.worker_count(workers)
        self._window = 2 * count
        self._pool = ThreadPoolExecutor(count, thread_name_prefix="transfer")
        self._waiters = ThreadPoolExecutor(_WAITERS, thread_name_prefix="flush")
        self._copying: set[Future[Landed]] = set()
        self._unflushed: list[Landed] = []
        self._flushing: set[Future[None]] = set()
        self._size = 0
        self._of_size = sum(piece.size for piece in self._pieces)
        self.landed: list[Landed] = []

    @property
    def is_done(self) -> bool:
        """Whether every file is in, and lies on the disk."""
        return len(self.landed) == len(self._pieces) and not self._unflushed and not self._flushing

    @property
    def progress(self) -> Progress:
        return Progress(files=len(self.landed), of_files=len(self._pieces), size=self._size, of_size=self._of_size)

    def work(self, files: int) -> Progress:
        """Return when *files* more files are in; the last call returns when all lie on the disk.

        Raises SourceError, SourceChanged, StorageError.
        """
        target = len(self.landed) + files
        while not self.is_done and len(self.landed) < target:
            self._refill()
            pending: list[Future[Any]] = [*self._copying, *self._flushing]
            wait(pending, return_when=FIRST_COMPLETED)
            self._collect()
        return self.progress

    def _refill(self) -> None:
        for piece in islice(self._todo, max(0, self._window - len(self._copying))):
            self._copying.add(self._pool.submit(self._bring, piece))
        if len(self._unflushed) >= _BATCH or not self._copying:
            paths = [landed.path for landed in self._unflushed if not landed.is_shared]
            self._flushing |= {self._waiters.submit(self._disk.sync_file, path) for path in paths}
            self._unflushed.clear()

    def _collect(self) -> None:
        for copied in [future for future in self._copying if future.done()]:
            self._copying.discard(copied)
            landed = copied.result()
            self.landed.append(landed)
            self._unflushed.append(landed)
            self._size += landed.file.size
        for flushed in [future for future in self._flushing if future.done()]:
            self._flushing.discard(flushed)
            flushed.result()

    def close(self) -> None:
        """Stop all work, also in the middle of a file. Repeatable."""
        self._stop.set()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._waiters.shutdown(wait=True, cancel_futures=True)

    # -- one file

    def _bring(self, piece: Piece) -> Landed:
        part = piece.folder / (piece.name + PART)
        digest = self._share(piece, part) if self._share is not None else None
        is_shared = digest is not None
        if digest is None:
            digest = self._copied(piece, part)
        self._disk.rename(part, piece.folder / piece.name)
        file = ManifestFile(
            name=piece.name,
            size=piece.size,
            digest=digest,
            algorithm=self._algorithm,
            representation=piece.representation,
            frame=piece.frame,
            view=piece.view,
            source=str(piece.source),
        )
        return Landed(piece, file, is_shared)

    def _copied(self, piece: Piece, part: Path) -> str:
        with closing(open_source(self._disk, piece)) as source, closing(self._disk.open_new(part)) as target:
            # Read-only from its first moment; who has it open may go on writing.
            self._disk.share(part, SEALED_FILE)
            digest = self._copy(piece, source, target, part)
            with told("flush", part):
                target.begin_sync()
            return digest

    def _copy(self, piece: Piece, source: Handle, target: Handle, part: Path) -> str:
        digest, room, size = digests.new_hash(self._algorithm), digests.buffer(), 0
        while count := _read(piece, source, room):
            digests.unless_stopped(self._stop)
            digest.update(room[:count])
            _write(target, room[:count], part)
            size += count
        still_as_collected(self._disk, piece, source.stat())
        with told("measure", part):
            written = target.stat().size
        if not written == size == piece.size:
            raise TransferFailed(
                f"{piece.name}: {written} of {piece.size} bytes arrived", details={"source": str(piece.source)}
            )
        return digest.hexdigest()


def _write(target: Handle, data: memoryview, part: Path) -> None:
    with told("write", part):
        while data:
            data = data[target.write(data) :]


def _read(piece: Piece, source: Handle, room: memoryview) -> int:
    try:
        return source.readinto(room)
    except OSError as error:
        raise _unreadable(piece, error) from error


def open_source(disk: SafeDisk, piece: Piece) -> Handle:
    """Open a piece's source, which must be as it was collected. Raises SourceError, SourceChanged."""
    try:
        handle = disk.disk.open_read(piece.source)
    except OSError as error:
        raise _unreadable(piece, error) from error
    try:
        _same(piece, handle.stat())
    except BaseException:
        handle.close()
        raise
    return handle


def still_as_collected(disk: SafeDisk, piece: Piece, opened: Stat) -> None:
    """Raise SourceChanged where a source was written to, or replaced by another file, while it was read."""
    _same(piece, opened)
    try:
        current = disk.disk.open_read(piece.source)
    except OSError as error:
        raise _unreadable(piece, error) from error
    try:
        found = current.stat()
    finally:
        current.close()
    if (found.inode, found.device) != (opened.inode, opened.device):
        raise _changed(piece)
    _same(piece, found)


def _same(piece: Piece, found: Stat) -> None:
    if (found.size, found.modified) != (piece.size, piece.modified):
        raise _changed(piece)


def _changed(piece: Piece) -> SourceChanged:
    return SourceChanged(f"{piece.source.name} changed while it was published", details={"path": str(piece.source)})


def _unreadable(piece: Piece, error: OSError) -> StudioError:
    details = {"path": str(piece.source), "errno": errno.errorcode.get(error.errno or 0, "")}
    if isinstance(error, FileNotFoundError):
        return SourceChanged(f"{piece.source.name} disappeared while it was published", details=details)
    return SourceError(f"{piece.source} cannot be read: {error.strerror or error}", details=details)
