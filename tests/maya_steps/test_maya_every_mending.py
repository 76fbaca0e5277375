"""What holds for every check that mends: one step of undo a finding, and nothing is offered that cannot be done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from studio_tools.host import How
from studio_tools.publish.catalog import load_catalog
from studio_tools.publish.items import Finding, Severity

Spoil = Callable[[ModuleType], object]


def model(cmds: ModuleType) -> list[str]:
    cmds.polyCube(name="crate", constructionHistory=False)
    cmds.rename(cmds.listRelatives("crate", shapes=True)[0], "crateShape")
    cmds.group("crate", name="prop")
    return ["prop"]


def rig(cmds: ModuleType) -> list[str]:
    cmds.circle(name="hand_ctl")
    cmds.setAttr("hand_ctl.visibility", lock=True)
    cmds.select(clear=True)
    cmds.joint(name="hand_jnt")
    cmds.setAttr("hand_jnt.drawStyle", 2)
    cmds.polyCube(name="hand", constructionHistory=False)
    cmds.group("hand_ctl", "hand_jnt", "hand", name="puppet")
    cmds.sets("hand_ctl", name="controls_SET")
    cmds.sets("hand", name="out_SET")
    return ["puppet", "controls_SET", "out_SET"]


def look(cmds: ModuleType) -> list[str]:
    model(cmds)
    wood = cmds.shadingNode("lambert", asShader=True, name="wood")
    engine = cmds.sets(name="woodSG", renderable=True, noSurfaceShader=True, empty=True)
    cmds.connectAttr(f"{wood}.outColor", f"{engine}.surfaceShader")
    cmds.sets("crateShape", edit=True, forceElement=engine)
    return ["prop"]


def anim(cmds: ModuleType) -> list[str]:
    cmds.polySphere(name="ball", constructionHistory=False)
    return ["ball"]


def camera(cmds: ModuleType) -> list[str]:
    cmds.camera(name="shot_cam", horizontalFilmAperture=1.6, verticalFilmAperture=0.9)
    return ["shot_cam"]


def scene(cmds: ModuleType) -> list[str]:
    cmds.polyCube(name="crate")
    return []


MAKERS = {"model": model, "rig": rig, "look": look, "anim": anim, "camera": camera, "scene": scene}


def second_mesh(cmds: ModuleType) -> None:
    cmds.createNode("mesh", name="crateShape2", parent="crate")


def history(cmds: ModuleType) -> None:
    cmds.polyCube(name="box")
    cmds.parent("box", "prop")


def keyed(node: str, attribute: str, *values: float) -> Spoil:
    def spoil(cmds: ModuleType) -> None:
        for frame, value in enumerate(values, 1):
            cmds.setKeyframe(node, attribute=attribute, time=frame, value=value)

    return spoil


def put(plug: str, value: object) -> Spoil:
    return lambda cmds: cmds.setAttr(plug, value)


def old_namespace(cmds: ModuleType) -> None:
    cmds.namespace(addNamespace="old")
    cmds.createNode("transform", name="old:lid", parent="prop")


def copied_ids(cmds: ModuleType) -> None:
    for node in ("crate", "prop"):
        cmds.addAttr(node, longName="studioId", dataType="string")
    cmds.createNode("transform", name="lid", parent="prop")
    cmds.createNode("mesh", name="lidShape", parent="lid")
    for node in ("lidShape", "crateShape"):
        cmds.addAttr(node, longName="studioId", dataType="string")
        cmds.setAttr(f"{node}.studioId", "a1", type="string")


def deformed(cmds: ModuleType) -> None:
    shape = cmds.listRelatives("ball", shapes=True)[0]
    cmds.addAttr(shape, longName="studioId", dataType="string")
    cmds.setAttr(f"{shape}.studioId", "a1", type="string")
    cmds.setAttr(f"{shape}.intermediateObject", True)
    cmds.createNode("mesh", name="ballShapeDeformed", parent="ball")


def malware(cmds: ModuleType) -> None:
    cmds.createNode("script", name="vaccine_gene")
    cmds.setAttr("vaccine_gene.before", "import vaccine", type="string")


def layers(cmds: ModuleType) -> None:
    cmds.createDisplayLayer(name="left", empty=True)
    cmds.createDisplayLayer(name="over", empty=True)


def matte(cmds: ModuleType) -> None:
    """As Arnold adds its attributes to every shape; somebody has changed one."""
    for name, default in (("aiOpaque", True), ("aiMatte", False), ("aiSubdivType", 0)):
        kind = "long" if name == "aiSubdivType" else "bool"
        cmds.addAttr("crateShape", longName=name, attributeType=kind, defaultValue=default)
    cmds.setAttr("crateShape.aiOpaque", True)
    cmds.setAttr("crateShape.aiMatte", True)
    cmds.setAttr("crateShape.aiSubdivType", 1)


def empty_in_out_set(cmds: ModuleType) -> None:
    cmds.group(name="left_over", empty=True, parent="puppet")
    cmds.sets("left_over", addElement="out_SET")


SPOILT: dict[str, tuple[str, Spoil]] = {
    "empty-meshes": ("model", second_mesh),
    "no-history": ("model", history),
    "render-flags": ("model", put("crateShape.castsShadows", value=False)),
    "frozen": ("model", put("crate.translateX", 3.0)),
    "pivots": ("model", put("crate.rotatePivotY", 2.0)),
    "no-nulls": ("model", lambda cmds: cmds.group(name="left_over", empty=True, parent="prop")),
    "not-keyed": ("model", keyed("crate", "translateX", 0.0, 0.0)),
    "no-namespaces": ("model", old_namespace),
    "shape-names": ("model", lambda cmds: cmds.rename("crateShape", "polySurface7")),
    "renderer-flags": ("model", matte),
    "no-ghosts": ("model", put("crate.ghosting", value=True)),
    "shading-links": ("model", lambda cmds: cmds.sets("crateShape", remove="initialShadingGroup")),
    "uvs": ("model", lambda cmds: cmds.polyUVSet("crate", rename=True, uvSet="map1", newUVSet="paint")),
    "node-ids": ("model", lambda cmds: None),
    "unique-ids": ("model", copied_ids),
    "no-own-cameras": ("model", lambda cmds: cmds.sets("persp", addElement="publish_set")),
    "controls-at-rest": ("rig", put("hand_ctl.rotateY", 10.0)),
    "controls-not-keyed": ("rig", keyed("hand_ctl", "rotateX", 0.0)),
    "controls-locked": ("rig", lambda cmds: cmds.setAttr("hand_ctl.visibility", lock=False)),
    "joints-hidden": ("rig", put("hand_jnt.drawStyle", 0)),
    "rig-controls": ("rig", lambda cmds: cmds.sets("hand_ctl", remove="controls_SET")),
    "rig-out": ("rig", empty_in_out_set),
    "shading-names": ("look", lambda cmds: cmds.rename("woodSG", "blinn1SG")),
    "constant-channels": ("anim", keyed("ball", "translateY", 2.0, 2.0)),
    "related-ids": ("anim", deformed),
    "camera-plain": ("camera", lambda cmds: cmds.setAttr(f"{lens(cmds)}.preScale", 2.0)),
    "film-back": ("camera", lambda cmds: None),
    "empty-layers": ("scene", layers),
    "empty-anim-layers": ("scene", lambda cmds: cmds.animLayer("left_over")),
    "safe": ("scene", malware),
    "fps": ("scene", lambda cmds: None),
    "resolution": ("scene", lambda cmds: None),
    "colours": ("scene", lambda cmds: None),
    "units": ("scene", lambda cmds: None),
    "range": ("scene", lambda cmds: None),
}
"""How each thing that can be mended comes about, by the kind that is published."""
BLOCKS = {
    "empty-meshes", "not-keyed", "no-namespaces", "unique-ids", "no-own-cameras", "controls-at-rest",
    "controls-not-keyed", "film-back", "safe", "fps", "resolution", "units", "range",
    "rig-controls", "rig-out",
}  # fmt: skip
TELLS = {"pivots", "node-ids", "constant-channels", "empty-layers", "empty-anim-layers"}
"""What blocks, and what only tells; all else is a warning."""
ASKED = {"fps": "25", "width": 2048, "height": 858, "up_axis": "z", "film_width": 24.89}
OF_FILES = {"saved", "references-loaded", "unknown-nodes", "unknown-plugins"}
"""They mend files and what was read from them: their own tests tell how."""
OF_PREFERENCES = {"colours", "units"}
"""What they mend is a preference, and no part of what Maya undoes."""
OF_WRITTEN_FORMS = {"colour-sets", "unlocked-normals", "no-tweaks"}
"""What they mend only files bring: their own tests open such."""
OF_RENDERING = {"render-set-up", "image-rule", "render-version"}


def lens(cmds: ModuleType) -> str:
    found: str = cmds.listRelatives("shot_cam", shapes=True)[0]
    return found


@pytest.fixture
def cmds(host: Any) -> ModuleType:
    from maya import cmds

    module: ModuleType = cmds
    return module


def spoil(desk: Any, cmds: ModuleType, name: str) -> str:
    """Make a scene in which this is wrong; the kind that is published."""
    kind, spoiler = SPOILT[name]
    members = MAKERS[kind](cmds)
    if kind != "scene":
        desk.mark(kind, *members)
    spoiler(cmds)
    desk.show(**ASKED)
    desk.cut(1001, 1010)
    return kind


def mend_all(desk: Any, name: str, kind: str, findings: list[Finding]) -> None:
    step = desk.step(f"maya.{name}")
    for each in findings:
        with desk.host.group(step.label):
            step.fix(desk.scope(step, desk.item(kind)), each)


def test_each_check_that_mends_is_tried() -> None:
    steps = load_catalog().steps.values()
    known = {step.id.removeprefix("maya.") for step in steps if step.fix is not None and step.id.startswith("maya.")}
    assert known == {*SPOILT, *OF_FILES, *OF_WRITTEN_FORMS, *OF_RENDERING}


@pytest.mark.parametrize("name", sorted({*SPOILT} - {"colours"}))
def test_what_is_wrong_is_told_with_nodes_that_can_be_selected_and_is_mended(
    desk: Any, cmds: ModuleType, name: str
) -> None:
    kind = spoil(desk, cmds, name)
    findings = desk.check(f"maya.{name}", kind)
    assert findings
    severity = Severity.ERROR if name in BLOCKS else Severity.INFO if name in TELLS else Severity.WARNING
    for each in findings:
        assert each.severity is severity, each.title
        assert each.fixable, each.title
        assert len(desk.selected(each)) == len(each.nodes)
    mend_all(desk, name, kind, findings)
    assert desk.check(f"maya.{name}", kind) == []


@pytest.mark.parametrize("name", sorted({*SPOILT} - OF_PREFERENCES))
def test_mending_is_one_step_of_undo_for_each_finding(desk: Any, cmds: ModuleType, name: str) -> None:
    kind = spoil(desk, cmds, name)
    findings = desk.check(f"maya.{name}", kind)
    mend_all(desk, name, kind, findings)
    for _ in findings:
        cmds.undo()
    assert desk.check(f"maya.{name}", kind) == findings


@pytest.mark.parametrize("name", sorted(name for name, (kind, _) in SPOILT.items() if kind != "scene"))
def test_what_is_offered_of_a_reference_can_be_done(desk: Any, cmds: ModuleType, tmp_path: Path, name: str) -> None:
    kind = spoil(desk, cmds, name)
    members = [each for each in cmds.sets("publish_set", query=True) if each != "persp"]
    source = desk.host.save(tmp_path / "source.ma")
    desk.host.new(force=True)
    desk.host.load(source, How.REFERENCE, name="ref", stamp=None)
    desk.mark(kind, *(f"ref:{each}" for each in members))
    offered = [each for each in desk.check(f"maya.{name}", kind) if each.fixable]
    mend_all(desk, name, kind, offered)
    assert [each for each in desk.check(f"maya.{name}", kind) if each.fixable] == []


@pytest.mark.parametrize(("kind", "make"), MAKERS.items())
def test_what_is_made_well_has_nothing_to_mend(desk: Any, cmds: ModuleType, kind: str, make: Any) -> None:
    members = make(cmds)
    if kind != "scene":
        desk.mark(kind, *members)
    desk.save()
    recipe = desk.settings.applications["maya"].recipes[kind].validate
    item = desk.item(kind)
    found = [each for step in recipe if desk.step(step).fix for each in desk.run(step, item) if each is not None]
    assert {each.step for each in found} <= {"maya.node-ids"}
