"""Checks of the script as a whole: saved, sound, and set up as its shot and show ask."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any

from dcc.nuke import shot
from dcc.nuke.steps.facts import ScriptFacts
from studio_tools.errors import SceneUnsaved
from studio_tools.host import Output, Scene
from studio_tools.publish.checks.severity import are, counted, is_told_elsewhere, listed
from studio_tools.publish.items import Finding
from studio_tools.publish.steps import Scope, validator


def _save(scope: Scope[Scene], finding: Finding) -> None:
    if scope.host.file() is None:
        raise SceneUnsaved("the script has no name yet")
    scope.host.save()


@validator("nuke.saved", label="Script is saved", needs=(ScriptFacts,), fix=_save)
def saved(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """What is published must be in a file: the script has a name, and no changes that are not saved."""
    script = scope.item.facts[ScriptFacts]
    if is_told_elsewhere(scope):
        return
    if script.file is None:
        yield scope.error("the script has no name yet", detail="Save it in your work folder, then publish again.")
    elif script.is_modified:
        yield scope.warning(f"{script.file.name} has changes that are not saved", fixable=True)


# -- what the shot and the show ask for

SET_UP = {
    "nuke.fps": {"fps"},
    "nuke.range": {"range"},
    "nuke.format": {"format"},
    "nuke.colours": {"colour-config", "working-space", "view"},
}
"""Which differences each check tells."""


def _set_up(scope: Scope[Scene], finding: Finding) -> None:
    found = shot.differences(scope.host, scope.context.entity, scope.settings.show)
    shot.apply(scope.host, [each for each in found if each.key in SET_UP[finding.step]])


def _different(scope: Scope[Scene]) -> Iterator[Finding | None]:
    if is_told_elsewhere(scope):
        return
    for each in shot.differences(scope.host, scope.context.entity, scope.settings.show):
        if each.key in SET_UP[scope.step]:
            yield scope.error(str(each), fixable=True)
    yield None


@validator("nuke.fps", label="Rate of the show", needs=(ScriptFacts,), fix=_set_up)
def fps(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """The script must run at the show's frames a second."""
    return _different(scope)


@validator("nuke.range", label="Range of the cut", needs=(ScriptFacts,), fix=_set_up)
def frame_range(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """The script's range must be the shot's cut and its handles."""
    return _different(scope)


@validator("nuke.format", label="Format of the show", needs=(ScriptFacts,), fix=_set_up)
def picture_format(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """The script's format must have the show's size and pixel aspect."""
    return _different(scope)


@validator("nuke.colours", label="Colours of the show", needs=(ScriptFacts,), fix=_set_up)
def colours(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """Colours must be managed by the show's configuration, composited in its working space, seen through its view."""
    return _different(scope)


def _full(scope: Scope[Scene], finding: Finding) -> None:
    from dcc.nuke.scene import survey

    survey.work_in_full()


@validator("nuke.full-size", label="No proxies", needs=(ScriptFacts,), fix=_full)
def full_size(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """With proxies on, small pictures would be rendered and published."""
    if scope.item.facts[ScriptFacts].is_proxy and not is_told_elsewhere(scope):
        yield scope.error("the script works with proxies", detail="Switch proxies off.", fixable=True)


# -- what is strange in it

MAKE_ONE = "Make one: Studio > Make a Write…"


@validator("nuke.errors", label="No nodes in error", needs=(ScriptFacts,))
def errors(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """A node in error stops a render, or leaves out what it should do: a missing plug-in does so, too."""
    found = scope.item.facts[ScriptFacts].in_error
    if found and not is_told_elsewhere(scope):
        yield scope.warning(f"{counted(len(found), 'node')} {are(found)} in error", detail=listed(found), nodes=found)


@validator("nuke.gizmos", label="Gizmos are the studio's", needs=(ScriptFacts,))
def gizmos(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """A gizmo whose file lies on one machine only, or nowhere, does not open elsewhere."""
    if is_told_elsewhere(scope):
        return
    for node, folder in scope.item.facts[ScriptFacts].gizmos:
        if not folder:
            yield scope.error(f"the gizmo of {node} is nowhere on the plug-in path", nodes=[node])
        elif shot.is_private(folder):
            detail = f"It lies in {folder}. Copy it into a group, or have it put where the studio keeps its gizmos."
            yield scope.warning(f"the gizmo of {node} is your own", detail=detail, nodes=[node])
        elif not _is_allowed(folder, scope.settings.show.gizmos):
            detail = f"It lies in {folder}. The show takes gizmos from {', '.join(scope.settings.show.gizmos)}."
            yield scope.warning(f"the gizmo of {node} is not the show's", detail=detail, nodes=[node])
    yield None


def _is_allowed(folder: str, folders: Sequence[str]) -> bool:
    return not folders or any(PurePosixPath(folder).is_relative_to(each) for each in folders)


@validator("nuke.expressions", label="Expressions find their nodes", needs=(ScriptFacts,))
def expressions(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """An expression, or a text's TCL, that names a node which is not there gives nothing."""
    if is_told_elsewhere(scope):
        return
    for node, knob, lost in scope.item.facts[ScriptFacts].lost:
        yield scope.error(f"{node}.{knob} refers to {lost}, which is not there", nodes=[node])
    yield None


@validator("nuke.writes", label="Something is rendered", needs=(ScriptFacts,), optional=True)
def has_writes(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """A script without a Write that is on renders nothing; the show may ask for more than one."""
    found = scope.item.facts[ScriptFacts]
    missing = [kind for kind in scope.settings.show.outputs if kind not in found.kinds]
    if missing:
        yield scope.warning(f"no Write for {', '.join(missing)}", detail=MAKE_ONE)
    elif not found.has_writes:
        yield scope.info("no Write in the script is on", detail=MAKE_ONE)


@validator("nuke.group-whole", label="The group gives something", needs=(Output,))
def group_whole(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """A group that is published as a gizmo has exactly one Output."""
    from dcc.nuke.host.outputs import BACKDROP
    from dcc.nuke.scene import nodes, writes

    output = scope.item.facts[Output]
    if nodes.class_of(output.id) == BACKDROP:
        return
    number = writes.outputs_in(output.id)
    if number != 1:
        yield scope.error(
            f"{output.label} has {counted(number, 'Output')}", detail="It needs exactly one.", nodes=[output.id]
        )


@validator("nuke.backdrop-whole", label="The backdrop holds something", needs=(Output,))
def backdrop_whole(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """A backdrop that is published has nodes on it; what they take from beside it is not published with them."""
    from dcc.nuke.host.outputs import BACKDROP
    from dcc.nuke.scene import exporting, nodes

    output = scope.item.facts[Output]
    if nodes.class_of(output.id) != BACKDROP:
        return
    content = exporting.lies_on(output.id)
    if not content:
        yield scope.error(f"nothing lies on {output.label}", nodes=[output.id])
    outside = exporting.leads_in(content)
    if outside:
        title = f"{output.label} takes from {counted(len(outside), 'node')} beside it"
        yield scope.info(title, detail=listed(outside), nodes=outside)


STEPS: tuple[Any, ...] = (
    saved,
    fps,
    frame_range,
    picture_format,
    colours,
    full_size,
    errors,
    gizmos,
    expressions,
    has_writes,
    group_whole,
    backdrop_whole,
)
