"""What is to go wrong: missing or read-only files, a full disk, no licence, nodes in error, saves that fail.

A person's "no" needs no fault: put the answer among `Interface.answers`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from studio_tools.testing.disk_faults import DiskFaults, matches


@dataclass(slots=True, kw_only=True)
class Faults(DiskFaults):
    """Faults by shell patterns of paths or full names of nodes; a test changes them as it goes."""

    has_licence: bool = True
    """Whether a licence to render is to be had."""
    error_nodes: list[str] = field(default_factory=list)
    """Full names of nodes that are in error."""
    failing_frames: list[int] = field(default_factory=list)
    """Frames whose render raises."""

    def is_in_error(self, name: str) -> bool:
        """Whether a node is to be in error."""
        return matches(name, self.error_nodes)

    def problem(self, path: Path, size: int) -> str:
        """Why a file cannot be written, as Nuke says it."""
        if not path.parent.is_dir():
            return f"{path.as_posix()}: No such file or directory"
        if not self.is_writable(path):
            return f"{path.as_posix()}: Permission denied"
        return f"{path.as_posix()}: No space left on device" if self.is_too_large(size) else ""
