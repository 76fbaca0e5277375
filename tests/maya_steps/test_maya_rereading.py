"""What an exporter of Maya's wrote is read again: cut off, empty, incomplete and wrongly timed files are refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import PublishError
from studio_tools.testing.mayasim import Session as Maya
from studio_tools.testing.mayasim import archives

Change = Callable[[bytes], bytes]


@pytest.fixture
def spoiled(maya: Maya, monkeypatch: pytest.MonkeyPatch) -> Callable[[Change], None]:
    """Has every file that Maya writes arrive otherwise on the disk."""
    write = type(maya.faults).write

    def spoil(change: Change) -> None:
        monkeypatch.setattr(type(maya.faults), "write", lambda self, path, data: write(self, path, change(data)))

    return spoil


@pytest.fixture
def crate(desk: Any) -> Any:
    from maya import cmds

    cmds.polyCube(name="crate", constructionHistory=False)
    cmds.group("crate", name="prop")
    desk.mark("anim", "prop")
    desk.mark("model", "prop", name="model_set")
    desk.cut(1001, 1010)
    return desk


STEPS = ["maya.alembic", "maya.fbx", "maya.gpu-cache", "maya.usd"]


@pytest.mark.parametrize("step", STEPS)
def test_what_is_whole_is_published(crate: Any, step: str) -> None:
    assert crate.make(step, "anim")[0].files[0].size > 0


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("part", [0.2, 0.5, 0.9])
def test_what_is_cut_off_is_refused(crate: Any, spoiled: Any, step: str, part: float) -> None:
    footer = 180 if step == "maya.fbx" else 0  # a file may lack it
    spoiled(lambda data: data[: int((len(data) - footer) * part)])
    with pytest.raises(PublishError, match="cannot be read again"):
        crate.make(step, "anim")


@pytest.mark.parametrize("step", ["maya.alembic", "maya.gpu-cache"])
def test_an_archive_that_its_writer_never_closed_is_refused(crate: Any, spoiled: Any, step: str) -> None:
    spoiled(lambda data: data[:5] + b"\0" + data[6:])
    with pytest.raises(PublishError, match="never finished"):
        crate.make(step, "anim")


@pytest.mark.parametrize("step", ["maya.alembic", "maya.fbx", "maya.gpu-cache"])
def test_something_else_is_refused(crate: Any, spoiled: Any, step: str) -> None:
    spoiled(lambda _: b"Disk quota exceeded")
    with pytest.raises(PublishError, match="it does not begin like an"):
        crate.make(step, "anim")


def archive(*tops: str, first: float = 1001, last: float = 1010) -> Change:
    return lambda _: archives.ogawa(b"", tops, (first, last), fps=24.0, step=1.0)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        (archive(), "holds nothing"),
        (archive("lid"), "lacks prop"),
        (archive("prop", last=1005), "moves over 1001-1005 instead of 1001-1010"),
        (archive("prop", first=1002), "moves over 1002-1010 instead of 1001-1010"),
    ],
    ids=["empty", "another-node", "too-short", "too-late"],
)
def test_an_alembic_that_lacks_something_is_refused(crate: Any, spoiled: Any, written: Change, why: str) -> None:
    spoiled(written)
    with pytest.raises(PublishError, match=why):
        crate.make("maya.alembic", "anim")


def test_a_model_that_moves_is_refused(crate: Any, spoiled: Any) -> None:
    spoiled(archive("prop"))
    with pytest.raises(PublishError, match="moves over 1001-1010 instead of one frame"):
        crate.make("maya.alembic", "model")


def test_what_stands_still_over_the_whole_range_is_right(crate: Any, spoiled: Any) -> None:
    spoiled(archive("prop", last=1001))
    assert crate.make("maya.alembic", "anim")


def test_an_fbx_that_lacks_a_node_is_refused(crate: Any, spoiled: Any) -> None:
    spoiled(lambda _: archives.fbx(b"", ["lid", "crate"]))
    with pytest.raises(PublishError, match="lacks prop"):
        crate.make("maya.fbx", "anim")


def test_two_nodes_that_are_lacking_are_counted(desk: Any, spoiled: Any) -> None:
    from maya import cmds

    for name in ("one", "two"):
        cmds.polyCube(name=name, constructionHistory=False)
    desk.mark("anim", "one", "two")
    spoiled(archive("lid"))
    with pytest.raises(PublishError, match="lacks one and 1 other node"):
        desk.make("maya.alembic", "anim")


def test_a_usd_without_a_node_is_refused(crate: Any, spoiled: Any) -> None:
    spoiled(lambda data: data.replace(b'"prop"', b'"lid"'))
    with pytest.raises(PublishError, match="lacks prop"):
        crate.make("maya.usd", "anim")


def test_a_usd_that_ends_early_is_refused(crate: Any, spoiled: Any) -> None:
    spoiled(lambda data: data.replace(b"endTimeCode = 1010", b"endTimeCode = 1009"))
    with pytest.raises(PublishError, match="does not end at frame 1010"):
        crate.make("maya.usd", "anim")


def test_names_count_without_their_namespaces(desk: Any, tmp_path: Path) -> None:
    from studio_tools.host import How

    source = tmp_path / "lid.ma"
    source.write_text('//Maya ASCII 2025 scene\nrequires maya "2025";\ncreateNode transform -n "lid";\n')
    desk.host.load(source, How.REFERENCE, name="lid", stamp=None)
    desk.mark("anim", "lid:lid")
    for step in STEPS:
        assert desk.make(step, "anim")


# -- OBJ


def test_an_obj_holds_the_form_of_all_meshes(crate: Any) -> None:
    from maya import cmds

    cmds.polyPlane(name="floor", constructionHistory=False)
    cmds.parent("floor", "prop")
    (made,) = crate.make("maya.obj", "model")
    lines = made.files[0].path.read_text().splitlines()
    assert (made.representation, sum(line.startswith("f ") for line in lines)) == ("obj", 106)
    assert sum(line.startswith("v ") for line in lines) == 8 + 121


@pytest.mark.parametrize(
    ("written", "why"),
    [
        (b"v 0 0 0\nv 1 0 0\nv 1 1 0\nf 1 2 3", "its last line is not whole"),
        (b"v 0 0 0\nv 1 0 0\n", "holds no faces"),
        (b"v 0 0 0\nv 1 0 0\nf 1/1 2/2 3/3\n", "has 2 points, but its faces name 3"),
    ],
    ids=["cut", "no-faces", "missing-points"],
)
def test_an_obj_that_lacks_something_is_refused(crate: Any, spoiled: Any, written: bytes, why: str) -> None:
    spoiled(lambda _: written)
    with pytest.raises(PublishError, match=why):
        crate.make("maya.obj", "model")


def test_an_obj_counts_from_behind_too(crate: Any, spoiled: Any) -> None:
    spoiled(lambda _: b"v 0 0 0\nv 1 0 0\nv 1 1 0\nf -3 -2 -1\n")
    assert crate.make("maya.obj", "model")
