"""Large files: constant memory, no hang, values longer than any that is kept, and how a tree of them is read."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from studio_tools.scenes import Explorer, read

Write = Callable[[str, str | bytes], Path]
HOUSE = Path(__file__).parents[2]
MEGABYTE = 1 << 20

MESH = b'createNode mesh -n "m";\n\tsetAttr -s 9000 ".vt[0:8999]" ' + b"0.5 -0.25 1.125\n\t\t" * 400 + b";\n"
GRADE = b"Grade {\n white {0.5 0.25 1 1}\n name Grade1\n}\n"


def peak(path: Path) -> int:
    """Megabytes at most that a process of its own needs to read *path*."""
    code = (
        "import sys, resource; from studio_tools.scenes import read; scene = read(sys.argv[1]); "
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, len(scene.dependencies))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], cwd=HOUSE, capture_output=True, text=True, check=True, timeout=100
    )
    return int(done.stdout.split()[0])


def many(path: Path, head: bytes, part: bytes, tail: bytes, size: int) -> Path:
    with path.open("wb") as stream:
        stream.write(head)
        block = part * max(1, MEGABYTE // len(part))
        while stream.tell() < size:
            stream.write(block)
        stream.write(tail)
    return path


@pytest.mark.long
@pytest.mark.parametrize(
    ("name", "head", "part", "tail"),
    [
        ("a.ma", b'//Maya ASCII 2026 scene\nrequires maya "2026";\n', MESH, b"// End of a.ma\n"),
        ("a.nk", b"version 16.0 v8\n", GRADE, b"Read {\n file /p/a.exr\n name R\n}\n"),
    ],
    ids=["Maya ASCII", "Nuke"],
)
def test_memory_does_not_grow_with_the_file(tmp_path: Path, name: str, head: bytes, part: bytes, tail: bytes) -> None:
    small = peak(many(tmp_path / f"small_{name}", head, part, tail, 10 * MEGABYTE))

    large = peak(many(tmp_path / name, head, part, tail, 110 * MEGABYTE))

    assert large <= small + 16


def test_a_gigabyte_of_geometry_in_one_chunk_is_passed_over(tmp_path: Path, chunks: Any) -> None:
    size = (1 << 30) if chunks.wide else (1 << 29)
    width, at = (8, 8) if chunks.wide else (4, 4)
    texture = chunks.node(b"RTFT", "f", chunks.text("ftn", "/t/a.exr"))
    mesh = chunks.group(b"DMSH", chunks.leaf(b"CREA", b"\x80m\0"))
    mesh = mesh[:at] + size.to_bytes(width, "big") + mesh[at + width :]
    head_end = len(chunks.group(b"Maya", chunks.head()))
    whole = chunks.group(b"Maya", chunks.head())
    total = head_end + chunks_header(chunks) + size + len(texture)
    whole = whole[:at] + (total - chunks_header(chunks)).to_bytes(width, "big") + whole[at + width :]
    path = tmp_path / "sparse.mb"
    with path.open("wb") as stream:
        stream.write(whole + mesh)
        stream.seek(head_end + chunks_header(chunks) + size)
        stream.write(texture)

    began = perf_counter()
    scene = read(path)

    assert [each.path for each in scene.dependencies] == ["/t/a.exr"]
    assert scene.warnings == ()
    assert perf_counter() - began < 60


def chunks_header(chunks: Any) -> int:
    return 16 if chunks.wide else 8


@pytest.mark.long
def test_a_value_of_fifty_megabytes_is_passed_over(tmp_path: Path) -> None:
    head = b"version 16.0 v8\nRotoPaint {\n curves {"
    path = many(tmp_path / "a.nk", head, b"{f 1065353216} x", b"}\n name R\n}\n" + GRADE, 12 * MEGABYTE)

    scene = read(path)

    assert scene.host == "nuke"
    assert scene.warnings == ()


@pytest.mark.long
def test_a_value_longer_than_any_that_is_kept_is_told_and_what_follows_is_read(tmp_path: Path) -> None:
    tail = b"}\n name R\n}\nRead {\n file /p/a.exr\n name Read1\n}\n"
    path = many(tmp_path / "a.nk", b"version 16.0 v8\nRotoPaint {\n curves {", b"{f 1} x", tail, 60 * MEGABYTE)

    scene = read(path)

    assert "Read1" in [each.node for each in scene.dependencies]


@pytest.mark.long
@pytest.mark.parametrize("sign", [b" ", b"\n", b'"', b"{", b"[", b"\\", b"x", b"\r"], ids=repr)
@pytest.mark.parametrize("name", ["a.ma", "a.nk"])
def test_megabytes_of_one_sign_are_no_hang(tmp_path: Path, name: str, sign: bytes) -> None:
    maya = b'requires maya "2026";\ncreateNode file;\n\tsetAttr ".ftn" -type "string" '
    head = {"a.ma": maya, "a.nk": b"version 1\nRead {\n file "}
    path = tmp_path / name
    path.write_bytes(head[name] + sign * (24 * MEGABYTE))

    began = perf_counter()
    read(path)

    assert perf_counter() - began < 100


def test_two_hundred_scenes_are_read_in_a_moment(write: Write, tmp_path: Path) -> None:
    for at in range(200):
        below = range(at * 3 + 1, min(at * 3 + 4, 200))
        lines = "".join(f'file -r -ns "a" -rfn "a{each}RN" -typ "mayaAscii" "s{each}.ma";\n' for each in below)
        write(f"s{at}.ma", lines.encode() + b'requires maya "2026";\n' + MESH * 10)

    began = perf_counter()
    tree = Explorer().explore(tmp_path / "s0.ma")

    assert len(tree.branches) == 200
    assert perf_counter() - began < 60
