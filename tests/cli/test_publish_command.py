"""`studio publish`, and `--plan` from the shell: documents, exit codes, and what people read."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio_tools.testing.shell import Shell

Frames = Callable[..., str]
Registered = Callable[[Shell], list[dict[str, Any]]]
SHOT = "demo/sq010/sh0010"


def publish(shell: Shell, *words: str, to: str = SHOT, kind: str = "render") -> dict[str, Any]:
    found: dict[str, Any] = shell.json("publish", *words, "--to", to, "--kind", kind).result
    return found


def storage_of(shell: Shell) -> Path:
    return Path(shell.environ["STUDIO_TOOLS_HOME"]) / "storage"


def tree(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file below a folder with its size and time: what `touches nothing` is judged by."""
    return {
        str(path.relative_to(folder)): (path.stat().st_size, path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_publish_answers_as_the_contract_says(show: Shell, frames: Frames) -> None:
    result = publish(show, frames(), "--comment", "first light")

    (version,) = result["versions"]
    (form,) = version["representations"]
    folder = storage_of(show) / "demo/sequences/sq010/sh0010/publish/render/main/v001"
    assert result["state"] == "PUBLISHED"
    assert isinstance(result["seconds"], float)
    assert {name: version[name] for name in ("address", "number", "path", "files", "status", "comment", "author")} == {
        "address": "demo/sq010/sh0010:render.main@v001",
        "number": 1,
        "path": str(folder),
        "files": 3,
        "status": "SEALED",
        "comment": "first light",
        "author": "ada",
    }
    assert version["run"] == result["run"]
    assert form["name"] == "exr"
    assert form["path"] == str(folder / "sh0010_render_main_v001.%04d.exr")
    assert (form["frames"], form["files"], form["bytes"]) == ("1001-1003", 3, version["bytes"])
    assert isinstance(form["id"], int)
    assert all(len(version[name]) >= 32 for name in ("digest",))


def test_what_is_told_is_what_lies_there(show: Shell, frames: Frames) -> None:
    (version,) = publish(show, frames())["versions"]

    folder = Path(version["path"])
    assert sorted(path.name for path in folder.iterdir()) == [
        "publish.json",
        *(f"sh0010_render_main_v001.{frame}.exr" for frame in (1001, 1002, 1003)),
    ]
    assert sum(path.stat().st_size for path in folder.glob("*.exr")) == version["bytes"]
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o444 for path in folder.iterdir())


def test_the_manifest_says_the_same(show: Shell, frames: Frames) -> None:
    (version,) = publish(show, frames())["versions"]

    manifest = json.loads((Path(version["path"]) / "publish.json").read_text())
    assert {name: manifest[name] for name in ("address", "number", "run", "digest")} == {
        name: version[name] for name in ("address", "number", "run", "digest")
    }
    assert all({"name", "size", "digest", "algorithm"} <= set(file) for file in manifest["files"])


def test_a_shotgrid_script_finds_it(show: Shell, frames: Frames, registered: Registered) -> None:
    (version,) = publish(show, frames())["versions"]

    (record,) = registered(show)
    assert record["name"] == "render.main"
    assert record["version_number"] == 1
    assert record["entity"]["name"] == "sh0010"
    assert record["published_file_type"]["name"] == "Rendered Image"
    assert record["path"]["local_path"] == version["representations"][0]["path"]
    assert record["id"] == version["representations"][0]["id"]


def test_numbers_count_up(show: Shell, frames: Frames) -> None:
    publish(show, frames())

    assert publish(show, frames(value=0.7))["versions"][0]["number"] == 2


def test_what_it_was_made_from_is_recorded_and_linked(show: Shell, frames: Frames, registered: Registered) -> None:
    publish(show, frames("plate"), kind="plate")

    result = publish(show, frames(), "--uses", f"{SHOT}:plate.main@v001")

    assert result["versions"][0]["upstream"] == ["demo/sq010/sh0010:plate.main@v001"]
    render = next(one for one in registered(show) if one["name"] == "render.main")
    assert [one["name"] for one in render["upstream_published_files"]] == ["sh0010_plate_main_v001.%04d.exr"]


def test_latest_may_be_used(show: Shell, frames: Frames) -> None:
    publish(show, frames("plate"), kind="plate")
    publish(show, frames("plate", value=0.9), kind="plate")

    result = publish(show, frames(), "--uses", f"{SHOT}:plate.main@latest")

    assert result["versions"][0]["upstream"] == ["demo/sq010/sh0010:plate.main@v002"]


def test_several_uses_are_all_kept(show: Shell, frames: Frames, tmp_path: Path) -> None:
    publish(show, frames("plate"), kind="plate")
    scene = tmp_path / "dragon.ma"
    scene.write_text('//Maya ASCII 2026 scene\nrequires maya "2026";\n')
    publish(show, str(scene), to="demo/assets/dragon", kind="model")

    uses = ["--uses", f"{SHOT}:plate.main@v001", "--uses", "demo/assets/dragon:model.main@v001"]
    result = publish(show, frames(), *uses)

    assert len(result["versions"][0]["upstream"]) == 2


@pytest.mark.parametrize(
    "comment", ["grain matched", "äöü 龍", "", "two\nlines", "--json", "'\"; drop table"], ids=repr
)
def test_a_comment_is_kept_as_it_was_typed(comment: str, show: Shell, frames: Frames) -> None:
    publish(show, frames(), f"--comment={comment}")

    assert show.json("versions", SHOT).result[0]["comment"] == comment


def test_several_products_are_one_publish(show: Shell, frames: Frames, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("read me")

    result = show.json("publish", f"render.beauty={frames()}", f"other={tmp_path / 'notes.txt'}", "--to", SHOT).result

    assert sorted(version["address"] for version in result["versions"]) == [
        "demo/sq010/sh0010:other.main@v001",
        "demo/sq010/sh0010:render.beauty@v001",
    ]
    assert len({version["run"] for version in result["versions"]}) == 1


def test_two_formats_of_a_product_are_one_version(show: Shell, frames: Frames, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("text")
    (tmp_path / "a.dat").write_text("data")

    result = show.json("publish", f"other={tmp_path / 'a.txt'}", f"other={tmp_path / 'a.dat'}", "--to", SHOT).result

    (version,) = result["versions"]
    assert sorted(form["name"] for form in version["representations"]) == ["dat", "txt"]


def test_a_blocking_finding_is_told_once_to_people(show: Shell, frames: Frames) -> None:
    said = show("publish", frames(skip=1002), "--to", SHOT, "--kind", "render")

    (title,) = [line for line in said.out.splitlines() if line.startswith("error")]
    assert title.partition(": ")[2] not in said.err
    assert said.err.startswith("error: blocked by 1 error  [publish-blocked]")


def test_the_same_format_twice_is_a_clash(show: Shell, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(name)

    said = show.json("publish", f"other={tmp_path / 'a.txt'}", f"other={tmp_path / 'b.txt'}", "--to", SHOT)

    assert said.code == 2
    assert said.error["code"] == "input-invalid"


def test_kind_and_variant_may_stand_in_the_address(show: Shell, frames: Frames) -> None:
    result = show.json("publish", frames(), "--to", f"{SHOT}:render.beauty").result

    assert result["versions"][0]["address"] == "demo/sq010/sh0010:render.beauty@v001"


def test_a_folder_is_a_sequence(show: Shell, frames: Frames) -> None:
    folder = Path(frames()).parent

    assert publish(show, str(folder))["versions"][0]["files"] == 3


def test_a_hole_blocks_and_is_named(show: Shell, frames: Frames) -> None:
    said = show.json("publish", frames(skip=1002), "--to", SHOT, "--kind", "render")

    assert said.code == 20
    assert said.error["code"] == "publish-blocked"
    assert said.document["result"]["state"] == "BLOCKED"
    assert said.document["result"]["versions"] == []
    errors = [one for one in said.document["result"]["findings"] if one["severity"] == "error"]
    assert [one["frames"] for one in errors if one["step"] == "core.frames-complete"] == ["1002"]


def test_a_blocked_publish_leaves_nothing(show: Shell, frames: Frames, registered: Registered) -> None:
    show.json("publish", frames(skip=1002), "--to", SHOT, "--kind", "render")

    assert show.json("versions", "demo", "--all").result == []
    assert registered(show) == []
    assert not list(storage_of(show).rglob("*.exr"))


def test_warnings_block_too_unless_they_are_accepted(show: Shell, frames: Frames) -> None:
    wide = frames(last=1005)

    blocked = show.json("publish", wide, "--to", SHOT, "--kind", "render")
    accepted = publish(show, wide, "--accept-warnings")

    assert blocked.code == 20
    assert "accept-warnings" in blocked.error["hint"]
    assert accepted["state"] == "PUBLISHED"
    assert [one["frames"] for one in accepted["findings"] if one["severity"] == "warning"] == ["1004-1005"]


def test_a_good_publish_warns_of_nothing(show: Shell, frames: Frames) -> None:
    assert {one["severity"] for one in publish(show, frames())["findings"]} <= {"info"}


def test_people_read_where_it_lies(show: Shell, frames: Frames) -> None:
    said = show("publish", frames(), "--to", SHOT, "--kind", "render")

    assert said.code == 0
    assert "PUBLISHED  demo/sq010/sh0010:render.main@v001" in said.out
    assert str(storage_of(show) / "demo/sequences/sq010/sh0010/publish/render/main/v001") in said.out


def test_people_read_what_blocks_once_with_all_its_frames(show: Shell, frames: Frames) -> None:
    said = show("publish", frames(skip=1002), "--to", SHOT, "--kind", "render")

    assert said.code == 20
    assert "frames 1002" in said.out
    assert "publish-blocked" in said.err


# -- the plan


def test_a_plan_answers_as_the_contract_says(show: Shell, frames: Frames) -> None:
    plan = show.json("publish", frames(), "--to", SHOT, "--kind", "render", "--plan").result

    (version,) = plan["versions"]
    folder = storage_of(show) / "demo/sequences/sq010/sh0010/publish/render/main/v001"
    assert version["address"] == "demo/sq010/sh0010:render.main@v001"
    assert (version["number"], version["path"]) == (1, str(folder))
    assert version["files"] == [str(folder / f"sh0010_render_main_v001.{frame}.exr") for frame in (1001, 1002, 1003)]
    assert "PublishedFile" in [write["entity"] for write in plan["writes"]]
    assert set(plan["difference"]) >= {"added", "changed", "gone"}
    assert plan["bytes"] > 0


def test_a_plan_touches_nothing(show: Shell, frames: Frames, registered: Registered) -> None:
    publish(show, frames())
    wanted = frames(value=0.9)
    before = tree(storage_of(show)), registered(show)

    show.json("publish", wanted, "--to", SHOT, "--kind", "render", "--plan").result  # noqa: B018

    assert (tree(storage_of(show)), registered(show)) == before


def test_a_plan_of_a_first_version_makes_no_folder(show: Shell, frames: Frames) -> None:
    show.json("publish", frames(), "--to", SHOT, "--kind", "render", "--plan").result  # noqa: B018

    assert not (storage_of(show) / "demo" / "sequences").exists()


def test_a_plan_foretells_what_a_publish_does(show: Shell, frames: Frames, registered: Registered) -> None:
    wanted = frames()

    plan = show.json("publish", wanted, "--to", SHOT, "--kind", "render", "--plan").result
    (version,) = publish(show, wanted)["versions"]

    assert plan["versions"][0]["address"] == version["address"]
    assert all(Path(file).is_file() for file in plan["versions"][0]["files"])
    foretold = next(write for write in plan["writes"] if write["entity"] == "PublishedFile")
    (record,) = registered(show)
    assert foretold["code"] == record["code"]
    assert foretold["path"] == record["path"]["local_path"]


def test_a_plan_names_the_difference_to_the_last_version(show: Shell, frames: Frames) -> None:
    publish(show, frames())
    wanted = frames(last=1002)
    (Path(wanted).parent / "beauty.1003.exr").unlink()
    frames(first=1002, last=1002, value=0.9)

    plan = show.json("publish", wanted, "--to", SHOT, "--kind", "render", "--plan").result

    difference = plan["difference"]
    assert [one["frame"] for one in difference["gone"]] == [1003]
    assert [one["frame"] for one in difference["changed"]] == [1002]
    assert difference["added"] == []


def test_a_plan_that_would_be_blocked_says_so(show: Shell, frames: Frames) -> None:
    said = show.json("publish", frames(skip=1002), "--to", SHOT, "--kind", "render", "--plan")

    assert "core.frames-complete" in [one["step"] for one in said.document["result"]["findings"]]


def test_people_read_a_plan(show: Shell, frames: Frames) -> None:
    publish(show, frames())

    said = show("publish", frames(value=0.9), "--to", SHOT, "--kind", "render", "--plan")

    assert "would be demo/sq010/sh0010:render.main@v002" in said.out
    assert "changed: frames 1001-1003" in said.out
    assert "tracker: create PublishedFile sh0010_render_main_v002.%04d.exr" in said.out
    assert "Nothing was touched." in said.out


# -- what cannot be published


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("missing.exr", "--to", SHOT), 14, "missing.exr"),
        (("missing.%04d.exr", "--to", SHOT), 14, "missing.%04d.exr"),
        (("", "--to", SHOT), 2, "empty path"),
        (("a.txt", "--to", "demo/sq010/sh0011"), 11, "sh0010"),
        (("a.txt", "--to", "dmeo/sq010/sh0010"), 11, "demo"),
        (("a.txt", "--to", "demo"), 2, "no shot"),
        (("a.txt", "--to", "../etc"), 11, "address"),
        (("a.txt", "--to", f"{SHOT}:render.main@v003"), 2, "version"),
        (("a.txt", "--to", SHOT, "--kind", "rendr"), 2, "render"),
        (("a.txt", "--to", SHOT, "--kind", "render"), 2, ".txt"),
        (("a.txt", "--to", SHOT, "--variant", "a b"), 2, "variant"),
        (("a.txt", "--to", SHOT, "--uses", f"{SHOT}:plate.main@v009"), 24, "plate.main@v009"),
        (("a.txt", "--to", SHOT, "--uses", SHOT), 24, "names no version"),
        (("a.txt",), 2, "--to"),
        (("--to", SHOT), 2, "PATH"),
    ],
    ids=[
        "a missing file", "a missing sequence", "an empty path", "an unknown shot", "an unknown project",
        "a project alone", "no address", "a version", "an unknown kind", "a kind that takes other files",
        "an odd variant", "an unknown upstream", "an upstream that is no version", "no target", "no path",
    ],
)  # fmt: skip
def test_bad_input_is_answered_with_what_is_wrong(
    words: tuple[str, ...], code: int, told: str, show: Shell, nowhere: Path
) -> None:
    (nowhere / "a.txt").write_text("text")

    said = show.json("publish", *words)

    assert said.code == code, said.out
    assert told in said.error["message"] + said.error["hint"] + json.dumps(said.error["details"])
    assert show.json("versions", "demo", "--all").result == []


def test_an_unknown_task_is_answered_with_the_nearest(show: Shell, frames: Frames) -> None:
    show.json("create", "task", f"{SHOT}#comp").result  # noqa: B018

    said = show.json("publish", frames(), "--to", f"{SHOT}#cmp", "--kind", "render")

    assert said.code == 11
    assert "comp" in said.error["message"] + said.error["hint"]


@pytest.mark.parametrize("name", ["with blank", "ünï", "new\nline", "[red]", "a'b\"c"], ids=repr)
def test_odd_names_are_published(name: str, show: Shell, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.txt"
    path.write_text("text")

    said = show.json("publish", str(path), "--to", SHOT, "--kind", "other")

    assert said.code in {0, 2, 20}, said.out
    assert said.code == 0 or said.error["message"]


def test_a_read_only_storage_is_told(show: Shell, frames: Frames) -> None:
    wanted = frames()
    root = storage_of(show) / "demo"
    publish(show, wanted)
    if os.geteuid() == 0:
        (root / "sequences" / "sq010" / "sh0020").write_text("in the way of a folder")
    else:
        (root / "sequences" / "sq010").chmod(0o555)

    said = show.json("publish", frames(), "--to", "demo/sq010/sh0020", "--kind", "render")

    assert said.code in {40, 43}
    assert show.json("verify").result["ok"] is True
