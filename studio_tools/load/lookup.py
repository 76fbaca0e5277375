"""What storages know of what a scene reads: by stamp, or by where a path lies. Asks for each version once.

Works from records and folders alone; the tracker is not asked.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from studio_tools.errors import VersionUnknown
from studio_tools.frames import FramePattern, FrameRange
from studio_tools.model import Address, ProductKey, Representation, Stamp, Version
from studio_tools.session import Session
from studio_tools.storage import Manifest, Storage
from studio_tools.whereabouts import Place, Whereabouts


@dataclass(slots=True)
class Lookup:
    """One look at the storages of a home; what is published meanwhile is not seen.

    Whatever leads to the storage of another project that is away raises StorageError.
    """

    whereabouts: Whereabouts
    _versions: dict[tuple[ProductKey, int], Version | None] = field(default_factory=dict)
    _latest: dict[ProductKey, Version | None] = field(default_factory=dict)
    _listed: dict[Path, frozenset[str]] = field(default_factory=dict)
    _missing: dict[tuple[str, PurePosixPath], str] = field(default_factory=dict)

    @classmethod
    def of(cls, session: Session) -> Lookup:
        return cls(Whereabouts(session))

    def storage(self, key: ProductKey) -> Storage:
        """Where the versions of a product are."""
        return self.whereabouts.storage_of(key.project)

    def version(self, key: ProductKey, number: int) -> Version | None:
        """A version, whatever became of it."""
        if (key, number) not in self._versions:
            self._versions[key, number] = self.storage(key).catalog.find(Stamp(key=key, number=number))
        return self._versions[key, number]

    def latest(self, key: ProductKey) -> Version | None:
        """The latest live version of a product."""
        if key not in self._latest:
            self._latest[key] = self.storage(key).catalog.latest(key)
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
        version = self.whereabouts.storage_of(address.project).catalog.version(address)
        if not version.status.is_committed:
            raise VersionUnknown(
                f"{version.address} is not published: it is {version.status.value}",
                details={"status": version.status.value},
            )
        return version

    def place(self, path: Path) -> Place | None:
        """The version in whose folder a path lies; None outside of all storages, or of their templates."""
        return self.whereabouts.place(path)

    def is_left(self, place: Place) -> bool:
        """Whether its project keeps what it publishes in another storage now."""
        return self.storage(place.key).root != place.storage.root

    def manifest(self, version: Version) -> Manifest:
        """What a version's folder says of itself. Raises Tampered."""
        return self.storage(version.key).catalog.manifest(version)

    def path(self, version: Version, name: str) -> Path:
        """Where a file of a version lies on this machine. Raises OutsideRoot."""
        return self.storage(version.key).folder(version) / name

    def missing(self, version: Version, form: Representation) -> str:
        """What is not there of a representation, for people; "" where all of it is."""
        place = version.key.project, form.path
        if place not in self._missing:
            self._missing[place] = self._looked_for(version, form)
        return self._missing[place]

    def _looked_for(self, version: Version, form: Representation) -> str:
        there = self._names(version)
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

    def _names(self, version: Version) -> frozenset[str]:
        storage = self.storage(version.key)
        folder = storage.folder(version)
        if folder not in self._listed:
            self._listed[folder] = frozenset(entry.name for entry in storage.disk.scandir(folder))
        return self._listed[folder]
