"""What a Maya or Nuke file refers to, read without either program. Nothing in a file is ever run.

`read` gives one frozen `Scene` for `.ma`, `.mb`, `.nk` and `.gizmo`; `Explorer` follows what it refers to;
`repath` writes a copy that refers elsewhere.
"""

from studio_tools.scenes.deep import Branch, Explorer, Missing, Tree
from studio_tools.scenes.reading import ENDINGS, read
from studio_tools.scenes.repathing import Repathed, repath
from studio_tools.scenes.scene import (
    Colour,
    Dependency,
    Output,
    PlugIn,
    Reference,
    Scene,
    ScriptNode,
    Units,
    Warned,
)

__all__ = [
    "ENDINGS",
    "Branch",
    "Colour",
    "Dependency",
    "Explorer",
    "Missing",
    "Output",
    "PlugIn",
    "Reference",
    "Repathed",
    "Scene",
    "ScriptNode",
    "Tree",
    "Units",
    "Warned",
    "read",
    "repath",
]
