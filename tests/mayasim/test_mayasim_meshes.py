from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from studio_tools.testing.mayasim import NotSimulated

HEAD = '//Maya ASCII 2025 scene\nrequires maya "2025";\ncreateNode transform -n "fan";\n'
FAN = HEAD + (
    'createNode mesh -n "fanShape" -p "fan";\n'
    '\tsetAttr ".uvst[0].uvsn" -type "string" "map1";\n'
    '\tsetAttr -s 3 ".uvst[0].uvsp[0:2]" -type "float2" 0 0 1 0 1 1;\n'
    "\tsetAttr -s {points} {vt};\n"
    "\tsetAttr -s {edges} {ed};\n"
    "\tsetAttr -s {faces} {fc};\n"
)
THREE_ON_AN_EDGE = FAN.format(
    points=5,
    vt='".vt[0:4]"  0 0 0 0 1 0 1 0 0 -1 0 0 0 0 1',
    edges=7,
    ed='".ed[0:6]"  0 1 0 1 2 0 2 0 0 1 3 0 3 0 0 1 4 0 4 0 0',
    faces=3,
    fc='".fc[0:2]" -type "polyFaces" f 3 0 1 2 f 3 0 3 4 f 3 0 5 6',
)
TWICE = FAN.format(
    points=3,
    vt='".vt[0:2]"  0 0 0 1 0 0 1 1 0',
    edges=3,
    ed='".ed[0:2]"  0 1 0 1 2 0 2 0 0',
    faces=2,
    fc='".fc[0:1]" -type "polyFaces" f 3 0 1 2 f 3 -3 -2 -1',
)
BOW_TIE = FAN.format(
    points=5,
    vt='".vt[0:4]"  0 0 0 1 1 0 1 -1 0 -1 1 0 -1 -1 0',
    edges=6,
    ed='".ed[0:5]"  0 1 0 1 2 0 2 0 0 0 3 0 3 4 0 4 0 0',
    faces=2,
    fc='".fc[0:1]" -type "polyFaces" f 3 0 1 2 f 3 3 4 5',
)


def opened(cmds: ModuleType, tmp_path: Path, text: str) -> None:
    path = tmp_path / "fan.ma"
    path.write_text(text, encoding="utf-8")
    cmds.file(path.as_posix(), open=True, force=True)


@pytest.mark.parametrize(
    ("maker", "counts"),
    [("polyCube", (8, 12, 6, 14)), ("polyPlane", (121, 220, 100, 121)), ("polySphere", (382, 780, 400, 439))],
)
@pytest.mark.parametrize("keeps", [True, False], ids=["with-history", "without-history"])
def test_primitives_have_the_parts_that_maya_gives_them(
    cmds: ModuleType, maker: str, counts: tuple[int, ...], keeps: bool
) -> None:
    name = getattr(cmds, maker)(name="thing", constructionHistory=keeps)[0]
    flags = ("vertex", "edge", "face", "uvcoord")
    assert tuple(cmds.polyEvaluate(name, **{flag: True}) for flag in flags) == counts


def test_deleted_history_leaves_the_form_and_the_file_keeps_it(cmds: ModuleType, tmp_path: Path) -> None:
    cmds.polyCube(name="crate")
    cmds.delete("crate", constructionHistory=True)
    assert cmds.listHistory("crate", pruneDagObjects=True) is None
    path = (tmp_path / "crate.ma").as_posix()
    cmds.file(rename=path)
    cmds.file(save=True, type="mayaAscii")
    cmds.file(path, open=True, force=True)
    assert cmds.polyEvaluate("crate", face=True) == 6
    assert cmds.getAttr("crateShape.uvSet[0].uvSetName") == "map1"


def test_a_whole_form_has_nothing_wrong(cmds: ModuleType) -> None:
    cmds.polySphere(name="ball")
    for flag in ("nonManifoldEdges", "nonManifoldVertices", "laminaFaces"):
        assert cmds.polyInfo("ball", **{flag: True}) is None


@pytest.mark.parametrize(
    ("text", "flag", "parts"),
    [
        (THREE_ON_AN_EDGE, "nonManifoldEdges", ["fan.e[0]"]),
        (TWICE, "laminaFaces", ["fan.f[0]", "fan.f[1]"]),
        (BOW_TIE, "nonManifoldVertices", ["fan.vtx[0]"]),
    ],
    ids=["three-faces-on-an-edge", "one-face-twice", "two-faces-on-a-point"],
)
def test_what_is_wrong_is_named(cmds: ModuleType, tmp_path: Path, text: str, flag: str, parts: list[str]) -> None:
    opened(cmds, tmp_path, text)
    assert cmds.polyInfo("fan", **{flag: True}) == parts


def test_edges_and_faces_are_told_by_their_points(cmds: ModuleType, tmp_path: Path) -> None:
    opened(cmds, tmp_path, BOW_TIE)
    assert [line.split()[2:4] for line in cmds.polyInfo("fan", edgeToVertex=True)][:2] == [["0", "1"], ["1", "2"]]
    assert [line.split()[2:] for line in cmds.polyInfo("fan", faceToVertex=True)] == [["0", "1", "2"], ["0", "3", "4"]]


def test_points_are_told_in_a_row(cmds: ModuleType, tmp_path: Path) -> None:
    opened(cmds, tmp_path, TWICE)
    assert cmds.xform("fanShape.vtx[*]", query=True, translation=True, objectSpace=True) == [0, 0, 0, 1, 0, 0, 1, 1, 0]


def test_uvs_of_a_set_are_counted(cmds: ModuleType, tmp_path: Path) -> None:
    opened(cmds, tmp_path, TWICE)
    assert cmds.polyEvaluate("fan", uvcoord=True) == 3
    assert cmds.polyEvaluate("fan", uvcoord=True, uvSetName="other") == 0


def test_freezing_puts_the_transform_to_rest(cmds: ModuleType) -> None:
    cmds.polyCube(name="crate")
    cmds.move(1, 2, 3, "crate")
    cmds.makeIdentity("crate", apply=True, translate=True, rotate=True, scale=True)
    assert cmds.getAttr("crate.translate") == [(0.0, 0.0, 0.0)]


@pytest.mark.parametrize("flags", [{}, {"translate": True, "rotate": True, "scale": True}], ids=["all", "each-named"])
def test_freezing_takes_place_and_size_into_the_form(cmds: ModuleType, flags: dict[str, bool]) -> None:
    cmds.polyCube(name="crate", constructionHistory=False)
    cmds.move(1, 2, 3, "crate")
    cmds.scale(2, 2, 2, "crate")
    cmds.makeIdentity("crate", apply=True, **flags)
    points = cmds.xform("crate.vtx[*]", query=True, translation=True, objectSpace=True)
    assert points[:3] == [0.0, 1.0, 4.0]
    assert cmds.getAttr("crate.scale") == [(1.0, 1.0, 1.0)]
    assert cmds.polyEvaluate("crate", face=True) == 6


def test_freezing_what_has_history_lengthens_it(cmds: ModuleType) -> None:
    cmds.polyCube(name="crate")
    cmds.move(1, 2, 3, "crate")
    cmds.makeIdentity("crate", apply=True)
    assert cmds.listHistory("crate", pruneDagObjects=True) == ["transformGeometry1", "polyCube1"]
    with pytest.raises(NotSimulated, match="transformGeometry"):
        cmds.polyEvaluate("crate", face=True)


def test_a_turned_form_is_not_simulated(cmds: ModuleType) -> None:
    cmds.polyCube(name="crate", constructionHistory=False)
    cmds.rotate(0, 45, 0, "crate")
    with pytest.raises(NotSimulated, match="turns"):
        cmds.makeIdentity("crate", apply=True)


def test_a_locked_place_cannot_be_frozen(cmds: ModuleType) -> None:
    cmds.polyCube(name="crate")
    cmds.setAttr("crate.translate", 1, 2, 3)
    cmds.setAttr("crate.translateX", lock=True)
    with pytest.raises(RuntimeError, match="locked or connected"):
        cmds.makeIdentity("crate", apply=True, translate=True)


def test_what_is_no_mesh_is_refused(cmds: ModuleType) -> None:
    cmds.group(name="nothing", empty=True)
    with pytest.raises(RuntimeError, match="no polygonal object"):
        cmds.polyEvaluate("nothing", face=True)


def test_forms_that_are_not_known_are_not_guessed(cmds: ModuleType) -> None:
    cmds.polyCone(name="hat")
    with pytest.raises(NotSimulated):
        cmds.polyInfo("hat", laminaFaces=True)


def test_single_parts_are_selected_and_told_as_such(cmds: ModuleType) -> None:
    cmds.polyCube(name="crate")
    cmds.select(["crate.vtx[7]", "crate.e[0]", "crate.f[5]"], replace=True)
    assert cmds.ls(selection=True) == ["crate.vtx[7]", "crate.e[0]", "crate.f[5]"]
    assert cmds.ls(selection=True, long=True)[0] == "|crate.vtx[7]"
    assert cmds.ls(selection=True, type="transform") == []


def test_parts_that_a_mesh_does_not_have_are_not_there(cmds: ModuleType) -> None:
    cmds.polyCube(name="crate")
    assert cmds.objExists("crate.vtx[7]")
    assert not cmds.objExists("crate.vtx[8]")
    with pytest.raises(ValueError, match="No object matches name"):
        cmds.select("crate.vtx[8]")
