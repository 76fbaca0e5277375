"""The whole way in Nuke, as simulated: load, list, pin, save, update, undo, fail; and the saved script on disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import HostError, NotCapable
from studio_tools.host import Loaded
from studio_tools.jobs import run
from studio_tools.load import Row, State, pin, update, update_file, updates
from studio_tools.studio import Studio
from studio_tools.testing.nukesim import Session, installed, start

DRAGON, SHOT = "demo/assets/dragon", "demo/sq010/sh0010"
PLATE, TEXTURE = f"{SHOT}:plate.main", f"{DRAGON}:texture.skin"
MODEL, RIG = f"{DRAGON}:model.main", f"{DRAGON}:rig.main"

Bring = Callable[..., tuple[Loaded, ...]]
Rows = Callable[[], dict[str, Row]]
Versions = Callable[[], dict[str, str]]


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with installed(start(tmp_path / "nuke", environment={})) as found:
        yield found


@pytest.fixture
def host(session: Session) -> Any:
    from dcc.nuke.host import NukeHost

    return NukeHost()


def test_plates_and_models_come_in_as_nodes_that_read(bring: Bring, rows: Rows, versions: Versions) -> None:
    plate, model = bring(PLATE, f"{MODEL}@v001")

    assert "%04d" in plate.path
    assert model.path.endswith(".obj")
    assert versions() == {"sh0010_plate": "plate.main@v002", "dragon_model": "model.main@v001"}
    assert rows()[plate.id].state is State.CURRENT


def test_a_scene_of_maya_is_not_offered(bring: Bring) -> None:
    with pytest.raises(NotCapable, match="cannot be brought in here"):
        bring(RIG)


def test_an_update_is_one_step_to_undo(bring: Bring, host: Any, studio: Studio, versions: Versions) -> None:
    import nuke

    bring(f"{PLATE}@v001", f"{TEXTURE}@v001")
    before = versions()

    run(update(studio.session, host))
    assert versions() == {"sh0010_plate": "plate.main@v002", "dragon_texture_skin": "texture.skin@v002"}
    nuke.undo()

    assert versions() == before


def test_a_failing_update_leaves_all_as_it_was(
    bring: Bring, host: Any, studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dcc.nuke.host import readers

    bring(f"{PLATE}@v001", f"{TEXTURE}@v001")
    before, turn = list(host.loaded()), readers.turn

    def broken(node: str, node_class: str, path: Path) -> None:
        if "skin_v002" in path.name:
            raise HostError("the reader gave up")
        turn(node, node_class, path)

    monkeypatch.setattr(readers, "turn", broken)

    with pytest.raises(HostError, match=r"the reader gave up; nothing was changed$"):
        run(update(studio.session, host))
    assert list(host.loaded()) == before


def test_the_saved_script_tells_the_same_as_the_open_one_and_holds_its_pins(
    bring: Bring, host: Any, studio: Studio, tmp_path: Path, rows: Rows
) -> None:
    plate, skin = bring(f"{PLATE}@v001", f"{TEXTURE}@v001")
    run(pin(studio.session, host, [plate.id], reason="approved"))
    path = host.save(tmp_path / "comp.nk")

    opened, on_disk = rows(), run(updates(studio.session, path)).rows
    report = run(update_file(studio.session, path, tmp_path / "copy.nk"))
    host.open(tmp_path / "copy.nk", force=True)

    assert {ident: row.state for ident, row in opened.items()} == {
        plate.id: State.PINNED,
        skin.id: State.OUTDATED,
    }
    assert {row.id: row.state for row in on_disk} == {ident: row.state for ident, row in opened.items()}
    assert [turn.row.id for turn in report.turns] == [skin.id]
    assert {row.id: row.state for row in rows().values()} == {
        plate.id: State.PINNED,
        skin.id: State.CURRENT,
    }
