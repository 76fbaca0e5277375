"""Reads Nuke scripts and gizmos: walks the nodes at every depth, keeps what names files, and runs nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from studio_tools.errors import SourceError
from studio_tools.scenes import nuke_text
from studio_tools.scenes.nuke_classes import BUILT_IN, GROUPS
from studio_tools.scenes.nuke_scene import NukeFacts
from studio_tools.scenes.nuke_tables import DULL, NEEDLES, USER_FILE
from studio_tools.scenes.nuke_text import Command, Node, Wrong
from studio_tools.scenes.reports import Reports
from studio_tools.scenes.scene import Scene
from studio_tools.scenes.text import decoded
from studio_tools.scenes.window import Window

_DEEPEST = 200
"""Names of groups deeper than this are left out of full names: nobody nests so, and names would fill the memory."""
_LONGEST = 1 << 20
_ROUNDS = 4
_DULL_RUN = nuke_text.leaping(each.decode() for each in DULL)
_WRITE_INFO = re.compile(rb"#write_info\s+(\S{1,255})\s*([^\n]*)")
_COMMANDS = frozenset({"set", "push", "end_group", "version", "add_layer", "define_window_layout_xml", "clone", "load",
                       "add_format", "addFormat", "stack", "view", "proc", "global", "gsv"})  # fmt: skip


def read_script(path: Path, stream: BinaryIO) -> Scene:
    """Read the Nuke script or gizmo that *stream* is. Raises SourceError where nothing in it is Nuke's."""
    reports = Reports()
    facts = NukeFacts(path, reports)
    reader = _Reader(path, stream, facts, reports)
    reader.read()
    for _ in range(_ROUNDS):
        missing = facts.values.missing() - reader.sought
        if not missing:
            break
        stream.seek(0)
        reader.seek(missing)
    scene = facts.scene()
    return scene.with_warnings(reports.by_line(path))


@dataclass(slots=True)
class _Group:
    name: str
    offset: int


class _Reader:
    """Where a reading stands: in which groups, and which node was the last."""

    def __init__(self, path: Path, stream: BinaryIO, facts: NukeFacts, reports: Reports) -> None:
        self.sought: set[str] = set()
        self._path, self._stream, self._facts, self._reports = path, stream, facts, reports
        self._window = Window(stream)
        self._groups: list[_Group] = []
        self._last: str | None = None
        self._stacked: dict[str, str | None] = {}
        self._known = 0
        self._seen: bytes | None = None
        self._has_needles = False

    def read(self) -> None:
        """Read to the end."""
        for item in nuke_text.items(self._window, self._is_dull, self._leap):
            if isinstance(item, Wrong):
                self._reports.warn(item.why, item.offset)
            elif isinstance(item, Command):
                self._command(item)
            else:
                self._node(item)
        self._judge()

    def seek(self, names: set[str]) -> None:
        """Read once more, for the knobs of dull nodes that paths refer to by *names*."""
        self.sought |= names
        needles = [f"name {name}".encode() for name in names] + [f'name "{name}"'.encode() for name in names]
        window = Window(self._stream)
        self._groups = []

        def is_dull(klass: bytes, begin: int, end: int) -> bool:
            return klass not in GROUPS and all(window.data.find(each, begin, end) < 0 for each in needles)

        for item in nuke_text.items(window, is_dull):
            if isinstance(item, Command) and item.name == "end_group" and self._groups:
                self._groups.pop()
            elif isinstance(item, Node) and item.clone_of is None and item.klass != "Root":
                knobs, _ = self._knobs(item)
                name = self._full(knobs.get("name", item.klass))
                if knobs.get("name") in names:
                    self._facts.values.known.setdefault(name, knobs)
                if item.klass.encode() in GROUPS or item.opens:
                    self._groups.append(_Group(knobs.get("name", ""), item.offset))

    def _is_dull(self, klass: bytes, begin: int, end: int) -> bool:
        if klass not in DULL:
            return False
        self._known = 1
        data = self._window.data
        return not self._tells(data) or all(data.find(each, begin, end) < 0 for each in NEEDLES)

    def _leap(self, data: bytes, at: int) -> int:
        found = None if self._tells(data) else _DULL_RUN.match(data, at)
        if found is None:
            return at
        self._known = 1
        return found.end()

    def _tells(self, data: bytes) -> bool:
        """Whether dull nodes of this stretch may tell something all the same."""
        if data is not self._seen:
            self._seen = data
            self._has_needles = any(each in data for each in NEEDLES)
        return self._has_needles

    def _command(self, item: Command) -> None:
        if item.name == "end_group":
            if self._groups:
                self._groups.pop()
            else:
                self._reports.warn("end_group without a group", item.offset)
        elif item.name == "version":
            self._known += 1
            self._facts.version = item.rest.decode("latin-1").strip()
        elif item.name == "set":
            self._set(item)
        elif item.name.startswith("#"):
            found = _WRITE_INFO.match(item.rest)
            if found is not None:
                self._facts.info[decoded(found[1])] = decoded(found[2])
        elif item.name not in _COMMANDS:
            self._reports.warn(f"{item.name[:60]!r} makes no sense here", item.offset)

    def _set(self, item: Command) -> None:
        """`set NAME [stack 0]` names the node before it; a clone says that name again."""
        name = item.rest.partition(b" ")[0].decode("latin-1")
        if name.startswith("cut_paste"):
            self._known += 1
        if len(self._stacked) < 100_000:
            self._stacked[f"${name}"] = None if item.after_skipped else self._last

    def _node(self, item: Node) -> None:
        self._known += 1
        knobs, files = self._knobs(item)
        name = self._full(knobs.get("name") or "" if item.klass in ("Root", "Gizmo") else knobs.get("name", item.klass))
        if item.klass == "Root":
            self._facts.root(knobs, item.offset)
            return
        if item.clone_of is not None and not item.klass:
            self._clone(item, knobs)
            return
        self._facts.node(item.klass, name, knobs, files, item.offset)
        self._last = name
        if item.clone_of is not None:
            self._stacked[item.clone_of] = name
        klass = item.klass.encode()
        if klass in GROUPS or (item.opens and (klass not in BUILT_IN or item.klass in ("LiveGroup", "Precomp"))):
            self._enter(knobs.get("name", "") if item.klass != "Gizmo" or knobs.get("name") else "", item.offset)

    def _clone(self, item: Node, knobs: dict[str, str]) -> None:
        original = self._stacked.get(item.clone_of or "")
        if original is not None:
            short = knobs.get("name") or original.rpartition(".")[2]
            self._facts.clone(original, self._full(short), knobs, item.offset)

    def _enter(self, name: str, offset: int) -> None:
        if len(self._groups) >= _DEEPEST:
            self._reports.warn_once(f"groups lie more than {_DEEPEST} deep in one another", offset)
            name = ""
        self._groups.append(_Group(name, offset))

    def _full(self, name: str) -> str:
        inside = [group.name for group in self._groups[:_DEEPEST] if group.name]
        return ".".join([*inside, name]) if name else ".".join(inside)

    def _knobs(self, item: Node) -> tuple[dict[str, str], list[str]]:
        """The knobs, plain, and the names of the user's own that hold files."""
        simple = nuke_text.simple_knobs(item.body)
        if simple is not None:
            return simple, []
        knobs: dict[str, str] = {}
        files: list[str] = []
        for knob in nuke_text.knobs(item.body):
            if len(knob.value) > _LONGEST:
                continue
            if knob.name == "addUserKnob":
                kind, _, rest = knob.value.strip(b"{ ").partition(b" ")
                if kind == str(USER_FILE).encode():
                    files.append(decoded(rest.partition(b" ")[0].strip(b'}"')))
            else:
                knobs[knob.name] = nuke_text.plain(decoded(knob.value))
        return knobs, files

    def _judge(self) -> None:
        if not self._known:
            raise SourceError(
                f"{self._path} is not a Nuke script",
                hint="It holds no node and no version; open and save it in Nuke.",
                details={"path": str(self._path)},
            )
        for group in self._groups[-1:]:
            more = len(self._groups)
            self._reports.warn(f"{more} group(s) are not closed by end_group: the file is cut short", group.offset)
        for name in self._facts.written_but_gone():
            self._reports.warn(f"{name} was there when the script was saved, and is not: the file may be cut short")
        if not self._ends_whole():
            end = self._window.base + len(self._window.data)
            self._reports.warn("the last line has no end: the file may be cut short", max(end - 1, 0))

    def _ends_whole(self) -> bool:
        self._stream.seek(-min(4096, self._stream.seek(0, 2)), 2)
        tail = self._stream.read().replace(b"\r", b"\n")
        return tail.endswith(b"\n") or tail.rpartition(b"\n")[2].strip() in (b"}", b"end_group")
