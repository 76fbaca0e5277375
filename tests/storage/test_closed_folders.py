"""Folders that are closed to an artist, as a disk's `lost+found` is: they are no business of ours and stop nothing."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import StorageError
from studio_tools.testing.faulty_disk import Fault, FaultyDisk

ANNE, ROOT = 54_321, 0
SHOT = "demo/sequences/sq010/sh0010/publish/render/main"
only_root = pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != ROOT, reason="only root can become others")


def closed(name: str = "lost+found") -> FaultyDisk:
    """A disk on which all folders of that name are another's, and may not be entered."""
    return FaultyDisk(
        faults=[
            Fault("stat", f"*/{name}/*", errno.EACCES, times=99),
            Fault("scandir", f"*/{name}", errno.EACCES, times=99),
        ]
    )


@contextmanager
def anne() -> Iterator[None]:
    """This process as a user without any rights of root's."""
    os.setegid(ANNE)
    os.seteuid(ANNE)
    try:
        yield
    finally:
        os.seteuid(ROOT)
        os.setegid(ROOT)


@pytest.fixture
def ours(place: Any) -> Iterator[Any]:
    """A place with one version, in a folder into which every user of this machine may look."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        made = type(place)(Path(folder))
        (made.home / "storage").mkdir()
        made.storage().found()
        made.sealed()
        yield made


@pytest.mark.parametrize("is_marked", [True, False], ids=["marked", "of-before-there-were-marks"])
def test_a_closed_folder_is_no_project(place: Any, is_marked: bool) -> None:
    place.sealed()
    (place.home / "storage" / "lost+found").mkdir()
    if not is_marked:
        shutil.rmtree(place.home / "storage" / ".studio")
    storage = place.storage(disk=closed())

    assert storage.catalog.projects() == ["demo"]
    assert len(list(storage.catalog.walk())) == 1
    storage.require()


@pytest.mark.parametrize("where", ["demo", "demo/sequences", SHOT])
def test_a_closed_folder_in_a_project_holds_no_strays_and_hides_none_beside_it(place: Any, where: str) -> None:
    place.sealed()
    (place.home / "storage" / where / "lost+found").mkdir()
    (place.home / "storage" / SHOT / "v007").mkdir()

    found = list(place.storage(disk=closed()).catalog.strays("demo"))

    assert [number for _, number, _ in found] == [7]


def test_a_folder_that_may_be_listed_and_not_entered_stops_nothing(place: Any) -> None:
    place.sealed()
    (place.home / "storage" / SHOT / "v007").mkdir()

    assert list(place.storage(disk=closed("main")).catalog.strays("demo")) == []


@pytest.mark.parametrize(
    ("operation", "path"), [("stat", "*/demo/.studio"), ("scandir", "*/storage")], ids=["stat", "scandir"]
)
def test_a_disk_that_fails_is_not_taken_for_a_closed_folder(place: Any, operation: str, path: str) -> None:
    place.sealed()
    disk = FaultyDisk(faults=[Fault(operation, path, errno.EIO, times=99)])

    with pytest.raises(StorageError):
        place.storage(disk=disk).catalog.projects()


@only_root
@pytest.mark.parametrize("where", [".", "demo", "demo/sequences"])
def test_an_artist_meets_a_folder_of_the_systems(ours: Any, where: str) -> None:
    (ours.home / "storage" / where / "lost+found").mkdir(mode=0o700)

    with anne():
        catalog = ours.storage().catalog
        assert catalog.projects() == ["demo"]
        assert len(list(catalog.walk())) == 1
        assert list(catalog.strays("demo")) == []
        assert list(catalog.damaged("demo")) == []
        ours.storage().require()
