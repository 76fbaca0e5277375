"""Update: all that is behind goes to what is newest in one step, or nothing does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import HostError, NotCapable
from studio_tools.events import Event, LoadedUpdated
from studio_tools.host import Can, How, Loaded
from studio_tools.jobs import perform, run
from studio_tools.load import Row, State, UpdatePlan, UpdateReport, turn, update, update_plan
from studio_tools.studio import Studio

DRAGON, SHOT = "demo/assets/dragon", "demo/sq010/sh0010"
RIG, PLATE, MODEL = f"{DRAGON}:rig.main", f"{SHOT}:plate.main", f"{DRAGON}:model.main"
TEXTURE, CAMERA = f"{DRAGON}:texture.skin", f"{SHOT}:camera.main"

Bring = Callable[..., Loaded]
Rows = Callable[[], dict[str, Row]]
Find = Callable[..., Path]


@pytest.fixture
def plan(studio: Studio, host: Any) -> Callable[..., UpdatePlan]:
    return lambda *ids: run(update_plan(studio.session, host, ids or None))


@pytest.fixture
def go(studio: Studio, host: Any) -> Callable[..., UpdateReport]:
    return lambda *ids: run(update(studio.session, host, ids or None))


def stamps(host: Any) -> dict[str, str]:
    """Which version each thing in the scene says it is."""
    return {one.id: one.stamp.address.rpartition(":")[2] for one in host.loaded() if one.stamp is not None}


def test_an_update_brings_everything_to_the_newest(host: Any, loaded: Bring, go: Any, rows: Rows) -> None:
    for address in (f"{RIG}@v001", f"{RIG}@v002", f"{PLATE}@v001", f"{TEXTURE}@v001", CAMERA):
        loaded(address)
    labels = [one.label for one in host.loaded()]

    report = go()

    assert len(report.loaded) == len(report.turns) == 4
    assert {row.state for row in rows().values()} == {State.CURRENT}
    assert sorted(one.label for one in host.loaded()) == sorted(labels), "names stay"


def test_tiles_and_frames_are_spelled_as_before(host: Any, loaded: Bring, go: Any, where: Find) -> None:
    tiles = loaded(f"{TEXTURE}@v001")
    pattern = where(f"{PLATE}@v001")
    host.load(pattern.with_name(pattern.name.replace("%04d", "####")), How.READ, name="hashes", stamp=None)
    host.load(pattern.with_name(pattern.name % 1002), How.READ, name="still", stamp=None)

    go()

    names = {one.id: one.resolved.name for one in host.loaded()}
    newest = where(f"{PLATE}@v002").name
    assert names == {
        tiles.id: where(f"{TEXTURE}@v002").name.replace("%04d", "<UDIM>"),
        "hashes": newest.replace("%04d", "####"),
        "still": newest % 1002,
    }


def test_what_had_no_stamp_has_one_afterwards(host: Any, go: Any, where: Find) -> None:
    host.load(where(f"{RIG}@v001"), How.REFERENCE, name="bare", stamp=None)

    go()

    assert stamps(host) == {"bare": "rig.main@v003"}


def test_a_retracted_one_goes_to_its_replacement(
    host: Any, loaded: Bring, go: Any, retract: Callable[..., None]
) -> None:
    loaded(f"{RIG}@v003")
    retract(f"{RIG}@v003", replacement=f"{RIG}@v001")

    go()

    assert stamps(host) == {"dragon_rig": "rig.main@v001"}


def test_a_missing_file_is_mended_by_an_update(host: Any, loaded: Bring, go: Any, rows: Rows, where: Find) -> None:
    loaded(f"{RIG}@v001")
    path = where(f"{RIG}@v001")
    path.parent.chmod(0o755)
    path.unlink()
    assert rows()["dragon_rig"].state is State.MISSING

    go()

    assert rows()["dragon_rig"].state is State.CURRENT


def test_a_scene_in_which_all_is_current_is_not_touched(host: Any, loaded: Bring, go: Any) -> None:
    loaded(RIG)
    before = host.document

    report = go()

    assert (report.turns, report.loaded, host.document) == ((), (), before)


def test_an_update_of_many_is_one_step_to_undo(host: Any, loaded: Bring, go: Any) -> None:
    loaded(f"{RIG}@v001")
    loaded(f"{PLATE}@v001")
    before = host.document

    go()
    host.undo()

    assert host.document == before


def test_the_selection_stays(host: Any, loaded: Bring, go: Any) -> None:
    one = loaded(f"{RIG}@v001")
    host.select([one.id])

    go()

    assert list(host.selection()) == [one.id]


def test_when_one_fails_nothing_was_updated(host: Any, loaded: Bring, go: Any) -> None:
    loaded(f"{RIG}@v001")
    loaded(f"{TEXTURE}@v001")
    loaded(f"{PLATE}@v001")
    before = host.document
    host.breaks_on = {"plate_main_v002"}

    with pytest.raises(HostError) as failed:
        go()

    assert {one.id: one for one in host.loaded()} == {one.id: one for one in before.loaded}
    assert failed.value.message.startswith("sh0010_plate: ")
    assert failed.value.message.endswith("; nothing was changed")
    assert failed.value.details["failed"] == "sh0010_plate"


def test_what_cannot_be_put_back_is_told(host: Any, loaded: Bring, go: Any) -> None:
    loaded(f"{RIG}@v001")
    loaded(f"{PLATE}@v001")
    host.breaks_on = {"plate_main_v002", "rig_main_v001"}

    with pytest.raises(HostError) as failed:
        go()

    assert failed.value.message.endswith("; dragon_rig could not be put back")
    assert failed.value.details["stuck"] == ["dragon_rig"]
    assert failed.value.hint == "Undo once in the application: it was all one step."
    host.undo()
    assert stamps(host)["dragon_rig"] == "rig.main@v001"


def test_what_has_no_way_back_is_turned_last(host: Any, loaded: Bring, go: Any, where: Find) -> None:
    loaded(f"{RIG}@v001")
    loaded(f"{PLATE}@v001")
    path = where(f"{RIG}@v001")
    path.parent.chmod(0o755)
    path.unlink()
    before = dict(stamps(host))
    host.breaks_on = {"plate_main_v002"}

    with pytest.raises(HostError, match="nothing was changed"):
        go()
    assert stamps(host) == before


def test_a_scene_that_changed_since_the_plan_is_left_alone(
    studio: Studio, host: Any, loaded: Bring, plan: Any, where: Find
) -> None:
    one = loaded(f"{RIG}@v001")
    found = plan()
    host.update(one, where(f"{RIG}@v002"), stamp=None)
    before = host.document

    with pytest.raises(HostError, match="changed since the update was planned"):
        run(turn(studio.session, host, found))
    assert host.document == before


def test_a_host_that_cannot_update_says_so(host: Any, loaded: Bring, go: Any) -> None:
    loaded(f"{RIG}@v001")
    host.can = frozenset({Can.LOAD})

    with pytest.raises(NotCapable, match="cannot update"):
        go()


def test_it_updates_while_the_site_is_away(offline: Studio, host: Any, where: Find) -> None:
    host.load(where(f"{RIG}@v001"), How.REFERENCE, name="rig", stamp=None)

    report = run(update(offline.session, host))

    assert [one.target.address for one in report.turns] == [f"{RIG}@v003"]


@pytest.mark.parametrize("steps", range(4))
def test_a_flow_that_is_dropped_changed_nothing_or_everything(
    studio: Studio, host: Any, loaded: Bring, steps: int
) -> None:
    loaded(f"{RIG}@v001")
    loaded(f"{PLATE}@v001")
    flow = update(studio.session, host)
    job = next(flow)
    for _ in range(steps):
        outcome = perform(job)
        if job.step == "load.turn":
            break
        job = flow.send(outcome)
    flow.close()

    assert set(stamps(host).values()) in (
        {"rig.main@v001", "plate.main@v001"},
        {"rig.main@v003", "plate.main@v002"},
    )


def test_an_ending_is_told_however_it_ends(host: Any, loaded: Bring, go: Any, told: list[Event]) -> None:
    loaded(f"{RIG}@v001")
    loaded(f"{MODEL}@v001", representation="obj", how=How.READ)
    host.breaks_on = {"v003"}
    with pytest.raises(HostError):
        go()
    host.breaks_on = set()
    go()

    events = [event for event in told if isinstance(event, LoadedUpdated)]
    assert [(one.host, one.updated, one.left, one.error) for one in events] == [
        ("fake", 0, 1, "host-failed"),
        ("fake", 1, 1, ""),
    ]


def test_a_dropped_flow_is_told_as_cancelled(studio: Studio, host: Any, loaded: Bring, told: list[Event]) -> None:
    loaded(f"{RIG}@v001")
    flow = update(studio.session, host)
    job = next(flow)
    while job.step != "load.turn":
        job = flow.send(perform(job))

    flow.close()

    assert [event.error for event in told if isinstance(event, LoadedUpdated)] == ["cancelled"]
