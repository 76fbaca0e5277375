"""Digests: which algorithm, of a file while it is read, of many files in parallel, of a version as a whole."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
from pathlib import Path
from typing import Protocol, TypeVar

from studio_tools.errors import ConfigError, TransferFailed
from studio_tools.storage.disk import Handle

T = TypeVar("T")
U = TypeVar("U")

BUFFER = 1 << 20
AUTO, BLAKE3, BLAKE2B = "auto", "blake3", "blake2b"

_WINDOW = 2
"""Pieces of work that wait for each worker."""


class Hash(Protocol):
    def update(self, data: memoryview, /) -> object: ...

    def hexdigest(self) -> str: ...


def _blake3() -> Callable[[], Hash] | None:
    try:
        import blake3
    except ImportError:
        return None
    make: Callable[[], Hash] = blake3.blake3
    return make


def choose(wanted: str) -> str:
    """The algorithm to write with: blake3 where its wheel is, else blake2b. Raises ConfigError where it is missing."""
    if wanted in {AUTO, BLAKE3}:
        if _blake3() is not None:
            return BLAKE3
        if wanted == BLAKE3:
            raise ConfigError("storage.digest asks for blake3, which is not installed", hint="Set it to auto.")
    return BLAKE2B


def new_hash(algorithm: str) -> Hash:
    """A fresh digest. Raises ConfigError for an algorithm that this installation does not have."""
    match algorithm:
        case "blake3":
            if (make := _blake3()) is not None:
                return make()
        case "blake2b":
            return hashlib.blake2b(digest_size=32)
    raise ConfigError(
        f"digests of the algorithm {algorithm!r} cannot be made here", hint="Install it with studio-tools[media]."
    )


def of_version(digests: Iterable[str], algorithm: str) -> str:
    """One digest for a version: of its files' digests, sorted, one a line."""
    whole = new_hash(algorithm)
    whole.update(memoryview("\n".join(sorted(digests)).encode()))
    return whole.hexdigest()


_LOCAL = threading.local()


def buffer() -> memoryview:
    """This thread's reading buffer."""
    found: memoryview | None = getattr(_LOCAL, "buffer", None)
    if found is None:
        found = _LOCAL.buffer = memoryview(bytearray(BUFFER))
    return found


def unless_stopped(stop: threading.Event | None) -> None:
    """Raise TransferFailed where the work is not wanted any more: asked once a buffer, so that huge files end soon."""
    if stop is not None and stop.is_set():
        raise TransferFailed("the transfer was stopped")


def of_handle(handle: Handle, algorithm: str, *, stop: threading.Event | None = None) -> str:
    """Digest an open file to its end. Raises TransferFailed where *stop* is set meanwhile."""
    digest, room = new_hash(algorithm), buffer()
    while count := handle.readinto(room):
        unless_stopped(stop)
        digest.update(room[:count])
    return digest.hexdigest()


def of_files(
    paths: Sequence[Path], algorithm: str, *, open_read: Callable[[Path], Handle], workers: int = 0
) -> Mapping[Path, str]:
    """Digest many files in parallel. Raises what *open_read* raises, and OSError."""

    def digest(path: Path) -> str:
        handle = open_read(path)
        try:
            return of_handle(handle, algorithm)
        finally:
            handle.close()

    return dict(zip(paths, in_parallel(digest, paths, workers=workers), strict=True))


def worker_count(configured: int) -> int:
    """How many files are worked on at once; 0 is one for each processor."""
    return configured or os.cpu_count() or 1


def in_parallel(call: Callable[[T], U], work: Iterable[T], *, workers: int = 0) -> Iterator[U]:
    """Answers of *call* in the order of *work*, with a bounded number waiting, so that memory stays constant."""
    count = worker_count(workers)
    todo = iter(work)
    with ThreadPoolExecutor(count, thread_name_prefix="storage") as pool:
        pending: list[Future[U]] = [pool.submit(call, piece) for piece in islice(todo, count * _WINDOW)]
        try:
            while pending:
                wait(pending[:1], return_when=FIRST_COMPLETED)
                yield pending.pop(0).result()
                pending.extend(pool.submit(call, piece) for piece in islice(todo, 1))
        finally:
            for future in pending:
                future.cancel()
