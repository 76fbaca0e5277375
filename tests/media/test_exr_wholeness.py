"""A whole EXR is called whole, and one that was cut off, half written or damaged never is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import OpenEXR
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio_tools.media import is_complete, look_at
from studio_tools.media.exr import Header, read_header

COMPRESSIONS = [name.removesuffix("_COMPRESSION") for name in dir(OpenEXR) if name.endswith("_COMPRESSION")]
LAYOUTS = ["scanline", "uncompressed", "tiled", "mip-mapped", "deep", "deep tiled", "multi-part"]


def header_of(path: Path) -> Header:
    with path.open("rb", buffering=0) as file:
        return read_header(file, path.stat().st_size)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_whole_file_is_whole(layouts: Mapping[str, Path], layout: str) -> None:
    assert is_complete(layouts[layout]) is None
    assert is_complete(layouts[layout], deep=True) is None


@pytest.mark.parametrize("compression", COMPRESSIONS)
def test_every_compression_is_whole_when_written(exr: Callable[..., Path], compression: str) -> None:
    assert is_complete(exr(f"{compression}.exr", compression=compression)) is None


@pytest.mark.parametrize("compression", COMPRESSIONS)
def test_every_compression_is_found_out_when_cut(
    exr: Callable[..., Path], cut_off: Callable[[Path, float], Path], compression: str
) -> None:
    cut = cut_off(exr(f"{compression}.exr", compression=compression), 0.9)

    assert "truncated" in str(is_complete(cut))


@pytest.mark.parametrize("size", [(1, 1), (8, 8), (3, 257), (257, 3)], ids=str)
def test_small_and_odd_sizes_are_whole(exr: Callable[..., Path], size: tuple[int, int]) -> None:
    assert is_complete(exr(f"{size[0]}_{size[1]}.exr", size)) is None


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_last_byte_is_missed(
    layouts: Mapping[str, Path], cut_off: Callable[[Path, float], Path], layout: str
) -> None:
    whole = layouts[layout]
    size = whole.stat().st_size

    cut = cut_off(whole, (size - 1) / size)

    assert is_complete(cut) == "it is truncated: 1 byte short"


@pytest.mark.parametrize("layout", LAYOUTS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(part=st.floats(0, 0.999))
def test_every_cut_is_found(layouts: Mapping[str, Path], tmp_path: Path, layout: str, part: float) -> None:
    data = layouts[layout].read_bytes()
    path = tmp_path / "cut.exr"
    path.write_bytes(data[: int(len(data) * part)])

    assert is_complete(path)


@pytest.mark.parametrize("layout", LAYOUTS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(place=st.floats(0, 0.999), value=st.integers(0, 255))
def test_no_damage_breaks_the_reader(
    layouts: Mapping[str, Path], tmp_path: Path, layout: str, place: float, value: int
) -> None:
    data = bytearray(layouts[layout].read_bytes())
    data[int(len(data) * place)] = value
    path = tmp_path / "damaged.exr"
    path.write_bytes(data)

    found = look_at(path)

    assert found.facts is not None or found.problem


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(tail=st.binary(max_size=400), flags=st.sampled_from([0, 0x200, 0x800, 0x1000, 0x1800]))
def test_no_rubbish_breaks_the_reader(tmp_path: Path, tail: bytes, flags: int) -> None:
    path = tmp_path / "rubbish.exr"
    path.write_bytes(b"\x76\x2f\x31\x01" + (2 | flags).to_bytes(4, "little") + tail)

    assert look_at(path).problem


def test_a_killed_renderer_is_found_out(half_written_exr: Path) -> None:
    assert "it was never finished" in str(is_complete(half_written_exr))


def test_a_table_of_zeros_was_never_finished(exr: Callable[..., Path], tmp_path: Path) -> None:
    data = bytearray(exr("scan.exr").read_bytes())
    table = header_of(exr("scan.exr")).end
    data[table : table + 8] = bytes(8)
    path = tmp_path / "hole.exr"
    path.write_bytes(data)

    assert is_complete(path) == "it was never finished: 1 of 4 chunks were not written"


def test_room_made_and_never_filled_is_found_out(exr: Callable[..., Path], tmp_path: Path) -> None:
    data = exr("scan.exr").read_bytes()
    path = tmp_path / "sparse.exr"
    path.write_bytes(data[: int(len(data) * 0.4)] + bytes(len(data) - int(len(data) * 0.4)))

    assert is_complete(path) == "its last chunk was never written"


def test_a_table_that_points_into_the_header_is_damaged(exr: Callable[..., Path], tmp_path: Path) -> None:
    data = bytearray(exr("scan.exr").read_bytes())
    table = header_of(exr("scan.exr")).end
    data[table : table + 8] = (3).to_bytes(8, "little")
    path = tmp_path / "pointed.exr"
    path.write_bytes(data)

    assert is_complete(path) == "its table of chunks is damaged"


def test_what_follows_the_last_chunk_does_no_harm(exr: Callable[..., Path], tmp_path: Path) -> None:
    path = tmp_path / "longer.exr"
    path.write_bytes(exr("scan.exr").read_bytes() + b"a note of some farm")

    assert is_complete(path) is None


def test_damaged_pixels_are_found_by_a_deep_look_alone(
    exr: Callable[..., Path], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    data = bytearray(exr("big.exr", (256, 256)).read_bytes())
    middle = len(data) // 2
    data[middle : middle + 4000] = b"\xff" * 4000
    path = tmp_path / "pixels.exr"
    path.write_bytes(data)

    assert is_complete(path) is None
    assert "cannot be decoded" in str(is_complete(path, deep=True))
    assert capfd.readouterr().out == ""


def test_a_deep_look_without_the_wheel_is_unknown_and_no_problem(
    exr: Callable[..., Path], without: Callable[[str], None]
) -> None:
    path = exr("bare.exr")
    without("OpenImageIO")

    found = look_at(path, deep=True)

    assert found.problem == ""
    assert found.unknown == "its pixels cannot be looked at: OpenImageIO is not installed"


def test_a_folder_named_like_a_frame_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.exr").mkdir()

    assert "cannot be read" in str(is_complete(tmp_path / "a.exr"))


def test_a_missing_file_cannot_be_read(tmp_path: Path) -> None:
    assert is_complete(tmp_path / "gone.exr") == "it cannot be read: No such file or directory"
