"""Verifying what the storage does not let us read: it is told as unreadable, and everything else is still looked at."""

from __future__ import annotations

import errno
from typing import Any

import pytest

from studio_tools.jobs import run
from studio_tools.testing.faulty_disk import Fault, FaultyDisk
from studio_tools.versions import verify

REFUSED = {"error": errno.EACCES, "times": 99}


def problems(stage: Any, *faults: Fault) -> list[tuple[str, str]]:
    found = run(verify(stage.process(disk=FaultyDisk().fail(*faults)))).problems
    return [(problem.path.rpartition("/")[2], problem.problem.value) for problem in found]


@pytest.fixture
def published(stage: Any) -> Any:
    stage.publish(None, "plate.main")
    stage.publish(None, "render.main")
    return stage


def test_a_folder_that_cannot_be_listed_is_unreadable(published: Any) -> None:
    assert problems(published, Fault("scandir", "*/plate/*v001", **REFUSED)) == [("v001", "unreadable")]


def test_a_manifest_that_cannot_be_looked_at_is_unreadable(published: Any) -> None:
    faults = [Fault(name, "*/plate/*v001/publish.json", **REFUSED) for name in ("read", "stat")]

    assert problems(published, *faults) == [("publish.json", "unreadable")]


def test_a_manifest_that_cannot_be_read_is_not_called_changed(published: Any) -> None:
    fault = Fault("read", "*/plate/*v001/publish.json", errno.EIO, times=99)

    assert problems(published, fault) == [("publish.json", "unreadable")]


@pytest.mark.parametrize("content", ["not json", "{}"], ids=["no-json", "no-manifest"])
def test_a_manifest_with_other_content_is_changed(published: Any, content: str) -> None:
    folder = next(path for path in published.checker.version_folders() if "plate" in path.parts)
    folder.chmod(0o755)
    manifest = folder / "publish.json"
    manifest.chmod(0o644)
    manifest.write_text(content)

    assert problems(published) == [("publish.json", "changed")]


def test_a_manifest_that_is_gone_is_missing(published: Any) -> None:
    folder = next(path for path in published.checker.version_folders() if "plate" in path.parts)
    folder.chmod(0o755)
    (folder / "publish.json").unlink()

    assert problems(published) == [("publish.json", "missing")]
