"""What ffmpeg says, in the words of several of its versions, read without starting it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from studio_tools.media.ffmpeg import Words, movie_facts

NINE = """\
[info] Input #0, mov,mp4,m4a,3gp,3g2,mj2, from 'file:/a.mov':
[info]   Duration: 00:01:02.50, start: 0.000000, bitrate: 51 kb/s
[info]     Stream #0:0[0x1]: Video: h264 (High) (avc1 / 0x31637661), yuv420p(progressive), 320x240 [SAR 1:1 DAR 4:3], \
43 kb/s, 23.98 fps, 23.98 tbr, 24k tbn (default)
[info]         timecode        : 01:00:00:00
[info] Stream mapping:
[info]   Stream #0:0: Video: h264 (High), yuv420p, 9999x9999, 99 fps
"""
FOUR = """\
Input #0, matroska,webm, from 'file:/a.mkv':
  Duration: 00:00:04.00, start: 0.000000, bitrate: 51 kb/s
    Stream #0:0(eng): Video: prores (HQ) (apch / 0x68637061), yuv422p10le(tv, bt709, progressive), 1920x1080, \
SAR 1:1 DAR 16:9, 25 fps, 25 tbr, 1k tbn, 1k tbc (default)
Stream mapping:
"""
SOUND = """\
Input #0, wav, from 'file:/a.wav':
  Duration: 00:00:01.00, bitrate: 705 kb/s
    Stream #0:0: Audio: pcm_s16le, 44100 Hz, 1 channels, s16, 705 kb/s
"""


def words(said: str, *, status: int = 0, progress: str = "") -> Words:
    return Words(status, said, progress)


def test_a_new_one_is_understood() -> None:
    facts = movie_facts(words(NINE))

    assert facts is not None
    assert (facts.container, facts.codec, facts.pixel_format) == ("mov", "h264", "yuv420p")
    assert (facts.width, facts.height, facts.fps) == (320, 240, Fraction(24000, 1001))
    assert (facts.seconds, facts.timecode) == (62.5, "01:00:00:00")


def test_an_old_one_is_understood() -> None:
    facts = movie_facts(words(FOUR))

    assert facts is not None
    assert (facts.container, facts.codec, facts.pixel_format) == ("matroska", "prores", "yuv422p10le")
    assert (facts.width, facts.height, facts.fps, facts.timecode) == (1920, 1080, 25, "")


def test_sound_alone_has_no_codec_of_pictures() -> None:
    facts = movie_facts(words(SOUND))

    assert facts is not None
    assert (facts.codec, facts.width, facts.fps) == ("", 0, None)


@pytest.mark.parametrize(
    "said", ["", "[error] Invalid data found when processing input\n", "Input #0, png, from 'a':\n"]
)
def test_no_track_is_no_movie(said: str) -> None:
    assert movie_facts(words(said)) is None


def test_the_last_count_of_frames_counts() -> None:
    progress = "frame=12\nfps=0\nprogress=continue\nframe=  48\nprogress=end\n"

    assert words("", progress=progress).frames == 48
    assert words("").frames is None


def test_errors_are_told_from_the_rest() -> None:
    said = (
        "[h264 @ 0x55] [error] missing picture in access unit\n"
        "[in#0/mov @ 0x55] [warning] Packet corrupt\n"
        "[info] all else\n"
        "[fatal] gone\n"
    )

    assert words(said).errors == ("missing picture in access unit", "gone")


@pytest.mark.parametrize(
    ("said", "cut"),
    [
        ("[error] File ended prematurely", True),
        ("[error] stream 0, offset 0x13e3: partial file", True),
        ("[warning] corrupt input packet in stream 0", True),
        ("[warning] deprecated pixel format used", False),
    ],
)
def test_what_ends_too_early_is_told_by_its_words(said: str, cut: bool) -> None:
    assert words(said).is_cut_off is cut
