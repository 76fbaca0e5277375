"""What a scene renders: renderer, names and place of pictures, range, layers, cameras, Arnold's AOVs and denoisers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from maya import cmds

GLOBALS = "defaultRenderGlobals"
OPTIONS, DRIVER, FILTER = "defaultArnoldRenderOptions", "defaultArnoldDriver", "defaultArnoldFilter"
"""Arnold's own nodes, of which a scene has one each."""
DEFAULT_LAYER = "defaultRenderLayer"
DENOISERS = {
    "noice": "aiImagerDenoiserNoice",
    "oidn": "aiImagerDenoiserOidn",
    "optix": "aiImagerDenoiserOptix",
}
"""Arnold's imagers that take noise out of pictures."""


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


# -- where pictures go


def image_rule() -> str:
    """The project's place for pictures; a relative one lies in the project."""
    return cmds.workspace(fileRuleEntry="images")


def set_image_rule(place: str) -> None:
    """Have pictures go elsewhere, in all scenes of the project. That is kept with the project, and no part of undo.

    Raises RuntimeError where the project cannot be saved; then all is as before.
    """
    before = image_rule()
    cmds.workspace(fileRule=("images", place))
    try:
        cmds.workspace(saveWorkspace=True)
    except (RuntimeError, OSError) as error:
        cmds.workspace(fileRule=("images", before))
        raise RuntimeError(f"the project cannot be saved: {error}") from error


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


# -- Arnold


def aovs() -> dict[str, str]:
    """Arnold's AOVs that are rendered, by name, with their nodes; none where Arnold is not there."""
    return {name: node for name, node in _named(_hung("aovList")).items() if cmds.getAttr(f"{node}.enabled")}


def _named(found: Sequence[str]) -> dict[str, str]:
    """AOVs by their names; of several of one name the first."""
    named: dict[str, str] = {}
    for each in found:
        named.setdefault(str(cmds.getAttr(f"{each}.name") or ""), each)
    return {name: node for name, node in named.items() if name}


def make_aov(name: str) -> str:
    """Have Arnold render an AOV; its node. Raises RuntimeError where Arnold is not installed."""
    _begin_arnold()
    own = [each for each in cmds.ls(exactType="aiAOV") if not cmds.referenceQuery(each, isNodeReferenced=True)]
    made = _named([*_hung("aovList"), *own]).get(name) or _make_aov(name)
    cmds.setAttr(f"{made}.enabled", True)
    if made not in _hung("aovList"):
        cmds.connectAttr(f"{made}.message", f"{OPTIONS}.aovList", nextAvailable=True)
    return made


def _make_aov(name: str) -> str:
    made = cmds.createNode("aiAOV", name=f"aiAOV_{name}", skipSelect=True)
    cmds.setAttr(f"{made}.name", name, type="string")
    cmds.connectAttr(f"{DRIVER}.message", f"{made}.outputs[0].driver")
    cmds.connectAttr(f"{FILTER}.message", f"{made}.outputs[0].filter")
    return made


def denoisers() -> list[str]:
    """What takes noise out of Arnold's pictures: each denoiser that is hung in and switched on, as `oidn`."""
    return [kind for node, kind in _denoisers() if cmds.getAttr(f"{node}.enable")]


def set_denoiser(wanted: str) -> None:
    """Have one denoiser at work, or none for "". Raises RuntimeError where Arnold is not installed."""
    if wanted:
        _begin_arnold()
    found = {kind: node for node, kind in reversed([*_denoisers()])}
    for node, _ in _denoisers():
        cmds.setAttr(f"{node}.enable", node == found.get(wanted))
    if wanted and wanted not in found:
        made = cmds.createNode(DENOISERS[wanted], skipSelect=True)
        cmds.connectAttr(f"{made}.message", f"{OPTIONS}.imagers", nextAvailable=True)


def _denoisers() -> Iterator[tuple[str, str]]:
    kinds = {type_name: kind for kind, type_name in DENOISERS.items()}
    for node in _hung("imagers"):
        type_name = cmds.nodeType(node)
        if type_name in kinds:
            yield node, kinds[type_name]


def _hung(into: str) -> list[str]:
    """What is hung into Arnold's options; nothing where they are not there, or nobody knows them."""
    if not cmds.objExists(OPTIONS) or cmds.nodeType(OPTIONS) != "aiOptions":
        return []
    return cmds.listConnections(f"{OPTIONS}.{into}", source=True, destination=False) or []


def _begin_arnold() -> None:
    cmds.loadPlugin("mtoa", quiet=True)
    for kind, node in (("aiOptions", OPTIONS), ("aiAOVDriver", DRIVER), ("aiAOVFilter", FILTER)):
        if not cmds.objExists(node):
            cmds.createNode(kind, name=node, shared=True, skipSelect=True)
