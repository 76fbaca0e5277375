"""The checks as an artist meets them: real files, through the `studio` command, into a real home."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio_tools.cli.door import run

SHOT = "demo/sq010/sh0010"


@pytest.fixture
def studio(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, Any]]:
    """Run the command in a home whose shot has a cut of ten frames and handles of two; answers exit and JSON."""
    home = tmp_path / "home"

    def call(*words: str) -> tuple[int, Any]:
        capsys.readouterr()
        code = run([*words, "--home", str(home), "--json"] if words[0] != "init" else [*words, "--json"])
        return code, json.loads(capsys.readouterr().out)

    assert call("init", str(home), "--project", "demo")[0] == 0
    assert call("create", "shot", SHOT, "--cut", "1001-1010", "--handles", "2")[0] == 0
    return call


@pytest.fixture
def publish(studio: Callable[..., tuple[int, Any]]) -> Callable[..., tuple[int, list[tuple[str, str, str | None]]]]:
    """Publish to the shot; answers the exit and every finding that is more than a remark."""

    def call(*words: str) -> tuple[int, list[tuple[str, str, str | None]]]:
        code, answer = studio("publish", *words, "--to", SHOT)
        found = answer.get("result") or {}
        if not found.get("findings"):
            found = answer.get("error", {}).get("details", found)
        findings = [one for one in found.get("findings", []) if one["severity"] != "info"]
        return code, sorted((one["step"], one["severity"], one["frames"]) for one in findings)

    return call


def test_frames_of_the_cut_with_its_handles_are_published(desk: Any, publish: Callable[..., Any]) -> None:
    assert publish(desk.frames("999-1012")) == (0, [])


def test_they_may_be_published_again(desk: Any, studio: Callable[..., Any], publish: Callable[..., Any]) -> None:
    pattern = desk.frames("999-1012")
    publish(pattern)

    code, answer = studio("publish", pattern, "--to", SHOT)

    assert code == 0
    (found,) = answer["result"]["findings"]
    assert (found["step"], found["severity"]) == ("core.already-published", "info")


@pytest.mark.parametrize(
    ("frames", "findings"),
    [
        pytest.param("999-1004,1006-1012", [("core.frames-complete", "error", "1005")], id="a hole"),
        pytest.param("1001-1010", [("core.cut-range", "error", "999-1000, 1011-1012")], id="no handles"),
        pytest.param("999-1005", [("core.cut-range", "error", "1006-1012")], id="short"),
        pytest.param("999-1014", [("core.cut-range", "warning", "1013-1014")], id="surplus"),
    ],
)
def test_a_wrong_range_stops_a_publish(
    desk: Any, publish: Callable[..., Any], frames: str, findings: list[tuple[str, str, str]]
) -> None:
    assert publish(desk.frames(frames)) == (20, findings)


def test_surplus_frames_may_be_accepted(desk: Any, publish: Callable[..., Any]) -> None:
    code, _ = publish(desk.frames("999-1014"), "--accept-warnings")

    assert code == 0


def test_everything_wrong_is_told_at_once(desk: Any, publish: Callable[..., Any]) -> None:
    pattern = desk.frames("999-1009", size=(64, 64))
    (desk.folder / "beauty.1001.exr").write_bytes(b"")
    whole = (desk.folder / "beauty.1003.exr").read_bytes()
    (desk.folder / "beauty.1003.exr").write_bytes(whole[:5000])
    (desk.folder / "beauty.1005.exr").unlink()
    desk.frame("beauty.1007.exr", (32, 64), seed=7)

    code, findings = publish(pattern)

    assert code == 20
    assert findings == [
        ("core.cut-range", "error", "1010-1012"),
        ("core.frame-format", "error", "1007"),
        ("core.frames-complete", "error", "1005"),
        ("core.frames-readable", "error", "1001"),
        ("core.frames-readable", "error", "1003"),
    ]


def test_nothing_is_left_of_what_was_stopped(desk: Any, publish: Callable[..., Any], tmp_path: Path) -> None:
    publish(desk.frames("999-1005"))

    assert list((tmp_path / "home" / "storage").rglob("publish.json")) == []


def test_a_frame_that_stands_out_is_asked_about(desk: Any, publish: Callable[..., Any]) -> None:
    pattern = desk.frames("999-1012", size=(64, 64))
    desk.frame("beauty.1005.exr", (64, 64))

    assert publish(pattern) == (20, [("core.frame-sizes", "warning", "1005")])


def test_files_older_than_what_they_were_made_from_are_asked_about(desk: Any, publish: Callable[..., Any]) -> None:
    render = desk.frames("999-1012")
    yesterday = time.time() - 86_400
    for path in desk.folder.iterdir():
        os.utime(path, (yesterday, yesterday))
    publish(desk.frames("999-1012", name="plate"), "--kind", "plate")

    code, findings = publish(render, "--uses", f"{SHOT}:plate.main@v001")

    assert (code, findings) == (20, [("core.freshness", "warning", "999-1012")])


def test_old_files_may_use_old_files_that_are_published_late(desk: Any, publish: Callable[..., Any]) -> None:
    plate, render = desk.frames("999-1012", name="plate"), desk.frames("999-1012")
    yesterday = time.time() - 86_400
    for path in desk.folder.iterdir():
        os.utime(path, (yesterday, yesterday))

    assert publish(plate, "--kind", "plate") == (0, [])
    assert publish(render, "--uses", f"{SHOT}:plate.main@v001") == (0, [])


def test_what_was_retracted_is_asked_about(desk: Any, studio: Callable[..., Any], publish: Callable[..., Any]) -> None:
    publish(desk.frames("999-1012", name="plate"), "--kind", "plate")
    studio("retract", f"{SHOT}:plate.main@v001", "--reason", "wrong lens")

    code, findings = publish(desk.frames("999-1012"), "--uses", f"{SHOT}:plate.main@v001")

    assert (code, findings) == (20, [("core.stamps", "warning", None)])


def test_a_plan_tells_the_same_and_publishes_nothing(desk: Any, publish: Callable[..., Any], tmp_path: Path) -> None:
    pattern = desk.frames("999-1004,1006-1012")

    code, findings = publish(pattern, "--plan")

    assert code == 0
    assert findings == [("core.frames-complete", "error", "1005")]
    assert list((tmp_path / "home" / "storage").rglob("publish.json")) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.ma", b"any text\n"), ("a.nk", b"Root {\n}\n"), ("a.abc", b"any bytes"), ("notes.txt", b"any text\n")],
)
def test_any_file_of_a_known_name_is_published(
    desk: Any, publish: Callable[..., Any], name: str, content: bytes
) -> None:
    assert publish(str(desk.file(name, content))) == (0, [])


def test_an_empty_file_is_not_published(desk: Any, publish: Callable[..., Any]) -> None:
    assert publish(str(desk.file("a.ma", b""))) == (20, [("core.frames-readable", "error", None)])


def test_what_is_inside_is_written_into_the_manifest(desk: Any, publish: Callable[..., Any], tmp_path: Path) -> None:
    publish(desk.frames("999-1012", colorSpace="ACEScg"))

    (manifest,) = (tmp_path / "home" / "storage").rglob("publish.json")
    facts = json.loads(manifest.read_text())["facts"]
    assert facts["exr resolution"] == "8x8"
    assert facts["exr colour space"] == "ACEScg"
    assert facts["exr frames"] == "999-1012"


def test_a_published_script_knows_the_versions_that_it_reads(
    desk: Any, studio: Callable[..., Any], publish: Callable[..., Any]
) -> None:
    _, plate = studio("publish", desk.frames("999-1012"), "--to", SHOT, "--kind", "plate")
    (version,) = plate["result"]["versions"]
    pattern = version["representations"][0]["path"]
    _, shown = studio("show", version["address"])
    assert shown["result"]["representations"][0]["path"] == pattern
    root = Path(studio("config", "explain", "storage.root")[1]["result"]["value"])
    frame = str(root / pattern).replace("%04d", "1001")
    reads = "".join(
        f"Read {{\n inputs 0\n file {path}\n name {name}\n}}\n" for name, path in (("A", root / pattern), ("B", frame))
    )
    script = desk.file("comp.nk", f"#! Nuke16.0v1 -nx\nversion 16.0 v1\nRoot {{\n inputs 0\n}}\n{reads}".encode())

    code, made = studio("publish", str(script), "--to", SHOT, "--kind", "scene")

    assert (code, made["result"]["findings"]) == (0, [])
    _, used = studio("where-used", version["address"])
    assert made["result"]["versions"][0]["address"] in json.dumps(used["result"])
