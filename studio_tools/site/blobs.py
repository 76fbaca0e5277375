"""The bytes of uploads, in files named by their digest beside the database; and parts that are still arriving.

No name that came over the wire ever becomes part of a path.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import secrets
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from studio_tools.site.faults import SiteFault

MAX_UPLOAD_BYTES = 64 * 1024**3
MAX_PARTS = 10_000
_STALE_SECONDS = 48 * 3600
_UPLOAD_ID = re.compile(r"^[0-9a-f]{32}$")
_DIGEST = re.compile(r"^[0-9a-f]{64}$")
_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that was stored."""

    digest: str
    size: int


class Blobs:
    """A folder of immutable files, and of uploads on their way."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, content: bytes) -> Stored:
        """Store some bytes; the same bytes are stored once."""
        incoming = self._fresh()
        try:
            (incoming / "1").write_bytes(content)
            return self.join(incoming.name)
        finally:
            self.drop(incoming.name)

    def path(self, digest: str) -> Path | None:
        """Where the bytes are, or None when they are not here."""
        if not _DIGEST.match(digest):
            return None
        path = self._root / digest[:2] / digest
        return path if path.is_file() else None

    def begin(self, facts: dict[str, object]) -> str:
        """Make room for an upload and answer its id."""
        self._sweep()
        incoming = self._fresh()
        (incoming / "facts.json").write_text(json.dumps(facts), encoding="utf-8")
        return incoming.name

    def facts(self, upload_id: str) -> dict[str, object]:
        """What was noted when the upload began. Raises SiteFault when there is none."""
        try:
            facts: dict[str, object] = json.loads((self._incoming(upload_id) / "facts.json").read_text("utf-8"))
        except OSError as error:
            raise SiteFault("The upload is unknown or has expired.") from error
        return facts

    def put_part(self, upload_id: str, number: int, content: bytes) -> str:
        """Store one part of an upload and answer its tag."""
        folder = self._incoming(upload_id)
        if not folder.is_dir() or not 1 <= number <= MAX_PARTS:
            raise SiteFault("The upload is unknown or has expired.")
        partial = folder / f"{number}.part"
        partial.write_bytes(content)
        partial.replace(folder / str(number))
        return hashlib.blake2b(content, digest_size=16).hexdigest()

    def tags(self, upload_id: str) -> list[str]:
        """The tags of the parts that arrived, in their order."""
        return [hashlib.blake2b(part.read_bytes(), digest_size=16).hexdigest() for part in self._parts(upload_id)]

    def join(self, upload_id: str) -> Stored:
        """Make one stored file of an upload's parts. Raises SiteFault when there is nothing."""
        parts = self._parts(upload_id)
        if not parts:
            raise SiteFault("The upload holds no data.")
        whole = self._incoming(upload_id) / "whole"
        digest, size = hashlib.blake2b(digest_size=32), 0
        with whole.open("wb") as out:
            for part in parts:
                with part.open("rb") as source:
                    while chunk := source.read(_CHUNK):
                        size += len(chunk)
                        if size > MAX_UPLOAD_BYTES:
                            raise SiteFault(f"The upload is larger than {MAX_UPLOAD_BYTES} bytes.")
                        digest.update(chunk)
                        out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        return Stored(self._keep(whole, digest.hexdigest()), size)

    def drop(self, upload_id: str) -> None:
        """Forget what arrived of an upload."""
        shutil.rmtree(self._incoming(upload_id), ignore_errors=True)

    def _keep(self, whole: Path, digest: str) -> str:
        folder = self._root / digest[:2]
        folder.mkdir(parents=True, exist_ok=True)
        whole.replace(folder / digest)
        return digest

    def _parts(self, upload_id: str) -> list[Path]:
        folder = self._incoming(upload_id)
        if not folder.is_dir():
            return []
        return sorted((one for one in folder.iterdir() if one.name.isdigit()), key=lambda one: int(one.name))

    def _fresh(self) -> Path:
        incoming = self._incoming(secrets.token_hex(16))
        incoming.mkdir(parents=True)
        return incoming

    def _incoming(self, upload_id: str) -> Path:
        if not _UPLOAD_ID.match(upload_id):
            raise SiteFault("The upload is unknown or has expired.")
        return self._root / "incoming" / upload_id

    def _sweep(self) -> None:
        """Remove uploads that were given up; by the file server's time, which also dated them."""
        folder = self._root / "incoming"
        if not folder.is_dir():
            return
        horizon = time.time() - _STALE_SECONDS
        for one in folder.iterdir():
            with contextlib.suppress(OSError):
                if one.stat().st_mtime < horizon:
                    shutil.rmtree(one, ignore_errors=True)
