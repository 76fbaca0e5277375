"""Scenes that real Mayas saved: opened, asked, compared with the reader, saved and read back."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from studio_tools import scenes
from studio_tools.testing.mayasim import NotSimulated, Session
from studio_tools.testing.mayasim.defaults import rate
from studio_tools.testing.mayasim.model import Node, Plug

COLLECTED = Path(__file__).parents[2].parent / "shared" / "data" / "real" / "maya"
MADE = re.compile(r"^createNode (\w+)((?: -s)?) -n \"([^\"]+)\"(?: -p \"([^\"]+)\")?", re.MULTILINE)
FILES = sorted(COLLECTED.glob("*.ma")) if COLLECTED.is_dir() else []

pytestmark = pytest.mark.skipif(not FILES, reason="the collected scenes are not beside the house")


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def scene_file(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


@pytest.fixture
def opened(batch: Session, scene_file: Path) -> ModuleType:
    """`maya.cmds` with the scene open."""
    from maya import cmds

    cmds.file(scene_file.as_posix(), open=True)
    module: ModuleType = cmds
    return module


def test_it_opens_unmodified(opened: ModuleType, scene_file: Path) -> None:
    assert opened.file(query=True, sceneName=True) == scene_file.as_posix()
    assert opened.file(query=True, modified=True) is False


def test_every_node_of_the_file_is_there(opened: ModuleType, scene_file: Path) -> None:
    text = scene_file.read_text(encoding="utf-8", errors="surrogateescape")

    for type_name, _, name, parent in MADE.findall(text):
        found = [node for node in opened.ls(name, long=True) if not parent or node.endswith(f"{parent}|{name}")]
        assert found, f"{type_name} {name}"
        kind = opened.nodeType(found[0])
        assert kind in (type_name, "unknown", "unknownDag")
        if kind.startswith("unknown"):
            assert opened.unknownNode(found[0], query=True, realClassName=True) == type_name


def test_units_and_ranges_are_those_that_the_reader_says(opened: ModuleType, scene_file: Path) -> None:
    told = scenes.read(scene_file)

    assert opened.currentUnit(query=True, time=True) == told.units.time
    assert opened.currentUnit(query=True, linear=True, fullName=True) == told.units.linear
    assert rate(opened.currentUnit(query=True, time=True)) == told.fps
    for pair, flags in (
        (told.range, ("minTime", "maxTime")),
        (told.animation_range, ("animationStartTime", "animationEndTime")),
    ):
        if pair is not None:
            assert tuple(opened.playbackOptions(query=True, **{flag: True}) for flag in flags) == pair


def test_references_are_those_that_the_reader_says(opened: ModuleType, scene_file: Path) -> None:
    told = [each for each in scenes.read(scene_file).references if each.depth == 1]

    assert opened.ls(references=True) == [each.node for each in told]
    for each in told:
        assert opened.referenceQuery(each.node, filename=True, unresolvedName=True) == each.path
        assert opened.referenceQuery(each.node, namespace=True, shortName=True) == each.namespace
        assert opened.file(referenceNode=each.node, query=True, type=True) == [each.type]
        assert opened.referenceQuery(each.node, isLoaded=True) is False, "its file is not here"


def test_textures_are_those_that_the_reader_says(opened: ModuleType, scene_file: Path) -> None:
    told = {
        each.node: each.path
        for each in scenes.read(scene_file).dependencies
        if each.kind in ("texture", "udim", "sequence")
    }
    paths = {node: opened.getAttr(f"{node}.fileTextureName") for node in opened.ls(type="file")}

    assert {node: path for node, path in paths.items() if path} == told


def test_plug_ins_are_those_that_the_reader_says(opened: ModuleType, scene_file: Path) -> None:
    told = {each.name for each in scenes.read(scene_file).plugins}

    missing = set(opened.unknownPlugin(query=True, list=True) or [])
    loaded = set(opened.pluginInfo(query=True, listPlugins=True) or [])
    assert missing | loaded == told


def test_the_scenes_information_is_that_of_the_file(opened: ModuleType, scene_file: Path) -> None:
    flat = opened.fileInfo(query=True)

    assert flat[::2] == [key for key, _ in scenes.read(scene_file).info]
    assert opened.fileInfo("application", query=True) == ["maya"]


def test_render_settings_are_those_of_the_file(opened: ModuleType, scene_file: Path) -> None:
    told = scenes.read(scene_file)

    if told.resolution is not None:
        size = tuple(opened.getAttr(f"defaultResolution.{axis}") for axis in ("width", "height"))
        assert size == told.resolution
    if told.colour.config is not None:
        assert opened.colorManagementPrefs(query=True, configFilePath=True) == told.colour.config


def test_what_is_saved_says_the_same_to_the_reader(opened: ModuleType, scene_file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "scenes" / scene_file.name
    opened.file(rename=copy.as_posix())
    opened.file(save=True, type="mayaAscii")

    before, after = essence(scene_file), essence(copy)
    if before["range"] is None:  # Maya writes the ranges whenever it saves
        del before["range"], before["animation_range"]

    assert {key: value for key, value in before.items() if value != after[key]} == {}


def essence(path: Path) -> dict[str, object]:
    """What a file refers to and says, without where it lies and who wrote it last."""
    told = replace(scenes.read(path), file="", version=None, warnings=())
    found: dict[str, object] = told.as_json()
    for key in ("info", "version", "script_nodes", "outputs"):
        found.pop(key)
    found["references"] = [(each.node, each.path, each.namespace, each.depth, each.type) for each in told.references]
    found["dependencies"] = sorted((each.node, each.kind, each.path) for each in told.dependencies)
    found["plugins"] = sorted({(each.name, each.version) for each in told.plugins}, key=str)
    return found


def test_what_is_saved_opens_as_the_same_scene(
    batch: Session, opened: ModuleType, scene_file: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "scenes" / scene_file.name
    opened.file(rename=copy.as_posix())
    opened.file(save=True, type="mayaAscii")
    before = picture(batch)

    opened.file(copy.as_posix(), open=True)

    after = picture(batch)
    assert before.keys() == after.keys()
    assert {key: (before[key], after[key]) for key in before if before[key] != after[key]} == {}


def picture(session: Session) -> dict[str, object]:
    """All that a session holds of a scene, in plain values."""
    scene = session.scene
    found: dict[str, object] = {each.name + str(each.parent and each.parent.name): node(each) for each in scene.all()}
    found["connections"] = sorted(
        (each.source.name, each.out, each.target.name, each.into.partition("[")[0]) for each in scene.every_connection()
    )
    found["carried"] = scene.carried
    found["requires"] = scene.requirements
    found["info"] = scene.file_info
    found["times"] = scene.times
    found["units"] = scene.units
    found["references"] = [(each.node.name, each.path, each.namespace, each.edits) for each in scene.references]
    return found


def node(each: Node) -> object:
    plugs = {path: value(plug) for path, plug in each.plugs.items() if value(plug) != (None, (), False)}
    return (
        each.type,
        each.real_type,
        each.uuid if not each.is_default else "",
        each.parent.name if each.parent else None,
        each.is_locked,
        sorted(each.added),
        plugs,
    )


def value(plug: Plug) -> object:
    held = plug.written if plug.written is not None else plug.value
    return (held, tuple(word.text for word in plug.marks), plug.is_locked)


def test_a_binary_scene_is_not_simulated(batch: Session) -> None:
    from maya import cmds

    for path in COLLECTED.glob("*.mb"):
        with pytest.raises(NotSimulated):
            cmds.file(path.as_posix(), open=True)


def test_a_set_of_scenes_resolves_its_references(batch: Session) -> None:
    """The layers' scene and the one it names by a bare file name lie side by side."""
    from maya import cmds

    batch.project = COLLECTED
    batch.rules["scene"] = "."
    (batch.faults.missing).append("*/nothing")

    cmds.file((COLLECTED / "aws-deadline__referenced_layers.ma").as_posix(), open=True)
    cmds.file((COLLECTED / "aws-deadline__ref.ma").as_posix(), loadReference="imported_scene_refRN")

    assert cmds.referenceQuery("imported_scene_refRN", isLoaded=True) is True
    assert cmds.ls("ref:*") != []
