"""What the collectors learn: of the script, of its Write, of frames that are there; and what the manifest keeps."""

from __future__ import annotations

import os
from fractions import Fraction
from typing import Any

import pytest

from studio_tools.host import How
from studio_tools.model import ProductKey, Stamp
from studio_tools.publish.items import Sources, Uses
from studio_tools.testing.nukesim import Session as Nuke

PLATE = Stamp(key=ProductKey("demo", "sq010/sh0010", "plate"), number=2, representation="png")


def fact(item: Any, name: str) -> Any:
    """The fact of a type of this name."""
    return next(each for each in item.facts if type(each).__name__ == name)


# -- the script


def test_a_new_script_is_as_nuke_begins_it(desk: Any) -> None:
    script = fact(desk.item(), "ScriptFacts")
    assert (script.file, script.is_modified, script.is_proxy, script.has_writes) == (None, False, False, False)
    assert (script.start, script.end, script.fps) == (1, 100, Fraction(24))
    assert (script.width, script.height, script.pixel_aspect) == (2048, 1556, 1.0)
    assert (script.views, script.colour_config, script.working_space) == (("main",), "", "linear")


def test_what_is_not_so_is_not_kept(desk: Any) -> None:
    told = desk.item().facts.settings()
    assert "scene_file" not in told
    assert "scene_views" not in told
    assert "scene_gizmos" not in told


def test_ocio_is_told_by_its_configuration(desk: Any, nuke: Nuke) -> None:
    import nuke as program

    nuke.ocio = {"aces_1.2": ("ACEScg", "sRGB")}
    program.root()["colorManagement"].setValue("OCIO")
    program.root()["OCIO_config"].setValue("aces_1.2")
    assert fact(desk.item(), "ScriptFacts").colour_config == "aces_1.2"


def test_collecting_changes_nothing(desk: Any) -> None:
    desk.ready()
    desk.item("scene"), desk.item("render")
    assert not desk.host.modified()


# -- what it reads


def test_stamps_are_what_it_was_made_from_each_once(desk: Any) -> None:
    path = desk.frames()
    for name in ("one", "two"):
        desk.host.load(path, How.READ, name=name, stamp=PLATE)
    desk.read("loose")
    item = desk.item()
    assert item.facts[Uses].stamps == (PLATE,)
    assert [each.loaded.id for each in fact(item, "Reads").all] == ["one", "two", "loose"]


def test_what_an_import_brought_is_used_too(desk: Any) -> None:
    desk.host.load(desk.frames(), How.READ, name="plate", stamp=PLATE)
    path = desk.save("part.nk")
    desk.host.new(force=True)
    other = Stamp(key=ProductKey("demo", "sq010/sh0010", "scene"), number=1, representation="nk")
    desk.host.load(path, How.IMPORT, name="part", stamp=other)
    assert set(desk.item().facts[Uses].stamps) == {PLATE, other}


# -- the Write


def test_a_write_is_told_with_its_own_words(desk: Any) -> None:
    group = desk.ready("comp", first=1001, last=1010)
    write = fact(desk.item("comp"), "WriteFacts")
    assert (write.group, write.node) == (group, f"{group}.Write1")
    assert (write.first, write.last, write.range.text()) == (1001, 1010, "1001-1010")
    assert (write.file_type, write.channels, write.datatype) == ("exr", "rgba", "16 bit half")
    assert (write.is_connected, write.is_whole, write.makes_folders, write.views) == (True, True, True, ("main",))
    told = write.settings()
    assert told["write_range"] == "1001-1010"
    assert told["write_compression"] == "Zip (1 scanline)"


def test_a_write_of_an_artist_has_no_group(desk: Any) -> None:
    import nuke

    nuke.nodes.Write(inputs=[nuke.nodes.Constant()], name="mine", use_limit=True, first=5, last=9)
    write = fact(desk.item("render"), "WriteFacts")
    assert (write.group, write.node, write.range.text()) == ("", "mine", "5-9")


def test_a_write_reaches_out_of_its_group(desk: Any) -> None:
    import nuke

    group = desk.ready()
    assert fact(desk.item("render"), "WriteFacts").is_connected
    nuke.toNode(group).setInput(0, None)
    assert not fact(desk.item("render"), "WriteFacts").is_connected


def test_what_lies_above_is_followed_into_groups(desk: Any) -> None:
    import nuke

    inside = nuke.nodes.Group(name="look")
    with inside:
        source = nuke.nodes.Input()
        display = nuke.nodes.OCIODisplay(inputs=[source], name="shown")
        nuke.nodes.Output(inputs=[display])
    inside.setInput(0, nuke.nodes.Constant())
    desk.write("render", source="look")
    desk.save()
    assert fact(desk.item("render"), "WriteFacts").burnt_in == ("look.shown",)


def test_a_loop_of_many_ways_is_walked_once(desk: Any) -> None:
    import nuke

    source = nuke.nodes.Constant(name="base")
    for number in range(12):
        source = nuke.nodes.Merge2(inputs=[source, source], name=f"m{number}")
    desk.write("render", source="m11")
    from dcc.nuke.scene import writes

    above = writes.upstream("render_main.Write1")
    assert len(above) == len(set(above)) == 14


# -- frames


def test_no_frame_is_there_before_it_is_rendered(desk: Any) -> None:
    desk.ready()
    item = desk.item("render")
    assert item.facts[Sources].sets == ()
    assert fact(item, "Rendered").due.text() == "1001-1003"


def test_frames_that_are_there_are_sources(desk: Any) -> None:
    desk.ready()
    (artifact,) = desk.make("nuke.frames-file", "render")
    item = desk.item("render")
    (found,) = item.facts[Sources].sets
    assert (found.representation, found.frames.text()) == ("exr", "1001-1003")
    assert [file.path for file in found.files] == [file.path for file in artifact.files]
    assert not fact(item, "Rendered").due


@pytest.mark.parametrize("how", ["gone", "empty", "outside"])
def test_only_whole_frames_of_the_range_count(desk: Any, how: str) -> None:
    desk.ready()
    (artifact,) = desk.make("nuke.frames-file", "render")
    path = artifact.files[1].path
    if how == "gone":
        path.unlink()
    elif how == "empty":
        path.write_bytes(b"")
    else:
        path.rename(path.with_name(path.name.replace("1002", "2002")))
    rendered = fact(desk.item("render"), "Rendered")
    assert rendered.due.text() == "1002"


def test_a_frame_in_one_view_alone_is_due_in_the_other(desk: Any) -> None:
    import nuke

    nuke.addView("right")
    desk.ready()
    (artifact,) = desk.make("nuke.frames-file", "render")
    next(file for file in artifact.files if (file.view, file.frame) == ("right", 1002)).path.unlink()
    missing = fact(desk.item("render"), "Rendered").missing
    assert {view: frames.text() for view, frames in missing.items()} == {"main": "", "right": "1002"}


def test_a_script_saved_a_moment_after_makes_no_frame_old(desk: Any) -> None:
    desk.ready()
    (artifact,) = desk.make("nuke.frames-file", "render")
    saved = (desk.folder / "work" / "comp_v001.nk").stat().st_mtime
    for file in artifact.files:
        os.utime(file.path, (saved - 30, saved - 30))
    assert not any(fact(desk.item("render"), "Rendered").old.values())
    for file in artifact.files:
        os.utime(file.path, (saved - 300, saved - 300))
    assert fact(desk.item("render"), "Rendered").old[""].text() == "1001-1003"


def test_frames_of_an_unsaved_script_are_of_no_age(desk: Any) -> None:
    import nuke

    node = nuke.nodes.Write(inputs=[nuke.nodes.Constant()], name="mine", file_type="exr", use_limit=True, last=1)
    node["file"].setValue((desk.folder / "out.%04d.exr").as_posix())
    desk.make("nuke.frames-file", "render")
    assert not any(fact(desk.item("render"), "Rendered").old.values())
