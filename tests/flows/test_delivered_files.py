"""How published files are named, and which of them share their bytes with the version before."""

from __future__ import annotations

import errno
from dataclasses import replace
from typing import Any

import pytest

from studio_tools.errors import PublishError, StorageError
from studio_tools.events import TransferFinished
from studio_tools.frames import FramePattern
from studio_tools.jobs import run
from studio_tools.publish.integrate import deliver, targets
from studio_tools.publish.items import Artifact
from studio_tools.testing.faulty_disk import Fault, FaultyDisk

# -- names


def artifact(stage: Any, *names: str, pattern: str = "", **changed: Any) -> Artifact:
    files = []
    for name in names:
        frame, view = changed.pop("frame", None), changed.pop("view", "")
        files.append(replace(stage.source(name, name), frame=frame, view=view))
    found = FramePattern.parse(pattern) if pattern else None
    return Artifact(item="render.main", representation="exr", extension="exr", files=tuple(files), pattern=found)


def names_of(stage: Any, *artifacts: Artifact) -> list[str]:
    return [path.name for path in targets(stage.process(), stage.key("render.main"), 3, artifacts)]


@pytest.mark.parametrize(
    ("frame", "pattern", "tail"),
    [
        (7, "", "v003.0007.exr"),
        (1001, "a.%04d.exr", "v003.1001.exr"),
        (1001, "a.%06d.exr", "v003.001001.exr"),
        (1001, "a.%d.exr", "v003.1001.exr"),
        (123456, "a.%04d.exr", "v003.123456.exr"),
        (-5, "a.%04d.exr", "v003.-005.exr"),
        (None, "", "v003.exr"),
    ],
)
def test_frames_keep_their_number_last(stage: Any, frame: int | None, pattern: str, tail: str) -> None:
    made = artifact(stage, "a.exr", pattern=pattern)
    made = replace(made, files=tuple(replace(file, frame=frame) for file in made.files))

    assert names_of(stage, made) == [f"{stage.shot}_render_main_{tail}"]


def test_views_are_kept_apart(stage: Any) -> None:
    left, right = stage.source("l.exr", "l"), stage.source("r.exr", "r")
    files = (replace(left, frame=1, view="left"), replace(right, frame=1, view="right"))
    made = Artifact(item="r", representation="exr", extension="exr", files=files)

    assert names_of(stage, made) == [
        f"{stage.shot}_render_main_left_v003.0001.exr",
        f"{stage.shot}_render_main_right_v003.0001.exr",
    ]
    session = stage.process()
    delivery = run(deliver(session, stage.reserve(session), {stage.key("render.main"): (made,)}))
    assert delivery.versions[0].representations[0].path.name == f"{stage.shot}_render_main_%V_v001.%04d.exr"


def test_two_files_of_one_name_are_refused_before_anything_is_made(stage: Any) -> None:
    made = artifact(stage, "a.exr", "b.exr")

    with pytest.raises(PublishError, match="would be called"):
        names_of(stage, made)


def test_targets_touch_nothing(stage: Any) -> None:
    before = sorted(stage.home.rglob("*"))
    made = stage.artifacts("render.main")[stage.key("render.main")]
    after_sources = sorted(stage.home.rglob("*"))

    found = targets(stage.process(), stage.key("render.main"), 1, made)

    assert len(found) == 3
    assert sorted(stage.home.rglob("*")) == after_sources
    assert len(after_sources) > len(before)


def test_what_was_planned_is_what_is_made(stage: Any) -> None:
    made = stage.artifacts("render.main")[stage.key("render.main")]
    planned = {path.name for path in targets(stage.process(), stage.key("render.main"), 1, made)}

    folder = stage.process().storage.folder(stage.publish(None, "render.main").versions[0])

    assert {path.name for path in folder.iterdir()} == planned | {"publish.json"}


# -- sharing


def test_frames_that_did_not_change_are_shared_with_the_version_before(stage: Any) -> None:
    first = stage.publish(None, "render.main").versions[0]

    second = stage.publish(None, "render.main").versions[0]

    assert [event.shared for event in stage.of(TransferFinished)] == [0, 3]
    storage = stage.process().storage
    inodes = [{path.stat().st_ino for path in storage.folder(version).glob("*.exr")} for version in (first, second)]
    assert inodes[0] == inodes[1]
    assert first.digest == second.digest
    stage.judge()


def test_sharing_may_be_switched_off(stage: Any) -> None:
    stage.publish(None, "render.main")
    stage.publish(stage.process(share_identical=False), "render.main")

    assert [event.shared for event in stage.of(TransferFinished)] == [0, 0]


def test_an_abandoned_publish_leaves_what_it_shared_alone(stage: Any) -> None:
    stage.publish(None, "render.main")
    disk = FaultyDisk(faults=[Fault("rename", "*/v002/publish.json", errno.EIO)])

    with pytest.raises(StorageError):
        stage.publish(stage.process(disk=disk), "render.main")

    stage.judge()
    assert len(stage.checker.version_folders()) == 1
