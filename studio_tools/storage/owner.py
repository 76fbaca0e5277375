"""Who holds a run: which process of which machine, and whether that process still lives.

Not here: leases, which say the same of other machines (claims).
"""

from __future__ import annotations

import hashlib
import os
import platform
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

_GONE = {"Z", "X", "x"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    machine: str
    """The machine and, where there are several on it, the world of process ids."""
    boot: str
    pid: int
    started: str
    """The process's start time as the system counts it; a process id alone may have been given again."""
    login: str
    host: str

    def as_json(self) -> dict[str, object]:
        return {
            "machine": self.machine,
            "boot": self.boot,
            "pid": self.pid,
            "started": self.started,
            "login": self.login,
            "host": self.host,
        }

    @property
    def mark(self) -> str:
        """The owner as part of a folder's name, so that one atomic step makes the folder and says whose it is."""
        return f"{_place(self.machine, self.boot)}-{self.pid}-{self.started or 0}"

    @classmethod
    def of(cls, value: Mapping[str, object]) -> Owner:
        texts = {name: str(value.get(name, "")) for name in ("machine", "boot", "started", "login", "host")}
        return cls(pid=int(str(value.get("pid", 0))), **texts)


@dataclass(frozen=True, slots=True)
class Machine:
    """This machine: who we are on it, and which of its processes are dead."""

    proc: Path = Path("/proc")
    pid: Callable[[], int] = field(default=os.getpid)

    def myself(self, login: str) -> Owner:
        pid = self.pid()
        return Owner(
            machine=self._identity(),
            boot=self._boot(),
            pid=pid,
            started=self._started(pid) or "",
            login=login,
            host=platform.node(),
        )

    def knows_dead(self, owner: Owner) -> bool:
        """Whether *owner* certainly no longer runs. False also means: cannot be told from here.

        Another boot of what looks like this machine proves nothing: cloned machines share their id.
        """
        return self.knows_dead_mark(owner.mark)

    def knows_dead_mark(self, mark: str) -> bool:
        """The same, told from an owner's mark alone."""
        place, _, process = mark.partition("-")
        number, _, since = process.partition("-")
        if place != _place(self._identity(), self._boot()) or not number.isdecimal():
            return False
        started = self._started(int(number))
        if started is None or since in {"", "0"}:
            return _is_absent(int(number))
        return started != since

    def _boot(self) -> str:
        return _line(self.proc / "sys/kernel/random/boot_id")

    def _identity(self) -> str:
        identity = _line(Path("/etc/machine-id")) or f"{uuid.getnode():x}-{platform.node()}"
        try:
            # Containers of one machine may share its id and its boot, but not its process ids.
            return f"{identity}/{(self.proc / 'self/ns/pid').readlink()}"
        except OSError:
            return identity

    def _started(self, pid: int) -> str | None:
        """The start time of a process, "" for one that is dead but not yet buried; None where we may not look."""
        try:
            text = (self.proc / str(pid) / "stat").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return None
        fields = text.rpartition(")")[2].split()
        return "" if fields[0] in _GONE else fields[19]


def _place(machine: str, boot: str) -> str:
    return hashlib.blake2s(f"{machine} {boot}".encode(), digest_size=6).hexdigest()


def _line(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""


def _is_absent(pid: int) -> bool:
    if os.name != "posix":
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False
