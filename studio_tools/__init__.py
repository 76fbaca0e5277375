"""A studio pipeline for animation and VFX: publish, verify, review and follow the cut.

Importing this package loads nothing heavy: the names below are resolved when they are first asked for.
"""

from __future__ import annotations

from typing import Any

__version__ = "0.1.0"

_HOMES = {
    "Address": "model",
    "Studio": "studio",
    "StudioError": "errors",
    "open_studio": "bootstrap",
    "run": "jobs",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
