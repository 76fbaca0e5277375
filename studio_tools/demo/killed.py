"""A publish in a process of its own, killed in the middle without a warning: what a power cut or a crash does."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import studio_tools

_PATIENCE = 30.0


def kill_half_way(arguments: list[str], environ: Mapping[str, str], *, is_half_way: Callable[[], bool]) -> bool:
    """Run `studio` with *arguments* and kill it as soon as it is half way; False where it was done before that."""
    child = subprocess.Popen(
        [sys.executable, "-m", "studio_tools.cli", *arguments],
        env=_environment(environ),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        end = time.monotonic() + _PATIENCE
        while child.poll() is None and time.monotonic() < end:
            if is_half_way():
                break
            time.sleep(0.002)
    finally:
        child.kill()
        child.wait()
    return child.returncode != 0


def _environment(environ: Mapping[str, str]) -> dict[str, str]:
    """The child must import the same packages as we do, wherever it is started."""
    ours = str(Path(studio_tools.__file__).parents[1])
    known = environ.get("PYTHONPATH", "")
    return {**os.environ, **environ, "PYTHONPATH": f"{ours}{os.pathsep}{known}" if known else ours}
