"""What the core collectors learn of files: which frames there are, and what is inside.

`settings()` of a fact goes into the version's manifest, so that a later plan can tell what changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from studio_tools.frames import FrameRange
from studio_tools.media import ImageFacts, Look, MovieFacts
from studio_tools.publish.items import SourceFile, SourceSet


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameSet:
    """The frames of one view of one representation."""

    representation: str
    view: str
    """ "" where there is one view only."""
    frames: FrameRange
    is_udim: bool = False

    @property
    def name(self) -> str:
        return f"{self.representation} {self.view}".rstrip()


@dataclass(frozen=True, slots=True)
class FrameSets:
    """The fact: every sequence of the item, view by view. Empty where it has none."""

    sets: tuple[FrameSet, ...]

    def settings(self) -> Mapping[str, object]:
        return {f"{found.name} frames": found.frames.text() for found in self.sets}


@dataclass(frozen=True, slots=True)
class Written:
    """The fact: when the newest of the files was last written to, in UTC. That, and not when it is published, is the
    age of what is made from it later."""

    newest: datetime

    def settings(self) -> Mapping[str, object]:
        return {WRITTEN: self.newest.isoformat(timespec="seconds")}

    @classmethod
    def of(cls, files: Iterable[SourceFile]) -> Written | None:
        """The fact about *files*; None where there are none."""
        newest = max((file.modified for file in files), default=None)
        return None if newest is None else cls(datetime.fromtimestamp(newest // 10**9, UTC))

    @staticmethod
    def read(facts: Mapping[str, object]) -> datetime | None:
        """When a published version was written, from its manifest's facts; None where they do not say."""
        try:
            told = datetime.fromisoformat(str(facts[WRITTEN]))
        except (KeyError, ValueError):
            return None
        return told if told.tzinfo else None


WRITTEN = "written"


@dataclass(frozen=True, slots=True)
class Media:
    """The fact: what a look into each file said."""

    looks: Mapping[Path, Look] = field(default_factory=dict)
    names: Mapping[str, tuple[Path, ...]] = field(default_factory=dict)
    """The files of each representation."""

    def of(self, files: Iterable[SourceFile]) -> Iterator[tuple[SourceFile, Look]]:
        """The looks into *files*, in their order; files that were not looked into are left out."""
        return ((file, self.looks[file.path]) for file in files if file.path in self.looks)

    def settings(self) -> Mapping[str, object]:
        told: dict[str, object] = {}
        for representation, paths in self.names.items():
            facts = (self.looks[path].facts for path in paths if path in self.looks)
            usual = Counter(tuple(_told(one).items()) for one in facts if one is not None).most_common(1)
            told |= {f"{representation} {name}": value for name, value in dict(usual[0][0] if usual else ()).items()}
        return told


def _told(facts: ImageFacts | MovieFacts) -> dict[str, object]:
    if isinstance(facts, MovieFacts):
        told: dict[str, object] = {"codec": facts.codec, "resolution": f"{facts.width}x{facts.height}"}
        return told | {"fps": str(facts.fps) if facts.fps else "", "length": facts.frames}
    return {name: value for name, value in aspects(facts).items() if value}


def aspects(facts: ImageFacts) -> dict[str, str]:
    """What must not change from frame to frame, spelled as people compare it.

    The data window is not among them: renderers and compositors fit it to each frame's content.
    """
    return {
        "resolution": str(facts.display),
        "pixel aspect": f"{facts.pixel_aspect:g}",
        "compression": facts.compression,
        "channels": ", ".join(sorted(map(str, facts.channels))),
        "colour space": facts.colour_space,
        "views": ", ".join(facts.views),
        "parts": str(facts.parts) if facts.parts > 1 else "",
    }


def frame_sets(sources: Iterable[SourceSet]) -> tuple[FrameSet, ...]:
    """Sort the numbered files of each representation by view."""
    return tuple(one for found in sources if found.frames is not None for one in _of_views(found))


def _of_views(found: SourceSet) -> Iterator[FrameSet]:
    views = dict.fromkeys(file.view for file in found.files if file.frame is not None)
    for view in views:
        numbers = (file.frame for file in found.files if file.frame is not None and file.view == view)
        yield FrameSet(
            representation=found.representation,
            view=view,
            frames=FrameRange.of(numbers),
            is_udim=found.pattern is not None and found.pattern.udim,
        )


def frames_of(files: Iterable[SourceFile]) -> FrameRange | None:
    """The frames that *files* are, None where they have no numbers."""
    return FrameRange.of(file.frame for file in files if file.frame is not None) or None
