"""Where a relative path of a scene file leads, from what the file says of itself and where it lies.

Maya looks below the project and beside the scene; Nuke below its project directory. Nothing is guessed: a path that
could lie in several places is taken where it is found, and one that is found nowhere leads nowhere.
"""

from __future__ import annotations

from pathlib import Path

from studio_tools.scenes.paths import is_absolute, joined, there, tidy, variable_in
from studio_tools.scenes.reports import Reports

_WORKSPACE = "workspace.mel"
_CLIMB = 8
"""How many folders above the scene a project may begin."""


class MayaPlaces:
    """Resolves the paths of one Maya scene."""

    def __init__(self, path: Path, reports: Reports) -> None:
        self._reports = reports
        self._folder = tidy(str(path.absolute().parent))
        self._listed: dict[str, tuple[str, ...]] = {}
        self._roots: tuple[str, ...] | None = None

    def resolved(self, path: str, node: str, offset: int | None = None) -> str | None:
        """The absolute path, or None. A variable of the environment is told of as a warning."""
        if not path or "\0" in path:
            return None
        variable = variable_in(path)
        if variable is not None:
            self._reports.warn(f"{node}: {path} depends on {variable}, which the file does not explain", offset)
            return None
        if path.startswith("<MAYA_RESOURCES>"):
            return None
        if is_absolute(path):
            return tidy(path)
        candidates = (joined(root, path) for root in self._folders())
        return next((each for each in candidates if there(each, listed=self._listed)), None)

    def _folders(self) -> tuple[str, ...]:
        """The project, where a `workspace.mel` says that one begins, then the scene's own folder."""
        if self._roots is None:
            here = Path(self._folder)
            above = [here, *here.parents][:_CLIMB]
            project = next((each for each in above if there(f"{tidy(str(each))}/{_WORKSPACE}")), None)
            self._roots = (self._folder,) if project is None else (tidy(str(project)), self._folder)
        return self._roots
