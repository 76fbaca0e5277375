"""How an assumption is asked: a probe, with what the simulator says; or why nobody can ask it so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from studio_tools.host import Host
from studio_tools.testing.assumptions import Assumption
from studio_tools.testing.host_contract import Kit
from studio_tools.testing.selftest.tape import Tape


class Where(StrEnum):
    """In which program a probe can be asked."""

    ANYWHERE = "anywhere"
    TERMINAL = "without a window"
    WINDOW = "with a window"


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """Asks the program about one assumption. What *ask* gives is plain JSON; *expects* is what the simulator gives."""

    code: str
    ask: Callable[[Tape], Any]
    expects: Any
    where: Where = Where.ANYWHERE
    expects_in_window: Any = None
    """What the simulator gives with a window, where that is something else."""

    def expected(self, *, interactive: bool) -> Any:
        """What the simulator gives."""
        return self.expects_in_window if interactive and self.expects_in_window is not None else self.expects

    def is_asked(self, *, interactive: bool) -> bool:
        """Whether it can be asked in a program with, or without, a window."""
        return self.where in (Where.ANYWHERE, Where.WINDOW if interactive else Where.TERMINAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """All that is asked of one kind of program, whichever runs."""

    host: str
    program: str
    assumptions: tuple[Assumption, ...]
    probes: Mapping[str, Probe]
    unasked: Mapping[str, str]
    """Why an assumption is not asked, by its code."""
    begin: Callable[[Tape], object]
    """Empties the scene, before each probe."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A program that runs, and what it is called through."""

    questions: Questions
    made_by: Mapping[str, str]
    """Which program it is, in words: its name, its version, the version of its interface for code."""
    host: Host
    kit: Kit
    doors: Mapping[str, object] = field(default_factory=dict)
    is_modified: Callable[[], bool] = lambda: False
    """Whether what is open holds changes that would be lost."""


def by_code(*probes: Probe) -> dict[str, Probe]:
    """Probes by the codes of their assumptions."""
    return {each.code: each for each in probes}
