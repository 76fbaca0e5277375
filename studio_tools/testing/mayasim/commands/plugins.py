"""Plug-ins: loaded, unloaded, asked about; and those that a scene wants and nobody has."""

from __future__ import annotations

from collections.abc import Mapping

from studio_tools.testing.mayasim import documents
from studio_tools.testing.mayasim.flags import Call, read_table
from studio_tools.testing.mayasim.model import Requirement
from studio_tools.testing.mayasim.refusals import NotSimulated
from studio_tools.testing.mayasim.session import Session, Simulated, words


def load_plugin(session: Session, call: Call) -> object:
    """`loadPlugin`: the names loaded. Raises RuntimeError where it is not installed."""
    loaded = []
    for asked in call.names:
        name = asked.rpartition("/")[2].removesuffix(".so").removesuffix(".mll").removesuffix(".bundle")
        if not session.has_plug_in(name):
            raise RuntimeError(f'Plug-in, "{asked}", was not found on MAYA_PLUG_IN_PATH.')
        if name in session.loaded:
            continue
        documents.send(session, "kBeforePluginLoad")
        session.load_plug_in(name)
        documents.send(session, "kAfterPluginLoad")
        loaded.append(name)
    return loaded or None


def unload_plugin(session: Session, call: Call) -> object:
    """`unloadPlugin`: raises RuntimeError while nodes of it are in the scene, unless forced."""
    entries = read_table("plugins")["plugins"]
    assert isinstance(entries, dict)
    for name in call.names:
        types = entries.get(name, {}).get("types", ())
        if any(node.type in types for node in session.scene.nodes.values()) and not call.on("force"):
            raise RuntimeError(f'Plug-in, "{name}", cannot be unloaded because it is still in use.')
        session.loaded.pop(name, None)
        session.plug_ins_changed()
    return call.names


def plugin_info(session: Session, call: Call) -> object:
    """`pluginInfo`: what is loaded, where it lies, which version it has."""
    if call.on("listPlugins"):
        return list(session.loaded) or None
    if call.on("pluginsInUse"):
        return [word for each in session.scene.requirements for word in (each.plug_in, each.version)] or None
    name = call.names[0] if call.names else ""
    if call.on("loaded"):
        return name in session.loaded
    if call.on("registered"):
        return session.has_plug_in(name)
    if name not in session.loaded:
        raise RuntimeError(f'Plug-in, "{name}", is not registered.')
    if "path" in call.flags:
        return session.loaded[name]
    entries = read_table("plugins")["plugins"]
    assert isinstance(entries, dict)
    if call.on("version"):
        return entries[name]["version"]
    if "dependNode" in call.flags:
        return entries[name].get("types") or None
    if "autoload" in call.flags:
        return name in session.settings.get("autoload", ())  # type: ignore[operator]
    raise NotSimulated(f"pluginInfo({', '.join(call.flags)})")


def unknown_plugin(session: Session, call: Call) -> object:
    """`unknownPlugin`: plug-ins that the scene asks for and that are not there."""
    missing = {each.plug_in: each for each in session.scene.requirements if each.plug_in not in session.loaded}
    if call.on("list"):
        return list(missing) or None
    found = missing.get(call.names[0])
    if found is None:
        raise RuntimeError(f"{call.names[0]} is no unknown plug-in.")
    if call.on("version"):
        return found.version
    if call.on("nodeTypes"):
        return list(found.node_types) or None
    if call.on("dataTypes"):
        return list(found.data_types) or None
    remove_requirement(session, found)
    return None


def remove_requirement(session: Session, found: Requirement) -> None:
    """Forget a plug-in. Raises RuntimeError while nodes of it are in the scene."""
    if any(node.real_type in found.node_types for node in session.scene.nodes.values() if node.real_type):
        raise RuntimeError(f"{found.plug_in} is still needed by nodes of the scene.")
    session.scene.journal.remove(session.scene.requirements, found)


COMMANDS: Mapping[str, Simulated] = {
    "loadPlugin": Simulated(call=load_plugin, flags=words("quiet name"), is_silent=True),
    "unloadPlugin": Simulated(call=unload_plugin, flags=words("force"), is_silent=True),
    "pluginInfo": Simulated(
        call=plugin_info,
        flags=words("listPlugins pluginsInUse loaded registered path version dependNode autoload"),
        is_silent=True,
    ),
    "unknownPlugin": Simulated(call=unknown_plugin, flags=words("list version nodeTypes dataTypes remove")),
}
