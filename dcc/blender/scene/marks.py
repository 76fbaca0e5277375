"""Our marks on Blender's blocks, and what is told of one thing that is loaded."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any

import bpy

STAMP, WAY, PATH = "studio_stamp", "studio_loaded", "studio_path"
KIND, VARIANT = "studio_kind", "studio_variant"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One thing that is loaded, in plain words. *stamp* is as it is written, *resolved* a path without `//`."""

    ident: str
    kind: str
    path: str
    resolved: str
    label: str
    stamp: str = ""
    is_loaded: bool = True
    is_editable: bool = True


def text(block: Any, key: str) -> str:
    """A mark that is a text; empty where there is none, or something else."""
    value = block.get(key, "")
    return value if isinstance(value, str) else ""


def put(block: Any, key: str, value: str) -> None:
    """Mark a block; an empty text takes the mark off."""
    if value:
        block[key] = value
    elif key in block:
        del block[key]


def absolute(path: str, library: Any = None) -> str:
    """A path of Blender's without `//`, which stands for the folder of the file that writes it."""
    found: str = bpy.path.abspath(path, library=library)
    return os.path.normpath(found)
