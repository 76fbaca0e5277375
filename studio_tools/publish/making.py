"""What extractors yield, made of files that were written: each is looked at before it counts.

For steps of every application, a studio's own too. Not here: what is in the files; `media` and `scenes` look into them.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from studio_tools.errors import PublishError
from studio_tools.frames import FrameRange
from studio_tools.publish.items import Artifact, SourceFile
from studio_tools.publish.steps import Scope

__all__ = ["looked_at", "one_file", "refused", "some_frames"]

_HINT = "Nothing is published. What the program said of it is in its script editor or its console."


def one_file(scope: Scope[Any], path: Path, representation: str = "") -> Artifact:
    """Make the artifact of one file; *representation* is its ending unless it is given.

    Raises PublishError where the file is missing or empty.
    """
    ending = path.suffix.lstrip(".")
    return Artifact(
        item=scope.item.id,
        representation=representation or ending,
        extension=ending,
        files=(looked_at(scope, path),),
    )


def some_frames(scope: Scope[Any], paths: Mapping[int, Path], representation: str = "") -> Artifact:
    """Make the artifact of a sequence, of its files by frame. Raises PublishError where one is missing or empty."""
    if not paths:
        raise PublishError(f"no frame of {scope.item.id} was written", hint=_HINT)
    ending = next(iter(paths.values())).suffix.lstrip(".")
    files = tuple(looked_at(scope, path, frame=frame) for frame, path in sorted(paths.items()))
    return Artifact(
        item=scope.item.id,
        representation=representation or ending,
        extension=ending,
        files=files,
        frames=FrameRange.of(paths),
    )


def looked_at(scope: Scope[Any], path: Path, *, frame: int | None = None) -> SourceFile:
    """Take a file as it is now. Raises PublishError where it is missing or empty."""
    seen = path.stat() if path.is_file() else None
    if seen is None or not seen.st_size:
        what = "is empty" if seen else "was not written"
        raise PublishError(f"{path.name} of {scope.item.id} {what}", hint=_HINT)
    return SourceFile(path=path, size=seen.st_size, modified=seen.st_mtime_ns, frame=frame)


def refused(scope: Scope[Any], path: Path, what: str) -> PublishError:
    """Make what is raised where a file that was written does not hold what it should."""
    hint = "It was made, but is not whole; nothing is published."
    return PublishError(f"{path.name} of {scope.item.id} {what}", hint=hint)
