"""Every collected scene, against what a careful reading of it by eye says."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import SourceError
from studio_tools.scenes import Scene, read

EXPECTED = sorted((Path(__file__).parent / "expected").glob("*.json"))
ENDINGS = {".ma": "maya", ".mb": "maya", ".nk": "nuke", ".gizmo": "nuke"}
KEYS = [
    "file",
    "host",
    "version",
    "fps",
    "range",
    "animation_range",
    "render_range",
    "resolution",
    "format",
    "units",
    "color_management",
    "ocio_config",
    "references",
    "dependencies",
    "outputs",
    "plugins",
    "script_nodes",
    "warnings",
]


def place(expected: Path) -> str:
    return f"{ENDINGS[Path(expected.stem).suffix]}/{expected.stem}"


def shown(found: Any, wanted: Any) -> Any:
    """*found* with only the keys that *wanted* speaks of."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        return {key: shown(found.get(key), value) for key, value in wanted.items()}
    if isinstance(wanted, list) and isinstance(found, list) and len(found) == len(wanted):
        return [shown(one, other) for one, other in zip(found, wanted, strict=True)]
    return found


def cut(path: Path, size: int, into: Path) -> Scene | SourceError:
    into.write_bytes(path.read_bytes()[:size])
    try:
        return read(into)
    except SourceError as error:
        return error


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda each: each.stem)
def test_a_collected_scene_says_what_was_read_in_it_by_eye(expected: Path, real: Callable[[str], Path]) -> None:
    wanted = json.loads(expected.read_text(encoding="utf-8"))

    found = read(real(place(expected))).as_json()

    assert shown(found, wanted) == wanted


def test_at_least_twelve_scenes_were_read_by_eye() -> None:
    assert len(EXPECTED) >= 12


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda each: each.stem)
def test_an_entry_has_every_key_that_programs_lean_on(expected: Path, real: Callable[[str], Path]) -> None:
    entry = read(real(place(expected))).as_json()

    assert set(KEYS) <= set(entry)
    assert json.loads(json.dumps(entry)) == entry


def test_text_and_chunks_of_one_scene_agree(real: Callable[[str], Path]) -> None:
    text = read(real("maya/aws-deadline__scene_file_to_reference.ma"))
    chunks = read(real("maya/aws-deadline__scene_file_to_reference.mb"))

    same = [
        "host",
        "version",
        "fps",
        "range",
        "animation_range",
        "render_range",
        "resolution",
        "format",
        "units",
        "colour",
        "references",
    ]
    assert {name: getattr(text, name) for name in same} == {name: getattr(chunks, name) for name in same}
    assert [(each.node, each.when) for each in text.script_nodes] == [
        (each.node, each.when) for each in chunks.script_nodes
    ]
    assert text.dependencies == chunks.dependencies == ()


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda each: each.stem)
def test_a_scene_cut_short_at_any_kilobyte_is_told_of(
    expected: Path, real: Callable[[str], Path], tmp_path: Path
) -> None:
    path = real(place(expected))
    unnoticed = []

    for size in range(1024, path.stat().st_size, 1024):
        found = cut(path, size, tmp_path / path.name)
        if isinstance(found, Scene) and not found.warnings:
            unnoticed.append(size)

    assert unnoticed == []


@pytest.mark.parametrize("expected", [each for each in EXPECTED if ".mb" not in each.name], ids=lambda each: each.stem)
def test_other_line_ends_say_the_same(expected: Path, real: Callable[[str], Path], tmp_path: Path) -> None:
    path = real(place(expected))
    before = read(path).as_json()

    for ending in (b"\r\n", b"\r"):
        other = tmp_path / path.name
        other.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", ending))
        after = read(other).as_json()

        for key in ("version", "fps", "range", "resolution", "references", "dependencies", "outputs", "plugins"):
            assert shown(after[key], before[key]) == before[key]
        assert after["warnings"] == before["warnings"]


@pytest.mark.parametrize("name", [each.stem for each in EXPECTED if each.stem.endswith(".nk")])
def test_another_parser_finds_the_same_reads_and_writes(name: str, real: Callable[[str], Path]) -> None:
    path = real(f"nuke/{name}")
    nkparser = pytest.importorskip("nkparser", reason="nkparser is not installed")
    theirs: dict[str, list[str | None]] = {"Read": [], "Write": []}
    for node in nkparser.Script.from_string(path.read_text(encoding="utf-8")).all_nodes():
        if node.class_name in theirs and (node.class_name == "Write" or node.get_string("file")):
            theirs[node.class_name].append(node.get_string("file") or None)

    scene = read(path)

    named = [dict(each.details) | {"path": each.path} for each in scene.dependencies]
    reads = [each["path"] for each in named if (each.get("node_type"), each.get("knob")) == ("Read", "file")]
    assert sorted(reads) == sorted(str(each) for each in theirs["Read"])
    assert sorted(str(each.path) for each in scene.outputs) == sorted(str(each) for each in theirs["Write"])
