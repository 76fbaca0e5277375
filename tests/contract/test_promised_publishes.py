"""Publishing: how sequences are spelled, several products at once, every kind, and what lies in storage afterwards."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from studio_tools.testing.shell import Shell

Frames = Callable[..., Path]
Note = Callable[..., Path]
Ordinary = Mapping[str, Path]
Fits = Callable[[Any, Any], None]
NAMES = [f"sh0010_render_main_v001.{number}.exr" for number in (1001, 1002, 1003)]


def publish(shell: Shell, *words: str | Path) -> Any:
    return shell.json("publish", *words).result


@pytest.mark.parametrize(
    "spelling",
    ["beauty.%04d.exr", "beauty.####.exr", "beauty.$F4.exr", "beauty.@@@@.exr", "beauty.#.exr", ""],
    ids=["%04d", "####", "$F4", "@@@@", "#", "a folder"],
)
def test_a_sequence_may_be_spelled_as_any_program_does(spelling: str, show: Shell, frames: Frames, shot: str) -> None:
    folder = frames()

    (version,) = publish(show, folder / spelling, "--to", shot, "--kind", "render")["versions"]

    (form,) = version["representations"]
    assert (form["name"], form["frames"], form["files"]) == ("exr", "1001-1003", 3)
    assert sorted(path.name for path in Path(version["path"]).glob("*.exr")) == NAMES


KINDS = {
    "plate": "frames",
    "render": "frames",
    "comp": "frames",
    "scene": "ma",
    "model": "obj",
    "rig": "ma",
    "anim": "usda",
    "camera": "usda",
    "cache": "usda",
    "texture": "exr",
    "image": "png",
    "movie": "mov",
    "cut": "edl",
    "other": "txt",
}


@pytest.mark.parametrize(("kind", "form"), KINDS.items(), ids=KINDS)
def test_every_kind_publishes_headless(
    kind: str, form: str, show: Shell, frames: Frames, ordinary: Ordinary, shot: str
) -> None:
    source = frames() if form == "frames" else ordinary[form]

    result = publish(show, source, "--to", shot, "--kind", kind)

    (version,) = result["versions"]
    assert result["state"] == "PUBLISHED"
    assert version["address"] == f"{shot}:{kind}.main@v001"
    assert version["representations"][0]["name"] == ("exr" if form == "frames" else form)


@pytest.mark.parametrize("address", ["demo/sq010", "demo/assets/dragon"], ids=["a sequence", "an asset"])
def test_whatever_can_be_addressed_can_be_published_to(address: str, show: Shell, note: Note) -> None:
    (version,) = publish(show, note(), "--to", address, "--kind", "other")["versions"]

    assert version["address"] == f"{address}:other.main@v001"


def test_products_and_formats_go_in_one_publish(show: Shell, frames: Frames, ordinary: Ordinary, shot: str) -> None:
    beauty = frames()
    words = (f"render.beauty={beauty}/beauty.%04d.exr", f"render.beauty={ordinary['mov']}", f"cutout={ordinary['png']}")

    result = publish(show, *words, "--to", shot)

    forms = {one["address"]: {form["name"] for form in one["representations"]} for one in result["versions"]}
    assert forms == {f"{shot}:render.beauty@v001": {"exr", "mov"}, f"{shot}:cutout.main@v001": {"png"}}
    assert {one["run"] for one in show.json("versions", shot).result} == {result["run"]}


def test_formats_of_a_product_lie_in_one_folder(show: Shell, frames: Frames, ordinary: Ordinary, shot: str) -> None:
    (version,) = publish(show, f"render={frames()}", f"render={ordinary['mov']}", "--to", shot)["versions"]

    folder = Path(version["path"])
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        [*NAMES, "sh0010_render_main_v001.mov", "publish.json"]
    )
    assert version["files"] == sum(form["files"] for form in version["representations"]) == 4


def test_a_format_twice_is_a_clash_and_publishes_nothing(show: Shell, frames: Frames, shot: str, storage: Path) -> None:
    words = (f"render={frames()}", f"render={frames('other')}", "--to", shot)

    said = show.json("publish", *words)

    assert said.code > 1
    assert "render.main" in said.error["message"] + json.dumps(said.error["details"])
    assert not list(storage.rglob("v001"))


def test_where_one_of_several_is_blocked_none_is_published(show: Shell, frames: Frames, note: Note, shot: str) -> None:
    words = (f"render={frames(numbers=(1001, 1003))}", f"other.note={note()}", "--to", shot)

    assert show.json("publish", *words).document["result"]["state"] == "BLOCKED"
    assert show.json("versions").result == []


def test_a_version_folder_holds_what_its_manifest_names(show: Shell, frames: Frames, shot: str, fits: Fits) -> None:
    result = publish(show, frames(), "--to", shot, "--kind", "render")
    (version,) = result["versions"]
    folder = Path(version["path"])

    manifest = json.loads((folder / "publish.json").read_text(encoding="utf-8"))

    file = {"name": str, "size": int, "digest": str, "algorithm": str}
    fits(manifest, {"address": str, "number": int, "run": str, "files": [file]})
    assert (manifest["address"], manifest["number"], manifest["run"]) == (version["address"], 1, result["run"])
    assert sorted([*(one["name"] for one in manifest["files"]), "publish.json"]) == sorted(
        path.name for path in folder.iterdir()
    )
    assert all((folder / one["name"]).stat().st_size == one["size"] for one in manifest["files"])


def test_a_manifest_names_each_digest_with_its_algorithm(show: Shell, note: Note, shot: str) -> None:
    import blake3

    (version,) = publish(show, note("some words"), "--to", shot, "--kind", "other")["versions"]
    (file,) = json.loads(Path(version["path"], "publish.json").read_text(encoding="utf-8"))["files"]

    assert file["algorithm"] == "blake3"
    assert file["digest"] == blake3.blake3(b"some words").hexdigest()


def test_a_folder_of_a_version_ends_in_its_number(show: Shell, note: Note, shot: str) -> None:
    for number, text in enumerate(("one", "two", "three"), 1):
        (version,) = publish(show, note(text), "--to", shot, "--kind", "other")["versions"]

        assert version["number"] == number
        assert Path(version["path"]).name == f"v{number:03}"
        assert version["address"].endswith(f"@v{number:03}")


@pytest.mark.parametrize("digits", [3, 4, 6])
def test_a_frame_keeps_its_number_last_before_the_extension(
    digits: int, show: Shell, frames: Frames, shot: str, tmp_path: Path
) -> None:
    assert show("create", "shot", shot, "--cut", "101-103").code == 0
    (tmp_path / "padded").mkdir()
    for path in frames(numbers=(101, 102, 103)).iterdir():
        path.rename(tmp_path / "padded" / f"x_v12.{int(path.name.split('.')[1]):0{digits}}.exr")

    (version,) = publish(show, tmp_path / "padded", "--to", shot, "--kind", "render")["versions"]

    names = sorted(path.name for path in Path(version["path"]).glob("*.exr"))
    numbers = [re.sub(r".*\.(\d+)\.exr$", r"\1", name) for name in names]
    assert [int(number) for number in numbers] == [101, 102, 103]
    assert {len(number) for number in numbers} == {max(4, digits)}


def test_what_is_published_is_what_was_given(show: Shell, frames: Frames, shot: str) -> None:
    folder = frames()
    given = [path.read_bytes() for path in sorted(folder.iterdir())]

    (version,) = publish(show, folder, "--to", shot, "--kind", "render")["versions"]

    assert [path.read_bytes() for path in sorted(Path(version["path"]).glob("*.exr"))] == given
    assert [path.read_bytes() for path in sorted(folder.iterdir())] == given


def test_a_task_may_be_published_to_but_none_is_needed(show: Shell, note: Note, shot: str) -> None:
    assert show("create", "task", f"{shot}#comp").code == 0

    with_one = publish(show, note("one"), "--to", f"{shot}#comp", "--kind", "other")
    without = publish(show, note("two"), "--to", shot, "--kind", "other")

    assert [result["versions"][0]["number"] for result in (with_one, without)] == [1, 2]


def test_a_retracted_version_is_listed_with_its_reason(letters: Shell, shot: str) -> None:
    letters.json("retract", f"{shot}:other.letter@v001", "--reason", "wrong words").result  # noqa: B018

    listed = {one["address"]: (one["status"], one["reason"]) for one in letters.json("versions", shot).result}

    assert listed == {
        f"{shot}:other.letter@v001": ("RETRACTED", "wrong words"),
        f"{shot}:other.note@v001": ("SEALED", None),
    }


def test_the_files_of_a_retracted_version_stay(letters: Shell, shot: str) -> None:
    folder = Path(letters.json("show", f"{shot}:other.letter@v001").result["path"])
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    letters.json("retract", f"{shot}:other.letter@v001", "--reason", "wrong words").result  # noqa: B018

    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert letters.json("verify").result["ok"] is True


def test_what_a_version_was_made_from_is_followed_both_ways(letters: Shell, shot: str) -> None:
    note, letter = (letters.json("where-used", f"{shot}:other.{name}@v001").result for name in ("note", "letter"))

    assert [one["address"] for one in note["used_by"]] == [f"{shot}:other.letter@v001"]
    assert [one["address"] for one in letter["uses"]] == [f"{shot}:other.note@v001"]
    assert (note["uses"], letter["used_by"]) == ([], [])


def test_after_a_publish_storage_holds_version_folders_and_nothing_else(
    show: Shell, frames: Frames, shot: str, storage: Path
) -> None:
    version = publish(show, frames(), "--to", shot, "--kind", "render")["versions"][0]

    files = [path for path in storage.rglob("*") if path.is_file()]
    outside = [path for path in files if ".studio" not in path.parts and Path(version["path"]) not in path.parents]
    assert outside == []
    assert list(storage.glob("*/.studio/staging/*")) == []
