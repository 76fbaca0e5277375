"""Checks of what the script reads: there, published, current, where others find it, in a colour space that there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dcc.nuke.shot import is_private
from dcc.nuke.steps.facts import Read, Reads, ScriptFacts
from studio_tools.frames import FrameRange
from studio_tools.host import Scene
from studio_tools.publish.checks.scene_files import told_untraced
from studio_tools.publish.checks.severity import are, counted, is_told_elsewhere, judged, listed
from studio_tools.publish.items import Finding
from studio_tools.publish.steps import Scope, validator


@validator("nuke.files-there", label="Files are there", needs=(Reads,))
def files_there(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """All files that the script reads must be there."""
    gone = [each for each in _reads(scope) if each.is_missing]
    if gone:
        title = f"{counted(len(gone), 'file')} that the script reads {are(gone)} not there"
        how = scope.settings.checks.scene_missing
        yield from judged(scope, how, title, detail=_paths(gone), nodes=_nodes(gone))
    unknown = [each for each in _reads(scope) if each.loaded.resolved is None]
    if unknown:
        title = f"{counted(len(unknown), 'path')} cannot be worked out"
        yield scope.info(title, detail=_paths(unknown), nodes=_nodes(unknown))


@validator("nuke.read-frames", label="Frames that are read are there", needs=(Reads, ScriptFacts))
def read_frames(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """A frame that a Read's range promises and that is not there ends a render in its middle.

    What lies outside of the script's range is told alone: only a retime would ask for it.
    """
    how, script = scope.settings.checks.scene_missing, scope.item.facts[ScriptFacts]
    span = FrameRange.span(min(script.start, script.end), max(script.start, script.end))
    for each in _reads(scope):
        beyond = each.lacking - span
        for lacking, severity in ((each.lacking - beyond, how), (beyond, "off" if how == "off" else "info")):
            if lacking:
                title = f"{counted(len(lacking), 'frame')} of {each.loaded.label} not there: {lacking.text()}"
                yield from judged(
                    scope, severity, title, detail=each.loaded.path, nodes=[each.loaded.id], frames=lacking
                )
    yield None


@validator("nuke.files-published", label="Files are published", needs=(Reads,))
def files_published(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """What the script reads should be published, so that it stays as it is and others can read it."""
    yield from told_untraced(scope, (each.untraced for each in _reads(scope)))
    loose = [each for each in _reads(scope) if each.origin is None and not (each.untraced or each.is_missing)]
    loose = [each for each in loose if each.loaded.resolved]
    if loose:
        title = f"{counted(len(loose), 'file')} that the script reads {are(loose)} not published"
        how = scope.settings.checks.scene_unpublished
        yield from judged(scope, how, title, detail=_paths(loose), nodes=_nodes(loose))
    yield None


@validator("nuke.files-current", label="Files are current", needs=(Reads,))
def files_current(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """What the script reads, plates, renders and precomps, should be the newest version of it."""
    for each in _reads(scope):
        newest = None if each.origin is None else scope.world.latest(each.origin)
        if each.origin is not None and newest is not None and newest.number > each.origin.number:
            title = f"{each.origin.address} is not the newest: there is v{newest.number:03}"
            how = scope.settings.checks.scene_outdated
            yield from judged(scope, how, title, detail=each.loaded.path, nodes=[each.loaded.id])
    yield None


@validator("nuke.files-shared", label="Files lie where others find them", needs=(Reads,))
def files_shared(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """A file on a drive's letter, in a home or among what is temporary is not found by the farm and by others."""
    own = [each for each in _reads(scope) if is_private(each.loaded.path) and each.origin is None]
    if own:
        title = f"{counted(len(own), 'file')} {are(own)} read from this machine alone"
        yield scope.warning(title, detail=_paths(own), nodes=_nodes(own))
    yield None


@validator("nuke.read-colours", label="Colour spaces are there", needs=(Reads,))
def read_colours(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """A Read in a colour space that the configuration does not have shows wrong colours."""
    for each in _reads(scope):
        if not each.is_known_colour:
            title = f"{each.loaded.label} is read in {each.colour_space}, which the colour configuration does not have"
            yield scope.error(title, detail=each.loaded.path, nodes=[each.loaded.id])
    yield None


def _as_published(scope: Scope[Scene], finding: Finding) -> None:
    from dcc.nuke.scene import survey

    for each in scope.item.facts[Reads].all:
        if each.loaded.id in finding.nodes:
            survey.put_word(each.loaded.id, "colorspace", recorded(scope, each))


@validator("nuke.read-recorded", label="Read as it was published", needs=(Reads,), fix=_as_published)
def read_recorded(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """Pictures must be read in the colour space that they were written in, as their publish recorded it."""
    for each in _reads(scope):
        wanted = recorded(scope, each)
        if wanted and bare(each.colour_space) != wanted:
            title = f"{each.loaded.label} is read in {bare(each.colour_space)} and was written in {wanted}"
            yield scope.error(title, detail=each.loaded.path, nodes=[each.loaded.id], fixable=True)
    yield None


def recorded(scope: Scope[Any], each: Read) -> str:
    """The colour space that a Read's version was written in; "" where that is not known, or not known here by name."""
    if each.origin is None or not each.colour_space:
        return ""
    facts = scope.world.facts(each.origin)
    written, said = facts.get("write_colour_space"), facts.get(f"{each.origin.representation} colour space")
    told = (bare(text) for text in (written, said) if isinstance(text, str))
    return next((space for space in told if space in each.offered), "")


def bare(space: str) -> str:
    """The colour space itself: what `default (linear)` stands for."""
    return space.partition("(")[2].rpartition(")")[0] if space.endswith(")") and "(" in space else space


def _reads(scope: Scope[Any]) -> Sequence[Read]:
    """What is read; what is switched off is not."""
    if is_told_elsewhere(scope):
        return ()
    return [each for each in scope.item.facts[Reads].all if each.loaded.is_loaded]


def _paths(found: Sequence[Read]) -> str:
    return listed(f"{each.loaded.label or each.loaded.id}: {each.loaded.path}" for each in found)


def _nodes(found: Sequence[Read]) -> list[str]:
    return [each.loaded.id for each in found]


STEPS: tuple[Any, ...] = (
    files_there,
    read_frames,
    files_published,
    files_current,
    files_shared,
    read_colours,
    read_recorded,
)
