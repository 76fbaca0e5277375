"""What the scene as a whole is set to and holds: units, colours, pictures, plug-ins, code, layers, what is unknown."""

from __future__ import annotations

from dataclasses import dataclass

from maya import cmds

COLOURS, PICTURES, RENDER = "defaultColorMgtGlobals", "defaultResolution", "defaultRenderGlobals"


@dataclass(frozen=True, slots=True)
class Script:
    """Code that travels in the scene."""

    node: str
    code: str


# -- units and axes


def linear_unit() -> str:
    """The unit of length: `cm`."""
    return cmds.currentUnit(query=True, linear=True)


def set_linear_unit(name: str) -> None:
    """Set the unit of length; what is there keeps its size."""
    cmds.currentUnit(linear=name)


def angular_unit() -> str:
    """The unit of angles: `deg`."""
    return cmds.currentUnit(query=True, angle=True)


def set_angular_unit(name: str) -> None:
    """Set the unit of angles; what is there keeps its turn."""
    cmds.currentUnit(angle=name)


def up_axis() -> str:
    """Which axis points up: y or z."""
    return str(cmds.upAxis(query=True, axis=True))


def set_up_axis(axis: str) -> None:
    """Have another axis point up."""
    cmds.upAxis(axis=axis)


# -- colours


def colour_is_managed() -> bool:
    """Whether colours are managed at all."""
    return bool(cmds.colorManagementPrefs(query=True, cmEnabled=True))


def colour_config() -> str:
    """The OCIO configuration that is in force; "" where Maya goes by its own."""
    if not cmds.colorManagementPrefs(query=True, cmConfigFileEnabled=True):
        return ""
    return str(cmds.colorManagementPrefs(query=True, configFilePath=True) or "")


def set_colour_config(path: str) -> None:
    """Manage colours, by this OCIO configuration."""
    cmds.colorManagementPrefs(edit=True, cmEnabled=True)
    cmds.colorManagementPrefs(edit=True, configFilePath=path)
    cmds.colorManagementPrefs(edit=True, cmConfigFileEnabled=True)


def working_space() -> str:
    """The colour space that is rendered in."""
    return str(cmds.colorManagementPrefs(query=True, renderingSpaceName=True) or "")


def set_working_space(name: str) -> None:
    """Render in another colour space."""
    cmds.colorManagementPrefs(edit=True, renderingSpaceName=name)


# -- pictures


def picture_size() -> tuple[int, int, float]:
    """Width and height in pixels, and width over height of one pixel."""
    width, height = _number(f"{PICTURES}.width"), _number(f"{PICTURES}.height")
    aspect = _number(f"{PICTURES}.deviceAspectRatio")
    return int(width), int(height), round(aspect * height / width, 3) if width else 1.0


def set_picture_size(width: int, height: int, pixel_aspect: float) -> None:
    """Set the size of rendered pictures."""
    cmds.setAttr(f"{PICTURES}.aspectLock", False)
    cmds.setAttr(f"{PICTURES}.width", width)
    cmds.setAttr(f"{PICTURES}.height", height)
    cmds.setAttr(f"{PICTURES}.deviceAspectRatio", width * pixel_aspect / height)
    cmds.setAttr(f"{PICTURES}.pixelAspect", pixel_aspect)


def _number(plug: str) -> float:
    value = cmds.getAttr(plug)
    return float(value) if isinstance(value, int | float) else 0.0


# -- plug-ins, and what is unknown without them


def plug_ins() -> dict[str, str]:
    """The plug-ins that the scene takes something from, with their versions."""
    words = cmds.pluginInfo(query=True, pluginsInUse=True) or []
    return dict(zip(words[::2], words[1::2], strict=False))


def unknown_plug_ins() -> list[str]:
    """Plug-ins that the file asks for and that are not there."""
    return cmds.unknownPlugin(query=True, list=True) or []


def forget_plug_in(name: str) -> None:
    """Have the file ask for one no longer. Raises RuntimeError while nodes of it are there."""
    cmds.unknownPlugin(name, remove=True)


def unknown_nodes() -> list[str]:
    """Nodes whose plug-in is not there."""
    return [
        node for kind in ("unknown", "unknownDag", "unknownTransform") for node in cmds.ls(exactType=kind, long=True)
    ]


# -- code, layers, the project


def scripts() -> list[Script]:
    """The script nodes, with what they run before and after."""
    found = []
    for node in cmds.ls(exactType="script"):
        parts = (cmds.getAttr(f"{node}.{name}") for name in ("before", "after"))
        found.append(Script(node, "\n".join(part for part in parts if isinstance(part, str))))
    return found


def start_up_folders() -> list[str]:
    """Where the person's own scripts lie that run when Maya starts: for all versions, and for this one."""
    return [f"{cmds.internalVar(userAppDir=True)}/scripts", cmds.internalVar(userScriptDir=True)]


def empty_layers() -> list[str]:
    """Display layers that hold nothing, but Maya's own."""
    layers = cmds.ls(exactType="displayLayer")
    return [each for each in layers if each != "defaultLayer" and not _layer_members(each)]


def _layer_members(layer: str) -> list[str]:
    return cmds.editDisplayLayerMembers(layer, query=True) or []


def project() -> str:
    """The folder of the project, without a slash at its end."""
    return cmds.workspace(query=True, rootDirectory=True).rstrip("/")


def unlock_and_delete(names: list[str]) -> None:
    """Delete nodes, locked ones too."""
    for name in names:
        if cmds.objExists(name):
            cmds.lockNode(name, lock=False)
            cmds.delete(name)
