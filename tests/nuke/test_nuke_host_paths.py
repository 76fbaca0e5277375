"""Paths as Nuke has them: TCL, hashes, views, projects, letters that mean something; and none is ever guessed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import HostError
from studio_tools.host import How, Loaded
from studio_tools.model import ProductKey, Stamp

STAMP = Stamp(key=ProductKey("demo", "sq010/sh0010", "plate"), number=3, representation="png")


def only(host: Any) -> Loaded:
    (one,) = host.loaded()
    found: Loaded = one
    return found


@pytest.mark.parametrize("folder", ["with blanks", "[exit]", "$HOME", "a{b}", "quo'te", "Käfer – 龍"])
def test_letters_that_tcl_knows_are_only_letters(
    host: Any, clip: Callable[..., Path], tmp_path: Path, folder: str
) -> None:
    path = clip(tmp_path / folder)
    one = host.load(path, How.READ, name="plate", stamp=None)
    assert one.resolved == path
    host.open(host.save(tmp_path / "again.nk"), force=True)
    assert only(host).resolved == path


@pytest.mark.parametrize("folder", ["take #2", "shot.%04d"])
def test_a_folder_whose_name_nuke_takes_for_a_frame_is_refused(
    host: Any, clip: Callable[..., Path], tmp_path: Path, folder: str
) -> None:
    with pytest.raises(HostError, match="takes a part of the folder's name for a frame"):
        host.load(clip(tmp_path / folder), How.READ, name="plate", stamp=None)
    assert not host.loaded()


def test_a_backslash_in_a_name_is_refused(host: Any, clip: Callable[..., Path], tmp_path: Path) -> None:
    with pytest.raises(HostError, match="takes a backslash for a slash"):
        host.load(clip(tmp_path / "a\\b"), How.READ, name="plate", stamp=None)
    assert not host.loaded()


def test_hashes_are_told_as_nuke_tells_them(host: Any, clip: Callable[..., Path], tmp_path: Path) -> None:
    import nuke

    clip(tmp_path / "in")
    nuke.nodes.Read()["file"].setValue(f"{tmp_path}/in/plate.####.png")
    one = only(host)
    assert one.path == f"{tmp_path}/in/plate.%04d.png"
    assert one.resolved == tmp_path / "in" / "plate.%04d.png"


@pytest.mark.parametrize(
    "path",
    ["[value gone.file]/a.%04d.exr", "relative/a.%04d.exr", "$SHOW/a.%04d.exr", "@(show)s/a.exr", ""],
    ids=["a node that is gone", "relative", "a variable", "a hole", "nothing"],
)
def test_what_cannot_be_worked_out_is_not_guessed(host: Any, path: str) -> None:
    import nuke

    nuke.nodes.Read(name="lost")["file"].setValue(path.replace("$", "\\$"))
    assert [each.resolved for each in host.loaded()] == ([None] if path else [])


def test_tcl_is_worked_out_by_nuke(host: Any, clip: Callable[..., Path], tmp_path: Path) -> None:
    import nuke

    clip(tmp_path / "in")
    nuke.nodes.Read(name="plate")["file"].setValue("[file dirname [value root.name]]/in/plate.%04d.png")
    host.save(tmp_path / "comp.nk")
    assert only(host).resolved == tmp_path / "in" / "plate.%04d.png"


def test_a_relative_path_lies_in_the_scripts_project(host: Any, tmp_path: Path) -> None:
    import nuke

    nuke.nodes.Read(name="plate")["file"].setValue("in/plate.%04d.png")
    nuke.root()["project_directory"].setValue("[file dirname [value root.name]]")
    host.save(tmp_path / "comp.nk")
    assert only(host).resolved == tmp_path / "in" / "plate.%04d.png"


def test_views_are_left_open(host: Any, clip: Callable[..., Path], tmp_path: Path) -> None:
    import nuke

    nuke.addView("right")
    for view in ("main", "right"):
        clip(tmp_path / view, first=1001, last=1003 if view == "main" else 1005)
    path = tmp_path / "%V" / "plate.%04d.png"
    one = host.load(path, How.READ, name="plate", stamp=STAMP)
    node = nuke.toNode(one.id)
    assert node is not None
    assert one.resolved == path
    assert (node["first"].value(), node["last"].value()) == (1001, 1005)


def test_one_view_is_enough_and_none_is_not(host: Any, clip: Callable[..., Path], tmp_path: Path) -> None:
    clip(tmp_path / "main")
    host.load(tmp_path / "%V" / "plate.%04d.png", How.READ, name="plate", stamp=None)
    with pytest.raises(HostError, match="is not there"):
        host.load(tmp_path / "%V" / "other.%04d.png", How.READ, name="other", stamp=None)
