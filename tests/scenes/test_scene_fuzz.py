"""Readers meet files that nobody meant: the reader's own error, or a scene with its warnings; never anything else."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio_tools.errors import SourceError, StudioError
from studio_tools.scenes import Scene, read, repath

REAL = Path(__file__).parents[3] / "shared" / "data" / "real"
COLLECTED = sorted(path for name in ("maya", "nuke") for path in (REAL / name).glob("*.[mng][abki]*"))

MAYA = b"""//Maya ASCII 2026 scene
file -rdi 1 -ns "a" -dr 1 -rfn "aRN" -op "VERS|1|" -typ "mayaAscii" "/show/a.ma";
requires maya "2026";
requires -nodeType "x" "plug" "1.0";
currentUnit -l centimeter -a degree -t film;
createNode file -n "f";
\tsetAttr ".ftn" -type "string" "/t/a.<UDIM>.exr";
createNode script -n "s";
\tsetAttr ".b" -type "string" ( "playbackOptions -min 1 "
\t\t+ "-max 2 -ast 3 -aet 4");
select -ne :defaultResolution;
\tsetAttr ".w" 1920;
// End of it
"""
NUKE = b"""#! /opt/nuke -nx
#write_info W file:"/r/o.exr"
version 16.0 v8
Root {
 name /show/c.nk
 first_frame {{a.b}}
 views "left #f\nright #0"
}
Group {
 addUserKnob {2 p l "x \\" }
 p "\\[value root.name]"
 name G
}
 Read {
  file "\\[file dirname \\[value root.name]]/a.####.exr"
  name R
 }
end_group
clone $C1 {
}
Write {
 file /r/o.exr
 name W
}
"""
WORDS = st.sampled_from(
    [b'"', b"\\", b"{", b"}", b"[", b"]", b";", b"\n", b"\r", b"\0", b" ", b"(", b")", b"+", b"//", b"#", b"Read {\n",
     b"Group {\n", b" file ", b"end_group\n", b"createNode file;\n", b'\tsetAttr ".ftn" ', b"file -r ", b"requires ",
     b"\xff\xfe", b"FOR8", b"clone ", b"set C1 [stack 0]\n", b"version ", b"name x\n", b"[value ", b"%04d", b"-type"]
)  # fmt: skip


def survives(path: Path, raw: bytes) -> Scene | None:
    """Read *raw* under the name *path*: a scene whose entry is JSON, or None for the reader's own error."""
    path.write_bytes(raw)
    try:
        scene = read(path)
    except SourceError:
        return None
    json.dumps(scene.as_json(), allow_nan=False)
    return scene


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize("ending", [".ma", ".mb", ".nk", ".gizmo", ".txt"])
@QUICK
@given(raw=st.binary(max_size=400))
def test_any_bytes_are_a_scene_or_refused(folder: Path, ending: str, raw: bytes) -> None:
    survives(folder / f"any{ending}", raw)


@pytest.mark.parametrize(("name", "text"), [("a.ma", MAYA), ("a.nk", NUKE)], ids=["Maya", "Nuke"])
@QUICK
@given(at=st.integers(0, 900), drop=st.integers(0, 40), words=st.lists(WORDS, max_size=6))
def test_a_scene_with_anything_put_anywhere_is_read_or_refused(
    folder: Path, name: str, text: bytes, at: int, drop: int, words: list[bytes]
) -> None:
    survives(folder / name, text[:at] + b"".join(words) + text[at + drop :])


@pytest.mark.parametrize("name", ["a.ma", "a.nk"])
@QUICK
@given(words=st.lists(WORDS, max_size=60))
def test_words_in_any_order_are_a_scene_or_refused(folder: Path, name: str, words: list[bytes]) -> None:
    survives(folder / name, b"".join(words))


@pytest.mark.parametrize(("name", "text"), [("a.ma", MAYA), ("a.nk", NUKE)], ids=["Maya", "Nuke"])
def test_a_scene_cut_anywhere_is_refused_or_told_of(folder: Path, name: str, text: bytes) -> None:
    unnoticed = []

    for size in range(len(text) - 1):
        scene = survives(folder / name, text[:size])
        if scene is not None and not scene.warnings:
            unnoticed.append(text[:size][-30:])

    # Where a whole node or Maya's closing line was the last, nothing in the text is amiss.
    assert [
        each for each in unnoticed if not each.endswith((b"\n", b"}", b"end_group")) and b"// End" not in each
    ] == []


@QUICK
@given(at=st.integers(0, 500), words=st.lists(WORDS, max_size=4))
def test_a_damaged_scene_is_repathed_rightly_or_refused(folder: Path, at: int, words: list[bytes]) -> None:
    source, into = folder / "source.nk", folder / "into.nk"
    into.unlink(missing_ok=True)
    source.write_bytes(NUKE[:at] + b"".join(words) + NUKE[at:])
    try:
        report = repath(source, into, "/r", "/elsewhere")
    except StudioError:
        assert not into.exists()
        return
    assert into.read_bytes().count(b"/elsewhere") == report.changed


def flipped(raw: bytes, seed: int) -> bytes:
    """*raw* with up to twenty bytes changed."""
    chance = random.Random(seed)
    text = bytearray(raw)
    for _ in range(chance.randint(1, 20)):
        text[chance.randrange(len(text))] = chance.randrange(256)
    return bytes(text)


@pytest.mark.parametrize("path", COLLECTED, ids=lambda each: each.name)
def test_a_collected_scene_with_flipped_bytes_is_read_or_refused(folder: Path, path: Path) -> None:
    raw = path.read_bytes()

    for seed in range(8):
        survives(folder / path.name, flipped(raw, seed))


def mangled(raw: bytes, other: bytes) -> Iterator[bytes]:
    for seed in range(150):
        chance = random.Random(seed)
        at, length = chance.randrange(len(raw)), chance.randrange(2_000)
        yield flipped(raw, seed)
        yield raw[:at] + raw[at + length :]
        yield raw[:at] + raw[at : at + length] * 2 + raw[at:]
        yield raw[:at] + other[:length] + raw[at:]


@pytest.mark.long
@pytest.mark.parametrize("path", COLLECTED, ids=lambda each: each.name)
def test_a_collected_scene_mangled_in_many_ways_is_read_or_refused(folder: Path, path: Path) -> None:
    other = COLLECTED[0].read_bytes()

    for raw in mangled(path.read_bytes(), other):
        survives(folder / path.name, raw)


@pytest.mark.long
@pytest.mark.parametrize("path", [each for each in COLLECTED if each.suffix == ".mb"], ids=lambda each: each.name)
def test_chunks_with_every_byte_of_their_heads_changed_are_read_or_refused(folder: Path, path: Path) -> None:
    raw = path.read_bytes()

    for at in range(1_500):
        for value in (0, 0x7F, 0xFF):
            survives(folder / path.name, raw[:at] + bytes((value,)) + raw[at + 1 :])
