"""Products, their versions and representations, and the stamps that point at them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import PurePosixPath

from studio_tools.frames import FrameRange
from studio_tools.model.address import Address
from studio_tools.model.entities import User


@dataclass(frozen=True, slots=True, order=True)
class ProductKey:
    """The stream that versions belong to."""

    project: str
    entity: str
    """The entity's path below the project: `sq010/sh0010`, `assets/dragon`, `sq010`."""
    kind: str
    variant: str = "main"

    @property
    def name(self) -> str:
        """How the tracker names the stream: `render.main`."""
        return f"{self.kind}.{self.variant}"

    def address(self, number: int | None = None) -> str:
        """Spell the product, or one version of it: `demo/sq010/sh0010:render.main@v003`."""
        tail = "" if number is None else f"@v{number:03}"
        return f"{self.project}/{self.entity}:{self.name}{tail}"

    @classmethod
    def of(cls, address: Address) -> ProductKey:
        """The product an address names. Raises ValueError where it names none."""
        if not (address.entity and address.kind):
            raise ValueError(f"{address} names no product")
        return cls(address.project, address.entity, address.kind, address.variant or "main")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A mark on a node or in a file: it came from this version and representation."""

    key: ProductKey
    number: int
    representation: str = ""

    @property
    def address(self) -> str:
        return self.key.address(self.number)


class VersionStatus(StrEnum):
    """What became of a version, read from its run's record."""

    RESERVED = "RESERVED"
    FILLED = "FILLED"
    DEFERRED = "DEFERRED"
    """Committed: it exists for every reader, and waits for the tracker."""
    SEALED = "SEALED"
    ABANDONED = "ABANDONED"
    RETRACTED = "RETRACTED"

    @property
    def is_committed(self) -> bool:
        return self in {VersionStatus.DEFERRED, VersionStatus.SEALED, VersionStatus.RETRACTED}

    @property
    def is_live(self) -> bool:
        """Whether `@latest` may answer with it."""
        return self in {VersionStatus.DEFERRED, VersionStatus.SEALED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Representation:
    """A named form within a version: one file, or one sequence of frames."""

    name: str
    path: PurePosixPath
    """Below the storage root; a sequence is spelled with `%04d`."""
    frames: FrameRange | None
    files: int
    size: int
    """Bytes, of all files together."""
    record: int | None = None
    """The tracker's id, once registered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    key: ProductKey
    number: int
    run: str
    status: VersionStatus
    folder: PurePosixPath
    """Below the storage root."""
    representations: tuple[Representation, ...]
    digest: str
    """Of the sorted file digests."""
    comment: str
    author: User
    created: datetime
    """UTC."""
    upstream: tuple[Stamp, ...] = ()
    reason: str = ""
    """Why it was retracted."""
    replacement: str = ""
    """The address to use instead, where it was retracted for another."""

    @property
    def address(self) -> str:
        return self.key.address(self.number)

    @property
    def files(self) -> int:
        return sum(form.files for form in self.representations)

    @property
    def size(self) -> int:
        return sum(form.size for form in self.representations)
