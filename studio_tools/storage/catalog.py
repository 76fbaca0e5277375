"""What is published: products, their versions and manifests, read from the ledger and the runs' records.

The records say all that a listing needs, so a damaged manifest hides nothing. Not here: whether files are still what
their manifest says (verify).
"""

from __future__ import annotations

import difflib
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from studio_tools.errors import ReadOnlyStorage, StorageError, Tampered, VersionUnknown
from studio_tools.model import Address, ProductKey, Stamp, Version
from studio_tools.storage.door import FRESH, SafeDisk
from studio_tools.storage.ground import projects_in, require_storage
from studio_tools.storage.layout import STUDIO, Layout, number_name
from studio_tools.storage.manifest import Manifest, read_manifest, run_inside
from studio_tools.storage.numbers import Ledger
from studio_tools.storage.records import RecordState, RunRecord
from studio_tools.storage.runs import Runs

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Catalog:
    disk: SafeDisk
    layout: Layout
    ledger: Ledger
    runs: Callable[[str], Runs]

    def projects(self) -> list[str]:
        """The codes of the projects that ever published here. Raises StorageError where the storage is not there."""
        self._require()
        return projects_in(self.disk, self.layout.root.path)

    def _require(self) -> None:
        """An absent mount must not pass for a storage without problems, nor for one that has nothing.

        Whatever found nothing asks this, so that what is found costs nothing more. Raises StorageError.
        """
        require_storage(self.disk, self.layout.root.path, may_write=False)

    def products(self, project: str, entity: str | None = None) -> list[ProductKey]:
        """The products of a project, or of one of its entities (a path below the project), that ever got a number."""
        top = self.layout.ledgers(project)
        if entity is None:
            found = sorted(self._products(project, top, ""))
        else:
            found = sorted(self._named(project, entity, name) for name in self._entries(top / entity) if "." in name)
        if not found:
            self._require()
        return found

    def _products(self, project: str, folder: Path, entity: str) -> Iterator[ProductKey]:
        for name in self._entries(folder):
            if "." in name:
                yield self._named(project, entity, name)
            else:
                yield from self._products(project, folder / name, f"{entity}/{name}" if entity else name)

    def _entries(self, folder: Path) -> list[str]:
        return [name for name in self.disk.folders(folder) if not name.startswith(FRESH)]

    @staticmethod
    def _named(project: str, entity: str, name: str) -> ProductKey:
        kind, _, variant = name.partition(".")
        return ProductKey(project, entity, kind, variant)

    def versions(self, key: ProductKey, *, all: bool = False) -> list[Version]:  # noqa: A002 - the word people use
        """The versions of a product, lowest first: what is committed, or with *all* the rest as well."""
        found = list(self._versions(key, {}, all))
        if not found:
            self._require()
        return found

    def _versions(self, key: ProductKey, known: dict[str, RunRecord | None], everything: bool) -> Iterator[Version]:
        for number in self.ledger.numbers(key):
            version = self._version(key, number, known)
            if version is not None and (everything or version.status.is_committed):
                yield version

    def damaged(self, project: str) -> Iterator[tuple[ProductKey, int, Path]]:
        """The numbers that were given, but whose run's record is gone or cannot be read, and where it should lie."""
        known: dict[str, bool] = {}
        for key in self.products(project):
            for number in self.ledger.numbers(key):
                if (path := self._damage(key, number, known)) is not None:
                    yield key, number, path

    def damage(self, key: ProductKey, number: int) -> Path | None:
        """Where the record of one number that was given should lie, and is gone or cannot be read; None if it can."""
        return self._damage(key, number, {})

    def _damage(self, key: ProductKey, number: int, known: dict[str, bool]) -> Path | None:
        try:
            run = self.ledger.run(key, number)
        except Tampered:
            return self.layout.ledger(key) / number_name(number)
        if run is None:
            return None
        if run not in known:
            known[run] = _is_sound(self.runs(key.project), run)
        return None if known[run] else self.layout.runs(key.project) / run

    def strays(self, project: str) -> Iterator[tuple[ProductKey, int, Path]]:
        """The folders that are named like versions, and that no publish made or one has given up.

        What lies in folders that are closed to us is not found.
        """
        self._require()
        for folder in self._version_folders(self.layout.root.path / project):
            named = self.layout.names.version_at(folder)
            if named is None:
                continue
            key, number = named
            path = self.layout.root.path / folder
            if self._is_stray(key, number, path):
                yield key, number, path

    def _version_folders(self, top: Path) -> Iterator[PurePosixPath]:
        try:
            names = sorted(self._entries(top))
        except ReadOnlyStorage:  # as a disk's own `lost+found` is
            LOG.info("%s is closed, and was not looked into", top)
            return
        for name in names:
            folder = PurePosixPath((top / name).relative_to(self.layout.root.path).as_posix())
            if self.layout.names.version_at(folder) is not None:
                yield folder
            elif name != STUDIO:
                yield from self._version_folders(top / name)

    def _is_stray(self, key: ProductKey, number: int, path: Path) -> bool:
        runs = self.runs(key.project)
        try:
            run = self.ledger.run(key, number)
            if run is None:
                run = run_inside(self.disk, path)  # perhaps won, and not in the ledger yet
                record = None if run is None else runs.load(run)
                is_known = record is not None and not record.is_done
                return not is_known and number not in self.ledger.numbers(key) and self.disk.exists(path)
            record = runs.load(run)
            is_given_up = record is not None and record.state is RecordState.ABANDONED and record.is_done
            return is_given_up and self.disk.exists(path)
        except StorageError:
            return False  # told as damaged, or closed to us

    def _version(self, key: ProductKey, number: int, known: dict[str, RunRecord | None]) -> Version | None:
        try:
            run = self.ledger.run(key, number)
            if run is None:
                return None
            if run not in known:
                known[run] = self.runs(key.project).load(run)
            record = known[run]
            return None if record is None else _as_version(record, key, number, self.layout)
        except Tampered as error:
            LOG.warning("%s cannot be listed: %s", key.address(number), error)
            return None

    def latest(self, key: ProductKey) -> Version | None:
        """The highest version that is committed and not retracted; None without one."""
        known: dict[str, RunRecord | None] = {}
        for number in reversed(self.ledger.numbers(key)):
            version = self._version(key, number, known)
            if version is not None and version.status.is_live:
                return version
        self._require()
        return None

    def version(self, address: Address) -> Version:
        """The version an address names; without a number the latest live one. Raises VersionUnknown."""
        key = self._key(address)
        found = self.latest(key) if address.number is None else self._version(key, address.number, {})
        if found is None:
            self._require()
            raise self._unknown(address, key)
        return found

    def find(self, stamp: Stamp) -> Version | None:
        """The version a stamp points at, whatever became of it."""
        found = self._version(stamp.key, stamp.number, {})
        if found is None:
            self._require()
        return found

    @staticmethod
    def _key(address: Address) -> ProductKey:
        try:
            return ProductKey.of(address)
        except ValueError as error:
            raise VersionUnknown(
                f"{address} names no version", hint="Write it like demo/sq010/sh0010:render.main@v003."
            ) from error

    def _unknown(self, address: Address, key: ProductKey) -> VersionUnknown:
        versions = self.versions(key)
        if versions:
            last = versions[-1]
            nearest = min(versions, key=lambda found: abs(found.number - (address.number or last.number))).address
        else:
            known = [found.address() for found in self.products(key.project)]
            nearest = next(iter(difflib.get_close_matches(key.address(), known, n=1, cutoff=0.3)), "")
        hint = f"Did you mean {nearest}?" if nearest else ""
        return VersionUnknown(f"there is no version {address}", hint=hint, details={"nearest": nearest})

    def manifest(self, version: Version) -> Manifest:
        """What a version's folder says of itself. Raises Tampered where that is missing or damaged."""
        folder = self.layout.root.local(version.folder)
        return read_manifest(self.disk, folder, address=version.address)

    def walk(self, project: str | None = None) -> Iterator[Version]:
        """Every committed version of a project, or of all."""
        self._require()
        for code in [project] if project else self.projects():
            known: dict[str, RunRecord | None] = {}
            for key in self.products(code):
                yield from self._versions(key, known, everything=False)

    def record(self, version: Version) -> RunRecord:
        """The record of the run that made a version. Raises VersionUnknown, Tampered."""
        found = self.runs(version.key.project).load(version.run)
        if found is None:
            raise VersionUnknown(f"the record of {version.address} is gone", details={"run": version.run})
        return found


def _is_sound(runs: Runs, run: str) -> bool:
    try:
        return runs.load(run) is not None
    except StorageError:
        return False


def _as_version(record: RunRecord, key: ProductKey, number: int, layout: Layout) -> Version | None:
    product = record.product(key)
    if product is None:
        return None
    if product.number is None:  # won, and not yet in the record
        product = replace(product, number=number, folder=layout.version_folder(key, number))
    return record.version(product) if product.number == number else None
