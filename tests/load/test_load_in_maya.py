"""The whole way in Maya, as simulated: load, list, pin, save, update, switch, undo, fail; and its file on disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import HostError
from studio_tools.host import How, Loaded
from studio_tools.jobs import run
from studio_tools.load import Origin, Row, State, Wish, load, pin, switch, update, update_file, updates
from studio_tools.model import Address
from studio_tools.studio import Studio
from studio_tools.testing.mayasim import Session, installed, start

DRAGON = "demo/assets/dragon"
RIG, TEXTURE, MODEL = f"{DRAGON}:rig.main", f"{DRAGON}:texture.skin", f"{DRAGON}:model.main"
CAMERA = "demo/sq010/sh0010:camera.main"

Bring = Callable[..., tuple[Loaded, ...]]
Rows = Callable[[], dict[str, Row]]
Versions = Callable[[], dict[str, str]]


@pytest.fixture
def maya(tmp_path: Path) -> Iterator[Session]:
    with installed(start(tmp_path / "project")) as session:
        yield session


@pytest.fixture
def host(maya: Session) -> Any:
    from dcc.maya.host import MayaHost

    return MayaHost()


def test_each_product_comes_in_its_way(bring: Bring, rows: Rows) -> None:
    rig, camera, skin = bring(RIG, CAMERA, TEXTURE)

    assert [one.kind for one in (rig, camera, skin)] == ["reference", "reference", "texture"]
    assert [one.label for one in (rig, camera, skin)] == ["dragon_rig", "sh0010_camera", "dragon_texture_skin"]
    assert "<UDIM>" in skin.path
    assert {row.state for row in rows().values()} == {State.CURRENT}


def test_several_loads_are_one_step_to_undo(bring: Bring, host: Any) -> None:
    from maya import cmds

    bring(RIG, TEXTURE, MODEL)

    cmds.undo()

    assert not host.loaded()


def test_when_one_cannot_be_loaded_none_is(bring: Bring, host: Any, maya: Session) -> None:
    """The file is there when it is planned, and Maya does not find it."""
    maya.faults.missing.append("*model_main_v002*")

    with pytest.raises(HostError, match=r"^dragon_model: .*nothing was changed$"):
        bring(RIG, TEXTURE, MODEL)

    assert not host.loaded()


def test_an_update_keeps_ids_and_namespaces(bring: Bring, host: Any, studio: Studio, versions: Versions) -> None:
    bring(f"{RIG}@v001", f"{TEXTURE}@v001")
    before = [(one.id, one.label) for one in host.loaded()]

    report = run(update(studio.session, host))

    assert len(report.turns) == 2
    assert versions() == {"dragon_rig": "rig.main@v003", "dragon_texture_skin": "texture.skin@v002"}
    assert [(one.id, one.label) for one in host.loaded()] == before


def test_an_update_keeps_what_was_done_to_the_rig(bring: Bring, host: Any, studio: Studio, versions: Versions) -> None:
    from maya import cmds

    bring(f"{RIG}@v001")
    cmds.setAttr("dragon_rig:dragon.translateX", 5.0)

    run(update(studio.session, host))

    assert cmds.getAttr("dragon_rig:dragon.translateX") == 5.0
    assert versions() == {"dragon_rig": "rig.main@v003"}


def test_an_update_is_one_step_to_undo(bring: Bring, host: Any, studio: Studio, versions: Versions) -> None:
    from maya import cmds

    bring(f"{RIG}@v001", f"{TEXTURE}@v001")
    run(update(studio.session, host))

    cmds.undo()

    assert versions() == {"dragon_rig": "rig.main@v001", "dragon_texture_skin": "texture.skin@v001"}


def test_a_failing_update_leaves_all_as_it_was(bring: Bring, host: Any, studio: Studio, maya: Session) -> None:
    bring(f"{MODEL}@v001", f"{RIG}@v001")
    maya.faults.missing.append("*rig_main_v003*")
    before = list(host.loaded())

    with pytest.raises(HostError, match=r"^dragon_rig: .*nothing was changed$"):
        run(update(studio.session, host))

    assert list(host.loaded()) == before


def test_the_same_rig_twice_is_two_rows_in_maya_and_in_its_file(
    bring: Bring, host: Any, studio: Studio, tmp_path: Path, rows: Rows, versions: Versions
) -> None:
    bring(f"{RIG}@v001", f"{RIG}@v001")
    path = host.save(tmp_path / "shot.ma")

    assert [row.state for row in rows().values()] == [State.OUTDATED] * 2
    assert run(updates(studio.session, path)).counts == {"OUTDATED": 2}
    assert len(run(update_file(studio.session, path, tmp_path / "copy.ma")).turns) == 2
    run(update(studio.session, host))

    assert versions() == {"dragon_rig": "rig.main@v003", "dragon_rig_2": "rig.main@v003"}
    host.open(tmp_path / "copy.ma", force=True)
    assert [row.address for row in rows().values()] == [f"{RIG}@v003"] * 2


def test_what_was_imported_does_not_hinder_the_others(host: Any, studio: Studio) -> None:
    wishes = [
        Wish(address=Address.parse(f"{MODEL}@v001"), representation="ma", how=How.IMPORT),
        Wish(address=Address.parse(f"{RIG}@v001")),
    ]
    run(load(studio.session, host, wishes))

    report = run(update(studio.session, host))

    assert [turn.target.address for turn in report.turns] == [f"{RIG}@v003"]
    assert "imported" in report.left[0].why


def test_a_row_is_switched_by_hand(bring: Bring, host: Any, studio: Studio, versions: Versions) -> None:
    (one,) = bring(RIG)

    run(switch(studio.session, host, one.id, Address.parse(f"{RIG}@v002")))

    assert versions() == {"dragon_rig": "rig.main@v002"}


def test_pins_are_kept_in_the_saved_file_and_hold_there_too(
    bring: Bring, host: Any, studio: Studio, tmp_path: Path, rows: Rows
) -> None:
    rig, skin = bring(f"{RIG}@v001", f"{TEXTURE}@v001")
    run(pin(studio.session, host, [rig.id], reason="approved"))
    path = host.save(tmp_path / "shot.ma")
    host.new()

    on_disk = {row.id: row for row in run(updates(studio.session, path)).rows}
    report = run(update_file(studio.session, path, tmp_path / "copy.ma"))
    host.open(tmp_path / "copy.ma")

    assert (on_disk[rig.id].state, on_disk[skin.id].state) == (State.PINNED, State.OUTDATED)
    assert [turn.row.id for turn in report.turns] == [skin.id]
    assert {row.id: row.state for row in rows().values()} == {
        rig.id: State.PINNED,
        skin.id: State.CURRENT,
    }


def test_the_program_and_its_file_tell_of_each_thing_once(bring: Bring, host: Any, tmp_path: Path, rows: Rows) -> None:
    bring(RIG, f"{RIG}@v001", TEXTURE)
    host.save(tmp_path / "shot.ma")

    found = rows()

    assert [row.origin for row in found.values()] == [Origin.SCENE] * 3
    assert sorted(found) == sorted(one.id for one in host.loaded())


def test_a_copy_with_the_newest_paths_opens_and_is_current_but_for_its_stamps(
    bring: Bring, host: Any, studio: Studio, tmp_path: Path, rows: Rows
) -> None:
    """The copy is made without Maya: stamps inside say what was, and the paths are believed."""
    bring(f"{RIG}@v001", f"{TEXTURE}@v001")
    path = host.save(tmp_path / "shot.ma")

    run(update_file(studio.session, path, tmp_path / "copy.ma"))
    host.open(tmp_path / "copy.ma")

    found = rows().values()
    assert {row.state for row in found} == {State.CURRENT}
    assert sorted(row.address for row in found) == [f"{RIG}@v003", f"{TEXTURE}@v002"]
