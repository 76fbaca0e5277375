"""`python -m dcc.nuke.batch REQUEST REPORT`, with the Python that Nuke brings: a publish from a script, for farms.

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
def nuke() -> Iterator[Scene]:
    """Nuke as a module of its own Python: it has begun once it is imported, and ends with the process."""
    try:
        from dcc.nuke.host import NukeHost
    except ImportError as cause:
        raise NotCapable("this Python has no Nuke", hint="Start it with the Python that Nuke brings.") from cause
    yield NukeHost()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ, nuke))
