"""`publish.json`: all that a version folder says of itself. Frozen data, its JSON, and reading it without trust.

Not here: where folders lie (layout), what became of the version (its run's record).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from studio_tools.errors import ReadOnlyStorage, StorageError, Tampered
from studio_tools.model import Address, CutRange, ProductKey, Representation, Stamp, User
from studio_tools.storage.door import SafeDisk
from studio_tools.storage.layout import MANIFEST
from studio_tools.storage.records import (
    cut_json,
    cut_of,
    representation_json,
    representation_of,
    stamp_json,
    stamp_of,
)

FORMAT = 1
RESERVED = "reserved"
COMPLETE = "complete"


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestFile:
    """One file of a version."""

    name: str
    """Relative to the version's folder."""
    size: int
    digest: str
    algorithm: str
    representation: str
    frame: int | None = None
    view: str = ""
    source: str = ""
    """Where it was copied from."""

    def as_json(self) -> dict[str, object]:
        return {
            "name": self.name,
            "size": self.size,
            "digest": self.digest,
            "algorithm": self.algorithm,
            "representation": self.representation,
            "frame": self.frame,
            "view": self.view,
            "source": self.source,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    key: ProductKey
    number: int
    run: str
    algorithm: str
    digest: str
    """Of the sorted file digests."""
    files: tuple[ManifestFile, ...]
    representations: tuple[Representation, ...]
    comment: str
    author: User
    created: datetime
    """UTC."""
    origin: str
    task: str = ""
    upstream: tuple[Stamp, ...] = ()
    facts: Mapping[str, object]
    cut: CutRange | None = None

    @property
    def address(self) -> str:
        return self.key.address(self.number)

    def as_json(self) -> dict[str, object]:
        return {
            "format": FORMAT,
            "state": COMPLETE,
            "address": self.address,
            "number": self.number,
            "run": self.run,
            "algorithm": self.algorithm,
            "digest": self.digest,
            "comment": self.comment,
            "author": {"login": self.author.login, "name": self.author.name},
            "created": self.created.isoformat(),
            "origin": self.origin,
            "task": self.task,
            "cut": cut_json(self.cut),
            "upstream": [stamp_json(stamp) | {"address": stamp.address} for stamp in self.upstream],
            "facts": dict(self.facts),
            "representations": [representation_json(form) for form in self.representations],
            "files": [file.as_json() for file in self.files],
        }

    @classmethod
    def of(cls, value: Any) -> Manifest:
        """Read a manifest's JSON. Raises KeyError, TypeError, ValueError or StudioError where it is damaged."""
        if value["format"] != FORMAT or value["state"] != COMPLETE:
            raise ValueError(f"not a complete manifest of format {FORMAT}")
        texts = {name: str(value[name]) for name in ("run", "algorithm", "digest", "comment", "origin", "task")}
        return cls(
            **texts,
            key=ProductKey.of(Address.parse(value["address"])),
            number=int(value["number"]),
            files=tuple(ManifestFile(**file) for file in value["files"]),
            representations=tuple(map(representation_of, value["representations"])),
            author=User(login=value["author"]["login"], name=value["author"]["name"]),
            created=datetime.fromisoformat(value["created"]),
            upstream=tuple(map(stamp_of, value["upstream"])),
            facts=dict(value["facts"]),
            cut=cut_of(value["cut"]),
        )


def provisional(*, run: str, key: ProductKey) -> dict[str, object]:
    """What a folder says of itself from its first moment, until it is filled: whose it is."""
    return {"format": FORMAT, "state": RESERVED, "run": run, "address": key.address()}


def is_reserved_by(disk: SafeDisk, folder: Path, *, run: str, key: ProductKey) -> bool:
    """Whether a folder says that it was reserved for this product of this run."""
    try:
        return disk.read_json(folder / MANIFEST) == provisional(run=run, key=key)
    except ValueError:
        return False


def run_inside(disk: SafeDisk, folder: Path) -> str | None:
    """The run that a version folder names; None where it names none that can be read."""
    try:
        value: Any = disk.read_json(folder / MANIFEST)
        return str(value["run"]) if value else None
    except (KeyError, TypeError, ValueError):
        return None


def read_manifest(disk: SafeDisk, folder: Path, *, address: str) -> Manifest:
    """The manifest in a version folder.

    Raises Tampered where it is missing, damaged or another version's, and StorageError where it cannot be read now.
    """
    path = folder / MANIFEST
    details = {"address": address, "path": str(path)}
    try:
        value = disk.read_json(path)
        if value is None:
            raise Tampered(f"the manifest of {address} is missing", details=details)
        found = Manifest.of(value)
    except Tampered:
        raise
    except StorageError as error:
        raise _unreadable(error, address, path) from error
    except Exception as error:
        raise Tampered(f"the manifest of {address} is damaged", details=details) from error
    if found.address != address:
        raise Tampered(f"the manifest in the folder of {address} is that of {found.address}", details=details)
    return found


def _unreadable(error: StorageError, address: str, path: Path) -> StorageError:
    """What cannot be read says nothing of what is in it: it is another time's business, and nobody tampered with it."""
    is_refused = isinstance(error, ReadOnlyStorage)
    return StorageError(
        f"the manifest of {address} cannot be read: {error.message}",
        hint=f"Ask for permission to read {path.parent}."
        if is_refused
        else "Nothing was judged. Try again when the storage answers; `studio doctor` tests it.",
        details={**error.details, "address": address, "path": str(path)},
    )
