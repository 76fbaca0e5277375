"""Checks of what the script reads, and the collector behind them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from studio_tools.host import How
from studio_tools.model import ProductKey, Stamp
from studio_tools.testing.builders import a_version

PLATE = Stamp(key=ProductKey("demo", "sq010/sh0010", "plate"), number=2, representation="png")


@pytest.fixture(autouse=True)
def _shared_temp(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have what pytest calls temporary lie on a share."""
    monkeypatch.setattr("tempfile.tempdir", "/elsewhere")


def test_files_that_are_there_pass(desk: Any) -> None:
    desk.read()
    assert desk.check("nuke.files-there") == []


def test_a_missing_file_is_told_and_its_read_selected(desk: Any) -> None:
    node = desk.read()
    for path in (desk.folder / "plate").iterdir():
        path.unlink()
    (finding,) = desk.check("nuke.files-there")
    assert finding.title == "1 file that the script reads is not there"
    assert desk.selected(finding) == [node]


def test_a_hole_in_what_is_read_is_told_and_its_read_selected(desk: Any) -> None:
    import nuke

    node = desk.read()
    nuke.root()["first_frame"].setValue(1001)
    nuke.root()["last_frame"].setValue(1003)
    assert desk.check("nuke.read-frames") == []
    (desk.folder / "plate" / "plate.1002.png").unlink()
    (finding,) = desk.check("nuke.read-frames")
    assert (finding.severity, finding.title) == ("warning", "1 frame of plate not there: 1002")
    assert (str(finding.frames), desk.selected(finding)) == ("1002", [node])


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [(1001, 1003, []), (1002, 1002, []), (1000, 1005, ["3 frames of plate not there: 1000, 1004-1005"])],
    ids=["all of it", "some of it", "more than there is"],
)
def test_the_range_of_a_read_is_what_counts(desk: Any, first: int, last: int, told: list[str]) -> None:
    import nuke

    from dcc.nuke.scene import nodes

    nodes.set_clip_range(desk.read(), first, last)
    nuke.root()["first_frame"].setValue(1000)
    nuke.root()["last_frame"].setValue(1005)
    assert desk.titles("nuke.read-frames") == told


def test_frames_that_the_script_has_no_use_for_stop_nobody(desk: Any) -> None:
    import nuke

    from dcc.nuke.scene import nodes

    nodes.set_clip_range(desk.read(), 990, 1003)
    nuke.root()["first_frame"].setValue(1001)
    nuke.root()["last_frame"].setValue(1003)
    (finding,) = desk.check("nuke.read-frames")
    assert (finding.severity, finding.title) == ("info", "11 frames of plate not there: 990-1000")


@pytest.mark.parametrize("how", ["black", "off", "switched off", "all gone", "one picture"])
def test_holes_may_not_matter(desk: Any, how: str) -> None:
    import nuke

    read = nuke.toNode(desk.read())
    (desk.folder / "plate" / "plate.1002.png").unlink()
    if how == "black":
        read["on_error"].setValue("black")
    elif how == "off":
        desk.settings = replace(desk.settings, checks=replace(desk.settings.checks, scene_missing="off"))
    elif how == "switched off":
        read["disable"].setValue(True)
    elif how == "all gone":  # which `nuke.files-there` tells
        for path in (desk.folder / "plate").iterdir():
            path.unlink()
    else:
        read["file"].setValue(f"{desk.folder.as_posix()}/plate/plate.1001.png")
    assert desk.titles("nuke.read-frames") == []


def test_a_hole_in_one_of_two_views_is_told(desk: Any) -> None:
    import nuke

    nuke.addView("right")
    for view in ("main", "right"):
        desk.frames(f"eye_{view}")
    read = nuke.nodes.Read(name="eyes", first=1001, last=1003)
    read["file"].setValue(f"{desk.folder.as_posix()}/eye_%V/eye_%V.%04d.png")
    assert desk.titles("nuke.read-frames") == []
    (desk.folder / "eye_right" / "eye_right.1003.png").unlink()
    assert desk.titles("nuke.read-frames") == ["1 frame of eyes not there: 1003"]


def test_several_missing_files_are_one_finding(desk: Any) -> None:
    for name in ("a", "b"):
        desk.read(name)
        for path in (desk.folder / name).iterdir():
            path.unlink()
    assert desk.titles("nuke.files-there") == ["2 files that the script reads are not there"]


def test_how_bad_a_missing_file_is_the_studio_says(desk: Any) -> None:
    desk.read()
    for path in (desk.folder / "plate").iterdir():
        path.unlink()
    desk.settings = replace(desk.settings, checks=replace(desk.settings.checks, scene_missing="error"))
    assert [each.severity for each in desk.check("nuke.files-there")] == ["error"]
    desk.settings = replace(desk.settings, checks=replace(desk.settings.checks, scene_missing="off"))
    assert desk.check("nuke.files-there") == []


def test_a_path_that_cannot_be_worked_out_is_told_and_not_guessed(desk: Any) -> None:
    import nuke

    nuke.nodes.Read(name="plate")["file"].setValue("[value gone.file]/plate.%04d.exr")
    (finding,) = desk.check("nuke.files-there")
    assert finding.title == "1 path cannot be worked out"
    assert finding.severity == "info"


def test_a_read_that_is_off_is_not_judged(desk: Any) -> None:
    import nuke

    node = nuke.nodes.Read(name="plate")
    node["file"].setValue("/gone/plate.%04d.exr")
    node["disable"].setValue(True)
    for step in ("nuke.files-there", "nuke.files-published", "nuke.files-current", "nuke.files-shared"):
        assert desk.check(step) == [], step


def test_what_is_not_published_is_told(desk: Any) -> None:
    node = desk.read()
    (finding,) = desk.check("nuke.files-published")
    assert finding.title == "1 file that the script reads is not published"
    assert desk.selected(finding) == [node]


def test_what_was_published_is_known_by_its_stamp(desk: Any) -> None:
    desk.host.load(desk.frames(), How.READ, name="plate", stamp=PLATE)
    assert desk.check("nuke.files-published") == []


def test_what_was_published_is_known_by_its_path(desk: Any) -> None:
    desk.read()
    desk.world = replace(desk.world, origin=lambda path: PLATE if path.name == "plate.1001.png" else None)
    assert desk.check("nuke.files-published") == []
    from studio_tools.publish.items import Uses

    assert desk.item().facts[Uses].stamps == (PLATE,)


def test_what_is_switched_off_was_not_used(desk: Any) -> None:
    import nuke

    from studio_tools.publish.items import Uses

    one = desk.host.load(desk.frames(), How.READ, name="plate", stamp=PLATE)
    nuke.toNode(one.id)["disable"].setValue(True)
    assert desk.item().facts[Uses].stamps == ()


def test_the_newest_passes_and_another_is_told(desk: Any) -> None:
    node = desk.host.load(desk.frames(), How.READ, name="plate", stamp=PLATE).id
    desk.world = replace(desk.world, latest=lambda stamp: a_version(replace(stamp, number=2)))
    assert desk.check("nuke.files-current") == []
    desk.world = replace(desk.world, latest=lambda stamp: a_version(replace(stamp, number=5)))
    (finding,) = desk.check("nuke.files-current")
    assert finding.title == "demo/sq010/sh0010:plate.main@v002 is not the newest: there is v005"
    assert desk.selected(finding) == [node]


def test_a_precomp_that_is_behind_is_told(desk: Any) -> None:
    path = desk.save("inner.nk")
    desk.host.new(force=True)
    desk.host.load(path, How.REFERENCE, name="inner", stamp=replace(PLATE, representation="nk"))
    desk.world = replace(desk.world, latest=lambda stamp: a_version(replace(stamp, number=5)))
    assert len(desk.check("nuke.files-current")) == 1


@pytest.mark.parametrize("path", ["P:/show/plate.%04d.exr", "{home}/plate.%04d.exr", "{temp}/plate.%04d.exr"])
def test_what_only_this_machine_sees_is_told(
    desk: Any, path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import nuke

    monkeypatch.setenv("HOME", "/people/me")
    nuke.nodes.Read(name="plate")["file"].setValue(path.format(home="/people/me", temp="/elsewhere"))
    (finding,) = desk.check("nuke.files-shared")
    assert finding.title == "1 file is read from this machine alone"


def test_what_lies_on_a_share_passes(desk: Any) -> None:
    desk.read()
    assert desk.check("nuke.files-shared") == []


def test_a_colour_space_that_there_is_passes(desk: Any) -> None:
    import nuke

    nuke.toNode(desk.read())["colorspace"].setValue("rec709")
    desk.read("other")
    assert desk.check("nuke.read-colours") == []


def test_a_colour_space_of_another_configuration_is_told(desk: Any, tmp_path: Path) -> None:
    node = desk.read()
    path = desk.save()
    text = path.read_text().replace("Read {", 'Read {\n colorspace "ACES - ACEScg"')
    path.write_text(text)
    desk.host.open(path, force=True)
    (finding,) = desk.check("nuke.read-colours")
    assert finding.title == "plate is read in ACES - ACEScg, which the colour configuration does not have"
    assert desk.selected(finding) == [node]
