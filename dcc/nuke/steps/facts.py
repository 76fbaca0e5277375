"""What Nuke's collectors learn: of the script as a whole, of what it reads, of the Write that is published.

`settings()` of a fact goes into the version's manifest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from studio_tools.errors import StorageError
from studio_tools.frames import FrameRange
from studio_tools.host import Loaded
from studio_tools.model import Stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptFacts:
    """The fact: the script as a whole."""

    version: str
    """Which Nuke it is open in."""
    file: Path | None
    is_modified: bool
    start: int
    end: int
    fps: Fraction
    width: int
    height: int
    pixel_aspect: float
    is_proxy: bool
    views: tuple[str, ...]
    colour_config: str
    """ "" where Nuke manages colour itself."""
    working_space: str
    in_error: tuple[str, ...]
    gizmos: tuple[tuple[str, str], ...]
    """Full name of each gizmo's node, and the folder of its file; "" where it is nowhere."""
    lost: tuple[tuple[str, str, str], ...]
    """Node and knob of each expression that names a node which is not there, and that name."""
    has_writes: bool
    kinds: frozenset[str]
    """What it offers for publishing."""

    def settings(self) -> Mapping[str, object]:
        """What the manifest keeps of it: enough to open the script again as it was."""
        told: dict[str, object] = {
            "scene_host": "nuke",
            "scene_version": self.version,
            "scene_file": "" if self.file is None else self.file.as_posix(),
            "scene_fps": str(self.fps),
            "scene_range": f"{self.start}-{self.end}",
            "scene_resolution": f"{self.width}x{self.height}",
            "scene_views": list(self.views) if len(self.views) > 1 else "",
            "scene_working_space": self.working_space,
            "scene_colour_config": self.colour_config,
            "scene_gizmos": sorted({name for name, _ in self.gizmos}),
        }
        return {name: value for name, value in told.items() if value}


@dataclass(frozen=True, slots=True)
class Read:
    """One thing that the script reads, and the version that it was published as."""

    loaded: Loaded
    origin: Stamp | None
    is_missing: bool
    colour_space: str = ""
    is_known_colour: bool = True
    """Whether the colour configuration has its colour space."""
    offered: tuple[str, ...] = ()
    """The colour spaces that it can be read in."""
    untraced: StorageError | None = None
    """Why it is not known whether it was published."""
    lacking: FrameRange = field(default_factory=FrameRange)
    """Frames of its range that are not there, in any view; none where it is told to show something else for them."""


@dataclass(frozen=True, slots=True)
class Reads:
    """The fact: all that the script reads, and what was imported into it."""

    all: tuple[Read, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteFacts:
    """The fact: the Write that renders the item."""

    node: str
    group: str
    """The group of ours that it lies in; "" for a Write that an artist made."""
    file: str
    """As the knob has it."""
    resolved: Path | None
    """With frame and view left open."""
    file_type: str
    channels: str
    colour_space: str
    datatype: str
    compression: str
    first: int
    last: int
    views: tuple[str, ...]
    is_connected: bool
    is_off: bool
    """Whether the Write within a group that is on is switched off."""
    is_whole: bool
    """Whether a group of ours still holds what it was made with."""
    lost_buttons: tuple[str, ...]
    """Buttons of a group of ours that are not there any more."""
    makes_folders: bool
    burnt_in: tuple[str, ...]
    """Nodes upstream that turn colours to those of a display."""
    off: tuple[str, ...]
    """Nodes upstream that are switched off."""
    unrooted: tuple[str, ...]
    """Nodes upstream that should take a picture from somewhere and do not."""
    knobs: Mapping[str, str | None]
    """What the knobs say that the show asks more of; None for one that the Write lacks."""
    slate: int | None
    """The frame of the slate, where there is one."""
    is_drawn: bool
    """Whether its frames are drawn into for the publish: a slate, a burn-in, a display's colours."""

    @property
    def range(self) -> FrameRange:
        return FrameRange.span(self.first, self.last)

    @property
    def frames(self) -> FrameRange:
        """All that is published: the range, and the slate where there is one."""
        return FrameRange.span(self.first if self.slate is None else self.slate, self.last)

    def settings(self) -> Mapping[str, object]:
        told: dict[str, object] = {
            "write_file_type": self.file_type,
            "write_channels": self.channels,
            "write_colour_space": self.colour_space,
            "write_datatype": self.datatype,
            "write_compression": self.compression,
            "write_range": f"{self.first}-{self.last}",
            "write_slate": "" if self.slate is None else str(self.slate),
        }
        return {name: value for name, value in told.items() if value}


@dataclass(frozen=True, slots=True, kw_only=True)
class GeometryFacts:
    """The fact: the WriteGeo that writes the item."""

    node: str
    file_type: str
    first: int
    last: int
    is_connected: bool

    @property
    def range(self) -> FrameRange:
        return FrameRange.span(self.first, self.last)

    def settings(self) -> Mapping[str, object]:
        return {"cache_type": self.file_type, "cache_range": f"{self.first}-{self.last}"}


@dataclass(frozen=True, slots=True)
class Rendered:
    """The fact: which of the Write's frames are there, and which are still to be rendered, view by view."""

    missing: Mapping[str, FrameRange]
    old: Mapping[str, FrameRange]
    """Frames that were written before the script was saved last."""

    @property
    def due(self) -> FrameRange:
        """The frames to render: missing in any view."""
        found = FrameRange(())
        for each in self.missing.values():
            found |= each
        return found
