"""Frames for a publish: those that are missing are rendered; a slate, a burn-in and a display's colours are drawn anew.

And the note that a review's frames are handed over with, and a small picture for lists. All that was rendered is looked
at as soon as it is there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from dcc.nuke.steps.collectors import rendered_files, source_set
from dcc.nuke.steps.facts import Rendered, ScriptFacts, WriteFacts
from studio_tools.errors import PublishError
from studio_tools.frames import FrameRange
from studio_tools.host import Scene
from studio_tools.media import ImageFacts, look_at
from studio_tools.publish.checks.collectors import spread
from studio_tools.publish.checks.pictures import missing as missing_channels
from studio_tools.publish.checks.pictures import spoiled
from studio_tools.publish.items import Artifact
from studio_tools.publish.making import one_file, refused
from studio_tools.publish.steps import Scope, extractor

AT_ONCE = 10
"""Frames that are rendered between two signs of life."""
THUMBNAIL = 320
"""How wide a thumbnail is, in pixels."""
_FIELD = re.compile(r"\{(\w+)\}")


@extractor("nuke.frames-file", label="Frames", needs=(WriteFacts, ScriptFacts, Rendered))
def frames_file(scope: Scope[Scene]) -> Iterator[Artifact | None]:
    """Render the frames that are missing, and publish all of the Write's range.

    Where a slate, a burn-in or a display's colours are asked for, all frames are rendered, into the stage.
    """
    found = scope.item.facts[WriteFacts]
    path = found.resolved
    if path is None:
        raise PublishError(f"where {scope.item.label} writes is not known", hint="Reset its path.")
    if found.is_drawn:
        view = ".%V" if scope.item.facts[Rendered].missing.keys() != {""} else ""
        path = scope.stage / f"{scope.item.id}{view}.%04d{path.suffix}"
    found = replace(found, resolved=path)
    yield from (_draw if found.is_drawn else _render)(scope, found, path)
    yield _frames(scope, found)


def _portions(scope: Scope[Scene], start: int | None = None) -> Iterator[tuple[list[int], tuple[str, ...]]]:
    """What is to be rendered, some frames of a view at a time; nothing before *start*."""
    for view, missing in scope.item.facts[Rendered].missing.items():
        due = [frame for frame in missing if start is None or frame >= start]
        for place in range(0, len(due), AT_ONCE):
            yield due[place : place + AT_ONCE], (view,) if view else ()


def _render(scope: Scope[Scene], found: WriteFacts, path: Path) -> Iterator[None]:
    """Render what is missing where the Write writes."""
    from dcc.nuke.host.faults import told
    from dcc.nuke.scene import rendering

    for view in scope.item.facts[Rendered].missing:
        Path(path.parent.as_posix().replace("%V", view)).mkdir(parents=True, exist_ok=True)
    for frames, views in _portions(scope):
        with told(f"{scope.item.label} cannot be rendered"), rendering.unchanged():
            rendering.execute(found.node, frames, views)
        _look(scope, found, frames, views)
        yield None


def _draw(scope: Scope[Scene], found: WriteFacts, path: Path) -> Iterator[None]:
    """Render the slate and all frames to another place, with what is drawn into them."""
    from dcc.nuke.host.faults import told
    from dcc.nuke.host.paths import written
    from dcc.nuke.scene import drawing

    wanted, fields = scope.settings.writes[scope.item.kind], _fields(scope, found)
    slate = drawing.Drawn(text=_filled(wanted.slate, {**fields, "frame": str(found.slate)}), is_slate=True)
    picture = drawing.Drawn(
        display=wanted.display, view=wanted.view, text=_filled(wanted.burn_in, {**fields, "frame": "[frame]"})
    )
    for view in scope.item.facts[Rendered].missing if found.slate is not None else ():
        with told(f"the slate of {scope.item.label} cannot be rendered"):
            drawing.render(found.node, written(path), [found.frames.first], slate, (view,) if view else ())
        _look(scope, found, [found.frames.first], (view,))
        yield None
    for frames, views in _portions(scope, found.first):
        with told(f"{scope.item.label} cannot be rendered"):
            drawing.render(found.node, written(path), frames, picture, views)
        _look(scope, found, frames, views)
        yield None


def _fields(scope: Scope[Scene], found: WriteFacts) -> dict[str, str]:
    """What slates and burn-ins tell, as texts that TCL leaves alone."""
    from dcc.nuke.scene.drawing import plain

    script, context = scope.item.facts[ScriptFacts], scope.context
    told = {
        "project": context.project.code,
        "entity": str(context.entity.path),
        "product": f"{scope.item.kind}.{scope.item.variant}",
        "version": "" if scope.number is None else f"v{scope.number:03}",
        "script": "" if script.file is None else script.file.stem,
        "artist": context.user.name or context.user.login,
        "first": str(found.first),
        "last": str(found.last),
        "fps": f"{float(script.fps):g}",
        "colours": _colours(scope, found),
    }
    return {name: plain(text) for name, text in told.items()}


def _colours(scope: Scope[Any], found: WriteFacts) -> str:
    """What pictures are seen in: the display whose colours are baked, else the colour space that is written."""
    wanted = scope.settings.writes.get(scope.item.kind)
    return (wanted and (wanted.view or wanted.display)) or found.colour_space


def _filled(text: str, fields: Mapping[str, str]) -> str:
    return _FIELD.sub(lambda found: fields.get(found[1], found[0]), text)


def _frames(scope: Scope[Scene], found: WriteFacts) -> Artifact:
    """All frames. Raises PublishError where one is missing."""
    files = tuple(rendered_files(found))
    missing = scope.item.facts[Rendered].missing
    for view in missing:
        there = FrameRange.of(file.frame for file in files if file.view == view and file.frame is not None)
        left = found.frames - there
        if left:
            raise PublishError(
                f"Nuke left out frames of {scope.item.label}: {left.text()}", details={"frames": left.text()}
            )
    whole = source_set(found, files)
    return Artifact(
        item=scope.item.id,
        representation=whole.representation,
        extension=whole.extension,
        files=files,
        frames=whole.frames,
        pattern=whole.pattern,
    )


def _look(scope: Scope[Scene], found: WriteFacts, frames: Sequence[int], views: Sequence[str]) -> None:
    """Look at frames as soon as they are rendered, after all checks had run: what is wrong is wrong in the next too.

    Raises PublishError.
    """
    due = [(view, frame) for view, missing in scope.item.facts[Rendered].missing.items() for frame in missing]
    deep = spread(due, scope.settings.checks.deep_frames)
    some = replace(found, first=frames[0], last=frames[-1], slate=None, views=tuple(views) or found.views)
    for file in rendered_files(some):
        if file.frame in frames:
            _look_at(scope, file.path, deep=(file.view, file.frame) in deep)


def _look_at(scope: Scope[Scene], path: Path, *, deep: bool) -> None:
    look, checks = look_at(path, deep=deep), scope.settings.checks
    what = spoiled(look, checks)
    if what:
        raise refused(scope, path, what)
    wanted = checks.channels.get(scope.item.kind, "").split() if checks.missing_channels == "error" else []
    lacking = missing_channels(wanted, look.facts) if isinstance(look.facts, ImageFacts) else []
    if lacking:
        raise refused(scope, path, f"lacks {', '.join(lacking)}")


@extractor("nuke.review-note", label="Note for the review", needs=(WriteFacts, ScriptFacts))
def review_note(scope: Scope[Scene]) -> Iterator[Artifact | None]:
    """Write what a movie of the frames has to know: rate, range, slate, colours, size, and the script they are of."""
    write, script, cut = scope.item.facts[WriteFacts], scope.item.facts[ScriptFacts], scope.cut
    wanted = scope.settings.writes.get(scope.item.kind)
    path = scope.stage / f"{scope.item.id}.json"
    told = {
        "product": f"{scope.item.kind}.{scope.item.variant}",
        "entity": str(scope.context.entity.path),
        "version": scope.number,
        "fps": str(script.fps),
        "first": write.first,
        "last": write.last,
        "slate": write.slate,
        "cut": None if cut is None else [cut.first, cut.last],
        "width": script.width,
        "height": script.height,
        "colour_space": write.colour_space,
        "display": wanted.display if wanted else "",
        "view": wanted.view if wanted else "",
        "burnt_in": bool(wanted and wanted.burn_in),
        "views": list(write.views),
        "script": "" if script.file is None else script.file.name,
    }
    path.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    yield one_file(scope, path)


@extractor("nuke.thumbnail", label="Thumbnail", needs=(WriteFacts, ScriptFacts))
def thumbnail(scope: Scope[Scene]) -> Iterator[Artifact | None]:
    """Render the frame in the middle, small, as a form of its own for lists of versions."""
    from dcc.nuke.host.faults import told
    from dcc.nuke.host.paths import written
    from dcc.nuke.scene import rendering

    found, script = scope.item.facts[WriteFacts], scope.item.facts[ScriptFacts]
    middle, height = (found.first + found.last) // 2, script.height / (script.width * script.pixel_aspect)
    size = (THUMBNAIL, max(1, round(THUMBNAIL * height)))
    path = scope.stage / f"{scope.item.id}.thumbnail.%04d.png"
    with told(f"the thumbnail of {scope.item.label} cannot be rendered"):
        source = rendering.source_of(found.node)
        hero = rendering.hero()
        view = hero if hero in found.views else next(iter(found.views), hero)
        rendering.render_small(source, written(path), "png", frames=(middle, middle), size=size, view=view)
    yield one_file(scope, path.with_name(path.name % middle), "thumbnail")


STEPS: tuple[Any, ...] = (frames_file, review_note, thumbnail)
