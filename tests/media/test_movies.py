"""Movies made by ffmpeg: what they say, whether they are whole, and whether they decode to their end."""

from __future__ import annotations

import stat
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio_tools.errors import MediaError
from studio_tools.media import MovieFacts, atoms, ffmpeg, look_at, look_at_movie, probe_movie

H264 = ("-c:v", "libx264", "-pix_fmt", "yuv420p")
KINDS = [
    pytest.param("a.mov", H264, "h264", id="mov h264"),
    pytest.param("a.mp4", (*H264, "-movflags", "faststart"), "h264", id="mp4, index first"),
    pytest.param("frag.mp4", (*H264, "-movflags", "frag_keyframe+empty_moov"), "h264", id="mp4 in fragments"),
    pytest.param("p.mov", ("-c:v", "prores_ks"), "prores", id="mov prores"),
    pytest.param(
        "d.mov",
        ("-c:v", "dnxhd", "-profile:v", "dnxhr_hq", "-pix_fmt", "yuv422p", "-s", "320x240"),
        "dnxhd",
        id="mov dnxhr",
    ),
    pytest.param("a.mkv", H264, "h264", id="mkv"),
    pytest.param("a.avi", ("-c:v", "mpeg4"), "mpeg4", id="avi"),
    pytest.param("a.mxf", ("-c:v", "mpeg2video"), "mpeg2video", id="mxf"),
    pytest.param("a.webm", ("-c:v", "libvpx-vp9"), "vp9", id="webm"),
]


@pytest.mark.parametrize(("name", "options", "codec"), KINDS)
def test_a_movie_says_what_it_is(movie: Callable[..., Path], name: str, options: tuple[str, ...], codec: str) -> None:
    facts = probe_movie(movie(name, *options))

    assert facts.codec == codec
    assert facts.fps == 25
    assert facts.frames == 25
    assert facts.seconds == pytest.approx(1.0, abs=0.1)
    assert facts.width in {160, 320}


@pytest.mark.parametrize(("name", "options", "codec"), KINDS)
def test_a_whole_movie_decodes_to_its_end(
    movie: Callable[..., Path], name: str, options: tuple[str, ...], codec: str
) -> None:
    found = look_at_movie(movie(name, *options), deep=True)

    assert (found.problem, found.unknown) == ("", "")


@pytest.mark.parametrize("part", [0.4, 0.8])
@pytest.mark.parametrize(("name", "options", "codec"), KINDS)
def test_a_cut_movie_is_found_out(
    movie: Callable[..., Path],
    cut_off: Callable[[Path, float], Path],
    name: str,
    options: tuple[str, ...],
    codec: str,
    part: float,
) -> None:
    found = look_at_movie(cut_off(movie(name, *options), part))

    assert "truncated" in found.problem or "never finished" in found.problem


@pytest.mark.parametrize(
    ("rate", "exact"),
    [
        ("24000/1001", Fraction(24000, 1001)),
        ("30000/1001", Fraction(30000, 1001)),
        ("24", Fraction(24)),
        ("12", Fraction(12)),
    ],
)
@pytest.mark.parametrize("ending", ["mov", "mkv"])
def test_the_rate_is_exact(movie: Callable[..., Path], ending: str, rate: str, exact: Fraction) -> None:
    path = movie(f"rate_{rate.replace('/', '_')}.{ending}", *H264, rate=rate)

    assert probe_movie(path).fps == exact


def test_timecode_is_told(movie: Callable[..., Path]) -> None:
    assert probe_movie(movie("tc.mov", *H264, "-timecode", "01:00:00:00")).timecode == "01:00:00:00"


def test_sound_alone_is_a_movie_without_pictures(movie: Callable[..., Path]) -> None:
    facts = probe_movie(movie("sound.mov", source="sine"))

    assert (facts.codec, facts.frames) == ("", None)


def test_damaged_pictures_are_found_by_a_deep_look(movie: Callable[..., Path], tmp_path: Path) -> None:
    whole = movie("p.mov", "-c:v", "prores_ks")
    data = bytearray(whole.read_bytes())
    start = data.index(b"icpf", len(data) // 2)
    data[start : start + 3000] = b"\xff" * 3000
    path = tmp_path / "p.mov"
    path.write_bytes(data)

    assert look_at_movie(path).problem == ""
    assert "does not decode to its end" in look_at_movie(path, deep=True).problem


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        pytest.param("a.mov", b"", "it is empty", id="empty"),
        pytest.param("a.mov", bytes(4000), "it is full of zeros", id="zeros"),
        pytest.param("a.mov", b"hello, no movie here", "does not begin like a QuickTime", id="text named mov"),
        pytest.param("a.mov", b"\x89PNG\r\n\x1a\n", "it is a PNG image", id="image named mov"),
        pytest.param("a.mp4", b"\0\0\0\x08free", "moov", id="no index"),
        pytest.param("a.mkv", b"hello, no movie here", "it cannot be read as a movie", id="text named mkv"),
        pytest.param("a.avi", b"RIFF....AVI LIST", "it cannot be read as a movie", id="a broken header"),
    ],
)
def test_what_is_no_movie_is_named(tmp_path: Path, name: str, data: bytes, why: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)

    assert why in look_at(path).problem
    with pytest.raises(MediaError, match=name):
        probe_movie(path)


def test_a_playlist_reaches_nothing_else(tmp_path: Path, movie: Callable[..., Path]) -> None:
    path = tmp_path / "a.mkv"
    path.write_text(f"ffconcat version 1.0\nfile '{movie('a.mov', *H264)}'\n")

    assert look_at(path).problem


def test_a_name_that_looks_like_an_option_or_an_address_is_a_name(movie: Callable[..., Path], tmp_path: Path) -> None:
    for name in ("-i.mov", "http:x.mov", "concat:a|b.mov", "with blank\n.mov"):
        path = tmp_path / name
        path.write_bytes(movie("a.mov", *H264).read_bytes())

        assert probe_movie(path).frames == 25


def test_without_ffmpeg_the_index_tells(movie: Callable[..., Path], tmp_path: Path) -> None:
    found = look_at_movie(movie("a.mov", *H264), program=str(tmp_path / "nothing"))

    assert found.problem == ""
    assert found.unknown.startswith("cannot look inside: ffmpeg was not found")
    assert isinstance(found.facts, MovieFacts)
    assert (found.facts.codec, found.facts.frames, found.facts.fps) == ("avc1", 25, 25)
    assert (found.facts.width, found.facts.height, found.facts.seconds) == (160, 120, 1.0)


def test_without_ffmpeg_and_index_nothing_is_known_and_nothing_is_wrong(
    movie: Callable[..., Path], tmp_path: Path
) -> None:
    found = look_at_movie(movie("a.mkv", *H264), program=str(tmp_path / "nothing"))

    assert (found.facts, found.problem) == (None, "")
    assert found.unknown


def test_without_the_wheel_the_systems_ffmpeg_is_looked_for(
    without: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    without("imageio_ffmpeg")
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(MediaError, match="ffmpeg was not found") as caught:
        ffmpeg.find()
    program = tmp_path / "ffmpeg"
    program.write_text("#!/bin/sh\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)

    assert "imageio-ffmpeg" in caught.value.hint
    assert ffmpeg.find() == str(program)


def test_an_ffmpeg_that_hangs_is_not_waited_for(movie: Callable[..., Path], tmp_path: Path) -> None:
    program = tmp_path / "slow"
    program.write_text("#!/bin/sh\nexec sleep 60\n")
    program.chmod(0o755)

    found = look_at_movie(movie("a.mov", *H264), program=str(program), timeout=0.2)

    assert found.problem == ""
    assert "did not answer within 0.2 seconds" in found.unknown


def test_an_ffmpeg_that_cannot_start_is_told(movie: Callable[..., Path], tmp_path: Path) -> None:
    program = tmp_path / "broken"
    program.write_bytes(b"\x7fELF and no more")
    program.chmod(0o755)

    found = look_at_movie(movie("a.mov", *H264), program=str(program))

    assert "ffmpeg cannot be started" in found.unknown


@pytest.mark.parametrize(
    ("rounded", "exact"),
    [(23.98, Fraction(24000, 1001)), (29.97, Fraction(30000, 1001)), (25, Fraction(25)), (12.5, Fraction(25, 2))],
)
def test_a_rounded_rate_is_made_exact(rounded: float, exact: Fraction) -> None:
    assert ffmpeg.exact_fps(rounded) == exact


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(place=st.floats(0, 0.999), value=st.binary(min_size=1, max_size=8))
def test_no_damage_breaks_the_walk(movie: Callable[..., Path], tmp_path: Path, place: float, value: bytes) -> None:
    data = bytearray(movie("a.mp4", *H264, "-movflags", "faststart").read_bytes())
    start = int(len(data) * place)
    data[start : start + len(value)] = value
    path = tmp_path / "damaged.mp4"
    path.write_bytes(data)

    try:
        found = atoms.look(path)
    except atoms.NotAtoms:
        return
    assert found.facts is None or found.problem == ""


def test_a_movie_that_is_gone_cannot_be_read(tmp_path: Path) -> None:
    assert look_at_movie(tmp_path / "gone.mov").problem == "it cannot be read: No such file or directory"


@pytest.mark.parametrize(
    ("said", "progress", "status", "problem"),
    [
        pytest.param("", "frame=25", 0, "", id="all well"),
        pytest.param("", "frame=0", 0, "its pictures cannot be read: ffmpeg gives no reason", id="no frame"),
        pytest.param("[error] odd codec\n", "frame=3", 1, "its pictures cannot be read: odd codec", id="it gave up"),
        pytest.param("", "frame=20", 0, "it does not decode to its end: 20 of 25 frames", id="five short"),
        pytest.param("[error] bad block\n", "frame=25", 0, "it does not decode to its end: bad block", id="damaged"),
        pytest.param("[error] partial file\n", "frame=25", 0, "it is truncated", id="cut off"),
    ],
)
def test_what_ffmpeg_says_of_a_movie_is_weighed(
    movie: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    said: str,
    progress: str,
    status: int,
    problem: str,
) -> None:
    path = movie("a.mov", *H264)
    head = ffmpeg.read(path, ("-c", "copy")).said
    words = ffmpeg.Words(status, head + said, progress)
    monkeypatch.setattr(ffmpeg, "read", lambda *_, **__: words)

    assert look_at_movie(path, deep=True).problem == problem
