"""Collectors for Nuke: they alone ask the script, so that checks judge what is known.

Imports without Nuke; `dcc.nuke.scene` is imported when a step runs.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dcc.nuke.steps.facts import Read, Reads, Rendered, ScriptFacts, WriteFacts
from studio_tools.errors import HostError, StorageError
from studio_tools.frames import FramePattern, FrameRange
from studio_tools.host import Loaded, Output, Scene
from studio_tools.model import Stamp
from studio_tools.publish.items import SourceFile, Sources, SourceSet, Uses
from studio_tools.publish.steps import Scope, collector

DISPLAYS = frozenset({"OCIODisplay"})
VIEWER_INPUT = "VIEWER_INPUT"
"""What Nuke calls the group that viewers see through."""
GRACE = 60 * 10**9
"""Nanoseconds by which a frame may be older than the script: it is saved when what it renders is done."""


@collector("nuke.script", label="Script", provides=(ScriptFacts,), needs=(Output,))
def script(scope: Scope[Scene]) -> Iterator[ScriptFacts | None]:
    """Read what the script is set to: rate, range, format, views, colours; and what is strange in it."""
    from dcc.nuke.host.outputs import WRITES
    from dcc.nuke.scene import nodes, survey

    time, (width, height, aspect) = scope.host.timeline(), survey.picture_size()
    yield ScriptFacts(
        version=scope.host.version,
        file=scope.host.file(),
        is_modified=scope.host.modified(),
        start=time.start,
        end=time.end,
        fps=time.fps,
        width=width,
        height=height,
        pixel_aspect=aspect,
        is_proxy=survey.is_proxy(),
        views=tuple(nodes.views()),
        colour_config=survey.colour_config(),
        working_space=survey.working_space(),
        in_error=tuple(survey.nodes_in_error()),
        gizmos=tuple(survey.gizmos()),
        lost=tuple(survey.lost_expressions()),
        has_writes=any(not nodes.is_disabled(name) for name, _ in nodes.named(WRITES)),
        kinds=frozenset(each.kind for each in scope.host.outputs()),
    )


@collector("nuke.reads", label="What the script reads", provides=(Reads, Uses), needs=(Output,))
def reads(scope: Scope[Scene]) -> Iterator[Reads | Uses | None]:
    """List plates, renders, cameras, geometry, precomps and imports, and the versions that they were published as."""
    found = []
    for loaded in scope.host.loaded():
        yield None
        found.append(_read(scope, loaded))
    yield Reads(tuple(found))
    before = scope.item.facts.get(Uses)
    stamps = (each.origin for each in found if each.origin is not None and each.loaded.is_loaded)
    yield Uses(tuple(dict.fromkeys((*(before.stamps if before else ()), *stamps))))


def _read(scope: Scope[Scene], loaded: Loaded) -> Read:
    from dcc.nuke.host.paths import there
    from dcc.nuke.scene import nodes, survey

    is_missing = loaded.resolved is not None and not there(loaded.resolved)
    space = survey.word(loaded.id, "colorspace") if nodes.class_of(loaded.id) == "Read" else ""
    offered = tuple(survey.words(loaded.id, "colorspace")) if space else ()
    known = not space or space.startswith("default") or space in offered
    origin, untraced = _origin(scope, loaded)
    return Read(loaded, origin, is_missing, space, known, offered, untraced=untraced, lacking=_lacking(loaded))


def _lacking(loaded: Loaded) -> FrameRange:
    """The frames of a Read's range that are not there, in any view that has some."""
    from dcc.nuke.host.paths import sequences
    from dcc.nuke.host.readers import CLIPS
    from dcc.nuke.scene import nodes, survey

    is_clip = nodes.class_of(loaded.id) in CLIPS and survey.word(loaded.id, "on_error") in {"", "error"}
    if not is_clip or loaded.resolved is None:
        return FrameRange()
    first, last, *_ = nodes.clip_range(loaded.id)
    wanted = FrameRange.span(min(first, last), max(first, last))
    return FrameRange.of(frame for each in sequences(loaded.resolved) for frame in wanted - each.frames)


def _origin(scope: Scope[Scene], loaded: Loaded) -> tuple[Stamp | None, StorageError | None]:
    """The version that a file was published as, of a sequence its first frame tells; else why that is not known."""
    from dcc.nuke.host.paths import sequences

    if loaded.stamp is not None or loaded.resolved is None:
        return loaded.stamp, None
    found = next(iter(sequences(loaded.resolved)), None)
    try:
        return scope.world.origin(loaded.resolved if found is None else found.path(found.frames.first)), None
    except StorageError as error:
        return None, error


@collector("nuke.write", label="Write", provides=(WriteFacts,), needs=(Output,))
def write(scope: Scope[Scene]) -> Iterator[WriteFacts | None]:
    """Read what the Write of the item says: path, format, colour, channels, range, views; and what lies above it."""
    from dcc.nuke import write_node
    from dcc.nuke.host import outputs, paths
    from dcc.nuke.scene import exporting, knobs, nodes, survey, writes

    output, wanted = scope.item.facts[Output], scope.settings.writes.get(scope.item.kind)
    node = outputs.write_in(output.id)
    if node is None:
        raise HostError(f"{output.label} holds no Write", hint="Make it anew from the menu, or unmark it.")
    group = output.id if node != output.id else ""
    above = writes.upstream(node)
    yield None
    first, last = exporting.span(node)
    yield WriteFacts(
        node=node,
        group=group,
        file=nodes.file_of(node, "file"),
        resolved=paths.resolved(node, "file"),
        file_type=survey.word(node, "file_type").strip(),
        channels=writes.channels(node),
        colour_space=survey.word(node, "colorspace"),
        datatype=survey.word(node, "datatype"),
        compression=survey.word(node, "compression"),
        first=first,
        last=last,
        views=tuple(writes.views(node)),
        is_connected=writes.is_connected(node),
        is_off=nodes.is_disabled(node),
        is_whole=not group or writes.is_whole(group),
        lost_buttons=tuple(writes.lost_buttons(group, write_node.BUTTONS)) if group else (),
        makes_folders=nodes.is_on(node, "create_directories"),
        burnt_in=(
            *([node] if survey.word(node, "transformType") == "display" else []),
            *(name for name in above if _burns_in(name, nodes.class_of(name))),
        ),
        off=tuple(name for name in above if nodes.is_disabled(name)),
        unrooted=tuple(writes.unrooted(node)),
        knobs={knob: knobs.spelled(node, knob) for knob in (wanted.knobs if wanted else ())},
        slate=first - 1 if wanted and wanted.slate else None,
        is_drawn=wanted is not None and bool(wanted.slate or wanted.burn_in or wanted.display),
    )


def _burns_in(name: str, node_class: str) -> bool:
    return node_class in DISPLAYS or name.rpartition(".")[2] == VIEWER_INPUT


@collector("nuke.frames", label="Rendered frames", provides=(Sources, Rendered), needs=(WriteFacts, ScriptFacts))
def frames(scope: Scope[Scene]) -> Iterator[Sources | Rendered | None]:
    """Find which of the Write's frames are rendered already; the others are rendered when it is published."""
    found = scope.item.facts[WriteFacts]
    if found.is_drawn:  # the number of the version is drawn into them: none that is there can be taken
        yield Sources(())
        yield Rendered(dict.fromkeys(views_of(found), found.frames), {})
        return
    files = tuple(rendered_files(found))
    yield None
    yield Sources(() if not files else (source_set(found, files),))
    missing, old = {}, {}
    for view in views_of(found):
        there = [file for file in files if file.view == view]
        missing[view] = found.range - FrameRange.of(file.frame for file in there if file.frame is not None)
        old[view] = FrameRange.of(file.frame for file in there if file.frame is not None and _is_old(scope, file))
    yield Rendered(missing, old)


def _is_old(scope: Scope[Scene], file: SourceFile) -> bool:
    script = scope.item.facts[ScriptFacts].file
    return script is not None and script.is_file() and file.modified + GRACE < script.stat().st_mtime_ns


def views_of(found: WriteFacts) -> tuple[str, ...]:
    """The views that have files of their own; one without a name where the path has none."""
    text = "" if found.resolved is None else found.resolved.as_posix()
    return found.views if "%V" in text or "%v" in text else ("",)


def rendered_files(found: WriteFacts) -> Iterator[SourceFile]:
    """The frames of the Write's range that are there and hold something."""
    text = "" if found.resolved is None else found.resolved.as_posix()
    for view in views_of(found):
        pattern = FramePattern.parse(text.replace("%V", view).replace("%v", view[:1]))
        for frame in found.frames if pattern is not None else ():
            path = Path(pattern.format(frame)) if pattern is not None else Path(text)
            seen = path.stat() if path.is_file() else None
            if seen is not None and seen.st_size:
                yield SourceFile(path=path, size=seen.st_size, modified=seen.st_mtime_ns, frame=frame, view=view)


def source_set(found: WriteFacts, files: tuple[SourceFile, ...]) -> SourceSet:
    """The frames as one representation."""
    ending = files[0].path.suffix.lstrip(".").lower()
    return SourceSet(
        path=str(found.resolved),
        representation=ending,
        extension=ending,
        files=files,
        frames=FrameRange.of({file.frame for file in files if file.frame is not None}),
        pattern=FramePattern.parse(str(found.resolved)),
    )


STEPS: tuple[Any, ...] = (script, reads, write, frames)
