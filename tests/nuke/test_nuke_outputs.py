"""What leaves the script: outputs of every sort, Writes rendered elsewhere, nodes as scripts, previews."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import HostError, NotCapable
from studio_tools.host import How, Output, Timeline
from studio_tools.media.headers import probe_image
from studio_tools.testing.nukesim import Session

LOOK = Timeline(1001, 1002, Fraction(24))


def a_write(name: str = "out", **knobs: Any) -> Any:
    import nuke

    return nuke.nodes.Write(inputs=[nuke.nodes.Constant()], name=name, **knobs)


def offered(host: Any) -> dict[str, tuple[str, str]]:
    return {each.id: (each.kind, each.variant) for each in host.outputs()}


def test_an_untitled_script_offers_itself(host: Any) -> None:
    assert [(each.id, each.label) for each in host.outputs()] == [("scene", "Script")]


def test_writes_cameras_and_marked_groups_are_offered(host: Any, tmp_path: Path) -> None:
    import nuke

    from dcc.nuke.host.outputs import mark

    a_write()
    nuke.nodes.Camera3(name="shotcam")
    nuke.nodes.Group(name="Glow")
    nuke.nodes.Group(name="loose")
    mark("Glow", "other", "glow")
    host.save(tmp_path / "comp.nk")
    assert offered(host) == {
        "scene": ("scene", "main"),
        "out": ("render", "main"),
        "shotcam": ("camera", "main"),
        "Glow": ("other", "glow"),
    }
    assert host.outputs()[0].label == "comp.nk"


def test_a_write_may_be_marked_as_another_kind(host: Any) -> None:
    from dcc.nuke.host.outputs import mark

    a_write()
    mark("out", "comp", "slap")
    assert offered(host)["out"] == ("comp", "slap")


def test_what_is_off_or_reads_a_file_is_not_offered(host: Any, tmp_path: Path) -> None:
    a_write()["disable"].setValue(True)
    (tmp_path / "cam.abc").write_bytes(b"x")
    host.load(tmp_path / "cam.abc", How.CAMERA, name="cam", stamp=None)
    assert offered(host) == {"scene": ("scene", "main")}


def test_what_lies_in_a_gizmo_is_not_offered(host: Any, session: Session, tmp_path: Path) -> None:
    import nuke

    (tmp_path / "Out9.gizmo").write_text("Gizmo {\n}\n Write {\n  name inner\n }\n Output {\n }\nend_group\n")
    session.gizmos.append(tmp_path)
    nuke.createNode("Out9")
    assert offered(host) == {"scene": ("scene", "main")}


def test_a_write_is_rendered_elsewhere_and_keeps_its_own_path(host: Any, session: Session, tmp_path: Path) -> None:
    node = a_write(file_type="exr", use_limit=True, first=5, last=7)
    node["file"].setValue("[file dirname [value root.name]]/own.####.exr")
    before = node["file"].toScript()
    host.save(tmp_path / "comp.nk")
    (tmp_path / "out").mkdir()
    made = host.export(host.outputs()[1], tmp_path / "out" / "there.%04d.exr")
    assert [path.name for path in made] == ["there.0005.exr", "there.0006.exr", "there.0007.exr"]
    assert all(path.is_file() for path in made)
    assert node["file"].toScript() == before
    assert not host.modified()


def test_a_render_that_fails_leaves_the_path_too(host: Any, session: Session, tmp_path: Path) -> None:
    node = a_write(file_type="exr", use_limit=True, first=5, last=7)
    node["file"].setValue("/own/path.%04d.exr")
    session.faults.failing_frames.append(6)
    with pytest.raises(HostError, match="out cannot be rendered"):
        host.export(host.outputs()[1], tmp_path / "there.%04d.exr")
    assert node["file"].value() == "/own/path.%04d.exr"
    assert session.journal.is_on


def test_a_write_that_is_off_below_is_rendered_by_no_licence(host: Any, session: Session, tmp_path: Path) -> None:
    a_write(file_type="exr")
    session.faults.has_licence = False
    with pytest.raises(HostError, match="license"):
        host.export(host.outputs()[1], tmp_path / "there.%04d.exr")


@pytest.mark.parametrize("name", ["there.exr", "deep/there.%04d.exr"])
def test_frames_need_a_name_and_a_folder(host: Any, tmp_path: Path, name: str) -> None:
    a_write(file_type="exr")
    with pytest.raises(HostError):
        host.export(host.outputs()[1], tmp_path / name)


def test_a_camera_is_no_picture(host: Any, tmp_path: Path) -> None:
    import nuke

    nuke.nodes.Camera3(name="cam")
    with pytest.raises(NotCapable):
        host.export(host.outputs()[1], tmp_path / "there.%04d.exr")


def test_nodes_are_written_without_the_rest_and_selection_stays(host: Any, tmp_path: Path) -> None:
    import nuke

    nuke.nodes.Blur(name="soft")
    with nuke.nodes.Group(name="deep"):
        nuke.nodes.Camera3(name="cam")
    host.select(["soft"])
    camera = next(each for each in host.outputs() if each.kind == "camera")
    (made,) = host.export(camera, tmp_path / "cam.nk")
    assert list(host.selection()) == ["soft"]
    assert "name cam" in made.read_text()
    assert "soft" not in made.read_text()


def test_what_is_gone_cannot_be_exported(host: Any, tmp_path: Path) -> None:
    with pytest.raises(HostError, match="not in the script any more"):
        host.export(Output(id="gone", label="Gone", kind="render"), tmp_path / "there.%04d.exr")


# -- previews


def test_a_preview_is_as_large_as_asked(host: Any, session: Session, tmp_path: Path) -> None:
    session.picture_size = None
    made = host.preview(tmp_path / "look.%04d.exr", LOOK, width=64, height=36)
    facts = probe_image(made[0])
    assert (facts.width, facts.height) == (64, 36)


def test_a_preview_leaves_neither_nodes_nor_steps_nor_changes(host: Any, session: Session, tmp_path: Path) -> None:
    import nuke

    a_write()
    host.save(tmp_path / "comp.nk")
    before, steps = nuke.allNodes(), len(session.journal.past)
    host.preview(tmp_path / "look.%04d.png", LOOK, width=64, height=36)
    assert nuke.allNodes() == before
    assert len(session.journal.past) == steps
    assert not host.modified()


def test_a_preview_that_fails_leaves_no_nodes(host: Any, session: Session, tmp_path: Path) -> None:
    import nuke

    session.faults.failing_frames.append(1002)
    with pytest.raises(HostError, match="preview cannot be made"):
        host.preview(tmp_path / "look.%04d.png", LOOK, width=64, height=36)
    assert nuke.allNodes() == []


@pytest.mark.parametrize("name", ["look.mov", "look.png", "look.%04d.dpx", "look.####.png"])
def test_a_preview_is_small_frames_with_a_number(host: Any, tmp_path: Path, name: str) -> None:
    with pytest.raises(NotCapable, match="no name for a preview"):
        host.preview(tmp_path / name, LOOK, width=64, height=36)


def test_a_preview_shows_what_a_write_renders(host: Any, session: Session, tmp_path: Path) -> None:
    import nuke

    from dcc.nuke.host import outputs

    node = a_write("first")
    assert outputs.source() == node.input(0).fullName()
    nuke.delete(node)
    assert outputs.source() == ""


def test_a_preview_of_what_lies_in_a_group(host: Any, tmp_path: Path) -> None:
    import nuke

    with nuke.nodes.Group(name="deep"):
        nuke.nodes.Write(inputs=[nuke.nodes.Constant(name="inner")], name="out")
    from dcc.nuke.host import outputs

    assert outputs.source() == "deep.inner"
    assert len(host.preview(tmp_path / "look.%04d.png", LOOK, width=64, height=36)) == 2


def test_a_preview_of_a_missing_plate_is_told(host: Any, clip: Callable[..., Path], tmp_path: Path) -> None:
    import nuke

    one = host.load(clip(tmp_path / "in"), How.READ, name="plate", stamp=None)
    nuke.nodes.Write(inputs=[nuke.toNode(one.id)], name="out")
    for path in (tmp_path / "in").iterdir():
        path.unlink()
    with pytest.raises(HostError, match="preview cannot be made"):
        host.preview(tmp_path / "look.%04d.png", LOOK, width=64, height=36)


class Viewer:
    """Stands for what an active viewer tells."""

    def __init__(self, node: Any, number: int | None) -> None:
        self._node, self._number = node, number

    def node(self) -> Any:
        return self._node

    def activeInput(self) -> int | None:  # noqa: N802 - Nuke's own name
        return self._number


def test_a_preview_shows_what_the_viewer_looks_at(host: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import nuke

    from dcc.nuke.host import outputs

    a_write()
    seen = nuke.nodes.Blur(inputs=[nuke.nodes.Constant()], name="soft")
    viewer = nuke.nodes.Viewer(inputs=[seen])
    monkeypatch.setattr(nuke, "activeViewer", lambda: Viewer(viewer, 0))
    assert outputs.source() == "soft"


@pytest.mark.parametrize("number", [None, 3], ids=["looks nowhere", "looks at nothing"])
def test_a_viewer_that_shows_nothing_is_passed_over(
    host: Any, monkeypatch: pytest.MonkeyPatch, number: int | None
) -> None:
    import nuke

    from dcc.nuke.host import outputs

    node = a_write()
    monkeypatch.setattr(nuke, "activeViewer", lambda: Viewer(nuke.nodes.Viewer(), number))
    assert outputs.source() == node.input(0).fullName()


@pytest.mark.parametrize(
    ("frames", "portions"),
    [
        ([], []),
        ([7], [(7, 7)]),
        ([1, 2, 3], [(1, 3)]),
        ([1, 3, 4, 9], [(1, 1), (3, 4), (9, 9)]),
        ([-2, -1, 0, 1], [(-2, 1)]),
    ],
    ids=["none", "one", "a run", "gaps", "below zero"],
)
def test_frames_go_to_nuke_in_runs(host: Any, frames: list[int], portions: list[tuple[int, int]]) -> None:
    from dcc.nuke.scene import rendering

    assert list(rendering.runs(frames)) == portions


def test_undo_that_was_off_stays_off(host: Any, session: Session, tmp_path: Path) -> None:
    import nuke

    nuke.Undo.disable()
    host.preview(tmp_path / "look.%04d.png", LOOK, width=64, height=36)
    assert nuke.Undo.disabled()
    nuke.Undo.enable()


def test_a_preview_of_two_views_shows_the_first(host: Any, session: Session, tmp_path: Path) -> None:
    import nuke

    nuke.addView("right")
    assert len(host.preview(tmp_path / "look.%04d.png", LOOK, width=64, height=36)) == 2
    assert session.rendered_views == ["main", "main"]


def test_frames_that_nuke_left_out_are_told(host: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("dcc.nuke.scene.rendering.render_small", lambda *given, **named: None)
    with pytest.raises(HostError, match=r"left out 2 frames of the preview, look\.1001\.png first"):
        host.preview(tmp_path / "look.%04d.png", LOOK, width=64, height=36)


def test_an_export_of_nodes_needs_a_scripts_name(host: Any, tmp_path: Path) -> None:
    import nuke

    nuke.nodes.Camera3(name="cam")
    with pytest.raises(HostError, match="cannot be saved here"):
        host.export(host.outputs()[1], tmp_path / "cam.txt")


def test_a_published_script_is_not_written_over_by_an_export(host: Any, tmp_path: Path) -> None:
    path = host.save(tmp_path / "published.nk")
    path.chmod(0o444)
    with pytest.raises(HostError, match="marked read-only"):
        host.export(host.outputs()[0], path)
    path.chmod(0o644)


def test_a_copy_that_does_not_fit_leaves_the_changes(host: Any, session: Session, tmp_path: Path) -> None:
    host.set_note("studio", "precious")
    session.faults.room = 10
    with pytest.raises(HostError, match="cannot be written"):
        host.export(host.outputs()[0], tmp_path / "copy.nk")
    assert host.modified()
    assert host.file() is None
