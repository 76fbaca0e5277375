"""Whether the Python that applications hand their publishes over to can do the work: it starts, and is of our release.

Not here: which one that is (publish.workers), what it does.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping

import studio_tools
from studio_tools.doctor.line import Level, Line

_AREA = "workers"
_SECONDS = 30
_ASK = """
import json, platform
from importlib.util import find_spec
import studio_tools, studio_tools.worker.process
print(json.dumps([studio_tools.__version__, platform.python_version(), find_spec("blake3") is not None]))
"""


def worker_lines(python: str, environ: Mapping[str, str]) -> Iterator[Line]:
    """Start the Python of workers in their environment, and say what it is."""
    program = shutil.which(python, path=environ.get("PATH"))
    if program is None:
        yield _warn(
            f"{python} is no program", "Name the product's Python by host.worker_python or STUDIO_TOOLS_PYTHON."
        )
        return
    try:
        told = _asked(program, environ)
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        advice = (
            f"Install studio_tools {studio_tools.__version__} there; until then applications publish by themselves."
        )
        yield _warn(f"{python} does not run our worker: {_last_line(error)}", advice)
        return
    yield from _judged(python, told)


def _asked(program: str, environ: Mapping[str, str]) -> list[object]:
    command = [program, "-P", "-c", _ASK]
    done = subprocess.run(
        command,
        env=dict(environ),
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=True,
        stdin=subprocess.DEVNULL,
    )
    found: list[object] = json.loads(done.stdout)
    return found


def _judged(python: str, told: list[object]) -> Iterator[Line]:
    release, version, is_quick = told
    if release != studio_tools.__version__:
        advice = "Give it the release that applications load; until then they publish by themselves."
        yield _warn(f"{python} has studio_tools {release}, and this is {studio_tools.__version__}", advice)
        return
    yield Line(area=_AREA, level=Level.OK, text=f"workers run in {python}, Python {version}")
    if not is_quick:
        yield _warn(f"{python} has no blake3, so its digests are slow", "Install studio_tools with its extra `media`.")


def _last_line(error: Exception) -> str:
    if isinstance(error, subprocess.CalledProcessError):
        return (str(error.stderr).strip().splitlines() or [f"it ended with {error.returncode}"])[-1]
    return str(error)


def _warn(text: str, advice: str) -> Line:
    return Line(area=_AREA, level=Level.WARN, text=text, advice=advice)
