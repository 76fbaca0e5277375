from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from studio_tools.publish.items import Severity


@pytest.fixture
def wood(desk: Any, tmp_path: Path) -> Any:
    """A texture on a crate of a show that renders with Arnold."""
    from maya import cmds

    (tmp_path / "wood.exr").touch()
    cmds.polyCube(name="crate")
    node = cmds.shadingNode("file", asTexture=True, name="wood")
    cmds.setAttr(f"{node}.fileTextureName", (tmp_path / "wood.exr").as_posix(), type="string")
    desk.mark("look", "crate")
    desk.show(renderer="arnold")
    return desk


def test_a_texture_without_a_tx_is_told_and_selected(wood: Any) -> None:
    (finding,) = wood.check("maya.tx", "look")
    assert finding.severity is Severity.INFO
    assert finding.title == "1 texture without a .tx, or with an older one"
    assert wood.selected(finding) == ["wood"]


@pytest.mark.parametrize(("age", "told"), [(10, 0), (0, 0), (-10, 1)], ids=["newer", "as-old", "older"])
def test_a_tx_must_not_be_older_than_its_texture(wood: Any, tmp_path: Path, age: int, told: int) -> None:
    (tmp_path / "wood.tx").touch()
    os.utime(tmp_path / "wood.exr", (1_000_000, 1_000_000))
    os.utime(tmp_path / "wood.tx", (1_000_000 + age, 1_000_000 + age))
    assert len(wood.check("maya.tx", "look")) == told


def test_a_tx_itself_needs_no_other(wood: Any, tmp_path: Path) -> None:
    from maya import cmds

    (tmp_path / "planks.tx").touch()
    cmds.setAttr("wood.fileTextureName", (tmp_path / "planks.tx").as_posix(), type="string")
    assert wood.check("maya.tx", "look") == []


def test_tiles_have_theirs_beside_them(wood: Any, tmp_path: Path) -> None:
    from maya import cmds

    (tmp_path / "oak.1001.exr").touch()
    cmds.setAttr("wood.fileTextureName", (tmp_path / "oak.<UDIM>.exr").as_posix(), type="string")
    assert len(wood.check("maya.tx", "look")) == 1
    (tmp_path / "oak.1001.tx").touch()
    assert wood.check("maya.tx", "look") == []


def test_a_show_with_another_renderer_is_not_asked(wood: Any) -> None:
    wood.show(renderer="vray")
    assert wood.check("maya.tx", "look") == []
