from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import HostError
from studio_tools.host import How
from studio_tools.scenes import read
from studio_tools.testing.mayasim import Session as Maya
from studio_tools.testing.mayasim import exchange


@pytest.fixture
def crate(desk: Any) -> Any:
    """A crate in a group, marked as a model and as a cache."""
    from maya import cmds

    cmds.polyCube(name="crate", constructionHistory=False)
    cmds.group("crate", name="prop")
    desk.mark("model", "prop")
    desk.mark("anim", "prop", "crate", name="anim_set")
    return desk


def record(artifact: Any) -> dict[str, Any]:
    """What a simulated exporter was asked for."""
    return exchange.told(artifact.files[0].path.read_bytes())


def test_a_model_s_alembic_has_one_frame(crate: Any) -> None:
    (made,) = crate.make("maya.alembic", "model")
    told = record(made)
    assert (made.representation, made.extension) == ("abc", "abc")
    assert told["range"][0] == told["range"][1]
    assert told["nodes"] == ["|prop", "|prop|crate", "|prop|crate|crateShape"]
    assert {"uvWrite", "worldSpace", "stripNamespaces"} <= set(told["options"])


def test_an_animation_s_alembic_covers_the_cut_with_handles_and_each_node_once(crate: Any) -> None:
    crate.cut(1001, 1010, handles=5)
    told = record(crate.make("maya.alembic", "anim")[0])
    assert told["range"] == [996.0, 1015.0]
    assert len(told["nodes"]) == len(set(told["nodes"]))


def test_without_a_cut_the_scene_s_range_is_written(crate: Any) -> None:
    now = crate.host.timeline()
    assert record(crate.make("maya.alembic", "anim")[0])["range"] == [now.start, now.end]


def test_usd_is_read_again(crate: Any) -> None:
    crate.cut(1001, 1010)
    (made,) = crate.make("maya.usd", "anim")
    text = made.files[0].path.read_text()
    assert (made.representation, 'def Xform "prop"' in text) == ("usda", True)
    assert "endTimeCode = 1010" in text


def test_fbx_is_baked_where_it_moves(crate: Any) -> None:
    crate.cut(1001, 1010)
    told = record(crate.make("maya.fbx", "anim")[0])
    assert told["range"] == [1001.0, 1010.0]
    assert told["options"]["FBXExportBakeComplexAnimation"]


def test_a_gpu_cache_is_written_into_the_stage(crate: Any) -> None:
    (made,) = crate.make("maya.gpu-cache", "anim")
    assert made.files[0].path.parent == crate.stage
    assert record(made)["simulated"] == "GPU cache"


def test_the_selection_stays_as_it_was(crate: Any) -> None:
    from maya import cmds

    cmds.select("persp", replace=True)
    crate.make("maya.fbx", "anim")
    crate.make("maya.clean-scene-file", "model")
    assert cmds.ls(selection=True) == ["persp"]


def test_a_plug_in_that_is_not_there_is_told(crate: Any, maya: Maya) -> None:
    maya.installed = maya.installed - {"AbcExport"}
    with pytest.raises(HostError, match="AbcExport"):
        crate.make("maya.alembic", "anim")


def test_a_full_disk_is_told(crate: Any, maya: Maya) -> None:
    maya.faults.room = 3
    with pytest.raises(HostError, match="no space left"):
        crate.make("maya.alembic", "anim")


# -- scenes


def test_a_cleaned_scene_holds_the_set_without_references(desk: Any, tmp_path: Path) -> None:
    from maya import cmds

    source = tmp_path / "lid.ma"
    source.write_text('//Maya ASCII 2025 scene\nrequires maya "2025";\ncreateNode transform -n "lid";\n')
    desk.host.load(source, How.REFERENCE, name="lid", stamp=None)
    cmds.polyCube(name="crate")
    cmds.polyCube(name="left_out")
    desk.mark("model", "crate", "lid:lid")
    (made,) = desk.make("maya.clean-scene-file", "model")
    found = read(made.files[0].path)
    text = made.files[0].path.read_text()
    assert found.references == ()
    assert '"crate"' in text
    assert "lid" in text
    assert "left_out" not in text


def test_a_scene_s_code_stays_out_of_a_cleaned_one(desk: Any) -> None:
    from maya import cmds

    cmds.polyCube(name="crate")
    cmds.createNode("script", name="vaccine_gene")
    desk.mark("model", "crate")
    (made,) = desk.make("maya.clean-scene-file", "model")
    assert "vaccine" not in made.files[0].path.read_text()


def test_a_scene_file_keeps_its_references(desk: Any, tmp_path: Path) -> None:
    source = tmp_path / "lid.ma"
    source.write_text('//Maya ASCII 2025 scene\nrequires maya "2025";\ncreateNode transform -n "lid";\n')
    desk.host.load(source, How.REFERENCE, name="lid", stamp=None)
    desk.save()
    (made,) = desk.make("maya.scene-file")
    assert [each.namespace for each in read(made.files[0].path).references] == ["lid"]
