"""Folders that are named like versions and that no publish made."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from studio_tools.model import ProductKey
from studio_tools.testing.faulty_disk import FaultyDisk

SHOT = "demo/sequences/sq010/sh0010/publish/render/main"


def strays(storage: Any) -> list[str]:
    return [f"{key.address(number)} {path.name}" for key, number, path in storage.catalog.strays("demo")]


def test_what_was_published_is_none(place: Any, storage: Any) -> None:
    place.sealed()
    place.committed().close()
    place.reserve()[0].close()

    assert strays(storage) == []


@pytest.mark.parametrize(
    ("path", "address"),
    [
        (f"{SHOT}/v007", "demo/sq010/sh0010:render.main@v007"),
        ("demo/sequences/sq010/sh0010/publish/render/other/v001", "demo/sq010/sh0010:render.other@v001"),
        ("demo/sequences/sq020/sh0100/publish/comp/main/v1000", "demo/sq020/sh0100:comp.main@v1000"),
        ("demo/assets/dragon/publish/model/main/v002", "demo/assets/dragon:model.main@v002"),
    ],
)
def test_a_folder_that_nobody_knows_of_is_found(place: Any, storage: Any, path: str, address: str) -> None:
    place.sealed()
    (place.home / "storage" / path).mkdir(parents=True)

    assert strays(storage) == [f"{address} {path.rpartition('/')[2]}"]


@pytest.mark.parametrize("path", [f"{SHOT}/v7", f"{SHOT}/old_v007", f"{SHOT}/v007x", "demo/v007", "demo/.studio/v001"])
def test_a_folder_that_is_named_like_no_version_is_none(place: Any, storage: Any, path: str) -> None:
    place.sealed()
    (place.home / "storage" / path).mkdir(parents=True)

    assert strays(storage) == []


def test_a_copy_of_a_version_is_found(place: Any, storage: Any) -> None:
    place.sealed()
    folder = place.home / "storage" / SHOT
    shutil.copytree(folder / "v001", folder / "v002")

    assert strays(storage) == ["demo/sq010/sh0010:render.main@v002 v002"]


def test_a_version_of_a_run_without_a_record_is_found(place: Any, storage: Any) -> None:
    place.sealed()
    folder = place.home / "storage" / SHOT / "v005"
    folder.mkdir()
    (folder / "publish.json").write_text(json.dumps({"state": "complete", "run": "20200101t000000000-aaaaaaaaaa"}))

    assert strays(storage) == ["demo/sq010/sh0010:render.main@v005 v005"]


def test_a_folder_under_a_number_that_was_given_up_is_found(place: Any, storage: Any) -> None:
    claim, _ = place.reserve()
    storage.undo.abandon(claim, "cancelled")
    assert strays(storage) == []

    (place.home / "storage" / SHOT / "v001").mkdir()

    assert strays(storage) == ["demo/sq010/sh0010:render.main@v001 v001"]


def test_what_was_won_and_is_not_in_the_ledger_yet_is_none(place: Any, key: ProductKey) -> None:
    looked: list[list[str]] = []

    def look(operation: str, path: Path) -> None:
        if operation == "rename_folder" and path.name == "v001" and path.parent.name == "render.main":
            looked.append(strays(place.storage()))

    storage = place.storage(disk=FaultyDisk(before=look))
    claim = place.open(storage)
    storage.numbers.reserve(key, run=claim.run, bench=claim.bench)
    claim.close()

    assert looked == [[]]


def test_what_is_undone_in_this_moment_is_none(place: Any) -> None:
    claim, _ = place.reserve()
    done: list[str] = []

    def undo(operation: str, path: Path) -> None:
        if operation == "read" and path.name == "entry.json" and not done:
            done.append(path.name)
            place.storage().undo.abandon(claim, "cancelled")

    assert strays(place.storage(disk=FaultyDisk(before=undo))) == []
    assert done


def test_a_number_whose_record_is_damaged_is_told_as_that_alone(place: Any, storage: Any) -> None:
    run = place.sealed()
    shutil.rmtree(place.home / "storage/demo/.studio/runs" / run)

    assert strays(storage) == []
    assert len(list(storage.catalog.damaged("demo"))) == 1
