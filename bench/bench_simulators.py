"""How long a scene of a thousand references, and a script of a thousand reads, take to be collected in the simulators.

The house holds one second for each. Prints medians; nothing is written but below a temporary folder.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from studio_tools.testing import mayasim, nukesim

COUNT = 1000
HOLD = 1.0
"""Seconds."""
SMALL = '//Maya ASCII 2025 scene\nrequires maya "2025";\ncreateNode transform -n "body";\n'


def timed(work: Callable[[], int]) -> float:
    started = time.perf_counter()
    found = work()
    assert found == COUNT, f"{found} were found"
    return time.perf_counter() - started


def in_maya(folder: Path, rounds: int) -> list[float]:
    """Ask every reference for its file, namespace and state."""
    path = folder / "small.ma"
    path.write_text(SMALL, "utf-8")
    with mayasim.installed(mayasim.start(folder)):
        from maya import cmds

        for number in range(COUNT):
            cmds.file(path.as_posix(), reference=True, namespace=f"extra_{number:04d}")

        def collect() -> int:
            nodes = cmds.ls(type="reference") or []
            rows = [
                (
                    cmds.referenceQuery(node, filename=True, withoutCopyNumber=True),
                    cmds.referenceQuery(node, namespace=True),
                    cmds.referenceQuery(node, isLoaded=True),
                )
                for node in nodes
            ]
            return len(rows)

        return [timed(collect) for _ in range(rounds)]


def in_nuke(folder: Path, rounds: int) -> list[float]:
    """Ask every Read for its file and range."""
    with nukesim.installed(nukesim.start(folder)):
        import nuke

        for number in range(COUNT):
            nuke.nodes.Read(file=f"/plates/p{number}.####.exr", first=1001, last=1100)

        def collect() -> int:
            return len([(node.fullName(), node["file"].value()) for node in nuke.allNodes("Read")])

        return [timed(collect) for _ in range(rounds)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    for name, measure in (("maya: 1 000 references", in_maya), ("nuke: 1 000 reads", in_nuke)):
        with tempfile.TemporaryDirectory() as folder:
            seconds = statistics.median(measure(Path(folder), rounds))
        print(f"{name:<24} {seconds:6.3f} s   hold {HOLD} s: {'kept' if seconds <= HOLD else 'NOT KEPT'}")


if __name__ == "__main__":
    main()
