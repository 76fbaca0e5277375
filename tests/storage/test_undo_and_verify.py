"""Undoing what was not committed, and checking what was."""

from __future__ import annotations

import errno
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import ClaimLost, PublishError, StorageError, Tampered
from studio_tools.model import ProductKey, User, Version
from studio_tools.storage import Manifest, ManifestFile, RecordState, digests
from studio_tools.testing.faulty_disk import Crashed, Fault, FaultyDisk

DEAD = 1 << 23


# -- undo


def test_an_abandoned_run_leaves_a_tombstone_and_nothing_else(place: Any, storage: Any, key: ProductKey) -> None:
    claim, number = place.reserve()
    (storage.root.local(claim.record.products[0].folder) / "a.exr.part").write_text("half")

    record = storage.undo.abandon(claim, "cancelled")

    assert record.state is RecordState.ABANDONED
    assert record.reason == "cancelled"
    assert place.folders() == []
    assert storage.ledger.run(key, number) == claim.run
    assert place.left("staging") == []
    assert place.left("beats") == []


def test_a_number_that_never_got_into_the_record_is_given_back_too(place: Any, storage: Any, key: ProductKey) -> None:
    claim = place.open()
    storage.numbers.reserve(key, run=claim.run, bench=claim.bench)

    storage.undo.abandon(claim, "died")

    assert place.folders() == []
    assert storage.numbers.highest(key) == 1


def test_read_only_folders_are_removed_too(place: Any, storage: Any) -> None:
    claim, _ = place.reserve()
    folder = storage.root.local(claim.record.products[0].folder)
    (folder / "a.exr").write_text("x")
    (folder / "a.exr").chmod(0o444)
    folder.chmod(0o555)

    storage.undo.abandon(claim, "cancelled")

    assert place.folders() == []


@pytest.mark.parametrize("state", [RecordState.COMMITTED, RecordState.SEALED])
def test_a_committed_run_is_never_undone(place: Any, storage: Any, state: RecordState) -> None:
    claim, _ = place.reserve()
    claim.advance(lambda record: replace(record, state=state))

    with pytest.raises(PublishError, match="is published"):
        storage.undo.abandon(claim, "too late")

    assert place.folders() == ["v001"]


def test_who_lost_the_claim_removes_nothing(place: Any) -> None:
    """The taker may be committing in this moment what the sleeper wants to undo."""
    old, _ = place.reserve(place.storage(pid=DEAD))
    new = place.storage().claims("demo").take_over(old.run)
    new.advance(lambda record: replace(record, state=RecordState.COMMITTED))

    with pytest.raises(ClaimLost):
        place.storage().undo.abandon(old, "my disk was full")

    assert place.folders() == ["v001"]


def test_the_decision_stands_before_anything_is_removed(place: Any) -> None:
    claim, _ = place.reserve()
    seen: list[RecordState] = []

    def look(operation: str, path: Path) -> None:
        if operation == "rename_folder" and "gone-" in path.name:
            seen.append(place.storage().runs("demo").load(claim.run).state)

    place.storage(disk=FaultyDisk(before=look)).undo.abandon(claim, "cancelled")

    assert seen == [RecordState.ABANDONED]


@pytest.mark.parametrize("change", range(0, 30, 2))
def test_an_undo_that_dies_is_finished_by_the_next(place: Any, key: ProductKey, change: int) -> None:
    disk = FaultyDisk()
    claim, _ = place.reserve(place.storage(disk=disk, pid=DEAD))
    disk.crash_at = len(disk.changes) + change
    try:
        place.storage(disk=disk).undo.abandon(claim, "cancelled")
    except Crashed:
        taken = place.storage().claims("demo").take_over(claim.run)
        if taken is not None:
            place.storage().undo.abandon(taken, "its process died")
        place.storage().runs("demo").settle(claim.run)

    assert place.folders() == []
    assert place.storage().numbers.highest(key) == 1
    assert place.left("beats") == []


def test_an_undo_that_the_storage_refuses_says_so(place: Any) -> None:
    disk = FaultyDisk(faults=[Fault("rename_folder", "*gone-*", errno.EACCES, times=9)])
    claim, _ = place.reserve(place.storage(disk=disk))

    with pytest.raises(StorageError):
        place.storage(disk=disk).undo.abandon(claim, "cancelled")

    assert place.storage().runs("demo").load(claim.run).state is RecordState.ABANDONED
    assert place.left("beats") == [claim.run], "the next resume finds it"


def test_a_rival_that_stands_in_our_folder_for_a_moment_is_spared(place: Any, storage: Any, key: ProductKey) -> None:
    ours, number = place.reserve()
    folder = storage.root.local(ours.record.products[0].folder)
    storage.disk.remove_tree(folder)
    rival = place.open()
    rival_folder = rival.bench / "prepared"
    rival_folder.mkdir()
    (rival_folder / "publish.json").write_text(f'{{"run": "{rival.run}"}}')
    rival_folder.rename(folder)

    storage.undo.abandon(ours, "cancelled")

    assert folder.is_dir()
    assert number == 1


# -- verify


@pytest.fixture
def whole(place: Any, storage: Any, key: ProductKey) -> tuple[Version, Manifest, Path]:
    """A committed version with three files, and its manifest."""
    place.committed()
    version = storage.catalog.latest(key)
    folder = storage.folder(version)
    files = []
    for frame in (1001, 1002, 1003):
        path = folder / f"a.{frame}.exr"
        path.write_bytes(b"pixels %d" % frame)
        digest = storage.digests([path], "blake2b")[path]
        files.append(
            ManifestFile(name=path.name, size=11, digest=digest, algorithm="blake2b", representation="exr", frame=frame)
        )
    manifest = Manifest(
        key=key,
        number=version.number,
        run=version.run,
        algorithm="blake2b",
        digest=digests.of_version([file.digest for file in files], "blake2b"),
        files=tuple(files),
        representations=(),
        comment="",
        author=User(login="artist"),
        created=datetime(2026, 1, 15, tzinfo=UTC),
        origin="cli",
        facts={},
    )
    return version, manifest, folder


def problems(storage: Any, whole: Any, **asked: Any) -> list[tuple[str, str]]:
    version, manifest, _ = whole
    found = storage.verifier.check(version, manifest, **asked)
    return [(problem.path.rsplit("/", 1)[-1], problem.problem.value) for problem in found]


def test_what_is_whole_has_no_problems(storage: Any, whole: Any) -> None:
    assert problems(storage, whole) == []


def test_every_wrong_file_is_named_with_what_is_wrong(storage: Any, whole: Any) -> None:
    _, _, folder = whole
    (folder / "a.1001.exr").unlink()
    (folder / "a.1002.exr").write_bytes(b"pixels 9999"[:4])
    (folder / "a.1003.exr").write_bytes(b"PIXELS 1003")
    (folder / "thumbs.db").write_bytes(b"")

    assert problems(storage, whole) == [
        ("a.1001.exr", "missing"),
        ("a.1002.exr", "truncated"),
        ("a.1003.exr", "changed"),
        ("thumbs.db", "surplus"),
    ]


@pytest.mark.parametrize("kind", ["longer", "a folder", "a link"])
def test_what_is_no_longer_that_file_is_changed(storage: Any, whole: Any, tmp_path: Path, kind: str) -> None:
    path = whole[2] / "a.1002.exr"
    content = path.read_bytes()
    path.unlink()
    if kind == "longer":
        path.write_bytes(content + b"more")
    elif kind == "a folder":
        path.mkdir()
    else:
        (tmp_path / "same").write_bytes(content)
        path.symlink_to(tmp_path / "same")

    assert problems(storage, whole) == [("a.1002.exr", "changed")]


def test_a_file_that_cannot_be_read_is_told(place: Any, whole: Any) -> None:
    storage = place.storage(disk=FaultyDisk(faults=[Fault("readinto", "*/a.1002.exr", errno.EIO, times=9)]))

    assert problems(storage, whole) == [("a.1002.exr", "unreadable")]


def test_a_quick_look_compares_sizes_alone(storage: Any, whole: Any) -> None:
    (whole[2] / "a.1003.exr").write_bytes(b"PIXELS 1003")

    assert problems(storage, whole, deep=False) == []


def test_there_is_one_answer_a_file_for_progress(storage: Any, whole: Any) -> None:
    version, manifest, folder = whole
    (folder / "a.1002.exr").unlink()

    answers = list(storage.verifier.examine(version, manifest))

    assert [answer is None for answer in answers] == [True, False, True]
    assert answers[1].as_json() == {
        "address": version.address,
        "path": f"{version.folder}/a.1002.exr",
        "problem": "missing",
    }


def test_a_manifest_that_cannot_be_read_is_a_problem_itself(storage: Any, whole: Any) -> None:
    version, _, folder = whole
    (folder / "publish.json").write_text("{")
    assert storage.verifier.unreadable_manifest(version, Tampered("damaged")).problem.value == "changed"

    (folder / "publish.json").unlink()
    assert storage.verifier.unreadable_manifest(version, Tampered("damaged")).problem.value == "missing"
