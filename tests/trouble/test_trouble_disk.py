"""A disk that is full, failing or read-only, and sources that change: all or nothing, and told as what it is."""

from __future__ import annotations

import errno
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio_tools.testing.faulty_disk import Fault, FaultyDisk

Coded = Callable[..., dict[str, Any]]
HOUSE = Path(__file__).parents[2]
SHOT = "demo/sq010/sh0010"


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> FaultyDisk:
    """The disk of every command from now on."""
    faulty = FaultyDisk()
    monkeypatch.setattr("studio_tools.storage.LocalDisk", lambda: faulty)
    return faulty


def nothing_new(show: Any) -> None:
    """Only what was published before is there, and what was given up is settled."""
    assert show.statuses() == {"other.first@v001": "SEALED"}
    assert len(show.rows()) == 1
    assert not any(show.resumed().values())
    show.judge()


@pytest.mark.parametrize("room", [0, 5000, 60_000], ids=lambda room: f"{room} bytes")
def test_a_disk_that_fills_up_is_told_and_leaves_nothing(room: int, known: Any, disk: FaultyDisk, coded: Coded) -> None:
    pattern = known.notes(text="x" * 30_000)
    disk.room = room

    said = known.says(f"other.take={pattern}")
    disk.room = None

    coded(said, "storage-full", 41)
    nothing_new(known)


@pytest.mark.long
@pytest.mark.parametrize(
    ("operation", "fault", "code", "ends"),
    [
        ("open_new", errno.EROFS, "storage-read-only", 43),
        ("open_new", errno.EACCES, "storage-read-only", 43),
        ("write", errno.EDQUOT, "storage-full", 41),
        ("write", errno.EIO, "storage-failed", 40),
        ("sync_file", errno.ENOSPC, "storage-full", 41),
        ("rename", errno.EIO, "storage-failed", 40),
        ("rename_folder", errno.ENOSPC, "storage-full", 41),
        ("rename_folder", errno.EROFS, "storage-read-only", 43),
    ],
    ids=[
        "made: read-only",
        "made: forbidden",
        "written: quota",
        "written: broken",
        "flushed: full",
        "renamed: broken",
        "reserved: full",
        "reserved: read-only",
    ],
)
def test_an_error_in_the_middle_is_told_as_what_it_is(
    operation: str, fault: int, code: str, ends: int, known: Any, disk: FaultyDisk, coded: Coded
) -> None:
    pattern = known.notes()
    disk.fail(Fault(operation, "*take*", fault, times=10_000))

    said = known.says(f"other.take={pattern}")
    disk.faults.clear()

    coded(said, code, ends)
    nothing_new(known)


def test_after_a_full_disk_the_same_command_publishes(known: Any, disk: FaultyDisk) -> None:
    pattern = known.notes()
    disk.room = 300
    assert known.says(f"other.take={pattern}").code == 41
    disk.room = None

    (version,) = known.says(f"other.take={pattern}").result["versions"]

    assert version["files"] == 3
    known.judge()


def test_a_clean_up_that_the_disk_refuses_is_done_by_resume(known: Any, disk: FaultyDisk) -> None:
    pattern = known.notes()
    disk.fail(Fault("write", "*take*1002*", errno.ENOSPC, times=10_000), Fault("unlink", "*", errno.EIO, times=10_000))

    assert known.says(f"other.take={pattern}").code == 41
    disk.faults.clear()
    known.resumed()

    assert known.statuses() == {"other.first@v001": "SEALED"}
    assert known.says(f"other.take={pattern}").result["versions"][0]["number"] == 2
    assert not any(known.resumed().values())
    assert known.checker.judge(known.rows(), is_resumed=False) == []


@pytest.mark.long
@pytest.mark.parametrize("change", ["grows", "shrinks", "is touched", "is replaced", "vanishes"])
def test_a_source_that_changes_while_it_is_copied_undoes_everything(change: str, known: Any, disk: FaultyDisk) -> None:
    pattern = known.notes(text="word " * 100)
    victim = known.desk / "take.1003.txt"

    def meddle(operation: str, path: Path) -> None:
        if operation == "open_new" and "1001" in path.name and path.suffix == ".part":
            _change(victim, change)

    disk.before = meddle
    said = known.says(f"other.take={pattern}")
    disk.before = lambda operation, path: None

    assert said.error["code"] in {"source-changed", "source-missing"}
    assert "take.1003.txt" in said.error["message"]
    nothing_new(known)


def _change(victim: Path, change: str) -> None:
    if not victim.exists():
        return
    data = victim.read_bytes()
    match change:
        case "grows":
            victim.write_bytes(data + b"more")
        case "shrinks":
            victim.write_bytes(data[:-9])
        case "is touched":
            os.utime(victim, ns=(1, 1))
        case "is replaced":
            victim.with_name("other").write_bytes(data)
            victim.with_name("other").replace(victim)
        case "vanishes":
            victim.unlink()


def command(show: Any, *words: str | Path, limit: int) -> subprocess.CompletedProcess[str]:
    """`studio` as a process of its own that may write no file larger than *limit*."""

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run(
        [sys.executable, "-m", "studio_tools.cli", *map(str, words), "--json"],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(HOUSE), **show.away().environ},
        preexec_fn=limited,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_a_process_at_its_limit_of_file_size_publishes_nothing(known: Any) -> None:
    path = known.note("big.txt", "x" * 400_000)

    ended = command(known, "publish", f"other.big={path}", "--to", SHOT, limit=200_000)

    error = json.loads(ended.stdout)["error"]
    assert (ended.returncode, error["code"]) == (40, "storage-failed")
    assert "larger than a file may be" in error["message"]
    assert "ulimit -f" in error["hint"]
    assert "space, then" not in error["hint"], "there is space enough"
    assert "Traceback" not in ended.stderr
    nothing_new(known)


def test_a_storage_that_is_not_there_is_not_made(known: Any, coded: Coded) -> None:
    path = known.note("b.txt")
    known.storage.rename(known.home / "unmounted")

    error = coded(known.says(path), "storage-failed", 40)

    assert "not there" in error["message"]
    assert not known.storage.exists()


@pytest.mark.parametrize("words", [("versions",), ("verify",), ("resume",)], ids=" ".join)
def test_a_storage_that_is_not_there_does_not_look_broken_to_who_reads(words: tuple[str, ...], known: Any) -> None:
    known.storage.rename(known.home / "unmounted")

    said = known.shell.json(*words)

    assert said.code in {0, 40}
    assert not known.storage.exists()


def test_a_storage_that_is_a_file_is_told(known: Any) -> None:
    known.storage.rename(known.home / "gone")
    known.storage.write_text("no folder")

    said = known.says(known.note("b.txt"))

    assert said.error["code"].startswith("storage-")
    assert said.error["hint"]
    assert known.storage.read_text() == "no folder"
