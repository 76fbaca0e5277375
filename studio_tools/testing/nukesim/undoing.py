"""The classes of `nuke` that are one for each session: steps of undo, and progress that a person may cancel."""

# ruff: noqa: N802 - Nuke's own names
from __future__ import annotations

from types import TracebackType

from studio_tools.testing.nukesim.schema import Strict
from studio_tools.testing.nukesim.session import Session


class Undo(Strict):
    """Steps of undo; also a context. Each session has a class of its own."""

    session: Session

    def __enter__(self) -> None:
        self.session.journal.begin("")

    def __exit__(self, kind: type[BaseException] | None, value: object, trace: TracebackType | None) -> None:
        self.end()

    @classmethod
    def begin(cls, name: str = "") -> None:
        """Begin a step: what is done until `end` is undone at once."""
        cls.session.journal.begin(name)

    @classmethod
    def end(cls) -> None:
        """End a step."""
        if cls.session.journal.open_steps:
            cls.session.journal.end()

    @classmethod
    def cancel(cls) -> None:
        """End a step and take it back."""
        journal = cls.session.journal
        before = len(journal.past)
        cls.end()
        if len(journal.past) > before:
            journal.undo()
            journal.future.pop()

    @classmethod
    def new(cls, name: str = "") -> None:
        """End a step, if one is open, and begin another."""
        cls.end()
        cls.begin(name)

    @classmethod
    def name(cls, name: str) -> None:
        """Name the open step."""
        if cls.session.journal.open_steps:
            cls.session.journal.open_steps[-1].name = name

    @classmethod
    def undo(cls) -> None:
        """Take the last step back; nothing happens where there is none."""
        if cls.session.journal.past:
            cls.session.journal.undo()

    @classmethod
    def redo(cls) -> None:
        """Make the last undone step again; nothing happens where there is none."""
        if cls.session.journal.future:
            cls.session.journal.redo()

    @classmethod
    def undoSize(cls) -> int:
        """How many steps can be taken back."""
        return len(cls.session.journal.past)

    @classmethod
    def redoSize(cls) -> int:
        """How many steps can be made again."""
        return len(cls.session.journal.future)

    @classmethod
    def disable(cls) -> None:
        """Remember nothing until `enable`."""
        cls.session.journal.is_on = False

    @classmethod
    def enable(cls) -> None:
        """Remember again."""
        cls.session.journal.is_on = True

    @classmethod
    def disabled(cls) -> bool:
        """Whether nothing is remembered."""
        return not cls.session.journal.is_on


class ProgressTask(Strict):
    """Progress that a person sees and may cancel."""

    session: Session

    def __init__(self, name: str = "") -> None:
        self._name, self._progress, self._message = name, 0, ""
        self.session.interface.shown.append(("progress", name))

    def setProgress(self, i: int) -> None:
        """Say how far it is, in percent."""
        if not isinstance(i, int):
            raise TypeError(f"an integer is required (got type {type(i).__name__})")
        self._progress = i

    def setMessage(self, s: str) -> None:
        """Say what is being done."""
        self._message = s

    def isCancelled(self) -> bool:
        """Whether the person cancelled."""
        return self.session.interface.is_cancelled
