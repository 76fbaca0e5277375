"""Maya and Nuke as they start: their start-up files run as each program runs them, and a home to work in."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from studio_tools.testing import mayasim, nukesim
from studio_tools.testing.shell import Shell

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
HOUSE = Path(__file__).parents[2]
SCRIPTS = HOUSE / "dcc" / "maya" / "startup" / "scripts"
NUKE = HOUSE / "dcc" / "nuke" / "startup"


def run_as_main(path: Path, names: dict[str, Any] | None = None) -> dict[str, Any]:
    """Run a file within `__main__` as the programs do: they say neither where it lies nor what it is called."""
    names = {"__name__": "__main__", "__doc__": None} if names is None else names
    exec(compile(path.read_text("utf-8"), str(path), "exec"), names)  # noqa: S102 - as Maya does
    return names


@pytest.fixture(scope="session")
def application() -> Iterator[Any]:
    from PySide6 import QtWidgets

    application = QtWidgets.QApplication.instance() or QtWidgets.QApplication([])
    yield application
    del application


@pytest.fixture(scope="session")
def main_window(application: Any) -> Iterator[int]:
    """The address of a real Qt window without a screen, as Maya hands it out."""
    import shiboken6
    from PySide6 import QtWidgets

    window = QtWidgets.QMainWindow()
    yield shiboken6.getCppPointer(window)[0]
    del window


@pytest.fixture
def as_main() -> Callable[..., dict[str, Any]]:
    return run_as_main


@pytest.fixture
def started() -> Callable[[mayasim.Session], AbstractContextManager[mayasim.Session]]:
    return maya_started


@pytest.fixture
def started_nuke() -> Callable[[nukesim.Session], AbstractContextManager[nukesim.Session]]:
    return nuke_started


@contextmanager
def maya_started(session: mayasim.Session) -> Iterator[mayasim.Session]:
    """Maya after its start, with our scripts folder on its path as a `.mod` file puts it there."""
    paths = list(sys.path)
    with mayasim.installed(session, forget=("dcc.maya", "studio_tools_maya")):
        sys.path.append(str(SCRIPTS))
        try:
            run_as_main(SCRIPTS / "userSetup.py")
            yield session
        finally:
            sys.path[:] = paths


@pytest.fixture
def maya(tmp_path: Path, main_window: int) -> Iterator[mayasim.Session]:
    """Maya with its window, started, and idle for the first time."""
    with maya_started(mayasim.start(tmp_path / "project", is_gui=True, window=main_window)) as session:
        session.idle()
        yield session


@pytest.fixture
def batch(tmp_path: Path) -> Iterator[mayasim.Session]:
    """Maya without its window, started."""
    with maya_started(mayasim.start(tmp_path / "project")) as session:
        session.idle()
        yield session


@contextmanager
def nuke_started(session: nukesim.Session) -> Iterator[nukesim.Session]:
    """Nuke after its start: `init.py` always, `menu.py` where it has a window; their folder is on its path."""
    with nukesim.installed(session, forget=("dcc.nuke", "studio_tools_nuke")):
        sys.path.append(str(NUKE))
        run_as_main(NUKE / "init.py")
        if session.is_gui:
            run_as_main(NUKE / "menu.py")
        yield session


@dataclass(slots=True)
class Person:
    """Answers by themselves what a face asks, and remembers what they were told."""

    answers: list[Any] = field(default_factory=list)
    told: list[tuple[str, str]] = field(default_factory=list)

    def tell(self, title: str, text: str) -> None:
        self.told.append((title, text))

    def ask(self, title: str, question: str, proposal: str = "") -> str | None:
        return self._answer(title, question, proposal)

    def confirm(self, title: str, question: str, *, yes: str) -> bool:
        return bool(self._answer(title, question, yes))

    def choose_file(self, title: str, proposal: str) -> str | None:
        return self._answer(title, proposal, proposal)

    def _answer(self, title: str, text: str, proposal: str) -> Any:
        self.told.append((title, text))
        answer = self.answers.pop(0)
        return proposal if answer is ... else answer


@pytest.fixture
def turn(application: Any) -> Callable[[Callable[[], bool]], None]:
    """Turns Qt's loop until something is so."""
    from PySide6 import QtCore

    def until(is_so: Callable[[], bool]) -> None:
        loop = QtCore.QEventLoop()
        beat, limit = QtCore.QTimer(), QtCore.QTimer()
        beat.timeout.connect(lambda: loop.quit() if is_so() else None)
        limit.setSingleShot(True)
        limit.timeout.connect(loop.quit)
        beat.start(5)
        limit.start(60_000)
        if not is_so():
            loop.exec()
        beat.stop()
        limit.stop()
        assert is_so(), "it never came"

    return until


@pytest.fixture
def person() -> Person:
    return Person()


@pytest.fixture(scope="session")
def made_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a shot, made once and copied."""
    home = tmp_path_factory.mktemp("startup") / "home"
    shell = Shell(environ={"HOME": str(home.parent), "STUDIO_TOOLS_USER": "ada"})
    assert shell("init", home, "--project", "demo").code == 0
    shell = shell.at(home)
    assert shell("create", "shot", "demo/sq010/sh0010", "demo/sq010/sh0020", "--cut", "1001-1003").code == 0
    assert shell("create", "task", "demo/sq010/sh0010#anim").code == 0
    return home


@pytest.fixture
def home(made_home: Path, tmp_path: Path) -> Path:
    import shutil

    return Path(shutil.copytree(made_home, tmp_path / "home"))


@pytest.fixture
def environ(home: Path, tmp_path: Path) -> dict[str, str]:
    """What `studio launch` says to an application."""
    return {
        "HOME": str(tmp_path),
        "STUDIO_TOOLS_HOME": str(home),
        "STUDIO_TOOLS_USER": "ada",
        "STUDIO_TOOLS_ADDRESS": "demo/sq010/sh0010#anim",
    }


@pytest.fixture
def shell(environ: dict[str, str]) -> Shell:
    return Shell(environ=environ)


@pytest.fixture
def published_scene(shell: Shell, tmp_path: Path) -> Callable[..., Path]:
    """Publishes a file as a scene of the shot, and answers where it lies as published."""

    def publish(name: str = "shot.ma", text: str = '//Maya ASCII 2026 scene\nrequires maya "2026";\n') -> Path:
        source = tmp_path / name
        source.write_text(text, "utf-8")
        to = ("--to", "demo/sq010/sh0010", "--kind", "scene", "--accept-warnings")
        version = shell.json("publish", source, *to).result["versions"][0]
        return Path(version["representations"][0]["path"])

    return publish
