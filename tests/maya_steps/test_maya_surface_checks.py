from __future__ import annotations

from typing import Any

import pytest

from studio_tools.publish.items import Severity

HEAD = '//Maya ASCII 2025 scene\nrequires maya "2025";\ncurrentUnit -l centimeter -a degree -t film;\n'
SET = (
    'createNode objectSet -n "publish_set";\n'
    '\taddAttr -ci true -sn "studioKind" -ln "studioKind" -dt "string";\n'
    '\tsetAttr ".studioKind" -type "string" "model";\n'
    'connectAttr "quad.iog" "publish_set.dsm" -na;\n'
)
APART = "0 0 0.4 0 0.4 0.4 0 0.4 0.5 0 0.9 0 0.9 0.4 0.5 0.4"
"""Eight UVs, of two squares side by side."""


def two_squares(uvs: str = APART, more: str = "", sets: str = "") -> str:
    """Two squares that hang together nowhere, each with its own four UVs; sets of UVs beside map1."""
    return (
        HEAD
        + 'createNode transform -n "quad";\ncreateNode mesh -n "quadShape" -p "quad";\n'
        + '\tsetAttr ".uvst[0].uvsn" -type "string" "map1";\n'
        + f'\tsetAttr -s 8 ".uvst[0].uvsp[0:7]" -type "float2" {uvs};\n'
        + sets
        + '\tsetAttr -s 8 ".vt[0:7]" 0 0 0 1 0 0 1 0 1 0 0 1 2 0 0 3 0 0 3 0 1 2 0 1;\n'
        + '\tsetAttr -s 8 ".ed[0:7]" 0 1 0 1 2 0 2 3 0 3 0 0 4 5 0 5 6 0 6 7 0 7 4 0;\n'
        + '\tsetAttr -s 2 ".fc[0:1]" -type "polyFaces" f 4 0 1 2 3 mu 0 4 0 1 2 3 f 4 4 5 6 7 mu 0 4 4 5 6 7;\n'
        + more
        + SET
    )


CHECKS = [
    "overlapping-uvs", "uv-tiles", "unlocked-normals", "no-tweaks", "one-shape", "no-ghosts", "suffixes", "uvs",
    "colour-sets",
]  # fmt: skip


@pytest.mark.parametrize("check", CHECKS)
def test_two_squares_side_by_side_have_nothing_wrong(desk: Any, check: str) -> None:
    desk.open(two_squares())
    assert desk.check(f"maya.{check}", "model") == []


@pytest.mark.parametrize("form", ["polyCube", "polyPlane"])
@pytest.mark.parametrize("check", ["overlapping-uvs", "uv-tiles", "shading-links", "unlocked-normals"])
def test_what_maya_makes_has_nothing_wrong(desk: Any, form: str, check: str) -> None:
    from maya import cmds

    getattr(cmds, form)(name="crate", constructionHistory=False)
    desk.mark("model", "crate")
    assert desk.check(f"maya.{check}", "model") == []


# -- UVs


def test_faces_whose_uvs_lie_over_others_are_told_and_selected(desk: Any) -> None:
    desk.open(two_squares("0 0 0.4 0 0.4 0.4 0 0.4 0.2 0.2 0.6 0.2 0.6 0.6 0.2 0.6"))
    (finding,) = desk.check("maya.overlapping-uvs", "model")
    assert (finding.severity, finding.title) == (Severity.WARNING, "quadShape has 2 faces with UVs over others")
    assert [each.rpartition(".")[2] for each in desk.selected(finding)] == ["f[0]", "f[1]"]


def test_faces_that_share_an_edge_of_their_uvs_do_not_lie_over_each_other(desk: Any) -> None:
    desk.open(two_squares("0 0 0.4 0 0.4 0.4 0 0.4 0.4 0 0.8 0 0.8 0.4 0.4 0.4"))
    assert desk.check("maya.overlapping-uvs", "model") == []


def moved(u: float, v: float) -> str:
    """The two squares, the second one moved so that its lower left corner lies there."""
    corners = ((0, 0), (0.4, 0), (0.4, 0.4), (0, 0.4))
    return " ".join(f"{one:g} {two:g}" for one, two in (*corners, *((u + x, v + y) for x, y in corners)))


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ((1.0, 0.0), 0),
        ((9.5, 0.0), 0),
        ((0.5, 3.5), 0),
        ((0.6, 0.6), 0),
        ((0.8, 0.5), 1),
        ((0.5, 0.8), 1),
        ((-0.5, 0.5), 1),
        ((0.5, -0.5), 1),
        ((10.5, 0.5), 1),
    ],
    ids=["1002", "1010", "1031", "to-the-edges", "over-u", "over-v", "left-of-all", "below-all", "right-of-all"],
)
def test_a_shell_lies_in_one_tile(desk: Any, place: tuple[float, float], told: int) -> None:
    desk.open(two_squares(moved(*place)))
    findings = desk.check("maya.uv-tiles", "model")
    assert [each.title for each in findings] == ["quadShape has 1 UV shell in no tile or in several"] * told
    assert all(desk.selected(each) == ["|quad|quadShape.map[4]"] for each in findings)


def test_a_second_uv_set_is_deleted_by_mending(desk: Any) -> None:
    from maya import cmds

    desk.open(two_squares(sets='\tsetAttr ".uvst[1].uvsn" -type "string" "lightmap";\n'))
    assert desk.mend("maya.uvs", "model") == []
    cmds.undo()
    assert desk.check("maya.uvs", "model")[0].detail == "It has map1, lightmap."


def test_an_only_uv_set_is_called_map1_by_mending(desk: Any) -> None:
    desk.open(two_squares().replace('"map1"', '"uvSet"'))
    assert desk.check("maya.uvs", "model")[0].detail == "It has uvSet."
    assert desk.mend("maya.uvs", "model") == []


def test_a_first_uv_set_that_is_empty_is_left_to_the_modeller(desk: Any) -> None:
    text = two_squares().replace("uvst[0]", "uvst[1]").replace('"map1"', '"paint"')
    desk.open(text.replace("\tsetAttr -s 8", '\tsetAttr ".uvst[0].uvsn" -type "string" "map1";\n\tsetAttr -s 8', 1))
    (finding,) = desk.check("maya.uvs", "model")
    assert not finding.fixable


def test_colour_sets_are_deleted_by_mending(desk: Any) -> None:
    desk.open(two_squares(more='\tsetAttr ".clst[0].clsn" -type "string" "sculpt";\n'))
    assert desk.mend("maya.colour-sets", "model") == []


# -- normals and points

LOCKED = '\tsetAttr -s 8 ".n[0:7]" -type "float3" ' + "0 1 0 " * 6 + "1e+20 1e+20 1e+20 " * 2 + ";\n"
MOVED = '\tsetAttr ".pt[2]" -type "float3" 0 0.5 0;\n'


def test_locked_normals_are_unlocked_by_mending(desk: Any) -> None:
    from maya import cmds

    desk.open(two_squares(more=LOCKED))
    (finding,) = desk.check("maya.unlocked-normals", "model")
    assert (finding.severity, finding.detail) == (Severity.WARNING, "6 corners")
    assert desk.selected(finding) == ["|quad|quadShape"]
    assert desk.mend("maya.unlocked-normals", "model") == []
    cmds.undo()
    assert desk.check("maya.unlocked-normals", "model") == [finding]


def test_normals_that_a_file_leaves_open_are_not_locked(desk: Any) -> None:
    desk.open(two_squares(more='\tsetAttr -s 8 ".n[0:7]" -type "float3" ' + "1e+20 1e+20 1e+20 " * 8 + ";\n"))
    assert desk.check("maya.unlocked-normals", "model") == []


def test_moved_points_are_baked_by_mending_and_stay_where_they_are(desk: Any) -> None:
    from maya import cmds

    desk.open(two_squares(more=MOVED))
    (finding,) = desk.check("maya.no-tweaks", "model")
    assert finding.title == "points of quadShape were moved and not baked"
    assert desk.mend("maya.no-tweaks", "model") == []
    assert cmds.xform("quadShape.vtx[*]", query=True, translation=True, objectSpace=True)[6:9] == [1.0, 0.5, 1.0]
    cmds.undo()
    assert desk.check("maya.no-tweaks", "model") == [finding]


@pytest.mark.parametrize(("check", "more"), [("unlocked-normals", LOCKED), ("no-tweaks", MOVED)])
def test_what_came_with_a_reference_is_told_but_not_mended(desk: Any, tmp_path: Any, check: str, more: str) -> None:
    from studio_tools.host import How

    path = tmp_path / "quad.ma"
    path.write_text(two_squares(more=more).replace(SET, ""), encoding="utf-8")
    desk.host.load(path, How.REFERENCE, name="quad", stamp=None)
    desk.mark("model", "quad:quad")
    (finding,) = desk.check(f"maya.{check}", "model")
    assert not finding.fixable


# -- shapes, shading, ghosts, names


@pytest.fixture
def crate(desk: Any) -> Any:
    from maya import cmds

    cmds.polyCube(name="crate", constructionHistory=False)
    cmds.group("crate", name="prop")
    desk.mark("model", "prop")
    return desk


def test_a_second_shape_below_a_transform_is_told(crate: Any) -> None:
    from maya import cmds

    cmds.createNode("mesh", name="crateShape2", parent="crate")
    (finding,) = crate.check("maya.one-shape", "model")
    assert (finding.severity, finding.title) == (Severity.ERROR, "crate has 2 shapes")
    assert len(crate.selected(finding)) == 2


def test_a_shape_that_is_kept_for_its_history_is_no_second_one(crate: Any) -> None:
    from maya import cmds

    cmds.createNode("mesh", name="crateShapeOrig", parent="crate")
    cmds.setAttr("crateShapeOrig.intermediateObject", True)
    assert crate.check("maya.one-shape", "model") == []


def test_a_mesh_of_no_shading_group_gets_maya_s_own_by_mending(desk: Any) -> None:
    from maya import cmds

    desk.open(two_squares())
    (finding,) = desk.check("maya.shading-links", "model")
    assert finding.severity is Severity.WARNING
    assert desk.mend("maya.shading-links", "model") == []
    assert cmds.sets("quadShape", isMember="initialShadingGroup")
    cmds.undo()
    assert desk.check("maya.shading-links", "model") == [finding]


def test_ghosts_are_switched_off_by_mending(crate: Any) -> None:
    from maya import cmds

    cmds.setAttr("crate.ghosting", True)
    (finding,) = crate.check("maya.no-ghosts", "model")
    assert crate.selected(finding) == ["|prop|crate"]
    assert crate.mend("maya.no-ghosts", "model") == []
    cmds.undo()
    assert cmds.getAttr("crate.ghosting")


def test_names_end_as_the_show_asks_for_their_type(crate: Any) -> None:
    from maya import cmds

    cmds.spaceLocator(name="aim_LOC")
    cmds.parent("aim_LOC", "prop")
    crate.show(suffixes={"mesh": "_GEO", "locator": "_LOC"})
    (finding,) = crate.check("maya.suffixes", "model")
    assert finding.title == "crate does not end in _GEO, as each mesh does"
    assert crate.selected(finding) == ["|prop|crate"]
    cmds.rename("crate", "crate_GEO")
    assert crate.check("maya.suffixes", "model") == []


def test_settings_of_a_renderer_are_told_by_name(crate: Any) -> None:
    from maya import cmds

    shape = cmds.listRelatives("crate", shapes=True)[0]
    for name in ("aiOpaque", "aiSubdivType"):
        cmds.addAttr(shape, longName=name, attributeType="long", defaultValue=1)
        cmds.setAttr(f"{shape}.{name}", 1)
    assert crate.check("maya.renderer-flags", "model") == []
    cmds.setAttr(f"{shape}.aiSubdivType", 2)
    (finding,) = crate.check("maya.renderer-flags", "model")
    assert (finding.severity, finding.detail) == (Severity.WARNING, "aiSubdivType")
