"""From a file below the root back to the version it belongs to, as its manifest says.

Not here: versions by address (catalog).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from studio_tools.errors import OutsideRoot, StudioError, Tampered
from studio_tools.model import Stamp
from studio_tools.storage.door import SafeDisk
from studio_tools.storage.layout import MANIFEST, Layout
from studio_tools.storage.manifest import Manifest

_TOKENS = re.compile(r"<[^<>/]+>|_MAPID_|%\(UDIM\)d|%0?\d*d|%[vV]|\$F\d?|#+|@+")
"""What stands for a frame, a tile or a view in a path, in any program's spelling."""


@dataclass(frozen=True, slots=True)
class Origins:
    """Looks files up; every manifest is read once, so one is made for each piece of work."""

    disk: SafeDisk
    layout: Layout
    _known: dict[PurePosixPath, Manifest | None] = field(default_factory=dict)

    def of(self, path: Path) -> Stamp | None:
        """The version and representation that a file, or a sequence in any spelling, was published as.

        None for what no version of this storage names. Raises StorageError where that cannot be read, Tampered where
        the manifest is damaged.
        """
        try:
            below = self.layout.root.rootless(path)
        except OutsideRoot:
            return None
        return self.at(below)

    def at(self, below: PurePosixPath) -> Stamp | None:
        """Like `of`, for a rootless path."""
        for folder in below.parents:
            manifest = self._manifest(folder)
            if manifest is not None:
                form = _representation(manifest, below.relative_to(folder).as_posix())
                return Stamp(key=manifest.key, number=manifest.number, representation=form) if form else None
        return None

    def _manifest(self, folder: PurePosixPath) -> Manifest | None:
        if folder not in self._known:
            self._known[folder] = self._read(folder)
        return self._known[folder]

    def _read(self, folder: PurePosixPath) -> Manifest | None:
        """The manifest of a version's folder; None for any other folder, a copy of a version among them."""
        path = self.layout.root.path / folder / MANIFEST
        if not self.disk.exists(path):
            return None
        try:
            manifest = Manifest.of(self.disk.read_json(path))
        except (KeyError, TypeError, ValueError) as error:
            raise Tampered(
                f"the manifest in {folder} is damaged", hint="`studio verify` says more.", details={"path": str(path)}
            ) from error
        try:
            place = self.layout.version_folder(manifest.key, manifest.number)
        except StudioError:
            return None
        return manifest if place == folder else None


def _representation(manifest: Manifest, name: str) -> str:
    """The representation that a file or a pattern belongs to; "" where the manifest names none."""
    known = {file.name: file.representation for file in manifest.files}
    if name in known:
        return known[name]
    if not _TOKENS.search(name):
        return ""
    parts = (re.escape(part) for part in _TOKENS.split(name))
    fits = re.compile("[^/]+?".join(parts)).fullmatch
    return next((form for file, form in known.items() if fits(file)), "")
