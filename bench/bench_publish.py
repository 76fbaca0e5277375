#!/usr/bin/env python3
"""Publishing a frame sequence, beside the fastest copy, digest and fsync of the same bytes that we know how to write.

Usage: bench_publish.py [--dir DIR] [--frames 1000] [--frame-mb 8] [--rounds 3] [--tries 3]
The anchor is the best of several ways (threads; flush a file at a time, at the end, begun early; syncfs). In each round
every way and the publish are tried as often, in random order, because disks have moods; the best tries are compared.
Reported: the median of the rounds' ratios, and the publish's peak memory for a tenth and for all of the frames.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import blake3

sys.path.insert(0, str(Path(__file__).parents[1]))

from studio_tools.config import load_without_home
from studio_tools.events import EventBus
from studio_tools.frames import FrameRange
from studio_tools.host.headless import HeadlessHost
from studio_tools.jobs import run
from studio_tools.model import Context, Entity, EntityType, ProductKey, Project, User
from studio_tools.publish.integrate import ProductDraft, RunDraft, deliver, reserve
from studio_tools.publish.items import Artifact, Origin, SourceFile
from studio_tools.session import Session
from studio_tools.storage import open_storage

LIBC = ctypes.CDLL(None, use_errno=True)
BUFFER = 1 << 20
KEY = ProductKey("demo", "sq010/sh0010", "render")


def now() -> datetime:
    return datetime.now(UTC)


# -- the anchor


def _copy(source: Path, target: Path, after: Callable[[int], object]) -> str:
    digest, room = blake3.blake3(), memoryview(bytearray(BUFFER))
    there, here = os.open(source, os.O_RDONLY), os.open(target, os.O_WRONLY | os.O_CREAT, 0o644)
    while count := os.readv(there, [room]):
        digest.update(room[:count])
        os.write(here, room[:count])
    after(here)
    os.close(there)
    os.close(here)
    return str(digest.hexdigest())


def _flush(path: Path) -> None:
    number = os.open(path, os.O_RDONLY)
    os.fsync(number)
    os.close(number)


def _begin(number: int) -> None:
    LIBC.sync_file_range(number, ctypes.c_int64(0), ctypes.c_int64(0), 2)


def _syncfs(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY)
    LIBC.syncfs(number)
    os.close(number)


@dataclass(frozen=True)
class Way:
    name: str
    after: Callable[[int], object]
    flushes_each: bool = False
    flushes_all: bool = False


WAYS = (
    Way("fsync each", os.fsync),
    Way("fsync at the end", lambda number: None, flushes_each=True),
    Way("begin early, fsync at the end", _begin, flushes_each=True),
    Way("syncfs at the end", lambda number: None, flushes_all=True),
)


def anchor(way: Way, sources: list[Path], target: Path, threads: int) -> float:
    """Seconds that one way of copying, digesting and flushing takes."""
    target.mkdir()
    started = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(lambda path: _copy(path, target / path.name, way.after), sources))
        if way.flushes_each:
            list(pool.map(_flush, [target / path.name for path in sources]))
    if way.flushes_all:
        _syncfs(target)
    _flush_folder(target)
    return time.perf_counter() - started


def _flush_folder(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY)
    os.fsync(number)
    os.close(number)


# -- the publish


class NoSite:
    """The site is left out on both sides; no record of it knows any version."""

    def highest_number(self, key: ProductKey) -> int:
        return 0


def session_at(home: Path) -> Session:
    settings = load_without_home({})
    storage = replace(settings.storage, root=home / "storage", free_space_reserve=0, share_identical=False)
    settings = replace(settings, storage=storage)
    (home / "storage" / ".studio").mkdir(parents=True)
    (home / "storage" / ".studio" / "storage.json").touch()
    bus = EventBus()
    return Session(
        home=home,
        settings=settings,
        host=HeadlessHost(),
        tracker=NoSite(),  # type: ignore[arg-type]
        storage=open_storage(settings, home=home, login="bench", now=now),
        events=bus,
        login="bench",
        now=now,
    )


def artifact(sources: list[Path]) -> Artifact:
    files = []
    for path in sources:
        found = path.stat()
        frame = int(path.name.split(".")[-2])
        files.append(SourceFile(path=path, size=found.st_size, modified=found.st_mtime_ns, frame=frame))
    frames = FrameRange.of(file.frame for file in files if file.frame is not None)
    return Artifact(item="render.main", representation="exr", extension="exr", files=tuple(files), frames=frames)


def publish(session: Session, made: Artifact) -> float:
    """Seconds from the reservation to the committed version; the site is left out on both sides."""
    entity = Entity(type=EntityType.SHOT, project="demo", sequence="sq010", code="sh0010")
    context = Context(project=Project(code="demo"), entity=entity, user=User(login="bench"))
    draft = RunDraft(context=context, products=(ProductDraft(key=KEY),), comment="bench", origin=Origin.CLI)
    started = time.perf_counter()
    reservation = run(reserve(session, draft))
    flow = deliver(session, reservation, {KEY: (made,)})
    _drive_to_the_commit(flow)
    seconds = time.perf_counter() - started
    assert reservation.is_committed
    flow.close()
    return seconds


def _drive_to_the_commit(flow: Any) -> None:
    from studio_tools.jobs import Phase, perform

    job = next(flow)
    while job.phase is not Phase.REGISTER:
        outcome = perform(job)
        outcome.get()
        job = flow.send(outcome)


# -- memory, in a process of its own


def peak_memory(folder: Path, sources: Path, frames: int) -> int:
    """Bytes of the highest resident set of a process that publishes so many of the frames."""
    command = [sys.executable, __file__, "--memory", str(folder), str(sources), str(frames)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return int(done.stdout)


def _memory(folder: Path, sources: Path, frames: int) -> None:
    publish(session_at(folder), artifact(sorted(sources.iterdir())[:frames]))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)


# -- all


def make_sources(folder: Path, frames: int, size: int) -> list[Path]:
    folder.mkdir()
    block = os.urandom(size)
    paths = [folder / f"beauty.{1001 + at}.exr" for at in range(frames)]
    for path in paths:
        path.write_bytes(block)
    return paths


def _publish_once(home: Path, sources: list[Path]) -> float:
    seconds = publish(session_at(home), artifact(sources))
    subprocess.run(["chmod", "-R", "u+w", str(home)], check=True)
    shutil.rmtree(home)
    return seconds


def _copy_once(target: Path, sources: list[Path], way: Way, threads: int) -> float:
    seconds = anchor(way, sources, target, threads)
    shutil.rmtree(target)
    return seconds


def one_round(top: Path, sources: list[Path], threads: tuple[int, ...], tries: int) -> tuple[float, str, float]:
    """The publish's best try, the best way of copying, and that one's best try."""
    calls: dict[str, Callable[[], float]] = {"publish": partial(_publish_once, top / "home", sources)}
    for way in WAYS:
        for count in threads:
            name = f"{way.name}, {count} threads"
            calls[name] = partial(_copy_once, top / "anchor", sources, way, count)
    turns = [name for name in calls for _ in range(tries)]
    random.shuffle(turns)
    best: dict[str, float] = {}
    for name in turns:
        os.sync()
        best[name] = min(calls[name](), best.get(name, float("inf")))
    ours = best.pop("publish")
    way_name = min(best, key=best.__getitem__)
    return ours, way_name, best[way_name]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dir", type=Path)
    parser.add_argument("--frames", type=int, default=1000)
    parser.add_argument("--frame-mb", type=float, default=8)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--tries", type=int, default=3)
    parser.add_argument("--memory", nargs=3, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.memory:
        _memory(Path(asked.memory[0]), Path(asked.memory[1]), int(asked.memory[2]))
        return
    top = Path(tempfile.mkdtemp(prefix="bench_publish_", dir=asked.dir))
    try:
        size = int(asked.frame_mb * 1e6)
        sources = make_sources(top / "sources", asked.frames, size)
        total, threads, ratios = size * asked.frames, (2, 4), []
        for _ in range(asked.rounds):
            ours, best, theirs = one_round(top, sources, threads, asked.tries)
            ratios.append(ours / theirs)
            print(
                f"publish {ours:6.2f} s {total / ours / 1e9:5.2f} GB/s   "
                f"best anchor {theirs:6.2f} s {total / theirs / 1e9:5.2f} GB/s ({best})   ratio {ratios[-1]:.2f}",
                flush=True,
            )
        print(f"median ratio {statistics.median(ratios):.2f} (hold: 1.15)")
        few, many = (
            peak_memory(top / f"memory-{count}", top / "sources", count) for count in (asked.frames // 10, asked.frames)
        )
        print(f"peak memory {few / 1e6:.0f} MB for {asked.frames // 10} frames, {many / 1e6:.0f} MB for {asked.frames}")
    finally:
        subprocess.run(["chmod", "-R", "u+w", str(top)], check=True)
        shutil.rmtree(top)


if __name__ == "__main__":
    main()
