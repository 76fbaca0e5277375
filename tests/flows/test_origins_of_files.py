"""From files of the storage back to the versions that they were published as."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


def published(stage: Any) -> tuple[Any, Path]:
    """A storage with one version of two frames and a movie, and the folder of that version."""
    session = stage.process()
    version = stage.publish(session, "render.main").versions[0]
    return session.storage, session.storage.root.local(version.folder)


def test_every_published_file_is_known(stage: Any) -> None:
    storage, folder = published(stage)

    found = {path.suffix: storage.origin(path) for path in folder.iterdir() if path.suffix != ".json"}

    assert {suffix: (stamp.number, stamp.representation) for suffix, stamp in found.items()} == {
        ".exr": (1, "exr"),
        ".mov": (1, "mov"),
    }
    assert {stamp.key for stamp in found.values()} == {stage.key("render.main")}


@pytest.mark.parametrize("spelling", ["%04d", "####", "@@@@", "$F4", "1001"])
def test_a_sequence_is_known_in_every_spelling(stage: Any, spelling: str) -> None:
    storage, folder = published(stage)
    (frame,) = folder.glob("*.1001.exr")

    assert storage.origin(folder / frame.name.replace("1001", spelling)).representation == "exr"


def test_another_name_in_a_version_is_of_the_version_alone(stage: Any) -> None:
    storage, folder = published(stage)

    stamp = storage.origin(folder / "notes" / "read me.txt")

    assert (stamp.key, stamp.number, stamp.representation) == (stage.key("render.main"), 1, "")


def test_what_was_never_published_is_known_of_no_version(stage: Any, tmp_path: Path) -> None:
    storage, folder = published(stage)

    assert storage.origin(tmp_path / "elsewhere.exr") is None
    assert storage.origin(folder.parent / "v999" / "a.exr") is None
    assert storage.origin(folder / ".." / ".." / ".." / ".." / ".." / ".." / ".." / ".." / "outside.exr") is None


@pytest.mark.parametrize("damage", ["{", "[]", '{"format": 1}'])
def test_a_damaged_manifest_tells_of_no_version(stage: Any, damage: str) -> None:
    storage, folder = published(stage)
    manifest = folder / "publish.json"
    folder.chmod(0o755)
    manifest.chmod(0o644)
    manifest.write_text(damage)

    assert storage.origin(next(folder.glob("*.mov"))) is None
