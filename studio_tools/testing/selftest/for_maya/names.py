"""Probes of nodes: what they are called, what they hold, what is told of their parts."""

from __future__ import annotations

from studio_tools.testing.selftest.probes import Probe, by_code
from studio_tools.testing.selftest.tape import Tape


def illegal_names(tape: Tape) -> object:
    return [tape.ask("cmds.createNode", "transform", name=name) for name in ("a b-c", "7th", "7 8")]


def shape_transform(tape: Tape) -> object:
    shape = tape.ask("cmds.createNode", "camera")
    return [shape, *tape.ask("cmds.listRelatives", shape, parent=True)]


def duplicate_shape(tape: Tape) -> object:
    tape.ask("cmds.polyCube", name="hero")
    made = tape.ask("cmds.duplicate", "hero", name="double")
    return [*made, *tape.ask("cmds.listRelatives", "double", shapes=True)]


def attribute_type(tape: Tape) -> object:
    node = tape.ask("cmds.createNode", "transform")
    return tape.ask("cmds.attributeQuery", "visibility", node=node, attributeType=True)


def info_lines(tape: Tape) -> object:
    tape.ask("cmds.polyCube", name="box")
    edges = tape.ask("cmds.polyInfo", "box", edgeToVertex=True)
    faces = tape.ask("cmds.polyInfo", "box", faceToVertex=True)
    told = {"edges": edges, "faces": faces}
    return {what: [len(lines), " ".join(lines[0].split())] for what, lines in told.items()}


def single_parts(tape: Tape) -> object:
    tape.ask("cmds.polyCube", name="box")
    tape.ask("cmds.select", "box.vtx[0]")
    return tape.ask("cmds.ls", selection=True)


def seen_in_mirrors(tape: Tape) -> object:
    tape.ask("cmds.polyCube", name="box")
    flags = ("visibleInReflections", "visibleInRefractions")
    return [tape.ask("cmds.getAttr", f"boxShape.{flag}") for flag in flags]


PROBES = by_code(
    Probe(code="illegal-names", ask=illegal_names, expects=["a_b_c", "_th", "__8"]),
    Probe(code="shape-transform", ask=shape_transform, expects=["cameraShape1", "camera1"]),
    Probe(code="duplicate-shape", ask=duplicate_shape, expects=["double", "doubleShape"]),
    Probe(code="attribute-type", ask=attribute_type, expects="bool"),
    Probe(
        code="info-lines", ask=info_lines, expects={"edges": [12, "EDGE 0: 0 1 Hard"], "faces": [6, "FACE 0: 0 1 3 2"]}
    ),
    Probe(code="single-parts", ask=single_parts, expects=["box.vtx[0]"]),
    Probe(code="seen-in-mirrors", ask=seen_in_mirrors, expects=[True, True]),
)
