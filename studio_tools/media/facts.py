"""What may be known of an image or a movie without showing it: plain frozen data.

Not here: how it is read (exr, images, movies), nor what is wrong with it for a shot (publish.checks).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Window:
    """A rectangle of pixels; both corners belong to it."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.left + 1

    @property
    def height(self) -> int:
        return self.bottom - self.top + 1

    def __str__(self) -> str:
        place = f" at {self.left},{self.top}" if self.left or self.top else ""
        return f"{self.width}x{self.height}{place}"


@dataclass(frozen=True, slots=True)
class Channel:
    name: str
    type: str
    """`half`, `float`, `uint` in EXR; `uint8`, `uint16` and so on elsewhere."""

    def __str__(self) -> str:
        return f"{self.name} {self.type}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageFacts:
    """What an image's header says; what it does not say is "" or None."""

    format: str
    """`openexr`, `png`, `jpeg`, `tiff`, `dpx` …"""
    display: Window
    data: Window
    """The pixels that are stored; in EXR it may be smaller or larger than the display window."""
    pixel_aspect: float = 1.0
    compression: str = ""
    channels: tuple[Channel, ...] = ()
    colour_space: str = ""
    """As written: a name, or the chromaticities as eight numbers."""
    fps: Fraction | None = None
    timecode: str = ""
    views: tuple[str, ...] = ()
    parts: int = 1
    deep: bool = False

    @property
    def width(self) -> int:
        return self.display.width

    @property
    def height(self) -> int:
        return self.display.height


@dataclass(frozen=True, slots=True, kw_only=True)
class MovieFacts:
    """What a movie says of its first picture track; what it does not say is "" or None."""

    container: str
    codec: str
    width: int
    height: int
    fps: Fraction | None = None
    frames: int | None = None
    seconds: float | None = None
    pixel_format: str = ""
    timecode: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What came of looking into one file: what it says, what is wrong with it, and what could not be told."""

    facts: ImageFacts | MovieFacts | None = None
    problem: str = ""
    """Why the file is of no use: truncated, half written, not what its name says. "" where nothing is wrong."""
    unknown: str = ""
    """What could not be looked at, and why. Never a reason to hold anything up."""
    bad_values: int = 0
    """How many values of its pixels are no numbers or infinite, as far as they were decoded."""
