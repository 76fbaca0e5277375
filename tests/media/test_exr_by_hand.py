"""EXR files put together byte by byte: what no writer of today makes, and what goes wrong in between."""

from __future__ import annotations

import struct
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tools.media import is_complete, look_at, probe_image
from studio_tools.media.exr import MULTIPART, SINGLE_TILED, missing, read_header

HEIGHT = 32
SCAN = b"scan"


def attribute(name: str, kind: str, value: bytes) -> bytes:
    return name.encode() + b"\0" + kind.encode() + b"\0" + struct.pack("<i", len(value)) + value


def box(width: int = 4, height: int = HEIGHT) -> bytes:
    return struct.pack("<4i", 0, 0, width - 1, height - 1)


def attributes(*more: bytes, compression: int = 0, height: int = HEIGHT) -> bytes:
    """One part's header, ended."""
    return (
        attribute("compression", "compression", bytes([compression]))
        + attribute("dataWindow", "box2i", box(height=height))
        + attribute("displayWindow", "box2i", box(height=height))
        + b"".join(more)
        + b"\0"
    )


def magic(flags: int = 0) -> bytes:
    return b"\x76\x2f\x31\x01" + struct.pack("<I", 2 | flags)


def with_chunks(head: bytes, lines: range, *, shift: int = 0) -> bytes:
    """A head, its table, and one chunk of scan lines for each of *lines*."""
    start = len(head) + 8 * len(lines)
    size = 8 + len(SCAN)
    table = b"".join(struct.pack("<Q", start + shift + size * place) for place in range(len(lines)))
    return head + table + b"".join(struct.pack("<ii", line, len(SCAN)) + SCAN for line in lines)


@pytest.fixture
def write(tmp_path: Path) -> Callable[[bytes], Path]:
    def put(data: bytes) -> Path:
        path = tmp_path / "a.exr"
        path.write_bytes(data)
        return path

    return put


def test_the_least_file_there_is_is_whole(write: Callable[[bytes], Path]) -> None:
    path = write(with_chunks(magic() + attributes(), range(HEIGHT)))

    assert is_complete(path) is None
    assert probe_image(path).channels == ()


@pytest.mark.parametrize("compression", [12, 13, 77])
def test_a_compression_of_tomorrow_is_followed_by_its_table(write: Callable[[bytes], Path], compression: int) -> None:
    data = with_chunks(magic() + attributes(compression=compression), range(0, HEIGHT, 8))
    path = write(data)

    assert is_complete(path) is None
    path.write_bytes(data[:-1])
    assert is_complete(path) == "it is truncated: 1 byte short"


def test_a_compression_without_a_name_is_called_by_its_number(write: Callable[[bytes], Path]) -> None:
    path = write(with_chunks(magic() + attributes(compression=77), range(HEIGHT)))

    assert probe_image(path).compression == "compression 77"


def test_a_table_of_unknown_length_that_was_not_written_is_found_out(write: Callable[[bytes], Path]) -> None:
    path = write(magic() + attributes(compression=77) + bytes(400))

    assert "it was never finished" in str(is_complete(path))


def test_a_table_of_unknown_length_that_is_cut_is_found_out(write: Callable[[bytes], Path]) -> None:
    path = write(magic() + attributes(compression=77) + bytes(5))

    assert is_complete(path) == "it ends within its table of chunks"


def test_a_table_that_cannot_be_understood_is_not_judged(write: Callable[[bytes], Path]) -> None:
    path = write(with_chunks(magic() + attributes(compression=77), range(HEIGHT), shift=3))

    assert is_complete(path) is None


def test_a_count_of_chunks_that_is_told_goes_before_all_else(write: Callable[[bytes], Path]) -> None:
    told = attribute("chunkCount", "int", struct.pack("<i", 3))

    assert is_complete(write(with_chunks(magic() + attributes(told), range(3)))) is None


@pytest.mark.parametrize("count", [-1, 2**31 - 1])
def test_a_count_that_cannot_be_is_no_reason_to_read_on(write: Callable[[bytes], Path], count: int) -> None:
    told = attribute("chunkCount", "int", struct.pack("<i", count))

    assert is_complete(write(with_chunks(magic() + attributes(told), range(3))))


def test_a_line_outside_the_picture_is_no_chunk(write: Callable[[bytes], Path]) -> None:
    path = write(with_chunks(magic() + attributes(), range(100, 100 + HEIGHT)))

    assert is_complete(path) == "its last chunk was never written"


def test_a_tiled_file_without_tiles_is_broken(write: Callable[[bytes], Path]) -> None:
    path = write(with_chunks(magic(SINGLE_TILED) + attributes(), range(HEIGHT)))

    assert is_complete(path) == "its header describes no tiles"


def test_tiles_without_a_size_are_broken(write: Callable[[bytes], Path]) -> None:
    tiles = attribute("tiles", "tiledesc", struct.pack("<IIB", 0, 0, 0))
    path = write(with_chunks(magic(SINGLE_TILED) + attributes(tiles), range(HEIGHT)))

    assert is_complete(path) == "its header is damaged at 'tiles'"


@pytest.mark.parametrize("size", [(0, 0, -1, -1), (5, 5, 0, 0)], ids=["empty", "turned round"])
def test_a_window_without_pixels_is_broken(write: Callable[[bytes], Path], size: tuple[int, ...]) -> None:
    head = attribute("dataWindow", "box2i", struct.pack("<4i", *size)) + b"\0"

    assert is_complete(write(magic() + head + bytes(100))) == "its header has no usable displayWindow"


def test_parts_that_never_end_are_found_out(write: Callable[[bytes], Path]) -> None:
    path = write(magic(MULTIPART) + attributes() * 3)

    assert is_complete(path) == "it ends within its header"


def test_attributes_that_nobody_knows_are_passed_over(write: Callable[[bytes], Path]) -> None:
    odd = attribute("of our own", "sometype", b"\xff" * 50) + attribute("empty", "string", b"")

    assert is_complete(write(with_chunks(magic() + attributes(odd), range(HEIGHT)))) is None


def test_a_rate_of_nothing_is_no_rate(write: Callable[[bytes], Path]) -> None:
    rate = attribute("framesPerSecond", "rational", struct.pack("<iI", 24, 0))
    path = write(with_chunks(magic() + attributes(rate), range(HEIGHT)))

    assert probe_image(path).fps is None


def test_a_drop_frame_timecode_is_spelled_as_one(write: Callable[[bytes], Path]) -> None:
    code = attribute("timeCode", "timecode", struct.pack("<II", 0x10595912 | 0x40, 0))
    path = write(with_chunks(magic() + attributes(code), range(HEIGHT)))

    assert probe_image(path).timecode == "10:59:59;12"


def test_a_file_that_shrinks_meanwhile_breaks_nothing() -> None:
    data = with_chunks(magic() + attributes(), range(HEIGHT))
    header = read_header(BytesIO(data), len(data))

    with pytest.raises(struct.error):
        missing(BytesIO(data[: header.end + 3]), len(data), header)


def test_a_file_that_shrank_is_told_to_have(write: Callable[[bytes], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(with_chunks(magic() + attributes(), range(HEIGHT)))

    def shrunk(*_: object) -> str:
        raise struct.error("unpack requires a buffer of 8 bytes")

    monkeypatch.setattr("studio_tools.media.exr.missing", shrunk)

    assert is_complete(path) == "it became shorter while it was read"


@given(order=st.permutations(range(12)))
def test_chunks_may_lie_in_any_order(order: list[int]) -> None:
    head = magic() + attributes(height=12)
    size, start = 8 + len(SCAN), len(head) + 8 * 12
    places = {line: start + size * place for place, line in enumerate(order)}
    data = (
        head
        + b"".join(struct.pack("<Q", places[line]) for line in range(12))
        + b"".join(struct.pack("<ii", line, len(SCAN)) + SCAN for line in order)
    )
    header = read_header(BytesIO(data), len(data))

    assert missing(BytesIO(data), len(data), header) == ""
    assert "truncated" in missing(BytesIO(data), len(data) - 1, header)


@pytest.mark.parametrize("ending", [".exr", ".EXR", ".sxr"])
def test_the_name_decides_whatever_its_case(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(with_chunks(magic() + attributes(), range(HEIGHT)))

    assert look_at(path).facts is not None
