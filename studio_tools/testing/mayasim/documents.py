"""The scene as a file: new, opened, saved, exported, imported, with the messages that go out before and after.

Reading and writing themselves are in `loading` and `saving`.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from studio_tools.testing.mayasim import building, defaults, referencing
from studio_tools.testing.mayasim.loading import Reading, statements
from studio_tools.testing.mayasim.model import Node, Plug, Requirement
from studio_tools.testing.mayasim.refusals import NotSimulated
from studio_tools.testing.mayasim.saving import Writing
from studio_tools.testing.mayasim.session import Session

RANGE = re.compile(r"-(min|max|ast|aet)\s+(-?[\d.]+)")
RANGE_NAMES = {"min": "min", "max": "max", "ast": "start", "aet": "end"}
CONFIGURATION = "sceneConfigurationScriptNode"
DEPTHS = {"all": None, "none": 0, "topOnly": 1}
CREATOR_INFO = ("application", "product", "version", "cutIdentifier", "osv", "UUID")


def send(session: Session, name: str) -> None:
    """Tell the callbacks of a message."""
    session.messages.send(message(session, name))


def ask(session: Session, name: str, file: object = None) -> bool:
    """Ask the callbacks of a message that may veto."""
    return session.messages.ask(message(session, name), file)


def message(session: Session, name: str) -> int:
    """A message's number."""
    return session.numbers[name]


def new(session: Session, *, force: bool) -> None:
    """Begin a new scene. Raises RuntimeError where changes would be lost, or where a callback says no."""
    check_saved(session, force)
    if not ask(session, "kBeforeNewCheck"):
        raise RuntimeError("New scene was cancelled by a callback.")
    send(session, "kBeforeNew")
    session.replace_scene(defaults.fresh_scene())
    send(session, "kSceneUpdate")
    send(session, "kAfterNew")
    session.messages.happen("NewSceneOpened")


def check_saved(session: Session, force: bool) -> None:
    """Refuse to lose changes."""
    if session.scene.journal.is_modified and not force:
        raise RuntimeError("Unsaved changes")


def open_scene(session: Session, path: str, *, force: bool, depth: int | None, file: object) -> list[Node]:
    """Open a scene. Raises RuntimeError where it is missing, changes would be lost, or a callback says no."""
    resolved = session.resolve(path)
    if not session.faults.is_file(resolved):
        raise RuntimeError(f"File not found: {path}")
    check_saved(session, force)
    check_readable(resolved)
    if not ask(session, "kBeforeOpenCheck", file):
        raise RuntimeError("Open was cancelled by a callback.")
    send(session, "kBeforeOpen")
    session.replace_scene(defaults.fresh_scene())
    session.scene.path, session.scene.type = resolved, "mayaAscii"
    send(session, "kBeforeFileRead")
    reading = Reading(stage=referencing.Stage(session), path=resolved, is_opening=True, depth=depth)
    reading.run(statements(session.path(resolved)))
    read_times(session)
    send(session, "kAfterFileRead")
    session.scene.journal.forget()
    session.scene.journal.is_modified = False
    send(session, "kSceneUpdate")
    send(session, "kAfterOpen")
    session.messages.happen("SceneOpened")
    fail_after(session, resolved)
    return reading.made


def check_readable(path: str) -> None:
    """Refuse what the simulator cannot read."""
    if referencing.file_type(path) not in referencing.READABLE:
        raise NotSimulated(f"reading {path}")


def fail_after(session: Session, path: str) -> None:
    """Raise as Maya does after loads that went well but not without errors."""
    if session.faults.fails_after_load(path):
        raise RuntimeError(f"Errors have occurred while reading this scene: {path}")


def read_times(session: Session) -> None:
    """Take the times that a scene keeps in its configuration script, and the current one."""
    scene = session.scene
    for node in scene.named(CONFIGURATION):
        script = node.plugs.get("before", Plug()).value
        for name, value in RANGE.findall(script if isinstance(script, str) else ""):
            scene.times[RANGE_NAMES[name]] = float(value)
    for node in scene.named("time1"):
        moment = node.plugs.get("outTime", Plug()).value
        if isinstance(moment, int | float):
            scene.times["current"] = float(moment)


def keep_times(session: Session) -> None:
    """Write the times into the scene's own script, as Maya does before it saves."""
    scene, times = session.scene, session.scene.times
    spoken = {key: f"{value:.15g}" for key, value in times.items()}
    text = f"playbackOptions -min {spoken['min']} -max {spoken['max']} -ast {spoken['start']} -aet {spoken['end']} "
    nodes = scene.named(CONFIGURATION)
    node = nodes[0] if nodes else building.add_node(scene, "script", CONFIGURATION)
    node.plugs["before"] = Plug(value=text, is_set=True)
    node.plugs["scriptType"] = Plug(value=6, is_set=True)
    clock = scene.named("time1")[0]
    for path in ("outTime", "unwarpedTime"):
        if times["current"] != 1.0 or path in clock.plugs:
            clock.plugs[path] = Plug(value=times["current"], is_set=True)


def save(session: Session, *, type_name: str) -> str:
    """Save the scene under its name. Raises RuntimeError without one, on a veto, and where the disk refuses."""
    scene = session.scene
    if not scene.path:
        raise RuntimeError("No file name was specified: the scene is untitled.")
    if type_name not in referencing.READABLE:
        raise NotSimulated(f"saving as {type_name}")
    if not may_write(session, scene.path):
        raise RuntimeError("Save was cancelled by a callback.")
    keep_times(session)
    stamp_info(session)
    session.faults.write(Path(scene.path), text_of(session, scene.path).encode("utf-8", "surrogateescape"))
    scene.type = type_name
    scene.journal.is_modified = False
    send(session, "kAfterSave")
    session.messages.happen("SceneSaved")
    return scene.path


def may_write(session: Session, path: str) -> bool:
    """Ask and tell the callbacks before a file is written; False where one says no."""
    before, session.writing = session.writing, path
    try:
        if not ask(session, "kBeforeSaveCheck"):
            return False
        send(session, "kBeforeSave")
        return True
    finally:
        session.writing = before


def stamp_info(session: Session) -> None:
    """Say which program wrote the scene."""
    info = session.scene.file_info
    version = session.version
    told = ("maya", f"Maya {version}", version, f"{version}00000000-000000", "Linux (simulated)")
    fresh = {key: value for key, value in zip(CREATOR_INFO, told, strict=False) if key != "UUID"}
    fresh["UUID"] = info.get("UUID") or building.fake_uuid(session.scene.path, 0)
    others = {key: value for key, value in info.items() if key not in fresh}
    info.clear()
    info.update({**fresh, **others})


def require_plug_ins(session: Session) -> None:
    """Have the scene ask for the plug-ins whose node types it uses, as every file does that holds such nodes."""
    held = {node.type for node in session.scene.nodes.values() if node.reference is None}
    asked = session.scene.requirements
    for name in session.loaded:
        types = [each for each in session.types_of(name) if each in held]
        before = next((each for each in asked if each.plug_in == name), None)
        if before is None and types:
            asked.append(Requirement(name, session.version_of(name), tuple(types)))
        elif before is not None and not set(types) <= set(before.node_types):
            both = tuple(dict.fromkeys((*before.node_types, *types)))
            asked[asked.index(before)] = replace(before, node_types=both)


def text_of(
    session: Session,
    path: str,
    *,
    only: Collection[Node] | None = None,
    keeps_references: bool = True,
    renamed: str = "",
) -> str:
    """The text of a file."""
    require_plug_ins(session)
    return Writing(
        scene=session.scene,
        schema=session.schema(),
        version=session.version,
        name=Path(path).name,
        date=session.clock().strftime("%a, %b %d, %Y %I:%M:%S %p"),
        only=only,
        keeps_references=keeps_references,
        renamed=renamed,
    ).text()


def export(session: Session, path: str, nodes: list[Node], *, keeps_references: bool, is_strict: bool) -> str:
    """Export nodes with what is below them, and unless strict with what they depend on."""
    resolved = session.resolve(path)
    if not Path(resolved).suffix:
        resolved += ".ma"
    if not ask(session, "kBeforeExportCheck"):
        raise RuntimeError("Export was cancelled by a callback.")
    send(session, "kBeforeExport")
    chosen = everything_of(session, nodes, is_strict=is_strict)
    text = text_of(session, resolved, only=chosen, keeps_references=keeps_references)
    session.faults.write(Path(resolved), text.encode("utf-8", "surrogateescape"))
    send(session, "kAfterExport")
    return resolved


def everything_of(session: Session, nodes: list[Node], *, is_strict: bool) -> list[Node]:
    """What an export takes with it: parents, children, and by connections what feeds and shades them."""
    chosen: dict[Node, None] = {}
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        if node in chosen or (node.is_default and node.type not in ("camera", "transform")):
            continue
        chosen[node] = None
        waiting += [*node.children, *list(node.line())[1:2]]
        if node.reference is not None:
            chosen[list(node.reference.line())[-1].node] = None
        if not is_strict:
            waiting += [each.source for each in session.scene.inputs(node) if not is_display(each.source)]
            waiting += [each.target for each in session.scene.outs(node) if each.target.type == "shadingEngine"]
    return sorted(chosen, key=lambda node: node.serial)


def is_display(node: Node) -> bool:
    """Whether a node only says how others are shown."""
    return node.type in ("displayLayer", "renderLayer", "displayLayerManager", "renderLayerManager", "time")


def import_scene(session: Session, path: str, *, namespace: str, prefix: str) -> list[Node]:
    """Bring the nodes of a file into the scene as its own."""
    resolved = session.resolve(path)
    if not session.faults.is_file(resolved):
        raise RuntimeError(f"File not found: {path}")
    check_readable(resolved)
    if not ask(session, "kBeforeImportCheck"):
        raise RuntimeError("Import was cancelled by a callback.")
    send(session, "kBeforeImport")
    reading = Reading(
        stage=referencing.Stage(session), path=resolved, namespace=namespace, prefix=f"{prefix}_" if prefix else ""
    )
    if namespace:
        building.make_namespace(session.scene, namespace)
    reading.run(statements(session.path(resolved)))
    session.scene.journal.is_modified = True
    send(session, "kAfterImport")
    fail_after(session, resolved)
    return reading.made
