from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from studio_tools.publish.items import Severity
from studio_tools.testing.builders import a_stamp, a_version, a_world

HEAD = '//Maya ASCII 2025 scene\nrequires maya "2025";\ncurrentUnit -l centimeter -a degree -t film;\n'
SET = (
    'createNode objectSet -n "publish_set";\n'
    '\taddAttr -ci true -sn "studioKind" -ln "studioKind" -dt "string";\n'
    '\tsetAttr ".studioKind" -type "string" "model";\n'
    'connectAttr "fan.iog" "publish_set.dsm" -na;\n'
)


def a_mesh(points: str, edges: str, faces: str, *, uvs: bool = True, more: str = "") -> str:
    """A scene with one mesh, written as Maya writes it, in a set that is published as a model."""
    count = [len(points.split()) // 3, len(edges.split()) // 3, faces.count("f ")]
    return (
        HEAD
        + 'createNode transform -n "fan";\ncreateNode mesh -n "fanShape" -p "fan";\n'
        + ('\tsetAttr ".uvst[0].uvsn" -type "string" "map1";\n' if uvs else "")
        + ('\tsetAttr -s 3 ".uvst[0].uvsp[0:2]" -type "float2" 0 0 1 0 1 1;\n' if uvs else "")
        + f'\tsetAttr -s {count[0]} ".vt[0:{count[0] - 1}]" {points};\n'
        + f'\tsetAttr -s {count[1]} ".ed[0:{count[1] - 1}]" {edges};\n'
        + (f'\tsetAttr -s {count[2]} ".fc[0:{count[2] - 1}]" -type "polyFaces" {faces};\n' if faces else "")
        + more
        + SET
    )


TRIANGLE = a_mesh("0 0 0 1 0 0 1 1 0", "0 1 0 1 2 0 2 0 0", "f 3 0 1 2")
THREE_ON_AN_EDGE = a_mesh(
    "0 0 0 0 1 0 1 0 0 -1 0 0 0 0 1",
    "0 1 0 1 2 0 2 0 0 1 3 0 3 0 0 1 4 0 4 0 0",
    "f 3 0 1 2 f 3 0 3 4 f 3 0 5 6",
)
TWICE = a_mesh("0 0 0 1 0 0 1 1 0", "0 1 0 1 2 0 2 0 0", "f 3 0 1 2 f 3 -3 -2 -1")
PENTAGON = a_mesh("0 0 0 1 0 0 2 1 0 1 2 0 0 1 0", "0 1 0 1 2 0 2 3 0 3 4 0 4 0 0", "f 5 0 1 2 3 4")
NO_LENGTH = a_mesh("0 0 0 1 0 0 1 0 0 0 1 0", "0 1 0 1 2 0 2 3 0 3 0 0", "f 4 0 1 2 3")
LOOSE = a_mesh("0 0 0 1 0 0 1 1 0 5 5 5", "0 1 0 1 2 0 2 0 0", "f 3 0 1 2")
NO_UVS = a_mesh("0 0 0 1 0 0 1 1 0", "0 1 0 1 2 0 2 0 0", "f 3 0 1 2", uvs=False)


@pytest.fixture
def crate(desk: Any) -> Any:
    """A clean crate below one node, marked as a model."""
    from maya import cmds

    cmds.polyCube(name="crate", constructionHistory=False)
    cmds.group("crate", name="prop")
    desk.mark("model", "prop")
    return desk


ALL = [
    "manifold", "lamina", "ngons", "edge-lengths", "loose-vertices", "empty-meshes", "uvs", "colour-sets", "no-history",
    "render-flags", "same-topology", "same-size", "one-top", "frozen", "no-mirrored", "pivots", "no-nulls",
    "not-keyed", "unique-names", "no-namespaces", "shape-names", "has-members", "no-own-cameras", "overlapping-uvs",
    "uv-tiles", "unlocked-normals", "no-tweaks", "one-shape", "shading-links", "no-ghosts", "suffixes", "unique-ids",
    "no-cycles",
]  # fmt: skip


@pytest.mark.parametrize("check", ALL)
def test_a_clean_model_has_nothing_wrong(crate: Any, check: str) -> None:
    from maya import cmds

    cmds.rename("crateShape", "crateShape")
    if cmds.ls("polySurfaceShape1"):
        cmds.rename("polySurfaceShape1", "crateShape")
    assert crate.check(f"maya.{check}", "model") == []


@pytest.mark.parametrize(
    ("text", "check", "severity", "title", "nodes"),
    [
        (THREE_ON_AN_EDGE, "manifold", Severity.ERROR, "fanShape has 1 non-manifold part", ["fan.e[0]"]),
        (TWICE, "lamina", Severity.ERROR, "fanShape has 2 faces on one another", ["fan.f[0]", "fan.f[1]"]),
        (PENTAGON, "ngons", Severity.WARNING, "fanShape has 1 face of more than four edges", ["|fan.f[0]"]),
        (NO_LENGTH, "edge-lengths", Severity.ERROR, "fanShape has 1 edge without length", ["|fan.e[1]"]),
        (LOOSE, "loose-vertices", Severity.WARNING, "fanShape has 1 loose vertex", ["|fan.vtx[3]"]),
        (NO_UVS, "uvs", Severity.ERROR, "fanShape has no UVs", ["|fan|fanShape"]),
    ],
    ids=["manifold", "lamina", "ngons", "edge-lengths", "loose-vertices", "uvs"],
)
def test_what_is_wrong_with_a_form_is_told_with_its_parts(
    desk: Any, text: str, check: str, severity: Severity, title: str, nodes: list[str]
) -> None:
    desk.open(TRIANGLE, "good.ma")
    assert desk.check(f"maya.{check}", "model") == []
    desk.open(text, "bad.ma")
    (finding,) = desk.check(f"maya.{check}", "model")
    assert (finding.severity, finding.title, list(finding.nodes)) == (severity, title, nodes)
    assert [part.rpartition("|")[2] for part in desk.selected(finding)] == [part.rpartition("|")[2] for part in nodes]


def test_an_empty_mesh_is_deleted_by_mending(desk: Any) -> None:
    from maya import cmds

    desk.open(HEAD + 'createNode transform -n "fan";\ncreateNode mesh -n "fanShape" -p "fan";\n' + SET)
    (finding,) = desk.check("maya.empty-meshes", "model")
    assert desk.selected(finding) == ["|fan|fanShape"]
    assert desk.mend("maya.empty-meshes", "model") == []
    assert not cmds.objExists("fanShape")


def test_a_second_uv_set_is_told(desk: Any) -> None:
    more = '\tsetAttr ".uvst[1].uvsn" -type "string" "lightmap";\n'
    desk.open(a_mesh("0 0 0 1 0 0 1 1 0", "0 1 0 1 2 0 2 0 0", "f 3 0 1 2", more=more))
    (finding,) = desk.check("maya.uvs", "model")
    assert finding.severity is Severity.WARNING
    assert finding.detail == "It has map1, lightmap."


def test_colour_sets_are_told(desk: Any) -> None:
    more = '\tsetAttr ".clst[0].clsn" -type "string" "sculpt";\n'
    desk.open(a_mesh("0 0 0 1 0 0 1 1 0", "0 1 0 1 2 0 2 0 0", "f 3 0 1 2", more=more))
    (finding,) = desk.check("maya.colour-sets", "model")
    assert (finding.severity, finding.detail) == (Severity.INFO, "sculpt")


def test_history_is_deleted_by_mending_and_the_form_stays(desk: Any) -> None:
    from maya import cmds

    cmds.polyCube(name="crate")
    desk.mark("model", "crate")
    (finding,) = desk.check("maya.no-history", "model")
    assert desk.selected(finding) == [cmds.ls("crateShape", long=True)[0]]
    assert desk.mend("maya.no-history", "model") == []
    assert cmds.polyEvaluate("crate", face=True) == 6


def test_changed_render_flags_are_reset_by_mending(crate: Any) -> None:
    from maya import cmds

    shape = cmds.listRelatives("crate", shapes=True)[0]
    cmds.setAttr(f"{shape}.castsShadows", False)
    cmds.setAttr(f"{shape}.primaryVisibility", False)
    (finding,) = crate.check("maya.render-flags", "model")
    assert finding.detail.split("\n") == ["castsShadows", "primaryVisibility"]
    assert crate.mend("maya.render-flags", "model") == []


# -- nodes


def test_two_nodes_on_top_are_told(crate: Any) -> None:
    from maya import cmds

    cmds.polyCube(name="lid")
    cmds.sets("lid", addElement="publish_set")
    (finding,) = crate.check("maya.one-top", "model")
    assert crate.selected(finding) == ["|prop", "|lid"]


def test_a_node_below_another_member_is_no_second_top(crate: Any) -> None:
    from maya import cmds

    cmds.sets("crate", addElement="publish_set")
    assert crate.check("maya.one-top", "model") == []


def test_a_moved_transform_is_frozen_by_mending(crate: Any) -> None:
    from maya import cmds

    cmds.move(1, 2, 3, "crate")
    (finding,) = crate.check("maya.frozen", "model")
    assert crate.selected(finding) == ["|prop|crate"]
    assert crate.mend("maya.frozen", "model") == []
    assert cmds.getAttr("crate.translate") == [(0.0, 0.0, 0.0)]


def test_freezing_is_one_step_of_undo(crate: Any) -> None:
    from maya import cmds

    cmds.move(1, 2, 3, "crate")
    crate.mend("maya.frozen", "model")
    cmds.undo()
    assert cmds.getAttr("crate.translate") == [(1.0, 2.0, 3.0)]


def test_what_is_keyed_is_not_frozen_but_its_keys_are_cut(crate: Any) -> None:
    from maya import cmds

    cmds.setKeyframe("crate", attribute="translateX", time=1, value=3)
    assert not crate.check("maya.frozen", "model")[0].fixable
    (finding,) = crate.check("maya.not-keyed", "model")
    assert finding.detail == "translateX"
    assert crate.mend("maya.not-keyed", "model") == []


def test_a_mirrored_transform_is_told(crate: Any) -> None:
    from maya import cmds

    cmds.scale(-1, 1, 1, "crate")
    (finding,) = crate.check("maya.no-mirrored", "model")
    assert (finding.severity, crate.selected(finding)) == (Severity.ERROR, ["|prop|crate"])


def test_a_moved_pivot_is_put_back_by_mending(crate: Any) -> None:
    from maya import cmds

    cmds.setAttr("crate.rotatePivotY", 2.0)
    (finding,) = crate.check("maya.pivots", "model")
    assert finding.severity is Severity.INFO
    assert crate.mend("maya.pivots", "model") == []


def test_empty_groups_are_deleted_by_mending(crate: Any) -> None:
    from maya import cmds

    cmds.group(name="left_over", empty=True, parent="prop")
    (finding,) = crate.check("maya.no-nulls", "model")
    assert crate.selected(finding) == ["|prop|left_over"]
    assert crate.mend("maya.no-nulls", "model") == []
    assert not cmds.objExists("left_over")


def test_two_nodes_of_one_name_are_told(crate: Any) -> None:
    from maya import cmds

    cmds.group(name="left", empty=True, parent="prop")
    cmds.createNode("transform", name="crate", parent="left")
    (finding,) = crate.check("maya.unique-names", "model")
    assert finding.title == "2 nodes called crate"
    assert sorted(finding.nodes) == ["|prop|crate", "|prop|left|crate"]


def test_namespaces_count_for_nothing_in_names(crate: Any) -> None:
    from maya import cmds

    cmds.namespace(addNamespace="old")
    cmds.createNode("transform", name="old:crate", parent="prop")
    assert crate.check("maya.unique-names", "model")[0].title == "2 nodes called crate"


def test_a_namespace_is_dissolved_by_mending(crate: Any) -> None:
    from maya import cmds

    cmds.namespace(addNamespace="old")
    cmds.createNode("transform", name="old:lid", parent="prop")
    (finding,) = crate.check("maya.no-namespaces", "model")
    assert crate.selected(finding) == ["|prop|old:lid"]
    assert crate.mend("maya.no-namespaces", "model") == []
    assert cmds.objExists("lid")
    assert not cmds.namespace(exists="old")


def test_a_shape_is_called_after_its_transform_by_mending(crate: Any) -> None:
    from maya import cmds

    shape = cmds.listRelatives("crate", shapes=True)[0]
    cmds.rename(shape, "polySurface7")
    (finding,) = crate.check("maya.shape-names", "model")
    assert finding.title == "polySurface7 is not called crateShape"
    assert crate.mend("maya.shape-names", "model") == []


# -- members


def test_an_empty_set_is_told(desk: Any) -> None:
    desk.mark("model")
    (finding,) = desk.check("maya.has-members", "model")
    assert (finding.title, finding.nodes) == ("publish_set is empty", ("publish_set",))


def test_maya_s_own_camera_is_taken_out_by_mending(crate: Any) -> None:
    from maya import cmds

    cmds.sets("persp", addElement="publish_set")
    assert crate.check("maya.no-own-cameras", "model")[0].nodes == ("|persp",)
    assert crate.mend("maya.no-own-cameras", "model") == []
    assert cmds.objExists("persp")


# -- the version before


def before(**facts: object) -> Any:
    """A world in which such a version came before."""
    previous: Any = SimpleNamespace(version=a_version(a_stamp("model.main")), manifest=SimpleNamespace(facts=facts))
    return replace(a_world(), previous=lambda item: previous)


def test_another_topology_than_before_is_told(desk: Any) -> None:
    desk.open(TRIANGLE)
    desk.world = before(model_meshes={"fanShape": [3, 3, 1]})
    assert desk.check("maya.same-topology", "model") == []
    desk.world = before(model_meshes={"fanShape": [4, 4, 2], "lidShape": [8, 12, 6]})
    gone, other = desk.check("maya.same-topology", "model")
    assert gone.detail == "lidShape"
    assert other.detail == "It had 2 faces and has 1."
    assert desk.selected(other) == ["|fan|fanShape"]


@pytest.mark.parametrize(("size", "told"), [([1.0, 1.0, 0.0], False), ([100.0, 1.0, 0.0], True), ([0.01, 0, 0], True)])
def test_a_sudden_change_of_size_is_told(desk: Any, size: list[float], told: bool) -> None:
    desk.open(TRIANGLE)
    desk.world = before(model_size=size)
    assert bool(desk.check("maya.same-size", "model")) is told


@pytest.mark.parametrize(
    ("centre", "titles"),
    [([0.5, 0.5, 0.0], []), ([0.5, 3.0, 0.0], ["the model lies 2.5 away from where {} does"]), ([0.5], [])],
    ids=["there", "elsewhere", "not-noted"],
)
def test_a_model_that_lies_elsewhere_is_told(desk: Any, centre: list[float], titles: list[str]) -> None:
    desk.open(TRIANGLE)
    now = desk.item("model").facts.settings()
    assert now["model_centre"] == [0.5, 0.5, 0.0]
    desk.world = before(model_size=now["model_size"], model_centre=centre)
    address = a_version(a_stamp("model.main")).address
    assert desk.titles("maya.same-size", "model") == [title.format(address) for title in titles]
