"""What is made of a rig that has its sets: its scene, and caches of what the out set holds."""

from __future__ import annotations

from typing import Any

import pytest

from studio_tools.errors import PublishError
from studio_tools.host import How
from studio_tools.publish.items import Severity
from studio_tools.testing.mayasim import exchange


def test_the_sets_are_written_with_the_rig(rigged: Any) -> None:
    from maya import cmds

    (made,) = rigged.make("maya.flat-scene-file", "rig")
    rigged.host.open(made.files[0].path, force=True)
    assert (cmds.sets("controls_SET", query=True), cmds.sets("out_SET", query=True)) == (["hand_ctl"], ["hand"])


@pytest.fixture
def shot(desk: Any, rigged: Any) -> Any:
    """A shot that refers to the rig twice."""
    source = desk.save("puppet.ma")
    desk.host.new(force=True)
    for name in ("left", "right"):
        desk.host.load(source, How.REFERENCE, name=name, stamp=None)
    desk.cut(1001, 1010)
    return desk


def test_caches_are_made_of_what_the_out_set_holds(shot: Any) -> None:
    shot.mark("anim", "left:out_SET", name="anim_set")
    (made,) = shot.make("maya.alembic", "anim")
    (top, *below) = exchange.told(made.files[0].path.read_bytes())["nodes"]
    assert top == "|left:puppet|left:hand"
    assert below == ["|left:puppet|left:hand|left:handShape"]
    assert shot.titles("maya.seen", "anim") == shot.titles("maya.has-members", "anim") == []


def test_what_an_out_set_holds_is_checked_as_what_is_named_itself(shot: Any) -> None:
    from maya import cmds

    shot.mark("anim", "left:out_SET", name="anim_set")
    cmds.setAttr("left:puppet.visibility", False)
    assert shot.titles("maya.seen", "anim") == ["left:hand is hidden all the time"]


@pytest.mark.parametrize("step", ["maya.alembic", "maya.usd", "maya.fbx", "maya.gpu-cache", "maya.obj"])
def test_a_set_of_nothing_is_never_cached_as_the_whole_scene(shot: Any, step: str) -> None:
    from maya import cmds

    cmds.sets(name="nothing", empty=True)
    shot.mark("anim", "nothing", name="anim_set")
    with pytest.raises(PublishError, match="holds nothing that can be cached"):
        shot.make(step, "anim")


def test_names_that_clash_without_their_namespaces_are_told(shot: Any) -> None:
    shot.mark("anim", "left:out_SET", "right:out_SET", name="anim_set")
    (finding,) = shot.check("maya.clashing-names", "anim")
    assert (finding.severity, finding.title) == (Severity.ERROR, "2 nodes side by side are called hand")
    assert shot.selected(finding) == ["|left:puppet|left:hand", "|right:puppet|right:hand"]


def test_names_that_do_not_hang_side_by_side_do_not_clash(shot: Any) -> None:
    from maya import cmds

    for name in ("left", "right"):
        cmds.parent(f"{name}:puppet", cmds.group(name=f"{name}_side", empty=True))
    shot.mark("anim", "left_side", "right_side", name="anim_set")
    assert shot.check("maya.clashing-names", "anim") == []


def test_names_below_one_node_clash_too(shot: Any) -> None:
    from maya import cmds

    cmds.group("left:puppet", "right:puppet", name="crowd")
    shot.mark("cache", "crowd", name="cache_set")
    assert shot.titles("maya.clashing-names", "cache") == ["2 nodes side by side are called puppet"]


def test_what_a_set_holds_is_in_a_cleaned_scene(desk: Any) -> None:
    from maya import cmds

    cmds.polyCube(name="crate", constructionHistory=False)
    cmds.polyCube(name="left_out", constructionHistory=False)
    cmds.sets("crate", name="props")
    desk.mark("model", "props")
    (made,) = desk.make("maya.clean-scene-file", "model")
    text = made.files[0].path.read_text()
    assert ('"crate"' in text, "left_out" in text) == (True, False)
