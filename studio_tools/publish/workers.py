"""Starting workers: which Python, in which environment, with its output where. A worker outlives whoever starts it.

Not here: what it is asked to do (order), what is done while it works (handover).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio_tools.config.local import state_folder
from studio_tools.errors import PublishError
from studio_tools.publish.items import Origin
from studio_tools.publish.status import LOG

if TYPE_CHECKING:
    from studio_tools.config import HostSettings

PYTHON = "STUDIO_TOOLS_PYTHON"
HOSTS = frozenset({Origin.MAYA, Origin.NUKE, Origin.BLENDER})
"""Whose publishes are handed over: in a host's process nothing compiled may be loaded, and it may crash."""

FOREIGN = (
    "PYTHON",
    "LD_",
    "DYLD_",
    "QT_",
    "QML",
    "MAYA_",
    "NUKE_",
    "FOUNDRY_",
    "BLENDER_",
    "PYSIDE",
    "SHIBOKEN",
    "MTOA_",
)
"""Prefixes of variables that a host sets for its own Python, libraries, Qt and plug-ins."""
FOREIGN_NAMES = frozenset({"LIBPATH", "SHLIB_PATH", "XBMLANGPATH", "TCL_LIBRARY", "TK_LIBRARY", "__PYVENV_LAUNCHER__"})
"""Others of that kind, by their whole names."""
PLACES = ("MAYA_LOCATION", "NUKE_LOCATION", "BLENDER_LOCATION")
"""Variables that say where a host lies: what is below is taken from PATH as well, for Windows finds libraries there."""

_KEPT_SECONDS = 30 * 24 * 3600.0
_MODULE = "studio_tools.worker"


def scrubbed(environ: Mapping[str, str]) -> dict[str, str]:
    """An environment without what a host put there for itself. `STUDIO_TOOLS_*`, with its secrets, stays."""
    homes = [Path(environ[name]) for name in PLACES if environ.get(name)]
    kept = {
        name: text
        for name, text in environ.items()
        if not name.upper().startswith(FOREIGN) and name.upper() not in FOREIGN_NAMES
    }
    if homes and "PATH" in kept:
        kept["PATH"] = os.pathsep.join(_outside(kept["PATH"].split(os.pathsep), homes))
    return kept


def _outside(entries: Iterable[str], homes: list[Path]) -> Iterator[str]:
    return (entry for entry in entries if not any(Path(entry).is_relative_to(home) for home in homes))


def local_folder(environ: Mapping[str, str]) -> Path:
    """Where statuses and logs of this user's workers lie: on this machine."""
    return state_folder(environ) / "workers"


def workers_for(settings: HostSettings, environ: Mapping[str, str], origin: Origin) -> Workers | None:
    """The workers to which publishes of this origin are handed over; None where they are done where they began."""
    is_wanted = settings.worker == "auto" and origin in HOSTS
    return Workers.of(settings, environ) if is_wanted else None


def own_python() -> str:
    """The Python that runs this, where it looks like one; "" within an application that brings its own program."""
    return sys.executable if sys.executable and Path(sys.executable).name.lower().startswith("python") else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workers:
    """How workers are started and waited for. Times are in seconds."""

    python: str
    """The product's own; "" where none is known."""
    environ: Mapping[str, str] = field(repr=False)
    folder: Path
    """Where each has a folder for its status and its log."""
    patience: float
    """How long one may take until it holds the run; then the work is done here."""
    clock: Callable[[], float] = time.monotonic
    pause: Callable[[float], None] = time.sleep

    @classmethod
    def of(cls, settings: HostSettings, environ: Mapping[str, str], *, python: str | None = None) -> Workers:
        """What a home and an environment say; *python* is the one that runs this."""
        own = own_python() if python is None else python
        told = environ.get(PYTHON, "").strip() or settings.worker_python.strip()
        return cls(
            python=told or own,
            environ=scrubbed(environ),
            folder=local_folder(environ),
            patience=settings.worker_patience,
        )

    def start(self, run: str, order: Path) -> Worker:
        """Start a worker on an order. Raises PublishError where none can be started."""
        python = shutil.which(self.python, path=self.environ.get("PATH")) if self.python else None
        if python is None:
            told = f"{self.python} is no program" if self.python else "no Python of the product is named"
            raise PublishError(f"no worker can be started: {told}", hint=f"Name one by host.worker_python or {PYTHON}.")
        folder = self.folder / run
        try:
            self._sweep()
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with (folder / LOG).open("ab") as log:
                process = _detached([python, "-P", "-m", _MODULE, str(order), "--status", str(folder)], self, log)
        except OSError as cause:
            raise PublishError(f"no worker can be started: {cause}") from cause
        return Worker(process, folder)

    def _sweep(self) -> None:
        """Remove what workers left that nobody watched to their end, after a month."""
        if not self.folder.is_dir():
            return
        for old in self.folder.iterdir():
            with suppress(OSError):
                if time.time() - old.stat().st_mtime > _KEPT_SECONDS:
                    shutil.rmtree(old, ignore_errors=True)


def _detached(command: list[str], workers: Workers, log: Any) -> subprocess.Popen[bytes]:
    """Start a process in a session of its own: it dies neither with its parent nor with a terminal."""
    apart: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        apart = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    return subprocess.Popen(
        command,
        env=dict(workers.environ),
        cwd=workers.folder,  # a folder that stays, and from which nothing is imported
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
        close_fds=True,
        **apart,
    )


class Worker:
    """A process that was started. It is waited for in the background, so that it never stays unburied."""

    __slots__ = ("_process", "_waiting", "folder")

    def __init__(self, process: subprocess.Popen[bytes], folder: Path) -> None:
        self.folder = folder
        self._process = process
        self._waiting = threading.Thread(target=process.wait, name=f"worker-{process.pid}", daemon=True)
        self._waiting.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def log(self) -> Path:
        return self.folder / LOG

    @property
    def is_over(self) -> bool:
        return not self._waiting.is_alive()

    def stop(self) -> None:
        """Ask it to end: before the commit it undoes what it did. Repeatable."""
        with suppress(OSError):
            self._process.terminate()

    def kill(self) -> None:
        """End it at once; what it left is settled by a resume. Repeatable."""
        with suppress(OSError):
            self._process.kill()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait for its end; whether it came."""
        self._waiting.join(seconds)
        return self.is_over

    def forget(self) -> None:
        """Remove its folder: it came to a good end."""
        shutil.rmtree(self.folder, ignore_errors=True)
