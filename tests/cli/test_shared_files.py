"""What is the same as before: `publish --plan` says so, and `verify` names the versions that share a damaged file."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from studio_tools.testing.shell import Shell

Frames = Callable[..., str]
SHOT = "demo/sq010/sh0010"


def publish(shell: Shell, pattern: str) -> None:
    shell.json("publish", pattern, "--to", SHOT, "--kind", "render").result  # noqa: B018 - it asserts that it went well


def folder_of(shell: Shell, address: str) -> Path:
    return Path(shell.json("show", address).result["path"])


def cut_off(folder: Path) -> None:
    """Damage the second frame of a first version, in place."""
    path = folder / "sh0010_render_main_v001.1002.exr"
    path.chmod(0o644)
    with path.open("r+b") as stream:
        stream.truncate(path.stat().st_size - 10)


# -- the plan


def test_people_read_that_a_plan_differs_in_nothing(show: Shell, frames: Frames) -> None:
    rendered = frames()  # once: when they were written is a difference as well
    publish(show, rendered)

    out = show("publish", rendered, "--to", SHOT, "--kind", "render", "--plan").out

    assert f"against {SHOT}:render.main@v001: nothing differs\n" in out


def test_people_read_what_a_plan_differs_in(show: Shell, frames: Frames) -> None:
    publish(show, frames())

    out = show("publish", frames(value=0.8), "--to", SHOT, "--kind", "render", "--plan").out

    assert f"against {SHOT}:render.main@v001:\n    changed: frames 1001-1003\n" in out


# -- verify


def linked(shell: Shell, frames: Frames, count: int = 2) -> list[Path]:
    """The folders of versions that hold the same frames, as where a disk shares by hard links."""
    for _ in range(count):
        publish(shell, frames())
    folders = [folder_of(shell, f"{SHOT}:render.main@v{number:03}") for number in range(1, count + 1)]
    for number, folder in enumerate(folders[1:], start=2):
        folder.chmod(0o755)
        for frame in (1001, 1002):
            (folder / f"sh0010_render_main_v{number:03}.{frame}.exr").unlink()
            first = folders[0] / f"sh0010_render_main_v001.{frame}.exr"
            os.link(first, folder / f"sh0010_render_main_v{number:03}.{frame}.exr")
        folder.chmod(0o555)
    return folders


def test_who_else_holds_a_damaged_file_is_told(show: Shell, frames: Frames) -> None:
    first, *_ = linked(show, frames, 3)
    cut_off(first)

    problems = show.json("verify", f"{SHOT}:render.main@v002").document["result"]["problems"]

    others = [f"{SHOT}:render.main@v001", f"{SHOT}:render.main@v003"]
    assert [(one["problem"], one["shared_with"]) for one in problems] == [("truncated", others)]


def test_people_read_who_else_holds_a_damaged_file(show: Shell, frames: Frames) -> None:
    first, _ = linked(show, frames)
    cut_off(first)

    out = show("verify").out

    assert "sh0010_render_main_v001.1002.exr  (the same file as in v002)" in out
    assert "sh0010_render_main_v002.1002.exr  (the same file as in v001)" in out


def test_a_damaged_file_that_no_other_version_holds_says_nothing_of_others(show: Shell, frames: Frames) -> None:
    _, second = linked(show, frames)
    name = "sh0010_render_main_v002.1002.exr"
    data = (second / name).read_bytes()
    second.chmod(0o755)
    (second / name).unlink()
    (second / name).write_bytes(data[:-10])

    (problem,) = show.json("verify").document["result"]["problems"]

    assert problem == {"address": f"{SHOT}:render.main@v002", "path": str(second / name), "problem": "truncated"}


def test_a_missing_file_is_shared_with_nobody(show: Shell, frames: Frames) -> None:
    _, second = linked(show, frames)
    second.chmod(0o755)
    (second / "sh0010_render_main_v002.1002.exr").unlink()

    (problem,) = show.json("verify").document["result"]["problems"]

    assert (problem["problem"], "shared_with" in problem) == ("missing", False)
