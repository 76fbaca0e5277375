"""A worker as a process: what it is given, what it answers, and how its ending is told."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import Cancelled, ClaimLost, ConfigError, PublishError, UsageError
from studio_tools.events import PublishFinished
from studio_tools.jobs import perform, run
from studio_tools.publish.finishing import adopt, finish, give_up
from studio_tools.publish.items import RunState
from studio_tools.publish.order import ORDER, read_order
from studio_tools.publish.resume import resume
from studio_tools.publish.status import read_status
from studio_tools.worker.process import main


def answer_of(captured: Any) -> Any:
    return json.loads(captured.readouterr().out)


@pytest.mark.parametrize(
    "argv",
    [[], ["a", "b"], ["a", "--status"], ["a", "--what", "b"], ["a", "--status", "b", "c"]],
    ids=["nothing", "two orders", "no folder", "another option", "too much"],
)
def test_a_worker_is_given_one_order(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(argv, {}) == UsageError.exit_code
    assert answer_of(capsys)["error"]["message"] == "a worker is given one order"


def test_an_order_that_is_not_there_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / ORDER)], {}) == UsageError.exit_code
    assert answer_of(capsys)["ok"] is False


def test_what_it_answers_is_what_the_command_answers(house: Any, capsys: pytest.CaptureFixture[str]) -> None:
    waiting, order = house.ordered(comment="first")

    assert house.carry_out(order) == 0

    answer = answer_of(capsys)
    assert answer["ok"] is True
    assert answer["result"]["state"] == "PUBLISHED"
    (version,) = answer["result"]["versions"]
    assert version["address"] == "demo/sq010/sh0010:other.main@v001"
    assert Path(version["path"]).is_dir()
    assert {form["name"] for form in version["representations"]} == {"txt", "bin"}
    house.end_lazy()
    waiting.end()
    house.judge()


def test_a_worker_without_a_host_is_enough(house: Any) -> None:
    """The host died after it wrote the order; somebody starts the worker by hand."""
    waiting, order = house.ordered()
    waiting.job = None

    assert house.carry_out(order) == 0

    assert set(house.states().values()) == {"SEALED"}
    house.judge()
    house.end_lazy()


def test_the_second_worker_of_an_order_stops(house: Any, capsys: pytest.CaptureFixture[str]) -> None:
    waiting, order = house.ordered()
    kept = order.read_bytes()
    assert house.carry_out(order) == 0
    copy = house.home / ORDER
    copy.write_bytes(kept)
    copy.chmod(0o600)
    capsys.readouterr()

    assert house.carry_out(copy) == ClaimLost.exit_code

    assert answer_of(capsys)["error"]["code"] == "claim-lost"
    assert len(house.rows()) == 2
    house.judge()
    house.end_lazy()
    waiting.end()


def test_of_two_workers_at_once_one_wins(house: Any) -> None:
    waiting, order = house.ordered()
    known = read_order(order)
    start = threading.Barrier(2)

    def take() -> Any:
        start.wait()
        try:
            return adopt(house.session, known)
        except ClaimLost:
            return None

    with ThreadPoolExecutor(2) as pool:
        found = [taken.result() for taken in [pool.submit(take), pool.submit(take)]]

    (winner,) = [claim for claim in found if claim is not None]
    winner.close()
    assert set(house.states().values()) == {"RESERVED"}
    waiting.flow.close()
    house.end_lazy()


def test_an_order_for_another_storage_is_refused(house: Any, capsys: pytest.CaptureFixture[str]) -> None:
    waiting, order = house.ordered()
    house.environ["STUDIO_TOOLS__STORAGE__ROOT"] = str(house.home / "elsewhere")

    assert house.carry_out(order) == UsageError.exit_code

    assert "elsewhere" in answer_of(capsys)["error"]["message"]
    assert set(house.states().values()) == {"RESERVED"}
    waiting.flow.close()


def test_settings_that_are_wrong_stop_a_worker_before_it_takes_anything(house: Any) -> None:
    waiting, order = house.ordered()
    house.environ["STUDIO_TOOLS__STORAGE__WORKERS"] = "many"

    assert house.carry_out(order) == ConfigError.exit_code

    assert set(house.states().values()) == {"RESERVED"}
    waiting.flow.close()


def test_an_order_that_was_spoilt_on_its_way_drops_the_run(house: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """It was good before the run was taken, and is not any more when the stage is found."""
    from studio_tools.publish import finishing

    waiting, order = house.ordered()

    def spoilt(path: Path) -> Any:
        path.write_text("{")
        return read_order(path)

    monkeypatch.setattr(finishing, "read_order", spoilt)

    assert house.carry_out(order) == PublishError.exit_code
    assert set(house.states().values()) == {"ABANDONED"}
    house.judge()
    house.end_lazy()
    assert waiting.end().state is RunState.FAILED


def test_a_status_folder_that_is_gone_stops_no_worker(house: Any) -> None:
    waiting, order = house.ordered()

    assert house.carry_out(order, "--status", house.home / "nowhere") == 0

    assert set(house.states().values()) == {"SEALED"}
    house.end_lazy()
    assert waiting.end().state is RunState.PUBLISHED


# --- real processes


def start(house: Any, order: Path, status: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-P", "-m", "studio_tools.worker", str(order), "--status", str(status)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=house.environ, cwd=house.home, stdout=pipe, stderr=pipe, text=True)


def test_two_processes_with_one_order_publish_once(house: Any, tmp_path: Path) -> None:
    waiting, order = house.ordered()
    house.end_lazy()
    folders = [tmp_path / name for name in ("one", "two")]
    for folder in folders:
        folder.mkdir()
    processes = [start(house, order, folder) for folder in folders]
    codes = []
    for process in processes:
        with process:
            process.communicate(timeout=60)
            codes.append(process.returncode)

    assert set(codes) <= {0, ClaimLost.exit_code, UsageError.exit_code}
    assert codes.count(0) == 1
    assert len(house.rows()) == 2
    house.judge()
    assert waiting.end().state is RunState.PUBLISHED


HELD = """
import sys, os
from studio_tools.storage import {module}
from studio_tools.worker.process import main
before = {module}.{name}
def held({arguments}):
    sys.stderr.write("here\\n")
    sys.stderr.flush()
    {wait}
    return before({arguments})
{module}.{name} = held
sys.exit(main(sys.argv[1:], os.environ))
"""


def start_held(house: Any, order: Path, status: Path, **where: str) -> subprocess.Popen[str]:
    """Start a worker that stops within one call until it is told to end, and wait until it is there."""
    command = [sys.executable, "-P", "-c", HELD.format(**where), str(order), "--status", str(status)]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, env=house.environ, cwd=house.home, stdout=pipe, stderr=pipe, text=True)
    assert process.stderr is not None
    while (line := process.stderr.readline()) != "here\n":
        assert line, "it came to its end without being there"
    return process


BOTH = pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])


@BOTH
def test_a_signal_ends_a_worker_that_copies_and_undoes(house: Any, tmp_path: Path, number: signal.Signals) -> None:
    waiting, order = house.ordered()
    copying = {"module": "digests", "name": "unless_stopped", "arguments": "stop", "wait": "stop.wait(60)"}
    with start_held(house, order, tmp_path, **copying) as process:
        assert list((house.home / "storage").rglob("*.part"))
        process.send_signal(number)
        out, err = process.communicate(timeout=60)

    assert process.returncode == Cancelled.exit_code, err
    assert json.loads(out)["error"]["code"] == "cancelled"
    assert json.loads(out)["result"]["state"] == "CANCELLED"
    assert set(house.states().values()) == {"ABANDONED"}
    house.judge()
    house.end_lazy()
    assert waiting.end().state is RunState.FAILED


def test_a_worker_left_to_itself_outlives_the_file_of_its_order(house: Any, tmp_path: Path) -> None:
    _, order = house.ordered()
    house.end_lazy()
    with start(house, order, tmp_path) as process:
        process.communicate(timeout=60)

    assert not order.exists()
    status = read_status(tmp_path)
    assert status is not None
    assert status.answer is not None
    assert status.answer["result"]["state"] == "PUBLISHED"


# --- what it tells, and what an interrupt leaves


def test_a_worker_tells_of_the_whole_publish_once(house: Any) -> None:
    waiting, order = house.ordered(host=house.host(mood="warning"), accept_warnings=True)
    known = read_order(order)
    with closing(adopt(house.session, known)) as claim:
        report = run(finish(house.session, known, claim))

    (told,) = house.of(PublishFinished)
    assert (told.state, told.host, told.origin, told.kind, told.versions) == ("PUBLISHED", "maya", "maya", "other", 1)
    assert told.seconds >= known.spent > 0
    assert [finding.title for finding in report.findings] == ["the mood is warning"]
    house.end_lazy()
    waiting.flow.close()


@pytest.mark.parametrize(
    ("step", "state"),
    [("fill.begin", "ABANDONED"), ("commit", "ABANDONED"), ("register.look", "COMMITTED")],
)
def test_what_an_interrupt_met_between_two_jobs_is_given_up(house: Any, step: str, state: str) -> None:
    waiting, order = house.ordered()
    known = read_order(order)
    claim = adopt(house.session, known)
    flow = finish(house.session, known, claim)
    job = next(flow)
    while job.step != step:
        job = flow.send(perform(job))

    give_up(house.session, claim)

    assert set(house.states().values()) == {state}
    flow.close()
    claim.close()
    run(resume(house.session))
    house.judge()
    house.end_lazy()
    waiting.flow.close()


def test_giving_up_what_has_ended_changes_nothing(house: Any) -> None:
    waiting, order = house.ordered()
    known = read_order(order)
    claim = adopt(house.session, known)
    run(finish(house.session, known, claim))
    before = house.checker.records()

    give_up(house.session, claim)

    assert house.checker.records() == before
    house.end_lazy()
    assert waiting.end().state is RunState.PUBLISHED


def test_the_worker_imports_nothing_of_a_screen_or_a_terminal() -> None:
    screens = ("PySide6", "click", "rich")
    code = f"""
import studio_tools.worker.process, studio_tools.batch, sys
print([name for name in {screens!r} if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=os.environ)

    assert done.stdout.strip() == "[]", done.stderr


def test_a_worker_leaves_the_loggers_as_they_were(house: Any) -> None:
    logger = logging.getLogger("studio_tools")
    before = list(logger.handlers)
    waiting, order = house.ordered()

    assert house.carry_out(order) == 0

    assert logger.handlers == before
    house.end_lazy()
    waiting.end()


@pytest.mark.parametrize(
    ("place", "site", "state"),
    [("ending.Ending._tell", "", "PUBLISHED"), ("register._tell_deferred", "http://127.0.0.1:9", "DEFERRED")],
    ids=["when all is done", "when the tracker was not there"],
)
def test_an_interrupt_after_the_commit_is_too_late(
    place: str,
    site: str,
    state: str,
    make_house: Any,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """It meets lines of the flow itself, which it ends; the answer is what there is all the same."""
    house = make_house()
    waiting, order = house.ordered()
    if site:
        house.environ["STUDIO_TOOLS__TRACKER__SITE"] = site

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(f"studio_tools.publish.{place}", interrupt)
        assert house.carry_out(order) == 0

    assert answer_of(capsys)["result"]["state"] == state
    assert set(house.states().values()) == {"SEALED" if state == "PUBLISHED" else "COMMITTED"}
    house.end_lazy()
    assert waiting.end().state is RunState.PUBLISHED
    assert set(house.states().values()) == {"SEALED"}
    house.judge()
