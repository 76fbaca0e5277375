"""Probes of how Maya takes calls: flags, units, threads, and what it refuses without a window."""

from __future__ import annotations

from studio_tools.testing.selftest.probes import Probe, Where, by_code
from studio_tools.testing.selftest.tape import Tape


def mode_error(tape: Tape) -> object:
    return tape.outcome("cmds.ls", edit=True, selection=True)


def flag_twice(tape: Tape) -> object:
    return tape.outcome("cmds.ls", selection=True, sl=True)


def window_in_batch(tape: Tape) -> object:
    asked = {
        "window": tape.outcome("cmds.window"),
        "menu": tape.outcome("cmds.menu", "studio", label="Studio"),
        "scriptJob": tape.outcome("cmds.scriptJob", event=["SceneOpened", tape.listener("job")]),
    }
    return {
        name: told if isinstance(told, str) and told.startswith("raises ") else "done" for name, told in asked.items()
    }


def mel_globals_in_batch(tape: Tape) -> object:
    return tape.ask("mel.eval", "$studio_tools_window = $gMainWindow")


def rate_names(tape: Tape) -> object:
    told = {}
    for name in ("25fps", "24fps", "30fps", "12fps"):
        tape.ask("cmds.currentUnit", time=name)
        told[name] = tape.ask("cmds.currentUnit", query=True, time=True)
    return told


def main_thread_call(tape: Tape) -> object:
    came = tape.ask("utils.executeInMainThreadWithResult", tape.listener("call", gives=7))
    return [came, len(tape.ask("bench.heard", "call"))]


def deferred_from_threads(tape: Tape) -> object:
    came = tape.outcome("bench.elsewhere", "utils.executeDeferred", tape.listener("later"))
    tape.ask("bench.push")
    return [came, len(tape.ask("bench.heard", "later"))]


PROBES = by_code(
    Probe(code="mode-error", ask=mode_error, expects="raises RuntimeError"),
    Probe(code="flag-twice", ask=flag_twice, expects="raises TypeError"),
    Probe(
        code="window-in-batch",
        ask=window_in_batch,
        expects=dict.fromkeys(("window", "menu", "scriptJob"), "raises RuntimeError"),
        where=Where.TERMINAL,
    ),
    Probe(code="mel-globals-in-batch", ask=mel_globals_in_batch, expects="", where=Where.TERMINAL),
    Probe(
        code="rate-names", ask=rate_names, expects={"25fps": "pal", "24fps": "film", "30fps": "ntsc", "12fps": "12fps"}
    ),
    Probe(code="main-thread-call", ask=main_thread_call, expects=[7, 1]),
    Probe(code="deferred-from-threads", ask=deferred_from_threads, expects=[None, 1]),
)
