"""Maya as simulated, without and with its interface, and our host in it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from studio_tools.testing.mayasim import Session, installed, start

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def main_window() -> Iterator[int]:
    """The address of a real Qt window without a screen, as Maya hands it out."""
    import shiboken6
    from PySide6 import QtWidgets

    application = QtWidgets.QApplication.instance() or QtWidgets.QApplication([])
    window = QtWidgets.QMainWindow()
    window.setObjectName("MayaWindow")
    yield shiboken6.getCppPointer(window)[0]
    del window, application


@pytest.fixture
def batch(tmp_path: Path) -> Iterator[Session]:
    """Maya without its interface."""
    with installed(start(tmp_path / "project")) as session:
        yield session


@pytest.fixture
def interface(tmp_path: Path, main_window: int) -> Iterator[Session]:
    """Maya with its interface."""
    with installed(start(tmp_path / "project", is_gui=True, window=main_window)) as session:
        yield session


@pytest.fixture(params=["batch", "interface"])
def maya(request: pytest.FixtureRequest) -> Session:
    """Maya in both modes."""
    session: Session = request.getfixturevalue(request.param)
    return session


@pytest.fixture
def host(maya: Session) -> Any:
    """Our host in Maya, with an empty scene."""
    from dcc.maya.host import MayaHost

    return MayaHost()
