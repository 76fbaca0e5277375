"""Probes of what a scene brings in: references and imports, and what undo does to them."""

from __future__ import annotations

from studio_tools.testing.selftest.for_maya.scenes import opened, saved
from studio_tools.testing.selftest.probes import Probe, by_code
from studio_tools.testing.selftest.tape import Tape


def prop(tape: Tape, name: str = "prop.ma") -> str:
    """A saved scene with a node called `body`; an empty scene is open afterwards."""
    tape.ask("cmds.createNode", "transform", name="body")
    path = saved(tape, name)
    tape.ask("cmds.file", new=True, force=True)
    return path


def referenced(tape: Tape, path: str, namespace: str = "prop") -> str:
    """Reference a scene; the name of the reference's node."""
    tape.ask("cmds.file", path, reference=True, namespace=namespace, type="mayaAscii")
    return str(tape.ask("cmds.referenceQuery", path, referenceNode=True))


def is_loaded(tape: Tape, node: str) -> object:
    """Whether a reference is loaded."""
    return tape.outcome("cmds.referenceQuery", node, isLoaded=True)


def import_clash(tape: Tape) -> object:
    path = prop(tape)
    tape.ask("cmds.createNode", "transform", name="body")
    came = tape.ask("cmds.file", path, i=True, type="mayaAscii", returnNewNodes=True)
    return [each.strip("|") for each in came if "body" in each]


def missing_reference(tape: Tape) -> object:
    path = prop(tape)
    node = referenced(tape, path)
    shot = saved(tape, "shot.ma")
    tape.ask("cmds.file", new=True, force=True)
    tape.ask("bench.remove", path)
    came = tape.outcome("cmds.file", shot, open=True, force=True)
    refused = isinstance(came, str) and came.startswith("raises ")
    return {"open": came if refused else "opened", "loaded": is_loaded(tape, node)}


def references_undo(tape: Tape) -> object:
    path = prop(tape)
    told: dict[str, object] = {}
    node = referenced(tape, path)
    for name, flag in (("unload", "unloadReference"), ("load", "loadReference")):
        tape.ask("cmds.file", **{flag: node})
        tape.ask("cmds.undo")
        told[name] = is_loaded(tape, node)
        tape.ask("cmds.file", unloadReference=node)
    tape.ask("cmds.file", loadReference=node)
    tape.ask("cmds.file", removeReference=True, referenceNode=node)
    tape.ask("cmds.undo")
    told["remove"] = is_loaded(tape, node)
    tape.ask("cmds.file", new=True, force=True)
    node = referenced(tape, path)
    tape.ask("cmds.undo")
    told["reference"] = tape.ask("cmds.objExists", node)
    tape.ask("cmds.file", path, i=True, type="mayaAscii", namespace="own")
    tape.ask("cmds.undo")
    return told | {"import": tape.ask("cmds.objExists", "own:body")}


def root_namespace_query(tape: Tape) -> object:
    node = referenced(tape, prop(tape), namespace=":")
    return tape.ask("cmds.referenceQuery", node, namespace=True)


def reference_node_texts(tape: Tape) -> object:
    node = referenced(tape, prop(tape))
    tape.ask("cmds.lockNode", node, lock=False)
    tape.ask("cmds.addAttr", node, longName="studio", dataType="string")
    tape.ask("cmds.setAttr", f"{node}.studio", "kept", type="string")
    tape.ask("cmds.lockNode", node, lock=True)
    path = saved(tape, "shot.ma")
    tape.ask("cmds.file", new=True, force=True)
    opened(tape, path)
    return tape.ask("cmds.getAttr", f"{node}.studio")


def switch_unloaded(tape: Tape) -> object:
    first, second = prop(tape), prop(tape, "other.ma")
    node = referenced(tape, first)
    tape.ask("cmds.file", second, loadReference=node, type="mayaAscii", loadReferenceDepth="none")
    told = tape.ask("cmds.referenceQuery", node, filename=True)
    return {"loaded": is_loaded(tape, node), "file": str(told).rpartition("/")[2]}


PROBES = by_code(
    Probe(code="import-clash", ask=import_clash, expects=["body1"]),
    Probe(code="missing-reference", ask=missing_reference, expects={"open": "opened", "loaded": False}),
    Probe(
        code="references-undo",
        ask=references_undo,
        expects={"unload": True, "load": False, "remove": True, "reference": False, "import": False},
    ),
    Probe(code="root-namespace-query", ask=root_namespace_query, expects=":"),
    Probe(code="reference-node-texts", ask=reference_node_texts, expects="kept"),
    Probe(code="switch-unloaded", ask=switch_unloaded, expects={"loaded": False, "file": "other.ma"}),
)
