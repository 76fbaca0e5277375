"""A command that is told to end: at its very beginning, in the middle, and while its answer is printed."""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio_tools.cli import early
from studio_tools.cli.answer import failed
from studio_tools.errors import Cancelled, TrackerDenied
from studio_tools.events import StepFinished, TransferFinished, VersionReserved
from studio_tools.testing.shell import Shell

HOUSE = Path(__file__).parents[2]
STUDIO = [sys.executable, "-m", "studio_tools.cli"]
SHOT = "demo/sq010/sh0010"
Frames = Callable[..., str]
BOTH = pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["SIGINT", "SIGTERM"])
needs_proc = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system must tell who hears what")


def started(shell: Shell, *words: str, program: tuple[str, ...] = tuple(STUDIO)) -> subprocess.Popen[str]:
    environ = {"PATH": os.environ["PATH"], "PYTHONPATH": str(HOUSE), **shell.environ}
    return subprocess.Popen([*program, *words], env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def hears(child: subprocess.Popen[str], number: int) -> bool:
    """Whether a process has said that it wants to hear of a signal."""
    status = Path(f"/proc/{child.pid}/status").read_text()
    caught = int(status.partition("SigCgt:")[2].split()[0], 16)
    return bool(caught >> (number - 1) & 1)


def wait_until_heard(child: subprocess.Popen[str]) -> None:
    """Both are heard: Python itself hears SIGINT from its start on, and we SIGTERM as the last of the two."""
    while child.poll() is None and not hears(child, signal.SIGTERM):
        os.sched_yield()


# -- before the command begins


def test_what_is_answered_early_is_what_a_cancel_answers() -> None:
    error = Cancelled("cancelled")

    assert json.loads(early.DOCUMENT) == failed(error).as_json()
    assert json.dumps(failed(error).as_json(), indent=2) + "\n" == early.DOCUMENT
    assert early.TEXT.split() == f"error: {error.message} [{error.code}] {error.hint}".split()
    assert error.exit_code == early.EXIT_CODE


def test_signals_are_heard_before_anything_of_weight_is_imported(bare: Shell) -> None:
    code = """
import sys
from studio_tools.cli import early, main
def tell(self):
    print(*sys.modules)
    raise SystemExit
early.Early.listen = tell
main()
"""
    child = started(bare, program=(sys.executable, "-c", code))
    loaded = child.communicate(timeout=60)[0].split()

    assert {"studio_tools.cli", "studio_tools.cli.early"} <= set(loaded)
    ours = {name for name in loaded if name.startswith(("studio_tools", "telemetry", "dcc"))}
    assert ours == {"studio_tools", "studio_tools.cli", "studio_tools.cli.early"}
    assert not {"click", "rich", "json", "logging", "shotgun_api3", "sqlalchemy"} & set(loaded)


@needs_proc
@BOTH
@pytest.mark.parametrize("extra", [["--json"], []], ids=["a document", "text"])
def test_a_command_that_is_told_to_end_at_once_answers_once(number: int, extra: list[str], busy: Shell) -> None:
    endings = set()
    for turns in (0, 0, 50, 200, 800):
        child = started(busy, "versions", *extra)
        wait_until_heard(child)
        for _ in range(turns):
            os.sched_yield()
        child.send_signal(number)
        out, err = child.communicate(timeout=60)

        assert "Traceback" not in err
        endings.add((child.returncode, verdict(out, err, is_document=bool(extra))))

    assert endings <= {(130, "cancelled"), (0, "done")}
    assert (130, "cancelled") in endings


def verdict(out: str, err: str, *, is_document: bool) -> str:
    """How a command ended, by its one answer."""
    if is_document:
        document = json.loads(out)
        return "done" if document["ok"] else str(document["error"]["code"])
    return "cancelled" if err.lstrip().startswith("error: cancelled") else "done" if out else ""


@needs_proc
def test_a_signal_that_was_to_be_ignored_is_ignored(busy: Shell) -> None:
    code = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_IGN)
os.execv(sys.executable, [sys.executable, "-m", "studio_tools.cli", *sys.argv[1:]])
"""
    child = started(busy, "versions", "--json", program=(sys.executable, "-c", code))
    wait_until_heard(child)
    child.send_signal(signal.SIGINT)
    out, _ = child.communicate(timeout=60)

    assert (child.returncode, json.loads(out)["ok"]) == (0, True)


# -- while the answer is printed


def test_a_signal_that_comes_too_late_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[tuple[int, Any]] = []
    monkeypatch.setattr(signal, "signal", lambda number, handler: heard.append((number, handler)))
    monkeypatch.setattr(signal, "getsignal", lambda number: signal.SIG_DFL)
    monkeypatch.setattr(atexit, "register", lambda call: None)
    one = early.Early(["versions", "--json"])
    one.listen()
    one.leave()

    handler = dict(heard)[signal.SIGTERM]
    handler(signal.SIGTERM, None)

    assert heard[-1] == (signal.SIGTERM, signal.SIG_DFL), "whoever says it again is obeyed"


@pytest.mark.parametrize(
    ("argv", "number"),
    [(["versions", "--json"], 1), (["versions"], 2), (["publish", "-m", "x", "--", "--json"], 2)],
    ids=["a document", "text", "--json is a path"],
)
def test_an_early_answer_goes_where_it_belongs(argv: list[str], number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    class Ended(BaseException):
        """Stands for the end of the process."""

    said: list[tuple[int, bytes]] = []

    def end(code: int) -> None:
        raise Ended(code)

    monkeypatch.setattr(os, "write", lambda to, words: said.append((to, words)))
    monkeypatch.setattr(os, "_exit", end)
    with pytest.raises(Ended, match="130"):
        early.Early(argv)._hear(signal.SIGTERM, None)

    assert [to for to, _ in said] == [number]


# -- in the middle of a publish


@pytest.mark.parametrize("moment", [StepFinished, VersionReserved, TransferFinished], ids=lambda each: each.__name__)
def test_a_cancelled_publish_says_which_run_it_was_and_how_it_ended(
    moment: type, show: Shell, frames: Frames, monkeypatch: pytest.MonkeyPatch
) -> None:
    from studio_tools.cli.invocation import Invocation

    hear = Invocation.hear

    def interrupt(self: Invocation, event: Any) -> None:
        hear(self, event)
        if isinstance(event, moment):
            raise KeyboardInterrupt

    monkeypatch.setattr(Invocation, "hear", interrupt)
    said = show.json("publish", frames(), "--to", SHOT, "--kind", "render")
    monkeypatch.setattr(Invocation, "hear", hear)

    result, details = said.document["result"], said.error["details"]
    assert (said.code, said.error["code"]) == (130, "cancelled")
    assert (result["state"], result["versions"]) == ("CANCELLED", [])
    runs = {version["run"] for version in show.json("versions", SHOT, "--all").result}
    assert details == ({"run": result["run"], "state": "CANCELLED"} if result["run"] else {})
    assert runs == ({result["run"]} if result["run"] else set())
    assert bool(runs) is (moment is not StepFinished)


def test_a_publish_that_is_not_let_in_says_that_it_failed(
    show: Shell, frames: Frames, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise TrackerDenied("the site does not let us in")

    monkeypatch.setattr("studio_tools.studio.resolve", refuse)
    said = show.json("publish", frames(), "--to", SHOT, "--kind", "render")

    assert (said.code, said.error["code"]) == (31, "tracker-denied")
    assert (said.document["result"]["state"], said.document["result"]["run"]) == ("FAILED", "")
