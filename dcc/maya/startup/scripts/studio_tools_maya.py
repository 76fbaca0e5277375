"""Puts our packages on Maya's path, behind its own, and begins. The only module of ours that Maya finds by itself."""

from __future__ import annotations

import sys
from pathlib import Path


def begin() -> None:
    """Begin in this Maya. Repeatable."""
    place = packages(Path(__file__).resolve())
    if str(place) not in sys.path:
        sys.path.append(str(place))
    from dcc.maya.start import begin as begin_in_maya

    begin_in_maya()


def packages(here: Path) -> Path:
    """The folder that our packages lie in: `python` of the bundle, or where this is installed."""
    for folder in here.parents:
        for place in (folder / "python", folder):
            if (place / "studio_tools" / "__init__.py").is_file():
                return place
    raise ImportError(f"studio_tools does not lie beside {here}; build the bundle anew")
