"""What a scene file says of itself: one frozen `Scene` for Maya and Nuke alike.

Here are the values and how they are told as JSON; the readers that fill them live beside this file.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

Frame = int | float | str
"""A frame number, or the text of an expression that gives one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A scene or cache that Maya brings in as a reference."""

    node: str
    namespace: str
    """The local one; empty where the reference has none."""
    path: str
    """As the file writes it."""
    resolved: str | None
    depth: int
    """1 is a reference of this file itself, 2 one of its references, and so on."""
    loaded: bool | None
    """None where the file does not say (Maya binary)."""
    type: str
    """Maya's own word: `mayaAscii`, `mayaBinary`, `Alembic`, `FBX` …"""

    def as_json(self) -> dict[str, Any]:
        return {
            "node": self.node,
            "namespace": self.namespace,
            "path": self.path,
            "resolved": self.resolved,
            "depth": self.depth,
            "loaded": self.loaded,
            "type": self.type,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependency:
    """Another file that a node reads."""

    node: str
    kind: str
    path: str
    resolved: str | None
    first: Frame | None = None
    last: Frame | None = None
    details: tuple[tuple[str, Any], ...] = ()
    """More that the node says of it: `node_type`, `color_space`, `frame_mode` …"""

    def as_json(self) -> dict[str, Any]:
        told: dict[str, Any] = {
            "node": self.node,
            "kind": self.kind,
            "path": self.path,
            "resolved": self.resolved,
            "first": self.first,
            "last": self.last,
        }
        return told | dict(self.details)


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A file that the scene writes when it is rendered."""

    node: str
    kind: str
    """The class of the node: `Write`, `DeepWrite`, `WriteGeo`, `GenerateLUT`; `render` for Maya's render settings."""
    path: str | None
    resolved: str | None
    disabled: bool | None
    """None where an expression decides."""
    details: tuple[tuple[str, Any], ...] = ()

    def as_json(self) -> dict[str, Any]:
        told: dict[str, Any] = {
            "node": self.node,
            "kind": self.kind,
            "path": self.path,
            "resolved": self.resolved,
            "disabled": self.disabled,
        }
        return told | dict(self.details)


@dataclass(frozen=True, slots=True)
class PlugIn:
    """What the file needs beyond the program itself."""

    name: str
    version: str | None = None

    def as_json(self) -> dict[str, Any]:
        return {"name": self.name, "version": self.version}


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptNode:
    """Code inside the file, which the program runs by itself. It is never run here."""

    node: str
    when: str
    language: str
    size: int
    """Characters of the code."""
    first_line: str
    marks: tuple[str, ...] = ()
    """Names of known scene malware whose marks the code bears."""

    def as_json(self) -> dict[str, Any]:
        return {
            "node": self.node,
            "when": self.when,
            "language": self.language,
            "size": self.size,
            "first_line": self.first_line,
            "marks": list(self.marks),
        }


@dataclass(frozen=True, slots=True)
class Warned:
    """Something in the file that is wrong, unknown or dangerous, and where."""

    message: str
    line: int | None = None
    offset: int | None = None
    """Bytes from the start; for binary files."""

    def __str__(self) -> str:
        if self.line is not None:
            return f"line {self.line}: {self.message}"
        return self.message if self.offset is None else f"byte {self.offset}: {self.message}"


@dataclass(frozen=True, slots=True)
class Units:
    linear: str | None = None
    angular: str | None = None
    time: str | None = None


@dataclass(frozen=True, slots=True)
class Colour:
    """How colour is managed: Nuke's `colorManagement` as written; `OCIO` or `Maya` for Maya, `off` where it is off."""

    management: str | None = None
    config: str | None = None
    """The OCIO configuration as the file names it."""
    custom: str | None = None
    """Nuke's customOCIOConfigPath, whether it is in force or not."""
    working_space: str | None = None


Range = tuple[Frame | None, Frame | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything one file says. What it does not say is None."""

    file: str
    host: str
    """`maya` or `nuke`."""
    version: str | None = None
    fps: Fraction | None = None
    range: Range | None = None
    """Maya: the playback range. Nuke: Root's first_frame and last_frame."""
    animation_range: Range | None = None
    render_range: Range | None = None
    resolution: tuple[int, int] | None = None
    format: str | None = None
    """Nuke's root format as written; Maya's image format key."""
    units: Units = field(default_factory=Units)
    colour: Colour = field(default_factory=Colour)
    references: tuple[Reference, ...] = ()
    dependencies: tuple[Dependency, ...] = ()
    outputs: tuple[Output, ...] = ()
    plugins: tuple[PlugIn, ...] = ()
    namespaces: tuple[str, ...] = ()
    script_nodes: tuple[ScriptNode, ...] = ()
    warnings: tuple[Warned, ...] = ()
    script_name: str | None = None
    project_directory: str | None = None
    views: tuple[str, ...] | None = None
    info: tuple[tuple[str, str], ...] = ()
    """Maya's fileInfo; Nuke's `#write_info` lines, each under the name of its node."""

    def with_warnings(self, warnings: tuple[Warned, ...]) -> Scene:
        """The same with *warnings* in place of its own."""
        return replace(self, warnings=warnings)

    def as_json(self) -> dict[str, Any]:
        """The entry that `studio scan` answers."""
        told: dict[str, Any] = {
            "file": self.file,
            "host": self.host,
            "version": self.version,
            "fps": _rate(self.fps),
            "range": _pair(self.range),
            "animation_range": _pair(self.animation_range),
            "render_range": _pair(self.render_range),
            "resolution": _pair(self.resolution),
            "format": self.format,
            "units": {"linear": self.units.linear, "angular": self.units.angular, "time": self.units.time},
            "color_management": self.colour.management,
            "ocio_config": self.colour.config,
            "working_space": self.colour.working_space,
            "references": [each.as_json() for each in self.references],
            "dependencies": [each.as_json() for each in self.dependencies],
            "outputs": [each.as_json() for each in self.outputs],
            "plugins": [each.as_json() for each in self.plugins],
            "namespaces": list(self.namespaces),
            "script_nodes": [each.as_json() for each in self.script_nodes],
            "info": dict(self.info),
            "warnings": [str(each) for each in self.warnings],
        }
        return told if self.host != "nuke" else told | self._nuke()

    def _nuke(self) -> dict[str, Any]:
        return {
            "script_name": self.script_name,
            "views": None if self.views is None else list(self.views),
            "project_directory": self.project_directory,
            "custom_ocio": self.colour.custom,
        }


def _rate(fps: Fraction | None) -> int | str | None:
    if fps is None:
        return None
    return fps.numerator if fps.denominator == 1 else f"{fps.numerator}/{fps.denominator}"


def _pair(pair: tuple[Any, Any] | None) -> list[Any] | None:
    return None if pair is None else list(pair)
