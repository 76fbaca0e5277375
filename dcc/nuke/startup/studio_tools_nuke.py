"""Puts our packages on Nuke's path, behind its own, and begins. The only module of ours that Nuke finds by itself."""

from __future__ import annotations

import sys
from pathlib import Path


def add_packages() -> None:
    """Have Nuke's Python find our packages: in every mode, and nothing else. Repeatable."""
    place = packages(Path(__file__).resolve())
    if str(place) not in sys.path:
        sys.path.append(str(place))


def begin() -> None:
    """Begin in this Nuke's window. Repeatable."""
    add_packages()
    from dcc.nuke.start import begin as begin_in_nuke

    begin_in_nuke()


def packages(here: Path) -> Path:
    """The folder that our packages lie in: `python` of the bundle, or where this is installed."""
    for folder in here.parents:
        for place in (folder / "python", folder):
            if (place / "studio_tools" / "__init__.py").is_file():
                return place
    raise ImportError(f"studio_tools does not lie beside {here}; build the bundle anew")
