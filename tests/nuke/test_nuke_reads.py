"""What Nuke reads: paths with TCL, hashes and views, nested and foreign nodes, ranges, names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import HostError, NotCapable
from studio_tools.host import How, Loaded
from studio_tools.model import ProductKey, Stamp
from studio_tools.testing.nukesim import Session

STAMP = Stamp(key=ProductKey("demo", "sq010/sh0010", "plate"), number=3, representation="png")
NEWER = Stamp(key=ProductKey("demo", "sq010/sh0010", "plate"), number=4, representation="png")


def only(host: Any) -> Loaded:
    (one,) = host.loaded()
    found: Loaded = one
    return found


def a_file(folder: Path, name: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(b"something")
    return folder / name


# -- what reads what


@pytest.mark.parametrize(
    ("name", "node_class", "kind"),
    [
        ("plate.exr", "Read", "image"),
        ("take.mov", "Read", "image"),
        ("dragon.abc", "ReadGeo2", "geometry"),
        ("set.usd", "GeoImport", "usd"),
        ("voice.wav", "AudioRead", "audio"),
        ("show.cube", "OCIOFileTransform", "ocio"),
        ("shot.cdl", "OCIOCDLTransform", "ocio"),
    ],
)
def test_a_file_is_read_by_what_reads_its_sort(
    host: Any, tmp_path: Path, name: str, node_class: str, kind: str
) -> None:
    import nuke

    path = a_file(tmp_path / "in", name)
    one = host.load(path, How.READ, name="thing", stamp=STAMP)
    node = nuke.toNode(one.id)
    assert node is not None
    assert (node.Class(), one.kind, one.resolved) == (node_class, kind, path)
    assert only(host) == one


def test_a_camera_reads_its_file(host: Any, tmp_path: Path) -> None:
    import nuke

    one = host.load(a_file(tmp_path, "cam.abc"), How.CAMERA, name="shotcam", stamp=None)
    node = nuke.toNode(one.id)
    assert node is not None
    assert node["read_from_file"].value() is True
    assert (one.kind, only(host)) == ("camera", one)


def test_a_camera_that_reads_no_file_is_not_loaded(host: Any, tmp_path: Path) -> None:
    import nuke

    one = host.load(a_file(tmp_path, "cam.abc"), How.CAMERA, name="shotcam", stamp=None)
    nuke.toNode(one.id)["read_from_file"].setValue(False)
    assert not host.loaded()


@pytest.mark.parametrize(
    ("name", "how"),
    [("comp.nk", How.READ), ("notes.txt", How.READ), ("plate.exr", How.CAMERA), ("plate.exr", How.REFERENCE),
     ("plate.exr", How.IMPORT), ("plate.exr", How.TEXTURE), ("comp.nk", How.OPEN_AS)],
)  # fmt: skip
def test_what_cannot_be_loaded_so_is_refused(host: Any, tmp_path: Path, name: str, how: How) -> None:
    import nuke

    with pytest.raises(NotCapable):
        host.load(a_file(tmp_path, name), how, name="thing", stamp=None)
    assert nuke.allNodes() == []


@pytest.mark.parametrize("how", [How.REFERENCE, How.IMPORT])
def test_a_broken_script_is_refused_before_anything_is_made(host: Any, tmp_path: Path, how: How) -> None:
    import nuke

    path = tmp_path / "broken.nk"
    path.write_bytes(bytes(range(256)))
    with pytest.raises(HostError, match="no Nuke script"):
        host.load(path, how, name="thing", stamp=None)
    assert nuke.allNodes() == []


@pytest.mark.parametrize("how", [How.REFERENCE, How.IMPORT])
def test_a_script_that_nuke_cannot_bring_in_leaves_nothing(
    host: Any, session: Session, tmp_path: Path, how: How
) -> None:
    import nuke

    path = host.save(tmp_path / "inner.nk")
    host.new(force=True)
    session.faults.missing.append("*inner.nk")
    if how is How.IMPORT:
        with pytest.raises(HostError, match="cannot be imported"):
            host.load(path, how, name="inner", stamp=STAMP)
        assert nuke.allNodes() == []
    else:
        host.load(path, how, name="inner", stamp=STAMP)
        assert nuke.allNodes()[0].hasError(), "a precomp whose file goes is there, in error"


def test_what_is_gone_can_be_neither_turned_nor_removed(host: Any, clip: Callable[..., Path], tmp_path: Path) -> None:
    import nuke

    path = clip(tmp_path / "in")
    one = host.load(path, How.READ, name="plate", stamp=None)
    nuke.delete(nuke.toNode(one.id))
    with pytest.raises(HostError, match="plate is not in the script any more"):
        host.update(one, path, stamp=None)
    with pytest.raises(HostError, match="plate is not in the script any more"):
        host.remove(one)


def test_a_read_without_a_file_is_not_loaded(host: Any) -> None:
    import nuke

    nuke.nodes.Read(name="empty")
    nuke.nodes.Precomp(name="none")
    assert not host.loaded()


# -- ranges


def test_a_sequence_has_the_frames_that_it_has(host: Any, clip: Callable[..., Path], tmp_path: Path) -> None:
    import nuke

    one = host.load(clip(tmp_path / "in", first=1193856, last=1193860), How.READ, name="plate", stamp=None)
    node = nuke.toNode(one.id)
    assert node is not None
    ranges = [node[knob].value() for knob in ("first", "last", "origfirst", "origlast")]
    assert ranges == [1193856, 1193860] * 2
    assert one.kind == "sequence"


def test_an_update_follows_the_frames(host: Any, clip: Callable[..., Path], tmp_path: Path) -> None:
    import nuke

    one = host.load(clip(tmp_path / "v1"), How.READ, name="plate", stamp=STAMP)
    host.update(one, clip(tmp_path / "v2", first=990, last=1010), stamp=NEWER)
    node = nuke.toNode(one.id)
    assert node is not None
    assert (node["first"].value(), node["last"].value()) == (990, 1010)


def test_an_update_keeps_a_range_that_an_artist_chose(host: Any, clip: Callable[..., Path], tmp_path: Path) -> None:
    import nuke

    one = host.load(clip(tmp_path / "v1"), How.READ, name="plate", stamp=STAMP)
    node = nuke.toNode(one.id)
    assert node is not None
    node["first"].setValue(1002)
    host.update(one, clip(tmp_path / "v2", first=990, last=1010), stamp=NEWER)
    assert (node["first"].value(), node["last"].value(), node["origlast"].value()) == (1002, 1004, 1010)


def test_a_single_frame_of_a_sequence_is_one_picture(host: Any, clip: Callable[..., Path], tmp_path: Path) -> None:
    one = host.load(clip(tmp_path / "in").with_name("plate.1002.png"), How.READ, name="slate", stamp=None)
    assert one.resolved == tmp_path / "in" / "plate.1002.png"


# -- groups, and what is foreign


def test_nodes_in_groups_are_found_and_turned(host: Any, clip: Callable[..., Path], tmp_path: Path) -> None:
    import nuke

    old, new = clip(tmp_path / "v1"), clip(tmp_path / "v2")
    outer = nuke.nodes.Group(name="outer")
    with outer, nuke.nodes.Group(name="inner"):
        nuke.nodes.Read(name="plate")["file"].setValue(old.as_posix())
    one = only(host)
    assert (one.id, one.label, one.is_editable) == ("outer.inner.plate", "plate", True)
    updated = host.update(one, new, stamp=NEWER)
    assert (updated.id, updated.resolved, only(host).stamp) == (one.id, new, NEWER)
    host.remove(updated)
    assert not host.loaded()


def test_what_lies_in_a_gizmo_is_not_touched(host: Any, session: Session, tmp_path: Path) -> None:
    import nuke

    (tmp_path / "Slate9.gizmo").write_text(
        "Gizmo {\n inputs 0\n}\n Read {\n  inputs 0\n  file /show/a.exr\n  name slate\n }\n Output {\n }\nend_group\n"
    )
    session.gizmos.append(tmp_path)
    nuke.createNode("Slate9")
    one = only(host)
    assert not one.is_editable
    with pytest.raises(NotCapable, match="lies in a file of its own"):
        host.remove(one)
    with pytest.raises(NotCapable):
        host.update(one, a_file(tmp_path, "other.exr"), stamp=None)


def test_a_script_is_referenced_by_a_precomp(host: Any, tmp_path: Path) -> None:
    import nuke

    inner, newer = host.save(tmp_path / "inner.nk"), tmp_path / "inner_v002.nk"
    newer.write_bytes(inner.read_bytes())
    host.new(force=True)
    one = host.load(inner, How.REFERENCE, name="inner", stamp=STAMP)
    assert nuke.toNode(one.id).Class() == "Precomp"  # type: ignore[union-attr]
    assert (one.kind, host.update(one, newer, stamp=NEWER).resolved) == ("reference", newer)


def test_a_precomp_is_not_turned_to_a_picture(host: Any, tmp_path: Path) -> None:
    inner = host.save(tmp_path / "inner.nk")
    host.new(force=True)
    one = host.load(inner, How.REFERENCE, name="inner", stamp=STAMP)
    with pytest.raises(NotCapable):
        host.update(one, a_file(tmp_path, "plate.exr"), stamp=None)
    assert only(host) == one


def test_a_live_group_is_listed(host: Any) -> None:
    import nuke

    nuke.nodes.LiveGroup(name="shared")["file"].setValue("/show/shared.nk")
    assert (only(host).kind, only(host).resolved) == ("reference", Path("/show/shared.nk"))


def test_an_import_is_the_scripts_own(host: Any, clip: Callable[..., Path], tmp_path: Path) -> None:
    host.load(clip(tmp_path / "in"), How.READ, name="plate", stamp=STAMP)
    path = host.save(tmp_path / "in [1].nk")
    host.new(force=True)
    one = host.load(path, How.IMPORT, name="dragon", stamp=NEWER)
    assert {each.id: (each.kind, each.stamp) for each in host.loaded()} == {
        "dragon": ("import", NEWER),
        "dragon.plate": ("sequence", STAMP),
    }
    assert one.resolved == path
    with pytest.raises(NotCapable, match="the script's own now"):
        host.update(one, path, stamp=None)
    host.remove(one)
    assert not host.loaded()


def test_what_is_switched_off_is_not_loaded(host: Any, clip: Callable[..., Path], tmp_path: Path) -> None:
    import nuke

    one = host.load(clip(tmp_path / "in"), How.READ, name="plate", stamp=STAMP)
    nuke.toNode(one.id)["disable"].setValue(True)
    assert only(host).is_loaded is False


# -- names and stamps


def test_two_of_a_name_get_names_of_their_own(host: Any, clip: Callable[..., Path], tmp_path: Path) -> None:
    path = clip(tmp_path / "in")
    assert [host.load(path, How.READ, name="plate", stamp=None).id for _ in range(3)] == ["plate", "plate1", "plate2"]


def test_a_copy_keeps_the_stamp(host: Any, clip: Callable[..., Path], tmp_path: Path) -> None:
    import nuke

    one = host.load(clip(tmp_path / "in"), How.READ, name="plate", stamp=STAMP)
    host.select([one.id])
    nuke.nodeCopy((tmp_path / "copied.nk").as_posix())
    nuke.nodePaste((tmp_path / "copied.nk").as_posix())
    assert [each.stamp for each in host.loaded()] == [STAMP, STAMP]


def test_a_stamp_is_hidden_and_marks_no_tab(host: Any, clip: Callable[..., Path], tmp_path: Path) -> None:
    import nuke

    one = host.load(clip(tmp_path / "in"), How.READ, name="plate", stamp=STAMP)
    node = nuke.toNode(one.id)
    assert node is not None
    assert not node["studioStamp"].visible()
    assert "User" not in node.knobs()


def test_a_stamp_that_somebody_wrote_over_is_none(host: Any, clip: Callable[..., Path], tmp_path: Path) -> None:
    import nuke

    one = host.load(clip(tmp_path / "in"), How.READ, name="plate", stamp=STAMP)
    nuke.toNode(one.id)["studioStamp"].setValue("my own words")
    assert only(host).stamp is None


def test_the_wires_stay_where_a_read_was_removed(host: Any, clip: Callable[..., Path], tmp_path: Path) -> None:
    import nuke

    one = host.load(clip(tmp_path / "in"), How.READ, name="plate", stamp=STAMP)
    grade = nuke.nodes.Grade(inputs=[nuke.toNode(one.id)])
    host.remove(one)
    assert grade.input(0) is None


def test_loading_connects_to_nothing_that_is_selected(host: Any, clip: Callable[..., Path], tmp_path: Path) -> None:
    import nuke

    blur = nuke.nodes.Blur(name="soft")
    host.select(["soft"])
    host.load(clip(tmp_path / "in"), How.READ, name="plate", stamp=None)
    assert blur.input(0) is None
    assert list(host.selection()) == ["soft"]
