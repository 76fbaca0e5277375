"""Makes the simulator's tables from what a real Maya recorded; nothing is added to one by hand.

Sources: the caches of the PyPI package `pymel` 1.5.0 (BSD: flags of every command, ancestry of every node type,
enumerations of the API) and the attribute records of the PyPI package `maya-mock-completion` 0.2.0 (MIT).
Both are read as data, neither is imported: `python -m studio_tools.testing.mayasim.generate PYMEL COMPLETION`.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

SOURCES = (
    "pymel 1.5.0 (mayaCmdsList2025, mayaCmdsExamples2025, mayaApi2025),"
    " maya-mock-completion 0.2.0 (attribute_properties)"
)
TABLES = Path(__file__).parent / "tables"

WANTED = """
about addAttr ambientLight animLayer arclen attributeQuery bakeResults camera channelBox checkBox circle
colorManagementPrefs columnLayout commandEcho condition confirmDialog connectAttr connectionInfo control
createDisplayLayer createNode
createRenderLayer currentTime currentUnit curve cutKey cycleCheck delete deleteAttr deleteUI directionalLight dirmap
disconnectAttr displayPref displayWarning duplicate editDisplayLayerMembers editRenderLayerGlobals
editRenderLayerMembers error evalDeferred evaluationManager exactWorldBoundingBox exportEdits file fileDialog2
fileInfo filePathEditor filter findKeyframe flushUndo formLayout frameLayout getAttr getFileList getPanel group
headsUpMessage help hide imagePlane inViewMessage instance internalVar isConnected isolateSelect joint keyframe
layout listAttr listConnections listHistory listNodeTypes listRelatives listSets loadPlugin lockNode ls makeIdentity
melInfo menu menuItem modelEditor modelPanel moduleInfo move namespace namespaceInfo nodeType objExists objectType
objectTypeUI ogs optionVar panel parent parentConstraint paneLayout playbackOptions playblast pluginInfo pointLight
polyCollapseTweaks polyColorSet polyCone polyCube polyCylinder polyEditUV polyEvaluate polyInfo polyNormalPerVertex
polyPlane polySphere polyTorus polyUVOverlap polyUVSet popupMenu progressBar
progressWindow promptDialog redo reference referenceQuery refresh rename renderLayerPostProcess renderSettings
reorder rotate rowLayout runTimeCommand saveImage scale scriptJob scriptNode select separator setAttr setKeyframe
setParent sets shadingNode shelfButton shelfLayout shelfTabLayout showHidden showWindow sound spaceLocator sphere
spotLight tabLayout text textField timeControl toggle undo undoInfo unknownNode unknownPlugin unloadPlugin upAxis
viewFit warning window workspace workspaceControl workspaceControlState workspaceLayoutManager xform lookThru
selectPref
"""
"""The commands a pipeline needs: their flags go into the table, of the others only the names."""

WRONG_MODES = {
    ("sets", "forceElement"),
    ("sets", "addElement"),
    ("sets", "remove"),
    ("sets", "clear"),
    ("sets", "include"),
    ("file", "reference"),
    ("file", "namespace"),
    ("upAxis", "axis"),
    ("currentTime", "update"),
    ("isolateSelect", "state"),
    ("isolateSelect", "addDagObject"),
    ("modelPanel", "label"),
    ("workspaceControl", "restore"),
    ("shelfButton", "parent"),
}
"""Flags whose modes the vendor's documents give wrongly; code that works in Maya uses them in other modes too."""

TYPES = {
    "<type bool>": "b",
    "<type int>": "i",
    "<type float>": "f",
    "<type str>": "s",
    "<type callable>": "c",
    "script": "c",
    "time": "t",
    "timerange": "r",
    "floatrange": "r",
    "PyNode": "n",
}
ATTRIBUTED = """
areaLight camera clamp condition file joint lambert mesh multMatrix nurbsCurve nurbsSurface pointLight polyCube
spotLight transform
"""
ENUMERATIONS = (("MSceneMessage", "Message"),)
ENUMERATED = re.compile(r"\('(k\w+)', (\d+)\)")
KINDS = {1: "bool", 2: "byte", 3: "char", 4: "short", 7: "long", 11: "float", 14: "double", 18: "long"}
SHAPES = {"kAttribute3Double": "double3", "kAttribute3Float": "float3", "kAttribute2Float": "float2"}
PLAIN = {
    "kAttribute2Double": "double2",
    "kAttribute4Double": "double4",
    "kAttribute2Short": "short2",
    "kAttribute2Long": "long2",
    "kAttribute3Long": "long3",
    "kCompoundAttribute": "compound",
    "kMessageAttribute": "message",
    "kEnumAttribute": "enum",
    "kDoubleLinearAttribute": "doubleLinear",
    "kDoubleAngleAttribute": "doubleAngle",
    "kMatrixAttribute": "matrix",
    "kFloatMatrixAttribute": "matrix",
}


def literals(path: Path) -> Mapping[str, Any]:
    """Read the plain values that a Python file assigns, without running it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assigned = (node for node in tree.body if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name))
    return {
        node.targets[0].id: ast.literal_eval(node.value) for node in assigned if isinstance(node.targets[0], ast.Name)
    }


def example_calls(text: str) -> Iterator[ast.Call]:
    """The calls of commands in one of the vendor's examples; lines in the old language are read one by one."""
    try:
        trees = [ast.parse(text)]
    except SyntaxError:
        trees = [tree for line in text.splitlines() if (tree := parsed(line.strip().removeprefix("print ")))]
    calls = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call))
    yield from (
        call for call in calls if isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) == "cmds"
    )


def parsed(line: str) -> ast.Module | None:
    """One line, if it is whole in itself."""
    try:
        return ast.parse(line)
    except (SyntaxError, ValueError):
        return None


def shown(examples: Mapping[str, str], recorded: Mapping[str, Any]) -> set[tuple[str, str]]:
    """Flags that the vendor's own examples use in a mode that the record does not have."""
    found: set[tuple[str, str]] = set()
    for call in (each for text in examples.values() for each in example_calls(text)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        record = recorded.get(name, {})
        written = {each.arg: getattr(each.value, "value", True) for each in call.keywords if each.arg}
        mode = next((long for long in ("query", "edit") if written.get(long) or written.get(long[0])), "create")
        for word in written:
            long = word if word in record.get("flags", {}) else record.get("shortFlags", {}).get(word, "")
            modes = record.get("flags", {}).get(long, {}).get("modes") or [mode]
            if mode not in modes:
                found.add((name, long))
    return found


def flag_code(command: str, name: str, flag: Mapping[str, Any], wrong: Collection[tuple[str, str]]) -> str:
    """Write a flag as `short|types|modes`; modes are c, q, e, m (may be repeated), * where the record is wrong."""
    kinds = flag["args"] if isinstance(flag["args"], list) else [flag["args"]]
    code = "".join(TYPES.get(kind, "?") for kind in kinds)
    if flag["args"] == "<type bool>" and flag.get("numArgs") == 0:
        code = ""
    modes = "".join(sorted({mode[0] for mode in flag.get("modes") or ()}))
    wide = (command, name) in wrong or name == "exists" or flag.get("modified") or not modes
    return f"{flag['shortname']}|{code}|{modes}{'*' if wide else ''}"


def commands(recorded: Mapping[str, Any], examples: Mapping[str, str]) -> dict[str, Any]:
    """Make the table of commands: flags of the wanted ones, names of all."""
    wrong = WRONG_MODES | shown(examples, recorded)
    plain = {name: record for name, record in recorded.items() if record.get("type") != "runtime"}
    free = {"query", "edit"}
    flags = {
        name: {
            long: flag_code(name, long, flag, wrong)
            for long, flag in sorted((plain[name].get("flags") or {}).items())
            if long not in free
        }
        for name in sorted(WANTED.split())
        if name in plain
    }
    return {"source": SOURCES, "names": " ".join(sorted(plain)), "flags": flags}


def attribute_code(attribute: Mapping[str, Any]) -> str:
    """Write an attribute as `short|kind|default|parent|marks|enum`; marks are m (multi)."""
    kind = attribute["type_str"]
    if kind == "kNumericAttribute":
        word = KINDS.get(attribute.get("numeric_type", 0), "data")
    elif kind == "kTypedAttribute":
        word = "string" if attribute.get("typed_type") == 4 else "data"
    else:
        word = SHAPES.get(kind) or PLAIN.get(kind, "data")
    default = attribute.get("default_value")
    spoken = "" if default is None else json.dumps(default)
    choices = ":".join(f"{text}={number}" for number, text in (attribute.get("enum_fields") or {}).items())
    marks = "m" if attribute["is_array"] else ""
    code = [attribute["short_name"], word, spoken, attribute.get("parent_plug", ""), marks, choices]
    return "|".join(code).rstrip("|")


def shared(records: Mapping[str, Mapping[str, Any]], types: Iterable[str]) -> set[str]:
    """Name the attributes that all of *types* have."""
    return set.intersection(*(set(records[name]) for name in types))


def attributes(records: Mapping[str, Mapping[str, Any]], ancestry: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Make the table of attributes, each at the highest ancestor that has it."""
    types = ATTRIBUTED.split()
    dag = [name for name in types if "dagNode" in ancestry[name]]
    owners = {"dependNode": shared(records, types), "dagNode": shared(records, dag), "light": set[str]()}
    owners["light"] = shared(records, [name for name in dag if "light" in ancestry[name]])
    table: dict[str, dict[str, str]] = {}
    for owner, names in owners.items():
        example = records[next(name for name in types if owner in ancestry[name])]
        known = {name for line in ancestry.get(owner, ()) for name in table.get(line, {})}
        table[owner] = {name: attribute_code(example[name]) for name in sorted(names - known)}
    for name in sorted(types, key=lambda each: (len(ancestry[each]), each)):
        known = {attribute for line in ancestry[name] for attribute in table.get(line, {})}
        table[name] = {each: attribute_code(records[name][each]) for each in sorted(set(records[name]) - known)}
    return table


def nodes(hierarchy: Iterable[Any], records: Mapping[str, Mapping[str, Any]], api: Mapping[str, Any]) -> dict[str, Any]:
    """Make the table of node types: parent of each, attributes of some, and the enumerations of the API."""
    ancestry = {name: list(parents) for name, parents, _ in hierarchy}
    return {
        "source": SOURCES,
        "parents": {name: (parents or [""])[0] for name, parents in sorted(ancestry.items())},
        "attributes": attributes(records, ancestry),
        "enums": enumerations(api),
        "classes": " ".join(sorted(api)),
    }


def tables(pymel: Path, completion: Path) -> dict[str, dict[str, Any]]:
    """Make both tables from the two packages' folders."""
    listed = literals(pymel / "cache" / "mayaCmdsList2025.py")["data"]
    api = literals(pymel / "cache" / "mayaApi2025.py")["data"][-1]
    examples = literals(pymel / "cache" / "mayaCmdsExamples2025.py")["data"]
    records = literals(completion / "attribute_properties.py")["ATTRIBUTES_PROPERTIES"]
    return {"commands": commands(listed[0], examples), "nodes": nodes(listed[1], records, api)}


def enumerations(api: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """Number the API's enumerations as Maya does."""
    return {
        name: {key: int(value) for key, value in ENUMERATED.findall(api[name]["enums"][kind]["values"])}
        for name, kind in ENUMERATIONS
    }


def write(target: Path, made: Mapping[str, Mapping[str, Any]]) -> None:
    """Write the tables as JSON, one entry a line, so that a difference can be read."""
    for name, table in made.items():
        text = json.dumps(table, indent=0, sort_keys=True, ensure_ascii=False)
        (target / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    write(TABLES, tables(Path(sys.argv[1]), Path(sys.argv[2])))
