"""Layers of settings: where each is read from, how they are laid over one another, and where a value stands.

Weakest first: the package's defaults, a studio-wide file (STUDIO_TOOLS_CONFIG), the home's `studio.toml`, the project's
file, the user's file, the environment (`STUDIO_TOOLS__TRACKER__SITE=...`). Tables are merged, everything else is
replaced. Not here: what the settings mean (schema).
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, is_dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any, get_origin

from studio_tools.config.schema import Settings
from studio_tools.config.secret import Secret
from studio_tools.config.structure import Complaint, KeyPath, kind_at
from studio_tools.config.toml_lines import key_lines, last_key

HOME_FILE = "studio.toml"
PREFIX = "STUDIO_TOOLS__"
STUDIO_FILE_VARIABLE = "STUDIO_TOOLS_CONFIG"
USER_FILE_VARIABLE = "STUDIO_TOOLS_USER_CONFIG"

_LINE = re.compile(r"\(at line ([0-9]+), column [0-9]+\)|\(at end of document\)")
_TWICE = ("Cannot declare", "Cannot overwrite", "Cannot redefine", "Cannot mutate")
"""How the standard library's parser begins where a key or a table is there already."""
_TUPLE = re.compile(r"\((?:'[^']*'|\"[^\"]*\")(?:, (?:'[^']*'|\"[^\"]*\"))*,?\)")
_QUOTED = re.compile(r"'([^']*)'|\"([^\"]*)\"")
_TRUTH = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}


@dataclass(frozen=True, kw_only=True)
class Layer:
    """What one place says; its values stay out of sight, for a key may be among them."""

    name: str
    values: Mapping[str, Any] = field(repr=False)
    label: str = ""
    """How people find it: `studio.toml`, `projects/demo.toml`, a path."""
    text: str = field(default="", repr=False)
    variables: Mapping[KeyPath, str] = field(default_factory=dict, repr=False)
    """The environment's variable for each of its paths."""

    @cached_property
    def _lines(self) -> Mapping[KeyPath, int]:
        return key_lines(self.text)

    def where(self, path: KeyPath) -> str:
        """Say where *path* stands: `studio.toml, line 12`, or a variable's name."""
        for end in range(len(path), 0, -1):
            if variable := self.variables.get(path[:end]):
                return variable
            if self.text and (line := self._lines.get(path[:end])):
                return f"{self.label}, line {line}"
        below = (name for at, name in self.variables.items() if at[: len(path)] == path)
        return next(below, self.label)

    def value(self, path: KeyPath) -> tuple[bool, Any]:
        """Whether the layer speaks of *path*, and what it says."""
        value: Any = self.values
        for key in path:
            if not isinstance(value, Mapping) or key not in value:
                return False, None
            value = value[key]
        return True, value


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a layer, as `config check` lists it."""

    key: str
    text: str
    where: str

    def __str__(self) -> str:
        said = f"{self.key}: {self.text}" if self.key else self.text
        return f"{said} ({self.where})" if self.where else said

    def in_full(self, home: Path) -> Problem:
        """The same with the full path of a file of *home*, for who does not stand in it."""
        return replace(self, where=in_full(self.where, home))

    @classmethod
    def of(cls, complaint: Complaint, layer: Layer) -> Problem:
        return cls(dotted(complaint.path), complaint.text, layer.where(complaint.path))


def blamed(path: KeyPath, layers: tuple[Layer, ...]) -> Layer:
    """The strongest layer that speaks of a key, or of the nearest table above it."""
    for end in range(len(path), 0, -1):
        for layer in reversed(layers):
            if layer.value(path[:end])[0]:
                return layer
    return layers[0]


def in_full(where: str, home: Path) -> str:
    """Where something stands, a file of *home* with its full path; variables and other files stay as they are."""
    file = where.partition(", line ")[0]
    is_of_home = file == HOME_FILE or (file.startswith("projects/") and file.endswith(".toml"))
    return f"{home / file}{where.removeprefix(file)}" if is_of_home else where


def dotted(path: Iterable[str]) -> str:
    """Spell a path as TOML does: `tracker.file_types."*/exr"`."""
    return ".".join(key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else json.dumps(key) for key in path)


@cache
def defaults() -> Layer:
    """The layer that ships with the package; read once, for it takes longer than all others together."""
    text = Path(__file__).with_name("defaults.toml").read_text("utf-8")
    return Layer(name="defaults", label="defaults.toml", text=text, values=tomllib.loads(text))


def read_layers(
    home: Path | None, environ: Mapping[str, str], project: str | None = None
) -> tuple[tuple[Layer, ...], list[Problem]]:
    """Read all layers, weakest first; those that cannot be read are among the problems."""
    layers, problems = [defaults()], list[Problem]()
    for name, file, label in _places(home, environ, project):
        layer = _read(name, file, label, problems)
        if layer is not None:
            layers.append(layer)
    layers.append(from_environment(environ, problems))
    return tuple(layers), problems


def _places(home: Path | None, environ: Mapping[str, str], project: str | None) -> Iterator[tuple[str, Path, str]]:
    """The files of the layers between the defaults and the environment; those named by hand must be there."""
    if named := environ.get(STUDIO_FILE_VARIABLE):
        yield "studio", Path(named), named
    if home is not None:
        yield "home", home / HOME_FILE, HOME_FILE
        label = f"projects/{project}.toml"
        if project and is_there(home / label):
            yield "project", home / label, label
    own = user_file(environ)
    if own is not None and (environ.get(USER_FILE_VARIABLE) or is_there(own)):
        yield "user", own, str(own)


def is_there(file: Path) -> bool:
    """Whether there is a file that we may look at; a folder closed to us (another user's HOME) has none."""
    try:
        return file.is_file()
    except OSError:
        return False


def user_file(environ: Mapping[str, str]) -> Path | None:
    """Where a user's own settings are; an empty STUDIO_TOOLS_USER_CONFIG says that there are none."""
    if (named := environ.get(USER_FILE_VARIABLE)) is not None:
        return Path(named) if named else None
    folder = environ.get("HOME") or environ.get("USERPROFILE")
    return Path(folder, ".config", "studio_tools", "user.toml") if folder else None


def _read(name: str, file: Path, label: str, problems: list[Problem]) -> Layer | None:
    try:
        text = file.read_text("utf-8").removeprefix("\ufeff")
        return Layer(name=name, label=label, text=text, values=tomllib.loads(text))
    except OSError as cause:
        problems.append(Problem("", f"cannot be read: {(cause.strerror or 'no reason given').lower()}", label))
    except RecursionError:
        problems.append(Problem("", "is nested too deeply", label))
    except UnicodeDecodeError:
        problems.append(Problem("", "is not UTF-8 text", label))
    except tomllib.TOMLDecodeError as wrong:
        found = _LINE.search(str(wrong))
        line = (found[1] if found else None) or str(text.count("\n") + 1)
        said = _LINE.sub("", str(wrong)).strip()
        begun = "".join(text.splitlines(keepends=True)[: int(line)])
        problems.append(_told_twice(said, begun, f"{label}, line {line}") or _no_toml(said, f"{label}, line {line}"))
    return None


def _no_toml(said: str, where: str) -> Problem:
    return Problem("", f"is not TOML: {_TUPLE.sub(lambda found: dotted(_parts(found[0])), said).lower()}", where)


def _told_twice(said: str, begun: str, where: str) -> Problem | None:
    """What the parser means where something is set a second time; None where it *said* something else.

    *begun* is the text up to the line that it stopped at, which holds no other mistake.
    """
    table = _TUPLE.search(said)
    if not (said.startswith(_TWICE) and (table or said.startswith("Cannot overwrite"))):
        return None
    path = _parts(table[0]) if table else last_key(begun)
    first, last = key_lines(begun).get(path), begun.count("\n", 0, len(begun.rstrip("\n"))) + 1
    before = f"; it was in line {first} already" if first and first != last else ""
    return Problem("", f"is not TOML: {dotted(path)} is set twice{before}", where)


def _parts(told: str) -> KeyPath:
    """The keys that Python's parser tells as a tuple."""
    return tuple(single or double for single, double in _QUOTED.findall(told))


def from_environment(environ: Mapping[str, str], problems: list[Problem]) -> Layer:
    """Read `STUDIO_TOOLS__SECTION__KEY` variables; the schema says what type their text has."""
    values: dict[str, Any] = {}
    variables: dict[KeyPath, str] = {}
    for name in sorted(name for name in environ if name.startswith(PREFIX)):
        path = tuple(name[len(PREFIX) :].lower().split("__"))
        if not all(path):
            problems.append(Problem("", "names no setting; write it as STUDIO_TOOLS__SECTION__KEY", name))
            continue
        try:
            _put(values, path, typed(kind_at(Settings, path), environ[name]))
            variables[path] = name
        except ValueError as wrong:
            problems.append(Problem(dotted(path), str(wrong), name))
    return Layer(name="environment", label="environment", values=values, variables=variables)


def typed(kind: Any, text: str) -> Any:
    """Read the text of a variable as the schema's *kind* asks for. Raises ValueError that does not quote it."""
    if kind is bool:
        if text.strip().lower() not in _TRUTH:
            raise ValueError("must be true or false")
        return _TRUTH[text.strip().lower()]
    if kind is int or kind is float:
        try:
            return kind(text)
        except ValueError:
            raise ValueError("must be a whole number" if kind is int else "must be a number") from None
    if get_origin(kind) in (tuple, Mapping) or is_dataclass(kind):
        return _compound(text)
    return int(text) if text.isascii() and text.isdigit() and getattr(kind, "__name__", "") == "Bytes" else text


def _compound(text: str) -> Any:
    """Read a list or table written as JSON or TOML."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        pass
    try:
        read = tomllib.loads(f"value = {text}")
    except (tomllib.TOMLDecodeError, RecursionError):
        read = {}
    if read.keys() != {"value"}:
        raise ValueError('must be written as JSON or TOML, as ["a", "b"]')
    return read["value"]


def _put(values: dict[str, Any], path: KeyPath, value: Any) -> None:
    for key in path[:-1]:
        values = values.setdefault(key, {})
        if not isinstance(values, dict):
            raise ValueError("stands below another variable that is no table")
    values[path[-1]] = merged(values.get(path[-1]), value)


def merged(below: Any, above: Any) -> Any:
    """Lay one value over another: tables are merged, everything else is replaced."""
    if not (isinstance(below, Mapping) and isinstance(above, Mapping)):
        return above
    return {**below, **{key: merged(below.get(key), value) for key, value in above.items()}}


def shown(kind: Any, value: Any) -> str:
    """Write a raw value as TOML's reader would know it, and a secret as stars."""
    if kind is Secret or kind is None:
        return str(Secret(str(value)))
    return json.dumps(value, ensure_ascii=False, default=str)
