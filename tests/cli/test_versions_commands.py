"""`versions`, `show`, `verify`, and `where-used` from the shell: documents, exit codes, what people read."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio_tools.testing.shell import Shell

Frames = Callable[..., str]
SHOT = "demo/sq010/sh0010"
OTHER = "demo/sq010/sh0020"
KEYS = {
    "address", "number", "status", "path", "files", "bytes", "digest", "representations", "run", "comment", "author",
    "created", "upstream", "reason", "replacement",
}  # fmt: skip


def publish(shell: Shell, *words: str, to: str = SHOT, kind: str = "render") -> dict[str, Any]:
    found: dict[str, Any] = shell.json("publish", *words, "--to", to, "--kind", kind).result
    return found


def addresses(shell: Shell, *words: str) -> list[str]:
    return [version["address"] for version in shell.json("versions", *words).result]


def folder_of(shell: Shell, address: str) -> Path:
    return Path(shell.json("show", address).result["path"])


def spoil(path: Path, data: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(data)


# -- versions

ALL = [
    "demo/assets/dragon:model.main@v001",
    "demo/sq010/sh0010:plate.main@v001",
    "demo/sq010/sh0010:plate.main@v002",
    "demo/sq010/sh0010:render.main@v001",
]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ((), ALL),
        (("demo",), ALL),
        (("demo/sq010",), ALL[1:]),
        ((SHOT,), ALL[1:]),
        ((OTHER,), []),
        (("demo/assets/dragon",), ALL[:1]),
        ((f"{SHOT}:plate",), ALL[1:3]),
        ((f"{SHOT}:plate.main",), ALL[1:3]),
        ((f"{SHOT}:plate.main@v001",), ALL[1:2]),
        ((f"{SHOT}:plate.main@latest",), ALL[2:3]),
        ((f"{SHOT}:plate@latest",), ALL[2:3]),
        ((f"{SHOT}:comp",), []),
    ],
    ids=[
        "everything", "a project", "a sequence with its shots", "a shot", "a shot without any", "an asset", "a kind",
        "a product", "one version", "the latest", "the latest of a kind", "a kind without any",
    ],
)  # fmt: skip
def test_an_address_names_what_lies_below_it(address: tuple[str, ...], expected: list[str], busy: Shell) -> None:
    assert addresses(busy, *address) == expected


def test_a_version_is_listed_with_all_that_programs_need(busy: Shell) -> None:
    (version,) = busy.json("versions", f"{SHOT}:render").result

    assert set(version) >= KEYS
    assert Path(version["path"]).is_dir()
    assert version["upstream"] == ["demo/sq010/sh0010:plate.main@v001"]
    assert version["created"].endswith("+00:00")


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("demo/sq010/sh0011", "sh0010"),
        ("demo/assets/dargon", "dragon"),
        ("dmeo", "demo"),
        ("demo/sq011", "sq010"),
    ],
    ids=["a shot", "an asset", "a project", "a sequence"],
)
def test_an_unknown_address_is_answered_with_the_nearest(address: str, told: str, busy: Shell) -> None:
    said = busy.json("versions", address)

    assert said.code == 11
    assert told in said.error["message"]


def test_an_unknown_version_is_answered_with_the_nearest(busy: Shell) -> None:
    said = busy.json("versions", f"{SHOT}:plate.main@v007")

    assert said.code == 24
    assert "plate.main@v002" in said.error["hint"]


def test_what_the_tracker_knows_is_no_error_though_nothing_is_published(show: Shell) -> None:
    assert addresses(show, OTHER) == []


def test_people_read_a_table(busy: Shell) -> None:
    lines = busy("versions", SHOT).out.splitlines()

    assert lines[0].split() == ["version", "status", "files", "size", "by", "when", "comment"]
    assert lines[1].startswith("demo/sq010/sh0010:plate.main@v001   SEALED")


def test_people_are_told_that_nothing_is_there(show: Shell) -> None:
    assert show("versions", OTHER).out == "Nothing is published there yet.\n"


# -- show


def test_a_version_is_shown_with_its_manifest_and_neighbours(busy: Shell) -> None:
    shown = busy.json("show", f"{SHOT}:render.main@v001").result

    assert set(shown) >= KEYS
    assert shown["manifest"]["address"] == "demo/sq010/sh0010:render.main@v001"
    assert len(shown["manifest"]["files"]) == 3
    assert [use["address"] for use in shown["uses"]] == ["demo/sq010/sh0010:plate.main@v001"]
    assert shown["used_by"] == []


def test_without_a_number_the_latest_is_shown(busy: Shell) -> None:
    assert busy.json("show", f"{SHOT}:plate").result["address"] == "demo/sq010/sh0010:plate.main@v002"


def test_a_damaged_manifest_hides_nothing_else(busy: Shell) -> None:
    spoil(folder_of(busy, f"{SHOT}:render.main@v001") / "publish.json", b"{")

    said = busy.json("show", f"{SHOT}:render.main@v001")
    shown = said.document["result"]

    assert (said.code, said.error["code"]) == (42, "digest-mismatch")
    assert f"studio verify {SHOT}:render.main@v001" in said.error["hint"]
    assert shown["manifest"] is None
    assert "damaged" in shown["problem"]
    assert shown["files"] == 3
    assert "is damaged" in busy("show", f"{SHOT}:render.main@v001").err


@pytest.mark.parametrize(
    ("product", "near"),
    [
        ("render.mian", "render.main"),
        ("rendr", "render.main"),
        ("plate.left", "plate.main"),
    ],
)
@pytest.mark.parametrize("command", ["versions", "verify"])
def test_an_unknown_product_is_told_with_the_nearest(command: str, product: str, near: str, busy: Shell) -> None:
    said = busy.json(command, f"{SHOT}:{product}")

    assert (said.code, said.error["code"]) == (24, "version-unknown")
    assert f"did you mean {near}?" in said.error["message"]
    assert said.error["details"]["products"] == ["plate.main", "render.main"]


def test_a_kind_of_which_there_is_nothing_yet_is_no_error(busy: Shell) -> None:
    assert busy.json("versions", f"{SHOT}:comp.main").result == []
    assert busy.json("versions", f"{OTHER}:render.main").result == []


def test_where_used_says_that_it_took_the_latest(busy: Shell) -> None:
    result = busy.json("where-used", f"{SHOT}:plate.main").result

    assert (result["asked"], result["address"]) == (f"{SHOT}:plate.main", f"{SHOT}:plate.main@v002")
    assert "(the latest)" in busy("where-used", f"{SHOT}:plate.main").out
    assert "(the latest)" not in busy("where-used", f"{SHOT}:plate.main@v002").out


@pytest.mark.parametrize("harm", ["damaged", "gone", "gone with its folder"])
@pytest.mark.parametrize(
    "words", [("show",), ("where-used",), ("retract", "--reason", "x")], ids=lambda words: words[0]
)
def test_a_version_whose_record_cannot_be_read_is_no_unknown_one(
    words: tuple[str, ...], harm: str, busy: Shell
) -> None:
    address = f"{SHOT}:render.main@v001"
    records = hurt_record(busy, address, harm)

    said = busy.json(words[0], address, *words[1:])

    assert (said.code, said.error["code"]) == (42, "digest-mismatch")
    assert "damaged" in said.error["message"]
    assert "studio verify" in said.error["hint"]
    assert str(records) in said.error["hint"]
    assert addresses(busy, SHOT) == ALL[1:3]


def test_the_doctor_names_what_is_damaged_and_what_waits_beside_it(busy: Shell) -> None:
    hurt_record(busy, f"{SHOT}:render.main@v001", "damaged")

    said = busy.json("doctor")

    (line,) = [line for line in said.document["result"]["lines"] if line["level"] == "fail"]
    assert line["area"] == "publishes"
    assert f"{SHOT}:render.main@v001" in line["text"]
    assert "backup" in line["advice"]
    assert said.code == 9


def hurt_record(shell: Shell, address: str, harm: str) -> Path:
    """Spoil the record of the run that made a version; the folder in which it lies."""
    run = shell.json("show", address).result["run"]
    folder = Path(shell.environ["STUDIO_TOOLS_HOME"]) / "storage" / "demo" / ".studio" / "runs" / run
    for record in folder.glob("*/record.json"):
        spoil(record, b"{") if harm == "damaged" else record.unlink()
    if harm == "gone with its folder":
        shutil.rmtree(folder)
    return folder


@pytest.mark.parametrize("command", ["show", "where-used"])
def test_a_shot_is_no_version(command: str, busy: Shell) -> None:
    said = busy.json(command, SHOT)

    assert said.code == 24
    assert "render.main@v003" in said.error["hint"]


def test_people_read_one_version(busy: Shell) -> None:
    out = busy("show", f"{SHOT}:render.main@v001").out

    assert "demo/sq010/sh0010:render.main@v001" in out
    assert "exr: 3 files" in out
    assert "frames 1001-1003" in out
    assert "newer: demo/sq010/sh0010:plate.main@v002" in out


# -- where-used


def test_both_ways_are_followed(busy: Shell) -> None:
    plate = busy.json("where-used", f"{SHOT}:plate.main@v001").result
    render = busy.json("where-used", f"{SHOT}:render.main@v001").result

    assert [use["address"] for use in plate["used_by"]] == ["demo/sq010/sh0010:render.main@v001"]
    assert plate["uses"] == []
    assert [use["address"] for use in render["uses"]] == ["demo/sq010/sh0010:plate.main@v001"]


def test_what_is_outdated_is_marked(busy: Shell) -> None:
    (use,) = busy.json("where-used", f"{SHOT}:render.main@v001").result["uses"]

    assert use["outdated"] is True
    assert use["newer"] == "demo/sq010/sh0010:plate.main@v002"
    assert use["retracted"] is False


def test_people_read_that_nothing_hangs_on_it(busy: Shell) -> None:
    out = busy("where-used", "demo/assets/dragon:model.main@v001").out

    assert "nothing was made from it" in out


# -- verify


def test_everything_is_as_it_was_published(busy: Shell) -> None:
    result = busy.json("verify").result

    assert result["checked"] == 4
    assert result["ok"] is True
    assert result["problems"] == []


@pytest.mark.parametrize(
    ("address", "checked"),
    [("demo", 4), ("demo/sq010", 3), (f"{SHOT}:plate", 2), (f"{SHOT}:plate.main@v001", 1), (OTHER, 0)],
    ids=["a project", "a sequence", "a product", "a version", "nothing"],
)
def test_a_part_is_verified(address: str, checked: int, busy: Shell) -> None:
    assert busy.json("verify", address).result["checked"] == checked


def truncate(folder: Path) -> str:
    path = folder / "sh0010_render_main_v001.1002.exr"
    spoil(path, path.read_bytes()[:-10])
    return path.name


def change(folder: Path) -> str:
    path = folder / "sh0010_render_main_v001.1002.exr"
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    spoil(path, bytes(data))
    return path.name


def remove(folder: Path) -> str:
    folder.chmod(0o755)
    (folder / "sh0010_render_main_v001.1002.exr").unlink()
    return "sh0010_render_main_v001.1002.exr"


def add(folder: Path) -> str:
    folder.chmod(0o755)
    (folder / "thumbs.db").write_bytes(b"x")
    return "thumbs.db"


def damage(folder: Path) -> str:
    spoil(folder / "publish.json", b"{}")
    return "publish.json"


@pytest.mark.parametrize(
    ("harm", "problem"),
    [
        (truncate, "truncated"),
        (change, "changed"),
        (remove, "missing"),
        (add, "surplus"),
        (damage, "changed"),
    ],
    ids=["truncated", "one bit changed", "missing", "surplus", "a damaged manifest"],
)
def test_every_harm_is_named(harm: Callable[[Path], str], problem: str, busy: Shell) -> None:
    folder = folder_of(busy, f"{SHOT}:render.main@v001")
    name = harm(folder)

    said = busy.json("verify")

    assert said.code == 42
    assert said.error["code"] == "digest-mismatch"
    expected = {"address": "demo/sq010/sh0010:render.main@v001", "path": str(folder / name), "problem": problem}
    assert said.document["result"]["problems"] == [expected]
    assert said.error["details"]["problems"] == [expected]
    assert said.document["result"]["ok"] is False
    assert ("move it away" in said.error["hint"], "backup" in said.error["hint"]) == (harm is add, harm is not add)


def test_a_version_folder_that_is_gone_is_missing(busy: Shell) -> None:
    folder = folder_of(busy, f"{SHOT}:render.main@v001")
    folder.rename(folder.with_name("taken away"))

    (problem,) = busy.json("verify").document["result"]["problems"]

    assert problem["problem"] == "missing"
    assert problem["address"] == "demo/sq010/sh0010:render.main@v001"


def test_people_read_what_is_wrong(busy: Shell) -> None:
    truncate(folder_of(busy, f"{SHOT}:render.main@v001"))

    said = busy("verify")

    assert "truncated" in said.out
    assert "sh0010_render_main_v001.1002.exr" in said.out
    assert "1 problem in 1 version" in said.err


def test_people_read_only_the_first_of_many(show: Shell, frames: Frames) -> None:
    show.json("create", "shot", SHOT, "--cut", "1001-1040").result  # noqa: B018
    publish(show, frames(last=1040))
    for path in folder_of(show, f"{SHOT}:render").glob("*.exr"):
        spoil(path, b"")

    said = show("verify")

    assert "… and 20 more" in said.out
    assert len(show.json("verify").document["result"]["problems"]) == 40


def test_every_document_is_one_line_of_thought(busy: Shell) -> None:
    for words in (("versions",), ("show", f"{SHOT}:render"), ("where-used", f"{SHOT}:render"), ("verify",)):
        assert set(json.loads(busy.json(*words).out)) == {"ok", "result"}


@pytest.mark.parametrize("address", ["demo/sq010/sh9999", "nope"], ids=["a shot", "a project"])
def test_a_misspelt_address_does_not_verify_as_sound(show: Shell, address: str) -> None:
    said = show.json("verify", address)

    assert said.code == 11
    assert said.error["code"] == "context-unknown"
