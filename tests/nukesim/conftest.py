"""A simulated Nuke in both of its modes, and a script with a read, a grade and a write."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from studio_tools.testing.mayasim.pictures import png
from studio_tools.testing.nukesim import Session, installed, start


@pytest.fixture(params=["terminal", "window"])
def session(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Session]:
    """Nuke in both modes: what can run in a terminal runs in both."""
    with installed(start(tmp_path, is_gui=request.param == "window", environment={"SHOW": "demo"})) as session:
        yield session


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Session]:
    with installed(start(tmp_path, environment={})) as session:
        yield session


@pytest.fixture
def window(tmp_path: Path) -> Iterator[Session]:
    """Nuke with its window."""
    with installed(start(tmp_path, is_gui=True, environment={})) as session:
        yield session


@pytest.fixture
def nuke(session: Session) -> ModuleType:
    import nuke

    module: ModuleType = nuke
    return module


@pytest.fixture
def frames(tmp_path: Path) -> Callable[..., str]:
    """Writes a small sequence and gives its name with hashes."""

    def make(name: str = "plate", first: int = 1001, last: int = 1004, size: tuple[int, int] = (8, 4)) -> str:
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        for frame in range(first, last + 1):
            (folder / f"{name}.{frame:04d}.png").write_bytes(png(*size, (0.5, 0.5, 0.5)))
        return f"{folder.as_posix()}/{name}.####.png"

    return make


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str, str], str]:
    """Writes a script's text and gives its path."""

    def write(name: str, text: str) -> str:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path.as_posix()

    return write
