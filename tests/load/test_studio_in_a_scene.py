"""The verbs of `Studio` for an open scene, as faces call them: one walk from an empty scene to a current one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from studio_tools.jobs import run
from studio_tools.load import State, Wish
from studio_tools.model import Address
from studio_tools.studio import Studio

RIG, PLATE = "demo/assets/dragon:rig.main", "demo/sq010/sh0010:plate.main"


def states(studio: Studio, host: Any) -> dict[str, State]:
    return {row.id: row.state for row in run(studio.inventory(host)).rows}


def test_a_scene_is_filled_pinned_updated_and_made_current(studio: Studio, host: Any) -> None:
    wishes = [Wish(address=Address.parse(f"{address}@v001")) for address in (RIG, PLATE)]
    run(studio.load(host, wishes))
    assert states(studio, host) == {"dragon_rig": State.OUTDATED, "sh0010_plate": State.OUTDATED}

    run(studio.pin(host, ["dragon_rig"], reason="approved"))
    assert [turn.row.id for turn in run(studio.update_plan(host)).turns] == ["sh0010_plate"]
    run(studio.update(host))
    assert states(studio, host) == {"dragon_rig": State.PINNED, "sh0010_plate": State.CURRENT}

    run(studio.make_current(host, ["dragon_rig"]))
    assert states(studio, host) == {"dragon_rig": State.CURRENT, "sh0010_plate": State.CURRENT}


def test_a_row_is_switched_pinned_and_let_go(studio: Studio, host: Any, loaded: Callable[..., Any]) -> None:
    loaded(RIG)

    run(studio.switch(host, "dragon_rig", Address.parse(f"{RIG}@v002")))
    run(studio.pin(host, ["dragon_rig"]))
    assert states(studio, host) == {"dragon_rig": State.PINNED}
    run(studio.unpin(host, ["dragon_rig"]))

    assert states(studio, host) == {"dragon_rig": State.OUTDATED}


def test_each_step_of_the_walk_can_be_undone(studio: Studio, host: Any) -> None:
    run(studio.load(host, [Wish(address=Address.parse(f"{RIG}@v001"))]))
    run(studio.pin(host, ["dragon_rig"]))
    run(studio.make_current(host, ["dragon_rig"]))

    seen = [states(studio, host)]
    for _ in range(3):
        host.undo()
        seen.append(states(studio, host))

    assert [found.get("dragon_rig") for found in seen] == [State.CURRENT, State.PINNED, State.OUTDATED, None]
