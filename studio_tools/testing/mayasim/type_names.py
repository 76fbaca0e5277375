"""Node types as sources write them, held against the tables: a part of the gate (`lint`).

A type that the tables have passes, abstract ones too, and those of plug-ins that they know. One that begins as a
renderer's or another plug-in's types do passes, unless it is nearly one that is known. Every other is told.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from studio_tools.testing.gate import nearest
from studio_tools.testing.mayasim.flags import read_table
from studio_tools.testing.mayasim.session import words

MADE_BY = frozenset({"createNode", "shadingNode"})
"""Commands whose first word is a type."""
TOLD_BY = frozenset({"nodeType", "objectType"})
"""Commands that answer with a type."""
FLAGS: Mapping[str, frozenset[str]] = {
    "attributeQuery": words("type typeExact"),
    "listConnections": words("type"),
    "listRelatives": words("type"),
    "ls": words("type exactType excludeType"),
    "objectType": words("isType isAType tagFromType"),
}
"""Flags that take a type, by command."""
REGISTERS = frozenset({"registerNode", "registerShape", "registerTransform"})
"""What a plug-in calls to bring a type: a file that does knows its own."""

PREFIX = re.compile(
    r"ai(?=[A-Z])|VRay|vray|Redshift|rs(?=[A-Z])|Pxr|rman|MASH_|xgm|igm|bifrost|pgYeti|mayaUsd|pxrUsd|Exocortex|"
    r"HIK|timeEditor|bullet|cMuscle|ngSkin|ngst2|mgear_|FurD|FurF|FurA|mia_|mib_|misss_|mi(?=[A-Z])|mentalray|"
    r"z(?=[A-Z])|Adn|dlBase|dl(?=[A-Z])|octane|Maxwell|Golaem|Crowd"
)
"""How the types of plug-ins begin that the tables know a part of, or nothing."""
FOREIGN = words(
    """absOverride absUniqueOverride addDL aovCollection arnoldLightsSelector assemblyDefinition assemblyReference
    axisAngleToQuat basicSelector collection colorComposite colorCondition colorConstant colorCorrect colorLogic
    colorMask colorMath connectionOverride connectionUniqueOverride curveWarp d_openexr dx11Shader eulerToQuat
    floatComposite floatCondition floatConstant floatCorrect floatLogic floatMask floatMath floatRemap GLSLShader
    ik2Bsolver ikSpringSolver inverseMatrix lightsCollection listItem materialOverride multDL openPBRSurface
    override polyDisc polyGear polyPlatonic poseInterpolator quatAdd quatConjugate quatInvert quatNegate
    quatNormalize quatProd quatSlerp quatSub quatToAxisAngle quatToEuler relOverride relUniqueOverride
    renderSettingsCollection renderSetup renderSetupLayer rotateHelper ShaderfxShader shaderOverride
    simpleSelector stereoRigFrustum stereoRigTransform StingrayPBS sweepMeshCreator transposeMatrix
    usdPreviewSurface"""
)
"""Types of plug-ins that come with Maya, and of Mayas newer than the tables, that we know by name only."""


@cache
def known() -> frozenset[str]:
    """All types of the tables, and those of plug-ins."""
    own: Any = read_table("nodes")["parents"]
    brought: Any = read_table("written")["plug_in_types"]
    return frozenset(own) | frozenset(brought) | FOREIGN


def is_strange(name: str, own: frozenset[str] = frozenset()) -> str:
    """What is wrong with the name of a type, or nothing. *own* are types of the studio's own plug-ins."""
    if not name or name in own or name in known():
        return ""
    prefix = PREFIX.match(name)
    if prefix:
        near = nearest(name, (each for each in known() if each.startswith(prefix[0])), alike=0.87)
        return near and f"no node type {name!r}{near}"
    near = nearest(name, known() | own, alike=0.75)
    return f"no node type {name!r}{near or '; --allow-type names one that a plug-in of yours brings'}"


def registered(tree: ast.AST) -> frozenset[str]:
    """The types that a source brings itself, as a plug-in does."""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args)
    return frozenset(
        name
        for call in calls
        if isinstance(call.func, ast.Attribute) and call.func.attr in REGISTERS
        for name in literals(call.args[0])
    )


def literals(node: ast.expr) -> Iterator[str]:
    """The texts that an expression surely or possibly is, one or a list of them."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.List | ast.Tuple | ast.Set):
        for each in node.elts:
            yield from literals(each)
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)


def named(command: str, call: ast.Call) -> Iterator[str]:
    """The types that a call names as its first word."""
    says = {each.arg for each in call.keywords if not (isinstance(each.value, ast.Constant) and not each.value.value)}
    if call.args and (command in MADE_BY or (command == "nodeType" and says & {"isTypeName", "itn"})):
        yield from literals(call.args[0])


def compared(node: ast.Compare) -> Iterator[tuple[ast.Call, str]]:
    """The texts that the answer of a call is compared with, `==`, `in` and their like, with the call."""
    sides = [node.left, *node.comparators]
    for call in (each for each in sides if isinstance(each, ast.Call)):
        if not any(each.arg in ("apiType", "api", "typeTag", "tt") for each in call.keywords):
            yield from ((call, text) for each in sides for text in literals(each))
