"""What changes when a scene goes from one version to another: frames, facts, representations. Pure comparison."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from studio_tools.frames import FrameRange
from studio_tools.storage import Manifest, ManifestFile

NONE = FrameRange()
_MOST_NAMED = 3
_ALWAYS_NEW = frozenset({"written"})
"""Facts that no two versions share: they are told to programs, and are no news to people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactChange:
    """One thing that was noted of a version, and how it is noted of the other; None where it is not."""

    name: str
    before: object
    after: object

    def as_json(self) -> dict[str, object]:
        return {"name": self.name, "before": self.before, "after": self.after}


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """From one representation of a version to one of another."""

    frames_added: FrameRange = NONE
    frames_changed: FrameRange = NONE
    frames_gone: FrameRange = NONE
    is_changed: bool = False
    """Whether the content differs at all."""
    size_before: int = 0
    size_after: int = 0
    facts: tuple[FactChange, ...] = ()
    representations_gone: tuple[str, ...] = ()
    representations_new: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        return {
            "frames": {
                "added": self.frames_added.text(),
                "changed": self.frames_changed.text(),
                "gone": self.frames_gone.text(),
            },
            "changed": self.is_changed,
            "bytes": {"before": self.size_before, "after": self.size_after},
            "facts": [change.as_json() for change in self.facts],
            "representations": {"gone": list(self.representations_gone), "new": list(self.representations_new)},
        }

    @property
    def words(self) -> str:
        """The difference in a line for people."""
        return "; ".join(self._words()) or ("other content" if self.is_changed else "the same content")

    def _words(self) -> Iterator[str]:
        ranges = (("added", self.frames_added), ("changed", self.frames_changed), ("gone", self.frames_gone))
        yield from (f"frames {word}: {frames.text()}" for word, frames in ranges if frames)
        news = [change for change in self.facts if change.name not in _ALWAYS_NEW]
        yield from (f"{change.name}: {change.before} -> {change.after}" for change in news[:_MOST_NAMED])
        if self.representations_gone:
            yield f"no longer as {', '.join(self.representations_gone)}"


def compare(before: Manifest, after: Manifest, *, old: str, new: str) -> Difference:
    """What changes from representation *old* of one version to *new* of another."""
    left, right = _files(before, old), _files(after, new)
    both = left.keys() & right.keys()
    changed = {place for place in both if not _same(left[place], right[place])}
    added, gone = right.keys() - left.keys(), left.keys() - right.keys()
    had, has = ({form.name for form in manifest.representations} for manifest in (before, after))
    return Difference(
        frames_added=_frames(added),
        frames_changed=_frames(changed),
        frames_gone=_frames(gone),
        is_changed=bool(changed or added or gone),
        size_before=_size(before, old),
        size_after=_size(after, new),
        facts=tuple(_facts(before, after)),
        representations_gone=tuple(sorted(had - has)),
        representations_new=tuple(sorted(has - had)),
    )


Place = tuple[str, int | None]


def _files(manifest: Manifest, representation: str) -> Mapping[Place, ManifestFile]:
    return {(file.view, file.frame): file for file in manifest.files if file.representation == representation}


def _same(one: ManifestFile, other: ManifestFile) -> bool:
    """Whether two files are known to hold the same; digests of two algorithms say nothing of each other."""
    return one.size == other.size and (one.algorithm, one.digest) == (other.algorithm, other.digest)


def _frames(places: set[Place]) -> FrameRange:
    return FrameRange.of(frame for _, frame in places if frame is not None)


def _size(manifest: Manifest, name: str) -> int:
    return sum(form.size for form in manifest.representations if form.name == name)


def _facts(before: Manifest, after: Manifest) -> Iterator[FactChange]:
    old, new = dict(before.facts), dict(after.facts)
    if before.cut != after.cut:
        old["cut"], new["cut"] = _cut(before), _cut(after)
    for name in sorted(old.keys() | new.keys()):
        if old.get(name) != new.get(name):
            yield FactChange(name=name, before=old.get(name), after=new.get(name))


def _cut(manifest: Manifest) -> str | None:
    cut = manifest.cut
    return None if cut is None else f"{cut.first}-{cut.last}, handles {cut.handles}"
