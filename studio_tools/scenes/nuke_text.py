"""Nuke scripts as text: commands, nodes and knobs. What they mean is not known here.

`items` reads a window of a large file and passes over the nodes it is told to; `knobs` takes a node's body apart.
Both work for a simulator that reads whole scripts as well as for a reader in a hurry.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from studio_tools.scenes.letters import any_of
from studio_tools.scenes.text import decoded
from studio_tools.scenes.window import LARGEST, Window

_QUOTED = rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"'


def _braced(depth: int) -> bytes:
    """Braces to *depth* levels; deeper ones are counted by `_closed`."""
    inner = rb"" if depth == 1 else rb"|" + _braced(depth - 1)
    return rb"\{[^{}\\]*+(?:(?:\\." + inner + rb")[^{}\\]*+)*+\}"


_BRACED = _braced(5)
_WORD_BEGINS = rb"(?<=[ \t\n])"
_BODY = (
    rb"[^\"{}\\]*+(?:(?:" + _WORD_BEGINS + _QUOTED + rb"|\\.|(?<![ \t\n])\"|" + _BRACED + rb")[^\"{}\\]*+)*+"
)  # fmt: skip
_SKIP = rb"(?:[ \t]*+(?:push [^\n]*+|set N[^\n]*+)?\n)*+"
_OPEN = (
    rb"(?P<indent>[ \t]*+)(?:(?P<clone>clone)[ \t]++(?P<of>[^\s{]++)[ \t]++)?(?P<class>[A-Za-z_][^\s{}\"]*+)?[ \t]*+\{"
)

SKIP = re.compile(_SKIP)
NODE = re.compile(_SKIP + _OPEN + rb"(?P<body>" + _BODY + rb")\}", re.DOTALL)
OPEN = re.compile(_OPEN + rb"[ \t]*+\n")
_COMMAND = re.compile(rb"[ \t]*+(?P<name>[^\s{}\"]++)(?P<rest>[^\n{\"]*+)(?P<more>[{\"]?)")
_NEXT = re.compile(_SKIP + rb"(?P<indent>[ \t]*+)(?P<class>[A-Za-z_][^\s{}\"]*+)[ \t]*+\{")
_KNOB = re.compile(
    rb"[ \t\n]*+(?P<name>" + _QUOTED + rb"|[^\s\"{}]++)"
    rb"(?:[ \t]++(?P<value>(?:" + _QUOTED + rb"|" + _BRACED + rb"|[^\s\"{}][^\n]*+)(?:[^\n\"{}]*+))|[ \t]*+(?=\n|$))",
    re.DOTALL,
)
_BRACES = re.compile(rb"[{}]|\\.", re.DOTALL)
_QUOTES = re.compile(rb'"|\\.', re.DOTALL)
_STARTS = re.compile(rb"\n[ \t]*+(?:end_group|[A-Z]\w*+ \{)[ \t]*+\n")
_NO_BRACES = re.compile(
    rb"[^\"{}\\]*+(?:(?:" + _WORD_BEGINS + _QUOTED + rb"|\\.|(?<![ \t\n])\")[^\"{}\\]*+)*+", re.DOTALL
)
_DEEP_KNOB = re.compile(rb"[ \t\n]*+(?P<name>[^\s\"{}]++)[ \t]++(?=[{\"])")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_BARE_ESCAPE = re.compile(r"\\([^\w\s])")
_DEEPEST = 100_000
_OVERLAP = 1024
_SPOKEN = {"n": "\n", "t": "\t", "r": "\r", "\n": ""}


@dataclass(frozen=True, slots=True)
class Node:
    """A node as it is written. *opens* where the nodes that follow lie within it."""

    klass: str
    indent: int
    body: bytes
    offset: int
    clone_of: str | None = None
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """A line that is no node: `version`, `set`, `end_group` … *after_skipped*: a node was passed over just before."""

    name: str
    rest: bytes
    offset: int
    after_skipped: bool = False


@dataclass(frozen=True, slots=True)
class Wrong:
    """What cannot be read, and where."""

    why: str
    offset: int


Item = Node | Command | Wrong


@dataclass(frozen=True, slots=True)
class Knob:
    """A knob and its value as written; *begin* and *end* are where the value stands in the body."""

    name: str
    value: bytes
    begin: int
    end: int


Leap = Callable[[bytes, int], int]
"""Where in the window to go on, beyond nodes that are passed over without a look at each."""

IsDull = Callable[[bytes, int, int], bool]
"""Whether a node may be passed over, by its class and where in the window its body lies."""


def leaping(classes: Iterable[str]) -> re.Pattern[bytes]:
    """A run of nodes of *classes*, and of what stands between them."""
    node = rb"[ \t]*+(?:" + any_of(classes).encode() + rb")[ \t]*+\{" + _BODY + rb"\}"
    return re.compile(rb"(?:" + _SKIP + node + rb"[ \t]*+\n)++", re.DOTALL)


def items(
    window: Window,
    is_dull: IsDull = lambda klass, begin, end: False,
    leap: Leap = lambda data, at: at,
) -> Iterator[Item]:
    """Everything in the script, in order, but for the nodes that are dull."""
    at, skipped, match = 0, False, NODE.match
    while True:
        beyond = leap(window.data, at)
        if beyond != at:
            at, skipped = beyond, True
        found = match(window.data, at)
        if found is None:
            at = _after_skipped(window.data, at)
            step = _other(window, at, skipped)
            if step is None:
                return
            at, item = step
            skipped = False
            if item is not None:
                yield item
            continue
        clone, klass = found.group("clone", "class")
        if clone is None and klass is not None and is_dull(klass, *found.span("body")):
            at, skipped = found.end(), True
            continue
        skipped = False
        item, at = _node(window, found)
        yield item


def _after_skipped(data: bytes, at: int) -> int:
    found = SKIP.match(data, at)
    return found.end() if found else at


def _node(window: Window, found: re.Match[bytes]) -> tuple[Item, int]:
    offset = window.base + found.start("body")
    klass, body = found["class"] or b"", found["body"]
    if not klass and not found["clone"]:
        return Wrong("braces without a class before them", offset), found.end()
    if klass[:1].islower() and not found["clone"] and not body[:1].isspace():
        rest = window.data[found.end("class") : found.end()]
        return Command(
            klass.decode("utf-8", "replace"), rest.strip(), window.base + found.start("class"), False
        ), found.end()
    indent, clone_of = len(found["indent"]), (found["of"] or b"").decode("latin-1") or None
    name = klass.decode("utf-8", "replace")
    opens, at = _opens(window, found.end(), indent)
    return Node(name, indent, body, offset, clone_of, opens), at


def _opens(window: Window, at: int, indent: int) -> tuple[bool, int]:
    """Whether the next node is indented deeper: then the one before it is a group. Also where *at* has moved to."""
    following = _NEXT.match(window.data, at)
    while following is None and not window.at_end and len(window.data) - at < 65536:
        window.more(at)
        at = 0
        following = _NEXT.match(window.data, at)
    return following is not None and len(following["indent"]) > indent, at


def _other(window: Window, at: int, skipped: bool) -> tuple[int, Item | None] | None:
    """What stands at *at* where no whole node does; None at the end of the script."""
    data = window.data
    line_end = data.find(b"\n", at)
    if line_end < 0:
        return _go_on(window, at)
    if not data[at:line_end].strip():
        return line_end + 1, None
    if OPEN.match(data, at):
        return _deep_node(window, at)
    found = _COMMAND.match(data, at)
    if found is None:
        return line_end + 1, Wrong(f"{_spoken(data[at:line_end])} makes no sense here", window.base + at)
    name = found["name"].decode("utf-8", "replace")
    if name.startswith("#") or not found["more"]:
        rest = data[at:line_end] if name.startswith("#") else found["rest"]
        return line_end, Command(name, rest.strip(), window.base + at, skipped)
    end = _closed(window.data, found.end() - 1)
    if end is None:
        if not window.at_end and len(data) - at < LARGEST:
            window.more(at)
            return 0, None
        return _lost(window, at, name)
    return end, Command(name, data[found.start("rest") : end].strip(), window.base + at, skipped)


def _go_on(window: Window, at: int) -> tuple[int, None] | None:
    if window.at_end:
        return None
    window.more(at)
    return 0, None


def _deep_node(window: Window, at: int) -> tuple[int, Item | None] | None:
    """A node whose end is not in the window, whose braces lie deep, or which never ends."""
    found = OPEN.match(window.data, at)
    if found is None:
        return None
    klass = (found["class"] or b"").decode("utf-8", "replace")
    brace = window.data.index(b"{", found.start())
    end = _body_end(window.data, brace + 1)
    if end is not None:
        of = (found["of"] or b"").decode("latin-1") or None
        body, offset = window.data[brace + 1 : end - 1], window.base + brace + 1
        opens, after = _opens(window, end, len(found["indent"]))
        return after, Node(klass, len(found["indent"]), body, offset, of, opens)
    if not window.at_end and len(window.data) - at < LARGEST:
        window.more(at)
        return 0, None
    return _lost(window, at, f"the node {klass}")


def _lost(window: Window, at: int, what: str) -> tuple[int, Item]:
    """Give up on what begins at *at*, and go on where the next node begins, however far that is."""
    item = Wrong(f"{what} {'does not end' if window.at_end else 'is longer than any that is read'}", window.base + at)
    again = _STARTS.search(window.data, at + 1)
    while again is None and not window.at_end:
        window.more(max(at, len(window.data) - _OVERLAP))
        at = 0
        again = _STARTS.search(window.data)
    return (again.start() + 1 if again else len(window.data)), item


def _body_end(data: bytes, at: int) -> int | None:
    """Just behind the brace that closes the body which begins at *at*; None where it is not there."""
    while True:
        found = _NO_BRACES.match(data, at)
        at = found.end() if found else at
        if at >= len(data):
            return None
        if data[at] == ord("}"):
            return at + 1
        end = _closed(data, at)
        if end is None:
            return None
        at = end


def _closed(data: bytes, at: int) -> int | None:
    """Just behind the end of the quotes or braces that open at *at*. However deep, without recursion."""
    if data[at : at + 1] == b'"':
        return next((found.end() for found in _QUOTES.finditer(data, at + 1) if found[0] == b'"'), None)
    depth = 0
    for found in _BRACES.finditer(data, at):
        if found[0] == b"{":
            depth += 1
            if depth > _DEEPEST:
                return None
        elif found[0] == b"}":
            depth -= 1
            if depth == 0:
                return found.end()
    return None


def knobs(body: bytes) -> Iterator[Knob]:
    """The knobs of a node's *body*, in order. What is damaged is passed over to the next line."""
    at = 0
    while at < len(body):
        found = _KNOB.match(body, at)
        if found is not None:
            begin, end = found.span("value")
            at = found.end()
        else:
            found = _DEEP_KNOB.match(body, at)
            end = _closed(body, found.end()) or -1 if found else -1
            if found is None or end < 0:
                line_end = body.find(b"\n", at + 1)
                at = len(body) if line_end < 0 else line_end
                continue
            begin = found.end()
            line_end = body.find(b"\n", end)
            at = len(body) if line_end < 0 else line_end
        name = found["name"].strip(b'"').decode("utf-8", "replace")
        yield Knob(name, body[begin:end].rstrip() if begin >= 0 else b"", begin, end)


def simple_knobs(body: bytes) -> dict[str, str] | None:
    """The knobs of a body of plain lines, as most nodes have; None where it takes `knobs` and `plain` to read them."""
    if b"{" in body or b"\\" in body or b"\t" in body or len(body) > 65536:
        return None
    found: dict[str, str] = {}
    for line in decoded(body).split("\n"):
        name, _, value = line.strip(" ").partition(" ")
        if '"' in line:
            if name[:1] == '"' or value.count('"') != 2 or value[0] != '"' or value[-1] != '"':
                return None
            value = value[1:-1]
        if name:
            found[name] = value
    return found


def plain(text: str) -> str:
    """What a value as written means: without its quotes or its outer braces, with escapes undone."""
    if len(text) >= 2 and text[0] == '"' and text[-1] == '"':
        inner = text[1:-1]
        return _ESCAPE.sub(lambda found: _SPOKEN.get(found[1], found[1]), inner) if "\\" in inner else inner
    if len(text) >= 2 and text[0] == "{" and text[-1] == "}":
        return text[1:-1]
    return _BARE_ESCAPE.sub(r"\1", text) if "\\" in text else text


def written(text: str) -> str:
    """*text* as Nuke would write it as a knob's value: bare where it may stand so, else in quotes."""
    if text and not re.search(r'[\s"\\{}\[\]$;#]', text[:1]) and not re.search(r'[\s"\\{}\[\]$;]', text):
        return text
    inner = re.sub(r'(["\\\[\]{}$])', r"\\\1", text).replace("\n", "\\n").replace("\t", "\\t")
    return f'"{inner}"'


def words(text: str) -> list[str]:
    """The words of a list: bare, quoted or braced, each plain."""
    found = re.findall(r'"(?:[^"\\]|\\.)*"|\{[^{}]*\}|[^\s"{}]+', text, re.DOTALL)
    return [plain(each) for each in found]


def _spoken(raw: bytes) -> str:
    return repr(raw[:60].decode("utf-8", "replace"))
