"""UVs, colour sets, normals and moved points of simulated meshes."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio_tools.testing.mayasim import NotSimulated, layouts, topology
from studio_tools.testing.mayasim.layouts import Layout

QUAD = (
    '//Maya ASCII 2025 scene\nrequires maya "2025";\n'
    'createNode transform -n "quad";\ncreateNode mesh -n "quadShape" -p "quad";\n'
    '\tsetAttr ".uvst[0].uvsn" -type "string" "map1";\n'
    '\tsetAttr -s 4 ".uvst[0].uvsp[0:3]" -type "float2" 0 0 1 0 1 1 0 1;\n'
    '\tsetAttr ".uvst[1].uvsn" -type "string" "light";\n'
    '\tsetAttr -s 2 ".uvst[1].uvsp[0:1]" -type "float2" 0.5 0.5 0.25 0.75;\n'
    '\tsetAttr ".clst[0].clsn" -type "string" "sculpt";\n'
    '\tsetAttr -s 4 ".vt[0:3]" 0 0 0 1 0 0 1 0 1 0 0 1;\n'
    '\tsetAttr -s 4 ".ed[0:3]" 0 1 0 1 2 0 2 3 0 3 0 0;\n'
    '\tsetAttr ".fc[0]" -type "polyFaces" f 4 0 1 2 3 mu 0 4 0 1 2 3;\n'
)


@pytest.fixture
def quad(cmds: ModuleType, scenes: Path) -> ModuleType:
    scenes.mkdir(exist_ok=True)
    (scenes / "quad.ma").write_text(QUAD, encoding="utf-8")
    cmds.file((scenes / "quad.ma").as_posix(), open=True, force=True)
    return cmds


# -- layouts


@pytest.mark.parametrize("form", sorted(topology.FORMS))
def test_a_primitive_s_layout_has_a_corner_for_each_corner_of_its_faces(form: str) -> None:
    mesh = topology.primitive(form)
    (layout,) = mesh.uvs
    assert [len(face) for face in layout.corners] == [len(face) for face in mesh.faces]
    assert {at for face in layout.corners for at in face} == set(range(len(layout.places)))


@pytest.mark.parametrize("form", sorted(topology.FORMS))
def test_a_primitive_s_layout_is_one_shell_without_overlap(form: str) -> None:
    (layout,) = topology.primitive(form).uvs
    assert set(layout.shells()) == {0}
    assert layout.overlapping() == []


def test_shells_are_counted_in_the_order_of_their_first_points() -> None:
    layout = Layout("map1", ((0.0, 0.0),) * 7, ((4, 5, 6), (0, 2, 3)))
    assert layout.shells() == [0, 1, 0, 0, 2, 2, 2]


def test_faces_that_share_a_point_or_an_edge_do_not_overlap() -> None:
    places = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (2.0, 0.0), (2.0, 1.0))
    assert Layout("map1", places, ((0, 1, 2, 3), (1, 4, 5, 2))).overlapping() == []


@settings(deadline=None, max_examples=50)
@given(shift=st.tuples(st.floats(-0.9, 0.9), st.floats(-0.9, 0.9)))
def test_a_square_overlaps_one_that_is_shifted_by_less_than_its_side(shift: tuple[float, float]) -> None:
    square = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]
    moved = [(u + shift[0], v + shift[1]) for u, v in square]
    layout = Layout("map1", tuple(square + moved), ((0, 1, 2, 3), (4, 5, 6, 7)))
    assert layout.overlapping() == [0, 1]


DART = ((0.0, 0.0), (1.0, 1.0), (0.0, 0.4), (-1.0, 1.0))


@pytest.mark.parametrize(
    ("other", "over"),
    [
        (((0.0, 0.6), (0.2, 0.9), (-0.2, 0.9)), []),
        (((0.0, 0.2), (0.2, 0.9), (-0.2, 0.9)), [0, 1]),
        (tuple(reversed(DART)), [0, 1]),
    ],
    ids=["in-the-notch", "into-the-body", "itself-turned-over"],
)
def test_the_notch_of_a_face_is_free(other: tuple[tuple[float, float], ...], over: list[int]) -> None:
    corners = ((0, 1, 2, 3), tuple(range(4, 4 + len(other))))
    assert Layout("map1", (*DART, *other), corners).overlapping() == over


def test_faces_without_area_lie_over_nothing() -> None:
    places = ((0.0, 0.0), (0.5, 0.0), (1.0, 0.0), (1.0, 1.0))
    assert Layout("map1", places, ((0, 1, 2), (0, 2, 3), (1, 1, 1))).overlapping() == []


def square(cut: float) -> list[tuple[float, float]]:
    return [(0.0, 0.0), (1.0, 0.0), (cut, cut), (0.0, 1.0)]


@settings(deadline=None, max_examples=50)
@given(cut=st.floats(0.05, 0.95))
def test_a_face_is_cut_into_triangles_of_its_whole_area(cut: float) -> None:
    pieces = layouts.triangles(square(cut))
    area = sum(layouts._turn(*piece) / 2 for piece in pieces)
    assert (len(pieces), area) == (2, pytest.approx(cut)) or (len(pieces) == 1 and abs(cut - 0.5) < 1e-3)


@pytest.mark.parametrize("form", sorted(topology.FORMS))
def test_a_layout_is_written_into_a_file_and_read_back(cmds: ModuleType, scenes: Path, form: str) -> None:
    cmds.file(new=True, force=True)
    getattr(cmds, form)(name="crate", constructionHistory=False)
    before = cmds.polyEditUV("crate.map[*]", query=True), cmds.polyEvaluate("crate.map[*]", uvShellIds=True)
    cmds.file(rename=(scenes / "crate.ma").as_posix())
    path = cmds.file(save=True, type="mayaAscii")
    cmds.file(path, open=True, force=True)
    found = cmds.polyEditUV("crate.map[*]", query=True)
    assert found == pytest.approx(before[0], abs=1e-5)
    assert cmds.polyEvaluate("crate.map[*]", uvShellIds=True) == before[1]


# -- asking


def test_places_of_a_set_are_told_as_one_row(quad: ModuleType) -> None:
    assert quad.polyEditUV("quad.map[*]", query=True) == [0, 0, 1, 0, 1, 1, 0, 1]
    assert quad.polyEditUV("quad.map[*]", query=True, uvSetName="light") == [0.5, 0.5, 0.25, 0.75]
    assert quad.polyEvaluate("quad", uvcoord=True, uvSetName="light") == 2


def test_overlapping_faces_are_told_by_their_shape_as_the_vendor_s_example_has_it(
    quad: ModuleType, scenes: Path
) -> None:
    text = QUAD.replace('".fc[0]" -type "polyFaces" f 4 0 1 2 3 mu 0 4 0 1 2 3', '-s 2 ".fc[0:1]" -type "polyFaces" '
                        "f 4 0 1 2 3 mu 0 4 0 1 2 3 f 4 0 1 2 3 mu 0 4 0 1 2 3")  # fmt: skip
    (scenes / "twice.ma").write_text(text, encoding="utf-8")
    assert quad.polyUVOverlap("quad.f[*]", overlappingComponents=True) == []
    quad.file((scenes / "twice.ma").as_posix(), open=True, force=True)
    assert quad.polyUVOverlap("quad.f[*]", overlappingComponents=True) == ["quadShape.f[0]", "quadShape.f[1]"]


def test_a_mesh_of_no_uvs_has_no_shells(cmds: ModuleType) -> None:
    cmds.createNode("mesh", name="nothing")
    assert cmds.polyEvaluate("nothing.map[*]", uvShellIds=True) is None
    assert cmds.polyEditUV("nothing.map[*]", query=True) is None


@pytest.mark.parametrize(
    ("command", "flags"),
    [
        ("polyUVOverlap", {"nonOverlappingComponents": True}),
        ("polyEditUV", {"uValue": 0.5}),
        ("polyUVSet", {"create": True}),
        ("polyColorSet", {"create": True, "colorSet": "new"}),
        ("polyNormalPerVertex", {"freezeNormal": True}),
    ],
)
def test_what_is_not_known_is_not_simulated(quad: ModuleType, command: str, flags: dict[str, object]) -> None:
    with pytest.raises(NotSimulated):
        getattr(quad, command)("quad", **flags)


# -- changing


def test_a_set_is_renamed_and_deleted_and_that_can_be_undone(quad: ModuleType) -> None:
    quad.polyUVSet("quad", delete=True, uvSet="light")
    assert quad.getAttr("quadShape.uvSet", multiIndices=True) == [0]
    quad.polyUVSet("quad", rename=True, uvSet="map1", newUVSet="paint")
    assert quad.getAttr("quadShape.uvSet[0].uvSetName") == "paint"
    quad.undo()
    quad.undo()
    assert quad.getAttr("quadShape.uvSet", multiIndices=True) == [0, 1]


def test_the_first_set_cannot_be_deleted(quad: ModuleType) -> None:
    with pytest.raises(RuntimeError, match="default UV set"):
        quad.polyUVSet("quad", delete=True, uvSet="map1")


def test_a_set_that_there_is_not_is_refused(quad: ModuleType) -> None:
    with pytest.raises(RuntimeError, match="no set of this name"):
        quad.polyColorSet("quad", delete=True, colorSet="nothing")


def test_the_sets_of_what_something_makes_are_not_simulated(cmds: ModuleType) -> None:
    cmds.polyCube(name="crate")
    with pytest.raises(NotSimulated, match="which something makes"):
        cmds.polyUVSet("crate", rename=True, uvSet="map1", newUVSet="paint")


def test_a_colour_set_is_deleted(quad: ModuleType) -> None:
    quad.polyColorSet("quad", delete=True, colorSet="sculpt")
    assert quad.getAttr("quadShape.colorSet", multiIndices=True) is None


def test_normals_are_free_until_a_file_writes_them(quad: ModuleType, scenes: Path) -> None:
    assert quad.polyNormalPerVertex("quad.vtxFace[*][*]", query=True, freezeNormal=True) == [False] * 4
    more = '\tsetAttr -s 4 ".n[0:3]" -type "float3" 0 1 0 0 1 0 1e+20 1e+20 1e+20 0 1 0;\n'
    (scenes / "locked.ma").write_text(QUAD + more, encoding="utf-8")
    quad.file((scenes / "locked.ma").as_posix(), open=True, force=True)
    asked = {"query": True, "freezeNormal": True}
    assert quad.polyNormalPerVertex("quad.vtxFace[*][*]", **asked) == [True, True, False, True]
    assert quad.polyNormalPerVertex("quad.vtxFace[*][*]", query=True, allLocked=True) is False
    quad.polyNormalPerVertex("quad.vtxFace[*][*]", unFreezeNormal=True)
    assert not any(quad.polyNormalPerVertex("quad.vtxFace[*][*]", **asked))
    quad.undo()
    assert any(quad.polyNormalPerVertex("quad.vtxFace[*][*]", **asked))


@pytest.mark.parametrize(
    "more",
    ['\tsetAttr ".pt[1]" -type "float3" 0 2 0;\n', '\tsetAttr -s 2 ".pt[0:1]" -type "float3" 0 0 0 0 2 0;\n'],
    ids=["one", "a-row"],
)
def test_moved_points_are_collapsed_as_the_vendor_s_example_has_it(quad: ModuleType, scenes: Path, more: str) -> None:
    (scenes / "moved.ma").write_text(QUAD + more, encoding="utf-8")
    assert not quad.polyCollapseTweaks("quad", query=True, hasVertexTweaks=True)
    quad.file((scenes / "moved.ma").as_posix(), open=True, force=True)
    assert quad.polyCollapseTweaks("quad", query=True, hasVertexTweaks=True)
    quad.polyCollapseTweaks("quad")
    assert not quad.polyCollapseTweaks("quad", query=True, hasVertexTweaks=True)
    row = quad.xform("quadShape.vtx[*]", query=True, translation=True, objectSpace=True)
    assert row[:6] == [0, 0, 0, 1, 2, 0]


def test_layouts_of_a_shape_without_sets_are_none(batch: object) -> None:
    from maya import cmds

    cmds.createNode("mesh", name="nothing")
    node = batch.scene.named("nothing")[0]  # type: ignore[attr-defined]
    assert list(layouts.written(node, 0)) == []
