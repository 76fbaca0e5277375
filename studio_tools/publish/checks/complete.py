"""Are all frames there: no holes, and what the shot's cut and its handles ask for.

What others let through is meant to be caught: a run that starts late, ends early, is shifted as a whole, or is a single
frame. Frames in the handles are due, so they are never surplus.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from studio_tools.frames import FrameRange
from studio_tools.media import MovieFacts
from studio_tools.model import CutRange, EntityType
from studio_tools.publish.checks.facts import FrameSet, FrameSets, Media
from studio_tools.publish.checks.severity import counted, judged
from studio_tools.publish.items import Finding, Sources
from studio_tools.publish.steps import Scope, validator

TILED = "texture"
"""The kind whose numbers are tiles, of which any may be missing."""


@validator("core.frames-complete", label="No missing frames", needs=(FrameSets,))
def frames_complete(scope: Scope[Any]) -> Iterator[Finding | None]:
    """Every frame between the first and the last must be there, in every view."""
    sets = [found for found in scope.item.facts[FrameSets].sets if not (found.is_udim or scope.item.kind == TILED)]
    for found in sets:
        if missing := holes(found, sets):
            yield from judged(
                scope,
                scope.settings.checks.holes,
                f"{counted(len(missing), 'frame')} missing: {found.name} {missing.text()}",
                detail=_about_holes(found),
                frames=missing,
            )


def holes(found: FrameSet, sets: list[FrameSet]) -> FrameRange:
    """The frames that are missing within a sequence, or that another view of it has."""
    others = [one.frames for one in sets if one.representation == found.representation]
    span = FrameRange.span(min(one.first for one in others), max(one.last for one in others))
    return span - found.frames


def _about_holes(found: FrameSet) -> str:
    step = found.frames.step
    there = f"There are {found.frames.text()}."
    return f"{there} It looks rendered on every {step}. frame only." if step > 1 else there


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How frames compare with a cut."""

    short: FrameRange
    """Due and not there, beyond the ends of what is there."""
    surplus: FrameRange
    shift: int = 0
    """By how much the whole run is shifted; 0 where it is not."""
    handles_only: bool = False
    """Whether nothing but handles is short."""


def fit(frames: FrameRange, cut: CutRange) -> Fit:
    """Compare frames with what is due: the cut and its handles. Holes within the frames are not counted as short."""
    inner = FrameRange.span(frames.first, frames.last)
    short = cut.full - inner
    return Fit(
        short=short,
        surplus=frames - cut.full,
        shift=_shift(frames, cut),
        handles_only=bool(short) and not short & cut.bare,
    )


def _shift(frames: FrameRange, cut: CutRange) -> int:
    length = frames.last - frames.first
    for due in (cut.full, cut.bare):
        if length == due.last - due.first and not _within(frames, cut.full):
            return frames.first - due.first
    return 0


def _within(frames: FrameRange, due: FrameRange) -> bool:
    return due.first <= frames.first and frames.last <= due.last


@validator("core.cut-range", label="Range of the cut", needs=(FrameSets, Sources))
def cut_range(scope: Scope[Any]) -> Iterator[Finding | None]:
    """The frames must be those of the shot's cut and its handles: none short, shifted or surplus."""
    if not scope.settings.kinds[scope.item.kind].frames:
        return
    sets = [found for found in scope.item.facts[FrameSets].sets if not found.is_udim]
    cut = scope.cut
    if cut is None:
        if sets and scope.context.entity.type is EntityType.SHOT:
            yield scope.info(f"{scope.context.entity.code} has no cut, so the range was not compared")
        return
    for found in sets:
        yield from _range_findings(scope, found, cut)
    yield from _movie_findings(scope, cut)


def _range_findings(scope: Scope[Any], found: FrameSet, cut: CutRange) -> Iterator[Finding]:
    result = fit((found.frames - _slate(scope, cut)) or found.frames, cut)
    due = f"Due are {cut.full.text()}: the cut {cut.bare.text()} with {counted(cut.handles, 'frame')} of handles."
    if result.short:
        yield from judged(
            scope, scope.settings.checks.range, _short_title(found, result), detail=due, frames=result.short
        )
    if result.surplus:
        title = f"{counted(len(result.surplus), 'frame')} outside the cut: {found.name} {result.surplus.text()}"
        yield from judged(scope, scope.settings.checks.surplus, title, detail=due, frames=result.surplus)


def _short_title(found: FrameSet, result: Fit) -> str:
    missing = result.short.text()
    if result.shift:
        return f"{found.name} {found.frames.text()} is shifted by {result.shift:+d} frames; {missing} are missing"
    what = "the handles are missing" if result.handles_only else "too short"
    return f"{found.name} {found.frames.text()}: {what}, {counted(len(result.short), 'frame')}: {missing}"


def _movie_findings(scope: Scope[Any], cut: CutRange) -> Iterator[Finding]:
    looks = scope.item.facts.get(Media) or Media()
    for found in scope.item.facts[Sources].sets:
        for file, look in looks.of(found.files):
            length = look.facts.frames if isinstance(look.facts, MovieFacts) else None
            # Movies may carry slates, and are cut for a review: their length tells something, but proves nothing.
            slate = len(_slate(scope, cut))
            if length is not None and not {length, length - slate} & {len(cut.full), len(cut.bare)}:
                told = f"the cut {len(cut.bare)}" + (" with or without a slate" if slate else "")
                yield scope.info(f"{file.path.name} has {counted(length, 'frame')}, {told}")


def _slate(scope: Scope[Any], cut: CutRange) -> FrameRange:
    """The frame before the first, where what is written of this kind begins with a slate."""
    written = scope.settings.writes.get(scope.item.kind)
    before = cut.full.first - 1
    return FrameRange.span(before, before) if written is not None and written.slate else FrameRange(())
