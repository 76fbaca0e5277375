"""Images: what their headers say, and whether they are whole. The one door to OpenImageIO.

EXR headers are read by `exr`, without a wheel; the wheel decodes pixels (deep looks) and opens every other format.
"""

from __future__ import annotations

import os
import struct
from fractions import Fraction
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from studio_tools.errors import MediaError
from studio_tools.media import exr
from studio_tools.media.endings import half_written
from studio_tools.media.facts import Channel, ImageFacts, Look, Window
from studio_tools.media.signatures import unlike

EXR = frozenset({".exr", ".sxr", ".mxr"})
IMAGES = EXR | frozenset(
    {
        *(".bmp", ".cin", ".dpx", ".gif", ".hdr", ".iff", ".jp2", ".jpeg", ".jpg", ".png", ".ppm", ".psd", ".rgb"),
        *(".rla", ".sgi", ".tga", ".tif", ".tiff", ".tx", ".webp"),
    }
)
"""What is looked into as an image, by its name's ending."""
COLOUR_SPACES = ("colorInteropID", "oiio:ColorSpace", "colorSpace", "colorspace", "chromaticities")
"""Attributes that name a colour space, the plainest first; OpenEXR's own interop id is the newest."""

ENDLESS = frozenset({"hdr", "targa", "sgi", "pnm", "iff", "rla"})
"""Formats that do not say where they end: only decoding tells whether they are whole."""


def probe_image(path: Path) -> ImageFacts:
    """Read what an image's header says. Raises MediaError where it is broken or cannot be looked into."""
    found = look_at_image(path)
    if isinstance(found.facts, ImageFacts):
        return found.facts
    raise MediaError(f"{path.name}: {found.problem or found.unknown}", details={"path": str(path)})


def decodes() -> bool:
    """Whether pixels can be decoded here. In the Python of an application they mostly cannot."""
    return find_spec("OpenImageIO") is not None


def is_complete(path: Path, *, deep: bool = False) -> str | None:
    """Say why an image is of no use, None where nothing is wrong. *deep* decodes every pixel.

    What cannot be looked into (a wheel is missing) counts as whole.
    """
    return look_at_image(path, deep=deep).problem or None


def look_at_image(path: Path, *, deep: bool = False) -> Look:
    """Look into an image once, for both what it says and what is wrong with it. Never raises."""
    try:
        size = path.stat().st_size
        if not size:
            return Look(problem="it is empty")
        if path.suffix.lower() in EXR:
            return _look_at_exr(path, size, deep=deep)
        return _look_at_other(path, deep=deep)
    except OSError as error:
        return Look(problem=f"it cannot be read: {error.strerror or error}")


def _look_at_exr(path: Path, size: int, *, deep: bool) -> Look:
    facts = None
    try:
        with path.open("rb", buffering=0) as file:
            header = exr.read_header(file, size)
            facts = exr_facts(header)
            problem = exr.missing(file, size, header)
    except exr.Broken as broken:
        problem = str(broken)
    except struct.error:
        problem = "it became shorter while it was read"
    if problem or not deep:
        return Look(facts=facts, problem=problem)
    return _decoded_exr(path, facts)


def _decoded_exr(path: Path, facts: ImageFacts | None) -> Look:
    try:
        import OpenImageIO
    except ImportError:
        return Look(facts=facts, unknown="its pixels cannot be looked at: OpenImageIO is not installed")
    # Not OpenEXR.File: it prints a decoder's failure to the terminal and answers as if all were well (3.5).
    image = OpenImageIO.ImageInput.open(os.fspath(path))
    if image is None:
        return Look(facts=facts, problem=f"it cannot be read: {_last_line(OpenImageIO.geterror())}")
    try:
        problem, bad = _decoded(image)
        return Look(facts=facts, problem=problem, bad_values=bad)
    finally:
        image.close()


def exr_facts(header: exr.Header) -> ImageFacts:
    """Put what the parts say together: the first one leads, channels of named parts carry the part's name."""
    first = header.parts[0]
    said = first.attributes
    fps = said.get("framesPerSecond", said.get("FramesPerSecond"))
    aspect = said.get("pixelAspectRatio")
    return ImageFacts(
        format="openexr",
        display=first.display,
        data=first.data,
        pixel_aspect=round(aspect, 6) if isinstance(aspect, float) else 1.0,
        compression=exr.spell_compression(header.parts),
        channels=tuple(channel for part in header.parts for channel in _channels(part, header)),
        colour_space=_colour_space(first),
        fps=fps if isinstance(fps, Fraction) else None,
        timecode=str(said.get("timeCode", "")),
        views=_views(header),
        parts=len(header.parts),
        deep=any(part.is_deep for part in header.parts),
    )


def _channels(part: exr.Part, header: exr.Header) -> tuple[Channel, ...]:
    told = part.attributes.get("channels")
    own = told if isinstance(told, tuple) else ()
    name = part.attributes.get("name", "")
    if len(header.parts) == 1 or not name:
        return own
    return tuple(Channel(f"{name}.{channel.name}", channel.type) for channel in own)


def _colour_space(part: exr.Part) -> str:
    for name in COLOUR_SPACES:
        value = part.attributes.get(name)
        if isinstance(value, str) and value:
            return value
        if isinstance(value, tuple):
            return " ".join(f"{number:.4g}" for number in value)
    return ""


def _views(header: exr.Header) -> tuple[str, ...]:
    many = header.parts[0].attributes.get("multiView")
    if isinstance(many, tuple):
        return tuple(str(view) for view in many)
    named = (str(part.attributes.get("view", "")) for part in header.parts)
    return tuple(dict.fromkeys(view for view in named if view))


def _look_at_other(path: Path, *, deep: bool) -> Look:
    if wrong := unlike(path) or half_written(path):
        return Look(problem=wrong)
    try:
        import OpenImageIO
    except ImportError:
        return Look(unknown="cannot look inside: OpenImageIO is not installed")
    if path.suffix.lower() not in _readable(OpenImageIO):
        return Look(unknown=f"cannot look inside: OpenImageIO does not read {path.suffix or 'files without extension'}")
    image = OpenImageIO.ImageInput.open(os.fspath(path))
    if image is None:
        return Look(problem=f"it cannot be read: {_last_line(OpenImageIO.geterror())}")
    try:
        facts = _oiio_facts(image.format_name(), image.spec())
        problem, bad = _decoded(image) if deep or facts.format in ENDLESS else ("", 0)
    finally:
        image.close()
    return Look(facts=facts, problem=problem, bad_values=bad)


def _readable(oiio: Any) -> frozenset[str]:
    families = oiio.get_string_attribute("extension_list").split(";")
    return frozenset(f".{suffix}" for family in families for suffix in family.partition(":")[2].split(","))


def _decoded(image: Any) -> tuple[str, int]:
    """Decode every part and level of an open image: what went wrong, "" for nothing, and how many values are bad."""
    part = bad = 0
    while image.seek_subimage(part, 0):
        level = 0
        while image.seek_subimage(part, level):
            problem, found = _decoded_level(image, part, level)
            if problem:
                return problem, bad
            bad += found if not level else 0  # smaller levels are made of the first
            level += 1
        part += 1
    image.geterror()  # of looking for one part too many
    return "", bad


def _decoded_level(image: Any, part: int, level: int) -> tuple[str, int]:
    spec = image.spec_dimensions(part, level)
    if spec.deep:
        pixels = image.read_native_deep_image(part, level)
    else:
        pixels = image.read_image(part, level, 0, spec.nchannels, spec.format)
    error = image.geterror()
    if pixels is None or error:
        return f"its pixels cannot be decoded: {_last_line(error)}", 0
    if spec.deep:
        return "", 0
    # OpenImageIO's inflate leaves vector registers dirty, which makes later colour transforms in this thread 2 to
    # 8 times slower; any small vectorised operation cleans them.
    pixels.ravel()[:64].sum()
    return "", _bad_values(pixels)


def _bad_values(pixels: Any) -> int:
    """How many values are no numbers or infinite; whole numbers always are."""
    if pixels.dtype.kind != "f":
        return 0
    import numpy as np

    finite = np.isfinite(pixels)
    return int(finite.size - np.count_nonzero(finite))


def _oiio_facts(name: str, spec: Any) -> ImageFacts:
    kinds = spec.channelformats or (spec.format,) * spec.nchannels
    return ImageFacts(
        format=name,
        display=_window(spec.full_x, spec.full_y, spec.full_width, spec.full_height),
        data=_window(spec.x, spec.y, spec.width, spec.height),
        pixel_aspect=round(spec.get_float_attribute("PixelAspectRatio", 1.0), 6),
        compression=spec.get_string_attribute("compression").partition(":")[0],
        channels=tuple(Channel(channel, str(kind)) for channel, kind in zip(spec.channelnames, kinds, strict=False)),
        colour_space=spec.get_string_attribute("oiio:ColorSpace"),
        timecode=spec.get_string_attribute("smpte:TimeCode"),
    )


def _window(x: int, y: int, width: int, height: int) -> Window:
    return Window(x, y, x + width - 1, y + height - 1)


def _last_line(error: object) -> str:
    lines = str(error).strip().splitlines()
    return lines[-1] if lines else "no reason was given"
