"""publish.json: what it holds survives, and what is damaged is named and never believed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tools.errors import Tampered
from studio_tools.frames import FrameRange
from studio_tools.model import CutRange, ProductKey, Representation, Stamp, User
from studio_tools.storage import digests
from studio_tools.storage.door import SafeDisk
from studio_tools.storage.layout import MANIFEST
from studio_tools.storage.manifest import Manifest, ManifestFile, provisional, read_manifest, run_inside

KEY = ProductKey("demo", "sq010/sh0010", "render")
NAMES = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="/\0"), min_size=1, max_size=12)


def a_manifest(**changed: Any) -> Manifest:
    file = ManifestFile(
        name="sh0010_render_main_v003.1001.exr",
        size=6,
        digest="d1",
        algorithm="blake3",
        representation="exr",
        frame=1001,
        view="left",
        source="/desk/a.1001.exr",
    )
    form = Representation(
        name="exr", path=PurePosixPath("demo/x/v003/x.%04d.exr"), frames=FrameRange.span(1001, 1001), files=1, size=6
    )
    values: dict[str, Any] = {
        "key": KEY,
        "number": 3,
        "run": "20260115t120000000-0123456789",
        "algorithm": "blake3",
        "digest": "whole",
        "files": (file,),
        "representations": (form,),
        "comment": "grain matched",
        "author": User(login="artist", name="An Artist"),
        "created": datetime(2026, 1, 15, 12, tzinfo=UTC),
        "origin": "cli",
        "task": "comp",
        "upstream": (Stamp(key=ProductKey("demo", "assets/dragon", "model"), number=2, representation="abc"),),
        "facts": {"resolution": [2048, 1152], "nested": {"a": None}},
        "cut": CutRange(first=1001, last=1100, handles=8),
    }
    return Manifest(**values | changed)


def written(folder: Path, value: object) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / MANIFEST).write_text(json.dumps(value))
    return folder


def test_a_manifest_survives_its_file(tmp_path: Path) -> None:
    manifest = a_manifest()

    folder = written(tmp_path / "v003", manifest.as_json())

    assert read_manifest(SafeDisk(), folder, address=manifest.address) == manifest


@given(st.lists(st.tuples(NAMES, st.integers(0, 2**50), st.integers(-99, 10**6) | st.none()), max_size=6), st.text())
def test_any_manifest_survives_its_json(files: list[tuple[str, int, int | None]], comment: str) -> None:
    made = tuple(
        ManifestFile(name=name, size=size, digest="d", algorithm="blake2b", representation="exr", frame=frame)
        for name, size, frame in files
    )
    manifest = a_manifest(files=made, comment=comment)

    assert Manifest.of(json.loads(json.dumps(manifest.as_json()))) == manifest


def test_a_manifest_says_what_other_programs_lean_on() -> None:
    value = a_manifest().as_json()

    assert value["address"] == "demo/sq010/sh0010:render.main@v003"
    assert value["number"] == 3
    assert value["run"]
    assert value["files"][0].keys() >= {"name", "size", "digest", "algorithm"}
    assert value["upstream"][0]["address"] == "demo/assets/dragon:model.main@v002"
    assert value["representations"][0]["frames"] == "1001"


DAMAGES: dict[str, Any] = {
    "empty": "",
    "cut off": '{"format": 1, "state": "comp',
    "not an object": "[]",
    "nothing": "null",
    "no files": json.dumps({key: value for key, value in a_manifest().as_json().items() if key != "files"}),
    "of the future": json.dumps(a_manifest().as_json() | {"format": 99}),
    "only reserved": json.dumps(provisional(run="r", key=KEY)),
    "a bad address": json.dumps(a_manifest().as_json() | {"address": "no address"}),
    "a bad file": json.dumps(a_manifest().as_json() | {"files": [{"name": "a"}]}),
    "a bad date": json.dumps(a_manifest().as_json() | {"created": "yesterday"}),
    "bytes": "\x00\x01",
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_manifest_is_told_with_its_file(tmp_path: Path, damage: str) -> None:
    (tmp_path / MANIFEST).write_text(DAMAGES[damage])

    with pytest.raises(Tampered) as raised:
        read_manifest(SafeDisk(), tmp_path, address="demo/sq010/sh0010:render.main@v003")

    assert raised.value.details["path"] == str(tmp_path / MANIFEST)


def test_a_missing_manifest_is_told(tmp_path: Path) -> None:
    with pytest.raises(Tampered, match="missing"):
        read_manifest(SafeDisk(), tmp_path, address="demo/sq010/sh0010:render.main@v003")


def test_the_manifest_of_another_version_is_not_believed(tmp_path: Path) -> None:
    folder = written(tmp_path / "v003", replace(a_manifest(), number=4).as_json())

    with pytest.raises(Tampered, match="v004"):
        read_manifest(SafeDisk(), folder, address="demo/sq010/sh0010:render.main@v003")


def test_a_folder_says_whose_it_is_reserved_or_complete(tmp_path: Path) -> None:
    disk = SafeDisk()

    assert run_inside(disk, written(tmp_path / "a", provisional(run="mine", key=KEY))) == "mine"
    assert run_inside(disk, written(tmp_path / "b", a_manifest(run="theirs").as_json())) == "theirs"
    assert run_inside(disk, written(tmp_path / "c", {"no": "run"})) is None
    assert run_inside(disk, tmp_path / "none") is None


# -- digests


def test_a_versions_digest_does_not_depend_on_the_order_of_files() -> None:
    assert digests.of_version(["b", "a"], "blake2b") == digests.of_version(["a", "b"], "blake2b")
    assert digests.of_version(["a"], "blake2b") != digests.of_version(["b"], "blake2b")


def test_blake3_is_chosen_where_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert digests.choose("auto") == "blake3"
    assert digests.choose("blake2b") == "blake2b"

    monkeypatch.setattr(digests, "_blake3", lambda: None)

    assert digests.choose("auto") == "blake2b"


@pytest.mark.parametrize("call", [lambda: digests.choose("blake3"), lambda: digests.new_hash("blake3")])
def test_a_digest_that_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch, call: Any) -> None:
    monkeypatch.setattr(digests, "_blake3", lambda: None)

    with pytest.raises(Exception, match="blake3"):
        call()


def test_an_unknown_algorithm_is_told() -> None:
    with pytest.raises(Exception, match="md5000"):
        digests.new_hash("md5000")


def test_many_files_are_digested_by_their_path(storage: Any, tmp_path: Path) -> None:
    paths = [tmp_path / f"f{at}" for at in range(20)]
    for at, path in enumerate(paths):
        path.write_text(str(at % 5))

    found = storage.digests(paths, "blake2b")

    assert list(found) == paths
    assert len(set(found.values())) == 5


@given(st.lists(st.integers(), max_size=50), st.integers(1, 5))
def test_parallel_work_keeps_its_order(work: list[int], workers: int) -> None:
    assert list(digests.in_parallel(lambda number: number * 2, work, workers=workers)) == [n * 2 for n in work]


def test_parallel_work_that_fails_is_told_once() -> None:
    def fail(number: int) -> int:
        raise ValueError(number)

    with pytest.raises(ValueError, match="0"):
        list(digests.in_parallel(fail, range(100), workers=2))
