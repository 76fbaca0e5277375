"""Reads Maya ASCII: leaps from one telling line to the next, parses those statements, and runs nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from studio_tools.errors import SourceError
from studio_tools.scenes import maya_text
from studio_tools.scenes.maya_facts import MayaFacts
from studio_tools.scenes.maya_tables import ANYWHERE, LONG_STRINGS, MORE, PATHS, SCENE, every_attribute, wanted_of
from studio_tools.scenes.maya_text import Statement, Word
from studio_tools.scenes.numbers import number
from studio_tools.scenes.reports import Reports
from studio_tools.scenes.scene import Scene
from studio_tools.scenes.text import codeset_of, decoded
from studio_tools.scenes.window import LARGEST, Window

_COMMANDS = ("file", "requires", "currentUnit", "fileInfo", "select", "playbackOptions")
_STOPS = maya_text.stops(_COMMANDS, every_attribute())
_HEADER = re.compile(rb"\s*//Maya ASCII")
_LONG = frozenset(each.encode() for each in LONG_STRINGS)
_LISTS = frozenset({b"fns", b"abc_layerFiles"})
_ANYWHERE = frozenset(each.encode() for each in ANYWHERE)
_WANTED = {name.encode(): frozenset(each.encode() for each in wanted_of(name)) for name in (*PATHS, *SCENE, *MORE)}
_CREATES = ("type", "colon")
_SEMICOLON = ord(";")

_FILE = dict.fromkeys(
    (
        b"-rdi", b"-referenceDepthInfo", b"-ns", b"-namespace", b"-dr", b"-deferReference", b"-rfn", b"-referenceNode",
        b"-op", b"-options", b"-typ", b"-type", b"-rpr", b"-renamingPrefix", b"-shd", b"-sharedNodes",
    ),
    1,
)  # fmt: skip
_REQUIRES = {b"-nodeType": 1, b"-dataType": 1, b"-nt": 1, b"-dt": 1}
_UNITS = {
    b"-l": "linear", b"-linear": "linear", b"-a": "angular", b"-angle": "angular", b"-t": "time", b"-time": "time",
}  # fmt: skip
_UNIT_FLAGS = dict.fromkeys(_UNITS, 1)
_CREATE = {b"-n": 1, b"-name": 1, b"-p": 1, b"-parent": 1}
_SET = dict.fromkeys(
    (
        b"-k", b"-keyable", b"-l", b"-lock", b"-cb", b"-channelBox", b"-s", b"-size", b"-ca", b"-caching", b"-type",
        b"-typ", b"-ch", b"-capacityHint",
    ),
    1,
)  # fmt: skip


def read_ascii(path: Path, stream: BinaryIO) -> Scene:
    """Read the Maya ASCII file that *stream* is. Raises SourceError where nothing in it is Maya's."""
    reports = Reports()
    reader = _Reader(path, stream, reports)
    reader.read()
    return reader.facts.scene(reports.by_line(path))


_Acts = dict[bytes, Callable[[Statement], None]]


class _Reader:
    """Where a reading stands: the node that attributes belong to, and which of them matter."""

    def __init__(self, path: Path, stream: BinaryIO, reports: Reports) -> None:
        self.facts = MayaFacts(path, reports)
        self._path = path
        self._reports = reports
        self._window = Window(stream, before=b"\n")  # what begins a line is looked for after a line end
        head = self._window.data[1:65536]
        self._codeset = codeset_of(head)
        self._is_headed = bool(_HEADER.match(head))
        self._wanted: frozenset[bytes] = frozenset()
        self._pending: tuple[bytes, int] | None = None
        self._known = 0
        self._last = b""
        self._acts: _Acts = {
            b"file": self._file,
            b"requires": self._requires,
            b"currentUnit": self._current_unit,
            b"fileInfo": self._file_info,
            b"select": self._select,
            b"playbackOptions": self._playback_options,
        }

    def read(self) -> None:
        """Read to the end."""
        window = self._window
        at = self._stretch(0)
        while not window.at_end:
            nul = window.data.find(b"\0")
            if nul >= 0:
                self._reports.warn_once("there are zero bytes in the text: the file is damaged", window.base + nul)
            if len(window.data) - at > LARGEST:
                at = self._skipped(at)
            self._last = window.data[max(0, at - 4096) : at].strip().rpartition(b"\n")[2].strip() or self._last
            window.more(at)
            at = self._stretch(0)
        self.facts.nodes.end()
        self._judge()

    def _skipped(self, at: int) -> int:
        """Give up a statement that is longer than any we care for."""
        if _STOPS.match(self._window.data, at):
            self._reports.warn("a statement is longer than any that is read; skipped", self._window.base + at + 1)
        return len(self._window.data) - 1

    def _stretch(self, at: int) -> int:
        """Act on everything that is whole in the window; gives where to go on from when there is more of it."""
        data, search = self._window.data, _STOPS.search
        while found := search(data, at):
            kind = found.lastgroup
            if kind == "attribute" and found["attribute"] not in self._wanted and found["attribute"] not in _LONG:
                at = found.end()
                continue
            begin = found.start() + 1
            line_end = data.find(b"\n", found.end())
            if kind in _CREATES and line_end > 0 and data[line_end - 1] == _SEMICOLON:
                self._create(found["type"], data[begin:line_end], self._window.base + begin, now=kind == "colon")
                at = line_end
                continue
            whole = maya_text.STATEMENT.match(data, found.end() - len(found[0].lstrip()))
            if whole is not None:
                self._act(found, whole)
                at = whole.end()
            elif self._is_damaged(data, begin):
                at = found.end()
            else:
                return found.start()
        return max(at, data.rfind(b"\n"))

    def _act(self, found: re.Match[bytes], whole: re.Match[bytes]) -> None:
        offset = self._window.base + whole.start()
        if found.lastgroup in _CREATES:
            self._create(found["type"], whole[0], offset, now=True)
            return
        self._known += 1
        statement = maya_text.parsed(whole[0], offset)
        if found.lastgroup == "attribute":
            self._set_attr(found["attribute"], statement)
        else:
            self._acts[found["command"]](statement)

    def _is_damaged(self, data: bytes, begin: int) -> bool:
        """Whether the statement at *begin* lacks its end, although others follow it."""
        if not maya_text.START.search(data, begin):
            return False
        self._reports.warn("a statement does not end: the file is damaged", self._window.base + begin)
        return True

    def _create(self, type_: bytes, raw: bytes, offset: int, *, now: bool) -> None:
        """A node begins. Of one that no table names little is done before it proves to matter."""
        self._known += 1
        self.facts.nodes.end()
        self._wanted = _WANTED.get(type_, _ANYWHERE)
        self._pending = (raw, offset)
        if now or self._wanted is not _ANYWHERE:
            self._begin()

    def _begin(self) -> None:
        if self._pending is None:
            return
        raw, offset = self._pending
        self._pending = None
        named, loose = maya_text.flags(maya_text.parsed(raw, offset), _CREATE)
        name = self._text(_any(named, b"-n", b"-name"))
        self.facts.nodes.namespace_of(name)
        self.facts.nodes.begin(self._text(loose[0]) if loose else "", name, offset)

    def _set_attr(self, attribute: bytes, statement: Statement) -> None:
        if attribute in _LONG and attribute not in self._wanted:
            return
        self._begin()
        _, loose = maya_text.flags(statement, _SET)
        values = loose[1:]
        if values:  # `setAttr -av -k on ".w";` has none, and changes nothing
            for value in [each for each in values if each.is_quoted] if attribute in _LISTS else values[:1]:
                self.facts.nodes.attribute(attribute.decode(), self._text(value))

    def _select(self, statement: Statement) -> None:
        self.facts.nodes.end()
        self._pending = None
        name = self._text(statement.words[-1]).lstrip(":") if statement.words else ""
        self._wanted = _WANTED.get(name.encode(), frozenset()) if name in SCENE else frozenset()
        self.facts.nodes.begin(name, name, statement.offset)

    def _requires(self, statement: Statement) -> None:
        _, loose = maya_text.flags(statement, _REQUIRES)
        if loose:
            self.facts.requires(self._text(loose[0]), self._text(loose[1]) if len(loose) > 1 else "")

    def _current_unit(self, statement: Statement) -> None:
        for flag, value in maya_text.flags(statement, _UNIT_FLAGS)[0].items():
            if flag in _UNITS:
                self.facts.unit(_UNITS[flag], self._text(value), statement.offset)

    def _file_info(self, statement: Statement) -> None:
        if len(statement.words) >= 2:
            self.facts.info(self._text(statement.words[-2]), self._text(statement.words[-1]))

    def _playback_options(self, statement: Statement) -> None:
        self.facts.playback("playbackOptions " + " ".join(self._text(word) for word in statement.words))

    def _file(self, statement: Statement) -> None:
        named, loose = maya_text.flags(statement, _FILE)
        listed = _any(named, b"-rdi", b"-referenceDepthInfo")
        again = _any(named, b"-r", b"-reference")
        if not loose or (listed is None and again is None):
            return
        depth = number(self._text(listed)) if listed is not None else 1
        deferred = self._text(_any(named, b"-dr", b"-deferReference")) in ("1", "on", "true", "yes")
        self.facts.reference(
            node=self._text(_any(named, b"-rfn", b"-referenceNode")),
            namespace=self._text(_any(named, b"-ns", b"-namespace")),
            path=self._text(loose[-1]),
            depth=depth if isinstance(depth, int) else 1,
            # On the lines that only repeat, `-dr 1` stands always and means nothing.
            loaded=not deferred if listed is not None else True,
            type_=self._text(_any(named, b"-typ", b"-type")),
            offset=statement.offset,
            again=listed is None,
        )

    def _text(self, word: Word | None) -> str:
        return "" if word is None else decoded(word.text, self._codeset)

    def _judge(self) -> None:
        """Say what the end of the file gives away; refuse what is no Maya scene at all."""
        window = self._window
        last = window.data[-4096:].strip().rpartition(b"\n")[2].strip() or self._last
        if not self._known and not self._is_headed:
            raise SourceError(
                f"{self._path} is not a Maya scene",
                hint="It holds no statement that Maya writes; open and save it in Maya.",
                details={"path": str(self._path)},
            )
        end = window.base + len(window.data.rstrip()) - 1
        if not last.startswith(b"//") and not last.endswith(b";"):
            self._reports.warn("the file ends in the middle of a statement: it is cut short", max(end, 0))
        elif self._is_headed and not last.startswith(b"// End of"):
            self._reports.warn("the file lacks Maya's closing line: it may be cut short", max(end, 0))


def _any(named: dict[bytes, Word], *flags: bytes) -> Word | None:
    return next((named[flag] for flag in flags if flag in named), None)
