"""Where what is of this machine and this user alone lies: logs, and what workers tell of themselves."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path


def state_folder(environ: Mapping[str, str]) -> Path:
    """The folder for it, by the system's rules for such things; it need not be there."""
    for name, below in (("XDG_STATE_HOME", ""), ("LOCALAPPDATA", ""), ("HOME", ".local/state")):
        if Path(environ.get(name, "")).is_absolute():
            return Path(environ[name]) / below / "studio_tools"
    return Path(tempfile.gettempdir()) / "studio_tools"
