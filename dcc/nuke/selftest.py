"""`nuke -t …/dcc/nuke/selftest.py`: tries in a real Nuke what we need of it, and writes a transcript.

In a Nuke with its window, from its script editor: `from dcc.nuke import selftest; selftest.main(["--transcript", …])`.
Nothing of ours must be configured. What is asked, and how, is in `studio_tools.testing.selftest`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

if not globals().get("__package__"):  # run as a file: we are found by its place, its neighbours not by their bare names
    _FILE = Path(globals().get("__file__") or sys.argv[0]).resolve()
    sys.path[:] = [each for each in sys.path if Path(each or ".").resolve() != _FILE.parent]
    sys.path.append(str(_FILE.parents[2]))

from studio_tools.errors import NotCapable
from studio_tools.testing.selftest.command import main as run
from studio_tools.testing.selftest.for_nuke import NUKE
from studio_tools.testing.selftest.for_nuke.kit import kit
from studio_tools.testing.selftest.probes import Subject
from studio_tools.testing.selftest.transcript import SIMULATOR

Push = Callable[[], object]


def push() -> None:
    """Push Qt's loop, where there is one: Nuke has no call that does it."""
    try:
        core = import_module("PySide6.QtCore")  # by name: this door is opened where there is no Qt as well
    except ImportError:
        return
    application = core.QCoreApplication.instance()
    if application is not None:
        application.processEvents()


@contextmanager
def nuke(own: Path, turn: Push) -> Iterator[Subject]:
    """The Nuke that runs."""
    try:
        import nuke
        import nukescripts

        from dcc.nuke.host import NukeHost
    except ImportError as cause:
        raise NotCapable("this Python has no Nuke", hint="Start it with `nuke -t`.") from cause
    host = NukeHost()
    yield Subject(
        questions=NUKE,
        made_by=made_by(nuke),
        host=host,
        kit=kit(host, nuke, turn=turn),
        doors={"nuke": nuke, "nukescripts": nukescripts},
        is_modified=host.modified,
    )
    host.new(force=True)  # nothing of ours is left open; after an error it may be a person's script, and stays


def made_by(module: Any) -> dict[str, str]:
    """Which Nuke this is. A simulated one says what it is, whatever it answers."""
    is_simulated = type(module).__module__.startswith("studio_tools.")
    version = str(module.NUKE_VERSION_STRING)
    return {"program": SIMULATOR if is_simulated else "Foundry Nuke", "host_version": version, "api": version}


def main(argv: Sequence[str] = (), *, turn: Push = push) -> int:
    """Run the self-test; the exit code. *turn* pushes the loop once."""
    return run(argv, NUKE, partial(nuke, turn=turn))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
