"""From files of the storage back to the versions that they were published as."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import Tampered


def published(stage: Any) -> tuple[Any, Path]:
    """A storage with one version of two frames and a movie, and the folder of that version."""
    session = stage.process()
    version = stage.publish(session, "render.main").versions[0]
    return session.storage, session.storage.root.local(version.folder)


def test_every_published_file_is_known(stage: Any) -> None:
    storage, folder = published(stage)

    found = {path.suffix: storage.origins().of(path) for path in folder.iterdir() if path.suffix != ".json"}

    assert {suffix: (stamp.number, stamp.representation) for suffix, stamp in found.items()} == {
        ".exr": (1, "exr"),
        ".mov": (1, "mov"),
    }
    assert {stamp.key for stamp in found.values()} == {stage.key("render.main")}


@pytest.mark.parametrize("spelling", ["%04d", "####", "@@@@", "$F4", "<UDIM>", "<uvtile>", "1001"])
def test_a_sequence_is_known_in_every_spelling(stage: Any, spelling: str) -> None:
    storage, folder = published(stage)
    (frame,) = folder.glob("*.1001.exr")

    assert storage.origins().of(folder / frame.name.replace("1001", spelling)).representation == "exr"


@pytest.mark.parametrize("name", ["read me.txt", "notes/read me.txt", "other.%04d.exr", "publish.json"])
def test_what_the_manifest_does_not_name_was_not_published(stage: Any, name: str) -> None:
    storage, folder = published(stage)

    assert storage.origins().of(folder / name) is None


def test_a_copy_of_a_version_elsewhere_was_not_published(stage: Any) -> None:
    storage, folder = published(stage)
    copy = storage.root.path / "demo" / "work" / "v001"
    shutil.copytree(folder, copy)

    assert storage.origins().of(next(copy.glob("*.mov"))) is None


def test_every_manifest_is_read_once(stage: Any) -> None:
    storage, folder = published(stage)
    origins = storage.origins()
    frames = sorted(folder.glob("*.exr"))
    assert origins.of(frames[0]) is not None
    folder.chmod(0o755)
    (folder / "publish.json").rename(folder / "away.json")

    assert origins.of(frames[1]) is not None
    assert storage.origins().of(frames[1]) is None


def test_what_was_never_published_is_known_of_no_version(stage: Any, tmp_path: Path) -> None:
    storage, folder = published(stage)

    assert storage.origins().of(tmp_path / "elsewhere.exr") is None
    assert storage.origins().of(folder.parent / "v999" / "a.exr") is None
    assert storage.origins().of(folder / ".." / ".." / ".." / ".." / ".." / ".." / ".." / ".." / "outside.exr") is None


@pytest.mark.parametrize("damage", ["{", "[]", '{"format": 1}'])
def test_a_damaged_manifest_is_told_as_such(stage: Any, damage: str) -> None:
    storage, folder = published(stage)
    manifest = folder / "publish.json"
    folder.chmod(0o755)
    manifest.chmod(0o644)
    manifest.write_text(damage)

    with pytest.raises(Tampered, match="damaged"):
        storage.origins().of(next(folder.glob("*.mov")))
