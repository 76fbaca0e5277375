"""What is to go wrong: files that are missing or read-only, loads that fail after they succeeded, a full disk.

Locked nodes and vetoes need no fault: lock the node, register the callback.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path


@dataclass(slots=True, kw_only=True)
class Faults:
    """Faults by shell patterns of paths; a test changes them as it goes."""

    missing: list[str] = field(default_factory=list)
    load_errors: list[str] = field(default_factory=list)
    """Files whose load raises RuntimeError although it went well."""
    read_only: list[str] = field(default_factory=list)
    room: int | None = None
    """Bytes that still fit on the disk; None for as many as there are."""

    def is_file(self, path: str) -> bool:
        """Whether Maya finds a file."""
        return not any(fnmatch(path, pattern) for pattern in self.missing) and Path(path).is_file()

    def fails_after_load(self, path: str) -> bool:
        """Whether a load that went well raises."""
        return any(fnmatch(path, pattern) for pattern in self.load_errors)

    def is_writable(self, path: Path) -> bool:
        """Whether Maya may write there. The mode counts, whoever asks: tests often run as root."""
        if any(fnmatch(path.as_posix(), pattern) for pattern in self.read_only):
            return False
        if path.exists():
            return bool(path.stat().st_mode & 0o200)
        return path.parent.is_dir() and os.access(path.parent, os.W_OK)

    def write(self, path: Path, data: bytes) -> None:
        """Write a file as Maya does: beside its place, then over it. Raises RuntimeError; the old one stays whole."""
        if not self.is_writable(path):
            raise RuntimeError(f"Could not save file: {path.as_posix()} is read-only or its folder is missing.")
        if self.room is not None and len(data) > self.room:
            raise RuntimeError(f"Could not save file: no space left for {path.as_posix()}.")
        if self.room is not None:
            self.room -= len(data)
        beside = path.with_name(f"{path.name}.part")
        beside.write_bytes(data)
        beside.replace(path)
