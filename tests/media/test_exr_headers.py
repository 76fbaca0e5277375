"""What our own reader says of EXR headers, held against OpenEXR's and OpenImageIO's."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from contextlib import suppress
from fractions import Fraction
from pathlib import Path

import OpenEXR
import OpenImageIO
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tools.errors import MediaError
from studio_tools.media import Channel, Window, probe_image
from studio_tools.media.exr_values import VALUES, Tiles

COMPRESSIONS = [name.removesuffix("_COMPRESSION") for name in dir(OpenEXR) if name.endswith("_COMPRESSION")]
LAYOUTS = ["scanline", "uncompressed", "tiled", "mip-mapped", "deep", "deep tiled", "multi-part"]


@pytest.mark.parametrize("compression", COMPRESSIONS)
def test_every_compression_is_named(exr: Callable[..., Path], compression: str) -> None:
    path = exr(f"{compression}.exr", compression=compression)

    assert probe_image(path).compression == {"NO": "none"}.get(compression, compression.lower())


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_says_what_openimageio_says(layouts: Mapping[str, Path], layout: str) -> None:
    facts = probe_image(layouts[layout])

    image = OpenImageIO.ImageInput.open(str(layouts[layout]))
    spec = image.spec()
    image.close()
    assert (facts.width, facts.height) == (spec.full_width, spec.full_height)
    assert (facts.data.left, facts.data.top, facts.data.width) == (spec.x, spec.y, spec.width)
    assert facts.deep == spec.deep


def test_windows_are_read_apart(exr: Callable[..., Path]) -> None:
    path = exr("windows.exr", (40, 30), dataWindow=((10, 20), (49, 49)), displayWindow=((0, 0), (99, 79)))

    facts = probe_image(path)

    assert facts.data == Window(10, 20, 49, 49)
    assert str(facts.data) == "40x30 at 10,20"
    assert (facts.width, facts.height) == (100, 80)
    assert str(facts.display) == "100x80"


def test_a_negative_data_window_is_read(exr: Callable[..., Path]) -> None:
    path = exr("overscan.exr", (40, 30), dataWindow=((-5, -5), (34, 24)), displayWindow=((0, 0), (29, 19)))

    assert probe_image(path).data == Window(-5, -5, 34, 24)


def test_pixel_aspect_and_colours_are_read(exr: Callable[..., Path]) -> None:
    path = exr("colours.exr", pixelAspectRatio=2.0, chromaticities=(0.64, 0.33, 0.3, 0.6, 0.15, 0.06, 0.3127, 0.329))

    facts = probe_image(path)

    assert facts.pixel_aspect == 2.0
    assert facts.colour_space == "0.64 0.33 0.3 0.6 0.15 0.06 0.3127 0.329"


def test_a_named_colour_space_goes_before_chromaticities(exr: Callable[..., Path]) -> None:
    path = exr("named.exr", colorSpace="ACEScg", chromaticities=(0.64, 0.33, 0.3, 0.6, 0.15, 0.06, 0.3127, 0.329))

    assert probe_image(path).colour_space == "ACEScg"


def test_channels_and_their_types_are_read(exr: Callable[..., Path]) -> None:
    assert probe_image(exr("channels.exr")).channels == (
        Channel("B", "half"),
        Channel("G", "half"),
        Channel("R", "half"),
    )


def test_frame_rate_and_timecode_are_read(image: Callable[..., Path]) -> None:
    rate = OpenImageIO.TypeDesc(OpenImageIO.INT, OpenImageIO.VEC2, OpenImageIO.RATIONAL)
    path = image(
        "clock.exr",
        kind="half",
        attributes={
            "FramesPerSecond": (rate, (24000, 1001)),
            "smpte:TimeCode": (OpenImageIO.TypeDesc("timecode"), (0x01020304, 0)),
        },
    )

    facts = probe_image(path)

    assert facts.fps == Fraction(24000, 1001)
    assert facts.timecode == "01:02:03:04"


def test_parts_are_views_with_channels_of_their_own(layouts: Mapping[str, Path]) -> None:
    facts = probe_image(layouts["multi-part"])

    assert facts.parts == 2
    assert facts.views == ("left", "right")
    assert facts.compression == "zip+piz"
    assert [str(channel) for channel in facts.channels] == [
        "left.B float",
        "left.G float",
        "left.R float",
        "right.Z float",
    ]


def test_views_in_one_part_are_read(exr: Callable[..., Path]) -> None:
    assert probe_image(exr("stereo.exr", multiView=["left", "right"])).views == ("left", "right")


def test_a_header_longer_than_the_first_read_is_read(exr: Callable[..., Path]) -> None:
    path = exr("long.exr", aaa_notes="x" * 300_000)

    assert probe_image(path).width == 48


def test_it_is_all_told_without_the_wheels(exr: Callable[..., Path], without: Callable[[str], None]) -> None:
    path = exr("bare.exr")
    without("OpenEXR")
    without("OpenImageIO")

    assert probe_image(path).compression == "zip"


@pytest.mark.parametrize(
    ("start", "why"),
    [
        pytest.param(b"", "it is empty", id="empty"),
        pytest.param(b"\0" * 5000, "it is full of zeros", id="zeros"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + b"x" * 100, "it is not an OpenEXR file", id="a png"),
        pytest.param(b"\x76\x2f\x31\x01", "it ends within its header", id="magic alone"),
        pytest.param(b"\x76\x2f\x31\x01\x02\0\0\0name\0str", "it ends within its header", id="half an attribute"),
        pytest.param(b"\x76\x2f\x31\x01\x09\0\0\0" + b"\0" * 50, "it is of version 9", id="a later version"),
        pytest.param(b"\x76\x2f\x31\x01\x02\0\0\0\0" + b"\0" * 50, "its header has no usable", id="no attributes"),
        pytest.param(
            b"\x76\x2f\x31\x01\x02\0\0\0name\0int\0" + struct.pack("<i", -4), "its header is damaged", id="a bad size"
        ),
        pytest.param(b"\x76\x2f\x31\x01\x02\0\0\0" + b"x" * 400, "its header is damaged", id="an endless name"),
    ],
)
def test_what_is_no_exr_is_said_to_be_none(tmp_path: Path, start: bytes, why: str) -> None:
    path = tmp_path / "a.exr"
    path.write_bytes(start)

    with pytest.raises(MediaError) as caught:
        probe_image(path)

    assert why in caught.value.message
    assert caught.value.message.startswith("a.exr: ")


@pytest.mark.parametrize("kind", sorted(VALUES))
@given(data=st.binary(max_size=64))
def test_no_value_breaks_in_a_way_that_is_not_expected(kind: str, data: bytes) -> None:
    with suppress(struct.error, ValueError, IndexError):
        VALUES[kind](data)


@pytest.mark.parametrize(
    ("tiles", "size", "count"),
    [
        pytest.param(Tiles(32, 32, 0, False), (100, 80), 12, id="one level"),
        pytest.param(Tiles(64, 64, 1, False), (128, 64), 2 + 1 + 1 + 1 + 1 + 1 + 1 + 1, id="mip, even"),
        pytest.param(Tiles(32, 32, 1, False), (100, 80), 12 + 4 + 1 + 1 + 1 + 1 + 1, id="mip, rounded down"),
        pytest.param(Tiles(32, 32, 1, True), (100, 80), 12 + 4 + 1 + 1 + 1 + 1 + 1 + 1, id="mip, rounded up"),
        pytest.param(Tiles(4, 4, 2, False), (8, 4), (2 + 1 + 1 + 1) * (1 + 1 + 1), id="rip"),
    ],
)
def test_tiles_are_counted_over_all_levels(tiles: Tiles, size: tuple[int, int], count: int) -> None:
    assert tiles.count(*size) == count


def test_tiles_without_a_size_are_refused() -> None:
    with pytest.raises(ValueError, match="without a size"):
        VALUES["tiledesc"](struct.pack("<IIB", 0, 32, 0))
