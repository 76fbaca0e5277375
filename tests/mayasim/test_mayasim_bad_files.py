"""Damaged scenes open as far as they can be read, or are refused; nothing else ever happens."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from studio_tools.testing.mayasim import NotSimulated, Session


@pytest.fixture
def rich(batch: Session) -> bytes:
    """The bytes of a scene with a bit of everything."""
    from maya import cmds

    cmds.polyCube(name="seat")
    cmds.file(rename="chair.ma")
    chair = cmds.file(save=True, type="mayaAscii")
    cmds.file(new=True)
    cmds.file(chair, reference=True, namespace="a")
    cmds.file(chair, reference=True, namespace="b", renamingPrefix="p")
    cmds.setAttr("a:seat.translate", 1, 2, 3, type="double3")
    cmds.addAttr("a:seat", longName="note", dataType="string")
    cmds.group("a:seat", name="all")
    cmds.addAttr("all", longName="level", attributeType="enum", enumName="x:y=4")
    cmds.setKeyframe("all", attribute="translateX", time=1, value=2)
    cmds.sets("all", name="mine")
    cmds.connectAttr("all.translateX", "a:seat.rotateX")
    cmds.fileInfo("k", 'v "w"\n')
    cmds.lockNode("mine", lock=True)
    cmds.file(rename="rich.ma")
    return Path(cmds.file(save=True, type="mayaAscii")).read_bytes()


@pytest.fixture
def open_bytes(batch: Session) -> Callable[[bytes], None]:
    from maya import cmds

    def open_them(data: bytes) -> None:
        path = batch.project / "scenes" / "broken.ma"
        path.write_bytes(data)
        try:
            cmds.file(path.as_posix(), open=True, force=True)
            cmds.file(save=True, force=True)
        except (RuntimeError, NotSimulated):
            return

    return open_them


def test_a_scene_cut_short_anywhere_opens_or_is_refused(rich: bytes, open_bytes: Callable[[bytes], None]) -> None:
    for end in range(0, len(rich), 97):
        open_bytes(rich[:end])


@pytest.mark.parametrize("seed", range(60))
def test_flipped_bytes_open_or_are_refused(rich: bytes, open_bytes: Callable[[bytes], None], seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(rich)
    for _ in range(chance.randint(1, 40)):
        data[chance.randrange(len(data))] = chance.randrange(256)

    open_bytes(bytes(data))


@pytest.mark.parametrize("seed", range(40))
def test_shuffled_lines_open_or_are_refused(rich: bytes, open_bytes: Callable[[bytes], None], seed: int) -> None:
    lines = rich.splitlines(keepends=True)
    random.Random(seed).shuffle(lines)

    open_bytes(b"".join(lines))


@pytest.mark.parametrize(
    "data",
    [
        b"\0" * 1000,
        b"\xff\xfe" * 100,
        b'createNode transform -n "a";' * 200,
        b'createNode transform -n "a" -p "a";\n',
        b"createNode;\nsetAttr;\naddAttr;\nconnectAttr;\nrequires;\nfile -r;\nselect -ne;\nrename -uid;\n",
        b'file -r -ns "" -rfn "" "";\n',
        b'file -r -ns "x" -rfn "xRN" -typ "mayaAscii" "broken.ma";\n',
        b'connectAttr "a" "b";\nconnectAttr "a.b" "c.d" -na -na;\n',
        b'createNode transform -n "";\n\tsetAttr ".t" -type "double3" 1;\n\tsetAttr "." 1;\n',
        b'createNode animCurveTL -n "a";\n\tsetAttr ".ktv[0:1]"  1 x 2;\n',
        b"currentUnit -t bogus;\ncurrentUnit -l;\n",
    ],
    ids=range(11),
)
def test_odd_statements_open_or_are_refused(open_bytes: Callable[[bytes], None], data: bytes) -> None:
    open_bytes(data)


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"])
def test_line_ends_of_every_kind_are_read(maya: Session, cmds: ModuleType, chair: str, ending: str) -> None:
    text = Path(chair).read_text()
    Path(chair).write_bytes(text.replace("\n", ending).encode())

    cmds.file(chair, open=True)

    assert cmds.ls("seat") == ["seat"]
