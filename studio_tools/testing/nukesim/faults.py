"""What is to go wrong: missing or read-only files, a full disk, no licence, nodes in error, saves that fail.

A person's "no" needs no fault: put the answer among `Interface.answers`.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path


@dataclass(slots=True, kw_only=True)
class Faults:
    """Faults by shell patterns of paths or full names of nodes; a test changes them as it goes."""

    missing: list[str] = field(default_factory=list)
    read_only: list[str] = field(default_factory=list)
    room: int | None = None
    """Bytes that still fit on the disk; None for as many as there are."""
    has_licence: bool = True
    """Whether a licence to render is to be had."""
    error_nodes: list[str] = field(default_factory=list)
    """Full names of nodes that are in error."""
    failing_frames: list[int] = field(default_factory=list)
    """Frames whose render raises."""

    def is_file(self, path: str) -> bool:
        """Whether Nuke finds a file."""
        return not any(fnmatch(path, pattern) for pattern in self.missing) and Path(path).is_file()

    def is_in_error(self, name: str) -> bool:
        """Whether a node is to be in error."""
        return any(fnmatch(name, pattern) for pattern in self.error_nodes)

    def is_writable(self, path: Path) -> bool:
        """Whether Nuke may write there. The mode counts, whoever asks: tests often run as root."""
        if any(fnmatch(path.as_posix(), pattern) for pattern in self.read_only):
            return False
        if path.exists():
            return bool(path.stat().st_mode & 0o200)
        return path.parent.is_dir() and os.access(path.parent, os.W_OK)

    def write(self, path: Path, data: bytes) -> None:
        """Write a file beside its place, then over it. Raises RuntimeError; the old one stays whole."""
        if not path.parent.is_dir():
            raise RuntimeError(f"{path.as_posix()}: No such file or directory")
        if not self.is_writable(path):
            raise RuntimeError(f"{path.as_posix()}: Permission denied")
        if self.room is not None and len(data) > self.room:
            raise RuntimeError(f"{path.as_posix()}: No space left on device")
        if self.room is not None:
            self.room -= len(data)
        beside = path.with_name(f"{path.name}.part")
        beside.write_bytes(data)
        beside.replace(path)
