"""Rendering: real pictures, the right frames and views, callbacks around them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from studio_tools.media.headers import probe_image
from studio_tools.testing.nukesim import NotSimulated, Session


@pytest.fixture
def write(nuke: ModuleType, tmp_path: Path):  # type: ignore[no-untyped-def]
    """A Write below a constant, into a folder that is there."""
    (tmp_path / "out").mkdir()
    node = nuke.nodes.Write(inputs=[nuke.nodes.Constant()], name="W", file_type="png")
    node["file"].setValue(f"{tmp_path.as_posix()}/out/x.%04d.png")
    return node


def names(tmp_path: Path) -> list[str]:
    return sorted(path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.*"))


def test_frames_are_rendered(nuke: ModuleType, write, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    nuke.execute(write, 1, 5, 2)

    assert names(tmp_path) == ["x.0001.png", "x.0003.png", "x.0005.png"]
    assert (tmp_path / "out/x.0001.png").read_bytes() != (tmp_path / "out/x.0003.png").read_bytes()


@pytest.mark.parametrize(
    ("frames", "rendered"),
    [
        ((3,), [3]),
        ((1, 2), [1, 2]),
        ((5, 1, 2), [5, 3, 1]),
        (("range",), [2, 4, 6]),
        (("ranges",), [1, 2, 9]),
    ],
    ids=["one", "two", "backwards", "a range", "ranges"],
)
def test_frames_are_given_in_many_ways(nuke: ModuleType, write, session: Session, frames, rendered) -> None:  # type: ignore[no-untyped-def]
    spoken = {"range": nuke.FrameRange("2-6x2"), "ranges": nuke.FrameRanges("1-2 9")}
    nuke.execute(write, *(spoken.get(each, each) for each in frames))

    assert [int(path[-8:-4]) for path in session.rendered] == rendered


def test_a_write_is_named_too(nuke: ModuleType, write, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    nuke.render("W", 1, 1)

    assert names(tmp_path) == ["x.0001.png"]


@pytest.mark.parametrize("frames", [("1", 2), (1.5, 2), (True, 2)], ids=str)
def test_frames_are_whole_numbers(nuke: ModuleType, write, frames: tuple[object, ...]) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(TypeError):
        nuke.execute(write, *frames)


def test_an_exr_is_an_exr(nuke: ModuleType, write, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    write["file_type"].setValue("exr")
    write["file"].setValue(f"{tmp_path.as_posix()}/out/x.####.exr")
    nuke.execute(write, 7, 7)

    facts = probe_image(tmp_path / "out/x.0007.exr")
    assert (facts.format, facts.width, facts.height) == ("openexr", 16, 9)


def test_pictures_are_as_large_as_the_format_when_told(
    session: Session, nuke: ModuleType, write, tmp_path: Path
) -> None:  # type: ignore[no-untyped-def]
    session.picture_size = None
    nuke.addFormat("40 30 1 tiny")
    write.input(0)["format"].setValue("tiny")
    write["file_type"].setValue("exr")
    write["file"].setValue(f"{tmp_path.as_posix()}/out/x.exr")
    nuke.execute(write, 1, 1)

    assert (probe_image(tmp_path / "out/x.exr").width, write.width()) == (40, 40)


def test_a_type_that_is_not_made_is_not_simulated(nuke: ModuleType, write, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    write["file_type"].setValue("mov")

    with pytest.raises(NotSimulated, match="mov"):
        nuke.execute(write, 1, 1)


def test_the_ending_tells_a_type_that_nobody_set(nuke: ModuleType, write, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    write["file_type"].setValue(0)
    nuke.execute(write, 1, 1)

    assert names(tmp_path) == ["x.0001.png"]


def test_views_fill_the_name(nuke: ModuleType, write, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    nuke.root()["views"].setValue("left #f00\nright #0f0")
    write["file"].setValue(f"{tmp_path.as_posix()}/out/%V/%v.%04d.png")
    write["create_directories"].setValue(True)
    nuke.execute(write, 1, 1)
    assert names(tmp_path) == ["left/l.0001.png", "right/r.0001.png"]
    nuke.execute(write, 2, 2, 1, ["right"])
    nuke.execute(write, 3, 3, views=["left"])

    assert names(tmp_path) == ["left/l.0001.png", "left/l.0003.png", "right/r.0001.png", "right/r.0002.png"]
    with pytest.raises(RuntimeError, match="no view 'main'"):
        nuke.execute(write, 1, 1, views=["main"])
    with pytest.raises(TypeError):
        nuke.execute(write, 1, 1, views="left")


def test_the_views_of_the_write_are_rendered(nuke: ModuleType, write, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    nuke.addView("right")
    write["views"].setValue("right")
    write["file"].setValue(f"{tmp_path.as_posix()}/out/%V.png")
    nuke.execute(write, 1, 1)

    assert names(tmp_path) == ["right.png"]


def test_a_limit_cuts(nuke: ModuleType, write, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    write["use_limit"].setValue(True)
    write["first"].setValue(2)
    write["last"].setValue(3)
    nuke.execute(write, 1, 10)

    assert names(tmp_path) == ["x.0002.png", "x.0003.png"]


def test_a_disabled_write_renders_nothing(nuke: ModuleType, write, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    write["disable"].setValue(True)

    with pytest.raises(RuntimeError, match="W is disabled"):
        nuke.execute(write, 1, 1)
    assert names(tmp_path) == []


def test_only_writes_render(nuke: ModuleType) -> None:
    with pytest.raises(RuntimeError, match="is not executable"):
        nuke.execute(nuke.nodes.Blur(), 1, 1)
    with pytest.raises(RuntimeError, match="no node 'Gone'"):
        nuke.execute("Gone", 1, 1)


def test_a_group_renders_its_writes_in_their_order(session: Session, nuke: ModuleType, tmp_path: Path) -> None:
    group = nuke.nodes.Group()
    with group:
        source = nuke.nodes.Constant()
        for name, order in (("b", 2), ("a", 1)):
            node = nuke.nodes.Write(inputs=[source], file_type="png", render_order=order)
            node["file"].setValue(f"{tmp_path.as_posix()}/{name}.png")
    nuke.execute(group, 1, 1)

    assert [Path(path).name for path in session.rendered] == ["a.png", "b.png"]


def test_a_folder_is_made_only_when_told(nuke: ModuleType, write, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    write["file"].setValue(f"{tmp_path.as_posix()}/out/deep/x.%04d.png")
    with pytest.raises(RuntimeError, match="No such file or directory"):
        nuke.execute(write, 1, 1)
    write["create_directories"].setValue(True)
    nuke.execute(write, 1, 1)

    assert names(tmp_path) == ["deep/x.0001.png"]


def test_callbacks_surround_the_frames(nuke: ModuleType, write) -> None:  # type: ignore[no-untyped-def]
    heard: list[str] = []
    for name in ("BeforeRender", "BeforeFrameRender", "AfterFrameRender", "AfterRender"):
        getattr(nuke, f"add{name}")(lambda name=name: heard.append(f"{name} {nuke.frame()} {nuke.thisNode().name()}"))
    nuke.execute(write, 1, 2)

    assert heard == [
        "BeforeRender 1 W",
        "BeforeFrameRender 1 W",
        "AfterFrameRender 1 W",
        "BeforeFrameRender 2 W",
        "AfterFrameRender 2 W",
        "AfterRender 2 W",
    ]
    assert nuke.frame() == 1


def test_what_goes_wrong_before_a_render_ends_it(nuke: ModuleType, write, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    nuke.addBeforeRender(lambda: 1 / 0)

    with pytest.raises(RuntimeError, match="beforeRender"):
        nuke.execute(write, 1, 2)
    assert names(tmp_path) == []


def test_code_in_its_knobs_is_run_as_the_test_says(session: Session, nuke: ModuleType, write) -> None:  # type: ignore[no-untyped-def]
    ran: list[str] = []
    session.run_python = ran.append
    write["beforeRender"].setValue("before()")
    nuke.execute(write, 1, 1)

    assert ran == ["before()"]


def test_a_relative_name_lies_below_the_project(nuke: ModuleType, write, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    nuke.root()["project_directory"].setValue(f"{tmp_path.as_posix()}/out")
    write["file"].setValue("y.%04d.png")
    nuke.execute(write, 1, 1)

    assert names(tmp_path) == ["y.0001.png"]


def test_several_writes_render_several_ranges(session: Session, nuke: ModuleType, write) -> None:  # type: ignore[no-untyped-def]
    nuke.executeMultiple([write], [(1, 2, 1), (5, 5, 1)])

    assert len(session.rendered) == 3


def test_frames_that_a_read_shows(nuke: ModuleType, frames: Callable[..., str]) -> None:
    from studio_tools.testing.nukesim.spans import frame_of_file

    node = nuke.nodes.Read(first=1001, last=1004)
    node["file"].setValue(frames())

    def shown(*asked: int) -> list[int | None]:
        return [frame_of_file(node, each) for each in asked]

    assert shown(990, 1002, 1010) == [1001, 1002, 1004]
    node["before"].setValue("black")
    node["after"].setValue("loop")
    assert shown(990, 1005, 1006) == [None, 1001, 1002]
    node["after"].setValue("bounce")
    assert shown(1005, 1006) == [1003, 1002]
    node["frame_mode"].setValue("start at")
    node["frame"].setValue("1")
    assert shown(1, 4) == [1001, 1004]
    node["frame_mode"].setValue("offset")
    node["frame"].setValue("1000")
    assert shown(2) == [1002]
    node["frame_mode"].setValue("expression")
    node["frame"].setValue("frame * 0 + 1003")
    assert shown(7) == [1003]


def test_a_file_tells_of_itself(nuke: ModuleType, frames: Callable[..., str]) -> None:
    node = nuke.nodes.Read(first=1001, last=1004)
    node["file"].setValue(frames(size=(8, 4)))
    nuke.frame(1002)
    below = nuke.nodes.Grade(inputs=[node])

    told = below.metadata()
    assert (told["input/width"], told["input/height"], told["input/frame"]) == (8, 4, 1002)
    assert below.metadata("input/filename").endswith("plate.1002.png")
    assert below.metadata("nope") is None
    assert nuke.nodes.Read(file="/gone.exr").metadata() == {}
