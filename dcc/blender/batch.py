"""`python -m dcc.blender.batch REQUEST REPORT`, in a Python that has Blender as a module: a publish without a person.

Or with the program itself: `blender -b --python dcc/blender/batch.py -- REQUEST REPORT`. What a request may ask and a
report says is the same for every application (`studio_tools.batch`).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studio_tools.host import Scene


@contextmanager
def blender() -> Iterator[Scene]:
    """Blender without its window: it has begun once it is imported, and ends with the process."""
    from studio_tools.errors import NotCapable

    try:
        from dcc.blender.host import BlenderHost
    except ImportError as cause:
        raise NotCapable(
            "this Python has no Blender", hint="Start it with `blender -b --python`, or install bpy into this Python."
        ) from cause
    host = BlenderHost()
    try:
        yield host
    finally:
        host.stop()


def told(argv: Sequence[str]) -> list[str]:
    """What was meant for us: of Blender's own command line, what stands behind `--`."""
    return list(argv[argv.index("--") + 1 :] if "--" in argv else argv[1:])


def find_ourselves() -> None:
    """Have the packages found beside which this file lies: Blender runs it as a mere script."""
    ours = str(Path(__file__).resolve().parents[2])
    if ours not in sys.path:
        sys.path.append(ours)


if __name__ == "__main__":
    find_ourselves()
    from studio_tools.batch import main

    sys.exit(main(told(sys.argv), os.environ, blender))
