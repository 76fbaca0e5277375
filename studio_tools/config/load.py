"""Loading settings: read the layers, say everything that is wrong at once, and explain where a value comes from.

Not here: the layers themselves (layers), the list of settings (schema), finding a home (home).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from studio_tools.config.apart import Apart, marked, set_apart, without
from studio_tools.config.checks import contradictions, doubts, unknown_kinds
from studio_tools.config.joining import unjoinable
from studio_tools.config.layers import HOME_FILE, Layer, Problem, blamed, dotted, is_there, merged, read_layers, shown
from studio_tools.config.schema import Settings
from studio_tools.config.structure import Complaint, KeyPath, kind_at, structure, unknown
from studio_tools.errors import ConfigError, ContextError, HomeMissing

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_KEY_PART = re.compile(r'"((?:\\.|[^"\\])*)"|([^."]+)')


@dataclass(frozen=True, slots=True)
class LayerValue:
    """What one layer says about a key."""

    layer: str
    where: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A setting, its value, and every layer that speaks of it, weakest first; secrets are stars."""

    key: str
    doc: str
    value: str
    winner: str
    layers: tuple[LayerValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """Settings of one home (and project), and the layers that they came from."""

    home: Path
    project: str | None
    settings: Settings
    layers: tuple[Layer, ...]

    def explain(self, key: str) -> Explanation:
        """Say where the value of *key* comes from. Raises ConfigError naming the nearest key."""
        path = _key(key)
        kind, doc = _place(path)
        said = [(layer, value) for layer in self.layers for there, value in [layer.value(path)] if there]
        told = tuple(LayerValue(layer.name, layer.where(path), shown(kind, value)) for layer, value in said)
        if not told:
            raise ConfigError(f'"{key}" is not set anywhere', details={"key": key})
        value: Any = None
        for _, above in said:
            value = merged(value, above)
        return Explanation(key=dotted(path), doc=doc, value=shown(kind, value), winner=told[-1].where, layers=told)

    def where(self, path: KeyPath) -> str:
        """Where the value of a key, or of the nearest table above it, comes from: `studio.toml, line 12`."""
        return blamed(path, self.layers).where(path)


def load(home: Path, environ: Mapping[str, str], project: str | None = None) -> Loaded:
    """Load the settings of *home*, and of *project* where one is named.

    Raises ConfigError listing every problem of every layer, HomeMissing, ContextError for an impossible project.
    """
    home = Path(home).absolute()
    if not is_there(home / HOME_FILE):
        raise HomeMissing(f'"{home}" is no home: there is no {HOME_FILE}', details={"home": str(home)})
    if project is not None and not _CODE.fullmatch(project):
        raise ContextError(f'"{project}" cannot be the code of a project', hint="Use letters, digits, - and _.")
    settings, layers = _settled(home, environ, project)
    return Loaded(home=home, project=project, settings=settings, layers=layers)


def load_without_home(environ: Mapping[str, str]) -> Settings:
    """Settings for what needs no home: the defaults, the studio's and the user's files, and the environment."""
    return _settled(None, environ, None)[0]


def check(home: Path, environ: Mapping[str, str], project: str | None = None) -> list[Problem]:
    """Everything that is wrong or doubtful in the layers of *home*; without *project*, those of all its projects."""
    projects = [project] if project else [None, *configured_projects(home)]
    found: dict[Problem, None] = {}
    for each in projects:
        layers, problems = read_layers(home, environ, each)
        settings, more, apart = _structured(layers)
        problems += more + [problem for each in apart.values() for problem in each]
        if settings is not None and not problems:
            problems += _placed([*unjoinable(settings, layers), *doubts(settings)], layers)
        found |= dict.fromkeys(problems)
    return list(found)


def configured_projects(home: Path) -> list[str]:
    """The projects that have settings of their own in *home*."""
    return sorted(file.stem for file in (home / "projects").glob("*.toml") if _CODE.fullmatch(file.stem))


def _settled(home: Path | None, environ: Mapping[str, str], project: str | None) -> tuple[Settings, tuple[Layer, ...]]:
    layers, problems = read_layers(home, environ, project)
    settings, more, apart = _structured(layers)
    problems += more
    if problems or settings is None:
        raise _wrong(problems + [problem for each in apart.values() for problem in each])
    settings = marked(settings, apart)
    if home is not None:
        settings = _placed_in(home, settings)
    return settings, layers


def _placed_in(home: Path, settings: Settings) -> Settings:
    """Settle the paths that are relative to the home."""
    root = home / settings.storage.root.expanduser()
    folders = tuple(home / folder.expanduser() for folder in settings.steps.folders)
    ffmpeg = settings.media.ffmpeg
    if Path(ffmpeg).name != ffmpeg:  # a bare name is looked for on the PATH
        ffmpeg = str(home / Path(ffmpeg).expanduser())
    work, bundle = home / settings.launch.work.expanduser(), settings.launch.bundle
    return replace(
        settings,
        storage=replace(settings.storage, root=root),
        steps=replace(settings.steps, folders=folders),
        media=replace(settings.media, ffmpeg=ffmpeg),
        launch=replace(settings.launch, work=work, bundle=bundle and str(home / Path(bundle).expanduser())),
    )


def _structured(layers: tuple[Layer, ...]) -> tuple[Settings | None, list[Problem], Apart]:
    """Check each layer by itself, so that nothing hides below a stronger one, then all of them together.

    What concerns the recipes of one application is set apart, with those recipes: it stops that application only.
    """
    problems: list[Problem] = []
    apart: Apart = {}
    values: Any = layers[0].values
    for layer in layers[1:]:
        complaints: list[Complaint] = []
        structure(Settings, layer.values, complaints, partial=True)
        problems += [Problem.of(each, layer) for each in set_apart(complaints, apart, (layer,))]
        values = merged(values, layer.values)
    if problems:
        return None, problems, apart
    values = without(values, apart)
    if strange := unknown_kinds(values):
        return None, _placed(strange, layers), apart
    complaints = []
    settings: Settings | None = structure(Settings, values, complaints)
    complaints = set_apart(complaints, apart, layers)
    if settings is None and not complaints:
        settings = structure(Settings, without(values, apart), complaints)
    if settings is not None:
        complaints = contradictions(settings)
    return settings, _placed(complaints, layers), apart


def _placed(complaints: list[Complaint], layers: tuple[Layer, ...]) -> list[Problem]:
    """Blame each complaint on the strongest layer that speaks of its key, or of the nearest table above it."""
    return [Problem.of(each, blamed(each.path, layers)) for each in complaints]


def _wrong(problems: list[Problem]) -> ConfigError:
    lines = [str(problem) for problem in problems]
    text = lines[0] if len(lines) == 1 else f"{len(lines)} settings are wrong:\n  " + "\n  ".join(lines)
    return ConfigError(text, details={"problems": lines})


def _key(text: str) -> KeyPath:
    """Read a dotted key as TOML spells it."""
    return tuple(quoted or bare for quoted, bare in _KEY_PART.findall(text))


def _place(path: KeyPath) -> tuple[Any, str]:
    """The type and the sentence of a setting. Raises ConfigError for what is no setting."""
    kind: Any = Settings
    doc = ""
    for at, key in enumerate(path):
        if is_dataclass(kind) and isinstance(kind, type):
            known = {each.name: each for each in fields(kind)}
            if key not in known:
                raise ConfigError(
                    f"{dotted(path[: at + 1])}: {unknown(key, known)}", hint="`studio config show` lists every key."
                )
            doc, kind = known[key].metadata["doc"], get_type_hints(kind)[key]
        elif get_origin(kind) in (Mapping,):
            kind = get_args(kind)[1]
        else:
            raise ConfigError(f"{dotted(path[:at])} has nothing below it", hint="`studio config show` lists every key.")
    if is_dataclass(kind) and isinstance(kind, type):
        below = ", ".join(dotted([*path, each.name]) for each in fields(kind))
        raise ConfigError(f"{dotted(path) or 'this'} is a table of settings", hint=f"Ask for one of {below}.")
    return kind, doc


@dataclass(frozen=True, slots=True)
class Documented:
    """One line of the settings' reference."""

    key: str
    doc: str
    default: str


def documented() -> Iterator[Documented]:
    """Every setting with its sentence and its default; `<name>` stands for any key of a table."""
    layer = read_layers(None, {})[0][0]
    for path, doc in _described(Settings, ()):
        kind = kind_at(Settings, path)
        there, value = layer.value(path)
        yield Documented(dotted(path).replace('"<name>"', "<name>"), doc, shown(kind, value) if there else "")


def _described(kind: type[Any], path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    hints = get_type_hints(kind)
    for each in fields(kind):
        inner, below = hints[each.name], (*path, each.name)
        if get_origin(inner) is Mapping and is_dataclass(get_args(inner)[1]):
            inner, below = get_args(inner)[1], (*below, "<name>")
        if is_dataclass(inner) and isinstance(inner, type):
            yield from _described(inner, below)
        else:
            yield below, each.metadata["doc"]
