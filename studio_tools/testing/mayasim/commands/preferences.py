"""Preferences and what depends on them: option variables, colour management, folders, paths that are read as others."""

from __future__ import annotations

from collections.abc import Mapping

from studio_tools.testing.mayasim import plugs, referencing
from studio_tools.testing.mayasim.commands.targets import plug_named
from studio_tools.testing.mayasim.flags import Call
from studio_tools.testing.mayasim.session import Session, Simulated, words


def option_var(session: Session, call: Call) -> object:
    """`optionVar`: preferences by name; one that is missing gives 0."""
    store = session.option_vars
    if call.is_query:
        values = store.get(call.text("query"))
        return 0 if values is None else (values[0] if len(values) == 1 else values)
    if "exists" in call.flags:
        return call.text("exists") in store
    if call.on("list"):
        return list(store) or None
    for name in call.words("remove"):
        store.pop(name, None)
    for flag in ("stringValue", "intValue", "floatValue"):
        for name, value in pairs(call, flag):
            store[name] = [value]
    for flag in ("stringValueAppend", "intValueAppend", "floatValueAppend"):
        for name, value in pairs(call, flag):
            store.setdefault(name, []).append(value)
    for name in call.words("clearArray"):
        store[name] = []
    return None


def pairs(call: Call, flag: str) -> list[tuple[str, object]]:
    """The names and values given with a flag, one pair or many."""
    given = call.flags.get(flag, [])
    assert isinstance(given, list | tuple)
    found = [given] if given and isinstance(given[0], str) else given
    return [(str(each[0]), each[1]) for each in found]


def dirmap(session: Session, call: Call) -> object:
    """`dirmap`: folders that are read as others."""
    maps = session.settings.setdefault("dirmap", {})
    assert isinstance(maps, dict)
    if "mapDirectory" in call.flags:
        source, target = call.words("mapDirectory")
        maps[source] = target
    elif "unmapDirectory" in call.flags:
        maps.pop(call.text("unmapDirectory"), None)
    elif "getMappedDirectory" in call.flags:
        return maps.get(call.text("getMappedDirectory"), "")
    elif call.on("getAllMappings"):
        return [word for pair in maps.items() for word in pair] or None
    elif "convertDirectory" in call.flags:
        path = call.text("convertDirectory")
        found = next((source for source in sorted(maps, key=len, reverse=True) if path.startswith(source)), None)
        return path if found is None else maps[found] + path[len(found) :]
    elif call.is_query:
        return bool(session.settings.get("dirmap.enabled"))
    elif "enable" in call.flags:
        session.settings["dirmap.enabled"] = call.on("enable")
    return None


COLOURS = {
    "cmEnabled": "cmEnabled",
    "cmConfigFileEnabled": "configFileEnabled",
    "configFilePath": "configFilePath",
    "renderingSpaceName": "workingSpaceName",
    "viewTransformName": "viewTransformName",
    "viewName": "viewName",
    "displayName": "displayName",
    "outputTransformName": "outputTransformName",
    "outputTransformEnabled": "outputTransformEnabled",
}


def colour_prefs(session: Session, call: Call) -> object:
    """`colorManagementPrefs`: kept on the scene's own node."""
    for flag, attribute in COLOURS.items():
        if flag in call.flags:
            node, path = plug_named(session, f"defaultColorMgtGlobals.{attribute}")
            if call.is_query:
                value = plugs.get(session.schema(), session.scene, node, path)
                return "" if value is None else value
            plugs.put(session.schema(), session.scene, node, path, call.flags[flag])
    return None


def internal_var(session: Session, call: Call) -> object:
    """`internalVar`: folders of the person and the program."""
    root = f"{session.project.as_posix()}/.maya"
    answers = {
        "userAppDir": f"{root}/",
        "userPrefDir": f"{root}/{session.version}/prefs/",
        "userScriptDir": f"{root}/{session.version}/scripts/",
        "userShelfDir": f"{root}/{session.version}/prefs/shelves/",
        "userTmpDir": f"{root}/scratch/",
        "userWorkspaceDir": f"{root}/projects/",
        "userBitmapsDir": f"{root}/{session.version}/prefs/icons/",
        "mayaInstallDir": f"/usr/autodesk/maya{session.version}",
    }
    return next(answers[flag] for flag in call.flags if flag in answers)


def up_axis(session: Session, call: Call) -> object:
    """`upAxis`: y or z."""
    if call.is_query:
        return session.settings.get("upAxis", "y")
    session.settings["upAxis"] = call.text("axis", "y")
    return None


def references_used(session: Session, call: Call) -> object:
    """`filePathEditor`: folders and files that the scene reads, by the attributes we know as file names."""
    found = dict.fromkeys(paths_of(session))
    if "listDirectories" in call.flags and "listFiles" not in call.flags:
        return list(dict.fromkeys(path.rpartition("/")[0] for path in found)) or None
    folder = call.text("listFiles").rstrip("/")
    inside = [path for path in found if not folder or path.rpartition("/")[0] == folder]
    names = [path.rpartition("/")[2] for path in inside]
    if call.on("withAttribute"):
        return [
            word for path, name in zip(inside, names, strict=True) for word in (name, found_at(session, path))
        ] or None
    return names or None


FILES = {
    "file": "fileTextureName",
    "audio": "filename",
    "imagePlane": "imageName",
    "gpuCache": "cacheFileName",
    "AlembicNode": "abc_File",
    "mayaUsdProxyShape": "filePath",
    "aiStandIn": "dso",
}


def paths_of(session: Session) -> list[str]:
    """Every file that a node names, references first."""
    paths = [each.path for each in session.scene.references]
    for node in session.scene.all():
        plug = node.plugs.get(FILES.get(node.type, ""))
        if plug is not None and isinstance(plug.value, str) and plug.value:
            paths.append(plug.value)
    return paths


def found_at(session: Session, path: str) -> str:
    """The plug, or the reference node, that names a file."""
    for node in session.scene.all():
        plug = node.plugs.get(FILES.get(node.type, ""))
        if plug is not None and plug.value == path:
            return f"{node.name}.{FILES[node.type]}"
    reference = referencing.find(session, path)
    return reference.node.name if reference else ""


COMMANDS: Mapping[str, Simulated] = {
    "optionVar": Simulated(
        call=option_var,
        flags=words(
            """exists list remove stringValue intValue floatValue stringValueAppend intValueAppend
            floatValueAppend clearArray"""
        ),
        is_silent=True,
    ),
    "dirmap": Simulated(
        call=dirmap,
        flags=words("""enable mapDirectory unmapDirectory getMappedDirectory getAllMappings convertDirectory"""),
        is_silent=True,
    ),
    "colorManagementPrefs": Simulated(call=colour_prefs, flags=frozenset(COLOURS)),
    "internalVar": Simulated(
        call=internal_var,
        flags=words(
            """userAppDir userPrefDir userScriptDir userShelfDir userTmpDir userWorkspaceDir userBitmapsDir
            mayaInstallDir"""
        ),
        is_silent=True,
    ),
    "upAxis": Simulated(call=up_axis, flags=words("axis"), is_silent=True),
    "filePathEditor": Simulated(
        call=references_used, flags=words("listFiles listDirectories withAttribute unresolved"), is_silent=True
    ),
}
