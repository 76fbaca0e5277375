"""Caches that a WriteGeo makes: one file for all frames, whose frame is real; there is no geometry in it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from studio_tools.testing.mayasim import archives
from studio_tools.testing.nukesim import spans
from studio_tools.testing.nukesim.refusals import NotSimulated
from studio_tools.testing.nukesim.session import Session

Make = Callable[[bytes, Sequence[str], tuple[int, int], float], bytes]


def abc(about: bytes, names: Sequence[str], times: tuple[int, int], fps: float) -> bytes:
    """An Alembic archive."""
    return archives.ogawa(about, names, times, fps=fps, step=1.0)


def fbx(about: bytes, names: Sequence[str], times: tuple[int, int], fps: float) -> bytes:
    """A binary FBX."""
    return archives.fbx(about, names)


CACHES: Mapping[str, Make] = {"abc": abc, "fbx": fbx}
"""What makes a cache of a file type; `obj`, which has one file a frame, is not simulated."""


def write(session: Session, node: Any, frames: Sequence[int]) -> None:
    """Write the cache of some frames. Raises RuntimeError on what Nuke cannot write."""
    told = session.callbacks
    name = spans.file_at(node, frames[0], session.view)
    if not name:
        raise RuntimeError(f"{node.fullName()}: no file name")
    if node.input(0) is None:
        raise RuntimeError(f"{node.fullName()}: no input")
    kind = str(node["file_type"].value()).strip() or name.rpartition(".")[2].lower()
    if kind not in CACHES:
        raise NotSimulated(f"{node.fullName()}: geometry of the type {kind!r} is not written")
    if spans.tree_has_error(node) or any(frame in session.faults.failing_frames for frame in frames):
        raise RuntimeError(f"{node.fullName()}: error while writing geometry")
    about = {"simulated": kind, "range": [min(frames), max(frames)]}
    told.fire("beforeRender", node, is_strict=True)
    path = session.path(name)
    if node["create_directories"].value():
        path.parent.mkdir(parents=True, exist_ok=True)
    fps = float(session.root["fps"].value())
    made = CACHES[kind](json.dumps(about).encode(), sorted(sources(node)), (min(frames), max(frames)), fps)
    session.faults.write(path, made)
    session.rendered.append(path.as_posix())
    told.fire("afterRender", node, is_strict=True)


def sources(node: Any) -> Iterator[str]:
    """The names of the nodes that geometry comes from."""
    above = spans.sources(node)
    if not above:
        yield node.name()
    for each in above:
        yield from sources(each)
