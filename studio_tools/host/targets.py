"""What is asked of the disk before a host is told to read or write: better refused here than half done in there."""

from __future__ import annotations

import stat
from collections.abc import Collection, Sequence
from pathlib import Path

from studio_tools.errors import HostError

_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


def check_writable(path: Path, suffixes: Collection[str]) -> None:
    """Raise HostError where *path* has a foreign suffix, no folder, or is marked read-only.

    The mark counts whoever asks: an administrator, or a program that writes beside and renames, would pass over it.
    """
    if path.suffix.lower() not in suffixes:
        wanted = " or ".join(sorted(suffixes))
        raise HostError(f"{path.name} cannot be saved here", hint=f"Give it a name that ends in {wanted}.")
    if not path.parent.is_dir():
        raise HostError(f"{path.parent} is not there", hint="Make the folder first, or save elsewhere.")
    if path.is_dir():
        raise HostError(f"{path} is a folder", hint="Give the file another name.")
    if path.exists() and not path.stat().st_mode & _WRITABLE:
        raise HostError(f"{path} is marked read-only", hint="It may be published; save under another name.")


def check_head(path: Path, heads: Sequence[bytes], kind: str) -> None:
    """Raise HostError where *path* cannot be read or does not begin as a file of this *kind* does."""
    check_readable(path)
    with path.open("rb") as stream:
        head = stream.read(max(map(len, heads)))
    if not head.startswith(tuple(heads)):
        raise strange(path, kind)


def strange(path: Path, kind: str) -> HostError:
    """What is raised where a file is not of the kind that its name says."""
    return HostError(f"{path.name} is no {kind}", hint="It may be damaged; try an older version of it.")


def check_readable(path: Path) -> None:
    """Raise HostError where *path* is not a file that can be read."""
    if not path.exists():
        raise HostError(f"{path} is not there", hint="Check the path; it may have been moved or removed.")
    try:
        path.open("rb").close()
    except OSError as cause:
        raise HostError(f"{path} cannot be read: {cause.strerror}", hint="Check that you may read it.") from cause
