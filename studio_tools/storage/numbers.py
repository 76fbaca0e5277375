"""Version numbers: who gets the next one, and that none is ever given twice.

A number is won by renaming a prepared folder to `vNNN`, and is written into the ledger for good. A ledger entry
outlives its folder: that of an abandoned run is the number's tombstone. Not here: what is put into the folder.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from studio_tools.errors import OutsideRoot, StorageError, Tampered
from studio_tools.model import ProductKey
from studio_tools.storage.door import SafeDisk
from studio_tools.storage.ground import make_folders
from studio_tools.storage.layout import MANIFEST, Layout, number_name, number_of
from studio_tools.storage.manifest import is_reserved_by, provisional, run_inside

ENTRY = "entry.json"

_MOST_TRIES = 100_000


@dataclass(frozen=True, slots=True)
class Won:
    number: int
    folder: PurePosixPath
    attempts: int


@dataclass(frozen=True, slots=True)
class Ledger:
    """Which run was ever given which number of a product."""

    disk: SafeDisk
    layout: Layout

    def numbers(self, key: ProductKey) -> list[int]:
        found = map(number_of, self.disk.folders(self.layout.ledger(key)))
        return sorted(number for number in found if number is not None)

    def run(self, key: ProductKey, number: int) -> str | None:
        """The run a number was given to; None where it was never given. Raises Tampered."""
        path = self.layout.ledger(key) / number_name(number) / ENTRY
        try:
            value: Any = self.disk.read_json(path)
            return None if value is None else str(value["run"])
        except (KeyError, TypeError, ValueError) as error:
            raise Tampered(
                f"the ledger entry of {key.address(number)} is damaged", details={"path": str(path)}
            ) from error

    def give(self, key: ProductKey, number: int, *, run: str, bench: Path) -> bool:
        """Write down, durably, that *run* has the number; False where another run had it before. Repeatable."""
        # A fresh name: what an earlier attempt left half written must never become an entry.
        prepared = bench / f"entry-{secrets.token_hex(4)}-{key.kind}.{key.variant}-{number}"
        self.disk.mkdir(prepared)
        self.disk.write_json(prepared / ENTRY, {"run": run, "address": key.address(number)})
        self.disk.sync_folder(prepared)
        ledger = self.layout.ledger(key)
        make_folders(self.disk, self.layout.root.path, ledger)
        target = ledger / number_name(number)
        if self.disk.claim(prepared, target, is_mine=lambda _: self._is_of(key, number, run)):
            return True
        self.disk.remove_tree(prepared)
        return self._is_of(key, number, run)

    def _is_of(self, key: ProductKey, number: int, run: str) -> bool:
        """Whether the entry names *run*; a damaged one names nobody, and the number stays given all the same."""
        with suppress(Tampered):
            return self.run(key, number) == run
        return False

    def mend(self, key: ProductKey, number: int, *, run: str, bench: Path) -> None:
        """Write an entry anew that is damaged, of a number that *run*'s own record says it was given. Repeatable."""
        with suppress(Tampered):
            if self.run(key, number) is not None:
                return
        prepared = bench / f"mended-{secrets.token_hex(4)}.json"
        entry = self.layout.ledger(key) / number_name(number)
        self.disk.write_json(prepared, {"run": run, "address": key.address(number)})
        self.disk.rename(prepared, entry / ENTRY)
        self.disk.sync_folder(entry)


@dataclass(frozen=True, slots=True)
class Numbers:
    disk: SafeDisk
    layout: Layout
    ledger: Ledger

    def highest(self, key: ProductKey) -> int:
        """The highest number there is or was; 0 without one.

        Folders first: a number that is being abandoned is in the ledger before its folder goes, so looking in this
        order meets it in one place at least.
        """
        folder = self.layout.product_folder(key)
        there = [self.layout.number_in(key, entry.name) or 0 for entry in self.disk.scandir(folder)]
        return max([*there, *self.ledger.numbers(key)], default=0)

    def reserve(self, key: ProductKey, *, run: str, bench: Path, above: int = 0) -> Won:
        """Win the next free number, higher than *above*, safe against every other process and machine.

        Raises NoSpace, ReadOnlyStorage, StorageError.
        """

        def is_mine(target: Path) -> bool:
            return is_reserved_by(self.disk, target, run=run, key=key)

        prepared = self._prepare(key, run, bench)
        number = max(self.highest(key), above)
        for attempt in range(1, _MOST_TRIES):
            number += 1
            folder = self.layout.version_folder(key, number)
            target = self.layout.root.local(folder)
            make_folders(self.disk, self.layout.root.path, target.parent)
            if not self.disk.claim(prepared, target, is_mine=is_mine):
                continue
            if self.ledger.give(key, number, run=run, bench=bench):
                return Won(number, folder, attempt)
            # Free, but given before: it was abandoned after we looked. Give the folder back, take the next.
            self.disk.move_away(target, prepared)
        raise StorageError(f"no version number could be had for {key.address()}")

    def _prepare(self, key: ProductKey, run: str, bench: Path) -> Path:
        prepared = bench / f"folder-{key.kind}.{key.variant}"
        self.disk.mkdir(prepared)
        self.disk.write_json(prepared / MANIFEST, provisional(run=run, key=key))
        self.disk.sync_folder(prepared)
        return prepared

    def held_by(self, key: ProductKey, run: str) -> list[int]:
        """The numbers whose folders name *run*, whatever its record knows of them."""
        try:
            folder = self.layout.product_folder(key)
        except OutsideRoot:  # a link that leads out: no number can have been won there
            return []
        found = []
        for entry in self.disk.scandir(folder):
            number = self.layout.number_in(key, entry.name) if entry.is_folder else None
            if number is not None and self._holds(key, number, folder / entry.name, run):
                found.append(number)
        return sorted(found)

    def _holds(self, key: ProductKey, number: int, folder: Path, run: str) -> bool:
        """A folder under another run's number is *run*'s as well where it died before it could give it back."""
        with suppress(Tampered):  # a damaged entry says nothing
            if self.ledger.run(key, number) in {None, run}:
                return run_inside(self.disk, folder) == run
        return is_reserved_by(self.disk, folder, run=run, key=key)
