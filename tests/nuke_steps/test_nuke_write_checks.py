"""Checks of the Write that is published: each passes and fails on a real script, and is mended where that can be."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from studio_tools.testing.nukesim import Session as Nuke


def inner(group: str) -> Any:
    import nuke

    found = nuke.toNode(f"{group}.Write1")
    assert found is not None
    return found


CHECKS = ("nuke.write-connected", "nuke.write-path", "nuke.write-format", "nuke.write-range", "nuke.write-views",
          "nuke.write-folder", "nuke.write-view-process")  # fmt: skip


@pytest.mark.parametrize("step", CHECKS)
def test_a_write_of_ours_passes(desk: Any, step: str) -> None:
    desk.ready()
    assert desk.check(step, "render") == []


def test_a_write_that_nothing_reaches_is_told(desk: Any) -> None:
    import nuke

    group = desk.ready()
    nuke.toNode(group).setInput(0, None)
    (finding,) = desk.check("nuke.write-connected", "render")
    assert finding.title == f"nothing is connected to {group}"
    assert desk.selected(finding) == [group]


def test_what_is_off_above_is_told(desk: Any) -> None:
    import nuke

    group = desk.ready()
    blur = nuke.nodes.Blur(inputs=[nuke.toNode(group).input(0)], name="soft")
    blur["disable"].setValue(True)
    nuke.toNode(group).setInput(0, blur)
    (finding,) = desk.check("nuke.write-connected", "render")
    assert (finding.severity, finding.nodes) == ("info", ("soft",))


def test_a_path_that_somebody_changed_is_reset(desk: Any) -> None:
    group = desk.ready()
    inner(group)["file"].setValue("/elsewhere/out.%04d.exr")
    (finding,) = desk.check("nuke.write-path", "render")
    assert finding.title == f"{group} does not write where the show says"
    assert desk.mend("nuke.write-path", "render") == []


def test_the_path_follows_the_script_to_its_next_version(desk: Any) -> None:
    group = desk.ready()
    first = inner(group)["file"].evaluate(1001)
    desk.save("comp_v002.nk")
    assert first.endswith("work/renders/comp_v001/render_main/comp_v001_render_main.1001.exr")
    assert inner(group)["file"].evaluate(1001) == first.replace("v001", "v002")
    assert desk.check("nuke.write-path", "render") == []


def test_a_write_that_was_taken_apart_is_told(desk: Any) -> None:
    import nuke

    group = desk.ready()
    nuke.delete(nuke.toNode(f"{group}.Output1"))
    (finding,) = desk.check("nuke.write-path", "render")
    assert finding.title == f"{group} was taken apart"
    assert not finding.fixable


def test_a_write_that_is_an_artists_own_may_write_where_it_likes(desk: Any, tmp_path: Path) -> None:
    import nuke

    node = nuke.nodes.Write(inputs=[nuke.nodes.Constant()], file_type="exr")
    node["file"].setValue(f"{tmp_path.as_posix()}/own/out.%04d.exr")
    desk.save()
    assert desk.check("nuke.write-path", "render") == []


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("", "where Write1 writes is not known"),
        ("out.%04d.exr", "where Write1 writes is not known"),
        ("[value gone.file].%04d.exr", "where Write1 writes is not known"),
        ("/show/out.exr", "Write1 writes all frames to one file"),
    ],
    ids=["nothing", "relative", "lost", "one file"],
)
def test_a_path_that_cannot_hold_frames_is_told(desk: Any, path: str, title: str) -> None:
    import nuke

    nuke.nodes.Write(inputs=[nuke.nodes.Constant()], name="Write1")["file"].setValue(path)
    assert desk.titles("nuke.write-path", "render") == [title]


@pytest.mark.parametrize(
    ("knob", "value", "title"),
    [
        ("file_type", "png", "format: png instead of exr"),
        ("channels", "rgb", "channels: rgb instead of rgba"),
        ("datatype", "32 bit float", "depth: 32 bit float instead of 16 bit half"),
        ("compression", "DWAA", "compression: DWAA instead of Zip (1 scanline)"),
    ],
)
def test_what_the_show_does_not_write_is_mended(desk: Any, knob: str, value: str, title: str) -> None:
    inner(desk.ready())[knob].setValue(value)
    assert title in desk.titles("nuke.write-format", "render")
    assert desk.mend("nuke.write-format", "render") == []


def test_a_colour_space_that_the_show_asks_for_is_set(desk: Any) -> None:
    group = desk.ready()
    wanted = replace(desk.settings.writes["render"], colorspace="sRGB")
    desk.settings = replace(desk.settings, writes={**desk.settings.writes, "render": wanted})
    assert desk.titles("nuke.write-format", "render") == ["colour space: default (linear) instead of sRGB"]
    assert desk.mend("nuke.write-format", "render") == []
    assert inner(group)["colorspace"].value() == "sRGB"


def test_a_kind_that_the_show_says_nothing_of_is_free(desk: Any) -> None:
    inner(desk.ready())["channels"].setValue("all")
    desk.settings = replace(desk.settings, writes={})
    assert desk.check("nuke.write-format", "render") == []


def test_a_write_that_follows_the_script_is_mended_with_it(desk: Any) -> None:
    group = desk.ready()
    desk.cut(1001, 1003)
    inner(group)["use_limit"].setValue(True)
    inner(group)["last"].setValue(2)
    (finding,) = desk.check("nuke.write-range", "render")
    assert finding.title == f"{group} renders 1-2 instead of 1001-1003"
    assert finding.frames.text() == "1001-1003"
    assert desk.mend("nuke.write-range", "render") == []
    assert inner(group)["use_limit"].value() is False


def test_a_write_gets_the_cut_where_the_script_has_another_range(desk: Any) -> None:
    group = desk.ready()
    desk.cut(1001, 1010, handles=5)
    assert desk.mend("nuke.write-range", "render") == []
    assert (inner(group)["first"].value(), inner(group)["last"].value()) == (996, 1015)


def test_frames_outside_the_cut_are_told(desk: Any) -> None:
    group = desk.ready()
    desk.cut(1001, 1002)
    (finding,) = desk.check("nuke.write-range", "render")
    assert finding.title == f"{group} renders 1 frame outside the cut: 1001-1003 instead of 1001-1002"
    assert finding.severity == "warning"


def test_a_stereo_script_writes_both_eyes(desk: Any) -> None:
    import nuke

    group = desk.ready()
    nuke.addView("right")
    titles = desk.titles("nuke.write-views", "render")
    assert titles == [f"{group} writes all views to the same files"]
    assert desk.mend("nuke.write-views", "render") == []
    assert desk.check("nuke.write-path", "render") == []
    assert "_%V.%04d" in inner(group)["file"].value()


def test_a_view_that_is_left_out_is_told(desk: Any) -> None:
    import nuke

    nuke.addView("right")
    group = desk.ready()
    inner(group)["views"].setValue("main")
    assert desk.titles("nuke.write-views", "render") == [f"{group} does not write right"]
    assert desk.mend("nuke.write-views", "render") == []


def test_a_folder_that_cannot_be_is_told(desk: Any) -> None:
    desk.ready()
    (desk.folder / "work" / "renders").write_text("in the way")
    (finding,) = desk.check("nuke.write-folder", "render")
    assert finding.title.endswith("cannot be written to, so nothing can be rendered")


def test_a_full_disk_is_told(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import shutil

    desk.ready()
    usage = shutil.disk_usage("/")
    monkeypatch.setattr("shutil.disk_usage", lambda path: usage._replace(free=1000))
    (finding,) = desk.check("nuke.write-folder", "render")
    assert finding.title == "not enough space to render: 72.9 MiB are needed, 1000 bytes are free"


def test_frames_that_are_there_need_no_room(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.ready()
    desk.make("nuke.frames-file", "render")
    assert desk.check("nuke.write-folder", "render") == []


@pytest.mark.parametrize("what", ["OCIODisplay", "VIEWER_INPUT"])
def test_the_colours_of_a_display_are_told(desk: Any, what: str) -> None:
    import nuke

    group = desk.ready()
    source = nuke.toNode(group).input(0)
    node = (
        nuke.nodes.OCIODisplay(inputs=[source])
        if what == "OCIODisplay"
        else nuke.nodes.Blur(inputs=[source], name=what)
    )
    nuke.toNode(group).setInput(0, node)
    (finding,) = desk.check("nuke.write-view-process", "render")
    assert finding.title == f"the colours of a display are rendered into {group}"
    assert desk.selected(finding) == [node.fullName()]


def test_a_review_may_have_the_colours_of_a_display(desk: Any) -> None:
    import nuke

    group = desk.ready("review")
    nuke.toNode(group).setInput(0, nuke.nodes.OCIODisplay(inputs=[nuke.toNode(group).input(0)]))
    assert desk.check("nuke.write-view-process", "review") == []


def test_what_is_missing_is_told_before_it_is_rendered(desk: Any) -> None:
    desk.ready()
    assert desk.titles("nuke.frames-current", "render") == ["3 frames will be rendered: 1001-1003"]
    desk.make("nuke.frames-file", "render")
    assert desk.check("nuke.frames-current", "render") == []


def test_frames_older_than_the_script_are_told_and_rendered_anew(desk: Any, nuke: Nuke) -> None:
    desk.ready()
    (artifact,) = desk.make("nuke.frames-file", "render")
    old = artifact.files[0].path
    os.utime(old, (1, 1))
    assert desk.titles("nuke.frames-current", "render") == ["1 frame older than the script: 1001"]
    assert [each.severity for each in desk.mend("nuke.frames-current", "render")] == ["info"]
    nuke.rendered.clear()
    desk.make("nuke.frames-file", "render")
    assert nuke.rendered == [old.as_posix()]
