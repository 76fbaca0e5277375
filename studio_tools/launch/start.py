"""One launch: a command and its environment, made before anything starts, so that it can be shown as well."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from studio_tools.config import LaunchSettings
from studio_tools.errors import HostError
from studio_tools.launch.environment import ADDRESS, HOME, PYTHON, Change, changes, surroundings
from studio_tools.launch.installations import Installation, program_of
from studio_tools.model import Address
from studio_tools.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Launch:
    """What is about to be started."""

    installation: Installation
    address: Address
    command: tuple[str, ...]
    scene: Path | None
    environ: Mapping[str, str] = field(repr=False)
    changes: tuple[Change, ...]

    def as_json(self) -> dict[str, object]:
        """The launch without its environment, which may hold secrets: what of it is new, and what is taken away."""
        return {
            **self.installation.as_json(),
            "address": str(self.address),
            "command": list(self.command),
            "scene": str(self.scene) if self.scene is not None else None,
            "set": {each.name: each.value for each in self.changes if each.value is not None},
            "removed": [each.name for each in self.changes if each.value is None],
        }


def prepare(
    session: Session,
    installation: Installation,
    address: Address,
    environ: Mapping[str, str],
    *,
    scene: Path | None = None,
    arguments: Sequence[str] = (),
    python: str = sys.executable,
    own: Path | None = None,
) -> Launch:
    """Make a launch for an address. *python* is the product's own, for workers; *own* the environment it runs in.

    Raises HostError where our start-up folder is not where the settings say.
    """
    settings = session.settings.launch
    program = program_of(settings, installation.program)
    folder = startup_folder(settings, installation.program) if program.startup else None
    workers = environ.get(PYTHON, "") or session.settings.host.worker_python or python
    made = surroundings(
        environ,
        context={ADDRESS: str(address), HOME: str(session.home), PYTHON: workers},
        startup=(program.startup, folder) if folder is not None else None,
        own=own,
    )
    opening = [*program.opens, str(scene)] if scene is not None else []
    return Launch(
        installation=installation,
        address=address,
        command=(str(installation.path), *opening, *arguments),
        scene=scene,
        environ=made,
        changes=tuple(changes(environ, made)),
    )


def startup_folder(settings: LaunchSettings, program: str) -> Path:
    """What an application is pointed at: its folder in the bundle, else the one beside this package.

    Raises HostError where there is none.
    """
    beside = Path(__file__).resolve().parents[2] / "dcc" / program / "startup"
    folder = Path(settings.bundle) / program if settings.bundle else beside
    if not folder.is_dir():
        raise HostError(
            f"there is no start-up folder {folder}", hint="Build the bundle by `make bundle`, or correct launch.bundle."
        )
    return folder


def begin(launch: Launch, *, wait: bool = False, output: int | None = None) -> tuple[int, int | None]:
    """Start it: its process id, and with *wait* the status it ended with. It outlives us otherwise.

    With *wait* it stays in our terminal, prints to the file number *output* (None is ours), and ends when we are
    interrupted. Raises HostError where it cannot be started.
    """
    if not wait:
        process = _started(launch, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        process.returncode = 0  # nobody waits for it, and that is meant
        return process.pid, None
    begun: list[subprocess.Popen[bytes]] = []
    try:
        with _signals_later():  # one that came while it starts would leave it behind, unknown to us
            begun.append(_started(launch, stdout=output, is_ours=True))
        return begun[0].pid, begun[0].wait()
    except BaseException:
        for process in begun:
            process.terminate()
            process.wait()
        raise


def _started(launch: Launch, *, is_ours: bool = False, **streams: Any) -> subprocess.Popen[bytes]:
    apart: dict[str, Any] = {} if is_ours else _apart()
    try:
        return subprocess.Popen(launch.command, env=dict(launch.environ), **streams, **apart)
    except OSError as cause:
        raise HostError(
            f"{launch.installation.path} cannot be started: {cause.strerror or cause}", hint="Try it by hand."
        ) from cause


@contextmanager
def _signals_later() -> Iterator[None]:
    """Keep what would end us until the block is done. Signals come to the main thread only: nothing to do elsewhere."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard: list[int] = []
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    for number, handler in before.items():
        if callable(handler):
            signal.signal(number, lambda found, _: heard.append(found))
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    for each in heard:
        signal.raise_signal(each)


def _apart() -> dict[str, Any]:
    """What starts a process in a session of its own: it dies neither with us nor with the terminal."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.DETACHED_PROCESS}
    return {"start_new_session": True}
