#!/usr/bin/env python3
"""Version reservation: many processes take numbers of one product at once. None may be given twice, none be lost.

Usage: bench_reserve.py [--dir DIR] [--processes 64] [--each 8]
Reported: numbers a second over all processes, tries a number, and the same for one process alone.
"""

from __future__ import annotations

import argparse
import multiprocessing
import shutil
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from studio_tools.config import load_without_home
from studio_tools.model import ProductKey, User
from studio_tools.storage import ProductRecord, RecordState, RunRecord, Storage, new_run_id, open_storage

KEY = ProductKey("demo", "sq010/sh0010", "render")


def now() -> datetime:
    return datetime.now(UTC)


def storage_at(root: Path) -> Storage:
    settings = load_without_home({})
    settings = replace(settings, storage=replace(settings.storage, root=root))
    return open_storage(settings, home=root.parent, login="bench", now=now)


def reserve(storage: Storage) -> tuple[int, int, float]:
    """One whole reservation, with its run's records, as a publish makes it."""
    started = time.perf_counter()
    record = RunRecord(
        run=new_run_id(now()),
        state=RecordState.OPEN,
        project="demo",
        entity="sq010/sh0010",
        task="",
        author=User(login="bench"),
        origin="cli",
        comment="",
        created=now(),
        products=(ProductRecord(key=KEY, facts={}),),
    )
    claim = storage.claims("demo").open(record)
    won = storage.numbers.reserve(KEY, run=claim.run, bench=claim.bench)

    def reserved(old: RunRecord) -> RunRecord:
        product = replace(old.products[0], number=won.number, folder=won.folder)
        return replace(old.with_product(product), state=RecordState.RESERVED)

    claim.advance(reserved)
    claim.close()
    return won.number, won.attempts, time.perf_counter() - started


def work(root: Path, each: int, start: Any, out: Any) -> None:
    storage = storage_at(root)
    start.wait()
    out.put([reserve(storage) for _ in range(each)])


def measure(root: Path, processes: int, each: int) -> list[tuple[int, int, float]]:
    """Every reservation that was made; prints how it went."""
    root.mkdir(parents=True)
    storage_at(root).found()
    context = multiprocessing.get_context("fork")
    start, out = context.Event(), context.Queue()
    workers = [context.Process(target=work, args=(root, each, start, out)) for _ in range(processes)]
    for worker in workers:
        worker.start()
    time.sleep(0.5)
    started = time.perf_counter()
    start.set()
    answers = [answer for _ in workers for answer in out.get()]
    seconds = time.perf_counter() - started
    for worker in workers:
        worker.join()
    numbers = sorted(number for number, _, _ in answers)
    twice, lost = len(numbers) - len(set(numbers)), len(set(range(1, max(numbers) + 1)) - set(numbers))
    took = sorted(took for _, _, took in answers)
    print(
        f"{processes:3d} processes x {each:3d}: {len(answers) / seconds:7.0f} reservations/s  "
        f"median {statistics.median(took) * 1e3:6.1f} ms  slowest {took[-1] * 1e3:6.1f} ms  "
        f"{statistics.mean(tries for _, tries, _ in answers):5.1f} tries each  given twice: {twice}  lost: {lost}"
    )
    assert not twice
    assert not lost
    return answers


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dir", type=Path)
    parser.add_argument("--processes", type=int, default=64)
    parser.add_argument("--each", type=int, default=8)
    asked = parser.parse_args()
    top = Path(tempfile.mkdtemp(prefix="bench_reserve_", dir=asked.dir))
    try:
        measure(top / "alone", 1, 100)
        measure(top / "together", asked.processes, asked.each)
    finally:
        shutil.rmtree(top)


if __name__ == "__main__":
    main()
