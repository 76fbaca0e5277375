"""What extractors and checks say when something is not as they need it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from studio_tools.errors import PublishError
from studio_tools.host import How
from studio_tools.publish.items import Severity
from studio_tools.testing.mayasim import Session as Maya

HEAD = '//Maya ASCII 2025 scene\nrequires maya "2025";\n'
Change = Callable[[bytes], bytes]


@pytest.fixture
def cmds(host: Any) -> ModuleType:
    from maya import cmds

    module: ModuleType = cmds
    return module


@pytest.fixture
def rewritten(maya: Maya, monkeypatch: pytest.MonkeyPatch) -> Callable[[Change], None]:
    """Has every scene that is exported be changed on the disk before it is read again."""
    from dcc.maya.scene import document, exchange

    def rewrite(change: Change) -> None:
        def then(call: Callable[..., None]) -> Callable[..., None]:
            def write(*args: Any, **flags: Any) -> None:
                call(*args, **flags)
                path = next(Path(each) for each in args if isinstance(each, str) and each.endswith(".ma"))
                path.write_bytes(change(path.read_bytes()))

            return write

        for room, name in ((exchange, "flattened"), (exchange, "shaders"), (document, "export_selected")):
            monkeypatch.setattr(room, name, then(getattr(room, name)))

    return rewrite


@pytest.fixture
def crate(desk: Any, cmds: ModuleType) -> Any:
    cmds.polyCube(name="crate", constructionHistory=False)
    wood = cmds.shadingNode("lambert", asShader=True, name="wood")
    engine = cmds.sets(name="woodSG", renderable=True, noSurfaceShader=True, empty=True)
    cmds.connectAttr(f"{wood}.outColor", f"{engine}.surfaceShader")
    cmds.sets(cmds.listRelatives("crate", shapes=True)[0], edit=True, forceElement=engine)
    cmds.camera(name="shot_cam")
    desk.mark("model", "crate", name="model_set")
    desk.mark("look", "crate", name="look_set")
    desk.mark("camera", "shot_cam", name="camera_set")
    desk.cut(1001, 1002)
    return desk


REFERENCE = b'file -rdi 1 -ns "lid" -rfn "lidRN" -typ "mayaAscii" "/show/lid.ma";\n'
CODE = b'createNode script -n "left_over";\n\tsetAttr ".b" -type "string" "print(1)";\n'


@pytest.mark.parametrize(
    ("step", "kind", "change", "why"),
    [
        ("clean-scene-file", "model", lambda data: data + REFERENCE, "still reads /show/lid.ma"),
        ("clean-scene-file", "model", lambda data: data + CODE, "still carries the code of left_over"),
        ("clean-scene-file", "model", lambda data: b"\x00\x01 no scene", "cannot be read"),
        ("look-files", "look", lambda data: data.replace(b"wood", b"wool"), "lacks the shader wood"),
        ("baked-camera", "camera", lambda data: data + REFERENCE, "still reads /show/lid.ma"),
        (
            "baked-camera",
            "camera",
            lambda data: data.replace(b"createNode camera", b"createNode locator"),
            "the camera",
        ),
    ],
    ids=["references", "code", "no-scene", "shader", "camera-references", "no-camera"],
)
def test_a_scene_that_was_written_wrongly_is_refused(
    crate: Any, rewritten: Any, step: str, kind: str, change: Change, why: str
) -> None:
    rewritten(change)
    with pytest.raises(PublishError, match=why) as told:
        crate.make(f"maya.{step}", kind)
    assert "nothing is published" in told.value.hint


def test_a_host_that_makes_no_previews_makes_no_playblast(crate: Any) -> None:
    crate.mark("review", "crate", name="review_set")
    step, item = crate.step("maya.playblast"), crate.item("review")
    scope = replace(crate.scope(step, item), host=SimpleNamespace(name="hostless"))
    with pytest.raises(PublishError, match="hostless makes no previews"):
        list(step(scope))


def test_without_a_cut_a_playblast_covers_the_scene(crate: Any, cmds: ModuleType) -> None:
    from studio_tools.testing.builders import a_context

    cmds.playbackOptions(minTime=11, maxTime=13, animationStartTime=11, animationEndTime=13)
    crate.context = a_context()
    crate.mark("review", "crate", name="review_set")
    (made,) = crate.make("maya.playblast", "review")
    assert made.frames.text() == "11-13"


# -- looks


def test_a_shape_of_no_group_is_told(crate: Any, cmds: ModuleType) -> None:
    shape = cmds.listRelatives("crate", shapes=True)[0]
    cmds.sets(shape, remove="woodSG")
    (finding,) = crate.check("maya.shaded", "look")
    assert (finding.severity, finding.title) == (Severity.ERROR, f"{shape} has no shader")


def test_a_second_shader_on_a_shape_is_told(crate: Any, cmds: ModuleType) -> None:
    shape = cmds.listRelatives("crate", shapes=True, fullPath=True)[0]
    cmds.shadingNode("lambert", asShader=True, name="paint")
    cmds.sets(name="paintSG", renderable=True, noSurfaceShader=True, empty=True)
    cmds.connectAttr("paint.outColor", "paintSG.surfaceShader")
    cmds.connectAttr(f"{shape}.instObjGroups[0]", "paintSG.dagSetMembers[0]")
    (finding,) = crate.check("maya.one-shader", "look")
    assert finding.title.endswith("has 2 shaders")
    assert sorted(finding.detail.split("\n")) == ["paintSG", "woodSG"]
    assert crate.selected(finding) == [shape]


def test_a_group_of_a_reference_keeps_its_name(desk: Any, cmds: ModuleType, tmp_path: Path) -> None:
    source = tmp_path / "wood.ma"
    source.write_text(
        HEAD
        + 'createNode lambert -n "wood";\ncreateNode shadingEngine -n "blinn1SG";\n'
        + 'connectAttr "wood.oc" "blinn1SG.ss";\n'
    )
    desk.host.load(source, How.REFERENCE, name="ref", stamp=None)
    cmds.polyCube(name="crate")
    cmds.sets(cmds.listRelatives("crate", shapes=True)[0], edit=True, forceElement="ref:blinn1SG")
    desk.mark("look", "crate")
    (finding,) = desk.check("maya.shading-names", "look")
    assert (finding.title, finding.fixable) == ("ref:blinn1SG is not called woodSG", False)


# -- members and severities


def test_members_that_are_gone_block(crate: Any) -> None:
    from studio_tools.host import Output

    item, step = crate.item("model"), crate.step("maya.has-members")
    output = replace(item.facts[Output], members=("crate", "left_behind"))
    gone = replace(item, facts=item.facts.having(output))
    members = next(each for each in crate.run("maya.members", gone) if each is not None)
    (finding,) = [each for each in crate.run(step.id, replace(gone, facts=gone.facts.having(members))) if each]
    assert (finding.severity, finding.title) == (Severity.ERROR, "1 member gone from the scene")
    assert finding.detail == "left_behind"


@pytest.mark.parametrize("how", ["error", "warning", "info", "off"])
def test_a_missing_file_is_as_bad_as_the_studio_says(crate: Any, cmds: ModuleType, how: str) -> None:
    node = cmds.shadingNode("file", asTexture=True, name="planks")
    cmds.setAttr(f"{node}.fileTextureName", "/gone/planks.exr", type="string")
    crate.settings = replace(crate.settings, checks=replace(crate.settings.checks, scene_missing=how))
    assert [each.severity.value for each in crate.check("maya.files-there")] == ([] if how == "off" else [how])


def test_reference_nodes_that_stand_for_no_file_are_passed_over(desk: Any, cmds: ModuleType) -> None:
    cmds.polyCube(name="crate")
    cmds.createNode("reference", name="sharedReferenceNode")
    desk.mark("look", "crate")
    assert desk.check("maya.unedited-ids", "look") == []
