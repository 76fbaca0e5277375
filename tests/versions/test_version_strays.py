"""Verify tells of version folders that nobody knows of, and harms none of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from studio_tools.jobs import run
from studio_tools.model import Address, Version
from studio_tools.storage import Fault
from studio_tools.studio import Studio

Publish = Callable[..., Version]


@pytest.fixture
def stray(studio: Studio, publish: Publish) -> Path:
    """`other.a` has a version, and beside it lies a folder that somebody made by hand."""
    version = publish(studio, "demo/sq010/sh0010:other.a")
    folder = studio.local(version.folder).with_name("v007")
    folder.mkdir()
    (folder / "render.exr").write_text("by hand")
    return folder


def test_a_folder_that_nobody_knows_of_is_surplus(studio: Studio, stray: Path) -> None:
    report = run(studio.verify())

    (problem,) = report.as_json()["problems"]  # type: ignore[misc]
    assert problem == {"address": "demo/sq010/sh0010:other.a@v007", "path": str(stray), "problem": "surplus"}
    assert (report.versions, report.files) == (2, 1)
    assert (stray / "render.exr").read_text() == "by hand"


@pytest.mark.parametrize(
    ("address", "count"),
    [("demo", 1), ("demo/sq010", 1), ("demo/sq010/sh0010:other.a", 1), ("demo/assets/dragon", 0)],
)
def test_it_is_told_where_it_is_asked_for(studio: Studio, stray: Path, address: str, count: int) -> None:
    assert len(run(studio.verify(Address.parse(address))).problems) == count


def test_a_sound_version_beside_it_is_sound(studio: Studio, stray: Path) -> None:
    assert run(studio.verify(Address.parse("demo/sq010/sh0010:other.a@v001"))).problems == ()


def test_one_in_a_product_that_never_published_is_told_too(studio: Studio, stray: Path) -> None:
    other = stray.parents[1] / "b" / "v001"
    other.mkdir(parents=True)

    problems = run(studio.verify()).problems

    assert {(one.address, one.problem) for one in problems} == {
        ("demo/sq010/sh0010:other.a@v007", Fault.SURPLUS),
        ("demo/sq010/sh0010:other.b@v001", Fault.SURPLUS),
    }


def test_the_number_of_a_stray_is_not_given(studio: Studio, publish: Publish, stray: Path) -> None:
    assert publish(studio, "demo/sq010/sh0010:other.a").number == 8
