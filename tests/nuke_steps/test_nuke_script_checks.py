"""Checks of the script as a whole: each with a script that passes and one that does not, mended where that can be."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import ConfigError, SceneUnsaved
from studio_tools.testing.nukesim import Session as Nuke

# -- saved


def test_a_saved_script_passes(desk: Any) -> None:
    desk.save()
    assert desk.check("nuke.saved") == []


def test_a_script_without_a_name_is_held_up(desk: Any) -> None:
    (finding,) = desk.check("nuke.saved")
    assert finding.title == "the script has no name yet"
    assert not finding.fixable


def test_changes_are_saved_by_mending(desk: Any) -> None:
    desk.save()
    desk.host.set_note("studio", "changed")
    assert desk.titles("nuke.saved") == ["comp_v001.nk has changes that are not saved"]
    assert desk.mend("nuke.saved") == []
    assert not desk.host.modified()


def test_a_script_without_a_name_is_not_saved_by_mending(desk: Any) -> None:
    from dcc.nuke.steps.script_checks import saved

    (finding,) = desk.check("nuke.saved")
    with pytest.raises(SceneUnsaved):
        saved.fix(desk.scope(saved, desk.item()), finding)


# -- shot and show


def test_a_script_as_the_show_asks_passes(desk: Any) -> None:
    desk.cut(1001, 1010, handles=2)
    desk.range(999, 1012)
    desk.show(fps="24", width=2048, height=1556, pixel_aspect=1.0, working_space="linear")
    for step in ("nuke.fps", "nuke.range", "nuke.format", "nuke.colours"):
        assert desk.check(step) == [], step


def test_a_show_that_asks_for_nothing_leaves_each_script_its_own(desk: Any) -> None:
    desk.range(1, 50, Fraction(25))
    for step in ("nuke.fps", "nuke.range", "nuke.format", "nuke.colours"):
        assert desk.check(step) == [], step


def test_another_rate_is_mended_and_the_frames_stay(desk: Any) -> None:
    desk.range(1001, 1010, Fraction(25))
    desk.show(fps="24000/1001")
    assert desk.titles("nuke.fps") == ["frames a second: 25 instead of 23.976"]
    assert desk.mend("nuke.fps") == []
    time = desk.host.timeline()
    assert (time.start, time.end, time.fps) == (1001, 1010, Fraction(24000, 1001))


@pytest.mark.parametrize("fps", ["fast", "0", "-24", "1/0"])
def test_a_rate_that_is_none_is_told_by_its_key(desk: Any, fps: str) -> None:
    desk.show(fps=fps)
    with pytest.raises(ConfigError, match=r"show\.fps"):
        desk.check("nuke.fps")


def test_a_range_that_is_not_the_cuts_is_mended(desk: Any) -> None:
    desk.cut(1001, 1010, handles=2)
    desk.range(1, 100, Fraction(25))
    assert desk.titles("nuke.range") == ["range: 1-100 instead of 999-1012"]
    assert desk.mend("nuke.range") == []
    assert desk.host.timeline().fps == 25


def test_a_format_that_nuke_knows_is_taken_by_its_name(desk: Any) -> None:
    import nuke

    desk.show(width=1920, height=1080)
    assert desk.titles("nuke.format") == ["format: 2048x1556 instead of 1920x1080"]
    assert desk.mend("nuke.format") == []
    assert nuke.root()["format"].value().name() == "HD_1080"


def test_a_format_that_nuke_does_not_know_is_made(desk: Any) -> None:
    desk.show(width=2222, height=1111, pixel_aspect=2.0)
    assert desk.titles("nuke.format") == ["format: 2048x1556 instead of 2222x1111, pixels 2 wide"]
    assert desk.mend("nuke.format") == []


def test_colours_are_turned_to_the_shows(desk: Any) -> None:
    desk.show(colour_config="aces_1.2")
    assert desk.titles("nuke.colours") == ["colour configuration: Nuke's own instead of aces_1.2"]
    assert desk.mend("nuke.colours") == []


def test_a_configuration_may_be_a_file(desk: Any, tmp_path: Path) -> None:
    path = tmp_path / "config.ocio"
    path.write_text("colorspaces:\n  - !<ColorSpace>\n    name: ACEScg\n")
    desk.show(colour_config=path.as_posix())
    assert desk.mend("nuke.colours") == []


def test_another_working_space_is_mended(desk: Any) -> None:
    desk.show(working_space="sRGB")
    assert desk.titles("nuke.colours") == ["working space: linear instead of sRGB"]
    assert desk.mend("nuke.colours") == []


def test_mending_is_one_step_to_undo(desk: Any) -> None:
    import nuke

    desk.cut(1001, 1010)
    desk.mend("nuke.range")
    nuke.undo()
    assert (desk.host.timeline().start, desk.host.timeline().end) == (1, 100)


def test_proxies_are_switched_off(desk: Any) -> None:
    import nuke

    assert desk.check("nuke.full-size") == []
    nuke.root().setProxy(True)
    assert desk.titles("nuke.full-size") == ["the script works with proxies"]
    assert desk.mend("nuke.full-size") == []


# -- what is strange


def test_nodes_in_error_are_told_and_selected(desk: Any, nuke: Nuke) -> None:
    import nuke as program

    program.nodes.Blur(name="soft")
    assert desk.check("nuke.errors") == []
    nuke.faults.error_nodes.append("soft")
    (finding,) = desk.check("nuke.errors")
    assert finding.title == "1 node is in error"
    assert desk.selected(finding) == ["soft"]


def test_a_node_in_error_that_is_off_disturbs_nobody(desk: Any, nuke: Nuke) -> None:
    import nuke as program

    program.nodes.Blur(name="soft")["disable"].setValue(True)
    nuke.faults.error_nodes.append("soft")
    assert desk.check("nuke.errors") == []


def a_gizmo(folder: Path, name: str = "Glow9") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.gizmo").write_text("Gizmo {\n inputs 1\n}\n Input {\n }\n Output {\n }\nend_group\n")


def test_a_gizmo_of_the_studio_passes(desk: Any, nuke: Nuke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import nuke as program

    monkeypatch.setattr("tempfile.tempdir", "/elsewhere")
    a_gizmo(tmp_path / "studio")
    nuke.gizmos.append(tmp_path / "studio")
    program.createNode("Glow9")
    assert desk.check("nuke.gizmos") == []


def test_a_gizmo_of_ones_own_is_told(desk: Any, nuke: Nuke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import nuke as program

    monkeypatch.setenv("HOME", tmp_path.as_posix())
    a_gizmo(tmp_path / ".nuke")
    nuke.gizmos.append(tmp_path / ".nuke")
    node = program.createNode("Glow9")
    (finding,) = desk.check("nuke.gizmos")
    assert finding.title == f"the gizmo of {node.fullName()} is your own"
    assert desk.selected(finding) == [node.fullName()]


def test_a_gizmo_that_is_nowhere_holds_the_publish_up(desk: Any, nuke: Nuke, tmp_path: Path) -> None:
    import nuke as program

    a_gizmo(tmp_path / "gone")
    nuke.gizmos.append(tmp_path / "gone")
    program.createNode("Glow9")
    nuke.gizmos.clear()
    (finding,) = desk.check("nuke.gizmos")
    assert finding.title.endswith("is nowhere on the plug-in path")
    assert finding.severity == "error"


def test_an_expression_that_finds_its_node_passes(desk: Any) -> None:
    import nuke

    nuke.nodes.Blur(name="soft")
    group = nuke.nodes.Group(name="G")
    with group:
        nuke.nodes.Blur(name="within")
        nuke.nodes.Blur(name="follows")["size"].setExpression("within.size + root.fps + parent.xpos + 1.5")
    nuke.nodes.Blur(name="other")["size"].setExpression("soft.size * [value soft.size]")
    assert desk.check("nuke.expressions") == []


def test_a_part_of_the_nodes_own_knob_is_no_node(desk: Any) -> None:
    import nuke

    nuke.nodes.Transform()["rotate"].setExpression("translate.x * 2")
    nuke.nodes.Text2()["message"].setValue("[value box.x]")
    assert desk.check("nuke.expressions") == []


def test_an_expression_of_a_node_that_is_gone_is_told(desk: Any) -> None:
    import nuke

    nuke.nodes.Blur(name="soft")["size"].setExpression("tracker.translate + 1")
    (finding,) = desk.check("nuke.expressions")
    assert finding.title == "soft.size refers to tracker, which is not there"
    assert desk.selected(finding) == ["soft"]


def test_a_script_that_renders_nothing_is_told(desk: Any) -> None:
    import nuke

    assert desk.titles("nuke.writes") == ["no Write in the script is on"]
    nuke.nodes.Write()
    assert desk.check("nuke.writes") == []


def test_a_group_with_one_output_is_whole(desk: Any) -> None:
    import nuke

    from dcc.nuke.host.outputs import mark

    group = nuke.nodes.Group(name="Glow")
    mark("Glow", "other", "glow")
    assert desk.titles("nuke.group-whole", "other") == ["Glow has 0 Outputs"]
    with group:
        nuke.nodes.Output()
    assert desk.check("nuke.group-whole", "other") == []
    with group:
        nuke.nodes.Output()
    assert desk.titles("nuke.group-whole", "other") == ["Glow has 2 Outputs"]


def test_what_is_of_the_script_is_told_for_the_first_item_only(desk: Any) -> None:
    desk.write()
    items = (desk.item("scene"), desk.item("render"))
    for name in ("nuke.saved", "nuke.fps", "nuke.full-size", "nuke.errors", "nuke.gizmos", "nuke.expressions"):
        assert [each for each in desk.run(name, items[1], items=items) if each is not None] == [], name


def test_what_the_script_is_set_to_goes_into_the_manifest(desk: Any) -> None:
    import nuke

    nuke.addView("right")
    desk.range(1001, 1010)
    desk.save()
    told = desk.item().facts.settings()
    assert told["scene_range"] == "1001-1010"
    assert told["scene_views"] == ["main", "right"]
    assert told["scene_resolution"] == "2048x1556"
    assert told["scene_version"] == "16.0v4"
