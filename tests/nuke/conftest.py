"""Nuke as simulated, in a terminal and with its window, and our host in it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from studio_tools.testing.mayasim.pictures import png
from studio_tools.testing.nukesim import Session, installed, start

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def main_window() -> Iterator[object]:
    """A real Qt window without a screen, of the class that Nuke's has."""
    from PySide6 import QtWidgets

    application = QtWidgets.QApplication.instance() or QtWidgets.QApplication([])
    window = type("Foundry::UI::DockMainWindow", (QtWidgets.QMainWindow,), {})()
    yield window
    del window, application


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Session]:
    """Nuke without its window: `nuke -t`."""
    with installed(start(tmp_path, environment={})) as session:
        yield session


@pytest.fixture
def window(tmp_path: Path, main_window: object) -> Iterator[Session]:
    """Nuke with its window."""
    with installed(start(tmp_path, is_gui=True, environment={})) as session:
        yield session


@pytest.fixture(params=["terminal", "window"])
def session(request: pytest.FixtureRequest) -> Session:
    """Nuke in both modes."""
    found: Session = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def host(session: Session) -> Any:
    """Our host in Nuke, with an empty script."""
    from dcc.nuke.host import NukeHost

    return NukeHost()


@pytest.fixture
def clip() -> Callable[..., Path]:
    """Writes a small sequence, and gives its path with the number left open."""

    def write(folder: Path, name: str = "plate", first: int = 1001, last: int = 1004) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        for frame in range(first, last + 1):
            (folder / f"{name}.{frame:04d}.png").write_bytes(png(8, 4, (0.5, 0.5, 0.5)))
        return folder / f"{name}.%04d.png"

    return write
