"""A manifest that the disk does not give us now was not tampered with: it is another time's business."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import StorageError, Tampered
from studio_tools.model import ProductKey
from studio_tools.storage.door import SafeDisk
from studio_tools.storage.layout import MANIFEST
from studio_tools.storage.manifest import read_manifest
from studio_tools.testing.faulty_disk import Fault, FaultyDisk

ADDRESS = "demo/sq010/sh0010:render.main@v001"


def read(folder: Path, number: int) -> StorageError:
    disk = SafeDisk(FaultyDisk(faults=[Fault("read", f"*/{MANIFEST}", number, times=99)]))
    with pytest.raises(StorageError) as raised:
        read_manifest(disk, folder, address=ADDRESS)
    return raised.value


@pytest.mark.parametrize("number", [errno.EIO, errno.ESTALE, errno.ETIMEDOUT, errno.EACCES], ids=errno.errorcode.get)
def test_a_disk_that_cannot_be_read_is_not_a_damaged_manifest(tmp_path: Path, number: int) -> None:
    (tmp_path / MANIFEST).write_text("{")

    error = read(tmp_path, number)

    assert type(error) is StorageError
    assert not isinstance(error, Tampered)
    assert ADDRESS in error.message
    assert error.details["path"] == str(tmp_path / MANIFEST)
    assert error.details["errno"] == errno.errorcode[number]
    assert isinstance(error.__cause__, StorageError)


def test_a_failing_disk_is_to_be_tried_again(tmp_path: Path) -> None:
    assert "Try again" in read(tmp_path, errno.EIO).hint


def test_who_may_not_read_is_told_to_ask_for_it(tmp_path: Path) -> None:
    hint = read(tmp_path, errno.EACCES).hint

    assert "permission to read" in hint
    assert str(tmp_path) in hint


@pytest.mark.parametrize("text", ["{", "[]", "", "null"], ids=repr)
def test_what_can_be_read_and_is_no_manifest_is_damaged(tmp_path: Path, text: str) -> None:
    (tmp_path / MANIFEST).write_text(text)

    with pytest.raises(Tampered):
        read_manifest(SafeDisk(), tmp_path, address=ADDRESS)


def test_an_unreadable_manifest_is_verified_as_unreadable_and_not_as_changed(
    place: Any, storage: Any, key: ProductKey
) -> None:
    place.committed().close()
    version = storage.catalog.latest(key)

    problem = storage.verifier.unreadable_manifest(version, read(storage.folder(version), errno.EIO))

    assert problem.problem.value == "unreadable"
