"""Update, switch, make current, pin: what a scene reads goes to other versions in one step of undo, or not at all."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from studio_tools.errors import HostError, NotCapable, UsageError
from studio_tools.events import LoadedUpdated
from studio_tools.host import Can, Loaded, Scene
from studio_tools.jobs import Flow, Job, Phase, Where
from studio_tools.load.bring import refuse_retracted
from studio_tools.load.ending import code_of
from studio_tools.load.inventory import inventory
from studio_tools.load.lookup import Lookup
from studio_tools.load.pins import Pin, Pins, keep, pins_of, put, taken_off
from studio_tools.load.plan import Left, Planner, Turn, UpdatePlan, chosen, gathered, refuse_left
from studio_tools.load.rows import Inventory, Row, State
from studio_tools.load.wholly import Change, wholly
from studio_tools.model import Address
from studio_tools.scenes.paths import is_absolute
from studio_tools.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateReport:
    """What was turned, and what stays as it is although there is something newer."""

    turns: tuple[Turn, ...]
    left: tuple[Left, ...]
    loaded: tuple[Loaded, ...]

    def as_json(self) -> dict[str, object]:
        return UpdatePlan(turns=self.turns, left=self.left).as_json()


def update_plan(session: Session, scene: Scene, ids: Sequence[str] | None = None) -> Flow[UpdatePlan]:
    """What an update of all rows, or of these, would do and change; touches nothing.

    Raises UsageError where one of *ids* is not in the scene, or cannot be updated.
    """
    found = yield from inventory(session, scene)
    planned = partial(_newest, session, found, ids)
    plan: UpdatePlan = (yield Job(Phase.PLAN, "load.plan", scene.name, planned)).get()
    return plan


def _newest(session: Session, found: Inventory, ids: Sequence[str] | None) -> UpdatePlan:
    planner = Planner(Lookup.of(session))
    if ids is None:
        return gathered(planner.newest(found.rows))
    return refuse_left(gathered(planner.newest(chosen(found, ids))))


def update(session: Session, scene: Scene, ids: Sequence[str] | None = None) -> Flow[UpdateReport]:
    """Turn all rows that are behind, or these, to what is newest. What is pinned stays.

    Names, namespaces and edits stay. Raises what `update_plan` and `turn` raise.
    """
    plan = yield from update_plan(session, scene, ids)
    return (yield from turn(session, scene, plan))


def switch(
    session: Session, scene: Scene, ident: str, address: Address, *, representation: str = "", force: bool = False
) -> Flow[UpdateReport]:
    """Turn one row to another version or product, by hand; *force* takes a retracted one.

    Raises VersionUnknown, OutOfUse, and UsageError where the row is pinned or the version has nothing for it.
    """
    found = yield from inventory(session, scene)
    planned = partial(_switched, session, found, ident, address, representation, force)
    plan: UpdatePlan = (yield Job(Phase.PLAN, "load.plan", str(address), planned)).get()
    return (yield from turn(session, scene, plan))


def _switched(
    session: Session, found: Inventory, ident: str, address: Address, representation: str, force: bool
) -> UpdatePlan:
    (row,) = chosen(found, [ident])
    if row.pin is not None:
        raise UsageError(f"{row.label} is pinned to {row.pin.address}", hint="Take the pin off first.")
    lookup = Lookup.of(session)
    version = lookup.published(address)
    refuse_retracted(version, lookup, force=force)
    return refuse_left(gathered(iter([Planner(lookup).turn(row, version, representation)])))


def make_current(session: Session, scene: Scene, ids: Sequence[str]) -> Flow[UpdateReport]:
    """Bring these rows to what is newest whatever held them: their pins come off in the same step."""
    found = yield from inventory(session, scene)
    planned = partial(_unpinned, session, found, ids)
    plan: UpdatePlan = (yield Job(Phase.PLAN, "load.plan", scene.name, planned)).get()
    return (yield from turn(session, scene, plan))


def _unpinned(session: Session, found: Inventory, ids: Sequence[str]) -> UpdatePlan:
    rows = chosen(found, ids)
    planner = Planner(Lookup.of(session))
    pinned = [row.id for row in rows if row.pin is not None]
    return refuse_left(gathered(planner.newest(rows, through_pins=True), pinned))


def turn(session: Session, scene: Scene, plan: UpdatePlan) -> Flow[UpdateReport]:
    """Do what a plan says: all of it as one step of undo, or nothing.

    Raises HostError, saying what became of the rest, and NotCapable where the application cannot update.
    """
    started = time.perf_counter()
    made: list[Loaded] = []
    error: BaseException | None = None
    try:
        if plan.turns or plan.unpin:
            outcome = yield Job(Phase.LOAD, "load.turn", scene.name, partial(_turned, scene, plan), Where.MAIN)
            made = outcome.get()
    except BaseException as caught:
        error = caught
        raise
    finally:
        session.events(
            LoadedUpdated(
                host=scene.name,
                updated=len(made),
                left=len(plan.left),
                seconds=time.perf_counter() - started,
                error=code_of(error),
            )
        )
    return UpdateReport(turns=plan.turns, left=plan.left, loaded=tuple(made))


def _turned(scene: Scene, plan: UpdatePlan) -> Iterator[Loaded]:
    if Can.UPDATE not in scene.can:
        raise NotCapable(f"{scene.name} cannot update what is loaded")
    now = {one.id: one for one in scene.loaded()}
    # What cannot be put back, for its old file is gone, is turned last: so there is the least to put back.
    turns = sorted(plan.turns, key=lambda one: one.row.state is State.MISSING)
    changes = [_change(scene, each, _unchanged(now, each.row)) for each in turns]
    title = f"Update {changes[0].label}" if len(changes) == 1 else f"Update {len(changes)} things"
    return wholly(scene, title, changes, last=partial(_unpin, scene, plan.unpin) if plan.unpin else lambda: None)


def _unchanged(now: dict[str, Loaded], row: Row) -> Loaded:
    """What is loaded under the row's id, if it is still what was planned for."""
    one = now.get(row.id)
    if one is None or one.path != row.path:
        raise HostError(f"{row.label} changed since the update was planned", hint="Look again, and update then.")
    return one


def _change(scene: Scene, each: Turn, before: Loaded) -> Change:
    old = Path(before.path) if is_absolute(before.path) or before.resolved is None else before.resolved

    def undo(made: Loaded) -> Loaded:
        return scene.update(made, old, stamp=before.stamp)

    return Change(label=each.row.label, do=partial(scene.update, before, each.path, stamp=each.stamp), undo=undo)


# -- pins


def pin(session: Session, scene: Scene, ids: Sequence[str], *, reason: str = "") -> Flow[Pins]:
    """Hold these rows at their versions; repeating it renews the reason. Returns all pins of the scene.

    Raises UsageError for what is not published, and for what came with something else.
    """
    found = yield from inventory(session, scene)
    addresses = {row.id: _pinnable(row) for row in chosen(found, ids)}
    held = Pin(address="", reason=reason, by=session.login, when=session.now())
    return (yield from _with_pins(scene, "Pin", lambda pins: put(pins, addresses, held)))


def unpin(session: Session, scene: Scene, ids: Sequence[str]) -> Flow[Pins]:
    """Let these go on with updates again; what has no pin is no error. Returns the pins that are left."""
    return (yield from _with_pins(scene, "Unpin", lambda pins: taken_off(pins, ids)))


def _pinnable(row: Row) -> str:
    if row.version is None:
        raise UsageError(f"{row.label} is not published: there is no version to hold it at")
    if not row.is_editable:
        raise UsageError(f"{row.label} came with another reference", hint="Pin what brings it.")
    return row.version.address


def _with_pins(scene: Scene, title: str, change: Callable[[Pins], Pins]) -> Flow[Pins]:
    def write() -> dict[str, Pin]:
        pins = change(pins_of(scene))
        with scene.group(title):
            keep(scene, pins)
        return dict(pins)

    pins: Pins = (yield Job(Phase.LOAD, "load.pin", scene.name, write, Where.MAIN)).get()
    return pins


def _unpin(scene: Scene, ids: Sequence[str]) -> None:
    keep(scene, taken_off(pins_of(scene), ids))
