"""Homes: where one is found, and what a new one says.

Not here: reading its settings (load), the storage and the site that `studio init` puts into it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from studio_tools.config.layers import HOME_FILE, is_there
from studio_tools.errors import ConfigError, HomeMissing

HOME_VARIABLE = "STUDIO_TOOLS_HOME"

_HOME_TEXT = """\
# The settings of this home. Only what differs from the defaults stands here.
#   studio config explain tracker.timeout     which value holds, and where it comes from
#   studio config check                       everything that is wrong, with its line
# A project's own settings stand in projects/<CODE>.toml, a user's in ~/.config/studio_tools/user.toml, and
# STUDIO_TOOLS__TRACKER__TIMEOUT=20 in the environment is stronger than all of them.

[storage]
# Where published files live; a relative path lies in this folder.
root = {root}
# group = "artists"              # who may clean up unfinished versions
# free_space_reserve = "50GiB"   # what a publish must leave free

[tracker]
# "embedded" is the site in this home; a URL is a ShotGrid site:
# site = "https://studio.shotgrid.autodesk.com"
# script_name = "studio_tools"
# The key belongs in the environment: STUDIO_TOOLS__TRACKER__SCRIPT_KEY
site = {site}

# [checks]
# surplus = "info"               # how bad frames beyond the cut and its handles are
# disabled = ["core.frame-sizes"]

# [tracker.file_types]           # what the site calls our files, by kind/representation
# "comp/exr" = "Comp"
"""

_PROJECT_TEXT = """\
# Settings of the project {project} alone; they are stronger than ../studio.toml.

# [checks]
# range = "warning"
"""


def find_home(explicit: Path | str | None, environ: Mapping[str, str], cwd: Path) -> Path:
    """Find the home: as told, else STUDIO_TOOLS_HOME, else the nearest studio.toml above *cwd*. Raises HomeMissing."""
    told = explicit or environ.get(HOME_VARIABLE)
    if told:
        return _told(Path(cwd, told), "--home" if explicit else HOME_VARIABLE)
    start = Path(cwd).absolute()
    for folder in (start, *start.parents):
        if is_there(folder / HOME_FILE):
            return folder
    raise HomeMissing(f'there is no {HOME_FILE} in "{start}" or above it', details={"cwd": str(start)})


def _told(path: Path, by: str) -> Path:
    folder = path.parent if path.name == HOME_FILE else path
    if not is_there(folder / HOME_FILE):
        raise HomeMissing(f'"{folder}" is no home: there is no {HOME_FILE} ({by})', details={"home": str(folder)})
    return folder.absolute()


def write_home(folder: Path, project: str, *, storage_root: str = "storage", site: str = "embedded") -> str:
    """Write the starting files of a home and return its studio.toml; what is there already stays as it is.

    Raises ConfigError where the folder cannot be written.
    """
    text = _HOME_TEXT.format(root=_quoted(storage_root), site=_quoted(site))
    try:
        (folder / "projects").mkdir(parents=True, exist_ok=True)
        _write_new(folder / "projects" / f"{project}.toml", _PROJECT_TEXT.format(project=project))
        return _write_new(folder / HOME_FILE, text)
    except OSError as cause:
        reason = (cause.strerror or "no reason given").lower()
        raise ConfigError(
            f'cannot make a home in "{folder}": {reason}', hint="Choose a folder you may write."
        ) from cause


def _write_new(file: Path, text: str) -> str:
    """Write *file* unless it is there, and return what it says."""
    try:
        with file.open("x", encoding="utf-8") as out:
            out.write(text)
    except FileExistsError:
        return file.read_text("utf-8")
    return text


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
