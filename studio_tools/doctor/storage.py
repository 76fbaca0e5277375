"""Whether storage does what a publish leans on: it can be written, a taken name cannot be taken, a flush returns."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from studio_tools.doctor.line import Level, Line, advice_of
from studio_tools.doctor.mounts import file_system
from studio_tools.errors import StorageError
from studio_tools.storage.door import SafeDisk
from studio_tools.storage.ground import require_storage

_AREA = "storage"


def storage_lines(root: Path, *, reserve: int, group: str = "") -> Iterator[Line]:
    """Look at the storage root. *reserve* is what a publish must leave free, in bytes.

    Nothing is written where there is no storage: it may be a mount that is not there.
    """
    if not root.is_dir():
        yield Line(
            area=_AREA, level=Level.FAIL, text=f"{root} does not exist", advice="Mount it, or correct storage.root."
        )
        return
    try:
        require_storage(SafeDisk(), root, may_write=False)
    except StorageError as error:
        yield Line(area=_AREA, level=Level.FAIL, text=error.message, advice=advice_of(error))
        return
    kind = file_system(root)
    yield Line(area=_AREA, level=Level.OK, text=f"{root}" + (f" on {kind}" if kind else ""))
    yield _space(root, reserve)
    yield from _group(group)
    yield from _probe(root)


def _space(root: Path, reserve: int) -> Line:
    free = shutil.disk_usage(root).free
    text = f"{free / 1e9:.1f} GB free"
    if free >= reserve:
        return Line(area=_AREA, level=Level.OK, text=text)
    advice = f"Free some space: every publish leaves {reserve / 1e9:.1f} GB (storage.free_space_reserve)."
    return Line(area=_AREA, level=Level.FAIL, text=text, advice=advice)


def _group(name: str) -> Iterator[Line]:
    if not name or os.name != "posix":
        return
    import grp

    try:
        number = grp.getgrnam(name).gr_gid
    except KeyError:
        yield Line(area=_AREA, level=Level.FAIL, text=f"there is no group {name}", advice="Correct storage.group.")
        return
    if number not in {os.getegid(), *os.getgroups()} and os.geteuid() != 0:
        advice = f"Ask to be added to {name}, or colleagues cannot clean up after you."
        yield Line(area=_AREA, level=Level.WARN, text=f"you are not in the group {name}", advice=advice)


def _probe(root: Path) -> Iterator[Line]:
    """Make a folder of our own, try in it what a publish does, and take it away."""
    try:
        with tempfile.TemporaryDirectory(prefix=".studio-probe-", dir=root) as folder:
            yield from _trials(Path(folder))
    except OSError as error:
        yield Line(
            area=_AREA,
            level=Level.FAIL,
            text=f"{root} cannot be written: {error.strerror or error}",
            advice="Ask for write permission, or point storage.root elsewhere.",
        )


def _trials(folder: Path) -> Iterator[Line]:
    started = time.perf_counter()
    with (folder / "file").open("wb") as handle:
        handle.write(b"x" * 4096)
        handle.flush()
        os.fsync(handle.fileno())
    milliseconds = (time.perf_counter() - started) * 1000
    yield Line(area=_AREA, level=Level.OK, text=f"can be written; a flush takes {milliseconds:.1f} ms")
    yield _rename_refuses(folder)
    yield _clock(folder)


def _rename_refuses(folder: Path) -> Line:
    """Version numbers rest on this: a folder renamed onto one with something in it must fail."""
    for name in ("mine", "taken"):
        (folder / name).mkdir()
        (folder / name / "inside").touch()
    try:
        (folder / "mine").rename(folder / "taken")
    except OSError:
        return Line(area=_AREA, level=Level.OK, text="a taken version number cannot be taken again")
    return Line(
        area=_AREA,
        level=Level.FAIL,
        text="this file system renames a folder onto one that is taken",
        advice="Do not publish to it: version numbers would not be safe. Use another file system.",
    )


def _clock(folder: Path) -> Line:
    probe = folder / "clock"
    probe.touch()
    apart = abs(probe.stat().st_mtime - time.time())
    text = f"its clock and this machine's are {apart:.1f} s apart"
    if apart < 5:
        return Line(area=_AREA, level=Level.OK, text=text)
    return Line(
        area=_AREA, level=Level.WARN, text=text, advice="Leases go by its clock, so all is safe; set one right."
    )
