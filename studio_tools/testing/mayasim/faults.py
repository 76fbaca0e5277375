"""What is to go wrong: files that are missing or read-only, loads that fail after they succeeded, a full disk.

Locked nodes and vetoes need no fault: lock the node, register the callback.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from studio_tools.testing.disk_faults import DiskFaults, matches


@dataclass(slots=True, kw_only=True)
class Faults(DiskFaults):
    """Faults by shell patterns of paths; a test changes them as it goes."""

    load_errors: list[str] = field(default_factory=list)
    """Files whose load raises RuntimeError although it went well."""

    def fails_after_load(self, path: str) -> bool:
        """Whether a load that went well raises."""
        return matches(path, self.load_errors)

    def problem(self, path: Path, size: int) -> str:
        """Why a file cannot be written, as Maya says it."""
        if not self.is_writable(path):
            return f"Could not save file: {path.as_posix()} is read-only or its folder is missing."
        return f"Could not save file: no space left for {path.as_posix()}." if self.is_too_large(size) else ""
