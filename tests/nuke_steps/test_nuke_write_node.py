"""Our Write: made, set up by the show, reset, rendered, saved and copied; and what it says on the farm."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import HostError, UsageError
from studio_tools.scenes import read
from studio_tools.testing.nukesim import Session as Nuke


def inner(group: str) -> Any:
    import nuke

    found = nuke.toNode(f"{group}.Write1")
    assert found is not None
    return found


def test_it_is_made_below_what_is_selected(desk: Any) -> None:
    import nuke

    source = nuke.nodes.Constant()
    group = desk.write(source=source.fullName())
    assert nuke.toNode(group).input(0) is source
    assert (group, nuke.toNode(group).Class()) == ("render_main", "Group")


def test_it_is_made_where_nothing_is_selected(desk: Any) -> None:
    import nuke

    from dcc.nuke import write_node

    group = write_node.make(desk.settings, "comp", "slap")
    assert nuke.toNode(group).input(0) is None
    assert group == "comp_slap"


def test_it_is_set_up_as_the_show_asks(desk: Any) -> None:
    node = inner(desk.write())
    knobs = ("file_type", "datatype", "compression")
    assert [node[knob].value() for knob in knobs] == ["exr", "16 bit half", "Zip (1 scanline)"]
    assert node["channels"].value() == "rgba"
    assert node["create_directories"].value() is True


@pytest.mark.parametrize("kind", ["render", "comp", "precomp", "plate", "review"])
def test_every_kind_that_ships_can_be_made(desk: Any, kind: str) -> None:
    desk.ready(kind)
    assert desk.check("nuke.write-path", kind) == []
    assert desk.check("nuke.write-format", kind) == []


def test_making_one_is_one_step_to_undo(desk: Any) -> None:
    import nuke

    group = desk.write()
    nuke.undo()
    assert nuke.toNode(group) is None


def test_two_of_a_kind_have_names_of_their_own(desk: Any) -> None:
    assert desk.write(variant="a") != desk.write(variant="b")
    assert {each.variant for each in desk.host.outputs() if each.kind == "render"} == {"a", "b"}


def test_a_kind_without_settings_is_refused_before_anything_is_made(desk: Any) -> None:
    import nuke

    with pytest.raises(UsageError, match="nothing says how matte is written"):
        desk.write("matte")
    assert [each.Class() for each in nuke.allNodes()] == ["Constant"]


def test_a_word_that_nuke_does_not_offer_is_refused(desk: Any) -> None:
    wanted = replace(desk.settings.writes["render"], compression="Magic")
    desk.settings = replace(desk.settings, writes={"render": wanted})
    with pytest.raises(HostError, match="cannot be set up"):
        desk.write()
    assert [each.kind for each in desk.host.outputs()] == ["scene"], "half of one stays behind"


@pytest.mark.parametrize(
    ("file_type", "ending"), [("exr", "exr"), ("jpeg", "jpg"), ("tiff", "tif"), ("targa", "tga"), ("dpx", "dpx")]
)
def test_files_end_in_what_people_call_the_format(desk: Any, file_type: str, ending: str) -> None:
    from dcc.nuke.write_node import path_for

    wanted = replace(desk.settings.writes["render"], file_type=file_type)
    assert path_for(wanted, "render", "main", 1).endswith(f".%04d.{ending}")


def test_a_studio_may_render_elsewhere(desk: Any) -> None:
    wanted = replace(desk.settings.writes["render"], path="/show/{script}/%V/{variant}.%04d.{ext}")
    desk.settings = replace(desk.settings, writes={"render": wanted})
    desk.ready()
    assert inner("render_main")["file"].evaluate(7) == "/show/comp_v001/main/main.0007.exr"


def test_the_farm_works_the_path_out_without_nuke(desk: Any) -> None:
    desk.ready()
    path = desk.save("comp_v007.nk")
    (output,) = read(path).outputs
    assert output.resolved == f"{path.parent}/renders/comp_v007/render_main/comp_v007_render_main.%04d.exr"


def test_it_survives_saving(desk: Any) -> None:
    group = desk.ready()
    desk.host.open(desk.save(), force=True)
    for step in ("nuke.write-path", "nuke.write-format", "nuke.write-connected"):
        assert desk.check(step, "render") == [], step
    assert [each.id for each in desk.host.outputs()] == ["scene", group]


def test_it_is_copied_with_what_it_is_published_as(desk: Any, tmp_path: Path) -> None:
    import nuke

    group = desk.ready()
    desk.host.select([group])
    nuke.nodeCopy((tmp_path / "copy.nk").as_posix())
    nuke.nodePaste((tmp_path / "copy.nk").as_posix())
    assert sorted(each.id for each in desk.host.outputs() if each.kind == "render") == ["render_main", "render_main1"]


def press(group: str, button: str, nuke: Nuke) -> None:
    """Press a button, and run what Nuke would: its text names a function of ours."""
    import nuke as program

    from dcc.nuke import write_node

    code = program.toNode(group)[button].value()
    nuke.run_python = lambda text: getattr(write_node, text.rpartition(".")[2].removesuffix("()"))()
    assert code.startswith("__import__('dcc.nuke.write_node', fromlist=['x']).")
    program.toNode(group)[button].execute()


def test_the_button_renders(desk: Any, nuke: Nuke) -> None:
    group = desk.ready()
    press(group, "studioRender", nuke)
    assert len(nuke.rendered) == 3


def test_the_button_says_what_went_wrong(desk: Any, nuke: Nuke) -> None:
    group = desk.ready()
    nuke.faults.failing_frames.append(1001)
    press(group, "studioRender", nuke)
    assert "cannot be rendered" in nuke.printed[-1][1]


def test_the_button_resets(desk: Any, nuke: Nuke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "studio.toml").write_text('[writes.render]\nchannels = "rgb"\n')
    monkeypatch.setenv("STUDIO_TOOLS_HOME", tmp_path.as_posix())
    group = desk.ready()
    inner(group)["file"].setValue("/elsewhere")
    press(group, "studioReset", nuke)
    assert desk.check("nuke.write-path", "render") == []
    assert inner(group)["channels"].value() == "rgb"


def test_the_button_without_a_home_says_so(
    desk: Any, nuke: Nuke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("STUDIO_TOOLS_HOME", raising=False)
    monkeypatch.chdir(tmp_path)
    press(desk.ready(), "studioReset", nuke)
    assert nuke.printed[-1][0] == "warning"


def test_a_disabled_one_is_not_published(desk: Any) -> None:
    import nuke

    group = desk.ready()
    nuke.toNode(group)["disable"].setValue(True)
    assert [each.id for each in desk.host.outputs()] == ["scene"]
