"""Files that cannot be read, frames whose size stands out, and formats that change midway."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import OpenEXR
import OpenImageIO
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tools.frames import FrameRange
from studio_tools.media import ImageFacts, Window, ffmpeg
from studio_tools.publish.checks.facts import Media
from studio_tools.publish.checks.sameness import differences
from studio_tools.publish.checks.sizes import outliers
from studio_tools.publish.items import PublishItem, SourceFile


def truncate(path: Path, part: float = 0.6) -> None:
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * part)])


class TestReadable:
    def test_good_frames_can_be_read(self, desk: Any) -> None:
        assert desk.check("core.frames-readable", desk.item(desk.frames(), kind="render")) == []

    def test_empty_frames_are_errors_with_their_frames(self, desk: Any, told: Callable[..., Any]) -> None:
        pattern = desk.frames()
        for frame in (1003, 1004, 1008):
            (desk.folder / f"beauty.{frame}.exr").write_bytes(b"")

        found = desk.check("core.frames-readable", desk.item(pattern, kind="render"))

        assert told(found) == [("error", "1003-1004, 1008")]
        assert found[0].title == "3 files (1003-1004, 1008): it is empty"

    def test_truncated_frames_are_errors_with_their_frames(self, desk: Any, told: Callable[..., Any]) -> None:
        pattern = desk.frames(size=(64, 64))
        truncate(desk.folder / "beauty.1005.exr")
        truncate(desk.folder / "beauty.1006.exr", 0.9)

        found = desk.check("core.frames-readable", desk.item(pattern, kind="render"))

        assert told(found) == [("error", "1005-1006")]
        assert "beauty.1005.exr: it is truncated" in found[0].detail

    def test_different_troubles_are_different_findings(self, desk: Any, told: Callable[..., Any]) -> None:
        pattern = desk.frames(size=(64, 64))
        truncate(desk.folder / "beauty.1002.exr")
        (desk.folder / "beauty.1003.exr").write_bytes(b"")
        (desk.folder / "beauty.1004.exr").write_bytes(b"not found\n" * 400)

        found = desk.check("core.frames-readable", desk.item(pattern, kind="render"))

        assert sorted(told(found)) == [("error", "1002"), ("error", "1003"), ("error", "1004")]

    def test_damaged_pixels_are_found_where_the_studio_asks_for_it(self, desk: Any, told: Callable[..., Any]) -> None:
        pattern = desk.frames("1001-1003", size=(256, 256))
        path = desk.folder / "beauty.1002.exr"
        data = bytearray(path.read_bytes())
        data[len(data) // 2 : len(data) // 2 + 4000] = b"\xff" * 4000
        path.write_bytes(data)

        plain = desk.item(pattern, kind="render", checks__deep_frames="0")
        assert desk.check("core.frames-readable", plain) == []
        deep = desk.item(pattern, kind="render", checks__deep_frames="3")
        assert told(desk.check("core.frames-readable", deep)) == [("error", "1002")]

    def test_damaged_movies_are_found_where_the_studio_asks_for_it(self, desk: Any) -> None:
        path = desk.folder / "a.mov"
        picture = ["-f", "lavfi", "-i", "testsrc=size=160x120:rate=25", "-t", "1", "-c:v", "prores_ks"]
        subprocess.run([ffmpeg.find(), "-v", "error", *picture, str(path)], check=True, stdin=subprocess.DEVNULL)
        assert desk.check("core.frames-readable", desk.item(path, kind="movie", checks__deep_movies="true")) == []
        data = bytearray(path.read_bytes())
        start = data.index(b"icpf", len(data) // 2)
        data[start : start + 3000] = b"\xff" * 3000
        path.write_bytes(data)

        assert desk.check("core.frames-readable", desk.item(path, kind="movie")) == []
        deep = desk.item(path, kind="movie", checks__deep_movies="true")
        (found,) = desk.check("core.frames-readable", deep)
        assert "does not decode to its end" in found.title

    def test_a_wrong_cache_is_named(self, desk: Any) -> None:
        (found,) = desk.check("core.frames-readable", desk.item(desk.file("a.abc", b"\x89PNG\r\n\x1a\n"), kind="cache"))

        assert found.severity.value == "error"
        assert found.title == "a.abc: it is a PNG image"

    def test_an_unusual_scene_is_a_remark(self, desk: Any, told: Callable[..., Any]) -> None:
        found = desk.check("core.frames-readable", desk.item(desk.file("a.ma", b"// by hand\n"), kind="scene"))

        assert told(found) == [("info", None)]

    def test_a_truncated_movie_is_an_error(self, desk: Any, told: Callable[..., Any]) -> None:
        path = a_movie(desk.folder / "a.mov")
        truncate(path)

        found = desk.check("core.frames-readable", desk.item(path, kind="movie"))

        assert told(found) == [("error", None)]

    @pytest.mark.parametrize(("how", "severity"), [("warning", ["warning"]), ("off", [])])
    def test_the_studio_says_how_bad_it_is(self, desk: Any, how: str, severity: list[str]) -> None:
        item = desk.item(desk.file("a.abc", b""), kind="cache")

        found = desk.check("core.frames-readable", item, checks__unreadable=how)

        assert [finding.severity.value for finding in found] == severity


class TestSizes:
    def test_frames_that_differ_by_noise_are_usual(self, desk: Any) -> None:
        assert desk.check("core.frame-sizes", desk.item(desk.frames(size=(64, 64)), kind="render")) == []

    def test_a_frame_that_is_far_smaller_is_named(self, desk: Any, told: Callable[..., Any]) -> None:
        pattern = desk.frames(size=(64, 64))
        desk.frame("beauty.1005.exr", (64, 64))

        found = desk.check("core.frame-sizes", desk.item(pattern, kind="render"))

        assert told(found) == [("warning", "1005")]
        assert "Usual are" in found[0].detail

    def test_a_cut_to_black_is_usual(self, desk: Any) -> None:
        pattern = desk.frames("1001-1020", size=(64, 64))
        for frame in range(1008, 1014):
            desk.frame(f"beauty.{frame}.exr", (64, 64))

        assert desk.check("core.frame-sizes", desk.item(pattern, kind="render")) == []

    @pytest.mark.parametrize("frames", ["1001-1003", "1008-1010"], ids=["opening", "ending"])
    def test_black_at_an_end_is_usual(self, desk: Any, frames: str) -> None:
        pattern = desk.frames("1001-1010", size=(64, 64))
        for frame in FrameRange.parse(frames):
            desk.frame(f"beauty.{frame}.exr", (64, 64))

        assert desk.check("core.frame-sizes", desk.item(pattern, kind="render")) == []

    def test_broken_frames_are_another_checks(self, desk: Any) -> None:
        pattern = desk.frames(size=(64, 64))
        truncate(desk.folder / "beauty.1005.exr", 0.1)

        assert desk.check("core.frame-sizes", desk.item(pattern, kind="render")) == []

    def test_the_studio_says_what_stands_out(self, desk: Any) -> None:
        pattern = desk.frames(size=(64, 64))
        desk.frame("beauty.1005.exr", (64, 64))
        item = desk.item(pattern, kind="render")

        assert desk.check("core.frame-sizes", item, checks__outlier_ratio="0.0") == []
        assert desk.check("core.frame-sizes", item, checks__outliers="off") == []

    def test_a_single_file_has_no_neighbours(self, desk: Any) -> None:
        assert desk.check("core.frame-sizes", desk.item(desk.file("a.abc"), kind="cache")) == []

    @pytest.mark.parametrize(
        ("sizes", "odd"),
        [
            pytest.param([100] * 20, [], id="all the same"),
            pytest.param([100] * 10 + [10] + [100] * 9, [10], id="one"),
            pytest.param([100] * 10 + [10, 12] + [100] * 8, [10, 11], id="two"),
            pytest.param([100] * 10 + [10, 12, 11] + [100] * 8, [], id="three are content"),
            pytest.param([100, 10] * 10, [], id="a strobe"),
            pytest.param([100, 80, 60, 40, 20, 1, 20, 40, 60, 80, 100], [], id="a dip to black"),
            pytest.param([100] * 10 + [26] + [100] * 9, [], id="not small enough"),
            pytest.param([10] + [100] * 19, [], id="the first"),
            pytest.param([100, 10, 100], [], id="too few to say"),
            pytest.param([100] * 10 + [1000] + [100] * 9, [], id="a larger one"),
            pytest.param([100] * 30 + [5] + [100] * 30 + [5] + [100] * 38, [30, 61], id="two apart"),
            pytest.param([100 + 7 * (n % 9) for n in range(50)], [], id="grain"),
        ],
    )
    def test_the_rule(self, sizes: list[int], odd: list[int]) -> None:
        assert outliers(sizes, 0.25) == odd

    @given(st.lists(st.integers(1000, 3900), min_size=1, max_size=80))
    def test_variation_within_a_factor_of_four_never_stands_out(self, sizes: list[int]) -> None:
        assert outliers(sizes, 0.25) == []

    @given(st.lists(st.integers(0, 10**9), max_size=80), st.floats(0, 1))
    def test_hardly_any_frame_ever_stands_out(self, sizes: list[int], ratio: float) -> None:
        found = outliers(sizes, ratio)

        assert len(found) <= max(2, len(sizes) // 20)
        assert 0 not in found
        assert len(sizes) - 1 not in found


class TestFormat:
    def test_frames_of_one_format_are_right(self, desk: Any) -> None:
        assert desk.check("core.frame-format", desk.item(desk.frames(), kind="render")) == []

    @pytest.mark.parametrize(
        ("written", "title"),
        [
            pytest.param({"size": (16, 8)}, "resolution changes: frame 1004 16x8, the others 8x8", id="resolution"),
            pytest.param(
                {"pixelAspectRatio": 2.0}, "pixel aspect changes: frame 1004 2, the others 1", id="pixel aspect"
            ),
            pytest.param(
                {"compression": OpenEXR.PIZ_COMPRESSION},
                "compression changes: frame 1004 piz, the others zip",
                id="compression",
            ),
            pytest.param(
                {"colorSpace": "ACEScg"},
                "colour space changes: frame 1004 ACEScg, the others not written",
                id="colour space",
            ),
        ],
    )
    def test_a_frame_of_another_format_is_named_with_both_values(
        self, desk: Any, told: Callable[..., Any], written: dict[str, object], title: str
    ) -> None:
        pattern = desk.frames()
        desk.frame("beauty.1004.exr", seed=4, **written)

        found = desk.check("core.frame-format", desk.item(pattern, kind="render"))

        assert told(found) == [("error", "1004")]
        assert found[0].title == title

    def test_channels_that_come_and_go_are_named(self, desk: Any, told: Callable[..., Any]) -> None:
        pattern = desk.frames()
        head = {"compression": OpenEXR.ZIP_COMPRESSION, "type": OpenEXR.scanlineimage}
        pixels = {name: np.zeros((8, 8), "float16") for name in "RGA"}
        for frame in (1002, 1003):
            OpenEXR.File(head, pixels).write(str(desk.folder / f"beauty.{frame}.exr"))

        found = desk.check("core.frame-format", desk.item(pattern, kind="render"))

        assert told(found) == [("error", "1002-1003")]
        assert found[0].title == "channels changes: frames 1002-1003 A half, the others B half"

    def test_a_data_window_may_follow_the_content(self, desk: Any) -> None:
        pattern = desk.frames("1001-1003", size=(20, 20))
        desk.frame("beauty.1002.exr", (4, 4), dataWindow=((3, 3), (6, 6)), displayWindow=((0, 0), (19, 19)))

        assert desk.check("core.frame-format", desk.item(pattern, kind="render")) == []

    def test_other_images_are_compared_too(self, desk: Any, told: Callable[..., Any]) -> None:
        for frame in range(1, 6):
            a_png(desk.folder / f"a.{frame:04}.png", (40, 30) if frame != 3 else (30, 40))

        found = desk.check("core.frame-format", desk.item(str(desk.folder / "a.####.png"), kind="render"))

        assert told(found) == [("error", "3")]

    def test_the_studio_says_how_bad_it_is(self, desk: Any) -> None:
        pattern = desk.frames()
        desk.frame("beauty.1004.exr", (16, 8))

        assert desk.check("core.frame-format", desk.item(pattern, kind="render"), checks__format="off") == []

    @given(st.lists(st.sampled_from([1.0, 2.0]), min_size=1, max_size=30))
    def test_the_majority_is_right(self, aspects: list[float]) -> None:
        facts = [
            (SourceFile(path=Path(f"{n}.exr"), size=1, modified=0, frame=n), facts_of(aspect))
            for n, aspect in enumerate(aspects)
        ]

        odd = [file.frame for one in differences(facts) for file in one.files]

        assert len(odd) <= len(aspects) / 2
        assert len({aspects[frame] for frame in odd if frame is not None}) <= 1


class TestMedia:
    def test_what_is_usual_is_kept_for_the_manifest(self, desk: Any) -> None:
        item = desk.item(desk.frames(colorSpace="ACEScg"), kind="render")

        assert known(item) == {
            "exr channels": "B half, G half, R half",
            "exr colour space": "ACEScg",
            "exr compression": "zip",
            "exr frames": "1001-1010",
            "exr pixel aspect": "1",
            "exr resolution": "8x8",
        }

    def test_a_movie_is_kept_for_the_manifest(self, desk: Any) -> None:
        item = desk.item(a_movie(desk.folder / "a.mov"), kind="movie")

        assert known(item) == {
            "mov codec": "h264",
            "mov fps": "25",
            "mov length": 25,
            "mov resolution": "160x120",
        }

    def test_when_the_files_were_written_is_kept_for_the_manifest(self, desk: Any) -> None:
        item = desk.item(desk.file("a.abc", age=1_700_000_000.7))

        assert item.facts.settings() == {"written": "2023-11-14T22:13:20+00:00"}

    def test_every_file_is_looked_into_once_and_in_parallel(self, desk: Any) -> None:
        desk.frames("1001-1200")

        media = desk.item(str(desk.folder / "beauty.%04d.exr"), kind="render").facts[Media]

        assert len(media.looks) == 200
        assert not any(look.problem for look in media.looks.values())


def known(item: PublishItem) -> dict[str, object]:
    """What goes into the manifest, but for the age of files that were written just now."""
    return {name: value for name, value in item.facts.settings().items() if name != "written"}


def facts_of(aspect: float) -> ImageFacts:
    window = Window(0, 0, 9, 9)
    return ImageFacts(format="openexr", display=window, data=window, pixel_aspect=aspect, fps=Fraction(24))


def a_movie(path: Path) -> Path:
    command = [ffmpeg.find(), "-v", "error", "-f", "lavfi", "-i", "testsrc=size=160x120:rate=25", "-t", "1"]
    subprocess.run([*command, "-c:v", "libx264", "-pix_fmt", "yuv420p", str(path)], check=True)
    return path


def a_png(path: Path, size: tuple[int, int]) -> Path:
    buffer = OpenImageIO.ImageBuf(OpenImageIO.ImageSpec(*size, 3, "uint8"))
    assert buffer.write(str(path)), buffer.geterror()
    return path
