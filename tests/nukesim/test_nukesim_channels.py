"""Which channels come out of a node: by the header of a file, and by what lies between."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import OpenEXR
import pytest

from studio_tools.testing.nukesim import NotSimulated, Session

RGB = ["rgba.red", "rgba.green", "rgba.blue"]
RGBA = [*RGB, "rgba.alpha"]


def read(nuke: ModuleType, folder: Path) -> Any:
    """A Read of a frame with a beauty, depth and a layer."""
    layers = {
        "RGBA": np.ones((2, 2, 4), "float16"),
        "Z": np.ones((2, 2), "float32"),
        "diffuse": np.ones((2, 2, 3), "float16"),
        "id": np.ones((2, 2), "float32"),
    }
    head = {"compression": OpenEXR.ZIP_COMPRESSION, "type": OpenEXR.scanlineimage}
    OpenEXR.File(head, layers).write(str(folder / "a.0001.exr"))
    return nuke.nodes.Read(file=f"{folder.as_posix()}/a.%04d.exr", first=1, last=1)


def test_a_read_gives_what_its_files_header_says(nuke: ModuleType, tmp_path: Path) -> None:
    layers = ["depth.Z", "diffuse.blue", "diffuse.green", "diffuse.red", "other.id"]
    assert sorted(read(nuke, tmp_path).channels()) == sorted([*RGBA, *layers])


def test_nothing_is_known_of_a_file_that_is_not_there(nuke: ModuleType) -> None:
    with pytest.raises(NotSimulated, match="cannot be read"):
        nuke.nodes.Read(file="/nowhere/a.%04d.exr").channels()


@pytest.mark.parametrize(
    ("mask", "given"),
    [
        ("rgb", RGB),
        ("rgba", RGBA),
        ("alpha", RGBA[3:]),
        ("none", []),
        ("depth", ["depth.Z"]),
        ("i.a rgb", ["i.a", *RGB]),
    ],
)
def test_a_constant_gives_what_its_knob_says(nuke: ModuleType, mask: str, given: list[str]) -> None:
    assert nuke.nodes.Constant(channels=mask).channels() == given


@pytest.mark.parametrize("node_class", ["CheckerBoard2", "ColorBars", "ColorWheel"])
def test_patterns_give_colours_and_alpha(nuke: ModuleType, node_class: str) -> None:
    assert getattr(nuke.nodes, node_class)().channels() == RGBA


@pytest.mark.parametrize("node_class", ["NoOp", "Grade", "Blur", "Dot", "Reformat", "TimeOffset", "Write"])
def test_most_nodes_give_what_they_take(nuke: ModuleType, node_class: str) -> None:
    above = nuke.nodes.Constant(channels="rgba")
    assert getattr(nuke.nodes, node_class)(inputs=[above]).channels() == RGBA


def test_a_text_adds_colours(nuke: ModuleType) -> None:
    assert nuke.nodes.Text2(inputs=[nuke.nodes.Constant(channels="depth")]).channels() == ["depth.Z", *RGBA]


def test_what_takes_from_nothing_gives_nothing(nuke: ModuleType) -> None:
    assert nuke.nodes.Grade().channels() == []


def test_a_group_gives_what_its_output_gives(nuke: ModuleType) -> None:
    group = nuke.nodes.Group()
    with group:
        kept = nuke.nodes.Remove(inputs=[nuke.nodes.Input()], channels="alpha")
        nuke.nodes.Output(inputs=[kept])
    group.setInput(0, nuke.nodes.Constant(channels="rgba"))
    assert group.channels() == RGB


@pytest.mark.parametrize(
    ("knobs", "given"),
    [
        ({"operation": "keep", "channels": "rgb"}, RGB),
        ({"operation": "remove", "channels": "alpha"}, RGB),
        ({"operation": "keep", "channels": "rgba.red", "channels2": "alpha"}, ["rgba.red", "rgba.alpha"]),
        ({}, []),
        ({"disable": True}, RGBA),
    ],
)
def test_a_remove_takes_away_or_keeps(nuke: ModuleType, knobs: dict[str, Any], given: list[str]) -> None:
    assert nuke.nodes.Remove(inputs=[nuke.nodes.Constant(channels="rgba")], **knobs).channels() == given


@pytest.mark.parametrize(
    ("knobs", "more"),
    [({}, ["rgba.alpha"]), ({"output": "rgb"}, []), ({"output": "rgb", "also_merge": "depth"}, ["depth.Z"])],
)
def test_a_merge_gives_bs_channels_and_those_that_it_merges(
    nuke: ModuleType, knobs: dict[str, Any], more: list[str]
) -> None:
    front = nuke.nodes.Shuffle2(inputs=[nuke.nodes.Constant(channels="rgba")], out2="depth")
    assert nuke.nodes.Merge2(inputs=[nuke.nodes.Constant(), front], **knobs).channels() == [*RGB, *more]


def test_a_merge_of_all_layers_takes_those_of_a(nuke: ModuleType, tmp_path: Path) -> None:
    merge = nuke.nodes.Merge2(inputs=[nuke.nodes.Constant(), read(nuke, tmp_path)], also_merge="diffuse")
    assert merge.channels() == [*RGB, "rgba.alpha", "diffuse.blue", "diffuse.green", "diffuse.red"]


def test_a_copy_gives_what_it_copies(nuke: ModuleType, tmp_path: Path) -> None:
    copy = nuke.nodes.Copy(inputs=[nuke.nodes.Constant(), read(nuke, tmp_path)])
    assert copy.channels() == [*RGB, "rgba.alpha"]
    copy["channels"].setValue("diffuse")
    copy["to1"].setValue("depth.Z")
    assert set(copy.channels()) == {*RGBA, "depth.Z", "diffuse.blue", "diffuse.green", "diffuse.red"}


def test_a_shuffle_gives_what_it_puts_out(nuke: ModuleType) -> None:
    above = nuke.nodes.Constant()
    assert nuke.nodes.Shuffle(inputs=[above], out="rgb", out2="depth").channels() == [*RGB, "depth.Z"]
    assert nuke.nodes.Shuffle2(inputs=[above], out1="alpha").channels() == [*RGB, "rgba.alpha"]


def test_the_channels_of_other_classes_are_not_guessed(nuke: ModuleType, session: Session) -> None:
    with pytest.raises(NotSimulated, match="the channels of ScanlineRender1, a ScanlineRender, are not simulated"):
        nuke.nodes.ScanlineRender().channels()
