"""Layers, sound, image planes, render settings, and what is measured of geometry."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from studio_tools.testing.mayasim import building, plugs
from studio_tools.testing.mayasim.commands.asking import vector
from studio_tools.testing.mayasim.commands.nodes import make, shape_name
from studio_tools.testing.mayasim.commands.targets import given, node_named, nodes_named, short, spoken
from studio_tools.testing.mayasim.commands.times import moment
from studio_tools.testing.mayasim.flags import Call
from studio_tools.testing.mayasim.model import Connection, Node
from studio_tools.testing.mayasim.refusals import NotSimulated
from studio_tools.testing.mayasim.session import Session, Simulated, words

EXTENSIONS = {"arnold": "exr"}


def display_layer(session: Session, call: Call) -> object:
    """`createDisplayLayer`: a layer with the nodes named or selected."""
    layer = make(session, "displayLayer", call.text("name", "layer1"), None)
    manager = session.scene.named("layerManager")[0]
    link(session, manager, "displayLayerId", layer, "identification")
    for node in [] if call.on("empty") else given(session, call.names):
        building.connect(session.scene, Connection(layer, "drawInfo", node, "drawOverride"))
    return short(session, layer)


def render_layer(session: Session, call: Call) -> object:
    """`createRenderLayer`: a layer of the old render system."""
    layer = make(session, "renderLayer", call.text("name", "layer1"), None)
    link(session, session.scene.named("renderLayerManager")[0], "renderLayerId", layer, "identification")
    for node in [] if call.on("empty") else nodes_named(session, call.names or session.scene.selection):
        link(session, layer, "renderInfo", node, "renderLayerInfo", is_element=True)
    if call.on("makeCurrent"):
        session.settings["renderLayer"] = layer.name
    return short(session, layer)


def link(session: Session, source: Node, out: str, target: Node, into: str, *, is_element: bool = False) -> None:
    """Connect to the next element of a multi attribute, on the side that has it."""
    if is_element:
        from_path, into = out, f"{into}[{len(session.scene.inputs(target))}]"
    else:
        taken = {each.out for each in session.scene.outs(source)}
        index = 0
        while f"{out}[{index}]" in taken:
            index += 1
        from_path = f"{out}[{index}]"
    building.connect(session.scene, Connection(source, from_path, target, into))


def layer_members(session: Session, call: Call) -> object:
    """`editDisplayLayerMembers`: put nodes into a layer, or ask which are in it (None when none is)."""
    layer = node_named(session, call.names[0])
    if call.is_query:
        members = [each.target for each in session.scene.outs(layer) if each.out == "drawInfo"]
        return [spoken(session, node, is_long=call.on("fullNames")) for node in members] or None
    for node in nodes_named(session, call.names[1:]):
        building.connect(session.scene, Connection(layer, "drawInfo", node, "drawOverride"))
    return None


def render_layer_globals(session: Session, call: Call) -> object:
    """`editRenderLayerGlobals`: which layer is current."""
    if call.is_query:
        if call.on("currentRenderLayer"):
            return session.settings.get("renderLayer", "defaultRenderLayer")
        raise NotSimulated("editRenderLayerGlobals of anything but the current layer")
    layer = node_named(session, call.text("currentRenderLayer"))
    session.settings["renderLayer"] = layer.name
    return layer.name


def render_settings(session: Session, call: Call) -> object:
    """`renderSettings`: the names of the first and last picture."""
    prefix = session.setting("defaultRenderGlobals.imageFilePrefix")
    scene_name = PurePosixPath(session.scene.path).stem or "untitled"
    stem = str(prefix) if prefix else scene_name
    layer = str(session.settings.get("renderLayer", "defaultRenderLayer"))
    values = {
        "Scene": scene_name,
        "RenderLayer": "masterLayer" if layer == "defaultRenderLayer" else layer,
        "Camera": camera(session, call),
    }
    for token, value in values.items():
        stem = stem.replace(f"<{token}>", value)
    if "<" in stem:
        raise NotSimulated(f"renderSettings with the token in {stem}")
    suffix = EXTENSIONS.get(str(session.setting("defaultRenderGlobals.currentRenderer")), "iff")
    flag = "endFrame" if call.on("lastImageName") else "startFrame"
    number = int(float(str(session.setting(f"defaultRenderGlobals.{flag}"))))
    padding = int(float(str(session.setting("defaultRenderGlobals.extensionPadding"))))
    is_animated = bool(session.setting("defaultRenderGlobals.animation"))
    name = f"{stem}.{number:0{padding}d}.{suffix}" if is_animated else f"{stem}.{suffix}"
    root = (session.project / session.rules["images"]).as_posix()
    return [f"{root}/{name}" if call.on("fullPath") else name]


def camera(session: Session, call: Call) -> str:
    """The camera that a picture's name tells."""
    if "camera" in call.flags:
        return node_named(session, call.text("camera")).leaf
    for node in session.scene.of_type("camera"):
        plug = node.plugs.get("renderable")
        if plug is not None and plug.value and node.parent is not None:
            return node.parent.leaf
    return "persp"


def sound(session: Session, call: Call) -> object:
    """`sound`: a sound's node."""
    paths = {
        "file": "filename",
        "offset": "offset",
        "sourceStart": "sourceStart",
        "sourceEnd": "sourceEnd",
        "mute": "mute",
    }
    if call.is_query:
        node = node_named(session, call.names[0])
        path = next(paths[flag] for flag in call.flags if flag in paths)
        return plugs.get(session.schema(), session.scene, node, path)
    if call.mode == "edit":
        node = node_named(session, call.names[0])
    else:
        if not call.text("file"):
            raise RuntimeError("sound: a file is needed.")
        node = make(session, "audio", call.text("name") or building.legal(PurePosixPath(call.text("file")).stem), None)
    for flag, path in paths.items():
        if flag in call.flags:
            value = call.flags[flag] if flag in ("file", "mute") else moment(session, call.flags[flag])
            plugs.put(session.schema(), session.scene, node, path, value)
    return short(session, node)


def image_plane(session: Session, call: Call) -> object:
    """`imagePlane`: a picture before a camera; its transform and shape."""
    if call.is_query or call.mode == "edit":
        raise NotSimulated("imagePlane that asks or edits")
    above = None
    if "camera" in call.flags:
        above = node_named(session, call.text("camera"))
        above = above.children[0] if above.type == "transform" and above.children else above
    transform = make(session, "transform", call.text("name", "imagePlane1"), above)
    shape = make(session, "imagePlane", f":{transform.namespace}:{shape_name(transform.leaf)}", transform)
    if "fileName" in call.flags:
        plugs.put(session.schema(), session.scene, shape, "imageName", call.text("fileName"))
    if above is not None:
        building.connect(session.scene, Connection(shape, "message", above, "imagePlane[0]"))
    return [short(session, transform), short(session, shape)]


def bounding_box(session: Session, call: Call) -> object:
    """`exactWorldBoundingBox`: of unit primitives that are only moved."""
    boxes = []
    for node in given(session, call.names):
        shapes = [each for each in (node, *node.below()) if each.type == "mesh"]
        for shape in shapes:
            makers = [each.source for each in session.scene.inputs(shape) if each.into == "inMesh"]
            if not makers or makers[0].type != "polyCube" or makers[0].plugs:
                raise NotSimulated(f"the bounding box of {shape.name}")
            assert shape.parent is not None
            place = vector(session, shape.parent, "translate", is_world=True)
            boxes.append([each - 0.5 for each in place] + [each + 0.5 for each in place])
    if not boxes:
        raise NotSimulated("the bounding box of nothing")
    lows = [min(box[axis] for box in boxes) for axis in range(3)]
    return lows + [max(box[axis + 3] for box in boxes) for axis in range(3)]


COMMANDS: Mapping[str, Simulated] = {
    "createDisplayLayer": Simulated(call=display_layer, flags=words("name empty noRecurse")),
    "createRenderLayer": Simulated(call=render_layer, flags=words("name empty noRecurse makeCurrent")),
    "editDisplayLayerMembers": Simulated(call=layer_members, flags=words("noRecurse fullNames")),
    "editRenderLayerGlobals": Simulated(call=render_layer_globals, flags=words("currentRenderLayer"), is_silent=True),
    "renderSettings": Simulated(
        call=render_settings, flags=words("firstImageName lastImageName fullPath camera"), is_silent=True
    ),
    "sound": Simulated(call=sound, flags=words("file offset name sourceStart sourceEnd mute")),
    "imagePlane": Simulated(call=image_plane, flags=words("camera fileName name")),
    "exactWorldBoundingBox": Simulated(call=bounding_box, flags=words("ignoreInvisible"), is_silent=True),
}
