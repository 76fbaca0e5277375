"""What Maya's collectors learn: of the scene as a whole, of what it reads, and of the item's own nodes.

`settings()` of a fact goes into the version's manifest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from studio_tools.errors import StorageError
from studio_tools.host import Loaded
from studio_tools.model import Stamp


@dataclass(frozen=True, slots=True)
class ScriptNode:
    """A script node, or a file, and the names of malware whose marks its code bears."""

    node: str
    size: int
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneFacts:
    """The fact: the scene as a whole."""

    version: str
    """Which Maya it is open in."""
    file: Path | None
    is_modified: bool
    project: str
    start: int
    end: int
    fps: Fraction
    width: int
    height: int
    pixel_aspect: float
    linear_unit: str
    angular_unit: str
    up_axis: str
    is_colour_managed: bool
    colour_config: str
    working_space: str
    plug_ins: Mapping[str, str]
    unknown_plug_ins: tuple[str, ...]
    unknown_nodes: tuple[str, ...]
    scripts: tuple[ScriptNode, ...]
    start_up: tuple[ScriptNode, ...]
    """Files that run whenever this person's Maya starts."""
    empty_layers: tuple[str, ...]

    def settings(self) -> Mapping[str, object]:
        """What the manifest keeps of it: enough to open the scene again as it was."""
        told: dict[str, object] = {
            "scene_host": "maya",
            "scene_version": self.version,
            "scene_file": "" if self.file is None else self.file.as_posix(),
            "scene_fps": str(self.fps),
            "scene_range": f"{self.start}-{self.end}",
            "scene_resolution": f"{self.width}x{self.height}",
            "scene_units": f"{self.linear_unit}, {self.angular_unit}, {self.up_axis} up",
            "scene_working_space": self.working_space if self.is_colour_managed else "",
            "scene_colour_config": self.colour_config,
            "scene_plugins": sorted(self.plug_ins),
        }
        return {name: value for name, value in told.items() if value}


@dataclass(frozen=True, slots=True)
class Read:
    """One thing that the scene reads, and the version that it was published as."""

    loaded: Loaded
    origin: Stamp | None
    untraced: StorageError | None = None
    """Why it is not known whether it was published."""


@dataclass(frozen=True, slots=True)
class Reads:
    """The fact: all that the scene reads, nested things too."""

    all: tuple[Read, ...]


@dataclass(frozen=True, slots=True)
class Members:
    """The fact: the nodes of the item, with full paths, and those of its members that are gone.

    For the scene itself these are all nodes in the world that are its own to publish.
    """

    nodes: tuple[str, ...]
    below: tuple[str, ...] = ()
    """All that hangs below them, they themselves first."""
    gone: tuple[str, ...] = ()
    group: str = ""
    """The set that they are in; "" for the scene."""
    held: tuple[str, ...] = ()
    """What sets among the nodes hold, and sets in those; of shapes their transforms."""

    @property
    def roots(self) -> tuple[str, ...]:
        """The highest of them in the hierarchy, that of sets too: what hangs below another comes with it."""
        hung = dict.fromkeys(node for node in (*self.nodes, *self.held) if node.startswith("|"))
        return tuple(node for node in hung if not any(above in hung for above in _above(node)))


def _above(node: str) -> Iterator[str]:
    """The full paths of all nodes that a node hangs below."""
    while node := node.rpartition("|")[0]:
        yield node
