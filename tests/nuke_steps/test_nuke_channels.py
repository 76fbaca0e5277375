"""Channels before anything is rendered: what the show asks of a kind, and which node loses it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import OpenEXR
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcc.nuke.steps.channels import as_written, chosen
from studio_tools.testing.nukesim import Session as Nuke

CHECK = "nuke.write-channels"


def asks(desk: Any, words: str, **more: Any) -> None:
    """Have the show ask channels of renders."""
    checks = replace(desk.settings.checks, channels={"render": words}, **more)
    desk.settings = replace(desk.settings, checks=checks)


@pytest.fixture
def plate(desk: Any) -> Callable[..., Any]:
    """Reads frames with a beauty and more layers."""

    def read(**layers: int) -> Any:
        import nuke

        folder: Path = desk.folder / "plate"
        folder.mkdir(exist_ok=True)
        more = {
            name.replace("_", "."): np.ones((4, 8, depth) if depth > 1 else (4, 8), "float16")
            for name, depth in layers.items()
        }
        beauty = {"RGBA": np.ones((4, 8, 4), "float16"), **more}
        head = {"compression": OpenEXR.ZIP_COMPRESSION, "type": OpenEXR.scanlineimage}
        OpenEXR.File(head, beauty).write(str(folder / "plate.1001.exr"))
        node = nuke.nodes.Read(name="Plate", first=1001, last=1001)
        node["file"].setValue(f"{folder.as_posix()}/plate.%04d.exr")
        nuke.frame(1001)
        return node

    return read


def written(desk: Any, above: Any, channels: str = "all") -> str:
    """A Write of ours below a node; the full name of the Write in it."""
    import nuke

    desk.range(1001, 1003)
    write = f"{desk.write('render', source=above.fullName())}.Write1"
    nuke.toNode(write)["channels"].setValue(channels)
    desk.save()
    return write


def test_what_reaches_the_write_and_is_written_passes(desk: Any, plate: Callable[..., Any]) -> None:
    asks(desk, "rgba depth diffuse diffuse.R")
    written(desk, plate(depth_Z=1, diffuse=3))
    assert desk.check(CHECK, "render") == []


def test_nothing_is_rendered_for_it(desk: Any, nuke: Nuke, plate: Callable[..., Any]) -> None:
    asks(desk, "rgba depth")
    written(desk, plate())
    assert desk.titles(CHECK, "render") == ["depth would be missing in the frames of render_main"]
    assert nuke.rendered == []


def test_what_the_write_leaves_out_is_told_with_the_write(desk: Any, plate: Callable[..., Any]) -> None:
    asks(desk, "rgba depth")
    write = written(desk, plate(depth_Z=1), channels="rgba")
    (finding,) = desk.check(CHECK, "render")
    assert (finding.severity, finding.title) == ("error", "depth would be missing in the frames of render_main")
    assert finding.detail == f"It reaches {write}, which writes rgba alone."
    assert desk.selected(finding) == [write]


def test_the_node_that_loses_a_layer_is_named(desk: Any, plate: Callable[..., Any]) -> None:
    import nuke

    asks(desk, "rgb depth")
    kept = nuke.nodes.Remove(inputs=[plate(depth_Z=1)], operation="keep", channels="rgb", name="Tidy")
    written(desk, nuke.nodes.Grade(inputs=[kept]))
    (finding,) = desk.check(CHECK, "render")
    assert finding.detail == "Plate gives it, and Tidy does not pass it on."
    assert desk.selected(finding) == ["Tidy"]


def test_a_layer_that_a_merge_does_not_take_from_its_a_is_told(desk: Any, plate: Callable[..., Any]) -> None:
    import nuke

    asks(desk, "depth")
    merge = nuke.nodes.Merge2(inputs=[nuke.nodes.Constant(channels="rgba"), plate(depth_Z=1)], name="Over")
    written(desk, merge)
    (finding,) = desk.check(CHECK, "render")
    assert finding.detail == "Plate gives it, and Over does not pass it on."
    merge["also_merge"].setValue("depth")
    assert desk.check(CHECK, "render") == []


def test_a_layer_that_is_lost_within_a_group_is_told(desk: Any, plate: Callable[..., Any]) -> None:
    import nuke

    asks(desk, "depth")
    group = nuke.nodes.Group(name="Look")
    with group:
        kept = nuke.nodes.Remove(inputs=[nuke.nodes.Input()], operation="keep", channels="rgba")
        nuke.nodes.Output(inputs=[kept])
    group.setInput(0, plate(depth_Z=1))
    written(desk, group)
    (finding,) = desk.check(CHECK, "render")
    assert desk.selected(finding) == ["Look"]


def test_what_no_node_gives_is_told_of_the_write(desk: Any, plate: Callable[..., Any]) -> None:
    asks(desk, "rgba crypto_object", missing_channels="warning")
    write = written(desk, plate(depth_Z=1))
    (finding,) = desk.check(CHECK, "render")
    assert (finding.severity, finding.detail) == ("warning", f"No node above {write} gives it.")
    assert desk.selected(finding) == [write]


def test_every_lost_layer_is_told_by_itself(desk: Any, plate: Callable[..., Any]) -> None:
    asks(desk, "rgb depth crypto_object")
    written(desk, plate(depth_Z=1), channels="rgb")
    assert [each.detail.partition(" ")[0] for each in desk.check(CHECK, "render")] == ["It", "No"]


def test_what_is_off_does_not_lose_anything(desk: Any, plate: Callable[..., Any]) -> None:
    import nuke

    asks(desk, "depth")
    written(desk, nuke.nodes.Remove(inputs=[plate(depth_Z=1)], disable=True))
    assert desk.check(CHECK, "render") == []


@pytest.mark.parametrize("how", ["off", "everything is there", "not connected"])
def test_there_may_be_nothing_to_say(desk: Any, plate: Callable[..., Any], how: str) -> None:
    import nuke

    asks(desk, "depth", missing_channels="off" if how == "off" else "error")
    write = written(desk, plate(), channels="rgb")
    if how == "everything is there":
        nuke.execute(nuke.toNode(write), 1001, 1003)
    elif how == "not connected":
        nuke.toNode(write.partition(".")[0]).setInput(0, None)
    assert desk.check(CHECK, "render") == []


def test_nuke_is_not_asked_where_the_show_asks_nothing(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from dcc.nuke.scene import channels

    monkeypatch.setattr(channels, "reaching", None)
    desk.ready()
    assert desk.check(CHECK, "render") == []


def test_what_nuke_cannot_say_is_not_taken_for_missing(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from studio_tools.testing.nukesim import channels

    def in_error(node: Any) -> tuple[str, ...]:
        raise RuntimeError("the op is in error")

    asks(desk, "depth")
    desk.ready()
    monkeypatch.setattr(channels, "of", in_error)
    (finding,) = desk.check(CHECK, "render")
    assert (finding.severity, finding.title) == ("info", "Nuke cannot say which channels reach render_main")


def test_frames_are_published_with_the_check_in_their_recipe(desk: Any, house: Any) -> None:
    for kind in ("render", "comp", "precomp", "plate"):
        recipe = house.session.settings.applications["nuke"].recipes[kind]
        assert CHECK in recipe.validate
        assert "nuke.channels" in recipe.collect


@pytest.mark.parametrize(
    ("mask", "let_through"),
    [
        ("rgba", "R A diffuse"),
        ("rgb", "R"),
        ("alpha", "A"),
        ("all", "R A depth.Z diffuse.R"),
        ("depth", "depth.Z"),
        ("rgb depth.Z", "R depth.Z"),
        ("{rgba.red -rgba.alpha}", "R"),
        ("motion", "forward.u"),
        ("none", ""),
        ("", ""),
    ],
)
def test_a_mask_lets_through_what_it_names(mask: str, let_through: str) -> None:
    given = ["rgba.red", "rgba.alpha", "depth.Z", "diffuse.red", "forward.u"]
    through = as_written(chosen(mask, given))
    everything = {"R", "A", "depth.Z", "diffuse.R", "forward.u"}
    wanted = everything if mask == "all" else set(let_through.split()) & everything
    assert through == wanted


@given(st.lists(st.from_regex(r"[a-z]{1,4}\.[a-z]{1,4}", fullmatch=True)), st.text())
def test_a_mask_never_lets_through_what_does_not_reach_it(names: list[str], mask: str) -> None:
    assert set(chosen(mask, names)) <= set(names)
    assert chosen("all", names) == names
