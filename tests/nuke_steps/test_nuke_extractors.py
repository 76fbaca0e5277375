"""What is made for a publish: written into the stage, looked at again, and only what is missing is rendered."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import HostError, PublishError
from studio_tools.scenes import read
from studio_tools.testing.nukesim import Session as Nuke


def test_a_script_is_copied_and_the_open_one_left(desk: Any) -> None:
    desk.ready()
    desk.host.set_note("studio", "changed")
    (artifact,) = desk.make("nuke.script-file")
    assert (artifact.representation, artifact.files[0].path.parent) == ("nk", desk.folder / "stage")
    assert desk.host.file() == desk.folder / "work" / "comp_v001.nk"
    assert desk.host.modified()
    assert [each.node for each in read(artifact.files[0].path).outputs] == ["render_main.Write1"]


def test_only_missing_frames_are_rendered(desk: Any, nuke: Nuke) -> None:
    desk.ready(last=1005)
    (artifact,) = desk.make("nuke.frames-file", "render")
    assert artifact.frames.text() == "1001-1005"
    artifact.files[1].path.unlink()
    artifact.files[4].path.write_bytes(b"")
    nuke.rendered.clear()
    (again,) = desk.make("nuke.frames-file", "render")
    assert [path[-8:-4] for path in nuke.rendered] == ["1002", "1005"]
    assert again.frames == artifact.frames


def test_many_frames_are_rendered_in_portions(desk: Any, nuke: Nuke) -> None:
    desk.ready(last=1025)
    told = desk.run("nuke.frames-file", desk.item("render"))
    assert told[:-1] == [None, None, None]
    assert len(nuke.rendered) == 25


def test_frames_of_all_views_are_one_representation(desk: Any, nuke: Nuke) -> None:
    import nuke as program

    program.addView("right")
    desk.ready()
    (artifact,) = desk.make("nuke.frames-file", "render")
    assert {(file.frame, file.view) for file in artifact.files} == {
        (frame, view) for frame in (1001, 1002, 1003) for view in ("main", "right")
    }
    missing = next(file for file in artifact.files if file.view == "right")
    missing.path.unlink()
    nuke.rendered.clear()
    desk.make("nuke.frames-file", "render")
    assert nuke.rendered == [missing.path.as_posix()]


def test_rendering_leaves_the_script_as_it_was(desk: Any, nuke: Nuke) -> None:
    desk.ready()
    steps = len(nuke.journal.past)
    desk.make("nuke.frames-file", "render")
    assert not desk.host.modified()
    assert len(nuke.journal.past) == steps


def test_a_frame_that_fails_stops_the_publish(desk: Any, nuke: Nuke) -> None:
    desk.ready()
    nuke.faults.failing_frames.append(1002)
    with pytest.raises(HostError, match="cannot be rendered"):
        desk.make("nuke.frames-file", "render")


def test_frames_that_nuke_leaves_out_stop_the_publish(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.ready()
    monkeypatch.setattr("dcc.nuke.scene.rendering.execute", lambda *given: None)
    with pytest.raises(PublishError, match="left out frames of render_main: 1001-1003"):
        desk.make("nuke.frames-file", "render")


def test_a_broken_frame_stops_the_publish(desk: Any, nuke: Nuke) -> None:
    from studio_tools.testing.nukesim import rendering

    desk.ready()
    before = rendering.PICTURES["exr"]
    rendering.PICTURES["exr"] = lambda *given: b"no picture"
    try:
        with pytest.raises(PublishError, match="is broken"):
            desk.make("nuke.frames-file", "render")
    finally:
        rendering.PICTURES["exr"] = before


def test_a_camera_is_a_script_that_can_be_imported(desk: Any) -> None:
    import nuke

    from studio_tools.host import How

    nuke.nodes.Camera3(name="shotcam")["focal"].setValue(35.0)
    desk.save()
    (artifact,) = desk.make("nuke.nodes-file", "camera")
    desk.host.new(force=True)
    one = desk.host.load(artifact.files[0].path, How.IMPORT, name="cam", stamp=None)
    camera = nuke.toNode(f"{one.id}.shotcam")
    assert camera is not None
    assert camera["focal"].value() == 35.0


def test_a_group_becomes_a_gizmo(desk: Any, nuke: Nuke) -> None:
    import nuke as program

    from dcc.nuke.host.outputs import mark

    group = program.nodes.Group(name="Glow")
    with group:
        source = program.nodes.Input()
        program.nodes.Output(inputs=[program.nodes.Blur(inputs=[source], size=7)])
    mark("Glow", "other", "glow")
    script, gizmo = desk.make("nuke.gizmo-file", "other")
    assert (script.representation, gizmo.representation) == ("nk", "gizmo")
    folder = desk.folder / "studio"
    folder.mkdir()
    (folder / "Glow.gizmo").write_bytes(gizmo.files[0].path.read_bytes())
    nuke.gizmos.append(folder)
    made = program.createNode("Glow")
    assert isinstance(made, program.Gizmo)
    assert [each["size"].value() for each in made.nodes() if each.Class() == "Blur"] == [7]


def test_an_item_without_a_write_says_so(desk: Any) -> None:
    import nuke

    from dcc.nuke.host.outputs import mark

    nuke.nodes.Group(name="Empty")
    mark("Empty", "render")
    with pytest.raises(HostError, match="Empty holds no Write"):
        desk.item("render")


def test_a_review_tells_what_its_movie_has_to_know(desk: Any) -> None:
    import json

    desk.ready("review", first=1001, last=1002)
    (artifact,) = desk.make("nuke.review-note", "review")
    note = json.loads(artifact.files[0].path.read_text())
    assert note == {
        "product": "review.main",
        "entity": "sq010/sh0010",
        "version": 7,
        "fps": "24",
        "first": 1001,
        "last": 1002,
        "slate": 1000,
        "cut": None,
        "width": 2048,
        "height": 1556,
        "colour_space": "sRGB",
        "display": "",
        "view": "",
        "burnt_in": True,
        "views": ["main"],
        "script": "comp_v001.nk",
    }


def test_a_script_that_does_not_fit_stops_the_publish(desk: Any, nuke: Nuke) -> None:
    desk.ready()
    nuke.faults.room = 10
    with pytest.raises(HostError, match="cannot be written"):
        desk.make("nuke.script-file")


@pytest.mark.parametrize(("text", "said"), [("", "is empty"), ("\0" * 64, "cannot be read")], ids=["empty", "rubbish"])
def test_a_script_that_was_not_written_whole_stops_the_publish(
    desk: Any, monkeypatch: pytest.MonkeyPatch, text: str, said: str
) -> None:
    desk.ready()
    monkeypatch.setattr("dcc.nuke.scene.document.save_copy", lambda path: Path(path).write_text(text))
    with pytest.raises(PublishError, match=said):
        desk.make("nuke.script-file")


def test_a_camera_is_no_gizmo(desk: Any) -> None:
    import nuke

    from dcc.nuke.host.outputs import mark

    nuke.nodes.Camera3(name="cam")
    mark("cam", "other")
    with pytest.raises(PublishError, match="holds no group"):
        desk.make("nuke.gizmo-file", "other")


def test_a_write_whose_path_is_not_known_is_not_rendered(desk: Any) -> None:
    import nuke

    nuke.nodes.Write(inputs=[nuke.nodes.Constant()], name="mine")["file"].setValue("[value gone.file].%04d.exr")
    with pytest.raises(PublishError, match="where mine writes is not known"):
        desk.make("nuke.frames-file", "render")


def test_a_write_of_an_artist_gets_its_folder(desk: Any, nuke: Nuke) -> None:
    import nuke as program

    node = program.nodes.Write(
        inputs=[program.nodes.Constant()], name="mine", file_type="png", use_limit=True, first=3, last=4
    )
    node["file"].setValue((desk.folder / "deep" / "folder" / "out.%04d.png").as_posix())
    (artifact,) = desk.make("nuke.frames-file", "render")
    assert [file.path.name for file in artifact.files] == ["out.0003.png", "out.0004.png"]
    assert artifact.pattern is not None
