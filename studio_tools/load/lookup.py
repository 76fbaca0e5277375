"""What storage knows of what a scene reads: by stamp, or by where a path lies. Asks for each version once.

Works from records and folders alone; the tracker is not asked.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from studio_tools.errors import OutsideRoot, VersionUnknown
from studio_tools.frames import FramePattern, FrameRange
from studio_tools.model import Address, EntityType, ProductKey, Representation, Stamp, Version
from studio_tools.model.address import ASSETS
from studio_tools.storage import Storage


@dataclass(frozen=True, slots=True)
class Place:
    """A path that lies where a version of a product would."""

    key: ProductKey
    number: int
    name: str
    """The file name below the version's folder."""


@dataclass(slots=True)
class Lookup:
    """One look at a storage; what is published meanwhile is not seen."""

    storage: Storage
    _versions: dict[tuple[ProductKey, int], Version | None] = field(default_factory=dict)
    _latest: dict[ProductKey, Version | None] = field(default_factory=dict)
    _folders: dict[PurePosixPath, tuple[ProductKey, int] | None] = field(default_factory=dict)
    _listed: dict[Path, frozenset[str]] = field(default_factory=dict)
    _missing: dict[PurePosixPath, str] = field(default_factory=dict)

    def version(self, key: ProductKey, number: int) -> Version | None:
        """A version, whatever became of it."""
        if (key, number) not in self._versions:
            self._versions[key, number] = self.storage.catalog.find(Stamp(key=key, number=number))
        return self._versions[key, number]

    def latest(self, key: ProductKey) -> Version | None:
        """The latest live version of a product."""
        if key not in self._latest:
            self._latest[key] = self.storage.catalog.latest(key)
        return self._latest[key]

    def replacement(self, version: Version) -> Version | None:
        """What a retracted version says to use instead, and if that was retracted too what that says; a live one."""
        seen = {version.address}
        while version.replacement and version.replacement not in seen:
            seen.add(version.replacement)
            address = Address.parse(version.replacement)
            found = None if address.number is None else self.version(ProductKey.of(address), address.number)
            if found is None or found.status.is_live:
                return found
            version = found
        return None

    def published(self, address: Address) -> Version:
        """The committed version that an address names, without a number the latest. Raises VersionUnknown."""
        version = self.storage.catalog.version(address)
        if not version.status.is_committed:
            raise VersionUnknown(
                f"{version.address} is not published: it is {version.status.value}",
                details={"status": version.status.value},
            )
        return version

    def place(self, path: Path) -> Place | None:
        """The version in whose folder a path lies; None outside of the storage, or of its templates."""
        try:
            rootless = self.storage.root.rootless(path)
        except (OutsideRoot, ValueError, OSError):
            return None
        folder = rootless.parent
        if folder not in self._folders:
            self._folders[folder] = self._parsed(folder)
        found = self._folders[folder]
        return None if found is None else Place(*found, rootless.name)

    def _parsed(self, folder: PurePosixPath) -> tuple[ProductKey, int] | None:
        text = str(folder)
        for kind, template in self.storage.layout.names.templates.folders.items():
            if template.matches(text):
                fields = template.parse(text)
                entity = _entity(EntityType(kind), str(fields["entity"]), str(fields.get("sequence", "")))
                key = ProductKey(str(fields["project"]), entity, str(fields["kind"]), str(fields["variant"]))
                return key, int(fields["version"])
        return None

    def path(self, version: Version, name: str) -> Path:
        """Where a file of a version lies on this machine. Raises OutsideRoot."""
        return self.storage.folder(version) / name

    def missing(self, version: Version, form: Representation) -> str:
        """What is not there of a representation, for people; "" where all of it is."""
        if form.path not in self._missing:
            self._missing[form.path] = self._looked_for(version, form)
        return self._missing[form.path]

    def _looked_for(self, version: Version, form: Representation) -> str:
        there = self._names(self.storage.folder(version))
        pattern = FramePattern.parse(form.path.name)
        if pattern is None:
            is_there = form.path.name in there or "%" in form.path.name
            return "" if is_there else form.path.name
        found = [match for match in map(pattern.match, there) if match is not None]
        gone = FrameRange()
        for view in {match.view for match in found} or {None}:
            seen = FrameRange.of(match.frame for match in found if match.view == view)
            gone |= (form.frames or FrameRange()) - seen
        return f"{form.path.name} {gone.text()}" if gone else ""

    def _names(self, folder: Path) -> frozenset[str]:
        if folder not in self._listed:
            self._listed[folder] = frozenset(entry.name for entry in self.storage.disk.scandir(folder))
        return self._listed[folder]


def _entity(kind: EntityType, code: str, sequence: str) -> str:
    match kind:
        case EntityType.SHOT:
            return f"{sequence}/{code}"
        case EntityType.ASSET:
            return f"{ASSETS}/{code}"
        case EntityType.SEQUENCE:
            return code
