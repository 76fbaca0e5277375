"""Scripts that real Nukes saved: opened, asked, compared with the reader, saved and read back."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from studio_tools import scenes
from studio_tools.scenes.numbers import rate
from studio_tools.testing.nukesim import NotSimulated, Session

COLLECTED = Path(__file__).parents[2].parent / "shared" / "data" / "real" / "nuke"
NAMED = re.compile(r"^( *)([A-Za-z_][\w.]*) \{$(.*?)^ *\}$", re.MULTILINE | re.DOTALL)
FILES = sorted(COLLECTED.glob("*.nk")) if COLLECTED.is_dir() else []

pytestmark = pytest.mark.skipif(not FILES, reason="the collected scripts are not beside the house")


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def script(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


@pytest.fixture
def opened(terminal: Session, script: Path) -> ModuleType:
    """`nuke` with the script open; code in its knobs is not run."""
    import nuke

    terminal.run_python = lambda code: None
    nuke.scriptOpen(script.as_posix())
    module: ModuleType = nuke
    return module


def test_it_opens_unmodified(opened: ModuleType, script: Path) -> None:
    assert opened.scriptName() == script.as_posix()
    assert not opened.root().modified()


def test_every_node_of_the_file_is_there(opened: ModuleType, script: Path) -> None:
    text = script.read_text(encoding="utf-8", errors="surrogateescape").replace("\r", "")
    told: dict[str, int] = {}
    for _, class_name, body in NAMED.findall(text):
        if class_name not in ("Root", "define_window_layout_xml") and "\n name " in body.replace("\n  ", "\n "):
            told[class_name] = told.get(class_name, 0) + 1
    found: dict[str, int] = {}
    for node in opened.allNodes(recurseGroups=True):
        found[node.Class()] = found.get(node.Class(), 0) + 1

    assert {name: count for name, count in told.items() if found.get(name, 0) < count} == {}


def test_the_script_says_what_the_reader_says(opened: ModuleType, script: Path) -> None:
    told, root = scenes.read(script), opened.root()

    if told.range is not None:
        first, last = told.range
        assert first is None or root.firstFrame() == first
        assert last is None or root.lastFrame() == last
    if told.fps is not None:
        assert rate(root["fps"].toScript()) == told.fps
    if told.resolution is not None:
        assert (root.width(), root.height()) == told.resolution
    if told.views is not None:
        assert tuple(opened.views()) == told.views
    if told.colour.management is not None:
        assert root["colorManagement"].value() == told.colour.management


def test_files_are_those_that_the_reader_says(opened: ModuleType, script: Path) -> None:
    for each in scenes.read(script).dependencies:
        details = dict(each.details)
        if details.get("knob"):
            node = opened.toNode(each.node)
            assert node.Class() == details["node_type"]
            assert node[details["knob"]].getText() == each.path
            if each.kind in ("image", "sequence"):
                frames = (node["first"].value(), node["last"].value())
                assert frames == (each.first or 1, each.last or 1)


def test_outputs_are_those_that_the_reader_says(opened: ModuleType, script: Path) -> None:
    told = {each.node: (each.kind, each.path or "", each.disabled) for each in scenes.read(script).outputs}
    writes = [node for node in opened.allNodes(recurseGroups=True) if node.Class() in ("Write", "DeepWrite")]

    found = {node.fullName(): (node.Class(), node["file"].getText(), node["disable"].value()) for node in writes}
    assert found == told


def test_plug_ins_are_the_classes_that_nobody_knows(opened: ModuleType, terminal: Session, script: Path) -> None:
    told = {each.name for each in scenes.read(script).plugins}
    unknown = {text.partition(":")[0] for level, text in terminal.printed if text.endswith(": Unknown command")}

    assert {re.sub(r"_v\d+$", "", name.removesuffix(".gizmo")) for name in unknown} == told


def essence(path: Path) -> dict[str, object]:
    """What a script says, without where it lies and who wrote it last."""
    found: dict[str, object] = replace(scenes.read(path), file="", version=None, script_name=None).as_json()
    found.pop("info")
    for key in ("dependencies", "outputs", "script_nodes", "plugins"):
        listed = found[key]
        assert isinstance(listed, list)
        found[key] = sorted(({**each, "resolved": None} for each in listed), key=str)
    return found


def test_what_is_saved_says_the_same_to_the_reader(opened: ModuleType, script: Path, tmp_path: Path) -> None:
    copy = tmp_path / script.name
    opened.scriptSaveAs(copy.as_posix())
    before, after = essence(script), essence(copy)

    before.pop("warnings")
    assert after.pop("warnings") == []
    assert before == after


def shape(nuke: ModuleType) -> dict[str, tuple[object, ...]]:
    """Every node with its class, its wires, and its knobs as a script writes them."""
    found: dict[str, tuple[object, ...]] = {}
    for number, node in enumerate(nuke.allNodes(recurseGroups=True)):
        wires = [each and each.fullName() for each in (node.input(at) for at in range(node.inputs()))]
        name = node.fullName()
        found[name if name not in found else f"{name}#{number}"] = (
            node.Class(),
            wires,
            node.writeKnobs(29).splitlines(),
        )
    return found


def test_what_is_saved_opens_as_it_was(opened: ModuleType, script: Path, tmp_path: Path) -> None:
    before = shape(opened)
    copy = (tmp_path / script.name).as_posix()
    opened.scriptSaveAs(copy)
    opened.scriptOpen(copy)

    assert shape(opened) == before


def test_what_is_saved_twice_is_the_same(opened: ModuleType, script: Path, tmp_path: Path) -> None:
    path = tmp_path / script.name
    opened.scriptSaveAs(path.as_posix())
    once = path.read_text()
    opened.scriptOpen(path.as_posix())
    opened.scriptSave()

    assert re.sub(r"\bN[0-9a-f]{8}\b", "N", path.read_text()) == re.sub(r"\bN[0-9a-f]{8}\b", "N", once)


def test_every_knob_answers_or_says_that_it_is_not_simulated(opened: ModuleType, script: Path) -> None:
    for node in opened.allNodes(recurseGroups=True):
        for knob in node.allKnobs():
            assert isinstance(knob.toScript(), str)
            try:
                knob.value()
            except (NotSimulated, RuntimeError):
                continue


def test_the_collected_gizmo_is_made(terminal: Session) -> None:
    import nuke

    terminal.run_python = lambda code: None
    (terminal.folder / "Cryptomatte.gizmo").write_bytes((COLLECTED / "Psyop__Cryptomatte.gizmo").read_bytes())
    nuke.pluginAddPath(terminal.folder.as_posix(), addToSysPath=False)
    node = nuke.createNode("Cryptomatte")

    assert node["previewMode"].values() == ["Colors", "Edges", "None"]
    assert node["previewEnabled"].value() is True
    assert node["matteList"].value() == ""
    assert node.output().name() == "Output"
