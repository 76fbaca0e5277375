"""What is made for a publish from Nuke: the script, its frames, nodes as scripts of their own, gizmos, a review's note.

All that is written is looked at again before it counts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dcc.nuke.steps.collectors import rendered_files, source_set
from dcc.nuke.steps.facts import Rendered, ScriptFacts, WriteFacts
from studio_tools.errors import PublishError, SourceError
from studio_tools.frames import FrameRange
from studio_tools.host import Output, Scene
from studio_tools.media import look_at
from studio_tools.publish.items import Artifact, SourceFile
from studio_tools.publish.steps import Scope, extractor
from studio_tools.scenes import read

SCENE = "scene"
"""The id of the script among its outputs."""
AT_ONCE = 10
"""Frames that are rendered between two signs of life."""
_GROUP = re.compile(r"^Group \{", re.MULTILINE)
_PASTED = re.compile(r"^(?:set cut_paste_input|version |push \$cut_paste_input).*\n", re.MULTILINE)


@extractor("nuke.script-file", label="Nuke script", needs=(Output,))
def script_file(scope: Scope[Scene]) -> Iterator[Artifact | None]:
    """Write a copy of the script as it is now, and read it again without Nuke."""
    path = scope.stage / f"{scope.item.id}.nk"
    scope.host.export(Output(id=SCENE, label="Script", kind=SCENE), path)
    yield None
    yield _script(scope, path)


@extractor("nuke.nodes-file", label="Nodes as a script", needs=(Output,))
def nodes_file(scope: Scope[Scene]) -> Iterator[Artifact | None]:
    """Write a camera or a group as a script that can be imported."""
    path = scope.stage / f"{scope.item.id}.nk"
    scope.host.export(scope.item.facts[Output], path)
    yield None
    yield _script(scope, path)


@extractor("nuke.gizmo-file", label="Gizmo", needs=(Output,))
def gizmo_file(scope: Scope[Scene]) -> Iterator[Artifact | None]:
    """Write a group as a gizmo, which stands in the studio's plug-in path, and as a script that can be imported."""
    path = scope.stage / f"{scope.item.id}.nk"
    scope.host.export(scope.item.facts[Output], path)
    yield _script(scope, path)
    text = _PASTED.sub("", path.read_text(encoding="utf-8"))
    made, count = _GROUP.subn("Gizmo {", text, count=1)
    if not count:
        raise refused(scope, path, "holds no group")
    gizmo = path.with_suffix(".gizmo")
    gizmo.write_text(made, encoding="utf-8")
    yield _one(scope, gizmo)


@extractor("nuke.frames-file", label="Frames", needs=(WriteFacts, Rendered))
def frames_file(scope: Scope[Scene]) -> Iterator[Artifact | None]:
    """Render the frames that are missing, and publish all of the Write's range."""
    from dcc.nuke.host.faults import told
    from dcc.nuke.scene import rendering

    found = scope.item.facts[WriteFacts]
    if found.resolved is None:
        raise PublishError(f"where {scope.item.label} writes is not known", hint="Reset its path.")
    for view, missing in scope.item.facts[Rendered].missing.items():
        due = list(missing)
        Path(found.resolved.parent.as_posix().replace("%V", view)).mkdir(parents=True, exist_ok=True)
        for start in range(0, len(due), AT_ONCE):
            with told(f"{scope.item.label} cannot be rendered"), rendering.unchanged():
                rendering.execute(found.node, due[start : start + AT_ONCE], (view,) if view else ())
            yield None
    yield _frames(scope, found)


def _frames(scope: Scope[Scene], found: WriteFacts) -> Artifact:
    """All frames. Raises PublishError where one is missing, or one that was rendered now is broken."""
    files = tuple(rendered_files(found))
    missing = scope.item.facts[Rendered].missing
    for view in missing:
        left = found.range - FrameRange.of(file.frame for file in files if file.view == view and file.frame is not None)
        if left:
            raise PublishError(
                f"Nuke left out frames of {scope.item.label}: {left.text()}", details={"frames": left.text()}
            )
    for file in files:
        problem = look_at(file.path).problem if file.frame in missing[file.view] else ""
        if problem:
            raise refused(scope, file.path, f"is broken: {problem}")
    whole = source_set(found, files)
    return Artifact(
        item=scope.item.id,
        representation=whole.representation,
        extension=whole.extension,
        files=files,
        frames=whole.frames,
        pattern=whole.pattern,
    )


@extractor("nuke.review-note", label="Note for the review", needs=(WriteFacts, ScriptFacts))
def review_note(scope: Scope[Scene]) -> Iterator[Artifact | None]:
    """Write what a movie of the frames has to know: rate, range, colour space, size, and the script they are of."""
    write, script = scope.item.facts[WriteFacts], scope.item.facts[ScriptFacts]
    path = scope.stage / f"{scope.item.id}.json"
    told = {
        "product": f"{scope.item.kind}.{scope.item.variant}",
        "entity": str(scope.context.entity.path),
        "version": scope.number,
        "fps": str(script.fps),
        "first": write.first,
        "last": write.last,
        "width": script.width,
        "height": script.height,
        "colour_space": write.colour_space,
        "views": list(write.views),
        "script": "" if script.file is None else script.file.name,
    }
    path.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    yield _one(scope, path)


def _script(scope: Scope[Scene], path: Path) -> Artifact:
    artifact = _one(scope, path)
    try:
        read(path)
    except SourceError as cause:
        raise refused(scope, path, f"cannot be read: {cause.message}") from cause
    return artifact


def _one(scope: Scope[Any], path: Path) -> Artifact:
    """The artifact of one file. Raises PublishError where it is missing or empty."""
    seen = path.stat() if path.is_file() else None
    if seen is None or not seen.st_size:
        raise refused(scope, path, "is empty" if seen else "was not written")
    ending = path.suffix.lstrip(".")
    file = SourceFile(path=path, size=seen.st_size, modified=seen.st_mtime_ns)
    return Artifact(item=scope.item.id, representation=ending, extension=ending, files=(file,))


def refused(scope: Scope[Any], path: Path, what: str) -> PublishError:
    """What is raised where a file that was written does not hold what it should."""
    return PublishError(
        f"{path.name} of {scope.item.id} {what}",
        hint="Nothing is published; Nuke's own words are in its error console.",
    )


STEPS: tuple[Any, ...] = (script_file, nodes_file, gizmo_file, frames_file, review_note)
