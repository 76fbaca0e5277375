"""Probes of the script as a file: read, saved, cleared, pasted; and what undo does to it."""

from __future__ import annotations

from typing import Any

from studio_tools.testing.selftest.probes import Probe, Where, by_code
from studio_tools.testing.selftest.tape import Tape, Thing

HEAD = "#! nuke\nversion 16.0 v1\n"


def begin(tape: Tape) -> None:
    """An empty script."""
    tape.ask("nuke.scriptClear")


def node(tape: Tape, class_name: str, **knobs: Any) -> Thing:
    """A node that is connected to nothing."""
    return tape.keep(f"nuke.nodes.{class_name}", **knobs)


def created(tape: Tape, class_name: str, knobs: str = "") -> Thing:
    """A node as a person makes it, without its panel."""
    return tape.keep("nuke.createNode", class_name, knobs, inpanel=False)


def name(found: Any) -> object:
    """What a node is called; None for none."""
    return found.ask("name") if isinstance(found, Thing) else found


def put(found: Thing, knob: str, value: object) -> None:
    """Set a knob."""
    found[knob].ask("setValue", value)


def written(tape: Tape, file: str, *nodes: str) -> str:
    """Write a script of nodes, without Nuke."""
    path = tape.path(file)
    tape.ask("bench.write", path, HEAD + "".join(f"{each}\n" for each in nodes))
    return path


def script_name(tape: Tape) -> object:
    return tape.outcome("nuke.scriptName")


def missing_class(tape: Tape) -> object:
    path = written(tape, "odd.nk", "NoSuchClass {\n inputs 0\n strange 3\n name Odd1\n}")
    came = tape.outcome("nuke.scriptReadFile", path)
    found = tape.ask("nuke.toNode", "Odd1")
    if not isinstance(found, Thing):
        return {"read": came, "kept": False}
    saved = tape.path("saved.nk")
    tape.ask("nuke.scriptSaveAs", saved, 1)
    told = [tape.ask("bench.says", saved, text) for text in ("NoSuchClass {", "strange 3")]
    return {"read": came, "kept": True, "in error": found.ask("hasError"), "saved": told}


def load_errors(tape: Tape) -> object:
    parts = ("NoOp {\n inputs 0\n name Before1\n}", "no such command", "NoOp {\n inputs 0\n name After1\n}")
    came = tape.outcome("nuke.scriptReadFile", written(tape, "wrong.nk", *parts))
    return {"read": came, "behind": name(tape.ask("nuke.toNode", "After1"))}


def close_on_clear(tape: Tape) -> object:
    heard = tape.listener("closing")
    tape.ask("nuke.addOnScriptClose", heard)
    try:
        tape.ask("nuke.scriptClear")
    finally:
        tape.ask("nuke.removeOnScriptClose", heard)
    return len(tape.ask("bench.heard", "closing"))


def read_file_name(tape: Tape) -> object:
    tape.ask("nuke.scriptSaveAs", tape.path("own.nk"), 1)
    tape.ask("nuke.scriptReadFile", written(tape, "other.nk", f"Root {{\n inputs 0\n name {tape.path('other.nk')}\n}}"))
    return str(tape.ask("nuke.scriptName")).rpartition("/")[2]


def refused_save(tape: Tape) -> object:
    path = written(tape, "there.nk")
    return [tape.outcome("nuke.scriptSaveAs", path, 0), tape.ask("bench.says", path, HEAD)]


def paste_gives_last(tape: Tape) -> object:
    for each in ("First", "Second"):
        node(tape, "NoOp", name=each).ask("setSelected", True)
    path = tape.path("copied.nk")
    tape.ask("nuke.nodeCopy", path)
    tape.ask("nuke.scriptClear")
    last = name(tape.ask("nuke.nodePaste", path))
    return [last, sorted(str(name(each)) for each in tape.ask("nuke.selectedNodes"))]


def undo_modified(tape: Tape) -> object:
    tape.ask("nuke.scriptSaveAs", tape.path("saved.nk"), 1)
    node(tape, "NoOp")
    tape.ask("nuke.undo")
    return tape.ask("nuke.modified")


def undo_every_call(tape: Tape) -> object:
    blur = node(tape, "Blur")
    put(blur, "size", 3)
    put(blur, "size", 7)
    tape.ask("nuke.undo")
    return blur["size"].ask("value")


def fps_whole(tape: Tape) -> object:
    root = tape.keep("nuke.root")
    put(root, "fps", 23.976)
    return [root.ask("fps"), root.ask("realFps")]


def message_in_terminal(tape: Tape) -> object:
    return tape.ask("nuke.message", "The self-test says hello.")


def unknown_menu(tape: Tape) -> object:
    return tape.outcome("nuke.menu", "no such menu")


def pane_in_terminal(tape: Tape) -> object:
    return tape.outcome("nuke.getPaneFor", "Properties.1")


PROBES = by_code(
    Probe(code="script-name", ask=script_name, expects="raises RuntimeError"),
    Probe(
        code="missing-class",
        ask=missing_class,
        expects={"read": None, "kept": True, "in error": True, "saved": [True, True]},
    ),
    Probe(code="load-errors", ask=load_errors, expects={"read": "raises RuntimeError", "behind": "After1"}),
    Probe(code="close-on-clear", ask=close_on_clear, expects=1),
    Probe(code="read-file-name", ask=read_file_name, expects="own.nk"),
    Probe(code="refused-save", ask=refused_save, expects=["raises RuntimeError", True]),
    Probe(code="paste-gives-last", ask=paste_gives_last, expects=["Second", ["First", "Second"]]),
    Probe(code="undo-modified", ask=undo_modified, expects=True),
    Probe(code="undo-every-call", ask=undo_every_call, expects=3.0),
    Probe(code="fps-whole", ask=fps_whole, expects=[23, 23.976]),
    Probe(code="message-in-terminal", ask=message_in_terminal, expects=None, where=Where.TERMINAL),
    Probe(code="unknown-menu", ask=unknown_menu, expects="raises RuntimeError", where=Where.WINDOW),
    Probe(code="pane-in-terminal", ask=pane_in_terminal, expects=None, where=Where.TERMINAL),
)
