"""What an entry of a menu runs. Nothing that fails in there reaches Blender."""

from __future__ import annotations

from collections.abc import Callable

from studio_tools.host import entries


def run(spec: str, complain: Callable[[str], None]) -> None:
    """Run a menu's entry. What goes wrong is told, and never raised into Blender."""
    entries.run(spec, complain, log="on the terminal that Blender was started from")
