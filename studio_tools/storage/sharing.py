"""Frames that did not change since the previous version share its bytes: by reflink, else by hard link, else not.

Only what was digested just now is shared, on both sides; a manifest's word is not enough. Whatever cannot be shared is
copied by the transfer.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from studio_tools.errors import StorageError
from studio_tools.storage import digests
from studio_tools.storage.disk import Handle
from studio_tools.storage.door import ANY_WRITE, SEALED_FILE, SafeDisk, told
from studio_tools.storage.manifest import Manifest, ManifestFile
from studio_tools.storage.transfer import Piece, open_source, still_as_collected

_PROBE = 64 * 1024

Twins = Mapping[tuple[str, int | None, str], ManifestFile]


def twins(manifest: Manifest | None) -> Twins:
    """The files of a previous version by representation, frame and view."""
    files = manifest.files if manifest else ()
    return {(file.representation, file.frame, file.view): file for file in files}


@dataclass(frozen=True, slots=True)
class Sharing:
    """Puts the previous version's identical file at a path, where that is possible."""

    disk: SafeDisk
    algorithm: str
    stop: threading.Event | None = None
    """Set by whoever wants the work to end."""

    def __call__(self, piece: Piece, part: Path) -> str | None:
        """Share, and answer the digest; None where the piece must be copied. Raises SourceError, SourceChanged."""
        previous, folder = piece.previous, piece.previous_folder
        if previous is None or folder is None or previous.size != piece.size:
            return None
        path = folder / previous.name
        try:
            old = self.disk.open_read(path)
        except StorageError:
            return None
        with closing(old), closing(open_source(self.disk, piece)) as source:
            digest = self._identical(piece, source, old, path)
            if digest is None or not self._place(old, path, part):
                return None
        return digest

    def _identical(self, piece: Piece, source: Handle, old: Handle, path: Path) -> str | None:
        """The digest both have, or None. The beginnings tell most different frames apart without reading them whole."""
        if not _begin_alike(self.disk, piece, path):
            return None
        digest = digests.of_handle(source, self.algorithm, stop=self.stop)
        still_as_collected(self.disk, piece, source.stat())
        try:
            with told("read", path):
                return digest if digests.of_handle(old, self.algorithm, stop=self.stop) == digest else None
        except StorageError:
            return None

    def _place(self, old: Handle, path: Path, part: Path) -> bool:
        try:
            self.disk.clone(path, part)
            self.disk.share(part, SEALED_FILE)
            return True
        except StorageError:
            self.disk.unlink(part)
        found = old.stat()
        if not found.is_file or found.mode & ANY_WRITE:
            return False
        try:
            self.disk.link(path, part)
        except StorageError:
            return False
        linked = self.disk.stat(part)
        if linked is not None and (linked.inode, linked.modified) == (found.inode, found.modified):
            return True
        self.disk.unlink(part)
        return False


def _begin_alike(disk: SafeDisk, piece: Piece, path: Path) -> bool:
    try:
        with closing(open_source(disk, piece)) as source, closing(disk.open_read(path)) as old, told("read", path):
            return _beginning(source) == _beginning(old)
    except StorageError:
        return False


def _beginning(handle: Handle) -> bytes:
    room = memoryview(bytearray(_PROBE))
    return bytes(room[: handle.readinto(room)])
