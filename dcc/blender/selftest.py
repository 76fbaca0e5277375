"""`python -m dcc.blender.selftest`, with Blender as a module: tries in it what we need of it, and writes a transcript.

In Blender itself: `blender --background --python …/dcc/blender/selftest.py -- --transcript …`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

if not globals().get("__package__"):  # run as a file: we are found by its place, its neighbours not by their bare names
    _FILE = Path(globals().get("__file__") or sys.argv[0]).resolve()
    sys.path[:] = [each for each in sys.path if Path(each or ".").resolve() != _FILE.parent]
    sys.path.append(str(_FILE.parents[2]))

from studio_tools.errors import NotCapable
from studio_tools.testing.selftest.command import main as run
from studio_tools.testing.selftest.for_blender import BLENDER
from studio_tools.testing.selftest.for_blender.kit import kit
from studio_tools.testing.selftest.probes import Subject


@contextmanager
def blender(own: Path) -> Iterator[Subject]:
    """The Blender that runs."""
    try:
        import bpy

        from dcc.blender.host import BlenderHost
    except ImportError as cause:
        raise NotCapable("this Python has no Blender", hint="Start it in Blender, or install bpy.") from cause
    host = BlenderHost()
    if not host.interactive:  # a person's scene is asked about first
        host.new(force=True)
    version = str(bpy.app.version_string)
    made_by = {"program": "Blender", "host_version": version, "api": ".".join(map(str, bpy.app.version))}
    try:
        yield Subject(
            questions=BLENDER,
            made_by=made_by,
            host=host,
            kit=kit(host, bpy, turn=host.turn),
            is_modified=host.modified,
        )
    finally:
        host.stop()


def main(argv: Sequence[str] = ()) -> int:
    """Run the self-test; the exit code."""
    return run(argv, BLENDER, blender)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
