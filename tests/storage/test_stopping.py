"""Whoever cancels a transfer waits for a buffer, not for a file: a plate of many gigabytes ends at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import TransferFailed
from studio_tools.storage import digests
from studio_tools.storage.disk import LocalDisk
from studio_tools.storage.door import SafeDisk
from studio_tools.storage.manifest import ManifestFile
from studio_tools.storage.sharing import Sharing
from studio_tools.storage.transfer import Piece, Transfer

SIZE = 64 << 20


class Counted:
    """An open file that counts its reads, and calls *first* once the first is done."""

    def __init__(self, inner: Any, first: Callable[[], None]) -> None:
        self._inner, self._first, self.reads = inner, first, 0

    def readinto(self, buffer: memoryview) -> int:
        count: int = self._inner.readinto(buffer)
        self.reads += 1
        if self.reads == 1:
            self._first()
        return count

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)


class WatchedDisk(LocalDisk):
    """Tells when the first file is being read, and holds its reader until it is told to go on."""

    def __init__(self, *, hold: bool) -> None:
        self.opened: list[Counted] = []
        self.begun, self.go_on = threading.Event(), threading.Event()
        if not hold:
            self.go_on.set()

    def open_read(self, path: Path) -> Any:
        self.opened.append(Counted(super().open_read(path), self._first))
        return self.opened[-1]

    def _first(self) -> None:
        self.begun.set()
        assert self.go_on.wait(20)


def _huge(path: Path) -> Path:
    with path.open("wb") as file:
        file.truncate(SIZE)
    return path


def _piece(tmp_path: Path, **more: Any) -> Piece:
    source = _huge(tmp_path / "plate.mov")
    found = source.stat()
    (tmp_path / "v002").mkdir()
    return Piece(
        source=source,
        size=found.st_size,
        modified=found.st_mtime_ns,
        folder=tmp_path / "v002",
        name="plate.mov",
        representation="mov",
        **more,
    )


class AtOnce(threading.Event):
    """Lets a held reader go on in the moment it is set."""

    def __init__(self, disk: WatchedDisk) -> None:
        super().__init__()
        self._disk = disk

    def set(self) -> None:
        super().set()
        self._disk.go_on.set()


def _is_stopped(transfer: Transfer) -> None:
    with pytest.raises(TransferFailed):
        transfer.work(1)


def test_closing_ends_a_copy_in_the_middle_of_a_file(tmp_path: Path) -> None:
    disk = WatchedDisk(hold=True)
    transfer = Transfer(SafeDisk(disk), [_piece(tmp_path)], algorithm="blake2b", workers=1, stop=AtOnce(disk))
    worker = threading.Thread(target=_is_stopped, args=(transfer,))
    worker.start()
    assert disk.begun.wait(20)

    transfer.close()
    worker.join()

    assert max(opened.reads for opened in disk.opened) <= 2
    assert not (tmp_path / "v002" / "plate.mov").exists()


def test_a_transfer_has_a_stop_of_its_own(tmp_path: Path) -> None:
    disk = WatchedDisk(hold=True)
    transfer = Transfer(SafeDisk(disk), [_piece(tmp_path)], algorithm="blake2b", workers=1)
    worker = threading.Thread(target=_is_stopped, args=(transfer,))
    worker.start()
    assert disk.begun.wait(20)

    closer = threading.Thread(target=transfer.close)
    closer.start()
    while not transfer._stop.is_set():
        closer.join(0.001)
    disk.go_on.set()
    closer.join()
    worker.join()

    assert max(opened.reads for opened in disk.opened) <= 2


def test_closing_ends_the_comparison_with_the_version_before(tmp_path: Path) -> None:
    (tmp_path / "v001").mkdir()
    before = _huge(tmp_path / "v001" / "plate.mov")
    known = ManifestFile(
        name=before.name, size=SIZE, digest="", algorithm="blake2b", representation="mov", frame=None, view=""
    )
    disk, stop = WatchedDisk(hold=False), threading.Event()
    share = Sharing(SafeDisk(disk), "blake2b", stop)
    piece = _piece(tmp_path, previous=known, previous_folder=before.parent)
    stop.set()

    with pytest.raises(TransferFailed, match="stopped"):
        share(piece, tmp_path / "v002" / "part")

    assert max(opened.reads for opened in disk.opened) == 1


def test_a_digest_without_a_stop_reads_to_the_end(tmp_path: Path) -> None:
    handle = LocalDisk().open_read(_huge(tmp_path / "plate.mov"))
    try:
        assert len(digests.of_handle(handle, "blake2b")) == 64
    finally:
        handle.close()


def test_a_finished_transfer_may_be_closed_again_and_again(tmp_path: Path) -> None:
    transfer = Transfer(SafeDisk(), [_piece(tmp_path)], algorithm="blake2b", workers=1)
    while not transfer.is_done:
        transfer.work(1)

    transfer.close()
    transfer.close()

    assert transfer.progress.files == 1
