"""A simulated Nuke with our host, a real house to publish into, and an artist's desk before the open script."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from studio_tools.host import How, Timeline
from studio_tools.testing.desk import Desk
from studio_tools.testing.house import House, open_house
from studio_tools.testing.mayasim.pictures import png
from studio_tools.testing.nukesim import Session as Nuke
from studio_tools.testing.nukesim import installed, start


@pytest.fixture
def nuke(tmp_path: Path) -> Iterator[Nuke]:
    """Nuke in a terminal; pictures are as large as the script's format."""
    (tmp_path / "work").mkdir()
    with installed(start(tmp_path, environment={})) as session:
        yield session


@pytest.fixture
def host(nuke: Nuke) -> Any:
    """Our host in Nuke, with an empty script."""
    from dcc.nuke.host import NukeHost

    return NukeHost()


@dataclass(slots=True, kw_only=True)
class NukeDesk(Desk):
    """An artist before Nuke, who reads plates and makes Writes."""

    nuke: Nuke
    folder: Path

    def save(self, name: str = "comp_v001.nk") -> Path:
        path: Path = self.host.save(self.folder / "work" / name)
        return path

    def frames(self, name: str = "plate", first: int = 1001, last: int = 1003) -> Path:
        """Frames on the disk; their path with the number left open."""
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        for frame in range(first, last + 1):
            (folder / f"{name}.{frame:04d}.png").write_bytes(png(8, 4, (0.5, 0.5, 0.5)))
        return folder / f"{name}.%04d.png"

    def read(self, name: str = "plate") -> str:
        """Read frames in the script; the node's full name."""
        return str(self.host.load(self.frames(name), How.READ, name=name, stamp=None).id)

    def write(self, kind: str = "render", variant: str = "main", *, source: str = "") -> str:
        """Make a Write of ours below a node, or below a new one; the group's full name."""
        import nuke

        from dcc.nuke import write_node

        above = nuke.toNode(source) if source else nuke.nodes.Constant()
        assert above is not None
        self.host.select([above.fullName()])
        return write_node.make(self.settings, kind, variant)

    def ready(self, kind: str = "render", first: int = 1001, last: int = 1003) -> str:
        """A saved script with a range and a Write of ours; the group's full name."""
        self.range(first, last)
        name = self.write(kind)
        self.save()
        return name

    def range(self, first: int, last: int, fps: Fraction = Fraction(24)) -> None:
        """Give the script a range."""
        self.host.set_timeline(Timeline(first, last, fps))


@pytest.fixture
def desk(host: Any, nuke: Nuke, tmp_path: Path) -> NukeDesk:
    stage = tmp_path / "stage"
    stage.mkdir()
    return NukeDesk(host=host, nuke=nuke, folder=tmp_path, stage=stage)


@pytest.fixture
def house(tmp_path: Path, furnished: Path) -> Iterator[House]:
    with open_house(shutil.copytree(furnished, tmp_path / "home")) as house:
        yield house
