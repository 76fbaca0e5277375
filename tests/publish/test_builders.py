"""What is shipped for studios to test their own steps with must itself be right."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import UsageError
from studio_tools.frames import FrameRange
from studio_tools.host.headless import HeadlessHost
from studio_tools.model import CutRange, EntityType
from studio_tools.publish.items import Finding, Sources
from studio_tools.publish.steps import Scope, validator
from studio_tools.testing.builders import (
    NOON,
    a_bare_item,
    a_context,
    a_scope,
    a_shot,
    a_stamp,
    a_world,
    an_asset,
    an_item,
    settings,
    some_frames,
)


@validator("core.enough", label="Enough", needs=(Sources,))
def enough(scope: Scope[HeadlessHost]) -> Iterator[Finding | None]:
    """There must be three files at least."""
    files = [file for found in scope.item.facts[Sources].sets for file in found.files]
    if len(files) < 3:
        yield scope.error(f"only {len(files)} files")


def test_a_check_can_be_tested_in_two_lines(tmp_path: Path) -> None:
    few = an_item(some_frames(tmp_path / "few", "1-2"))
    many = an_item(some_frames(tmp_path / "many", "1-3"))
    assert [finding.title for finding in enough(a_scope(enough, few))] == ["only 2 files"]  # type: ignore[union-attr]
    assert list(enough(a_scope(enough, many))) == []


def test_frames_are_real_files_that_differ(tmp_path: Path) -> None:
    pattern = some_frames(tmp_path, FrameRange.parse("1001-1003x2"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["beauty.1001.exr", "beauty.1003.exr"]
    assert pattern == tmp_path / "beauty.%04d.exr"
    assert len({path.read_bytes() for path in tmp_path.iterdir()}) == 2


def test_settings_are_those_that_ship_until_changed() -> None:
    assert settings().checks.holes == "error"
    assert settings(checks__holes="warning").checks.holes == "warning"


def test_an_item_of_two_formats_has_both(tmp_path: Path) -> None:
    movie = tmp_path / "a.mov"
    movie.write_bytes(b"movie")
    item = an_item(some_frames(tmp_path, "1-2"), movie, kind="render", variant="beauty")
    assert item.id == "render.beauty"
    assert [form.representation for form in item.facts[Sources].sets] == ["exr", "mov"]


def test_an_item_takes_more_facts(tmp_path: Path) -> None:
    assert an_item(some_frames(tmp_path, "1-2"), facts=[3]).facts[int] == 3


def test_an_item_of_files_that_no_kind_takes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        an_item(some_frames(tmp_path, "1-2"), kind="scene")


def test_a_bare_item_has_only_what_it_is_given() -> None:
    item = a_bare_item("plate", "bg", facts=["fact"])
    assert (item.id, item.members, list(item.facts)) == ("plate.bg", (), ["fact"])


def test_a_shot_an_asset_and_who_works_on_them() -> None:
    cut = CutRange(first=1, last=2)
    assert a_shot("show/sq1/sh1", cut=cut).path == "sq1/sh1"
    assert an_asset("show/assets/dragon").type is EntityType.ASSET
    context = a_context(an_asset(), task="model", login="mia")
    assert (context.project.code, context.user.login) == ("demo", "mia")
    assert context.task is not None
    assert context.task.name == "model"
    assert a_context().task is None


def test_a_stamp_is_spelled_like_a_version() -> None:
    assert a_stamp("plate.bg", 3).address == "demo/sq010/sh0010:plate.bg@v003"
    assert a_stamp("plate").key.variant == "main"


def test_a_world_is_quiet_until_told_otherwise(tmp_path: Path) -> None:
    world = a_world()
    assert world.previous(a_bare_item()) is None
    assert world.version(a_stamp()) is None
    assert world.now() == NOON
    assert world.free_bytes() > 1 << 30
    assert a_world(free=3).free_bytes() == 3


def test_a_world_digests_real_files(tmp_path: Path) -> None:
    one, other = tmp_path / "a", tmp_path / "b"
    one.write_bytes(b"same")
    other.write_bytes(b"same")
    digests = a_world().digests([one, other], "blake2b")
    assert digests[one] == digests[other]
    with pytest.raises(ValueError, match="blake2b"):
        a_world().digests([one], "md5")


def test_a_scope_can_be_made_for_a_step_that_is_not_there_yet() -> None:
    scope: Scope[Any] = a_scope("acme.check", a_bare_item(), number=7)
    assert scope.error("x").step == "acme.check"
    assert scope.number == 7
    assert scope.world.items == (scope.item,)
