"""How long it takes to begin: importing the library, `studio --help`, quick commands on a small home, a host's start.

Medians of processes started one after the other; the empty interpreter stands beside them, since it is in all of them.
A host's start is what our start-up files add to that of a simulated host, the menu and the watches included.
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
HOLD = {"import studio_tools": 40, "studio --help": 150, "start in Maya": 100, "start in Nuke": 100}
"""Milliseconds; the import is held without the interpreter's own start."""
STARTS = {
    "Maya": ("mayasim", "dcc/maya/startup/scripts", ("userSetup.py",)),
    "Nuke": ("nukesim", "dcc/nuke/startup", ("init.py", "menu.py")),
}
START = """
import sys, time
from pathlib import Path
from studio_tools.testing.{simulator} import installed, start

with installed(start(Path({place!r}), is_gui=True)) as session:
    for name in [name for name in sys.modules if name.startswith("studio_tools")]:
        if not name.startswith("studio_tools.testing"):
            del sys.modules[name]
    sys.path.append({folder!r})
    texts = [Path({folder!r}, name).read_text() for name in {files!r}]
    started, worked = time.perf_counter(), time.process_time()
    for text in texts:
        exec(text, {{"__name__": "__main__"}})
    getattr(session, "idle", lambda: None)()
    print((time.perf_counter() - started) * 1000, (time.process_time() - worked) * 1000)
"""


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


def start_in(host: str, rounds: int) -> tuple[float, float]:
    """Medians of our start in a host, in milliseconds: by the clock, and of the processor alone."""
    simulator, below, files = STARTS[host]
    with tempfile.TemporaryDirectory() as place:
        code = START.format(simulator=simulator, place=place, folder=str(HOUSE / below), files=files)
        command, environ = [sys.executable, "-c", code], {**os.environ, "PYTHONPATH": str(HOUSE)}
        ended = [
            subprocess.run(command, env=environ, cwd=HOUSE, check=True, stdout=subprocess.PIPE, text=True).stdout
            for _ in range(rounds)
        ]
    clock, processor = zip(*(map(float, each.split()) for each in ended), strict=True)
    return statistics.median(clock), statistics.median(processor)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    medians = measure(rounds)
    empty = medians["python -c pass"]
    print(f"{'case':<26}{'median ms':>10}{'over python':>13}{'hold':>7}")
    for name, median in medians.items():
        print(f"{name:<26}{median:>10.0f}{median - empty:>13.0f}{HOLD.get(name, ''):>7}")
    for host in STARTS:
        clock, processor = start_in(host, rounds)
        hold = HOLD[f"start in {host}"]
        print(f"{f'start in {host}':<26}{clock:>10.0f}{'':>13}{hold:>7}   {processor:.0f} of the processor alone")


if __name__ == "__main__":
    main()
