"""A real storage in a temporary folder, and short ways to runs and versions in it."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from studio_tools.config import load_without_home
from studio_tools.model import ProductKey, User
from studio_tools.storage import ProductRecord, RecordState, RunRecord, Storage, new_run_id, open_storage
from studio_tools.storage.claims import Claim
from studio_tools.storage.disk import Disk
from studio_tools.storage.owner import Machine

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)
DEAD = 1 << 23
"""Above every process id that the system gives."""
KEY = ProductKey("demo", "sq010/sh0010", "render")


@dataclass(frozen=True, slots=True)
class Place:
    """One storage root."""

    home: Path

    def storage(
        self, *, disk: Disk | None = None, pid: int | None = None, login: str = "artist", **changed: Any
    ) -> Storage:
        """The storage as one process sees it; without *pid* as the test itself, which is alive."""
        settings = load_without_home({})
        settings = replace(settings, storage=replace(settings.storage, root=self.home / "storage", **changed))
        machine = Machine(pid=(lambda: pid) if pid else os.getpid)
        return open_storage(settings, home=self.home, login=login, now=lambda: NOON, disk=disk, machine=machine)

    def record(self, *keys: ProductKey) -> RunRecord:
        """What a run is before it is opened."""
        return RunRecord(
            run=new_run_id(datetime.now(UTC)),
            state=RecordState.OPEN,
            project="demo",
            entity="sq010/sh0010",
            task="comp",
            author=User(login="artist"),
            origin="cli",
            comment="grain matched",
            created=NOON,
            products=tuple(ProductRecord(key=key, facts={}) for key in keys or (KEY,)),
        )

    def open(self, storage: Storage | None = None, *keys: ProductKey) -> Claim:
        return (storage or self.storage()).claims("demo").open(self.record(*keys))

    def reserve(self, storage: Storage | None = None, key: ProductKey = KEY) -> tuple[Claim, int]:
        """Open a run and win a number; the record knows of it."""
        storage = storage or self.storage()
        claim = self.open(storage, key)
        won = storage.numbers.reserve(key, run=claim.run, bench=claim.bench)

        def reserved(record: RunRecord) -> RunRecord:
            product = replace(record.products[0], number=won.number, folder=won.folder)
            return replace(record.with_product(product), state=RecordState.RESERVED)

        claim.advance(reserved)
        return claim, won.number

    def committed(self, storage: Storage | None = None, key: ProductKey = KEY) -> Claim:
        """A run whose version exists; its folder holds nothing, which only verifying would see."""
        claim, _ = self.reserve(storage, key)
        claim.advance(lambda record: replace(record, state=RecordState.COMMITTED, committed=NOON))
        return claim

    def sealed(self, storage: Storage | None = None, key: ProductKey = KEY) -> str:
        claim = self.committed(storage, key)
        claim.advance(lambda record: replace(record, state=RecordState.SEALED, claim="", owner=None))
        claim.settle()
        return claim.run

    def left(self, folder: str) -> list[str]:
        """What lies in one of the project's own folders."""
        path = self.home / "storage" / "demo" / ".studio" / folder
        return sorted(found.name for found in path.iterdir()) if path.is_dir() else []

    def folders(self, key: ProductKey = KEY) -> list[str]:
        path = self.storage().layout.product_folder(key)
        return sorted(found.name for found in path.iterdir()) if path.is_dir() else []


@pytest.fixture
def place(tmp_path: Path) -> Place:
    (tmp_path / "storage").mkdir()
    made = Place(tmp_path)
    made.storage().found()
    return made


@pytest.fixture
def storage(place: Place) -> Storage:
    return place.storage()


@pytest.fixture
def key() -> ProductKey:
    return KEY


@pytest.fixture
def dead() -> int:
    """A process id that belongs to nobody."""
    return DEAD
