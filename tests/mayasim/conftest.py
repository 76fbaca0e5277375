"""A simulated Maya in both of its modes, and the cast of a small show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest

from studio_tools.testing.mayasim import Session, installed, start

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)


@pytest.fixture(params=["batch", "interface"])
def maya(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Session]:
    """Maya in both modes: what can run in batch runs in both."""
    with installed(start(tmp_path, is_gui=request.param == "interface", clock=lambda: NOW)) as session:
        yield session


@pytest.fixture
def batch(tmp_path: Path) -> Iterator[Session]:
    with installed(start(tmp_path, clock=lambda: NOW)) as session:
        yield session


@pytest.fixture
def window(tmp_path: Path) -> Iterator[Session]:
    """Maya with its interface."""
    with installed(start(tmp_path, is_gui=True, clock=lambda: NOW)) as session:
        yield session


@pytest.fixture
def cmds(maya: Session) -> ModuleType:
    from maya import cmds

    module: ModuleType = cmds
    return module


@pytest.fixture
def scenes(tmp_path: Path) -> Path:
    return tmp_path / "scenes"


@pytest.fixture
def saved(cmds: ModuleType) -> Callable[..., str]:
    """Saves a scene made by a function, and begins a new one."""

    def save(name: str, make: Callable[[], object] = lambda: None) -> str:
        cmds.file(new=True, force=True)
        make()
        cmds.file(rename=name)
        path: str = cmds.file(save=True, type="mayaAscii")
        cmds.file(new=True, force=True)
        return path

    return save


@pytest.fixture
def chair(saved: Callable[..., str], cmds: ModuleType) -> str:
    """A saved scene with a cube called `seat`."""
    return saved("chair.ma", lambda: cmds.polyCube(name="seat"))


@pytest.fixture
def room(saved: Callable[..., str], cmds: ModuleType, chair: str) -> str:
    """A saved scene that references the chair, beside a floor of its own."""

    def furnish() -> None:
        cmds.file(chair, reference=True, namespace="chair")
        cmds.polyPlane(name="floor")

    return saved("room.ma", furnish)
