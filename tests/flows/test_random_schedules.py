"""Several processes at once, stepping in random turns: they publish, resume, retract, sleep through leases and die.

Whatever the order, the judge finds the storage well after the last resume. The seed is the test's name.
"""

from __future__ import annotations

import contextlib
import errno
import os
import random
from collections.abc import Iterator
from typing import Any

import pytest

from studio_tools.errors import StudioError
from studio_tools.jobs import perform
from studio_tools.publish.integrate import Delivery
from studio_tools.publish.items import RunState
from studio_tools.publish.resume import ResumeReport, resume
from studio_tools.testing.faulty_disk import Crashed, Fault, FaultyDisk, its_own_winner, stale

FAULTS = (
    lambda: its_own_winner("*/v0*", errno.EEXIST),
    lambda: its_own_winner("*/000*", errno.ENOTEMPTY),
    lambda: its_own_winner("*", errno.ESTALE),
    lambda: stale("read", "*", times=2),
    lambda: stale("scandir", "*", times=2),
    lambda: Fault("write", "*.part", errno.ENOSPC),
    lambda: Fault("link", "*", errno.EPERM, times=9),
    lambda: Fault("rename", "*.exr", errno.EIO),
    lambda: Fault("sync_folder", "*", errno.EIO),
    lambda: Fault("open_new", "*record.json", errno.EIO),
)
NOBODY = 1 << 23
"""Above every process id that the system gives: whoever has such a one is known to be dead."""

WEATHERS = ("up", "up", "up", "down", "answers-late")


class Actor:
    """One process on its way: a publish or a resume, a job at a time."""

    def __init__(self, world: World, name: int) -> None:
        chance = world.chance
        self.world = world
        self.name = name
        self.disk = FaultyDisk(faults=[make() for make in FAULTS if chance.random() < 0.1])
        # Some are processes that everybody knows to be dead; others seem alive, and lose their runs by silence alone.
        pid = NOBODY + name if chance.random() < 0.5 else None
        self.session = world.stage.process(
            disk=self.disk, weather=chance.choice(WEATHERS), pid=pid, lease_seconds=100_000.0
        )
        self.is_resumer = chance.random() < 0.4
        self.flow: Any = resume(self.session) if self.is_resumer else self._publish()
        self.outcome: Any = None
        self.answer: Any = None
        self.is_over = False

    def _publish(self) -> Any:
        names = self.world.chance.choice([("render.main",), ("render.main", "plate.main"), ("plate.main",)])
        return self.world.stage.flow(self.session, *names, content=f"pixels {self.world.chance.randrange(2)}")

    def step(self) -> None:
        """Do one job, or find out how it ended."""
        try:
            job = next(self.flow) if self.outcome is None else self.flow.send(self.outcome)
            self.outcome = perform(job)
        except StopIteration as end:
            self.answer, self.is_over = end.value, True
        except (StudioError, Crashed):
            self.is_over = True

    def die(self) -> None:
        """Be killed: nothing that the closing flow says is heard."""
        self.disk.is_dead = self.session.tracker.is_dead = True
        with contextlib.suppress(Crashed):
            self.flow.close()
        self.is_over = True

    def cancel(self) -> None:
        with contextlib.suppress(StudioError):
            self.flow.close()
        self.is_over = True


class World:
    """The actors of one random play, and what may befall them."""

    def __init__(self, stage: Any, seed: int) -> None:
        self.stage = stage
        self.chance = random.Random(seed)
        self.actors: list[Actor] = []
        self.ended: list[Actor] = []

    def play(self, turns: int) -> None:
        for turn in range(turns):
            if len(self.actors) < 4 and self.chance.random() < 0.4:
                self.actors.append(Actor(self, turn))
            if self.actors:
                self._turn(self.chance.choice(self.actors))
            self.ended += [actor for actor in self.actors if actor.is_over]
            self.actors = [actor for actor in self.actors if not actor.is_over]
        for actor in self.actors:
            actor.die()
        self.ended += self.actors

    def _turn(self, actor: Actor) -> None:
        fate = self.chance.random()
        if fate < 0.02:
            actor.die()
        elif fate < 0.03:
            actor.cancel()
        elif fate < 0.05:
            self._let_leases_end()
        elif fate < 0.06:
            self._retract_something()
        else:
            for _ in range(self.chance.randrange(1, 6)):
                if not actor.is_over:
                    actor.step()

    def _let_leases_end(self) -> None:
        beats = self.stage.home / "storage/demo/.studio/beats"
        for beat in beats.iterdir() if beats.is_dir() else ():
            if self.chance.random() < 0.5:
                os.utime(beat, (1, 1))

    def _retract_something(self) -> None:
        done = [record for record in self.stage.checker.records() if record["state"] in {"COMMITTED", "SEALED"}]
        if done:
            self.stage.retract(self.chance.choice(done)["run"])

    def heal(self) -> None:
        """Everybody is gone; two resumes in the sun, after every lease is over."""
        for _ in range(2):
            self._all_leases_end()
            self.stage.resume()

    def _all_leases_end(self) -> None:
        beats = self.stage.home / "storage/demo/.studio"
        for path in (*(beats / "beats").glob("*"), *(beats / "staging").glob("*")):
            os.utime(path, (1, 1))

    def reports(self) -> Iterator[ResumeReport]:
        return (actor.answer for actor in self.ended if isinstance(actor.answer, ResumeReport))

    def deliveries(self) -> Iterator[Delivery]:
        return (actor.answer for actor in self.ended if isinstance(actor.answer, Delivery))


def _play(stage: Any, seed: int, turns: int) -> None:
    world = World(stage, seed)
    world.play(turns)
    world.heal()

    stage.judge()
    entries = [entry for report in world.reports() for entry in report.finished]
    # A link that had to wait for its upstream is told once more, when it could be set.
    finished = [entry.run for entry in entries if not any(note.startswith("linked to") for note in entry.notes)]
    retracted = {record["run"] for record in stage.checker.records() if record["retractions"]}
    assert len(set(finished) - retracted) == len([run for run in finished if run not in retracted]), "finished twice"
    known = {record["run"]: record for record in stage.checker.records()}
    for delivery in world.deliveries():
        assert delivery.state in {RunState.PUBLISHED, RunState.DEFERRED}
        assert known[delivery.run]["state"] == "SEALED", "what was delivered is never lost"
    visible = [row for row in stage.rows() if row["sg_status_list"] == "cmpt"]
    expected = [
        form
        for record in known.values()
        if record["state"] == "SEALED"
        for product in record["products"]
        if _address(product) not in {gone["address"] for gone in record["retractions"]}
        for form in product["representations"]
    ]
    assert len(visible) == len(expected)
    assert stage.publish().state is RunState.PUBLISHED
    stage.judge()


def _address(product: dict[str, Any]) -> str:
    key = product["key"]
    return f"{key['project']}/{key['entity']}:{key['kind']}.{key['variant']}@v{product['number']:03}"


@pytest.mark.parametrize("seed", range(12))
def test_random_turns_hurt_nothing(stage: Any, seed: int) -> None:
    _play(stage, seed, turns=60)


@pytest.mark.long
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("chapter", range(10))
def test_very_many_random_turns_hurt_nothing(stages: Any, chapter: int) -> None:
    for seed in range(1000 + chapter * 25, 1025 + chapter * 25):
        _play(stages(), seed, turns=120)
