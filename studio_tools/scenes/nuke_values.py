"""The values of a Nuke script's knobs: kept for those who refer to them, and resolved to paths."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from studio_tools.scenes.paths import is_absolute, joined, tidy, variable_in
from studio_tools.scenes.tcl import Effort, Tcl, Unresolved

_REFERS = re.compile(r"\[\s*(?:value|knob)\s+\"?([\w.]{1,200})")
_HOLE = re.compile(r"@\(\w+\)s")
_HERE = ("this", "parent", "root", "input")


@dataclass(slots=True)
class Values:
    """Knobs by the full name of their node. Root's is the empty name."""

    path: Path
    known: dict[str, dict[str, str]] = field(default_factory=dict)

    def missing(self) -> set[str]:
        """Names of nodes that values refer to and that are not kept yet."""
        wanted = set()
        names = {name.rpartition(".")[2] for name in self.known}
        for knobs in self.known.values():
            for text in knobs.values():
                for target in _REFERS.findall(text) if "[" in text else ():
                    parts = target.split(".")
                    if len(parts) > 1 and parts[-2] not in _HERE and parts[-2] not in names:
                        wanted.add(parts[-2])
        return wanted

    @property
    def script(self) -> str:
        """The absolute path of the script: what Root says, else where the file lies."""
        name = self.known.get("", {}).get("name", "")
        return tidy(name) if is_absolute(name) and "[" not in name else tidy(str(self.path.absolute()))

    def resolved(self, value: str, node: str) -> str | None:
        """The absolute path that *value* of a knob of *node* means; None for a relative one without a project.

        Raises Unresolved, saying why.
        """
        if "[" not in value and value[:1] == "/" and "$" not in value and "@" not in value and "\n" not in value:
            return tidy(value) if "\0" not in value else None
        effort = Effort()
        path = self._text(value, node, effort, depth=0).strip()
        self._refuse(path)
        if not path:
            return None
        if is_absolute(path):
            return tidy(path)
        project = self._project(effort)
        return joined(project, path) if project is not None else None

    def _project(self, effort: Effort) -> str | None:
        written = self.known.get("", {}).get("project_directory", "")
        folder = self._text(written, "", effort, depth=0).strip()
        self._refuse(folder)
        return tidy(folder) if is_absolute(folder) else None

    def _refuse(self, path: str) -> None:
        hole = _HOLE.search(path) if "@" in path else None
        if hole is not None:
            raise Unresolved(f"{hole[0]} is a hole in a template")
        variable = variable_in(path)
        if variable is not None:
            raise Unresolved(f"it depends on {variable}")
        if "\0" in path or "\n" in path:
            raise Unresolved("it is no path")

    def _text(self, value: str, node: str, effort: Effort, *, depth: int) -> str:
        if "[" not in value:
            return value
        if depth > 16:
            raise Unresolved("its knobs refer to one another in a circle")

        def look(name: str) -> str:
            effort.spend()
            owner, knob = self._owner(name, node)
            if owner == "" and knob == "name":
                return self.script
            found = self.known.get(owner, {}).get(knob)
            if found is None:
                raise Unresolved(f"{name} is not in the file")
            if found.startswith("{"):
                raise Unresolved(f"{name} is an expression")
            return self._text(found, owner, effort, depth=depth + 1)

        return Tcl(look, self.script, effort).text(value)

    def _owner(self, name: str, node: str) -> tuple[str, str]:
        """The full name of the node that *name* means, seen from *node*, and the knob."""
        *steps, knob = name.split(".")
        group = node.rpartition(".")[0]
        if not steps:
            return node, knob
        if steps[0] == "root":
            return ".".join(steps[1:]), knob
        if steps[0] == "this":
            return ".".join([node, *steps[1:]]), knob
        at = group
        while steps and steps[0] == "parent":
            at, steps = (at, steps[1:]) if steps[1:2] != ["parent"] else (at.rpartition(".")[0], steps[1:])
        if not steps:
            return at, knob
        beside = ".".join([part for part in (group, *steps) if part])
        within = ".".join([part for part in (node, *steps) if part])
        return next((each for each in (beside, within) if each in self.known), ".".join(steps)), knob
