"""Which file system a path lies on, as far as this system tells, and whether it comes over the network."""

from __future__ import annotations

import os
import re
from pathlib import Path

_NETWORK = re.compile(
    r"nfs\d?|cifs|smb\d?|smbfs|afs|ceph|lustre|glusterfs|fuse\.(glusterfs|sshfs|s3fs|rclone|ceph)|9p|beegfs|gpfs|panfs"
)


def file_system(path: Path, *, mounts: Path = Path("/proc/self/mounts")) -> str:
    """The type of the file system that *path* lies on, as `ext4` or `nfs4`; empty where the system does not tell."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    found = ("", "")
    real = os.path.realpath(path)
    for words in (line.split() for line in lines):
        if len(words) >= 3 and _holds(place := _unescaped(words[1]), real) and len(place) >= len(found[0]):
            found = (place, words[2])
    return found[1]


def is_network(kind: str) -> bool:
    """Whether a file system comes over the network, where SQLite's locks cannot be trusted."""
    return _NETWORK.fullmatch(kind) is not None


def _holds(place: str, path: str) -> bool:
    return path == place or path.startswith(place.rstrip("/") + "/")


def _unescaped(text: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), text)
