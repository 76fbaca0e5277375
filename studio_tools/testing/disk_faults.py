"""What is to go wrong with the files of a simulated application: they are missing or read-only, the disk is full.

What else can go wrong is each simulator's own. The disk of the storage is `faulty_disk`'s.
"""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path


def matches(text: str, patterns: Iterable[str]) -> bool:
    """Whether one of some shell patterns fits."""
    return any(fnmatch(text, pattern) for pattern in patterns)


@dataclass(slots=True, kw_only=True)
class DiskFaults(ABC):
    """Faults by shell patterns of paths; a test changes them as it goes."""

    missing: list[str] = field(default_factory=list)
    read_only: list[str] = field(default_factory=list)
    room: int | None = None
    """Bytes that still fit on the disk; None for as many as there are."""

    def is_file(self, path: str) -> bool:
        """Whether the application finds a file."""
        return not matches(path, self.missing) and Path(path).is_file()

    def is_writable(self, path: Path) -> bool:
        """Whether it may write there. The mode counts, whoever asks: tests often run as root."""
        if matches(path.as_posix(), self.read_only):
            return False
        if path.exists():
            return bool(path.stat().st_mode & 0o200)
        return path.parent.is_dir() and os.access(path.parent, os.W_OK)

    def write(self, path: Path, data: bytes) -> None:
        """Write a file beside its place, then over it. Raises RuntimeError; the old one stays whole."""
        if problem := self.problem(path, len(data)):
            raise RuntimeError(problem)
        if self.room is not None:
            self.room -= len(data)
        beside = path.with_name(f"{path.name}.part")
        beside.write_bytes(data)
        beside.replace(path)

    @abstractmethod
    def problem(self, path: Path, size: int) -> str:
        """Why a file of this size cannot be written, in the application's words; "" where it can."""

    def is_too_large(self, size: int) -> bool:
        """Whether so many bytes do not fit on the disk any more."""
        return self.room is not None and size > self.room
