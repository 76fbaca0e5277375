"""Real applications and real workers are killed at random moments; what is left is judged, and healed by a resume."""

from __future__ import annotations

import os
import random
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio_tools.jobs import run
from studio_tools.publish.resume import resume
from studio_tools.publish.status import Status, read_status

KILLS = int(os.environ.get("STUDIO_TOOLS_TEST_KILLS", "20"))
PAUSE = threading.Event()
CHANCE = random.Random(20260115)

pytestmark = [pytest.mark.long, pytest.mark.timeout(900)]


def until(found: Callable[[], Any], process: Any) -> Any:
    """Wait for something, as long as a process lives."""
    while not (value := found()):
        if process.poll() is not None:
            return None
        PAUSE.wait(0.001)
    return value


def status_of(house: Any, run_id: str) -> Status | None:
    return read_status(house.workers().folder / run_id)


def kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def healed(house: Any) -> None:
    """Resume until nobody alive holds anything, then judge."""
    while run(resume(house.session)).running:
        PAUSE.wait(0.05)
    house.judge()
    again = run(resume(house.session))
    assert (again.finished, again.abandoned, again.still_waiting) == ((), (), ())


def one_publish(house: Any, tmp_path: Path, hit: Callable[[Any, str], None]) -> tuple[str, Any]:
    """Start an application that publishes, and hit it once its run began; the run, and the process as it ended."""
    before = {record["run"] for record in house.checker.records()}
    request, report = house.request(notes={"bytes": "3000000"}), tmp_path / "report.json"
    with house.start_host(request, report) as host:
        (run_id,) = until(lambda: house.beats() - before, host) or {""}
        hit(host, run_id)
        host.stderr_text = host.communicate(timeout=120)[1]
    return run_id, host


def test_a_host_that_is_killed_once_its_worker_works_has_published_all_the_same(house: Any, tmp_path: Path) -> None:
    def hit(host: Any, run_id: str) -> None:
        until(lambda: (told := status_of(house, run_id)) is not None and told.is_adopted, host)
        PAUSE.wait(CHANCE.uniform(0, 0.1))
        host.kill()

    for _ in range(max(KILLS // 4, 2)):
        run_id, host = one_publish(house, tmp_path, hit)
        healed(house)
        assert house.states()[run_id] == "SEALED"
        assert host.returncode in {0, -signal.SIGKILL}


def test_a_host_that_is_killed_at_any_moment_hurts_nothing(house: Any, tmp_path: Path) -> None:
    for _ in range(KILLS):
        one_publish(house, tmp_path, lambda host, run_id: (PAUSE.wait(CHANCE.uniform(0, 1.0)), host.kill()))
        healed(house)

    assert set(house.states().values()) == {"SEALED", "ABANDONED"}, "the kills all fell on one side"


def test_a_worker_that_is_killed_at_any_moment_is_ended_by_its_host(house: Any, tmp_path: Path) -> None:
    """The host sees it die, and leaves nothing for a resume to do but to look for what a lost request left."""

    def hit(host: Any, run_id: str) -> None:
        told = until(lambda: status_of(house, run_id), host)
        PAUSE.wait(CHANCE.uniform(0, 0.4))
        if told is not None:
            kill(told.pid)

    for _ in range(KILLS):
        run_id, host = one_publish(house, tmp_path, hit)
        state = house.states()[run_id]
        assert (state == "SEALED") == (host.returncode == 0)
        house.judge()


def test_a_host_and_its_worker_that_are_killed_leave_it_to_a_resume(house: Any, tmp_path: Path) -> None:
    def hit(host: Any, run_id: str) -> None:
        told = until(lambda: status_of(house, run_id), host)
        PAUSE.wait(CHANCE.uniform(0, 0.3))
        host.kill()
        if told is not None:
            kill(told.pid)

    for _ in range(KILLS):
        one_publish(house, tmp_path, hit)
        healed(house)


def test_a_resume_that_is_at_work_all_the_time_disturbs_nobody(house: Any, tmp_path: Path) -> None:
    """Hosts die between reserving and their worker's start, and a resumer and the worker want the same run."""
    over = threading.Event()
    failed: list[BaseException] = []

    def resume_all_the_time() -> None:
        try:
            while not over.wait(0.02):
                run(resume(house.session))
        except BaseException as error:
            failed.append(error)
            raise

    resumer = threading.Thread(target=resume_all_the_time)
    resumer.start()
    try:
        for _ in range(KILLS):
            one_publish(house, tmp_path, lambda host, run_id: (PAUSE.wait(CHANCE.uniform(0, 0.6)), host.kill()))
    finally:
        over.set()
        resumer.join()
    assert failed == []
    healed(house)


def test_a_host_that_is_asked_to_end_stops_its_worker(house: Any, tmp_path: Path) -> None:
    def hit(host: Any, run_id: str) -> None:
        until(lambda: (told := status_of(house, run_id)) is not None and told.is_adopted, host)
        host.send_signal(signal.SIGTERM)

    for _ in range(3):
        run_id, host = one_publish(house, tmp_path, hit)
        state = house.states()[run_id]
        told = host.stderr_text, (tmp_path / "report.json").read_text()
        assert (state, host.returncode) in {("ABANDONED", 130), ("SEALED", 0), ("COMMITTED", 0)}, told
        healed(house)
