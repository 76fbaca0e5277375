"""The judge has teeth: every harm that we can think of is done by hand, and each is named."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio_tools.testing.checker import Checker, digest_of

Harm = Callable[[Any, list[dict[str, Any]]], None]


def folder_of(stage: Any, kind: str = "render", number: int = 1) -> Path:
    (folder,) = [
        path for path in stage.checker.version_folders() if kind in path.parts and path.name == f"v{number:03}"
    ]
    folder.chmod(0o755)
    return Path(folder)


def rewritten(path: Path, change: Callable[[dict[str, Any]], None]) -> None:
    value = json.loads(path.read_text())
    change(value)
    path.chmod(0o644)
    path.write_text(json.dumps(value))


def record_path(stage: Any) -> Path:
    (path,) = (stage.home / "storage").glob("demo/.studio/runs/*/*/record.json")
    return Path(path)


def truncate_a_frame(stage: Any, rows: list[dict[str, Any]]) -> None:
    victim = next(folder_of(stage).glob("*.exr"))
    victim.chmod(0o644)
    victim.write_bytes(victim.read_bytes()[:-1])


def change_a_byte(stage: Any, rows: list[dict[str, Any]]) -> None:
    victim = next(folder_of(stage).glob("*.exr"))
    victim.chmod(0o644)
    victim.write_bytes(b"!" + victim.read_bytes()[1:])


def lose_a_frame(stage: Any, rows: list[dict[str, Any]]) -> None:
    next(folder_of(stage).glob("*.exr")).unlink()


def leave_a_part(stage: Any, rows: list[dict[str, Any]]) -> None:
    (folder_of(stage) / "a.1003.exr.part").write_text("half")


def lose_a_folder(stage: Any, rows: list[dict[str, Any]]) -> None:
    shutil.rmtree(folder_of(stage))


def lose_a_manifest(stage: Any, rows: list[dict[str, Any]]) -> None:
    (folder_of(stage) / "publish.json").unlink()


def show_what_is_not_committed(stage: Any, rows: list[dict[str, Any]]) -> None:
    rewritten(record_path(stage), lambda value: value.update(state="FILLED"))


def abandon_and_leave_the_folders(stage: Any, rows: list[dict[str, Any]]) -> None:
    rewritten(record_path(stage), lambda value: value.update(state="ABANDONED", undone=True))
    rows.clear()


def register_twice(stage: Any, rows: list[dict[str, Any]]) -> None:
    rows.append(dict(rows[0], id=10**9))


def register_another_number(stage: Any, rows: list[dict[str, Any]]) -> None:
    rows[0]["version_number"] = 7


def point_at_nothing(stage: Any, rows: list[dict[str, Any]]) -> None:
    rows[0]["path"] = {"local_path": str(stage.home / "storage" / "nowhere" / "v001" / "a.exr")}


def give_a_number_again(stage: Any, rows: list[dict[str, Any]]) -> None:
    other = record_path(stage).parents[1].with_name("another-run") / "0001"
    other.mkdir(parents=True)
    value = json.loads(record_path(stage).read_text()) | {"run": "another-run"}
    (other / "record.json").write_text(json.dumps(value))


def publish_something_else_under_the_same_number(stage: Any, rows: list[dict[str, Any]]) -> None:
    rewritten(folder_of(stage) / "publish.json", lambda value: value.update(digest="another"))


def leave_something_in_staging(stage: Any, rows: list[dict[str, Any]]) -> None:
    (stage.home / "storage/demo/.studio/staging/left.over").mkdir()


def leave_a_beat(stage: Any, rows: list[dict[str, Any]]) -> None:
    (stage.home / "storage/demo/.studio/beats/nobody").touch()


def forget_a_beat(stage: Any, rows: list[dict[str, Any]]) -> None:
    rewritten(record_path(stage), lambda value: value.update(state="COMMITTED"))


def leave_a_file_beside(stage: Any, rows: list[dict[str, Any]]) -> None:
    (folder_of(stage).parent / "notes.txt").touch()


def show_a_retracted_version(stage: Any, rows: list[dict[str, Any]]) -> None:
    def retract(value: dict[str, Any]) -> None:
        address = json.loads((folder_of(stage) / "publish.json").read_text())["address"]
        value["retractions"].append({"address": address, "told": True})

    rewritten(record_path(stage), retract)


HARMS: dict[Harm, str] = {
    truncate_a_frame: "is not what was published",
    change_a_byte: "is not what was published",
    lose_a_frame: "is missing",
    leave_a_part: "which its manifest does not name",
    lose_a_folder: "has 1 of 2 versions",
    lose_a_manifest: "has no manifest",
    show_what_is_not_committed: "its run is not committed",
    abandon_and_leave_the_folders: "is abandoned and left",
    register_twice: "the site has 2 records",
    register_another_number: "another number",
    point_at_nothing: "has no complete folder",
    give_a_number_again: "was given to",
    publish_something_else_under_the_same_number: "is not what it was",
    leave_something_in_staging: "left in staging",
    leave_a_beat: "a beat without a run",
    forget_a_beat: "its beat says otherwise",
    leave_a_file_beside: "outside of any version folder",
    show_a_retracted_version: "though the tracker was told",
}


@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: harm.__name__.replace("_", " "))
def test_every_harm_is_named(stage: Any, harm: Harm) -> None:
    stage.publish()
    stage.judge()
    rows = stage.rows()

    harm(stage, rows)

    assert any(HARMS[harm] in wrong for wrong in stage.checker.judge(rows))


@pytest.mark.parametrize(("step", "left"), [("fill.begin", "was left reserved"), ("commit", "was left filled")])
def test_what_is_unfinished_is_named_only_after_a_resume(stage: Any, step: str, left: str) -> None:
    stage.died_before(step)

    assert stage.checker.judge(stage.rows(), is_resumed=False) == []
    assert any(left in wrong for wrong in stage.checker.judge(stage.rows()))


def test_an_untouched_storage_is_well(tmp_path: Path) -> None:
    assert Checker(tmp_path).judge([]) == []


def test_the_judge_digests_by_itself(stage: Any) -> None:
    version = stage.publish().versions[0]
    manifest = stage.process().storage.catalog.manifest(version)
    folder = stage.process().storage.folder(version)

    assert all(digest_of(folder / file.name, file.algorithm) == file.digest for file in manifest.files)
    assert len(digest_of(folder / manifest.files[0].name, "blake2b")) == 64
    assert len(digest_of(folder / manifest.files[0].name, "sha256")) == 64


def test_a_snapshot_sees_every_change_that_counts(stage: Any) -> None:
    stage.publish()
    before = stage.snapshot()
    assert stage.snapshot() == before

    stage.retract(stage.checker.records()[0]["run"])

    assert stage.snapshot() != before
