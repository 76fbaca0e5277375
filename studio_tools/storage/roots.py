"""The storage root: rootless POSIX paths to local ones and back. Nothing outside is ever reached, also not by links."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from studio_tools.errors import OutsideRoot


@dataclass(frozen=True, slots=True)
class Root:
    path: Path
    """Absolute, with its own links resolved."""

    @classmethod
    def at(cls, path: Path) -> Root:
        """The root at *path*, which need not exist yet."""
        return cls(Path(os.path.realpath(path)))

    def local(self, rootless: PurePosixPath | str) -> Path:
        """Where a rootless path lies on this machine. Raises OutsideRoot."""
        below = PurePosixPath(rootless)
        if below.is_absolute() or ".." in below.parts or "\0" in str(below):
            raise self._outside(str(rootless))
        path = self.path / below
        if not self._holds(os.path.realpath(path)):
            raise self._outside(str(rootless))
        return path

    def rootless(self, path: Path) -> PurePosixPath:
        """A local path as it is kept in records. Raises OutsideRoot."""
        found = self.below(os.path.realpath(path))
        if found is None:
            raise self._outside(str(path))
        return found

    def below(self, real: str) -> PurePosixPath | None:
        """Like `rootless`, for a path whose links are resolved; None outside."""
        if not self._holds(real):
            return None
        return PurePosixPath(Path(real).relative_to(self.path).as_posix())

    def _holds(self, real: str) -> bool:
        top = str(self.path)
        return real == top or real.startswith(top.rstrip(os.sep) + os.sep)

    def _outside(self, path: str) -> OutsideRoot:
        return OutsideRoot(f"{path!r} does not lie below the storage root", details={"path": path})
