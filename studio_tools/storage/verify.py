"""Whether a version's files are still what its manifest says, file by file, in parallel."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath

from studio_tools.errors import ConfigError, StorageError, Tampered
from studio_tools.model import Version
from studio_tools.storage import digests
from studio_tools.storage.door import SafeDisk, told
from studio_tools.storage.layout import MANIFEST
from studio_tools.storage.leftovers import is_dropping
from studio_tools.storage.manifest import Manifest, ManifestFile
from studio_tools.storage.roots import Root


class Fault(StrEnum):
    MISSING = "missing"
    CHANGED = "changed"
    TRUNCATED = "truncated"
    SURPLUS = "surplus"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    address: str
    path: str
    """Below the storage root."""
    problem: Fault

    def as_json(self) -> dict[str, object]:
        return {"address": self.address, "path": self.path, "problem": self.problem.value}


@dataclass(frozen=True, slots=True)
class Verifier:
    disk: SafeDisk
    root: Root
    workers: int = 0

    def check(self, version: Version, manifest: Manifest, *, deep: bool = True) -> Iterator[Problem]:
        """Every file of a version that is not as it was published; without *deep* only sizes are compared."""
        for problem in self.examine(version, manifest, deep=deep):
            if problem is not None:
                yield problem

    def check_filled(self, version: Version, manifest: Manifest) -> Iterator[Problem]:
        """Like `check`, of what is not committed: a desktop's droppings do not count, since they are removed first."""
        for problem in self.check(version, manifest):
            if problem.problem is not Fault.SURPLUS or not is_dropping(PurePosixPath(problem.path).name):
                yield problem

    def examine(self, version: Version, manifest: Manifest, *, deep: bool = True) -> Iterator[Problem | None]:
        """Like `check`, with None for each file that is well: one answer a file, so that progress can be told."""
        folder = self.root.local(version.folder)

        def look(file: ManifestFile) -> Problem | None:
            fault = self._fault(folder / file.name, file, deep)
            return self._problem(version, file.name, fault) if fault else None

        yield from digests.in_parallel(look, manifest.files, workers=self.workers)
        known = {file.name for file in manifest.files} | {MANIFEST}
        try:
            there = sorted(self.disk.scandir(folder))
        except StorageError:
            yield self._problem(version, "", Fault.UNREADABLE)
            return
        for entry in there:
            if entry.name not in known:
                yield self._problem(version, entry.name, Fault.SURPLUS)

    def contradicted(self, version: Version, manifest: Manifest) -> Problem | None:
        """The problem of a manifest that names other content than the run's record remembers."""
        try:
            named = digests.of_version((file.digest for file in manifest.files), manifest.algorithm)
        except ConfigError:
            named = ""
        if named == manifest.digest == version.digest:
            return None
        return self._problem(version, MANIFEST, Fault.CHANGED)

    @staticmethod
    def _problem(version: Version, name: str, fault: Fault) -> Problem:
        return Problem(address=version.address, path=str(version.folder / name), problem=fault)

    def unreadable_manifest(self, version: Version, error: StorageError) -> Problem:
        """The problem of a version whose manifest is missing, damaged or could not be read, as *error* says."""
        try:
            there = self.disk.exists(self.root.local(version.folder) / MANIFEST)
        except StorageError:
            return self._problem(version, MANIFEST, Fault.UNREADABLE)
        if not there:
            return self._problem(version, MANIFEST, Fault.MISSING)
        return self._problem(version, MANIFEST, Fault.CHANGED if isinstance(error, Tampered) else Fault.UNREADABLE)

    def _fault(self, path: Path, file: ManifestFile, deep: bool) -> Fault | None:
        try:
            found = self.disk.stat(path)
            if found is None:
                return Fault.MISSING
            if not found.is_file:
                return Fault.CHANGED
            if found.size != file.size:
                return Fault.TRUNCATED if found.size < file.size else Fault.CHANGED
            if deep and self._digest(path, file.algorithm) != file.digest:
                return Fault.CHANGED
        except (StorageError, ConfigError):  # the latter: a digest that nobody here can make
            return Fault.UNREADABLE
        return None

    def _digest(self, path: Path, algorithm: str) -> str:
        with closing(self.disk.open_read(path)) as handle, told("read", path):
            return digests.of_handle(handle, algorithm)
