"""How fast scenes are read: text, chunks, a production comp, and a whole tree of references. On made files, medians.

`python bench/bench_scenes.py [MB]` makes files of so many megabytes (60).
"""

from __future__ import annotations

import resource
import struct
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))

from studio_tools.scenes import Explorer, read

ROUNDS = 3
MEGABYTE = 1_000_000


def seconds(call: Callable[[], object]) -> float:
    spent = []
    for _ in range(ROUNDS):
        start = perf_counter()
        call()
        spent.append(perf_counter() - start)
    return median(spent)


def maya_node(at: int) -> str:
    points = "".join(f"\n\t\t{at % 7}.5 {row}.25 -{row}.75 {row}.125 0.0625 {at % 11}" for row in range(12))
    return (
        f'createNode transform -n "prop_{at}" -p "set";\n\trename -uid "5DEB6200-482D-2119-57F5-{at:012X}";\n'
        f'\tsetAttr ".t" -type "double3" {at}.5 2 3 ;\n'
        f'createNode mesh -n "prop_{at}Shape" -p "prop_{at}";\n\trename -uid "6DEB6200-482D-2119-57F5-{at:012X}";\n'
        f'\tsetAttr -k off ".v";\n\tsetAttr -s 24 ".vt[0:23]"{points};\n'
        f'connectAttr "prop_{at}.o" "layer.i[{at}]";\n'
    )


def maya_file(at: int) -> str:
    return f'createNode file -n "file{at}";\n\tsetAttr ".ftn" -type "string" "/show/tex/prop_{at}.<UDIM>.exr";\n'


def maya_ascii(path: Path, size: int) -> None:
    head = '//Maya ASCII 2026 scene\nrequires maya "2026";\ncurrentUnit -l centimeter -a degree -t film;\n'
    parts = [head]
    while len(parts) * 750 < size:
        parts.append(maya_node(len(parts)) + (maya_file(len(parts)) if len(parts) % 50 == 0 else ""))
    path.write_text("".join(parts) + "// End of it.ma\n")


def chunk(tag: bytes, body: bytes) -> bytes:
    return tag + bytes(4) + struct.pack(">Q", len(body)) + body + bytes(-len(body) % 8)


def group(kind: bytes, *chunks: bytes) -> bytes:
    body = kind + b"".join(chunks)  # the parts bring their padding, so a group needs none
    return b"FOR8" + bytes(4) + struct.pack(">Q", len(body)) + body


def maya_binary(path: Path, size: int) -> None:
    mesh = group(b"DMSH", chunk(b"CREA", b"\x80prop_Shape\0prop\0"), chunk(b"DBLE", b"vt\0 " + bytes(1100)))
    texture = group(b"RTFT", chunk(b"CREA", b"\x80file1\0"), chunk(b"STR ", b"ftn\0 /show/tex/a.exr\0"))
    nodes = (mesh * 50 + texture) * (size // (50 * len(mesh)))
    path.write_bytes(group(b"Maya", group(b"HEAD", chunk(b"VERS", b"2026")), nodes))


def nuke_node(at: int) -> str:
    if at % 60 == 0:
        return (
            f"Read {{\n inputs 0\n file_type exr\n file /show/plates/sh{at:05}/v001/plate.%04d.exr\n"
            f' format "2048 1556 0 0 2048 1556 1 2K_Super_35(full-ap)"\n first 1001\n last 1100\n name Read{at}\n'
            f" xpos {at}\n ypos -120\n}}\nset N{at:08x} [stack 0]\n"
        )
    if at % 60 == 7:
        keys = " ".join(f"x{frame} {frame * 0.37:.6f}" for frame in range(1001, 1101))
        return f"Transform {{\n translate {{{{curve {keys}}} {{curve {keys}}}}}\n name Transform{at}\n xpos 1\n}}\n"
    return (
        f"Grade {{\n inputs 1\n white {{0.91 0.82 0.73 1}}\n multiply 1.1\n mix 0.5\n name Grade{at}\n"
        f' label "a note"\n xpos {at}\n ypos -96\n}}\npush $N{at:08x}\n'
    )


def nuke_script(path: Path, size: int) -> None:
    head = "#! /opt/Nuke16.0v8/nuke -nx\nversion 16.0 v8\nRoot {\n inputs 0\n name /show/comp.nk\n fps 24\n}\n"
    one = "".join(map(nuke_node, range(2_000)))
    path.write_text(head + one * max(1, size // len(one)))


def tree(folder: Path, files: int) -> Path:
    """A set of scenes, each with three references below it."""
    head = '//Maya ASCII 2026 scene\nrequires maya "2026";\n'
    body = "".join(map(maya_node, range(100)))
    for at in range(files):
        lines = "".join(
            f'file -r -ns "a{below}" -dr 1 -rfn "a{below}RN" -typ "mayaAscii" "{folder}/s{below}.ma";\n'
            for below in range(at * 3 + 1, min(at * 3 + 4, files))
        )
        (folder / f"s{at}.ma").write_text(lines + head + body + "// End of it\n")
    return folder / "s0.ma"


def report(name: str, path: Path) -> None:
    size = path.stat().st_size / MEGABYTE
    spent = seconds(lambda: read(path))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name:<34}{size:>9.1f} MB{spent * 1e3:>10.1f} ms{size / spent:>10.0f} MB/s{peak:>10.0f} MB at most")


def main() -> None:
    size = int(sys.argv[1] if len(sys.argv) > 1 else 60) * MEGABYTE
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = (("Maya ASCII", "a.ma", maya_ascii), ("Maya binary", "b.mb", maya_binary), ("Nuke", "c.nk", nuke_script))
        for title, file, make in made:
            make(folder / file, size)
            report(title, folder / file)
            (folder / file).unlink()
        nuke_script(folder / "comp.nk", 3 * MEGABYTE)
        report("a production comp of 3 MB", folder / "comp.nk")
        top = tree(folder, 200)
        spent = seconds(lambda: Explorer().explore(top))
        print(f"{'200 files that refer to one another':<34}{spent * 1e3:>22.1f} ms")


if __name__ == "__main__":
    main()
