"""A Maya scene put together from what either reader, of text or of chunks, meets in its file.

The readers tell of nodes and attributes in file order; what they mean is decided here, once for both.
"""

from __future__ import annotations

import re
from pathlib import Path

from studio_tools.scenes.maya_nodes import MayaNodes
from studio_tools.scenes.maya_tables import ANGULAR, LINEAR
from studio_tools.scenes.numbers import number, rate_of_unit
from studio_tools.scenes.places import MayaPlaces
from studio_tools.scenes.reports import Reports
from studio_tools.scenes.scene import Frame, PlugIn, Range, Reference, Scene, Units, Warned

_PLAYBACK = re.compile(r"playbackOptions\s((?:[^;\n]|\n(?=\s*-)){0,2000})")
_FLAG = re.compile(r"-(\w+)\s+([^\s;-][^\s;]*|-[\d.][^\s;]*)")
_RANGES = {
    "min": ("min", "minTime"),
    "max": ("max", "maxTime"),
    "ast": ("ast", "animationStartTime"),
    "aet": ("aet", "animationEndTime"),
}


class MayaFacts:
    """Gathers; `scene` then gives what was gathered."""

    def __init__(self, path: Path, reports: Reports) -> None:
        self.reports = reports
        self.places = MayaPlaces(path, reports)
        self.nodes = MayaNodes(self.places, reports)
        self._path = path
        self._version: str | None = None
        self._units: dict[str, str] = {}
        self._plugins: list[PlugIn] = []
        self._references: dict[tuple[str, int], Reference] = {}
        self._listed: set[str] = set()
        self._playback: dict[str, Frame | None] = {}
        self._info: dict[str, str] = {}

    def requires(self, name: str, version: str) -> None:
        """The program itself, or a plug-in, at *version*."""
        if name == "maya":
            self._version = version
            return
        each = PlugIn(name, version.rstrip() or None)
        if each not in self._plugins:
            self._plugins.append(each)

    @property
    def time_unit(self) -> str | None:
        """The unit of time, once it was told."""
        return self._units.get("time")

    def unit(self, quantity: str, unit: str, offset: int | None = None) -> None:
        """*quantity* is `linear`, `angular` or `time`."""
        spelled = {"linear": LINEAR, "angular": ANGULAR}.get(quantity, {})
        self._units[quantity] = spelled.get(unit, unit)
        if quantity == "time" and rate_of_unit(unit) is None:
            self.reports.warn(f"the time unit {unit!r} is unknown", offset)

    def info(self, key: str, value: str) -> None:
        """A studio's own data, kept with the scene."""
        self._info[key] = value

    def playback(self, text: str) -> None:
        """Ranges from the text of a playbackOptions command."""
        found = _PLAYBACK.search(text)
        if found is None:
            return
        told = dict(_FLAG.findall(found[1]))
        for key, names in _RANGES.items():
            value = next((told[name] for name in names if name in told), None)
            if value is not None:
                self._playback[key] = number(value)

    def reference(
        self, *, node: str, namespace: str, path: str, depth: int, loaded: bool | None, type_: str,
        offset: int | None, again: bool = False,
    ) -> None:  # fmt: skip
        """A reference. *again* for a line that repeats one of those that were listed with their depth."""
        if again and node in self._listed:
            return
        self._listed.add(node)
        self.nodes.namespace(namespace)
        self._references.setdefault(
            (node, len(self._references) if not node else 0),
            Reference(
                node=node,
                namespace=namespace,
                path=path,
                resolved=self.places.resolved(path, node, offset),
                depth=depth,
                loaded=loaded,
                type=type_,
            ),
        )

    def scene(self, warnings: tuple[Warned, ...]) -> Scene:
        """Everything that was told."""
        nodes = self.nodes
        for text in nodes.scene_code:
            self.playback(text)
        unit = self._units.get("time")
        return Scene(
            file=str(self._path),
            host="maya",
            version=self._version,
            fps=None if unit is None else rate_of_unit(unit),
            range=self._range("min", "max"),
            animation_range=self._range("ast", "aet"),
            render_range=nodes.render_range(),
            resolution=nodes.resolution(),
            format=nodes.render.get("imfkey") or nodes.render.get("imfPluginKey"),
            units=Units(self._units.get("linear"), self._units.get("angular"), unit),
            colour=nodes.colour(),
            references=tuple(self._references.values()),
            dependencies=tuple(nodes.dependencies),
            outputs=nodes.outputs(),
            plugins=tuple(self._plugins),
            namespaces=tuple(nodes.namespaces),
            script_nodes=tuple(nodes.scripts),
            warnings=warnings,
            info=tuple(self._info.items()),
        )

    def _range(self, first: str, last: str) -> Range | None:
        pair = (self._playback.get(first), self._playback.get(last))
        return None if pair == (None, None) else pair
