"""A simulated Maya with our host, a real house to publish into, and an artist's desk before the open scene."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from studio_tools.config import Settings
from studio_tools.publish.catalog import load_catalog
from studio_tools.publish.steps import AnyStep
from studio_tools.testing.builders import settings
from studio_tools.testing.desk import Desk
from studio_tools.testing.house import House, open_house
from studio_tools.testing.mayasim import Session as Maya
from studio_tools.testing.mayasim import installed, start


@pytest.fixture
def maya(tmp_path: Path) -> Iterator[Maya]:
    """Maya without its interface."""
    with installed(start(tmp_path / "project")) as session:
        yield session


@pytest.fixture
def host(maya: Maya) -> Any:
    """Our host in Maya, with an empty scene."""
    from dcc.maya.host import MayaHost

    return MayaHost()


@dataclass(slots=True, kw_only=True)
class MayaDesk(Desk):
    """An artist before Maya, who marks sets."""

    project: Path

    def save(self, name: str = "shot.ma") -> Path:
        path: Path = self.host.save(self.project / "scenes" / name)
        return path

    def open(self, text: str, name: str = "given.ma") -> Path:
        """Open a scene that is written by hand."""
        path = self.project / "scenes" / name
        path.write_text(text, encoding="utf-8")
        self.host.open(path, force=True)
        return path

    def mark(self, kind: str, *members: str, variant: str = "main", name: str = "publish_set") -> str:
        """Put nodes into a set that is to be published."""
        from maya import cmds

        from dcc.maya.host.outputs import mark

        group = cmds.sets(name=name, empty=True)
        if members:
            cmds.sets(list(members), addElement=group)
        mark(group, kind, variant)
        return str(group)


@pytest.fixture(scope="session")
def steps() -> Mapping[str, AnyStep]:
    """All steps that are installed; found once, they are frozen."""
    return load_catalog().steps


@pytest.fixture(scope="session")
def shipped() -> Settings:
    """What a studio begins with; read once."""
    return settings()


@pytest.fixture
def desk(host: Any, maya: Maya, tmp_path: Path, steps: Mapping[str, AnyStep], shipped: Settings) -> MayaDesk:
    stage = tmp_path / "stage"
    stage.mkdir()
    return MayaDesk(host=host, project=maya.project, stage=stage, steps=steps, settings=shipped)


@pytest.fixture
def rigged(desk: Any) -> Any:
    """A control and a mesh below one node, each in its set, all of it marked as a rig."""
    from maya import cmds

    cmds.circle(name="hand_ctl")
    cmds.polyCube(name="hand", constructionHistory=False)
    cmds.group("hand_ctl", "hand", name="puppet")
    cmds.sets("hand_ctl", name="controls_SET")
    cmds.sets("hand", name="out_SET")
    desk.mark("rig", "puppet", "controls_SET", "out_SET")
    return desk


@pytest.fixture
def house(tmp_path: Path, furnished: Path) -> Iterator[House]:
    with open_house(shutil.copytree(furnished, tmp_path / "home")) as house:
        yield house
