"""A Nuke scene put together from the nodes that the reader meets: what they read, write, need and run."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio_tools.scenes.malware import marks_in
from studio_tools.scenes.nuke_classes import BUILT_IN
from studio_tools.scenes.nuke_tables import CODE, FRAMES, READS, TELLING, WRITES, FileKnob, kind_of, plugin_of
from studio_tools.scenes.nuke_text import words
from studio_tools.scenes.nuke_values import Values
from studio_tools.scenes.numbers import number, rate
from studio_tools.scenes.reports import Reports
from studio_tools.scenes.scene import Colour, Dependency, Frame, Output, PlugIn, Range, Scene, ScriptNode
from studio_tools.scenes.tcl import Unresolved

_YES, _NO = frozenset({"true", "1"}), frozenset({"false", "0", ""})
_SIZE = re.compile(r"\s*(\d{1,7})\s+(\d{1,7})(?=\s|$)")
_VIEW = re.compile(r"\{\s*\"?([^\s{}\"]+)")
_ROOT = "Root"


@dataclass(slots=True)
class _File:
    """A file that a node names; its path is worked out when all knobs are known."""

    owner: str
    klass: str
    knob: FileKnob | None
    """None for what the node writes."""
    path: str | None
    offset: int


class NukeFacts:
    """Gathers; `scene` then gives what was gathered."""

    def __init__(self, path: Path, reports: Reports) -> None:
        self.values = Values(path)
        self.version: str | None = None
        self.info: dict[str, str] = {}
        self._path = path
        self._reports = reports
        self._files: list[_File] = []
        self._classes: dict[str, str] = {}
        self._user_files: dict[str, list[str]] = {}
        self._scripts: list[ScriptNode] = []
        self._plugins: dict[PlugIn, None] = {}
        self._root_offset = 0

    def root(self, knobs: dict[str, str], offset: int) -> None:
        """The settings of the script itself."""
        self.values.known[""] = knobs
        self._root_offset = offset
        self._code(_ROOT, knobs, offset)

    def node(self, klass: str, name: str, knobs: dict[str, str], files: list[str], offset: int) -> None:
        """A node of *klass*; *files* are the knobs its user made for files."""
        self.values.known[name] = knobs
        self._classes[name], self._user_files[name] = klass, files
        self._needs(klass, name, offset)
        self._names(klass, name, knobs, files, offset)
        self._code(name, knobs, offset)

    def clone(self, original: str, name: str, knobs: dict[str, str], offset: int) -> None:
        """Another appearance of the node *original*; it counts where it has a name of its own."""
        if name == original or original not in self._classes:
            return
        merged = self.values.known.get(original, {}) | knobs
        self.node(self._classes[original], name, merged, self._user_files.get(original, []), offset)

    def _needs(self, klass: str, name: str, offset: int) -> None:
        if klass.encode() in BUILT_IN or klass == "Gizmo":
            return
        plugin = plugin_of(klass)
        if plugin is not None:
            self._plugins.setdefault(PlugIn(*plugin))
            return
        self._plugins.setdefault(PlugIn(klass.removesuffix(".gizmo")))
        self._files.append(_File(name, klass, FileKnob("", "gizmo"), klass, offset))

    def _names(self, klass: str, name: str, knobs: dict[str, str], files: list[str], offset: int) -> None:
        if klass in WRITES:
            self._files.append(_File(name, klass, None, knobs.get("file"), offset))
            return
        known = READS.get(klass)
        if known is None and klass.encode() not in BUILT_IN:
            known = (FileKnob("file", "other"),)
        for each in known or ():
            path = _font(knobs.get(each.name, "")) if each.kind == "font" else knobs.get(each.name)
            if path and (each.switch is None or knobs.get(each.switch, "false") not in _NO):
                self._files.append(_File(name, klass, each, path, offset))
        told = {each.name for each in known or ()}
        for user in files:
            if knobs.get(user) and user not in told:
                self._files.append(_File(name, klass, FileKnob(user, "other"), knobs[user], offset))

    def _code(self, name: str, knobs: dict[str, str], offset: int) -> None:
        for knob in [name for name in knobs if name in CODE]:
            code = knobs.get(knob, "").strip()
            if not code or code in _YES:
                continue
            marks = marks_in(code)
            first = code.splitlines()[0].strip()[:200]
            self._scripts.append(
                ScriptNode(node=name, when=knob, language="python", size=len(code), first_line=first, marks=marks)
            )
            if marks:
                what = ", ".join(marks)
                self._reports.warn(f"{knob} of {name} bears the marks of known malware: {what}", offset)

    def written_but_gone(self) -> list[str]:
        """Nodes that the head of the script says it writes with, and that did not come."""
        there = {name.rpartition(".")[2] for name in self._classes}
        return [name for name in self.info if name.rpartition(".")[2] not in there]

    def scene(self) -> Scene:
        """Everything that was told, with paths resolved."""
        root = self.values.known.get("", {})
        given = [self._dependency(each) for each in self._files if each.knob is not None]
        return Scene(
            file=str(self._path),
            host="nuke",
            version=self.version,
            fps=rate(root.get("fps", "")),
            range=_range(root),
            resolution=_size(root.get("format", "")),
            format=root.get("format"),
            colour=Colour(
                root.get("colorManagement"), root.get("OCIO_config"), root.get("customOCIOConfigPath"),
                root.get("workingSpaceLUT"),
            ),
            dependencies=(*self._config(root), *given),
            outputs=tuple(self._output(each) for each in self._files if each.knob is None),
            plugins=tuple(self._plugins),
            script_nodes=tuple(self._scripts),
            script_name=root.get("name"),
            project_directory=root.get("project_directory"),
            views=_views(root["views"]) if "views" in root else None,
            info=tuple(self.info.items()),
        )  # fmt: skip

    def _config(self, root: dict[str, str]) -> tuple[Dependency, ...]:
        """The studio's own OCIO configuration, where it is in force."""
        path = root.get("customOCIOConfigPath")
        if not path or root.get("colorManagement") != "OCIO" or root.get("OCIO_config") != "custom":
            return ()
        resolved = self._resolved(path, "", _ROOT, self._root_offset)
        return (Dependency(node=_ROOT, kind="config", path=path, resolved=resolved),)

    def _dependency(self, each: _File) -> Dependency:
        knob = each.knob or FileKnob("", "other")
        path = each.path or ""
        if knob.kind == "gizmo":
            return Dependency(node=each.owner, kind="gizmo", path=path, resolved=None)
        knobs = self.values.known.get(each.owner, {})
        first, last = (_frame(knobs[name]) if name in knobs else None for name in FRAMES)
        return Dependency(
            node=each.owner,
            kind=kind_of(knob, path),
            path=path,
            resolved=self._resolved(path, each.owner, each.owner, each.offset),
            first=first,
            last=last,
            details=(("node_type", each.klass), ("knob", knob.name), ("disabled", _disabled(knobs)), *_more(knobs)),
        )

    def _output(self, each: _File) -> Output:
        knobs = self.values.known.get(each.owner, {})
        resolved = self._resolved(each.path, each.owner, each.owner, each.offset) if each.path else None
        proxy = (("proxy", knobs["proxy"]),) if knobs.get("proxy") else ()
        first, last = (_frame(knobs[name]) if name in knobs else None for name in FRAMES)
        return Output(
            node=each.owner,
            kind=each.klass,
            path=each.path,
            resolved=resolved,
            disabled=_disabled(knobs),
            details=(("first", first), ("last", last), *proxy, *_more(knobs)),
        )

    def _resolved(self, path: str, node: str, spoken: str, offset: int) -> str | None:
        try:
            return self.values.resolved(path, node)
        except Unresolved as reason:
            self._reports.warn(f"{spoken}: {path[:200]} cannot be resolved from the file alone: {reason}", offset)
            return None


def _range(root: dict[str, str]) -> Range | None:
    pair = tuple(_frame(root[name]) if name in root else None for name in ("first_frame", "last_frame"))
    return None if pair == (None, None) else (pair[0], pair[1])


def _frame(text: str) -> Frame | None:
    """A number, or the text of the expression."""
    found = number(text)
    if found is not None or not text:
        return found
    return text.strip().removeprefix("{").removesuffix("}").strip()


def _size(text: str) -> tuple[int, int] | None:
    found = _SIZE.match(text)
    return (int(found[1]), int(found[2])) if found else None


def _views(text: str) -> tuple[str, ...]:
    braced = _VIEW.findall(text)
    return tuple(braced or (line.split()[0] for line in text.splitlines() if line.strip()))


def _disabled(knobs: dict[str, str]) -> bool | None:
    text = knobs.get("disable", "false")
    return True if text in _YES else False if text in _NO else None


def _more(knobs: dict[str, str]) -> tuple[tuple[str, Any], ...]:
    return tuple([(name, value) for name, value in knobs.items() if name in TELLING])


def _font(text: str) -> str | None:
    """The file of a font; a font that is only named is the machine's business."""
    if text.startswith("/") or text[1:2] == ":":
        return text
    return next((word for word in words(text) if "/" in word), None) if "{" in text or " " in text else None
