"""Rendering: Writes make real, small pictures, frame by frame and view by view, with the callbacks around them.

A WriteGeo makes a cache of one file, by `geometry`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from studio_tools.testing.mayasim.pictures import exr, png
from studio_tools.testing.nukesim import evaluating, geometry, spans
from studio_tools.testing.nukesim.groups import Group
from studio_tools.testing.nukesim.ranges import FrameRange, FrameRanges
from studio_tools.testing.nukesim.refusals import NotSimulated
from studio_tools.testing.nukesim.session import Session

PICTURES = {"png": png, "exr": exr}
"""What makes a picture of a file type; other types are not simulated."""
WRITES = frozenset({"Write", "DeepWrite"})
EXECUTABLE = WRITES | {"WriteGeo"}


def frames_of(node: Any, given: Sequence[Any]) -> list[int]:
    """The frames that `execute` is asked for. Raises TypeError where they are no numbers."""
    if given and isinstance(given[0], FrameRanges):
        return [frame for each in given[0] for frame in each]
    if given and isinstance(given[0], FrameRange):
        return list(given[0])
    if any(isinstance(each, bool) or not isinstance(each, int) for each in given):
        raise TypeError("execute() takes whole frame numbers")
    first, last = (spans.span(node) if not given else (given[0], given[0]))[:2]
    if len(given) > 1:
        last = given[1]
    return list(FrameRange(first, last, given[2] if len(given) > 2 else 1))


def execute(session: Session, node: Any, given: Sequence[Any], views: Iterable[str] | None, *, goes_on: bool) -> None:
    """Render a Write, or the Writes in a group, in their order. Raises RuntimeError on what Nuke cannot render."""
    targets = [node] if not isinstance(node, Group) else in_order(node)
    if not targets or any(each.Class() not in EXECUTABLE for each in targets):
        raise RuntimeError(f"{node.fullName()} is not executable")
    if not session.faults.has_licence:
        raise RuntimeError("A license for nuke_r was not found")
    for target in targets:
        if target["disable"].value():
            raise RuntimeError(f"{target.fullName()} is disabled")
        if target.Class() in WRITES:
            render(session, target, frames_of(target, given), views, goes_on=goes_on)
        else:
            geometry.write(session, target, frames_of(target, given))


def in_order(group: Group) -> list[Any]:
    """The Writes of a group, by their render order."""
    found: list[Any] = []
    for node in group._children:
        found += in_order(node) if isinstance(node, Group) else [node] if node.Class() in WRITES else []
    return sorted(found, key=lambda each: float(each["render_order"].value()))


def render(session: Session, node: Any, frames: list[int], views: Iterable[str] | None, *, goes_on: bool) -> None:
    """Render a Write's frames."""
    told = session.callbacks
    chosen = chosen_views(session, node, views)
    if node["use_limit"].value():
        first, last = spans.span(node)
        frames = [each for each in frames if first <= each <= last]
    with session.rendering(float(frames[0]) if frames else session.frame, chosen[0]):
        told.fire("beforeRender", node, is_strict=True)
    for frame in frames:
        try:
            render_frame(session, node, frame, chosen)
        except RuntimeError:
            if not goes_on:
                raise
    with session.rendering(float(frames[-1]) if frames else session.frame, chosen[0]):
        told.fire("afterRender", node, is_strict=True)


def chosen_views(session: Session, node: Any, views: Iterable[str] | None) -> list[str]:
    """The views to render. Raises RuntimeError for one that the script lacks."""
    known = session.views()
    wanted = list(views) if views is not None else node["views"].value().split()
    for each in wanted:
        if each not in known:
            raise RuntimeError(f"{node.fullName()}: there is no view {each!r}")
    return wanted or known


def render_frame(session: Session, node: Any, frame: int, views: Sequence[str]) -> None:
    """Render one frame in every view; a name without a view in it is one file for all."""
    told = session.callbacks
    with session.rendering(float(frame), views[0]):
        told.fire("beforeFrameRender", node, is_strict=True)
    written: set[str] = set()
    for view in views:
        with session.rendering(float(frame), view):
            name = spans.file_at(node, frame, view)
            if name not in written:
                write(session, node, name, frame)
                written.add(name)
                told.fire("renderProgress", node, is_strict=True)
    with session.rendering(float(frame), views[0]):
        told.fire("afterFrameRender", node, is_strict=True)


def write(session: Session, node: Any, name: str, frame: int) -> None:
    """Write one picture."""
    if not name:
        raise RuntimeError(f"{node.fullName()}: no file name")
    if frame in session.faults.failing_frames or spans.tree_has_error(node):
        raise RuntimeError(f"{node.fullName()}: error while rendering frame {frame}")
    if node.input(0) is None:
        raise RuntimeError(f"{node.fullName()}: no input")
    kind = str(node["file_type"].value()).strip() or name.rpartition(".")[2].lower()
    if kind not in PICTURES:
        raise NotSimulated(f"{node.fullName()}: pictures of the type {kind!r} are not made")
    path = session.path(name)
    if node["create_directories"].value():
        path.parent.mkdir(parents=True, exist_ok=True)
    shape = spans.format_of(node)
    width, height = session.picture_size or (shape.width(), shape.height())
    shade = (frame % 100) / 100
    session.faults.write(path, PICTURES[kind](width, height, (shade, 1 - shade, 0.5)))
    session.rendered.append(path.as_posix())
    session.rendered_views.append(session.view)
    session.drawn[path.as_posix()] = tuple(drawn_above(node))


def drawn_above(node: Any) -> Iterator[str]:
    """What is drawn into a picture on its way to a node, the nearest first. Raises RuntimeError on TCL that fails."""
    waiting, seen = spans.sources(node), set()
    while waiting:
        each = waiting.pop(0)
        if id(each) in seen:
            continue
        seen.add(id(each))
        if each.Class() not in spans.IN_FILES:
            waiting += spans.sources(each)
        if each._knobs["disable"].value() if "disable" in each._knobs else False:
            continue
        if each.Class() == "Text2":
            yield evaluating.text_of(each, str(each["message"]._known()))
        elif each.Class() == "OCIODisplay":
            yield f"{each['display'].value()}/{each['view'].value()}"
