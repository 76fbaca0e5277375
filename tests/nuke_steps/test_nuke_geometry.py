"""Geometry goes from a WriteGeo into one file: offered, checked, mended, written, published."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import HostError, NotCapable, PublishError
from studio_tools.host import Output
from studio_tools.media import look_at
from studio_tools.testing.nukesim import Session as Nuke


@pytest.fixture
def geo(desk: Any) -> Any:
    """A WriteGeo below a card, in a saved script of three frames."""
    import nuke

    node = nuke.nodes.WriteGeo(inputs=[nuke.nodes.Card2()], name="Geo", file_type="abc")
    desk.range(1001, 1003)
    desk.save()
    return node


def test_a_writegeo_that_is_on_is_offered_as_a_cache(desk: Any, geo: Any) -> None:
    assert [(each.id, each.kind, each.variant) for each in desk.host.outputs()][1:] == [("Geo", "cache", "main")]
    geo["disable"].setValue(True)
    assert [each.kind for each in desk.host.outputs()] == ["scene"]


def test_one_that_is_as_it_should_be_passes(desk: Any, geo: Any) -> None:
    desk.cut(1001, 1003)
    assert desk.check("nuke.geometry-whole", "cache") == []
    assert desk.check("nuke.geometry-range", "cache") == []


def test_one_that_nothing_reaches_is_told(desk: Any, geo: Any) -> None:
    geo.setInput(0, None)
    (finding,) = desk.check("nuke.geometry-whole", "cache")
    assert (finding.title, desk.selected(finding)) == ("nothing is connected to Geo", ["Geo"])


def test_a_storage_in_brackets_is_written_to(desk: Any, geo: Any, tmp_path: Path) -> None:
    desk.stage = tmp_path / "st[a]ge $x"
    desk.stage.mkdir()

    (artifact,) = desk.make("nuke.geometry-file", "cache")

    assert [each.path.parent for each in artifact.files] == [desk.stage]


def test_a_format_of_one_file_a_frame_is_told_and_mended(desk: Any, geo: Any) -> None:
    import nuke

    geo["file_type"].setValue("obj")
    assert desk.titles("nuke.geometry-whole", "cache") == ["Geo writes obj, which does not hold all frames in one file"]
    assert desk.mend("nuke.geometry-whole", "cache") == []
    assert geo["file_type"].value() == "abc"
    nuke.undo()
    assert geo["file_type"].value() == "obj"


def test_a_cache_that_is_short_of_the_cut_is_told_and_mended(desk: Any, geo: Any) -> None:
    desk.cut(1001, 1004, handles=1)
    (finding,) = desk.check("nuke.geometry-range", "cache")
    assert (finding.title, finding.severity) == ("Geo writes 1001-1003 instead of 1000-1005", "error")
    assert (finding.frames.text(), desk.selected(finding)) == ("1000, 1004-1005", ["Geo"])
    assert desk.mend("nuke.geometry-range", "cache") == []


def test_a_cache_that_is_longer_than_the_cut_passes(desk: Any, geo: Any) -> None:
    desk.cut(1002, 1002)
    assert desk.check("nuke.geometry-range", "cache") == []


@pytest.mark.parametrize("kind", ["abc", "fbx"])
def test_all_frames_are_written_into_one_file(desk: Any, geo: Any, kind: str) -> None:
    geo["file_type"].setValue(kind)
    desk.save()
    (artifact,) = desk.make("nuke.geometry-file", "cache")
    assert (artifact.representation, artifact.frames) == (kind, None)
    assert look_at(artifact.files[0].path).problem == ""
    assert not desk.host.modified()
    assert geo["file"].value() == ""


def test_one_without_a_format_writes_alembic(desk: Any, geo: Any) -> None:
    geo["file_type"].setValue(" ")
    (artifact,) = desk.make("nuke.geometry-file", "cache")
    assert artifact.representation == "abc"


def test_a_write_that_fails_stops_the_publish(desk: Any, geo: Any, nuke: Nuke) -> None:
    nuke.faults.failing_frames.append(1002)
    with pytest.raises(HostError, match="Geo cannot be written"):
        desk.make("nuke.geometry-file", "cache")
    assert geo["file"].value() == ""


@pytest.mark.parametrize(
    ("content", "said"), [(b"", "is empty"), (b"Ogawa\0", "is broken")], ids=["nothing", "an archive left open"]
)
def test_a_file_that_is_not_whole_stops_the_publish(
    desk: Any, geo: Any, monkeypatch: pytest.MonkeyPatch, content: bytes, said: str
) -> None:
    monkeypatch.setattr(
        "dcc.nuke.scene.exporting.render_to", lambda name, file, frames: Path(file).write_bytes(content)
    )
    with pytest.raises(PublishError, match=said):
        desk.make("nuke.geometry-file", "cache")


def test_a_file_of_another_format_is_not_asked_of_it(desk: Any, geo: Any, tmp_path: Path) -> None:
    for name in ("geo.fbx", "geo.obj"):
        with pytest.raises(NotCapable, match="Geo does not write"):
            desk.host.export(Output(id="Geo", label="Geo", kind="cache"), tmp_path / name)


def test_it_is_published(desk: Any, geo: Any, house: Any) -> None:
    report = house.publish(desk.host, "cache.main")
    assert [str(each.address) for each in report.versions] == ["demo/sq010/sh0010:cache.main@v001"], report.error
    assert [path.name for path in house.files(report, "cache")] == ["sh0010_cache_main_v001.abc"]
    assert house.manifest(report, "cache").facts["cache_range"] == "1001-1003"
