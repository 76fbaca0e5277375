"""What the nodes of a Maya scene say: files they read, code they carry, and how the scene is to be rendered."""

from __future__ import annotations

from typing import Any

from studio_tools.scenes.malware import marks_in
from studio_tools.scenes.maya_tables import ANYWHERE, PATHS, WHEN, Rule, first_of, kind_of_ending
from studio_tools.scenes.numbers import number
from studio_tools.scenes.paths import is_sequence, is_tiled
from studio_tools.scenes.places import MayaPlaces
from studio_tools.scenes.reports import Reports
from studio_tools.scenes.scene import Colour, Dependency, Output, Range, ScriptNode

_YES = frozenset({"yes", "on", "true", "1", "1.0"})
_SEEN = frozenset({"texture"})


class MayaNodes:
    """Told of one node after the other, and of the attributes of each."""

    def __init__(self, places: MayaPlaces, reports: Reports) -> None:
        self._places = places
        self._reports = reports
        self._type = ""
        self._name = ""
        self._offset: int | None = None
        self._values: dict[str, str] = {}
        self._lists: dict[str, list[str]] = {}
        self.dependencies: list[Dependency] = []
        self.scripts: list[ScriptNode] = []
        self.scene_code: list[str] = []
        self.namespaces: dict[str, None] = {}
        self.render: dict[str, str] = {}
        self.size: dict[str, str] = {}
        self.colours: dict[str, str] = {}

    def begin(self, type_: str, name: str, offset: int | None = None) -> None:
        """From here on attributes belong to the node *name*."""
        self.end()
        self._type, self._name, self._offset = type_, name, offset

    def namespace(self, namespace: str) -> None:
        """Remember *namespace* and those that it lies in."""
        parts = [part for part in namespace.strip(":").split(":") if part]
        for at in range(len(parts)):
            self.namespaces.setdefault(":".join(parts[: at + 1]))

    def namespace_of(self, name: str) -> None:
        """Remember the namespace that the node *name* lies in."""
        if ":" in name:
            self.namespace(name.rpartition("|")[2].rpartition(":")[0])

    def attribute(self, name: str, value: str) -> None:
        """The attribute *name* of the node, without its index. Several values of one name are kept in order."""
        self._values[name] = value
        self._lists.setdefault(name, []).append(value)

    def end(self) -> None:
        """Make of the node what it means."""
        type_, values = self._type, self._values
        if type_ == "script":
            self._script()
        elif type_ == "defaultRenderGlobals":
            self.render |= values
        elif type_ == "defaultResolution":
            self.size |= values
        elif type_ == "defaultColorMgtGlobals":
            self.colours |= values
            self._config()
        elif type_ == "cacheFile":
            self._cache()
        elif values:
            self._files()
        self._type, self._name, self._values, self._lists = "", "", {}, {}

    def _files(self) -> None:
        rules = PATHS.get(self._type)
        if rules is None:
            for name in [each for each in self._values if each in ANYWHERE]:
                self._unknown(self._values[name])
            return
        for rule in rules:
            path = first_of(self._values, rule.names)
            if path:
                self._depend(self._kind(rule, path), path)
        if self._type == "AlembicNode":
            layers = self._lists.get("fns") or self._lists.get("abc_layerFiles") or []
            known = first_of(self._values, ("fn", "abc_File"))
            for layer in dict.fromkeys(layers):
                if layer and layer != known:
                    self._depend("alembic", layer)

    def _kind(self, rule: Rule, path: str) -> str:
        if rule.kind not in _SEEN:
            return rule.kind
        tiling = first_of(self._values, ("uvt", "uvTilingMode")) or "0"
        if is_tiled(path) or number(tiling) not in (0, None):
            return "udim"
        animated = first_of(self._values, ("ufe", "useFrameExtension")) in _YES
        return "sequence" if animated or is_sequence(path) else rule.kind

    def _unknown(self, path: str) -> None:
        """A plug-in's node that we have no table for: what its attribute is called and its ending say what it is."""
        kind = kind_of_ending(path)
        if not path or not (kind != "other" or "/" in path or "\\" in path):
            return
        if kind == "texture":
            kind = self._kind(Rule("texture", ()), path)
        self._depend(kind, path)

    def _depend(self, kind: str, path: str, resolved: str | None = None) -> None:
        details: list[tuple[str, Any]] = [("node_type", self._type)]
        space = first_of(self._values, ("cs", "colorSpace"))
        if space:
            details.append(("color_space", space))
        prim = first_of(self._values, ("pp", "primPath"))
        if prim:
            details.append(("prim_path", prim))
        where = resolved or self._places.resolved(path, self._name, self._offset)
        self.dependencies.append(
            Dependency(node=self._name, kind=kind, path=path, resolved=where, details=tuple(details))
        )

    def _cache(self) -> None:
        """A cacheFile keeps folder and name apart; its description lies in `NAME.xml`."""
        folder = first_of(self._values, ("cp", "cachePath")) or ""
        name = first_of(self._values, ("cn", "cacheName")) or ""
        if not name and not folder:
            return
        path = f"{folder.rstrip('/')}/{name}" if folder else name
        self._depend("cache", path, self._places.resolved(f"{path}.xml", self._name, self._offset) if name else None)

    def _config(self) -> None:
        """An OCIO configuration of the studio's own is a file the scene needs; Maya's comes with Maya."""
        path = first_of(self._values, ("cfp", "configFilePath")) or ""
        on = first_of(self._values, ("cfe", "configFileEnabled")) in _YES
        if path and on and not path.startswith("<MAYA_RESOURCES>"):
            self._depend("config", path)

    def _script(self) -> None:
        before, after = first_of(self._values, ("b", "before")) or "", first_of(self._values, ("a", "after")) or ""
        kind = number(first_of(self._values, ("st", "scriptType")) or "0")
        when = WHEN[int(kind)] if isinstance(kind, int) and 0 <= kind < len(WHEN) else str(kind)
        is_python = number(first_of(self._values, ("stp", "sourceType")) or "0") == 1
        code = before + after
        marks = marks_in(code)
        first = next((line.strip() for line in code.splitlines() if line.strip()), "")
        self.scripts.append(
            ScriptNode(
                node=self._name,
                when=when,
                language="python" if is_python else "mel",
                size=len(code),
                first_line=first[:200],
                marks=marks,
            )
        )
        if marks:
            what = ", ".join(marks)
            self._reports.warn(f"the script node {self._name} bears the marks of known malware: {what}", self._offset)
        if "playbackOptions" in before and "scriptJob" not in before and len(before) < 4096:
            self.scene_code.append(before)

    def render_range(self) -> Range | None:
        """Start and end frame of the render settings."""
        first = number(first_of(self.render, ("fs", "startFrame")) or "")
        last = number(first_of(self.render, ("ef", "endFrame")) or "")
        return None if first is None and last is None else (first, last)

    def resolution(self) -> tuple[int, int] | None:
        """Width and height, where the file says both."""
        width = number(first_of(self.size, ("w", "width")) or "")
        height = number(first_of(self.size, ("h", "height")) or "")
        return (int(width), int(height)) if width is not None and height is not None else None

    def outputs(self) -> tuple[Output, ...]:
        """What the render settings write: the prefix, whose folder is the project's business."""
        prefix = first_of(self.render, ("ifp", "imageFilePrefix"))
        if not prefix:
            return ()
        node = "defaultRenderGlobals"
        return (Output(node=node, kind="render", path=prefix, resolved=None, disabled=False),)

    def colour(self) -> Colour:
        """How colour is managed, as far as the file says."""
        config = first_of(self.colours, ("cfp", "configFilePath"))
        space = first_of(self.colours, ("wsn", "workingSpaceName"))
        enabled = first_of(self.colours, ("cme", "cmEnabled"))
        by_file = first_of(self.colours, ("cfe", "configFileEnabled"))
        management = None
        if enabled is not None and enabled not in _YES:
            management = "off"
        elif by_file in _YES:
            management = "OCIO"
        elif config or space or enabled or by_file:
            management = "Maya"
        return Colour(management, config, None, space)
