"""Probes of what lies on meshes and between plugs: UVs, normals, cycles, layers, matrices."""

from __future__ import annotations

from studio_tools.testing.selftest.for_maya.scenes import opened
from studio_tools.testing.selftest.probes import Probe, by_code
from studio_tools.testing.selftest.tape import Tape

QUAD = (
    '//Maya ASCII 2025 scene\nrequires maya "2025";\n'
    'createNode transform -n "quad";\ncreateNode mesh -n "quadShape" -p "quad";\n'
    '\tsetAttr ".uvst[0].uvsn" -type "string" "map1";\n'
    '\tsetAttr -s 4 ".uvst[0].uvsp[0:3]" -type "float2" 0 0 1 0 1 1 0 1;\n'
    '\tsetAttr ".uvst[1].uvsn" -type "string" "light";\n'
    '\tsetAttr -s 4 ".uvst[1].uvsp[0:3]" -type "float2" 0 0 1 0 1 1 0 1;\n'
    '\tsetAttr ".cuvs" -type "string" "map1";\n'
    '\tsetAttr -s 4 ".vt[0:3]" 0 0 0 1 0 0 1 0 1 0 0 1;\n'
    '\tsetAttr -s 4 ".ed[0:3]" 0 1 0 1 2 0 2 3 0 3 0 0;\n'
    '\tsetAttr -s 4 ".n[0:3]" -type "float3" 0 1 0 0 1 0 1e+20 1e+20 1e+20 1e+20 1e+20 1e+20;\n'
    '\tsetAttr -s 1 -ch 4 ".fc[0]" -type "polyFaces" f 4 0 1 2 3 mu 0 4 0 1 2 3 mu 1 4 0 1 2 3;\n'
)
CORNERS = "quad.vtxFace[*][*]"


def quad(tape: Tape) -> None:
    """Open a scene with one face in it, of two UV sets, with half of its normals locked."""
    tape.ask("bench.write", tape.path("quad.ma"), QUAD)
    opened(tape, tape.path("quad.ma"))


def locks(tape: Tape) -> object:
    """Which corners have a locked normal."""
    return tape.ask("cmds.polyNormalPerVertex", CORNERS, query=True, freezeNormal=True)


def locked_normals(tape: Tape) -> object:
    quad(tape)
    return locks(tape)


def unlocked_in_place(tape: Tape) -> object:
    quad(tape)
    tape.ask("cmds.polyNormalPerVertex", CORNERS, unFreezeNormal=True)
    unlocked = locks(tape)
    tape.ask("cmds.undo")
    return [unlocked, locks(tape)]


def no_overlap(tape: Tape) -> object:
    quad(tape)
    return tape.ask("cmds.polyUVOverlap", "quad.f[*]", overlappingComponents=True)


def uv_shells(tape: Tape) -> object:
    quad(tape)
    return tape.ask("cmds.polyEvaluate", "quad.map[*]", uvShellIds=True)


def uv_rows(tape: Tape) -> object:
    quad(tape)
    return tape.ask("cmds.polyEditUV", "quad.map[*]", query=True)


def first_uv_set(tape: Tape) -> object:
    quad(tape)
    deleted = tape.outcome("cmds.polyUVSet", "quad", delete=True, uvSet="map1")
    renamed = tape.outcome("cmds.polyUVSet", "quad", rename=True, uvSet="map1", newUVSet="first")
    refused = [isinstance(each, str) and each.startswith("raises ") for each in (deleted, renamed)]
    return {"delete refused": refused[0], "rename refused": refused[1]}


def no_cycles(tape: Tape) -> object:
    return tape.ask("cmds.cycleCheck", all=True, list=True)


def cycles_by_connections(tape: Tape) -> object:
    told = {}
    for name, into in (("plain", "translateY"), ("whole", "translate")):
        tape.ask("cmds.file", new=True, force=True)
        for node in ("one", "two"):
            tape.ask("cmds.createNode", "transform", name=node)
        tape.ask("cmds.connectAttr", f"one.{into}", f"two.{into}")
        tape.ask("cmds.connectAttr", "two.translateY", "one.translateY")
        told[name] = tape.ask("cmds.cycleCheck", all=True)
    return told


def through_nodes(tape: Tape) -> object:
    """Whether a cycle is found that goes through a node that computes."""
    tape.ask("cmds.file", new=True, force=True)
    tape.ask("cmds.createNode", "multMatrix", name="product")
    tape.ask("cmds.connectAttr", "product.matrixSum", "product.matrixIn[1]")
    return tape.ask("cmds.cycleCheck", all=True)


def all_cycles(tape: Tape) -> object:
    told = cycles_by_connections(tape)
    return {"by connections": told, "through a node": through_nodes(tape)}


def layer_children(tape: Tape) -> object:
    layer = tape.ask("cmds.animLayer", "hops")
    return tape.ask("cmds.animLayer", layer, query=True, children=True)


def matrix_of_a_time(tape: Tape) -> object:
    tape.ask("cmds.createNode", "transform", name="one")
    for frame in (1, 5):
        tape.ask("cmds.setKeyframe", "one", attribute="translateX", time=frame, value=frame)
    tape.ask("cmds.currentTime", 1)
    row = tape.ask("cmds.getAttr", "one.worldMatrix[0]", time=5)
    return {"numbers": len(row), "place": row[12:15], "now": tape.ask("cmds.currentTime", query=True)}


def switch_steps(tape: Tape) -> object:
    tape.ask("cmds.createNode", "transform", name="one")
    for frame, value in ((1, 0), (11, 1), (21, 0)):
        tape.ask("cmds.setKeyframe", "one", attribute="visibility", time=frame, value=value)
    return [bool(tape.ask("cmds.getAttr", "one.visibility", time=frame)) for frame in (10, 11, 20, 21)]


def obj_translator(tape: Tape) -> object:
    tape.ask("cmds.polyCube", name="box")
    tape.ask("cmds.select", "box")
    path, told = tape.path("box.obj"), []
    if tape.ask("cmds.pluginInfo", "objExport", query=True, loaded=True):
        tape.ask("cmds.unloadPlugin", "objExport")
    for _ in range(2):
        words = tape.outcome("cmds.file", path, exportSelected=True, type="OBJexport", force=True)
        told.append(words if str(words).startswith("raises ") else "written")
        tape.ask("cmds.loadPlugin", "objExport", quiet=True)
    return told


PROBES = by_code(
    Probe(code="locked-normals", ask=locked_normals, expects=[True, True, False, False]),
    Probe(code="unlocked-in-place", ask=unlocked_in_place, expects=[[False] * 4, [True, True, False, False]]),
    Probe(code="no-overlap", ask=no_overlap, expects=[]),
    Probe(code="uv-shells", ask=uv_shells, expects=[0, 0, 0, 0]),
    Probe(code="uv-rows", ask=uv_rows, expects=[0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 1.0]),
    Probe(code="first-uv-set", ask=first_uv_set, expects={"delete refused": True, "rename refused": False}),
    Probe(code="no-cycles", ask=no_cycles, expects=None),
    Probe(
        code="cycles-by-connections",
        ask=all_cycles,
        expects={"by connections": {"plain": True, "whole": True}, "through a node": True},
    ),
    Probe(code="layer-children", ask=layer_children, expects=None),
    Probe(code="matrix-of-a-time", ask=matrix_of_a_time, expects={"numbers": 16, "place": [5.0, 0.0, 0.0], "now": 1.0}),
    Probe(code="switch-steps", ask=switch_steps, expects=[False, True, True, False]),
    Probe(code="obj-translator", ask=obj_translator, expects=["raises RuntimeError", "written"]),
)
