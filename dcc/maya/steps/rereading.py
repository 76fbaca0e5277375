"""What another program's file holds, read again once it was written: names on top, and the range where it moves.

Not here: Maya's own scenes (`scene_files`); what files are made (`caches`).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from dcc.maya.steps.facts import SceneFacts
from dcc.maya.steps.telling import bare
from studio_tools.errors import MediaError
from studio_tools.media import half_written
from studio_tools.media.caches import CacheFacts, read_cache
from studio_tools.publish.checks.severity import counted
from studio_tools.publish.making import refused
from studio_tools.publish.steps import Scope

NEAR = 0.01
"""Frames that differ less are the same."""


def cache(scope: Scope[Any], path: Path, names: Iterable[str], frames: tuple[float, float] | None) -> None:
    """Refuse an Alembic or FBX file that is cut off, lacks a node, or moves over other frames. Raises PublishError.

    What stands still has no frames of its own, so its range is not known.
    """
    try:
        found = read_cache(path)
    except MediaError as cause:
        raise refused(scope, path, f"cannot be read again: {cause.message}") from cause
    _check_names(scope, path, found, names)
    if found.span is not None:
        _check_range(scope, path, found.span, frames)


def _check_names(scope: Scope[Any], path: Path, found: CacheFacts, names: Iterable[str]) -> None:
    if not found.names:
        raise refused(scope, path, "holds nothing")
    wanted = (bare(name) for name in names if name.startswith("|"))
    missing = [name for name in wanted if name not in {bare(each) for each in found.names}]
    if missing:
        more = f" and {counted(len(missing) - 1, 'other node')}" if len(missing) > 1 else ""
        raise refused(scope, path, f"lacks {missing[0]}{more}")


def _check_range(scope: Scope[Any], path: Path, span: tuple[float, float], frames: tuple[float, float] | None) -> None:
    fps = float(scope.item.facts[SceneFacts].fps)
    first, last = span[0] * fps, span[1] * fps
    wanted = frames or (first, first)
    if abs(first - wanted[0]) > NEAR or abs(last - wanted[1]) > NEAR:
        due = f"{wanted[0]:g}-{wanted[1]:g}" if frames else "one frame"
        raise refused(scope, path, f"moves over {first:g}-{last:g} instead of {due}")


def usd(scope: Scope[Any], path: Path, names: Iterable[str], last: float | None) -> None:
    """Refuse a USD text that is cut off, lacks a node, or does not end with the last frame. Raises PublishError."""
    problem = half_written(path)
    if problem:
        raise refused(scope, path, f"cannot be read again: {problem}")
    text = path.read_text("utf-8", "replace")
    if not text.startswith("#usda"):
        raise refused(scope, path, "is no USD")
    for name in map(bare, names):
        if f'"{name}"' not in text:
            raise refused(scope, path, f"lacks {name}")
    if last is not None and f"endTimeCode = {last:g}" not in text:
        raise refused(scope, path, f"does not end at frame {last:g}")


def obj(scope: Scope[Any], path: Path) -> None:
    """Refuse an OBJ that is cut off, has no faces, or names points that it lacks. Raises PublishError."""
    points, faces, highest, line = 0, 0, 0, b""
    with path.open("rb") as file:
        for line in file:
            points += line.startswith(b"v ")
            if line.startswith(b"f "):
                faces += 1
                named = (word.partition(b"/")[0] for word in line.split()[1:])
                highest = max(highest, *(int(word) if word.isdigit() else 0 for word in named))
    if not line.endswith(b"\n"):
        raise refused(scope, path, "is truncated: its last line is not whole")
    if not faces:
        raise refused(scope, path, "holds no faces")
    if highest > points:
        raise refused(scope, path, f"has {counted(points, 'point')}, but its faces name {highest}")
