"""What a cache that was just written holds: the names on top and the times that were sampled. Alembic and FBX.

Not here: whether a file was written to its end (endings); USD and geometry, which their libraries read.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from studio_tools.errors import MediaError
from studio_tools.media import fbx, ogawa
from studio_tools.media.endings import half_written
from studio_tools.media.signatures import strange, unlike


@dataclass(frozen=True, slots=True, kw_only=True)
class CacheFacts:
    """What a cache says of itself."""

    names: tuple[str, ...]
    """Of Alembic the objects on top, of FBX all models."""
    span: tuple[float, float] | None = None
    """The first and last moment of what moves, in seconds; None where nothing moves or the format is not asked."""


def read_cache(path: Path) -> CacheFacts:
    """Read an Alembic or FBX file. Raises MediaError where it is damaged, cut off or something else."""
    try:
        problem = unlike(path) or half_written(path) or strange(path)
        if not problem:
            with path.open("rb") as file:
                size = file.seek(0, 2)
                return _READERS[path.suffix.lower()](file, size)
    except (ogawa.Broken, fbx.Broken) as broken:
        problem = str(broken)
    except OSError as error:
        problem = f"it cannot be read: {error.strerror or error}"
    except KeyError:
        problem = "only .abc and .fbx are read"
    raise MediaError(f"{path.name}: {problem}", details={"path": str(path)})


def _alembic(file: BinaryIO, size: int) -> CacheFacts:
    archive = ogawa.read(file, size)
    return CacheFacts(names=archive.tops, span=archive.span)


def _fbx(file: BinaryIO, size: int) -> CacheFacts:
    return CacheFacts(names=fbx.models(file, size))


_READERS = {".abc": _alembic, ".fbx": _fbx}
