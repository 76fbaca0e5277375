"""How long it takes to begin: importing the library, `studio --help`, and quick commands on a small home.

Medians of processes started one after the other; the empty interpreter stands beside them, since it is in all of them.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

HOUSE = Path(__file__).parents[1]
STUDIO = ["-m", "studio_tools.cli"]
HOLD = {"import studio_tools": 40, "studio --help": 150}
"""Milliseconds; the import is held without the interpreter's own start."""


def took(arguments: Sequence[str], environ: Mapping[str, str]) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, *arguments], env=environ, cwd=HOUSE, check=True, stdout=subprocess.DEVNULL)
    return (time.perf_counter() - started) * 1000


def cases(home: Path) -> dict[str, list[str]]:
    at = ["--home", str(home)]
    return {
        "python -c pass": ["-c", "pass"],
        "import studio_tools": ["-c", "import studio_tools"],
        "import click": ["-c", "import click"],
        "studio --help": [*STUDIO, "--help"],
        "studio publish --help": [*STUDIO, "publish", "--help"],
        "studio versions --json": [*STUDIO, "versions", "--json", *at],
        "studio resume --json": [*STUDIO, "resume", "--json", *at],
        "studio create sequence": [*STUDIO, "create", "sequence", "demo/sq010", *at],
    }


def measure(rounds: int) -> dict[str, float]:
    """Medians in milliseconds; the cases take turns, so that a busy moment hits all of them."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        environ = {**os.environ, "PYTHONPATH": str(HOUSE), "STUDIO_TOOLS_USER": "bench"}
        took([*STUDIO, "init", str(home), "--project", "demo"], environ)
        found: dict[str, list[float]] = {name: [] for name in cases(home)}
        for _ in range(rounds):
            for name, arguments in cases(home).items():
                found[name].append(took(arguments, environ))
    return {name: statistics.median(times) for name, times in found.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    medians = measure(parser.parse_args().rounds)
    empty = medians["python -c pass"]
    print(f"{'case':<26}{'median ms':>10}{'over python':>13}{'hold':>7}")
    for name, median in medians.items():
        print(f"{name:<26}{median:>10.0f}{median - empty:>13.0f}{HOLD.get(name, ''):>7}")


if __name__ == "__main__":
    main()
