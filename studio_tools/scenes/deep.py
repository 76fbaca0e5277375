"""Follows what a scene refers to, and what those refer to: every file once, with what is missing and what goes round.

The tree is told flat, in the order of a walk, so that no depth of references is too deep for it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from studio_tools.errors import SourceError
from studio_tools.scenes.paths import there, variable_in
from studio_tools.scenes.reading import ENDINGS, read
from studio_tools.scenes.scene import Scene

_FOLLOWED = frozenset({"script", "livegroup"})
_MOST = 100_000
"""More files than these no show refers to; a web of files that goes on without end stops here."""

Read = Callable[[str], Scene]


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """One mention of a file in the tree."""

    file: str
    """Resolved where it could be, else as written."""
    depth: int
    node: str = ""
    by: str = ""
    """The file that refers to it."""
    loaded: bool | None = True
    state: str = "read"
    """`read`; `again` where its own branches stand elsewhere; `leaf` for what is no scene; `missing`, `unreadable`,
    `unresolved`, `cycle`."""
    why: str = ""

    def as_json(self) -> dict[str, Any]:
        names = ("file", "depth", "node", "by", "loaded", "state")
        told: dict[str, Any] = {name: getattr(self, name) for name in names}
        return told | ({"why": self.why} if self.why else {})


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A file that something reads and that is not there; *resolved* is None where nobody can say where it should be."""

    file: str
    node: str
    kind: str
    path: str
    resolved: str | None

    def as_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in ("file", "node", "kind", "path", "resolved")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """Everything below one scene."""

    scene: Scene
    branches: tuple[Branch, ...]
    missing: tuple[Missing, ...]
    unresolved: tuple[Missing, ...]
    cycles: tuple[tuple[str, ...], ...]

    def as_json(self) -> dict[str, Any]:
        """The scene's entry, with `deep` beside it."""
        files = {each.file for each in self.branches if each.state in ("read", "again", "cycle")}
        return self.scene.as_json() | {
            "deep": {
                "files": len(files),
                "tree": [each.as_json() for each in self.branches],
                "missing": [each.as_json() for each in self.missing],
                "unresolved": [each.as_json() for each in self.unresolved],
                "cycles": [list(each) for each in self.cycles],
                "unreadable": [each.as_json() for each in self.branches if each.state == "unreadable"],
            }
        }


@dataclass(slots=True)
class Explorer:
    """Reads every file once, however many scenes refer to it. Two files are read at a time."""

    reader: Read = read
    readers: int = 2
    _read: dict[str, Scene | SourceError] = field(default_factory=dict)
    _listed: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def explore(self, path: str | os.PathLike[str]) -> Tree:
        """The tree below *path*. Raises SourceError where *path* itself cannot be read."""
        top = _key(str(path))
        self._gather([top])
        scene = self._read[top]
        if isinstance(scene, SourceError):
            raise scene
        walk = _Walk(self._read)
        branches = tuple(walk.branches(top))
        missing, unresolved = self._missing(branches)
        return Tree(
            scene=replace(scene, file=str(path)),
            branches=branches,
            missing=missing,
            unresolved=unresolved,
            cycles=tuple(walk.cycles),
        )

    def _gather(self, wave: list[str]) -> None:
        with ThreadPoolExecutor(self.readers) as pool:
            while wave and len(self._read) < _MOST:
                fresh = [each for each in dict.fromkeys(wave) if each not in self._read]
                self._read.update(zip(fresh, pool.map(self._attempt, fresh), strict=True))
                scenes = [each for each in map(self._read.get, fresh) if isinstance(each, Scene)]
                wave = [_key(link.path) for each in scenes for link in links(each) if link.is_scene]

    def _attempt(self, path: str) -> Scene | SourceError:
        try:
            return self.reader(path)
        except SourceError as error:
            return error

    def _missing(self, branches: Sequence[Branch]) -> tuple[tuple[Missing, ...], tuple[Missing, ...]]:
        missing: dict[Missing, None] = {}
        unresolved: dict[Missing, None] = {}
        for file in dict.fromkeys(each.file for each in branches if each.state == "read"):
            scene = self._read.get(_key(file))
            if not isinstance(scene, Scene):
                continue
            for each in _asked(scene):
                if each.resolved is None and not (scene.host == "maya" and is_sought(each.path)):
                    unresolved.setdefault(each)
                elif each.resolved is None or not there(each.resolved, listed=self._listed):
                    missing.setdefault(each)
        return tuple(missing), tuple(unresolved)


@dataclass(frozen=True, slots=True)
class Link:
    """A mention of another file that may be a scene."""

    node: str
    path: str
    resolved: bool
    loaded: bool | None
    is_sought: bool = False
    """Whether it was looked for wherever it could be, and was nowhere."""

    @property
    def is_scene(self) -> bool:
        return self.resolved and self.path.lower().endswith(ENDINGS)


def links(scene: Scene) -> Iterator[Link]:
    """What *scene* itself brings in whole: its own references, precomps and live groups."""
    for each in scene.references:
        if each.depth == 1:
            path, found = each.resolved or each.path, each.resolved is not None
            yield Link(each.node, path, found, each.loaded, is_sought(each.path))
    for dependency in scene.dependencies:
        ending = (dependency.resolved or "").lower()
        if dependency.kind in _FOLLOWED or (dependency.kind == "other" and ending.endswith((".ma", ".mb"))):
            yield Link(dependency.node, dependency.resolved or dependency.path, dependency.resolved is not None, True)


def is_sought(path: str) -> bool:
    """Whether Maya's *path* is one that was looked for: no variable stands in it, and Maya itself does not bring it."""
    return variable_in(path) is None and not path.startswith("<MAYA_RESOURCES>")


def _asked(scene: Scene) -> Iterator[Missing]:
    for each in scene.references:
        if each.depth == 1:
            yield Missing(
                file=scene.file, node=each.node, kind="reference", path=each.path, resolved=each.resolved
            )  # fmt: skip
    for other in scene.dependencies:
        if other.kind != "gizmo":
            yield Missing(file=scene.file, node=other.node, kind=other.kind, path=other.path, resolved=other.resolved)


class _Walk:
    """Goes through the tree in depth, without recursion."""

    def __init__(self, read_: dict[str, Scene | SourceError]) -> None:
        self.cycles: list[tuple[str, ...]] = []
        self._read = read_
        self._told: set[str] = set()

    def branches(self, top: str) -> Iterator[Branch]:
        """Every mention, in the order of the files."""
        way = {top: None}
        self._told.add(top)
        scene = self._read[top]
        yield Branch(file=scene.file if isinstance(scene, Scene) else top, depth=0)
        stack = [(top, iter(self._links(top)))]
        while stack:
            file, rest = stack[-1]
            link = next(rest, None)
            if link is None:
                stack.pop()
                way.pop(file, None)
                continue
            branch, key = self._branch(link, file, len(stack), way)
            yield branch
            if branch.state == "read":
                way[key] = None
                stack.append((key, iter(self._links(key))))

    def _links(self, key: str) -> list[Link]:
        scene = self._read.get(key)
        return list(links(scene)) if isinstance(scene, Scene) else []

    def _branch(self, link: Link, by: str, depth: int, way: dict[str, None]) -> tuple[Branch, str]:
        key = _key(link.path) if link.resolved else link.path
        state, why = self._state(link, key, way)
        shown = link.path
        if state == "read":
            self._told.add(key)
        return Branch(file=shown, depth=depth, node=link.node, by=by, loaded=link.loaded, state=state, why=why), key

    def _state(self, link: Link, key: str, way: dict[str, None]) -> tuple[str, str]:
        if not link.resolved:
            return ("missing" if link.is_sought else "unresolved"), ""
        if key in way:
            names = list(way)
            self.cycles.append((*names[names.index(key) :], key))
            return "cycle", ""
        if not Path(key).exists():
            return "missing", ""
        if not link.is_scene:
            return "leaf", ""
        found = self._read.get(key)
        if isinstance(found, SourceError):
            return "unreadable", found.message
        return ("again" if key in self._told else "read") if found is not None else "leaf", ""


def _key(path: str) -> str:
    """One name for one file, whatever links lead to it."""
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):
        return path
