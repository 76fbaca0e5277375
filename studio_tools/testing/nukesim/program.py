"""The functions of `nuke` that are about the program: dialogs, menus, threads, plug-in paths, versions."""

# ruff: noqa: N802, N803 - Nuke's own names
from __future__ import annotations

import re
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from studio_tools.testing.nukesim.interface import MENUS, Menu, Pane, ToolBar
from studio_tools.testing.nukesim.refusals import NotSimulated, SimulatedHang
from studio_tools.testing.nukesim.session import Session
from studio_tools.testing.nukesim.undoing import ProgressTask, Undo

VERSION = re.compile(r"(\d+)\.(\d+)v(\d+)")


class Program:
    """The functions, as methods of one session's."""

    def __init__(self, session: Session) -> None:
        self._session = session

    # -- saying and asking

    def tprint(self, *args: Any, sep: str = " ", end: str = "\n", file: Any = None) -> None:
        """Print to the terminal."""
        self._session.say("info", sep.join(str(each) for each in args))

    def warning(self, message: str) -> None:
        """Print a warning."""
        self._session.say("warning", message)

    def error(self, message: str) -> None:
        """Print an error."""
        self._session.say("error", message)

    def critical(self, message: str) -> None:
        """Print an error, and show it."""
        self._session.say("critical", message)
        if self._session.is_gui:
            self._session.interface.shown.append(("critical", message))

    def debug(self, message: str) -> None:
        """Print for those who debug."""
        self._session.say("debug", message)

    def message(self, prompt: str) -> None:
        """Show a text; in a terminal it is printed."""
        if self._session.is_gui:
            self._session.interface.shown.append(("message", prompt))
        else:
            self._session.say("info", prompt)

    def alert(self, prompt: str) -> None:
        """Show a warning; in a terminal it is printed."""
        self.message(prompt)

    def _asked(self, kind: str, prompt: str) -> Any:
        if not self._session.is_gui:
            raise NotSimulated(f"nuke.{kind}({prompt!r}) waits for somebody to type in the terminal")
        return self._session.interface.answer(kind, prompt)

    def ask(self, prompt: str) -> bool:
        """Ask yes or no."""
        return bool(self._asked("ask", prompt))

    def askWithCancel(self, prompt: str) -> bool:
        """Ask yes, no or cancel. Raises CancelledError where the person cancels."""
        answer = self._asked("askWithCancel", prompt)
        if answer is None:
            raise CancelledError("Cancelled")
        return bool(answer)

    def choice(self, title: str, prompt: str, options: list[str], default: int = 0) -> Any:
        """Ask which; the place of the answer."""
        return self._asked("choice", prompt)

    def getInput(self, prompt: str, default: str = "") -> Any:
        """Ask for a text; None where the person cancels."""
        return self._asked("getInput", prompt)

    def getFilename(
        self,
        message: str,
        pattern: str | None = None,
        default: str | None = None,
        favorites: str | None = None,
        type: str | None = None,  # noqa: A002
        multiple: bool = False,
    ) -> Any:
        """Ask for a file; None where the person cancels."""
        return self._asked("getFilename", message)

    def getClipname(
        self,
        prompt: str,
        pattern: str | None = None,
        default: str | None = None,
        multiple: bool = False,
    ) -> Any:
        """Ask for a sequence; None where the person cancels."""
        return self._asked("getClipname", prompt)

    # -- menus and panes

    def menu(self, name: str) -> Menu:
        """A menu of the window. Raises RuntimeError in a terminal, and for a menu there is none of."""
        self._session.need_window()
        if name not in self._session.interface.menus:
            raise RuntimeError(f"no menu is called {name!r}")
        return self._session.interface.menus[name]

    def toolbar(self, name: str, create: bool = True) -> ToolBar | None:
        """A toolbar; one that is not there is made."""
        self._session.need_window()
        bars = self._session.interface.toolbars
        if name not in bars and create:
            bars[name] = ToolBar(self._session.run_python, name)
        return bars.get(name)

    def getPaneFor(self, panelName: str) -> Pane | None:
        """The pane that shows a panel; None where none does."""
        return self._session.interface.panes.get(panelName) if self._session.is_gui else None

    def thisPane(self) -> Pane | None:
        """The pane that was used last."""
        return next(iter(self._session.interface.panes.values()), None) if self._session.is_gui else None

    def addFavoriteDir(
        self,
        name: str,
        directory: str,
        type: int = 0,  # noqa: A002
        icon: str = "",
        tooltip: str = "",
        key: str = "",
    ) -> None:
        """Add a folder to the file chooser."""
        self._session.interface.favourites[name] = directory

    def removeFavoriteDir(self, name: str, type: int = 0) -> None:  # noqa: A002
        """Remove a folder from the file chooser."""
        self._session.interface.favourites.pop(name, None)

    def show(self, n: Any, forceFloat: bool = False) -> None:
        """Open a node's panel."""
        n.showControlPanel(forceFloat)

    def zoom(self, scale: float = 0, center: Any = None, group: Any = None) -> float:
        """Look at a part of the graph."""
        self._session.need_window()
        return float(scale) or 1.0

    def zoomToFitSelected(self) -> None:
        """Look at the selected nodes."""
        self._session.need_window()

    def activeViewer(self) -> None:
        """The viewer that is looked at. There is none: nothing is shown here."""

    # -- threads

    def executeInMainThread(
        self, call: Callable[..., Any], args: Any = (), kwargs: Mapping[str, Any] | None = None
    ) -> None:
        """Have the main thread make a call when it is idle. From the main thread itself Nuke hangs."""
        self._refuse_main("executeInMainThread")
        given = args if isinstance(args, tuple) else (args,)
        self._session.idle_calls.append(lambda: call(*given, **(kwargs or {})))

    def executeInMainThreadWithResult(
        self, call: Callable[..., Any], args: Any = (), kwargs: Mapping[str, Any] | None = None
    ) -> Any:
        """Have the main thread make a call when it is idle, and wait. From the main thread itself Nuke hangs."""
        self._refuse_main("executeInMainThreadWithResult")
        given = args if isinstance(args, tuple) else (args,)
        done, kept, failed = threading.Event(), list[Any](), list[BaseException]()

        def run() -> None:
            try:
                kept.append(call(*given, **(kwargs or {})))
            except BaseException as error:  # handed to the thread that waits
                failed.append(error)
            finally:
                done.set()

        self._session.idle_calls.append(run)
        done.wait()
        if failed:
            raise failed[0]
        return kept[0]

    def _refuse_main(self, name: str) -> None:
        if threading.get_ident() == self._session.thread:
            raise SimulatedHang(f"nuke.{name} was called from the main thread: Nuke would hang here")

    # -- undo, paths, memory

    def undo(self) -> None:
        """Take the last step back."""
        if self._session.journal.past:
            self._session.journal.undo()

    def redo(self) -> None:
        """Make the last undone step again."""
        if self._session.journal.future:
            self._session.journal.redo()

    def pluginPath(self) -> list[str]:
        """The folders in which plug-ins are looked for, the first first."""
        return [each.as_posix() for each in self._session.gizmos]

    def _folders(self, args: Any) -> list[Path]:
        given = [args] if isinstance(args, str) else list(args)
        return [self._session.path(each) for each in given]

    def pluginAddPath(self, args: Any, addToSysPath: bool = True) -> None:
        """Look for plug-ins there first."""
        for folder in self._folders(args):
            self._session.gizmos[:] = [folder, *(each for each in self._session.gizmos if each != folder)]
            if addToSysPath and folder.as_posix() not in sys.path:
                sys.path.insert(0, folder.as_posix())

    def pluginAppendPath(self, args: Any, addToSysPath: bool = True) -> None:
        """Look for plug-ins there last."""
        for folder in self._folders(args):
            self._session.gizmos[:] = [*(each for each in self._session.gizmos if each != folder), folder]
            if addToSysPath and folder.as_posix() not in sys.path:
                sys.path.append(folder.as_posix())

    def memory(self, cmd: str = "", value: int = 0) -> int | str:
        """How much memory is used; nothing is cached here."""
        return 0 if cmd else "0"

    def clearRAMCache(self) -> None:
        """Forget pictures; none are kept here."""

    def clearDiskCache(self) -> None:
        """Forget pictures; none are kept here."""

    def usingOcio(self) -> bool:
        """Whether OCIO manages colour."""
        return bool(self._session.root["colorManagement"].value() == "OCIO")


class CancelledError(Exception):
    """The person cancelled."""


def environment(session: Session) -> dict[str, Any]:
    """`nuke.env`."""
    major, minor, release = version(session)
    return {
        "NukeVersionMajor": major,
        "NukeVersionMinor": minor,
        "NukeVersionRelease": release,
        "NukeVersionPhase": "",
        "NukeVersionString": session.version,
        "gui": session.is_gui,
        "interactive": session.is_gui,
        "nukex": False,
        "studio": False,
        "hiero": False,
        "assist": False,
        "nc": False,
        "indie": False,
        "ple": False,
        "LINUX": True,
        "WIN32": False,
        "MACOS": False,
        "numCPUs": 1,
        "threads": 1,
        "ExecutablePath": f"/usr/local/Nuke{session.version}/Nuke{major}.{minor}",
    }


def version(session: Session) -> tuple[int, int, int]:
    """The numbers of the version."""
    found = VERSION.fullmatch(session.version)
    if found is None:
        raise ValueError(f"no version of Nuke: {session.version!r}")
    return int(found[1]), int(found[2]), int(found[3])


def functions(session: Session) -> dict[str, object]:
    """All functions and classes of this room, by their names in `nuke`."""
    made = Program(session)
    for name in MENUS if session.is_gui else ():
        session.interface.menus.setdefault(name, Menu(session.run_python, name))
    found: dict[str, object] = {name: getattr(made, name) for name in vars(Program) if not name.startswith("_")}
    found["Undo"] = type("Undo", (Undo,), {"session": session})
    found["ProgressTask"] = type("ProgressTask", (ProgressTask,), {"session": session})
    found["CancelledError"] = CancelledError
    return found
