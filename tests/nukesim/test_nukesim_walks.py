"""Walks as a pipeline takes them: load, update, publish from a write of one's own, version up."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from studio_tools import scenes
from studio_tools.testing.nukesim import Session


def load(nuke: ModuleType, path: str, first: int, last: int, stamp: dict[str, object]):  # type: ignore[no-untyped-def]
    """Bring in a plate in one step, with a hidden stamp."""
    nuke.Undo.begin("load")
    try:
        node = nuke.createNode("Read", inpanel=False)
        node["file"].fromUserText(f"{path} {first}-{last}")
        tab = nuke.Tab_Knob("studio", "Studio")
        knob = nuke.String_Knob("studio_stamp", "")
        knob.setFlag(nuke.INVISIBLE)
        node.addKnob(tab)
        node.addKnob(knob)
        knob.setValue(json.dumps(stamp))
        return node
    finally:
        nuke.Undo.end()


def test_a_load_is_undone_in_one_step(nuke: ModuleType, frames: Callable[..., str]) -> None:
    load(nuke, frames(), 1001, 1004, {"version": 3})
    assert nuke.Undo.undoSize() == 1
    nuke.undo()

    assert nuke.allNodes() == []


def test_stamps_survive_save_and_update(nuke: ModuleType, frames: Callable[..., str], tmp_path: Path) -> None:
    stamp = {"version": 3, "note": 'say "ü" [now] {here}\n'}
    node = load(nuke, frames("v003"), 1001, 1004, stamp)
    grade = nuke.createNode("Grade")
    path = (tmp_path / "comp.nk").as_posix()
    nuke.scriptSaveAs(path)
    nuke.scriptClear()
    nuke.scriptReadFile(path)
    node, grade = nuke.toNode(node_name := "Read1"), nuke.toNode("Grade1")
    assert json.loads(node["studio_stamp"].value()) == stamp
    nuke.Undo.begin("update")
    node["file"].fromUserText(f"{frames('v004', 1001, 1010)} 1001-1010")
    node["studio_stamp"].setValue(json.dumps({"version": 4}))
    nuke.Undo.end()

    assert (node["last"].value(), node.name(), grade.input(0)) == (1010, node_name, node)
    nuke.undo()
    assert (node["last"].value(), json.loads(node["studio_stamp"].value())) == (1004, stamp)


def test_what_is_loaded_is_what_the_reader_scans(nuke: ModuleType, frames: Callable[..., str], tmp_path: Path) -> None:
    plate = frames()
    load(nuke, plate, 1001, 1004, {})
    path = tmp_path / "comp.nk"
    nuke.scriptSaveAs(path.as_posix())
    [found] = scenes.read(path).dependencies

    assert (found.path, found.first, found.last, found.kind) == (plate, 1001, 1004, "sequence")


@pytest.fixture
def studio_write(nuke: ModuleType, frames: Callable[..., str], tmp_path: Path):  # type: ignore[no-untyped-def]
    """A group with a Write in it, whose knobs are linked, and whose path follows the script."""
    read = load(nuke, frames(), 1001, 1004, {})
    group = nuke.nodes.Group(name="StudioWrite")
    with group:
        source = nuke.nodes.Input()
        write = nuke.nodes.Write(name="Write", inputs=[source], file_type="exr", create_directories=True)
        write["file"].setValue(
            "[file dirname [value root.name]]/render/[lindex [split [file tail [value root.name]] .] 0]"
            "/[value parent.product].%04d.exr"
        )
        nuke.nodes.Output(inputs=[source])
    product = nuke.String_Knob("product", "Product")
    group.addKnob(product)
    product.setValue("main")
    link = nuke.Link_Knob("compression", "Compression")
    group.addKnob(link)
    link.setLink("Write.compression")
    group.setInput(0, read)
    return group


def test_the_path_follows_the_script(nuke: ModuleType, studio_write, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    nuke.scriptSaveAs((tmp_path / "comp_v001.nk").as_posix())
    write = nuke.toNode("StudioWrite.Write")
    assert write["file"].evaluate(1001) == f"{tmp_path.as_posix()}/render/comp_v001/main.1001.exr"
    nuke.scriptSaveAs((tmp_path / "comp_v002.nk").as_posix())
    studio_write["product"].setValue("fx")

    assert write["file"].evaluate(1001) == f"{tmp_path.as_posix()}/render/comp_v002/fx.1001.exr"


def test_it_renders_the_frames_of_what_comes_in(  # type: ignore[no-untyped-def]
    nuke: ModuleType, session: Session, studio_write, tmp_path: Path
) -> None:
    nuke.scriptSaveAs((tmp_path / "comp_v001.nk").as_posix())
    studio_write["compression"].setValue("DWAA")
    nuke.execute(studio_write)

    assert [Path(path).name for path in session.rendered] == [f"main.{frame}.exr" for frame in range(1001, 1005)]
    assert nuke.toNode("StudioWrite.Write")["compression"].value() == "DWAA"


def test_the_reader_resolves_it_from_the_file(nuke: ModuleType, studio_write, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "comp_v001.nk"
    nuke.scriptSaveAs(path.as_posix())
    [output] = scenes.read(path).outputs

    assert output.resolved == f"{tmp_path.as_posix()}/render/comp_v001/main.%04d.exr"
    assert output.node == "StudioWrite.Write"


def test_a_batch_of_a_farm(terminal: Session, frames: Callable[..., str], tmp_path: Path) -> None:
    """Open, change, render what is missing, save elsewhere: as `nuke -t` does."""
    import nuke

    read = nuke.nodes.Read(first=1001, last=1004)
    read["file"].setValue(frames())
    write = nuke.nodes.Write(name="Out", inputs=[read], file_type="png", file=f"{tmp_path.as_posix()}/x.%04d.png")
    nuke.scriptSaveAs((tmp_path / "job.nk").as_posix())
    nuke.execute(write, 1001, 1002)
    nuke.scriptOpen((tmp_path / "job.nk").as_posix())
    write = nuke.toNode("Out")
    missing = [frame for frame in write.frameRange() if not Path(write["file"].evaluate(frame)).is_file()]
    nuke.execute(write, nuke.FrameRanges(missing))

    assert missing == [1003, 1004]
    assert len(terminal.rendered) == 4
    assert not nuke.modified()
