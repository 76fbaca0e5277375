"""The `studio` command: it reads what was typed, asks `Studio`, and prints what came of it.

No pipeline logic lives here. Commands are loaded when they are called, so that `--help` stays quick.
"""

from __future__ import annotations

import sys

from studio_tools.cli.early import Early

__all__ = ["main"]


def main() -> None:
    """Run the command line and end the process with its exit code."""
    early = Early(sys.argv[1:])
    early.listen()  # before anything heavy is imported, so that whoever ends us soon gets an answer too

    from studio_tools.cli.door import run

    sys.exit(run(sys.argv[1:], listening=early.leave))
