"""What a scene renders: renderer, names of pictures, range, layers, cameras, and Arnold's AOVs."""

from __future__ import annotations

from maya import cmds

GLOBALS = "defaultRenderGlobals"
OPTIONS, DRIVER, FILTER = "defaultArnoldRenderOptions", "defaultArnoldDriver", "defaultArnoldFilter"
"""Arnold's own nodes, of which a scene has one each."""
DEFAULT_LAYER = "defaultRenderLayer"


def text(attribute: str) -> str:
    """A text of the render settings."""
    value = cmds.getAttr(f"{GLOBALS}.{attribute}")
    return value if isinstance(value, str) else ""


def set_text(attribute: str, value: str) -> None:
    """Set a text of the render settings."""
    cmds.setAttr(f"{GLOBALS}.{attribute}", value, type="string")


def number(attribute: str) -> float:
    """A number of the render settings; 1 for what is switched on."""
    value = cmds.getAttr(f"{GLOBALS}.{attribute}")
    return float(value) if isinstance(value, int | float) else 0.0


def set_number(attribute: str, value: float) -> None:
    """Set a number of the render settings."""
    cmds.setAttr(f"{GLOBALS}.{attribute}", value)


# -- layers and cameras


def layers() -> dict[str, bool]:
    """The scene's own render layers, and whether each is rendered."""
    found = [each for each in cmds.ls(type="renderLayer") if not cmds.referenceQuery(each, isNodeReferenced=True)]
    return {each: bool(cmds.getAttr(f"{each}.renderable")) for each in found}


def make_layer(name: str) -> str:
    """Make an empty render layer that is rendered; its real name."""
    return cmds.createRenderLayer(name=name, empty=True, noRecurse=True)


def render_layer(name: str, *, is_on: bool) -> None:
    """Have a layer be rendered, or not."""
    cmds.setAttr(f"{name}.renderable", is_on)


def rendered_cameras() -> list[str]:
    """The cameras' shapes that are rendered."""
    return [each for each in cmds.ls(type="camera", long=True) if cmds.getAttr(f"{each}.renderable")]


# -- AOVs


def aovs() -> dict[str, str]:
    """Arnold's AOVs that are rendered, by name, with their nodes; none where Arnold is not there."""
    try:
        found = cmds.ls(exactType="aiAOV")
    except RuntimeError:
        return {}
    named = {str(cmds.getAttr(f"{each}.name") or ""): each for each in found if cmds.getAttr(f"{each}.enabled")}
    return {name: node for name, node in named.items() if name}


def make_aov(name: str) -> str:
    """Have Arnold render an AOV; its node. Raises RuntimeError where Arnold is not installed."""
    cmds.loadPlugin("mtoa", quiet=True)
    for kind, node in (("aiOptions", OPTIONS), ("aiAOVDriver", DRIVER), ("aiAOVFilter", FILTER)):
        if not cmds.objExists(node):
            cmds.createNode(kind, name=node, shared=True, skipSelect=True)
    made = cmds.createNode("aiAOV", name=f"aiAOV_{name}", skipSelect=True)
    cmds.setAttr(f"{made}.name", name, type="string")
    cmds.connectAttr(f"{made}.message", f"{OPTIONS}.aovList", nextAvailable=True)
    cmds.connectAttr(f"{DRIVER}.message", f"{made}.outputs[0].driver")
    cmds.connectAttr(f"{FILTER}.message", f"{made}.outputs[0].filter")
    return made
