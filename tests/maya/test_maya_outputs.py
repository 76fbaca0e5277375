"""What the scene could publish, its exports, and previews."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import HostError, NotCapable
from studio_tools.host import How, Output, Timeline
from studio_tools.scenes import read
from studio_tools.testing.mayasim import Session

FRAMES = Timeline(1001, 1003, Fraction(24))


def marked(name: str, kind: str, *members: str, variant: str = "main") -> None:
    """A set that an artist marked."""
    from maya import cmds

    from dcc.maya.host import outputs

    cmds.sets(*members, name=name) if members else cmds.sets(name=name, empty=True)
    outputs.mark(name, kind, variant)


@pytest.fixture
def dragon(host: Any) -> None:
    from maya import cmds

    cmds.polyCube(name="body")
    cmds.polyCube(name="rig_part")
    cmds.select(clear=True)


def test_the_scene_is_an_output(host: Any, tmp_path: Path) -> None:
    (one,) = host.outputs()
    assert (one.id, one.kind, one.label) == ("scene", "scene", "Scene")
    host.save(tmp_path / "sh0010.ma")
    assert host.outputs()[0].label == "sh0010.ma"


def test_a_marked_set_is_an_output(host: Any, dragon: None) -> None:
    marked("modelMain", "model", "body")
    marked("rigLight", "rig", "rig_part", variant="light")
    _, model, rig = host.outputs()
    assert model == Output(id="modelMain", label="modelMain", kind="model", members=("body",))
    assert (rig.kind, rig.variant) == ("rig", "light")


def test_marking_again_changes_the_mark(host: Any, dragon: None) -> None:
    from dcc.maya.host import outputs

    marked("modelMain", "model", "body")
    outputs.mark("modelMain", "rig", "heavy")
    assert [(one.kind, one.variant) for one in host.outputs()] == [("scene", "main"), ("rig", "heavy")]


def test_marks_survive_saving(host: Any, dragon: None, tmp_path: Path) -> None:
    marked("modelMain", "model", "body", variant="high")
    path = host.save(tmp_path / "dragon.ma")
    before = host.outputs()
    host.new()
    host.open(path)
    assert host.outputs() == before


def test_a_set_that_a_reference_brings_is_not_this_scenes_output(host: Any, dragon: None, tmp_path: Path) -> None:
    marked("modelMain", "model", "body")
    path = host.save(tmp_path / "dragon.ma")
    host.new()
    host.load(path, How.REFERENCE, name="dragon", stamp=None)
    assert [one.kind for one in host.outputs()] == ["scene"]


def test_a_plain_set_is_no_output(host: Any, dragon: None) -> None:
    from maya import cmds

    cmds.sets("body", name="mine")
    assert [one.id for one in host.outputs()] == ["scene"]


def test_a_set_is_exported_without_the_rest(host: Any, dragon: None, tmp_path: Path) -> None:
    from maya import cmds

    marked("modelMain", "model", "body")
    (made,) = host.export(host.outputs()[1], tmp_path / "model.ma")
    assert made == tmp_path / "model.ma"
    host.new(force=True)
    host.open(made)
    assert cmds.objExists("body")
    assert not cmds.objExists("rig_part")


def test_an_export_leaves_selection_name_and_changes(host: Any, dragon: None, tmp_path: Path) -> None:
    from maya import cmds

    marked("modelMain", "model", "body")
    path = host.save(tmp_path / "work.ma")
    cmds.select("rig_part")
    host.export(host.outputs()[1], tmp_path / "model.ma")
    assert list(host.selection()) == ["|rig_part"]
    assert host.file() == path
    assert not host.modified()


def test_the_whole_scene_is_exported_with_its_references(host: Any, dragon: None, tmp_path: Path) -> None:
    path = host.save(tmp_path / "dragon.ma")
    host.new()
    host.load(path, How.REFERENCE, name="dragon", stamp=None)
    host.export(host.outputs()[0], tmp_path / "shot.ma")
    assert [one.path for one in read(tmp_path / "shot.ma").references] == [path.as_posix()]
    assert host.file() is None


def test_an_empty_set_is_refused(host: Any, tmp_path: Path) -> None:
    marked("modelMain", "model")
    with pytest.raises(HostError, match="modelMain is empty"):
        host.export(host.outputs()[1], tmp_path / "model.ma")
    assert not (tmp_path / "model.ma").exists()


def test_an_output_that_was_deleted_meanwhile_is_refused(host: Any, dragon: None, tmp_path: Path) -> None:
    from maya import cmds

    marked("modelMain", "model", "body")
    output = host.outputs()[1]
    cmds.delete("modelMain")
    with pytest.raises(HostError, match="not in the scene any more"):
        host.export(output, tmp_path / "model.ma")


def test_a_full_disk_is_told_and_the_selection_left(host: Any, dragon: None, maya: Session, tmp_path: Path) -> None:
    from maya import cmds

    marked("modelMain", "model", "body")
    cmds.select("rig_part")
    maya.faults.room = 10
    with pytest.raises(HostError, match="cannot be exported"):
        host.export(host.outputs()[1], tmp_path / "model.ma")
    assert list(host.selection()) == ["|rig_part"]


def test_what_is_published_is_not_exported_over(host: Any, dragon: None, tmp_path: Path) -> None:
    path = tmp_path / "published.ma"
    path.write_text("//Maya ASCII 2025 scene\n")
    path.chmod(0o444)
    with pytest.raises(HostError, match="read-only"):
        host.export(host.outputs()[0], path)


# -- previews


@pytest.mark.parametrize("name", ["shot.%04d.png", "shot v1.%06d.exr"])
def test_a_preview_is_named_as_asked(name: str, host: Any, tmp_path: Path) -> None:
    made = host.preview(tmp_path / name, FRAMES, width=64, height=36)
    assert [path.name for path in made] == [name % number for number in (1001, 1002, 1003)]
    assert all(path.is_file() for path in made)


def test_a_preview_has_the_size_asked_for(host: Any, tmp_path: Path) -> None:
    (first, *_) = host.preview(tmp_path / "shot.%04d.png", FRAMES, width=64, height=36)
    header = first.read_bytes()[16:24]
    assert (int.from_bytes(header[:4]), int.from_bytes(header[4:])) == (64, 36)


@pytest.mark.parametrize("name", ["shot.mov", "shot.png", "shot_%04d.png", "shot.%04d.tga"])
def test_other_names_are_refused(name: str, host: Any, tmp_path: Path) -> None:
    with pytest.raises(NotCapable, match="no name for a preview") as refused:
        host.preview(tmp_path / name, FRAMES, width=64, height=36)
    assert "shot.%04d.png" in refused.value.hint


def test_a_preview_on_a_full_disk_is_told(host: Any, maya: Session, tmp_path: Path) -> None:
    maya.faults.room = 10
    with pytest.raises(HostError, match="the preview cannot be made"):
        host.preview(tmp_path / "shot.%04d.png", FRAMES, width=64, height=36)


def test_a_frame_that_maya_left_out_is_noticed(tmp_path: Path, host: Any) -> None:
    from dcc.maya.host import pictures

    (tmp_path / "a.1.png").write_bytes(b"png")
    with pytest.raises(HostError, match=r"left out 1 frames of the preview, a\.2\.png first"):
        pictures.all_there(tmp_path / "a.%d.png", Timeline(1, 2, Fraction(24)), "Maya")
