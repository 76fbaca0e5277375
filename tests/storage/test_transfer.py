"""Files on their way into a version: each byte once, digested, whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import resource
import signal
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import NoSpace, SourceChanged, SourceError, StorageError, TransferFailed
from studio_tools.storage.door import SafeDisk
from studio_tools.storage.transfer import Landed, Piece, Transfer
from studio_tools.testing.faulty_disk import Fault, FaultyDisk


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "v001"
    folder.mkdir()
    return folder


def a_piece(desk: Path, target: Path, name: str = "a.exr", content: bytes = b"pixels", **changed: Any) -> Piece:
    source = desk / name
    source.write_bytes(content)
    found = source.stat()
    values = {
        "source": source,
        "size": found.st_size,
        "modified": found.st_mtime_ns,
        "folder": target,
        "name": f"published_{name}",
        "representation": "exr",
    }
    return Piece(**values | changed)


def bring(pieces: list[Piece], *, disk: Any = None, workers: int = 2, **asked: Any) -> list[Landed]:
    transfer = Transfer(SafeDisk(disk) if disk else SafeDisk(), pieces, algorithm="blake2b", workers=workers, **asked)
    try:
        while not transfer.is_done:
            transfer.work(4)
        return transfer.landed
    finally:
        transfer.close()


def blake2b(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=32).hexdigest()


def test_a_file_arrives_digested_and_read_only(tmp_path: Path, target: Path) -> None:
    (landed,) = bring([a_piece(tmp_path, target, frame=1001, view="left")])

    path = target / "published_a.exr"
    assert path.read_bytes() == b"pixels"
    assert path.stat().st_mode & 0o777 == 0o444
    assert landed.file.digest == blake2b(b"pixels")
    assert landed.file.algorithm == "blake2b"
    assert (landed.file.frame, landed.file.view, landed.file.size) == (1001, "left", 6)
    assert not landed.is_shared


@pytest.mark.parametrize("size", [0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3_000_000])
def test_files_of_every_size_arrive_whole(tmp_path: Path, target: Path, size: int) -> None:
    content = os.urandom(size)

    (landed,) = bring([a_piece(tmp_path, target, content=content)])

    assert (target / "published_a.exr").read_bytes() == content
    assert landed.file.digest == blake2b(content)


@pytest.mark.parametrize("workers", [1, 2, 7])
def test_many_files_arrive_with_any_number_of_workers(tmp_path: Path, target: Path, workers: int) -> None:
    pieces = [a_piece(tmp_path, target, f"f.{at:04}.exr", str(at).encode()) for at in range(100)]

    landed = bring(pieces, workers=workers)

    assert sorted(one.file.name for one in landed) == sorted(piece.name for piece in pieces)
    assert all((target / one.file.name).read_bytes() == one.piece.source.read_bytes() for one in landed)
    assert {path.name for path in target.iterdir()} == {piece.name for piece in pieces}


def test_progress_is_told_on_the_way(tmp_path: Path, target: Path) -> None:
    pieces = [a_piece(tmp_path, target, f"f.{at:04}.exr", b"12345") for at in range(40)]
    transfer = Transfer(SafeDisk(), pieces, algorithm="blake2b", workers=1)

    first = transfer.work(8)
    rest = transfer.work(1000)
    transfer.close()

    assert 8 <= first.files < 40
    assert first.size == 5 * first.files
    assert (rest.files, rest.of_files, rest.size, rest.of_size) == (40, 40, 200, 200)


def test_memory_does_not_grow_with_the_frames(tmp_path: Path, target: Path) -> None:
    """By one thread: each has a buffer, and a few files may be brought in before the second begins."""
    frames = [a_piece(tmp_path, target, f"f.{at:04}.exr", b"x" * 300_000) for at in range(120)]
    bring(frames[:8], workers=1)
    tracemalloc.start()
    try:
        bring(frames[8:20], workers=1)
        few = tracemalloc.get_traced_memory()[1]
        tracemalloc.reset_peak()
        bring(frames[20:], workers=1)
        many = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert many < few + 1_000_000


def test_each_byte_of_a_source_is_read_once(tmp_path: Path, target: Path) -> None:
    read: list[int] = []

    class Counting(FaultyDisk):
        def act(self, operation: str, path: Path, call: Any) -> Any:
            answer = super().act(operation, path, call)
            if operation == "readinto":
                read.append(answer)
            return answer

    bring([a_piece(tmp_path, target, content=b"x" * 2_500_000)], disk=Counting())

    assert sum(read) == 2_500_000


# -- sources that are not what was collected


def test_a_source_that_changed_since_it_was_collected_is_refused(tmp_path: Path, target: Path) -> None:
    piece = a_piece(tmp_path, target)
    piece.source.write_bytes(b"others")
    os.utime(piece.source, ns=(piece.modified + 1, piece.modified + 1))

    with pytest.raises(SourceChanged, match=r"a\.exr changed"):
        bring([piece])


def _while_reading(change: Any) -> FaultyDisk:
    done: list[int] = []

    def meanwhile(operation: str, path: Path) -> None:
        if operation == "write" and not done:
            done.append(1)
            change()

    return FaultyDisk(before=meanwhile)


@pytest.mark.parametrize("kind", ["grows", "is written over", "is replaced", "is cut", "disappears"])
def test_a_source_that_changes_while_it_is_read_is_refused(tmp_path: Path, target: Path, kind: str) -> None:
    piece = a_piece(tmp_path, target, content=b"x" * 2_000_000)

    def change() -> None:
        source = piece.source
        if kind == "grows":
            with source.open("ab") as file:
                file.write(b"more")
        elif kind == "is written over":
            with source.open("r+b") as file:
                file.write(b"other")
            os.utime(source, ns=(piece.modified + 10, piece.modified + 10))
        elif kind == "is replaced":
            other = source.with_name("other")
            other.write_bytes(b"x" * 2_000_000)
            os.utime(other, ns=(piece.modified, piece.modified))
            other.replace(source)
        elif kind == "is cut":
            os.truncate(source, 10)
        else:
            source.unlink()

    with pytest.raises(SourceChanged):
        bring([piece], disk=_while_reading(change))


def test_a_source_that_is_gone_is_told(tmp_path: Path, target: Path) -> None:
    piece = a_piece(tmp_path, target)
    piece.source.unlink()

    with pytest.raises(SourceChanged, match="disappeared") as raised:
        bring([piece])
    assert raised.value.exit_code == 15


def test_a_source_that_cannot_be_read_is_told(tmp_path: Path, target: Path) -> None:
    disk = FaultyDisk(faults=[Fault("readinto", "*/a.exr", errno.EIO)])

    with pytest.raises(SourceError, match="cannot be read") as raised:
        bring([a_piece(tmp_path, target)], disk=disk)
    assert raised.value.exit_code == 14


# -- targets that do not take it


def test_a_full_disk_ends_it(tmp_path: Path, target: Path) -> None:
    pieces = [a_piece(tmp_path, target, f"f.{at:04}.exr", b"x" * 1000) for at in range(20)]

    with pytest.raises(NoSpace) as raised:
        bring(pieces, disk=FaultyDisk(room=5_500))
    assert raised.value.exit_code == 41


def test_the_systems_own_limit_of_a_files_size_is_told(tmp_path: Path, target: Path) -> None:
    piece = a_piece(tmp_path, target, content=b"x" * 300_000)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        with pytest.raises(StorageError, match="grew larger"):
            bring([piece])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


@pytest.mark.parametrize("operation", ["open_new", "write", "sync_file", "rename", "chmod"])
def test_every_step_of_the_target_may_fail_with_a_clear_error(tmp_path: Path, target: Path, operation: str) -> None:
    disk = FaultyDisk(faults=[Fault(operation, "*published*", errno.EIO)])

    with pytest.raises(StorageError, match="could not"):
        bring([a_piece(tmp_path, target)], disk=disk)


def test_bytes_that_got_lost_are_noticed(tmp_path: Path, target: Path) -> None:
    class Lossy(FaultyDisk):
        def open_new(self, path: Path) -> Any:
            handle = super().open_new(path)

            class Liar:
                def write(self, data: memoryview) -> int:
                    handle.write(data[:-1])
                    return len(data)

                def __getattr__(self, name: str) -> Any:
                    return getattr(handle, name)

            return Liar()

    with pytest.raises(TransferFailed, match="5 of 6 bytes"):
        bring([a_piece(tmp_path, target)], disk=Lossy())


def test_a_transfer_closed_early_lets_go_of_every_file(tmp_path: Path, target: Path) -> None:
    pieces = [a_piece(tmp_path, target, f"f.{at:04}.exr", b"x" * 100) for at in range(60)]
    opened = len(list(Path("/proc/self/fd").iterdir()))
    transfer = Transfer(SafeDisk(), pieces, algorithm="blake2b", workers=3)

    transfer.work(1)
    transfer.close()
    transfer.close()

    assert len(list(Path("/proc/self/fd").iterdir())) == opened


def test_a_failed_transfer_lets_go_of_every_file(tmp_path: Path, target: Path) -> None:
    pieces = [a_piece(tmp_path, target, f"f.{at:04}.exr", b"x" * 100) for at in range(60)]
    disk = FaultyDisk(faults=[Fault("sync_file", "*0007*", errno.EIO), Fault("open_new", "*0030*", errno.EIO)])
    opened = len(list(Path("/proc/self/fd").iterdir()))

    with pytest.raises(StorageError):
        bring(pieces, disk=disk, workers=4)

    assert len(list(Path("/proc/self/fd").iterdir())) == opened
