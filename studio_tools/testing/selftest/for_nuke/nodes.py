"""Probes of nodes: how they are made, called, connected, selected and deleted."""

from __future__ import annotations

from studio_tools.testing.selftest.for_nuke.scripts import created, name, node
from studio_tools.testing.selftest.probes import Probe, Where, by_code
from studio_tools.testing.selftest.tape import Tape


def unknown_command(tape: Tape) -> object:
    words = tape.words("nuke.createNode", "NoSuchClass", inpanel=False)
    return [words.partition(":")[0], "NoSuchClass: Unknown command" in words]


def constructor_knob(tape: Tape) -> object:
    return tape.outcome("nuke.nodes.NoOp", foo=1)


def create_knob(tape: Tape) -> object:
    return tape.outcome("nuke.createNode", "NoOp", "foo 1", inpanel=False)


def name_taken(tape: Tape) -> object:
    second = [node(tape, "NoOp") for _ in range(3)][1]
    tape.ask("nuke.delete", second)
    return [name(node(tape, "NoOp")), name(node(tape, "NoOp"))]


def illegal_names(tape: Tape) -> object:
    found = node(tape, "NoOp")
    told = []
    for asked in ("a b-c", "x.y"):
        came = found.outcome("setName", asked)
        told.append(came if came is not None else name(found))
    return told


def splice(tape: Tape) -> object:
    first = node(tape, "NoOp", name="First")
    below = node(tape, "NoOp", name="Below", inputs=[first])
    viewer = node(tape, "Viewer", inputs=[first])
    first.ask("setSelected", True)
    made = created(tape, "Blur")
    told = {"below": below, "viewer": viewer, "made": made}
    return {what: name(each.ask("input", 0)) for what, each in told.items()}


def create_order(tape: Tape) -> object:
    heard = tape.listener("order")
    for event in ("OnCreate", "OnUserCreate"):
        tape.ask(f"nuke.add{event}", heard, event, nodeClass="Blur")
    try:
        created(tape, "Blur")
    finally:
        for event in ("OnCreate", "OnUserCreate"):
            tape.ask(f"nuke.remove{event}", heard, event, nodeClass="Blur")
    return [str(each[0]) for each in tape.ask("bench.heard", "order")]


def delete_bridges(tape: Tape) -> object:
    first = node(tape, "NoOp", name="First")
    middle = node(tape, "NoOp", name="Middle", inputs=[first])
    last = node(tape, "NoOp", name="Last", inputs=[middle])
    tape.ask("nuke.delete", middle)
    return name(last.ask("input", 0))


def selection_order(tape: Tape) -> object:
    for each in [node(tape, "NoOp", name=word) for word in ("First", "Second", "Third")]:
        each.ask("setSelected", True)
    return [name(each) for each in tape.ask("nuke.selectedNodes")]


def channels_pass(tape: Tape) -> object:
    made = node(tape, "Constant", channels="rgba")
    kept = node(tape, "Remove", inputs=[made], operation="keep", channels="rgb")
    given = [node(tape, "NoOp", inputs=[each]).ask("channels") for each in (made, kept)]
    return [sorted(map(str, each)) for each in given]


def merged_channels(tape: Tape) -> object:
    back = node(tape, "Constant", channels="rgb")
    front = node(tape, "Shuffle2", inputs=[node(tape, "Constant", channels="rgba")], out2="depth")
    given = node(tape, "Merge2", inputs=[back, front]).ask("channels")
    return sorted(map(str, given))


def screen_size(tape: Tape) -> object:
    found = node(tape, "NoOp")
    return [found.ask("screenWidth"), found.ask("screenHeight")]


PROBES = by_code(
    Probe(code="unknown-command", ask=unknown_command, expects=["RuntimeError", True]),
    Probe(code="constructor-knob", ask=constructor_knob, expects="raises NameError"),
    Probe(code="create-knob", ask=create_knob, expects="raises RuntimeError"),
    Probe(code="name-taken", ask=name_taken, expects=["NoOp2", "NoOp4"]),
    Probe(code="illegal-names", ask=illegal_names, expects=["a_b_c", "x_y"]),
    Probe(code="splice", ask=splice, expects={"below": "Blur1", "viewer": "First", "made": "First"}),
    Probe(
        code="create-order",
        ask=create_order,
        expects=["OnCreate"],
        expects_in_window=["OnUserCreate", "OnCreate"],
    ),
    Probe(code="delete-bridges", ask=delete_bridges, expects="First"),
    Probe(code="selection-order", ask=selection_order, expects=["Third", "Second", "First"]),
    Probe(
        code="channels-pass",
        ask=channels_pass,
        expects=[
            ["rgba.alpha", "rgba.blue", "rgba.green", "rgba.red"],
            ["rgba.blue", "rgba.green", "rgba.red"],
        ],
    ),
    Probe(
        code="merged-channels",
        ask=merged_channels,
        expects=["rgba.alpha", "rgba.blue", "rgba.green", "rgba.red"],
    ),
    Probe(code="screen-size", ask=screen_size, expects=[80, 18], where=Where.WINDOW),
)
