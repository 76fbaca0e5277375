"""`studio updates` and `studio update`: their one document, their text, their errors; the original is never touched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio_tools.cli.documents import straight
from studio_tools.testing.shell import Shell

SHOT = "demo/sq010/sh0010"
PLATE, RENDER = f"{SHOT}:plate.main", f"{SHOT}:render.main"


@pytest.fixture
def where(busy: Shell) -> Callable[[str], str]:
    """The pattern under which a version's frames are read."""
    return lambda address: str(busy.json("show", address).result["representations"][0]["path"])


@pytest.fixture
def comp(where: Callable[[str], str], tmp_path: Path) -> Path:
    """A script that reads an old plate, the newest render, something of its own, and something that is gone."""
    (tmp_path / "own.png").touch()
    files = [where(f"{PLATE}@v001"), where(f"{RENDER}@v001"), str(tmp_path / "own.png"), str(tmp_path / "gone.png")]
    reads = [f"Read {{\n file {file}\n name Read{at}\n}}" for at, file in enumerate(files, 1)]
    path = tmp_path / "comp.nk"
    path.write_text("\n".join(["version 16.0 v8", *reads, ""]))
    return path


def test_the_list_says_this(busy: Shell, comp: Path, where: Callable[[str], str]) -> None:
    (entry,) = busy.json("updates", comp).result

    first: dict[str, Any] = entry["rows"][0]
    assert (entry["file"], entry["notes"]) == (str(comp), [])
    assert entry["counts"] == {"MISSING": 1, "OUTDATED": 1, "CURRENT": 1, "UNPUBLISHED": 1}
    assert first == {
        "node": "Read1",
        "kind": "sequence",
        "label": "Read1",
        "path": where(f"{PLATE}@v001"),
        "resolved": where(f"{PLATE}@v001"),
        "state": "OUTDATED",
        "address": f"{PLATE}@v001",
        "representation": "exr",
        "newest": f"{PLATE}@v002",
        "target": f"{PLATE}@v002",
        "reason": None,
        "replacement": None,
        "pin": None,
        "loaded": True,
        "editable": True,
        "origin": "file",
        "note": None,
    }
    assert [row["state"] for row in entry["rows"]] == ["OUTDATED", "CURRENT", "UNPUBLISHED", "MISSING"]


def test_what_is_outdated_is_news_and_no_failure(busy: Shell, comp: Path) -> None:
    said = busy("updates", comp)

    assert said.code == 0
    assert "1 MISSING, 1 OUTDATED, 1 CURRENT, 1 UNPUBLISHED" in said.out
    assert f"OUTDATED    Read1  {PLATE}@v001  newest is {PLATE}@v002" in said.out


def test_people_read_a_path_without_detours_and_the_scene_s_own_text_as_it_stands(
    busy: Shell, comp: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").mkdir()
    monkeypatch.chdir(tmp_path / "a")
    written = f"{tmp_path}/a/../own.png"
    comp.write_text(comp.read_text().replace(f"{tmp_path}/own.png", written))

    listed = busy("updates", "../comp.nk").out
    copied = busy("update", "../comp.nk", "--into", "../copy.nk").out

    assert listed.startswith(f"{tmp_path}/comp.nk  ")
    assert f"UNPUBLISHED Read3  {written}" in listed
    assert copied.startswith(f"{tmp_path}/copy.nk  ")
    assert busy.json("updates", "../comp.nk").result[0]["file"] == f"{tmp_path}/comp.nk"


def test_a_detour_over_a_link_is_no_detour(tmp_path: Path) -> None:
    (tmp_path / "far" / "away").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "far" / "away")
    (tmp_path / "far" / "a.nk").touch()
    (tmp_path / "a.nk").touch()

    assert straight(tmp_path / "link" / ".." / "a.nk") == tmp_path / "link" / ".." / "a.nk"
    assert straight(tmp_path / "far" / ".." / "a.nk") == tmp_path / "a.nk"
    assert straight(tmp_path / "none" / ".." / "a.nk") == tmp_path / "none" / ".." / "a.nk"


def test_a_retracted_plate_is_told_with_its_reason(busy: Shell, comp: Path) -> None:
    retract = ("retract", f"{PLATE}@v001", "--reason", "wrong lens", "--force", "--replace", f"{PLATE}@v002")
    busy.json(*retract).result  # noqa: B018

    row = busy.json("updates", comp).result[0]["rows"][0]

    assert (row["state"], row["reason"], row["replacement"]) == ("RETRACTED", "wrong lens", f"{PLATE}@v002")


def test_several_files_are_told_in_order_and_the_bad_ones_named(busy: Shell, comp: Path, tmp_path: Path) -> None:
    said = busy.json("updates", comp, tmp_path / "gone.nk", comp, tmp_path / "gone.ma")

    assert said.code == 14
    assert [entry["file"] for entry in said.document["result"]] == [str(comp)] * 2
    assert len(said.error["details"]["errors"]) == 2


def test_it_needs_a_home_and_no_tracker(busy: Shell, bare: Shell, comp: Path, away: dict[str, str]) -> None:
    assert bare.json("updates", comp).error["code"] == "home-missing"

    lonely = Shell(environ={**busy.environ, **away})

    assert lonely.json("updates", comp).result[0]["counts"]["OUTDATED"] == 1


def test_an_update_is_a_copy(busy: Shell, comp: Path, where: Callable[[str], str], tmp_path: Path) -> None:
    before, copy = comp.read_bytes(), tmp_path / "comp_v002.nk"

    result = busy.json("update", comp, "--into", copy).result

    old, new = where(f"{PLATE}@v001"), where(f"{PLATE}@v002")
    (turn,) = result["updated"]
    assert (result["file"], result["into"], result["left"], result["mentions"]) == (str(comp), str(copy), [], 0)
    assert {key: turn[key] for key in ("node", "from", "to", "representation", "path", "note")} == {
        "node": "Read1",
        "from": f"{PLATE}@v001",
        "to": f"{PLATE}@v002",
        "representation": "exr",
        "path": new,
        "note": None,
    }
    assert turn["difference"]["frames"] == {"added": "", "changed": "1001-1003", "gone": ""}
    assert comp.read_bytes() == before
    assert copy.read_bytes() == before.replace(old.encode(), new.encode())


def test_people_read_what_was_updated_and_what_changes_with_it(busy: Shell, comp: Path, tmp_path: Path) -> None:
    said = busy("update", comp, "--into", tmp_path / "copy.nk")

    assert said.code == 0
    assert "copy.nk  1 path updated" in said.out
    assert f"Read1  {PLATE}@v001 -> {PLATE}@v002  (frames changed: 1001-1003" in said.out


def test_a_folder_takes_the_copy_under_the_same_name(busy: Shell, comp: Path, tmp_path: Path) -> None:
    (tmp_path / "next").mkdir()

    result = busy.json("update", comp, "--into", tmp_path / "next").result

    assert result["into"] == str(tmp_path / "next" / "comp.nk")


def test_only_what_is_named_is_updated(busy: Shell, comp: Path, tmp_path: Path) -> None:
    nothing = busy.json("update", comp, "--into", tmp_path / "a.nk", "--only", RENDER).result
    plate = busy.json("update", comp, "--into", tmp_path / "b.nk", "--only", RENDER, "--only", PLATE).result

    assert (nothing["updated"], len(plate["updated"])) == ([], 1)
    assert (tmp_path / "a.nk").read_bytes() == comp.read_bytes()


@pytest.mark.parametrize(
    ("words", "code", "exits"),
    [
        (["{comp}", "--into", "{comp}"], "input-invalid", 2),
        (["{comp}"], "input-invalid", 2),
        (["{comp}", "--into", "{folder}/copy.ma"], "input-invalid", 2),
        (["{comp}", "--into", "{folder}/copy.nk", "--only", "demo/assets/dragon"], "input-invalid", 2),
        (["{folder}/gone.nk", "--into", "{folder}/copy.nk"], "source-missing", 14),
        (["{comp}", "--into", "{folder}/no-folder/copy.nk"], "storage-failed", 40),
    ],
    ids=["itself", "no copy", "another kind", "not in it", "no file", "no folder"],
)
def test_what_cannot_be_is_refused(
    busy: Shell, comp: Path, tmp_path: Path, words: list[str], code: str, exits: int
) -> None:
    before = comp.read_bytes()

    said = busy.json("update", *(word.format(comp=comp, folder=tmp_path) for word in words))

    assert (said.code, said.error["code"]) == (exits, code)
    assert comp.read_bytes() == before
    assert not list(tmp_path.glob("copy.*"))
