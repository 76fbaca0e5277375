"""What is loaded in Maya's corners: copies, namespaces, nested and unloaded references, loads that complain, locks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import HostError, NotCapable
from studio_tools.host import How, Loaded, SceneEvent
from studio_tools.model import ProductKey, Stamp
from studio_tools.scenes import read
from studio_tools.testing.mayasim import Session

KEY = ProductKey("demo", "assets/dragon", "model")
V3, V4 = (Stamp(key=KEY, number=number, representation="ma") for number in (3, 4))
Make = Callable[..., Path]


@pytest.fixture
def scene_file(host: Any, tmp_path: Path) -> Make:
    """Makes a saved scene with cubes of some names, or what a function makes, and begins a new one."""

    def make(name: str, *cubes: str, also: Callable[[], object] = lambda: None) -> Path:
        from maya import cmds

        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        host.new(force=True)
        for cube in cubes:
            cmds.polyCube(name=cube)
        also()
        host.save(path)
        host.new(force=True)
        return path

    return make


@pytest.fixture
def dragon(scene_file: Make) -> Path:
    return scene_file("v003/dragon.ma", "body")


@pytest.fixture
def newer(scene_file: Make) -> Path:
    return scene_file("v004/dragon.ma", "body", "tail")


def reference(host: Any, path: Path, name: str = "dragon", stamp: Stamp | None = V3) -> Loaded:
    one: Loaded = host.load(path, How.REFERENCE, name=name, stamp=stamp)
    return one


def by_label(host: Any) -> dict[str, Loaded]:
    return {one.label: one for one in host.loaded()}


# -- copies and names


def test_a_second_copy_is_told_without_its_number(dragon: Path, newer: Path, host: Any) -> None:
    from maya import cmds

    first, second = reference(host, dragon), reference(host, dragon)
    assert cmds.referenceQuery(second.id, filename=True).endswith("dragon.ma{1}")
    assert first.resolved == second.resolved == dragon
    assert (first.path, second.path) == (dragon.as_posix(), dragon.as_posix())
    assert (first.id, second.id) == ("dragonRN", "dragonRN1")
    assert (first.label, second.label) == ("dragon", "dragon1")


def test_removing_the_first_copy_leaves_the_second(dragon: Path, newer: Path, host: Any) -> None:
    first, second = reference(host, dragon), reference(host, dragon)
    host.remove(first)
    assert list(host.loaded()) == [second]
    assert host.update(second, newer, stamp=V4).resolved == newer


def test_a_namespace_that_is_taken_gets_a_number(dragon: Path, host: Any) -> None:
    from maya import cmds

    cmds.namespace(addNamespace="dragon")
    cmds.polyCube(name="dragon:mine")
    assert reference(host, dragon).label == "dragon1"


@pytest.mark.parametrize(
    ("asked", "given"),
    [("hero dragon-01", "hero_dragon_01"), ("1st", "_1st"), ("Käfer", "K_fer"), ("a:b", "a_b"), ("", "loaded")],
)
def test_a_name_becomes_a_legal_namespace(asked: str, given: str, dragon: Path, host: Any) -> None:
    assert reference(host, dragon, asked).label == given


def test_the_content_comes_in_its_namespace(dragon: Path, host: Any) -> None:
    from maya import cmds

    reference(host, dragon, "smaug")
    assert cmds.objExists("smaug:body")


def test_an_update_keeps_namespace_node_and_edits(dragon: Path, newer: Path, host: Any) -> None:
    from maya import cmds

    one = reference(host, dragon, "smaug")
    cmds.setAttr("smaug:body.translateY", 4.0)
    updated = host.update(one, newer, stamp=V4)
    assert (updated.id, updated.label) == (one.id, "smaug")
    assert cmds.objExists("smaug:tail")
    assert cmds.getAttr("smaug:body.translateY") == 4.0


def test_an_update_keeps_another_namespace_than_the_nodes(dragon: Path, newer: Path, host: Any) -> None:
    """A namespace that an artist renamed no longer says how the reference node is called."""
    from maya import cmds

    one = reference(host, dragon, "smaug")
    cmds.file(dragon.as_posix(), edit=True, namespace="renamed")
    updated = host.update(one, newer, stamp=V4)
    assert (updated.id, updated.label) == ("smaugRN", "renamed")
    assert cmds.objExists("renamed:tail")


# -- what is nested


@pytest.fixture
def cave(scene_file: Make, dragon: Path, host: Any) -> Path:
    return scene_file("cave.ma", "rock", also=lambda: reference(host, dragon))


def test_what_is_nested_is_listed_and_not_editable(cave: Path, dragon: Path, host: Any) -> None:
    reference(host, cave, "cave", None)
    listed = by_label(host)
    assert sorted(listed) == ["cave", "cave:dragon"]
    assert listed["cave"].is_editable
    assert not listed["cave:dragon"].is_editable
    assert (listed["cave:dragon"].resolved, listed["cave:dragon"].stamp) == (dragon, V3)


def test_what_is_nested_is_not_updated(cave: Path, newer: Path, host: Any) -> None:
    reference(host, cave, "cave", None)
    deep = by_label(host)["cave:dragon"]
    with pytest.raises(NotCapable, match="came with another reference") as refused:
        host.update(deep, newer, stamp=V4)
    assert "Open the file" in refused.value.hint
    with pytest.raises(NotCapable):
        host.remove(deep)
    assert by_label(host)["cave:dragon"] == deep


def test_what_is_nested_twice_is_told_apart(scene_file: Make, cave: Path, host: Any) -> None:
    hill = scene_file("hill.ma", also=lambda: reference(host, cave, "cave", None))
    reference(host, hill, "hill", None)
    assert sorted(by_label(host)) == ["hill", "hill:cave", "hill:cave:dragon"]


def test_removing_the_outer_one_takes_the_nested(cave: Path, host: Any) -> None:
    host.remove(reference(host, cave, "cave", None))
    assert list(host.loaded()) == []


# -- what is not loaded


def test_an_unloaded_reference_is_listed_as_such(dragon: Path, host: Any) -> None:
    from maya import cmds

    one = reference(host, dragon)
    cmds.file(unloadReference=one.id)
    (listed,) = host.loaded()
    assert not listed.is_loaded
    assert (listed.resolved, listed.stamp, listed.label) == (dragon, V3, "dragon")


def test_an_unloaded_reference_is_updated_and_stays_unloaded(dragon: Path, newer: Path, host: Any) -> None:
    from maya import cmds

    one = reference(host, dragon)
    cmds.file(unloadReference=one.id)
    updated = host.update(one, newer, stamp=V4)
    assert (updated.resolved, updated.stamp, updated.is_loaded) == (newer, V4, False)
    cmds.file(loadReference=one.id)
    assert cmds.objExists("dragon:tail")


def test_an_unloaded_reference_is_removed(dragon: Path, host: Any) -> None:
    from maya import cmds

    one = reference(host, dragon)
    cmds.file(unloadReference=one.id)
    host.remove(one)
    assert list(host.loaded()) == []


def test_a_reference_whose_file_is_gone_is_listed_and_can_be_mended(dragon: Path, newer: Path, host: Any) -> None:
    one = reference(host, dragon)
    path = host.save(dragon.parent.parent / "shot.ma")
    dragon.unlink()
    host.new()
    host.open(path)
    (listed,) = host.loaded()
    assert (listed.resolved, listed.is_loaded, listed.stamp) == (dragon, False, V3)
    assert host.update(one, newer, stamp=V4).resolved == newer


# -- what complains


def test_a_reference_that_loads_with_errors_is_kept(dragon: Path, host: Any, maya: Session) -> None:
    maya.faults.load_errors.append("*dragon.ma")
    one = reference(host, dragon)
    assert one.is_loaded
    assert one.stamp == V3
    assert [level for level, text in maya.printed if "Errors have occurred" in text] == ["warning"]


def test_an_update_that_loads_with_errors_is_kept(dragon: Path, newer: Path, host: Any, maya: Session) -> None:
    one = reference(host, dragon)
    maya.faults.load_errors.append("*v004*")
    updated = host.update(one, newer, stamp=V4)
    assert (updated.resolved, updated.stamp, updated.is_loaded) == (newer, V4, True)


def test_a_reference_that_is_forbidden_leaves_nothing(dragon: Path, host: Any) -> None:
    from maya.api import OpenMaya

    OpenMaya.MSceneMessage.addCheckFileCallback(OpenMaya.MSceneMessage.kBeforeCreateReferenceCheck, lambda *_: False)
    with pytest.raises(HostError, match="cannot be referenced"):
        reference(host, dragon)
    assert list(host.loaded()) == []


def test_a_file_that_vanishes_while_it_is_updated_leaves_the_old_one(
    dragon: Path, newer: Path, host: Any, maya: Session
) -> None:
    one = reference(host, dragon)
    maya.faults.missing.append("*v004*")
    with pytest.raises(HostError, match="cannot be updated"):
        host.update(one, newer, stamp=V4)
    assert list(host.loaded()) == [one]


def test_an_update_that_breaks_in_its_middle_is_turned_back(
    dragon: Path, newer: Path, host: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from maya import cmds

    from dcc.maya.scene import references

    point = references.point

    def break_off(node: str, path: str, kind: str) -> None:
        if "v004" in path:
            cmds.file(unloadReference=node)
            raise RuntimeError("Out of memory.")
        point(node, path, kind)

    monkeypatch.setattr(references, "point", break_off)
    one = reference(host, dragon)
    with pytest.raises(HostError, match=r"cannot be updated to dragon\.ma: Out of memory"):
        host.update(one, newer, stamp=V4)
    assert list(host.loaded()) == [one]
    assert cmds.objExists("dragon:body")


def test_a_reference_that_maya_quietly_did_not_load_is_taken_away(
    dragon: Path, host: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from maya import cmds

    from dcc.maya.scene import references

    def defer(path: str, kind: str, namespace: str) -> None:
        cmds.file(path, reference=True, type=kind, namespace=namespace, deferReference=True)

    monkeypatch.setattr(references, "make", defer)
    with pytest.raises(HostError, match="Maya did not load it"):
        reference(host, dragon)
    assert list(host.loaded()) == []


@pytest.mark.parametrize("name", ["dragon.obj", "dragon", "dragon.exr"])
def test_what_maya_cannot_reference_is_refused(name: str, host: Any, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text("v 0 0 0")
    with pytest.raises(NotCapable, match="cannot load"):
        reference(host, path)
    assert list(host.loaded()) == []


def test_a_plug_in_that_is_not_installed_is_named(host: Any, maya: Session, tmp_path: Path) -> None:
    maya.installed = frozenset()
    path = tmp_path / "dragon.abc"
    path.write_bytes(b"Ogawa")
    with pytest.raises(HostError, match="needs the plug-in AbcImport"):
        reference(host, path)


# -- stamps and locks


def test_a_stamp_is_on_the_reference_node_which_stays_locked(dragon: Path, host: Any) -> None:
    from maya import cmds

    one = reference(host, dragon)
    assert cmds.getAttr(f"{one.id}.studioStamp") == "demo/assets/dragon:model.main@v003 ma"
    assert cmds.lockNode(one.id, query=True, lock=True) == [True]


def test_a_stamp_is_in_the_file(dragon: Path, host: Any, tmp_path: Path) -> None:
    reference(host, dragon)
    assert "demo/assets/dragon:model.main@v003 ma" in host.save(tmp_path / "shot.ma").read_text("utf-8")


def test_a_stamp_that_somebody_wrote_over_is_none(dragon: Path, host: Any) -> None:
    from maya import cmds

    one = reference(host, dragon)
    cmds.setAttr(f"{one.id}.studioStamp", "the new one", type="string")
    assert by_label(host)["dragon"].stamp is None
    assert host.update(one, dragon, stamp=V4).stamp == V4


def test_references_that_artists_made_are_listed_without_a_stamp(dragon: Path, host: Any) -> None:
    from maya import cmds

    cmds.file(dragon.as_posix(), reference=True, namespace="by_hand")
    assert by_label(host)["by_hand"].stamp is None
    assert by_label(host)["by_hand"].is_editable


def test_reference_nodes_without_a_file_are_left_out(dragon: Path, host: Any) -> None:
    from maya import cmds

    reference(host, dragon)
    cmds.createNode("reference", name="sharedReferenceNode")
    assert sorted(by_label(host)) == ["dragon"]


def test_what_the_host_loads_the_reader_finds_in_the_file(dragon: Path, cave: Path, host: Any, tmp_path: Path) -> None:
    reference(host, dragon)
    reference(host, cave, "cave", None)
    scene = read(host.save(tmp_path / "shot.ma"))
    assert {(one.namespace, one.path) for one in scene.references if one.depth == 1} == {
        ("dragon", dragon.as_posix()),
        ("cave", cave.as_posix()),
    }


# -- by hand


def test_references_made_by_hand_are_told_of(dragon: Path, host: Any) -> None:
    from maya import cmds

    heard: list[int] = []
    end = host.on(SceneEvent.LOADED_CHANGED, lambda: heard.append(len(host.loaded())))
    cmds.file(dragon.as_posix(), reference=True, namespace="one")
    cmds.file(unloadReference="oneRN")
    cmds.file(removeReference=True, referenceNode="oneRN")
    end()
    assert heard == [1, 1, 0]


def test_undo_takes_one_load_back_and_not_what_was_before(dragon: Path, host: Any) -> None:
    from maya import cmds

    cmds.polyCube(name="mine")
    reference(host, dragon)
    cmds.undo()
    assert cmds.objExists("mine")
    assert not cmds.objExists("dragon:body")
    assert not cmds.objExists("dragonRN")
    cmds.redo()
    assert by_label(host)["dragon"].stamp == V3


def test_a_step_of_undo_bears_the_name_of_what_was_done(dragon: Path, newer: Path, host: Any) -> None:
    from maya import cmds

    one = reference(host, dragon)
    assert cmds.undoInfo(query=True, undoName=True) == "Load dragon"
    host.update(one, newer, stamp=V4)
    assert cmds.undoInfo(query=True, undoName=True) == "Update dragon"


def test_loading_leaves_the_selection(dragon: Path, host: Any) -> None:
    from maya import cmds

    cmds.polyCube(name="mine")
    cmds.polyCube(name="other")
    cmds.select("mine")
    reference(host, dragon)
    assert list(host.selection()) == ["|mine"]
