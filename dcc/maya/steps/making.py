"""What Maya's extractors share: a file that was written is looked at before it counts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from studio_tools.errors import PublishError
from studio_tools.frames import FrameRange
from studio_tools.publish.items import Artifact, SourceFile
from studio_tools.publish.steps import Scope


def one_file(scope: Scope[Any], path: Path, representation: str = "") -> Artifact:
    """The artifact of one file. Raises PublishError where it is missing or empty."""
    return Artifact(
        item=scope.item.id,
        representation=representation or path.suffix.lstrip("."),
        extension=path.suffix.lstrip("."),
        files=(looked_at(scope, path),),
    )


def some_frames(scope: Scope[Any], paths: dict[int, Path]) -> Artifact:
    """The artifact of a sequence, by frame. Raises PublishError where one is missing or empty."""
    ending = next(iter(paths.values())).suffix.lstrip(".")
    files = tuple(looked_at(scope, path, frame=frame) for frame, path in sorted(paths.items()))
    return Artifact(
        item=scope.item.id, representation=ending, extension=ending, files=files, frames=FrameRange.of(paths)
    )


def looked_at(scope: Scope[Any], path: Path, *, frame: int | None = None) -> SourceFile:
    """A file as it is now. Raises PublishError where it is missing or empty."""
    seen = path.stat() if path.is_file() else None
    if seen is None or not seen.st_size:
        what = "is empty" if seen else "was not written"
        raise PublishError(f"{path.name} of {scope.item.id} {what}", hint="Maya's own words are in the script editor.")
    return SourceFile(path=path, size=seen.st_size, modified=seen.st_mtime_ns, frame=frame)


def refuse(scope: Scope[Any], path: Path, what: str) -> PublishError:
    """What is raised where a file that was written does not hold what it should."""
    return PublishError(
        f"{path.name} of {scope.item.id} {what}", hint="It was made, but is not whole; nothing is published."
    )
