"""Images that are no EXR: what OpenImageIO says of them, and whether they are whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from studio_tools.errors import MediaError
from studio_tools.media import is_complete, look_at, probe_image

WRITTEN = ["png", "jpg", "tif", "dpx", "tga", "bmp", "hdr", "webp", "gif"]
CUT = ["png", "jpg", "tif", "dpx", "bmp", "hdr", "webp", "gif"]


@pytest.mark.parametrize("ending", WRITTEN)
def test_the_size_is_told(image: Callable[..., Path], ending: str) -> None:
    facts = probe_image(image(f"a.{ending}"))

    assert (facts.width, facts.height) == (64, 48)
    assert facts.pixel_aspect == 1.0


@pytest.mark.parametrize("ending", WRITTEN)
def test_a_whole_one_is_whole(image: Callable[..., Path], ending: str) -> None:
    path = image(f"a.{ending}")

    assert is_complete(path) is None
    assert is_complete(path, deep=True) is None


@pytest.mark.parametrize("part", [0.3, 0.7, 0.97])
@pytest.mark.parametrize("ending", CUT)
def test_a_cut_one_is_found_out_without_decoding(
    image: Callable[..., Path], cut_off: Callable[[Path, float], Path], ending: str, part: float
) -> None:
    assert is_complete(cut_off(image(f"a.{ending}"), part))


def test_a_targa_that_lost_its_half_is_found_out(
    image: Callable[..., Path], cut_off: Callable[[Path, float], Path]
) -> None:
    assert is_complete(cut_off(image("a.tga"), 0.5))


@pytest.mark.parametrize("kind", ["uint8", "uint16"])
def test_the_type_of_channels_is_told(image: Callable[..., Path], kind: str) -> None:
    facts = probe_image(image(f"{kind}.png", kind=kind))

    assert {channel.type for channel in facts.channels} == {kind}
    assert [channel.name for channel in facts.channels] == ["R", "G", "B"]


def test_compression_and_colour_space_are_told(image: Callable[..., Path]) -> None:
    assert probe_image(image("zip.tif", attributes={"compression": "zip"})).compression == "zip"
    assert probe_image(image("a.png")).colour_space


def test_pixel_aspect_is_told(image: Callable[..., Path]) -> None:
    path = image("wide.tif", attributes={"PixelAspectRatio": 2.0, "XResolution": 1.0, "YResolution": 2.0})

    assert probe_image(path).pixel_aspect == 2.0


@pytest.mark.parametrize("order", ["little", "big"])
@pytest.mark.parametrize("tile", [0, 16], ids=["strips", "tiles"])
def test_strips_and_tiles_of_a_tiff_are_followed(
    image: Callable[..., Path], cut_off: Callable[[Path, float], Path], tile: int, order: str
) -> None:
    path = image(f"{order}{tile}.tif", tile=tile, attributes={"tiff:bigtiff": 0, "oiio:Endian": order})

    assert is_complete(path) is None
    assert "truncated" in str(is_complete(cut_off(path, 0.8)))


def test_a_big_tiff_is_followed(image: Callable[..., Path], cut_off: Callable[[Path, float], Path]) -> None:
    path = image("big.tif", attributes={"tiff:bigtiff": 1})

    assert path.read_bytes()[2:4] == b"+\0"
    assert is_complete(path) is None
    assert "truncated" in str(is_complete(cut_off(path, 0.8)))


def test_a_tiff_whose_strips_were_not_written_was_never_finished(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    entry = b"".join(
        (
            (273).to_bytes(2, "little") + (4).to_bytes(2, "little") + (1).to_bytes(4, "little") + bytes(4),
            (279).to_bytes(2, "little") + (4).to_bytes(2, "little") + (1).to_bytes(4, "little") + b"\x10\0\0\0",
        )
    )
    path.write_bytes(b"II*\0" + (8).to_bytes(4, "little") + (2).to_bytes(2, "little") + entry + bytes(64))

    assert is_complete(path) == "it was never finished: parts of it were not written"


def test_something_behind_the_end_of_a_png_does_no_harm(image: Callable[..., Path], tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(image("a.png").read_bytes() + b"x" * 500)

    assert is_complete(path) is None


def test_something_behind_the_end_of_a_jpeg_does_no_harm(image: Callable[..., Path], tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(image("a.jpg").read_bytes() + b"x" * 500)

    assert is_complete(path) is None


def test_a_png_named_exr_is_named_for_what_it_is(image: Callable[..., Path], tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(image("a.png").read_bytes())

    assert is_complete(path) == "it is a PNG image"


def test_rubbish_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"hello, this is no picture at all")

    assert is_complete(path) == "it cannot be read: Not a PNG file"
    with pytest.raises(MediaError, match=r"a\.png"):
        probe_image(path)


def test_damaged_pixels_are_found_by_a_deep_look(image: Callable[..., Path], tmp_path: Path) -> None:
    data = bytearray(image("a.tif", attributes={"compression": "zip"}).read_bytes())
    data[200:2000] = b"\xee" * 1800
    path = tmp_path / "a.tif"
    path.write_bytes(data)

    assert is_complete(path, deep=True)


def test_without_the_wheel_nothing_is_known_and_nothing_is_wrong(
    image: Callable[..., Path], without: Callable[[str], None]
) -> None:
    path = image("a.png")
    without("OpenImageIO")

    found = look_at(path)

    assert found.problem == ""
    assert found.unknown == "cannot look inside: OpenImageIO is not installed"
    assert is_complete(path) is None
    with pytest.raises(MediaError, match="cannot look inside"):
        probe_image(path)


def test_a_cut_png_is_found_out_without_the_wheel(
    image: Callable[..., Path], cut_off: Callable[[Path, float], Path], without: Callable[[str], None]
) -> None:
    path = cut_off(image("a.png"), 0.5)
    without("OpenImageIO")

    assert "truncated" in str(is_complete(path))


def test_a_name_in_another_script_is_no_hindrance(image: Callable[..., Path], tmp_path: Path) -> None:
    path = tmp_path / "Бэкграунд 背景 été.png"
    path.write_bytes(image("a.png").read_bytes())

    assert probe_image(path).width == 64
