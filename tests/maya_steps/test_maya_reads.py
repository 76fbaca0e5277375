from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import PublishError
from studio_tools.host import How
from studio_tools.publish.items import Uses
from studio_tools.testing.builders import a_stamp, a_world

LID = '//Maya ASCII 2025 scene\nrequires maya "2025";\ncreateNode transform -n "lid";\n'


def lid(tmp_path: Path, name: str = "lid.ma") -> Path:
    path = tmp_path / name
    path.write_text(LID, encoding="utf-8")
    return path


def uses(desk: Any) -> list[str]:
    return [stamp.address for stamp in desk.item().facts[Uses].stamps]


def test_a_stamp_tells_what_the_scene_was_made_from(desk: Any, tmp_path: Path) -> None:
    desk.host.load(lid(tmp_path), How.REFERENCE, name="lid", stamp=a_stamp("model.main", 4))
    assert uses(desk) == [a_stamp("model.main", 4).address]


def test_without_a_stamp_the_path_tells_it(desk: Any, tmp_path: Path) -> None:
    path, stamp = lid(tmp_path), a_stamp("model.main", 2)
    desk.world = replace(a_world(), origin=lambda found: stamp if found == path else None)
    desk.host.load(path, How.REFERENCE, name="lid", stamp=None)
    assert uses(desk) == [stamp.address]


def test_one_version_that_is_read_twice_is_told_once(desk: Any, tmp_path: Path) -> None:
    path, stamp = lid(tmp_path), a_stamp("model.main", 2)
    desk.host.load(path, How.REFERENCE, name="one", stamp=stamp)
    desk.host.load(path, How.REFERENCE, name="two", stamp=stamp)
    assert uses(desk) == [stamp.address]


def test_textures_and_imports_count_too(desk: Any, tmp_path: Path) -> None:
    picture = tmp_path / "wood.png"
    picture.write_bytes(b"\x89PNG")
    desk.host.load(picture, How.TEXTURE, name="wood", stamp=a_stamp("texture.wood", 1))
    desk.host.load(lid(tmp_path), How.IMPORT, name="lid", stamp=a_stamp("model.lid", 3))
    assert sorted(uses(desk)) == sorted([a_stamp("texture.wood", 1).address, a_stamp("model.lid", 3).address])


def test_an_untitled_scene_has_no_file_in_its_facts(desk: Any) -> None:
    assert "scene_file" not in desk.item().facts.settings()


def test_the_manifest_keeps_what_the_scene_is_set_to(desk: Any) -> None:
    desk.save("shot.ma")
    told = desk.item().facts.settings()
    assert told["scene_host"] == "maya"
    assert told["scene_fps"] == "24"
    assert told["scene_resolution"] == "960x540"
    assert told["scene_units"] == "cm, deg, y up"


def test_members_that_are_gone_are_told(desk: Any) -> None:
    from dataclasses import replace as changed

    from maya import cmds

    from studio_tools.host import Output

    cmds.polyCube(name="crate")
    desk.mark("model", "crate")
    item = desk.item("model")
    output = changed(item.facts[Output], members=("crate", "left_behind"))
    step = desk.step("maya.members")
    (found,) = list(step(desk.scope(step, changed(item, facts=item.facts.having(output)))))
    assert (found.nodes, found.gone) == (("|crate",), ("left_behind",))


def test_a_file_that_came_to_nothing_is_refused(desk: Any, tmp_path: Path) -> None:
    from maya import cmds

    from studio_tools.publish.making import looked_at

    cmds.polyCube(name="crate")
    scope = desk.scope(desk.step("maya.scene-file"), desk.item())
    with pytest.raises(PublishError, match="was not written"):
        looked_at(scope, tmp_path / "nothing.abc")
    os.close(os.open(tmp_path / "empty.abc", os.O_CREAT | os.O_WRONLY))
    with pytest.raises(PublishError, match="is empty"):
        looked_at(scope, tmp_path / "empty.abc")
