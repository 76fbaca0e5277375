"""`mayapy -m dcc.maya.batch REQUEST REPORT`: a publish from a Maya scene without a person, for farms.

What a request may ask and a report says is the same for every application (`studio_tools.batch`).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from studio_tools.batch import main
from studio_tools.errors import NotCapable
from studio_tools.host import Scene


@contextmanager
def maya() -> Iterator[Scene]:
    """Maya without its interface."""
    try:
        from dcc.maya.scene import standalone
    except ImportError as cause:
        raise NotCapable("this Python has no Maya", hint="Start it with mayapy, Maya's own Python.") from cause
    standalone.begin()
    try:
        from dcc.maya.host import MayaHost

        yield MayaHost()
    finally:
        standalone.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ, maya))
