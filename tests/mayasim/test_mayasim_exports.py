"""What leaves Maya: real USD text and pictures, and records that say what was asked for."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from types import ModuleType

import pytest

from studio_tools.testing.mayasim import NotSimulated, Session, exchange, installed, pictures, start


@pytest.fixture
def seat(cmds: ModuleType) -> str:
    cmds.polyCube(name="seat")
    cmds.group("seat", name="chair")
    return "chair"


def test_alembic_is_a_record_of_what_was_asked(cmds: ModuleType, seat: str, tmp_path: Path) -> None:
    cmds.loadPlugin("AbcExport", quiet=True)
    path = tmp_path / "chair.abc"

    cmds.AbcExport(jobArg=f"-frameRange 1001 1010 -step 0.5 -uvWrite -worldSpace -root |chair -file {path.as_posix()}")

    told = exchange.told(path.read_bytes())
    assert told["simulated"] == "Alembic"
    assert told["nodes"] == ["|chair", "|chair|seat", "|chair|seat|seatShape"]
    assert (told["range"], told["step"], told["fps"]) == ([1001.0, 1010.0], 0.5, 24.0)
    assert told["options"]["uvWrite"] is True


@pytest.mark.parametrize(
    ("job", "words"),
    [
        ("-root |chair", "No file"),
        ("-root |nothing -file x.abc", "nothing is not unique or does not exist"),
        ("-frameRanges 1 2 -file x.abc", "Invalid job argument: -frameRanges"),
        ("stray -file x.abc", "Invalid job argument: stray"),
    ],
)
def test_a_wrong_alembic_job_is_refused(cmds: ModuleType, seat: str, job: str, words: str) -> None:
    cmds.loadPlugin("AbcExport", quiet=True)

    with pytest.raises(RuntimeError, match=words):
        cmds.AbcExport(jobArg=job)


def test_several_jobs_write_several_files(cmds: ModuleType, seat: str, tmp_path: Path) -> None:
    cmds.loadPlugin("AbcExport", quiet=True)

    cmds.AbcExport(jobArg=[f"-root |chair -file {tmp_path.as_posix()}/{name}.abc" for name in "ab"])

    assert (tmp_path / "a.abc").exists()
    assert (tmp_path / "b.abc").exists()


def test_a_gpu_cache_is_a_record(cmds: ModuleType, seat: str, tmp_path: Path) -> None:
    cmds.loadPlugin("gpuCache", quiet=True)

    made = cmds.gpuCache("chair", startTime=1, endTime=5, directory=tmp_path.as_posix(), fileName="chair")

    assert made == [f"{tmp_path.as_posix()}/chair.abc"]
    assert exchange.told(Path(made[0]).read_bytes())["range"] == [1.0, 5.0]


def test_usd_is_real_text(cmds: ModuleType, seat: str, tmp_path: Path) -> None:
    cmds.loadPlugin("mayaUsdPlugin", quiet=True)
    cmds.select("chair")

    cmds.mayaUSDExport(file=f"{tmp_path.as_posix()}/chair.usda", selection=True, frameRange=(1, 10))

    text = (tmp_path / "chair.usda").read_text()
    assert text.startswith('#usda 1.0\n(\n    defaultPrim = "chair"\n')
    assert "    startTimeCode = 1\n" in text
    assert 'def Xform "chair"\n{\n    def Mesh "seat"\n    {\n    }\n}\n' in text


def test_usd_without_a_suffix_gets_one(cmds: ModuleType, seat: str, tmp_path: Path) -> None:
    cmds.loadPlugin("mayaUsdPlugin", quiet=True)

    assert cmds.mayaUSDExport(file=f"{tmp_path.as_posix()}/all") == [f"{tmp_path.as_posix()}/all.usd"]
    with pytest.raises(NotSimulated, match="binary"):
        cmds.mayaUSDExport(file=f"{tmp_path.as_posix()}/all.usdc")


def test_usd_of_nothing_selected_is_refused(cmds: ModuleType, tmp_path: Path) -> None:
    cmds.loadPlugin("mayaUsdPlugin", quiet=True)
    cmds.select(clear=True)

    with pytest.raises(RuntimeError, match="nothing is selected"):
        cmds.mayaUSDExport(file=f"{tmp_path.as_posix()}/a.usda", selection=True)


def test_usd_may_strip_namespaces(cmds: ModuleType, chair: str, tmp_path: Path) -> None:
    cmds.loadPlugin("mayaUsdPlugin", quiet=True)
    cmds.file(chair, reference=True, namespace="c")

    cmds.mayaUSDExport(file=f"{tmp_path.as_posix()}/a.usda", exportRoots=["c:seat"])
    cmds.mayaUSDExport(file=f"{tmp_path.as_posix()}/b.usda", exportRoots=["c:seat"], stripNamespaces=True)

    assert '"c_seat"' in (tmp_path / "a.usda").read_text()
    assert '"seat"' in (tmp_path / "b.usda").read_text()


def test_fbx_is_driven_from_mel(maya: Session, cmds: ModuleType, seat: str, tmp_path: Path) -> None:
    from maya import mel

    with pytest.raises(RuntimeError, match="Cannot find procedure"):
        mel.eval("FBXResetExport")
    cmds.loadPlugin("fbxmaya", quiet=True)
    cmds.select("chair")
    mel.eval("FBXResetExport")
    mel.eval("FBXExportBakeComplexAnimation -v true")
    mel.eval("FBXExportBakeComplexStart -v 1001")
    mel.eval("FBXExportBakeComplexEnd -v 1010")
    mel.eval(f'FBXExport -f "{tmp_path.as_posix()}/chair.fbx" -s')

    told = exchange.told((tmp_path / "chair.fbx").read_bytes())
    assert told["simulated"] == "FBX"
    assert told["range"] == [1001.0, 1010.0]
    assert told["options"]["FBXExportBakeComplexAnimation"] is True
    assert told["nodes"][0] == "|chair"


@pytest.mark.parametrize("text", ["FBXExportNothing -v true", 'FBXExport -g "a.fbx"', "FBXExportInAscii true"])
def test_wrong_fbx_is_refused(maya: Session, cmds: ModuleType, text: str) -> None:
    from maya import mel

    cmds.loadPlugin("fbxmaya", quiet=True)

    with pytest.raises(RuntimeError):
        mel.eval(text)


def test_arnold_is_a_record(tmp_path: Path) -> None:
    with installed(start(tmp_path, installed=frozenset({"mtoa"}))):
        from maya import cmds

        cmds.loadPlugin("mtoa", quiet=True)
        cmds.polyCube(name="box")
        cmds.arnoldExportAss(filename=f"{tmp_path.as_posix()}/box.ass", selected=True)

    assert exchange.told((tmp_path / "box.ass").read_bytes())["nodes"] == ["|box"]


def test_a_cache_comes_in_as_its_node(cmds: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "a.abc").write_bytes(b"x")
    cmds.loadPlugin("AbcImport", quiet=True)

    node = cmds.AbcImport(f"{tmp_path.as_posix()}/a.abc", mode="import")

    assert node == "a_AlembicNode"
    assert cmds.getAttr(f"{node}.abc_File") == f"{tmp_path.as_posix()}/a.abc"
    with pytest.raises(RuntimeError, match="File not found"):
        cmds.AbcImport("nothing.abc")


@pytest.mark.parametrize("kind", ["png", "exr"])
def test_a_playblast_writes_a_real_picture_a_frame(cmds: ModuleType, tmp_path: Path, kind: str) -> None:
    name = cmds.playblast(
        filename=f"{tmp_path.as_posix()}/view",
        format="image",
        compression=kind,
        startTime=1001,
        endTime=1003,
        widthHeight=(64, 36),
        percent=100,
        viewer=False,
        offScreen=True,
    )

    assert name == f"{tmp_path.as_posix()}/view.####.{kind}"
    assert sorted(path.name for path in tmp_path.glob(f"view.*.{kind}")) == [
        f"view.{frame}.{kind}" for frame in (1001, 1002, 1003)
    ]


def test_a_playblast_takes_the_scenes_range_and_half_its_size(cmds: ModuleType, tmp_path: Path) -> None:
    cmds.playbackOptions(minTime=10, maxTime=11)

    cmds.playblast(filename=f"{tmp_path.as_posix()}/v", format="image", compression="png", offScreen=True)

    data = (tmp_path / "v.0010.png").read_bytes()
    assert struct.unpack(">II", data[16:24]) == (480, 270)
    assert not (tmp_path / "v.0012.png").exists()


def test_a_playblast_does_not_overwrite_unless_forced(cmds: ModuleType, tmp_path: Path) -> None:
    flags = {"format": "image", "compression": "png", "frame": [5], "offScreen": True, "widthHeight": (8, 8)}
    cmds.playblast(filename=f"{tmp_path.as_posix()}/v", **flags)

    with pytest.raises(RuntimeError, match="there already"):
        cmds.playblast(filename=f"{tmp_path.as_posix()}/v", **flags)
    cmds.playblast(filename=f"{tmp_path.as_posix()}/v", forceOverwrite=True, **flags)


def test_in_batch_a_playblast_is_off_screen_only(batch: Session) -> None:
    from maya import cmds

    with pytest.raises(RuntimeError, match="off screen"):
        cmds.playblast(format="image", compression="png")


def test_movies_are_not_simulated(cmds: ModuleType) -> None:
    with pytest.raises(NotSimulated, match="playblast as qt"):
        cmds.playblast(format="qt", compression="H.264", offScreen=True)


def test_a_png_is_whole() -> None:
    data = pictures.png(3, 2, (1.0, 0.5, 0.0))

    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    length = struct.unpack(">I", data[33:37])[0]
    rows = zlib.decompress(data[41 : 41 + length])
    assert rows == (b"\0" + bytes([255, 128, 0]) * 3) * 2


def test_an_exr_is_read_by_the_real_library(tmp_path: Path) -> None:
    openexr = pytest.importorskip("OpenEXR", reason="the media extra is not installed")
    path = tmp_path / "a.exr"
    path.write_bytes(pictures.exr(5, 4, (0.25, 0.5, 1.0)))

    with openexr.File(str(path)) as file:
        pixels = file.channels()["RGB"].pixels

    assert pixels.shape == (4, 5, 3)
    assert pixels[3][4].tolist() == [0.25, 0.5, 1.0]


@pytest.mark.parametrize(
    ("settings", "name"),
    [
        ({}, "shot.iff"),
        ({"animation": True}, "shot.1001.iff"),
        ({"animation": True, "prefix": "<Scene>/<RenderLayer>/<Camera>"}, "shot/masterLayer/persp.1001.iff"),
        ({"renderer": "arnold", "animation": True, "prefix": "a"}, "a.1001.exr"),
    ],
    ids=str,
)
def test_the_name_of_a_render(cmds: ModuleType, settings: dict[str, object], name: str) -> None:
    cmds.file(rename="shot.ma")
    cmds.setAttr("defaultRenderGlobals.startFrame", 1001)
    cmds.setAttr("defaultRenderGlobals.extensionPadding", 4)
    if "animation" in settings:
        cmds.setAttr("defaultRenderGlobals.animation", True)
    if "prefix" in settings:
        cmds.setAttr("defaultRenderGlobals.imageFilePrefix", settings["prefix"], type="string")
    if "renderer" in settings:
        cmds.setAttr("defaultRenderGlobals.currentRenderer", settings["renderer"], type="string")

    assert cmds.renderSettings(firstImageName=True) == [name]


def test_layers_hold_nodes(cmds: ModuleType, seat: str) -> None:
    layer = cmds.createDisplayLayer("chair", name="props")

    assert cmds.editDisplayLayerMembers(layer, query=True) == ["chair"]
    assert cmds.editDisplayLayerMembers(layer, query=True, fullNames=True) == ["|chair"]
    assert cmds.createRenderLayer("chair", name="beauty", noRecurse=True) == "beauty"
    assert cmds.editRenderLayerGlobals(query=True, currentRenderLayer=True) == "defaultRenderLayer"
    cmds.editRenderLayerGlobals(currentRenderLayer="beauty")
    assert cmds.editRenderLayerGlobals(query=True, currentRenderLayer=True) == "beauty"


def test_an_image_plane_stands_before_its_camera(cmds: ModuleType) -> None:
    cmds.camera(name="shot")

    made = cmds.imagePlane(camera="shot", fileName="/plates/a.1001.exr", name="plate")

    assert made == ["plate", "plateShape"]
    assert cmds.getAttr("plateShape.imageName") == "/plates/a.1001.exr"
    assert cmds.ls("plate", long=True) == ["|shot|shotShape|plate"]


def test_only_what_is_known_is_measured(cmds: ModuleType, seat: str) -> None:
    cmds.move(1, 2, 3, "chair")

    assert cmds.polyEvaluate("seat", face=True) == 6
    assert cmds.exactWorldBoundingBox("chair") == [0.5, 1.5, 2.5, 1.5, 2.5, 3.5]
    cmds.polyTorus(name="ring")
    with pytest.raises(NotSimulated, match="ringShape"):
        cmds.polyEvaluate("ring", face=True)


# -- OBJ


def test_obj_needs_its_plug_in_and_a_selection(cmds: ModuleType, seat: str, tmp_path: Path) -> None:
    wanted = {"exportSelected": True, "type": "OBJexport", "force": True}
    with pytest.raises(RuntimeError, match="no file translator"):
        cmds.file((tmp_path / "chair.obj").as_posix(), **wanted)
    cmds.loadPlugin("objExport", quiet=True)
    cmds.select(clear=True)
    with pytest.raises(RuntimeError, match="Nothing is currently selected"):
        cmds.file((tmp_path / "chair.obj").as_posix(), **wanted)


def test_obj_counts_points_and_uvs_over_all_meshes(cmds: ModuleType, tmp_path: Path) -> None:
    cmds.loadPlugin("objExport", quiet=True)
    cmds.polyCube(name="one", constructionHistory=False)
    cmds.polyCube(name="two", constructionHistory=False)
    cmds.select("one", "two")
    cmds.file((tmp_path / "pair.obj").as_posix(), exportSelected=True, type="OBJexport", force=True)
    faces = [line for line in (tmp_path / "pair.obj").read_text().splitlines() if line.startswith("f ")]
    assert (faces[0], faces[6]) == ("f 1/1 2/2 4/4 3/3", "f 9/15 10/16 12/18 11/17")
