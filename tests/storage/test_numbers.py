"""Version numbers: each is given once, whatever happens to the folder, the answer, or the process."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import NoSpace, OutsideRoot, ReadOnlyStorage, StorageError, Tampered
from studio_tools.model import ProductKey
from studio_tools.testing.faulty_disk import Fault, FaultyDisk, its_own_winner

DEAD = 1 << 23


def take(storage: Any, claim: Any, key: ProductKey, **asked: Any) -> Any:
    return storage.numbers.reserve(key, run=claim.run, bench=claim.bench, **asked)


def product_folder(place: Any, key: ProductKey) -> Path:
    folder: Path = place.storage().layout.product_folder(key)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def test_the_first_number_is_one(place: Any, storage: Any, key: ProductKey) -> None:
    won = take(storage, place.open(), key)

    assert won.number == 1
    assert won.attempts == 1
    assert str(won.folder) == "demo/sequences/sq010/sh0010/publish/render/main/v001"


def test_a_won_folder_says_whose_it_is_from_its_first_moment(place: Any, storage: Any, key: ProductKey) -> None:
    claim = place.open()
    won = take(storage, claim, key)

    inside = json.loads((storage.root.local(won.folder) / "publish.json").read_text())

    assert inside["run"] == claim.run
    assert inside["state"] == "reserved"


def test_a_won_folder_is_open_to_the_group(place: Any, storage: Any, key: ProductKey) -> None:
    won = take(storage, place.open(), key)

    assert storage.root.local(won.folder).stat().st_mode & 0o7777 == 0o2775


def test_products_count_for_themselves(place: Any, storage: Any) -> None:
    keys = [ProductKey("demo", "sq010/sh0010", "render", "beauty"), ProductKey("demo", "assets/dragon", "model")]
    claim = place.open(storage, *keys)

    assert [take(storage, claim, key).number for key in keys] == [1, 1]


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("v007", 8),
        ("v1000", 1001),
        ("v007x", 1),
        ("v0012", 1),
        ("v12", 1),
        ("v000", 1),
        ("V007", 1),
        ("old_v020", 1),
        ("notes_v20240101", 1),
        ("notes.txt", 1),
        ("007", 1),
    ],
)
def test_only_what_is_named_like_a_version_takes_its_number(
    place: Any, storage: Any, key: ProductKey, name: str, first: int
) -> None:
    (product_folder(place, key) / name).mkdir()

    assert take(storage, place.open(), key).number == first


def test_the_tracker_may_know_of_higher_numbers(place: Any, storage: Any, key: ProductKey) -> None:
    assert take(storage, place.open(), key, above=41).number == 42


def test_numbers_above_999_go_on(place: Any, storage: Any, key: ProductKey) -> None:
    assert take(storage, place.open(), key, above=999).folder.name == "v1000"
    assert take(storage, place.open(), key).number == 1001


def test_a_number_whose_folder_was_deleted_by_hand_is_not_given_again(
    place: Any, storage: Any, key: ProductKey
) -> None:
    won = take(storage, place.open(), key)
    folder = storage.root.local(won.folder)
    (folder / "publish.json").unlink()
    folder.rmdir()

    assert take(storage, place.open(), key).number == 2


def test_an_abandoned_number_is_not_given_again(place: Any, storage: Any, key: ProductKey) -> None:
    claim, number = place.reserve()
    storage.undo.abandon(claim, "cancelled")

    assert place.folders() == []
    assert take(storage, place.open(), key).number == number + 1


def test_folders_are_looked_at_before_the_ledger(place: Any, key: ProductKey) -> None:
    """While we look, another run gives its number back: entry first, then the folder goes. One look must meet it."""
    rival, _ = place.reserve()
    storage = place.storage()
    given: list[str] = []

    def give_back(operation: str, path: Path) -> None:
        if operation == "scandir" and "numbers" in path.parts and not given:
            given.append(path.name)
            place.storage().undo.abandon(rival, "cancelled")

    watched = place.storage(disk=FaultyDisk(before=give_back))

    assert watched.numbers.highest(key) == 1
    assert storage.numbers.highest(key) == 1


def test_a_slow_reserver_gives_back_a_number_that_was_abandoned_meanwhile(place: Any, key: ProductKey) -> None:
    """It saw nothing, slept, and wins v001 long after v001 was given, abandoned and removed."""
    done: list[int] = []

    def meanwhile(operation: str, path: Path) -> None:
        if operation == "rename_folder" and path.name == "v001" and path.parent.name == "main" and not done:
            done.append(1)
            rival, _ = place.reserve()
            place.storage().undo.abandon(rival, "cancelled")

    storage = place.storage(disk=FaultyDisk(before=meanwhile))
    claim = place.open(storage)

    won = take(storage, claim, key)

    assert done
    assert won.number == 2
    assert place.folders() == ["v002"]


@pytest.mark.parametrize("number", [errno.EEXIST, errno.ENOTEMPTY, errno.ESTALE], ids=errno.errorcode.get)
def test_a_winner_that_is_told_exists_keeps_its_number(place: Any, key: ProductKey, number: int) -> None:
    storage = place.storage(disk=FaultyDisk(faults=[its_own_winner("*/main/v001", number)]))

    assert take(storage, place.open(storage), key).number == 1
    assert place.folders() == ["v001"]


@pytest.mark.parametrize("number", [errno.EEXIST, errno.ENOTEMPTY, errno.ESTALE], ids=errno.errorcode.get)
def test_a_ledger_entry_that_is_told_exists_is_ours_all_the_same(place: Any, key: ProductKey, number: int) -> None:
    storage = place.storage(disk=FaultyDisk(faults=[its_own_winner("*/render.main/v001", number)]))

    assert take(storage, place.open(storage), key).number == 1


def test_two_products_that_a_template_puts_in_one_folder_do_not_share_a_version(place: Any, storage: Any) -> None:
    """The run's own folder of another product is not "mine": it is a taken place."""
    one, other = ProductKey("demo", "sq010/sh0010", "render", "a"), ProductKey("demo", "sq010/sh0010", "render", "b")
    claim = place.open(storage, one, other)
    first = take(storage, claim, one)
    squatted = storage.root.local(storage.layout.version_folder(other, 1))
    squatted.parent.mkdir(parents=True)
    storage.root.local(first.folder).rename(squatted)

    assert take(storage, claim, other).number == 2


@pytest.mark.parametrize(
    ("number", "kind"), [(errno.ENOSPC, NoSpace), (errno.EACCES, ReadOnlyStorage), (errno.EIO, StorageError)]
)
def test_a_storage_that_refuses_is_told(place: Any, key: ProductKey, number: int, kind: type[StorageError]) -> None:
    disk = FaultyDisk()
    storage = place.storage(disk=disk)
    claim = place.open(storage)
    disk.fail(Fault("mkdir", "*/publish*", number, times=9))

    with pytest.raises(kind):
        take(storage, claim, key)


def test_a_product_folder_that_is_a_link_out_of_the_root_is_refused(
    place: Any, storage: Any, key: ProductKey, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    folder = product_folder(place, key)
    folder.rmdir()
    folder.symlink_to(outside)

    claim = place.open()
    with pytest.raises(OutsideRoot):
        take(storage, claim, key)
    storage.undo.abandon(claim, "refused")

    assert list(outside.iterdir()) == []
    assert place.left("staging") == place.left("beats") == []


def test_a_damaged_ledger_entry_is_told(place: Any, storage: Any, key: ProductKey) -> None:
    take(storage, place.open(), key)
    (storage.layout.ledger(key) / "v001" / "entry.json").write_text("{")

    with pytest.raises(Tampered, match="v001"):
        storage.ledger.run(key, 1)


def test_giving_a_number_twice_to_one_run_is_giving_it_once(place: Any, storage: Any, key: ProductKey) -> None:
    claim, rival = place.open(), place.open()

    assert storage.ledger.give(key, 5, run=claim.run, bench=claim.bench)
    assert storage.ledger.give(key, 5, run=claim.run, bench=claim.bench)
    assert not storage.ledger.give(key, 5, run=rival.run, bench=rival.bench)
    assert storage.ledger.run(key, 5) == claim.run


def test_the_folders_of_a_run_are_found_without_its_record(place: Any, storage: Any, key: ProductKey) -> None:
    claim = place.open()
    take(storage, place.open(), key)
    won = take(storage, claim, key)

    assert storage.numbers.held_by(key, claim.run) == [won.number]


# -- contention


def test_threads_at_once_get_numbers_of_their_own(place: Any, key: ProductKey) -> None:
    def one(_: int) -> list[int]:
        storage = place.storage()
        claim = place.open(storage)
        try:
            return [take(storage, claim, key).number for _ in range(1)]
        finally:
            claim.close()

    with ThreadPoolExecutor(16) as pool:
        numbers = sorted(number for found in pool.map(one, range(48)) for number in found)

    assert numbers == list(range(1, 49))


def _reserve_in_a_process(place: Any, key: ProductKey, many: int, start: Any, out: Any) -> None:
    storage = place.storage()
    start.wait()
    for _ in range(many):
        claim, number = place.reserve(storage)
        out.put((number, claim.run, os.getpid()))
        claim.close()


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("many", [8])
def test_sixty_four_processes_at_once_get_numbers_of_their_own(place: Any, key: ProductKey, many: int) -> None:
    context = multiprocessing.get_context("fork")
    start, out = context.Event(), context.Queue()
    workers = [context.Process(target=_reserve_in_a_process, args=(place, key, many, start, out)) for _ in range(64)]
    for worker in workers:
        worker.start()
    start.set()
    answers = [out.get(timeout=500) for _ in range(64 * many)]
    for worker in workers:
        worker.join()

    assert sorted(number for number, _, _ in answers) == list(range(1, 64 * many + 1))
    assert len({run for _, run, _ in answers}) == 64 * many
    storage = place.storage()
    assert all(storage.ledger.run(key, number) == run for number, run, _ in answers)
