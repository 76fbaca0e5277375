"""Checks of the Write that is published: what reaches it, where and how it writes, and which frames."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dcc.nuke import write_node
from dcc.nuke.steps.facts import Rendered, ScriptFacts, WriteFacts
from studio_tools.frames import FramePattern, FrameRange
from studio_tools.host import Scene
from studio_tools.publish.checks.severity import counted, judged, listed
from studio_tools.publish.checks.space import spelled
from studio_tools.publish.items import Finding, Sources
from studio_tools.publish.steps import Scope, validator

REVIEW = "review"
BYTES = 2
"""Of a channel of a pixel, where no frame says how large frames are."""


def _switch_on(scope: Scope[Scene], finding: Finding) -> None:
    from dcc.nuke.scene import nodes

    nodes.switch(scope.item.facts[WriteFacts].node, "disable", False)


@validator("nuke.write-connected", label="A picture reaches the Write", needs=(WriteFacts,), fix=_switch_on)
def connected(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """A Write that is off or that nothing is connected to cannot render; what is off or loose above it is told."""
    found = scope.item.facts[WriteFacts]
    if found.is_off:
        yield scope.error(f"the Write in {scope.item.label} is switched off", nodes=[found.node], fixable=True)
    if not found.is_connected:
        yield scope.error(f"nothing is connected to {scope.item.label}", nodes=[found.group or found.node])
    if found.unrooted:
        title = f"{counted(len(found.unrooted), 'node')} above {scope.item.label} with nothing to take from"
        yield scope.warning(title, detail=listed(found.unrooted), nodes=found.unrooted)
    if found.off:
        title = f"{counted(len(found.off), 'node')} above {scope.item.label} switched off"
        yield scope.info(title, detail=listed(found.off), nodes=found.off)


def _reset(scope: Scope[Scene], finding: Finding) -> None:
    write_node.reset(scope.settings, scope.item.facts[WriteFacts].group)


@validator("nuke.write-path", label="Path of the Write", needs=(WriteFacts, ScriptFacts), fix=_reset)
def path(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """Frames must be rendered where the show says, under the script's own version, each to a file of its own."""
    found = scope.item.facts[WriteFacts]
    nodes = [found.group or found.node]
    if not found.is_whole:
        yield scope.error(f"{scope.item.label} was taken apart", detail="Make it anew from the menu.", nodes=nodes)
    elif found.lost_buttons:
        title = f"{scope.item.label} lost {counted(len(found.lost_buttons), 'button')}"
        yield scope.warning(title, detail=listed(found.lost_buttons), nodes=nodes, fixable=True)
    elif found.group and found.file != _wanted_path(scope):
        yield scope.error(
            f"{scope.item.label} does not write where the show says", detail=found.file, nodes=nodes, fixable=True
        )
    elif found.resolved is None:
        yield scope.error(f"where {scope.item.label} writes is not known", detail=found.file, nodes=nodes)
    elif FramePattern.parse(found.resolved.as_posix()) is None:
        yield scope.error(
            f"{scope.item.label} writes all frames to one file", detail="Give it a name like out.%04d.exr.", nodes=nodes
        )


def _wanted_path(scope: Scope[Scene]) -> str:
    item, views = scope.item, len(scope.item.facts[ScriptFacts].views)
    return write_node.path_for(write_node.settings_of(scope.settings, item.kind), item.kind, item.variant, views)


def _set_up(scope: Scope[Scene], finding: Finding) -> None:
    from dcc.nuke.host.faults import told
    from dcc.nuke.scene import writes

    found, wanted = scope.item.facts[WriteFacts], scope.settings.writes[scope.item.kind]
    with told(f"{scope.item.label} cannot be set up"):
        writes.set_up(found.node, found.file, write_node.words_for(wanted), wanted.channels, wanted.knobs)


@validator("nuke.write-format", label="Format of the Write", needs=(WriteFacts,), fix=_set_up)
def write_format(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """Format, channels, depth, compression, colour space and knobs must be those that the show asks for."""
    from dcc.nuke.scene.knobs import agree

    found, wanted = scope.item.facts[WriteFacts], scope.settings.writes.get(scope.item.kind)
    if wanted is None:
        return
    pairs = {
        "format": (found.file_type, wanted.file_type),
        "channels": (found.channels, wanted.channels),
        "depth": (found.datatype, wanted.datatype),
        "compression": (found.compression, wanted.compression),
        "colour space": (found.colour_space, wanted.colorspace),
    }
    for what, (is_so, should) in pairs.items():
        if should and is_so != should:
            yield scope.error(f"{what}: {is_so or 'none'} instead of {should}", nodes=[found.node], fixable=True)
    for knob, wish in wanted.knobs.items():
        says = found.knobs.get(knob)
        if says is None:
            yield scope.error(f"the Write has no {knob}, which should be {wish}", nodes=[found.node])
        elif not agree(says, wish):
            yield scope.error(f"{knob}: {says or 'nothing'} instead of {wish}", nodes=[found.node], fixable=True)


def _to_cut(scope: Scope[Scene], finding: Finding) -> None:
    from dcc.nuke.scene import writes

    cut, node = scope.cut, scope.item.facts[WriteFacts].node
    if cut is not None:
        time = scope.host.timeline()
        if (time.start, time.end) == (cut.full.first, cut.full.last):
            writes.follow_script(node)
        else:
            writes.use_range(node, cut.full.first, cut.full.last)


@validator("nuke.write-range", label="Range of the Write", needs=(WriteFacts,), fix=_to_cut)
def write_range(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """What is rendered must be the shot's cut and its handles: none short, shifted or surplus."""
    found, cut = scope.item.facts[WriteFacts], scope.cut
    if cut is None or found.range == cut.full:
        return
    short, surplus = cut.full - found.range, found.range - cut.full
    told = f"{found.first}-{found.last} instead of {cut.full.text()}"
    if short:
        title = f"{scope.item.label} renders {told}"
        yield from judged(scope, scope.settings.checks.range, title, nodes=[found.node], frames=short, fixable=True)
    elif surplus:
        title = f"{scope.item.label} renders {counted(len(surplus), 'frame')} outside the cut: {told}"
        yield from judged(scope, scope.settings.checks.surplus, title, nodes=[found.node], frames=surplus, fixable=True)


@validator("nuke.slate", label="The slate's frame is free", needs=(WriteFacts,), fix=_to_cut)
def slate(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """A slate is the one frame before the first: none of the pictures may stand there, and it is counted once."""
    found, cut = scope.item.facts[WriteFacts], scope.cut
    if found.slate is None:
        return
    if found.slate < 0:
        yield scope.error(f"there is no frame before {found.first} for the slate", nodes=[found.node])
    elif cut is not None and found.first == cut.full.first - 1:
        title = f"frame {found.first} is the slate's, and {scope.item.label} renders a picture there"
        yield scope.error(title, nodes=[found.node], frames=FrameRange.span(found.first, found.first), fixable=True)


def _all_views(scope: Scope[Scene], finding: Finding) -> None:
    from dcc.nuke.scene import writes

    found = scope.item.facts[WriteFacts]
    if found.group:
        _reset(scope, finding)
    writes.set_views(found.node, scope.item.facts[ScriptFacts].views)


@validator("nuke.write-views", label="All views are written", needs=(WriteFacts, ScriptFacts), fix=_all_views)
def write_views(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """A stereo script writes all its views, each to files of its own: `%V` stands in the path."""
    found, views = scope.item.facts[WriteFacts], scope.item.facts[ScriptFacts].views
    missing = [view for view in views if view not in found.views]
    if missing:
        title = f"{scope.item.label} does not write {', '.join(missing)}"
        yield scope.error(title, nodes=[found.node], fixable=True)
    if len(views) > 1 and "%V" not in found.file and "%v" not in found.file:
        title = f"{scope.item.label} writes all views to the same files"
        yield scope.error(title, detail="Put %V into its path.", nodes=[found.node], fixable=bool(found.group))


@validator("nuke.write-folder", label="Room to render", needs=(WriteFacts, Rendered, ScriptFacts, Sources))
def folder(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """The folder that is rendered to can be written to, and has room for the frames that are still to be rendered."""
    found, due = scope.item.facts[WriteFacts], scope.item.facts[Rendered].due
    if found.resolved is None or not due:
        return
    if found.is_drawn:  # into the stage, which lies on the storage
        yield from _room(scope, len(due), scope.world.free_bytes())
        return
    text = found.resolved.parent.as_posix()
    place = Path(text.replace("%V", found.views[0] if found.views else "").rstrip("/"))
    there = next((each for each in (place, *place.parents) if each.exists()), place)
    if not there.is_dir() or not os.access(there, os.W_OK):
        yield scope.error(f"{there} cannot be written to, so nothing can be rendered", nodes=[found.node])
        return
    yield from _room(scope, len(due), shutil.disk_usage(there).free)


def _room(scope: Scope[Scene], frames: int, free: int) -> Iterator[Finding]:
    needed = _needed(scope, frames)
    if needed > free:
        yield scope.error(f"not enough space to render: {spelled(needed)} are needed, {spelled(free)} are free")


def _needed(scope: Scope[Scene], frames: int) -> int:
    """How many bytes frames take, as those that are there; else as large as they can be."""
    files = [file for one in scope.item.facts[Sources].sets for file in one.files]
    script = scope.item.facts[ScriptFacts]
    each = sum(file.size for file in files) // len(files) if files else script.width * script.height * 4 * BYTES
    return each * frames


@validator("nuke.write-view-process", label="No viewer's colours", needs=(WriteFacts,))
def view_process(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """What a display is shown must not be rendered into frames that others work on; a review may."""
    found = scope.item.facts[WriteFacts]
    if found.burnt_in and scope.item.kind != REVIEW:
        yield scope.warning(
            f"the colours of a display are rendered into {scope.item.label}",
            detail=listed(found.burnt_in),
            nodes=found.burnt_in,
        )


def _remove_old(scope: Scope[Scene], finding: Finding) -> None:
    old = scope.item.facts[Rendered].old
    for one in scope.item.facts[Sources].sets:
        for file in one.files:
            if file.frame is not None and file.frame in old.get(file.view, FrameRange()):
                file.path.unlink(missing_ok=True)


@validator("nuke.frames-current", label="Frames are of this script", needs=(Rendered, Sources), fix=_remove_old)
def frames_current(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """Frames that are older than the script may not show what it does; what is missing is rendered now."""
    found = scope.item.facts[Rendered]
    if found.due:
        title = f"{counted(len(found.due), 'frame')} will be rendered: {found.due.text()}"
        yield scope.info(title, frames=found.due)
    for view, old in found.old.items():
        if old:
            name = f" of {view}" if view else ""
            yield from judged(
                scope,
                scope.settings.checks.stale,
                f"{counted(len(old), 'frame')}{name} older than the script: {old.text()}",
                detail="Mending removes them, so that they are rendered anew.",
                frames=old,
                fixable=True,
            )


STEPS: tuple[Any, ...] = (
    connected,
    path,
    write_format,
    write_range,
    slate,
    write_views,
    folder,
    view_process,
    frames_current,
)
