"""In which way what was published is brought into a scene: one table from kinds and representations to ways.

A host picks the first way of a row that it offers; programs' own scene files go into the program they belong to.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from studio_tools.errors import NotCapable
from studio_tools.host import How
from studio_tools.model import Representation, Version

ANY: frozenset[str] = frozenset()
"""Stands for every kind, or every representation."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


@dataclass(frozen=True, slots=True)
class Way:
    """One row: of these kinds, in these representations, in these programs, it is brought in like this."""

    kinds: frozenset[str]
    representations: frozenset[str]
    hows: tuple[How, ...]
    """The best way first; none where such a program does not take it."""
    programs: frozenset[str] = ANY
    """By the endings of their own scenes."""

    def fits(self, kind: str, representation: str, suffixes: frozenset[str]) -> bool:
        """Whether the row speaks of this, in a program with such scenes."""
        asked = ((self.kinds, {kind}), (self.representations, {representation}), (self.programs, suffixes))
        return all(not wanted or wanted & found for wanted, found in asked)


MAYA, NUKE, BLENDER = _words("ma mb"), _words("nk"), _words("blend")
SCRIPTS = NUKE | _words("gizmo")
PROGRAMS = MAYA | SCRIPTS | BLENDER | _words("hip hiplc hipnc")
"""Scene files that only their own program reads."""
USD = _words("usd usda usdc usdz")
GEOMETRY = USD | _words("abc fbx obj ass vdb bgeo bgeo.sc stl ply gltf glb")
CAMERAS = USD | _words("abc fbx")
PICTURES = _words("exr dpx tif tiff png jpg jpeg tga hdr psd tx rat gif webp")
MOVIES = _words("mov mp4 mkv mxf avi webm")
SOUNDS = _words("wav aif aiff mp3 flac ogg")

WAYS: tuple[Way, ...] = (
    Way(_words("camera"), MAYA | CAMERAS, (How.CAMERA, How.REFERENCE, How.IMPORT), MAYA),
    Way(_words("camera"), CAMERAS, (How.CAMERA, How.READ), NUKE),
    Way(ANY, SCRIPTS, (How.IMPORT, How.REFERENCE)),
    Way(ANY, PROGRAMS, (How.REFERENCE, How.IMPORT)),
    Way(ANY, CAMERAS | _words("obj"), (How.READ,), NUKE),
    Way(ANY, GEOMETRY, (), NUKE),
    Way(ANY, _words("abc"), (How.REFERENCE, How.IMPORT), BLENDER),
    Way(ANY, CAMERAS | _words("obj ply stl"), (How.IMPORT,), BLENDER),
    Way(ANY, GEOMETRY, (), BLENDER),
    Way(ANY, _words("usd usda usdc"), (How.READ, How.REFERENCE, How.IMPORT), MAYA),
    Way(ANY, _words("abc fbx"), (How.REFERENCE, How.READ, How.IMPORT), MAYA),
    Way(ANY, GEOMETRY, (), MAYA),
    Way(ANY, GEOMETRY, (How.REFERENCE, How.READ, How.IMPORT)),
    Way(_words("texture image"), PICTURES, (How.TEXTURE, How.READ)),
    Way(ANY, PICTURES, (How.READ, How.TEXTURE)),
    Way(ANY, MOVIES, (How.READ, How.TEXTURE), BLENDER),
    Way(ANY, MOVIES, (), MAYA),
    Way(ANY, MOVIES, (How.READ,)),
    Way(ANY, SOUNDS, (), BLENDER),
    Way(ANY, SOUNDS, (How.READ,)),
)
"""The table that is shipped. Of several representations the one of the earlier row is taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a scene takes: its own endings, without the dot, and its ways."""

    suffixes: frozenset[str]
    hows: frozenset[How]

    @classmethod
    def of(cls, suffixes: Collection[str], hows: Collection[How]) -> Offer:
        """From what a scene says of itself."""
        return cls(suffixes=frozenset(suffix.lstrip(".") for suffix in suffixes), hows=frozenset(hows))

    def hows_for(self, kind: str, representation: str, ways: Sequence[Way] = WAYS) -> tuple[How, ...]:
        """The ways that the scene offers for this, the best first; none where it does not take it."""
        found = self._row(kind, representation, ways)
        return () if found is None else tuple(how for how in found[1] if how in self.hows)

    def _row(self, kind: str, representation: str, ways: Sequence[Way]) -> tuple[int, tuple[How, ...]] | None:
        """Where in the table it stands, and the ways there."""
        if representation in PROGRAMS and representation not in self.suffixes:
            return None
        for place, way in enumerate(ways):
            if way.fits(kind, representation, self.suffixes):
                return place, way.hows
        return (len(ways), (How.REFERENCE, How.IMPORT)) if representation in self.suffixes else None

    def choose(
        self, version: Version, *, representation: str = "", how: How | None = None, ways: Sequence[Way] = WAYS
    ) -> tuple[Representation, How]:
        """The representation and the way, those asked for or the best. Raises NotCapable saying what there is."""
        forms = [form for form in version.representations if not representation or form.name == representation]
        if not forms:
            names = ", ".join(form.name for form in version.representations)
            raise NotCapable(f"{version.address} has no {representation}", hint=f"It has {names}.")
        best: list[tuple[int, Representation, How]] = []
        for form in forms:
            row = self._row(version.key.kind, form.name.lower(), ways)
            offered = () if row is None else tuple(each for each in row[1] if each in self.hows)
            chosen = how or next(iter(offered), None)
            if chosen in self.hows and (offered or how):
                best.append((len(ways) + 1 if row is None else row[0], form, chosen))
        if not best:
            raise self._refusal(version, forms, how)
        _, form, chosen = min(best, key=lambda found: found[0])
        return form, chosen

    def _refusal(self, version: Version, forms: Sequence[Representation], how: How | None) -> NotCapable:
        names = ", ".join(form.name for form in forms)
        offered = ", ".join(sorted(self.hows)) or "nothing"
        asked = f" as {how}" if how else ""
        return NotCapable(
            f"{version.address} ({names}) cannot be brought in here{asked}",
            hint=f"This application offers: {offered}.",
            details={"address": version.address, "offered": sorted(self.hows)},
        )
