"""Files that Maya reads where they lie: sequences on image planes and textures, sound, caches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import HostError, NotCapable
from studio_tools.host import Host, How, Loaded, Scene
from studio_tools.model import ProductKey, Stamp
from studio_tools.testing.host_contract import Check, Kit, checks_of
from studio_tools.testing.mayasim import Session

STAMP = Stamp(key=ProductKey("demo", "sq010/sh0010", "plate"), number=1, representation="exr")
ABOUT_LOADING = ("loading", "updating", "events", "undo")
CHECKS = [check for check in checks_of(Scene) if check.__module__.rpartition(".")[2] in ABOUT_LOADING]


def pictures(folder: Path) -> Path:
    for number in (1001, 1002, 1003):
        (folder / f"plate.{number}.exr").write_bytes(b"\x76\x2f\x31\x01")
    return folder / "plate.%04d.exr"


def tiles(folder: Path) -> Path:
    for number in (1001, 1012):
        (folder / f"skin.{number}.tif").write_bytes(b"II*\0")
    return folder / "skin.<UDIM>.tif"


def single(folder: Path) -> Path:
    (folder / "sky 2.hdr").write_bytes(b"#?RADIANCE")
    return folder / "sky 2.hdr"


def sound(folder: Path) -> Path:
    (folder / "dialogue.wav").write_bytes(b"RIFF")
    return folder / "dialogue.wav"


def cache(folder: Path) -> Path:
    (folder / "crowd.abc").write_bytes(b"Ogawa")
    return folder / "crowd.abc"


def stage(folder: Path) -> Path:
    (folder / "set.usda").write_text("#usda 1.0\n")
    return folder / "set.usda"


KINDS = {
    "plane": (pictures, How.READ),
    "sequence": (pictures, How.TEXTURE),
    "tiles": (tiles, How.TEXTURE),
    "picture": (single, How.TEXTURE),
    "sound": (sound, How.READ),
    "cache": (cache, How.READ),
    "stage": (stage, How.READ),
}


def hidden(host: Host, one: Loaded) -> Callable[[], bool]:
    """An artist leaves a mark of their own on what was loaded."""
    from maya import cmds

    cmds.addAttr(one.id, longName="artistsOwn", dataType="string")
    cmds.setAttr(f"{one.id}.artistsOwn", "keep me", type="string")
    return lambda: bool(cmds.getAttr(f"{one.id}.artistsOwn") == "keep me")


@pytest.fixture
def host(batch: Session) -> Any:
    from dcc.maya.host import MayaHost

    return MayaHost()


def cases() -> Iterator[object]:
    """Every check on every kind; one loads in every way, and the simulator references no caches and stages."""
    for kind in KINDS:
        for check in CHECKS:
            if kind not in ("cache", "stage") or check.__name__ != "every_way_works_or_is_refused":
                yield pytest.param(kind, check, id=f"{kind}-{check.__name__}")


@pytest.mark.parametrize(("kind", "check"), list(cases()))
def test_what_is_read_where_it_lies_keeps_the_contract(
    kind: str, check: Check, host: Any, batch: Session, tmp_path: Path
) -> None:
    from maya import cmds

    sample, how = KINDS[kind]
    folder = tmp_path / "folder"
    folder.mkdir()
    check(Kit(make=lambda: host, sample=sample, how=how, undo=cmds.undo, turn=batch.idle, edit=hidden), folder)


def load(host: Any, path: Path, how: How = How.READ) -> Loaded:
    one: Loaded = host.load(path, how, name="loaded", stamp=STAMP)
    return one


# -- sequences


def test_a_sequence_stands_on_an_image_plane(host: Any, tmp_path: Path) -> None:
    from maya import cmds

    one = load(host, pictures(tmp_path))
    assert (one.kind, one.label, one.resolved) == ("plate", "loaded", tmp_path / "plate.%04d.exr")
    assert one.path == (tmp_path / "plate.1001.exr").as_posix()
    assert cmds.nodeType(one.id) == "imagePlane"
    assert cmds.getAttr(f"{one.id}.useFrameExtension")


def test_a_sequence_follows_the_current_frame(host: Any, tmp_path: Path) -> None:
    from maya import cmds

    one = load(host, pictures(tmp_path))
    assert cmds.connectionInfo(f"{one.id}.frameExtension", sourceFromDestination=True) == "time1.outTime"


def test_an_artists_own_timing_of_a_sequence_stays(host: Any, tmp_path: Path) -> None:
    from maya import cmds

    one = load(host, pictures(tmp_path))
    cmds.disconnectAttr("time1.outTime", f"{one.id}.frameExtension")
    cmds.createNode("animCurveTU", name="retime")
    cmds.connectAttr("retime.output", f"{one.id}.frameExtension")
    newer = tmp_path / "v2"
    newer.mkdir()
    host.update(one, pictures(newer), stamp=STAMP)
    assert cmds.connectionInfo(f"{one.id}.frameExtension", sourceFromDestination=True) == "retime.output"


def test_a_sequence_may_be_spelled_in_any_way(host: Any, tmp_path: Path) -> None:
    pictures(tmp_path)
    for name in ("plate.####.exr", "plate.%04d.exr", "plate.<f>.exr"):
        assert load(host, tmp_path / name).resolved == tmp_path / "plate.%04d.exr"


def test_a_single_picture_is_no_sequence(host: Any, tmp_path: Path) -> None:
    from maya import cmds

    one = load(host, single(tmp_path))
    assert not cmds.getAttr(f"{one.id}.useFrameExtension")
    assert one.resolved == tmp_path / "sky 2.hdr"


def test_a_frame_that_is_named_is_itself(host: Any, tmp_path: Path) -> None:
    pictures(tmp_path)
    assert load(host, tmp_path / "plate.1002.exr").resolved == tmp_path / "plate.1002.exr"


def test_a_file_whose_name_looks_like_a_sequence_is_itself(host: Any, tmp_path: Path) -> None:
    path = tmp_path / "odd.####.exr"
    path.write_bytes(b"\x76\x2f\x31\x01")
    assert load(host, path).resolved == path


def test_a_sequence_without_frames_is_refused(host: Any, tmp_path: Path) -> None:
    with pytest.raises(HostError, match="is not there"):
        load(host, tmp_path / "plate.%04d.exr")
    assert list(host.loaded()) == []


def test_a_texture_turns_from_tiles_to_a_picture_and_on_to_a_sequence(host: Any, tmp_path: Path) -> None:
    from maya import cmds

    one = load(host, tiles(tmp_path), How.TEXTURE)
    assert (cmds.getAttr("loaded.uvTilingMode"), cmds.getAttr("loaded.useFrameExtension")) == (3, False)
    host.update(one, single(tmp_path), stamp=STAMP)
    assert (cmds.getAttr("loaded.uvTilingMode"), cmds.getAttr("loaded.useFrameExtension")) == (0, False)
    updated = host.update(one, pictures(tmp_path), stamp=STAMP)
    assert (cmds.getAttr("loaded.uvTilingMode"), cmds.getAttr("loaded.useFrameExtension")) == (0, True)
    assert (updated.id, updated.resolved) == ("loaded", tmp_path / "plate.%04d.exr")


# -- sound and caches


def test_a_sound_is_read(host: Any, tmp_path: Path) -> None:
    from maya import cmds

    one = load(host, sound(tmp_path))
    assert (one.id, one.kind) == ("loaded", "audio")
    assert cmds.sound(one.id, query=True, file=True) == (tmp_path / "dialogue.wav").as_posix()


@pytest.mark.parametrize(
    ("make", "plug_in", "kind"),
    [(cache, "gpuCache", "gpuCache"), (stage, "mayaUsdPlugin", "mayaUsdProxyShape")],
    ids=["alembic", "usd"],
)
def test_a_cache_stands_below_a_transform_of_its_name(
    make: Callable[[Path], Path], plug_in: str, kind: str, host: Any, batch: Session, tmp_path: Path
) -> None:
    from maya import cmds

    one = load(host, make(tmp_path))
    assert plug_in in batch.loaded
    assert (one.id, one.kind, one.label) == ("|loaded|loadedShape", "cache", "loaded")
    assert cmds.nodeType(one.id) == kind


def test_removing_a_cache_takes_its_transform(host: Any, tmp_path: Path) -> None:
    from maya import cmds

    host.remove(load(host, cache(tmp_path)))
    assert not cmds.objExists("loaded")


def test_removing_a_cache_leaves_a_transform_that_holds_more(host: Any, tmp_path: Path) -> None:
    from maya import cmds

    one = load(host, cache(tmp_path))
    cmds.parent(cmds.polyCube(name="mine")[0], "loaded")
    host.remove(one)
    assert cmds.objExists("loaded|mine")
    assert list(host.loaded()) == []


def test_two_of_a_name_are_told_apart_by_their_paths(host: Any, tmp_path: Path) -> None:
    one, other = load(host, cache(tmp_path)), load(host, cache(tmp_path))
    assert {one.id, other.id} == {each.id for each in host.loaded()}
    assert one.id != other.id


def test_a_plug_in_that_is_not_installed_is_named(host: Any, batch: Session, tmp_path: Path) -> None:
    batch.installed = frozenset()
    with pytest.raises(HostError, match="needs the plug-in mayaUsdPlugin"):
        load(host, stage(tmp_path))
    assert list(host.loaded()) == []


@pytest.mark.parametrize("name", ["scene.ma", "film.mov", "points.vdb", "none"])
def test_what_cannot_be_read_where_it_lies_is_refused(name: str, host: Any, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"?")
    with pytest.raises(NotCapable, match="cannot read") as refused:
        load(host, tmp_path / name)
    assert "Alembic" in refused.value.hint
