"""QuickTime and MP4 atoms made by hand: sizes of every spelling, and what is missing."""

from __future__ import annotations

import struct
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from studio_tools.media.atoms import NotAtoms, look

Write = Callable[[bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def put(data: bytes) -> Path:
        path = tmp_path / "a.mov"
        path.write_bytes(data)
        return path

    return put


def atom(kind: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I4s", 8 + len(content), kind) + content


def wide(kind: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I4sQ", 1, kind, 16 + len(content)) + content


def track(
    handler: bytes = b"vide",
    *,
    scale: int = 24000,
    runs: tuple[tuple[int, int], ...] = ((10, 1001),),
    version: int = 0,
    size: tuple[int, int] = (1920, 1080),
) -> bytes:
    duration = sum(count * delta for count, delta in runs)
    clock = struct.pack(">B3x", version)
    clock += struct.pack(">QQIQ", 0, 0, scale, duration) if version else struct.pack(">IIII", 0, 0, scale, duration)
    sample = struct.pack(">II", 0, 1) + struct.pack(">I4s24xHH", 86, b"apch", *size) + bytes(50)
    times = struct.pack(">II", 0, len(runs)) + b"".join(struct.pack(">II", *run) for run in runs)
    table = atom(b"stbl", atom(b"stsd", sample) + atom(b"stts", times))
    media = atom(b"mdhd", clock) + atom(b"hdlr", bytes(8) + handler + bytes(12)) + atom(b"minf", table)
    return atom(b"trak", atom(b"mdia", media))


def movie(*tracks: bytes) -> bytes:
    return atom(b"ftyp", b"qt  ") + atom(b"mdat", b"pictures") + atom(b"moov", b"".join(tracks))


def test_the_picture_track_is_read(write: Write) -> None:
    facts = look(write(movie(track()))).facts

    assert facts is not None
    assert (facts.codec, facts.width, facts.height) == ("apch", 1920, 1080)
    assert (facts.fps, facts.frames) == (Fraction(24000, 1001), 10)
    assert facts.seconds == pytest.approx(10 * 1001 / 24000, abs=1e-6)


def test_a_long_clock_is_read(write: Write) -> None:
    facts = look(write(movie(track(version=1)))).facts

    assert facts is not None
    assert facts.fps == Fraction(24000, 1001)


def test_sound_before_the_picture_is_passed_over(write: Write) -> None:
    facts = look(write(movie(track(b"soun"), track(size=(64, 48))))).facts

    assert facts is not None
    assert facts.width == 64


def test_sound_alone_has_no_picture(write: Write) -> None:
    found = look(write(movie(track(b"soun"))))

    assert (found.facts, found.problem) == (None, "")


def test_a_last_frame_of_another_length_does_not_set_the_rate(write: Write) -> None:
    facts = look(write(movie(track(scale=25, runs=((9, 1), (1, 7)))))).facts

    assert facts is not None
    assert (facts.fps, facts.frames) == (25, 10)


def test_frames_of_no_length_have_no_rate(write: Write) -> None:
    facts = look(write(movie(track(runs=((3, 0),))))).facts

    assert facts is not None
    assert (facts.fps, facts.frames) == (None, 3)


def test_a_clock_without_a_scale_tells_nothing(write: Write) -> None:
    facts = look(write(movie(track(scale=0)))).facts

    assert facts is not None
    assert (facts.fps, facts.frames, facts.seconds) == (None, None, None)


def test_wide_sizes_are_followed(write: Write) -> None:
    data = atom(b"ftyp") + wide(b"mdat", b"pictures") + wide(b"moov", track())

    assert look(write(data)).facts is not None


def test_a_last_atom_may_reach_to_the_end(write: Write) -> None:
    data = atom(b"ftyp") + atom(b"moov", track()) + struct.pack(">I4s", 0, b"mdat") + b"pictures"

    found = look(write(data))

    assert found.problem == ""
    assert found.facts is not None


def test_padding_behind_the_last_atom_does_no_harm(write: Write) -> None:
    assert look(write(movie(track()) + bytes(5))).facts is not None
    assert look(write(movie(track()) + bytes(50))).facts is not None


def test_fragments_do_not_count_frames(write: Write) -> None:
    facts = look(write(movie(track()) + atom(b"moof", b"x"))).facts

    assert facts is not None
    assert (facts.frames, facts.fps, facts.seconds) == (None, None, None)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        pytest.param(atom(b"ftyp") + atom(b"mdat", b"pictures"), "it was never finished", id="no index"),
        pytest.param(movie(track())[:-1], "it is truncated: 1 byte short", id="one byte short"),
        pytest.param(movie(track())[:-9], "it is truncated: 9 bytes short", id="nine bytes short"),
        pytest.param(movie(atom(b"trak", atom(b"mdia", atom(b"hdlr", bytes(8) + b"vide")))), "damaged", id="no clock"),
        pytest.param(movie(track(runs=())), "", id="no times"),
    ],
)
def test_what_is_missing_is_named(write: Write, data: bytes, why: str) -> None:
    assert why in look(write(data)).problem


def test_a_table_that_promises_too_much_is_damaged(write: Write) -> None:
    data = movie(track()).replace(struct.pack(">III", 0, 1, 10), struct.pack(">III", 0, 9999, 10))

    assert look(write(data)).problem == "its index (moov) is damaged"


@pytest.mark.parametrize("data", [b"x", b"hello, this is text", bytes(40), b"RIFF....AVI LIST"], ids=repr)
def test_what_is_no_chain_of_atoms_is_refused(write: Write, data: bytes) -> None:
    with pytest.raises(NotAtoms):
        look(write(data))
