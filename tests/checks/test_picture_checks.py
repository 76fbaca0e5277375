"""Channels, windows and pixels of real EXR frames, and slates that are counted right."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import OpenEXR
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tools.host import Output
from studio_tools.media import Channel, ImageFacts, Look, MovieFacts, Window, look_at
from studio_tools.model import CutRange
from studio_tools.publish.checks import STEPS
from studio_tools.publish.checks.collectors import look_into, to_decode
from studio_tools.publish.checks.facts import Media
from studio_tools.publish.checks.pictures import missing, strange_window
from studio_tools.publish.items import SourceFile
from studio_tools.testing.builders import a_scope

BY_ID = {step.id: step for step in STEPS}
ALL = {"checks__deep_frames": "99"}
PICTURE = Window(0, 0, 99, 49)


def facts(*names: str, parts: int = 1) -> ImageFacts:
    """An image of these channels."""
    channels = tuple(Channel(name, "half") for name in names)
    return ImageFacts(format="openexr", display=PICTURE, data=PICTURE, channels=channels, parts=parts)


def frame(folder: Path, number: int, *, bad: float | None = None, **layers: int) -> Path:
    """An EXR with a beauty and more layers of so many channels; *bad* stands in one pixel."""
    pixels = np.full((4, 6, 3), 0.5, "float16")
    if bad is not None:
        pixels[1, 2, 0] = bad
    more = {name: np.ones((4, 6, depth) if depth > 1 else (4, 6), "float32") for name, depth in layers.items()}
    path = folder / f"beauty.{number:04}.exr"
    OpenEXR.File(
        {"compression": OpenEXR.ZIP_COMPRESSION, "type": OpenEXR.scanlineimage}, {"RGB": pixels, **more}
    ).write(str(path))
    return path


class TestChannels:
    @pytest.mark.parametrize(
        ("word", "names"),
        [
            ("rgb", ("R", "G", "B")),
            ("rgba", ("A", "B", "G", "R")),
            ("alpha", ("A",)),
            ("depth", ("depth.Z",)),
            ("depth", ("Z",)),
            ("diffuse", ("diffuse.R", "diffuse.G")),
            ("diffuse.R", ("diffuse.R",)),
            ("diffuse", ("diffuse.left.R",)),
            ("diffuse.R", ("diffuse.red",)),
            ("diffuse.green", ("diffuse.G",)),
        ],
    )
    def test_a_word_means_channels_or_a_layer(self, word: str, names: tuple[str, ...]) -> None:
        assert missing([word], facts(*names)) == []
        assert missing([word], facts("X.Y")) == [word]

    def test_a_layer_of_colours_is_no_beauty(self) -> None:
        assert missing(["rgb"], facts("diffuse.R", "diffuse.G", "diffuse.B")) == ["rgb"]

    def test_half_a_name_is_none(self) -> None:
        assert missing(["diffuse"], facts("diffuse_direct.R", "indirect_diffuse.R")) == ["diffuse"]

    def test_the_name_of_the_first_of_several_parts_says_nothing_of_layers(self) -> None:
        names = ("beauty.R", "beauty.G", "beauty.B", "beauty.A", "depth.Z")
        assert missing(["rgba", "depth"], facts(*names, parts=2)) == []
        assert missing(["rgba"], facts(*names)) == ["rgba"]

    def test_frames_without_a_layer_that_their_kind_has_to_have_are_told(self, desk: Any) -> None:
        frame(desk.folder, 1001, Z=1, spec=3)
        frame(desk.folder, 1002, Z=1)
        item = desk.item(desk.folder / "beauty.%04d.exr", kind="render")
        asked = {"checks__channels__render": "rgb depth spec"}

        (finding,) = desk.check("core.channels", item, **asked)

        assert (finding.severity, finding.title) == ("error", "spec is missing in 1 file")
        assert (str(finding.frames), finding.detail) == ("1002", "beauty.1002.exr")
        assert desk.check("core.channels", item, checks__channels__render="rgb depth") == []
        (finding,) = desk.check("core.channels", item, checks__missing_channels="warning", **asked)
        assert finding.severity == "warning"

    def test_nothing_is_asked_of_a_kind_that_is_not_named(self, desk: Any) -> None:
        frame(desk.folder, 1001)
        item = desk.item(desk.folder / "beauty.%04d.exr", kind="render")
        assert desk.check("core.channels", item) == []
        assert desk.check("core.channels", item, checks__channels__comp="depth") == []


class TestDataWindow:
    @pytest.mark.parametrize(
        ("window", "said"),
        [
            (PICTURE, ""),
            (Window(40, 20, 41, 21), ""),
            (Window(-50, -25, 149, 74), ""),
            (Window(-51, 0, 99, 49), "reaches far beyond the picture"),
            (Window(0, 0, 99, 75), "reaches far beyond the picture"),
            (Window(0, -26, 99, 49), "reaches far beyond the picture"),
            (Window(100, 0, 120, 49), "lies outside of the picture"),
            (Window(-20, 0, -1, 49), "lies outside of the picture"),
            (Window(0, 50, 99, 60), "lies outside of the picture"),
            (Window(0, -9, 99, -1), "lies outside of the picture"),
        ],
    )
    def test_only_strange_windows_are_strange(self, window: Window, said: str) -> None:
        assert strange_window(window, PICTURE, 0.5) == said

    @given(
        st.integers(-200, 200),
        st.integers(-200, 200),
        st.integers(1, 300),
        st.integers(1, 300),
        st.floats(0, 2, width=16),
    )
    def test_a_window_within_a_sane_one_that_shows_something_is_sane(
        self, left: int, top: int, width: int, height: int, overscan: float
    ) -> None:
        window = Window(left, top, left + width - 1, top + height - 1)
        seen = Window(max(left, 0), max(top, 0), min(window.right, 99), min(window.bottom, 49))
        if strange_window(window, PICTURE, overscan) == "":
            assert strange_window(seen, PICTURE, 0) == ""

    def test_frames_with_strange_windows_are_told(self, desk: Any) -> None:
        window = (np.array([0, 0], "int32"), np.array([7, 7], "int32"))
        desk.frame("beauty.1001.exr", seed=1)
        desk.frame("beauty.1002.exr", (40, 8), seed=2, displayWindow=window)
        item = desk.item(desk.folder / "beauty.%04d.exr", kind="render")

        (finding,) = desk.check("core.data-window", item)

        assert (finding.severity, str(finding.frames)) == ("warning", "1002")
        assert finding.title == "the data window of 1 file reaches far beyond the picture"
        assert finding.detail == "beauty.1002.exr: 40x8, the picture is 8x8"
        assert desk.check("core.data-window", item, checks__overscan="4.0") == []
        assert desk.check("core.data-window", item, checks__data_window="off") == []


class TestPixels:
    @pytest.mark.parametrize(
        "bad", [float("nan"), float("inf"), float("-inf")], ids=["nan", "infinity", "minus infinity"]
    )
    def test_a_value_that_is_no_number_is_counted(self, tmp_path: Path, bad: float) -> None:
        assert look_at(frame(tmp_path, 1, bad=bad), deep=True).bad_values == 1

    def test_numbers_and_whole_numbers_are_not(self, tmp_path: Path) -> None:
        assert look_at(frame(tmp_path, 1, Z=1), deep=True).bad_values == 0
        path = tmp_path / "ids.exr"
        ids = np.full((4, 6), 0xFFFFFFFF, "uint32")
        OpenEXR.File({"type": OpenEXR.scanlineimage}, {"id": ids}).write(str(path))
        assert look_at(path, deep=True).bad_values == 0

    def test_a_look_at_headers_alone_says_nothing_of_them(self, tmp_path: Path) -> None:
        assert look_at(frame(tmp_path, 1, bad=float("nan"))).bad_values == 0

    def test_frames_with_such_pixels_are_told(self, desk: Any) -> None:
        for number in range(1001, 1004):
            frame(desk.folder, number, bad=float("nan") if number == 1002 else None)
        pattern = desk.folder / "beauty.%04d.exr"

        (finding,) = desk.check("core.pixels", desk.item(pattern, kind="render", **ALL))

        assert (finding.severity, str(finding.frames)) == ("error", "1002")
        assert finding.title == "1 file with pixels that are no numbers or infinite"
        assert finding.detail == "beauty.1002.exr: 1 value"
        assert desk.check("core.pixels", desk.item(pattern, kind="render", **ALL), checks__pixels="off") == []
        assert desk.check("core.pixels", desk.item(pattern, kind="render", checks__deep_frames="0")) == []

    def test_what_ships_looks_at_the_first_the_last_and_one_between(self, desk: Any) -> None:
        for number in range(1001, 1008):
            frame(desk.folder, number, bad=float("inf"))

        (finding,) = desk.check("core.pixels", desk.item(desk.folder / "beauty.%04d.exr", kind="render"))

        assert str(finding.frames) == "1001-1007x3"

    def test_a_scenes_frames_are_left_to_the_worker_where_nothing_decodes(
        self, desk: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        item = desk.item(frame(desk.folder, 1001, bad=float("nan")), kind="render")
        scene = replace(item, facts=item.facts.having(Output(id="Write1", label="Write1", kind="render")))
        monkeypatch.setattr("studio_tools.publish.checks.collectors.decodes", lambda: False)

        bad = {}
        for name, each in (("files", item), ("scene", scene)):
            (media,) = (fact for fact in BY_ID["core.media"](a_scope("core.media", each)) if fact is not None)
            bad[name] = [look.bad_values for look in media.looks.values()]
        assert bad == {"files": [1], "scene": [0]}

    def test_movies_are_not_decoded_from_end_to_end(self, tmp_path: Path) -> None:
        files = [SourceFile(path=tmp_path / name, size=1, modified=1) for name in ("a.mov", "a.EXR", "b.exr", "c.abc")]
        assert [file.path.name for file in to_decode(files, 9)] == ["a.EXR", "b.exr"]
        assert to_decode(files, 0) == ()

    def test_a_studio_may_have_movies_decoded_to_their_end(self, desk: Any) -> None:
        files = [SourceFile(path=desk.folder / name, size=1, modified=1) for name in ("a.mov", "a.exr", "b.MP4")]
        assert [file.path.name for file in to_decode(files, 1, movies=True)] == ["a.exr", "a.mov", "b.MP4"]

    def test_one_picture_that_is_decoded_does_not_split_the_others(self, desk: Any) -> None:
        paths = [frame(desk.folder, number, bad=float("nan")) for number in range(1, 71)]
        told = list(look_into(paths, [paths[7]]))
        assert [len(each) for each in told] == [1, 64, 5]
        assert {path: look.bad_values for some in told for path, look in some.items()} == {
            path: int(path is paths[7]) for path in paths
        }


class TestSlates:
    CUT = CutRange(first=1001, last=1010, handles=0)
    SLATED: ClassVar[dict[str, str]] = {"writes__comp__slate": "{entity}"}

    def test_the_frame_before_the_first_is_the_slates(self, desk: Any) -> None:
        item = desk.item(desk.frames("1000-1010"), kind="comp")
        (finding,) = desk.check("core.cut-range", item, cut=self.CUT)
        assert finding.title == "1 frame outside the cut: exr 1000"
        assert desk.check("core.cut-range", item, cut=self.CUT, **self.SLATED) == []

    def test_a_second_frame_before_the_first_is_none(self, desk: Any) -> None:
        item = desk.item(desk.frames("999-1010"), kind="comp")
        (finding,) = desk.check("core.cut-range", item, cut=self.CUT, **self.SLATED)
        assert finding.title == "1 frame outside the cut: exr 999"

    def test_a_slate_does_not_stand_for_a_frame_that_is_missing(self, desk: Any) -> None:
        item = desk.item(desk.frames("1000-1009"), kind="comp")
        (finding,) = desk.check("core.cut-range", item, cut=self.CUT, **self.SLATED)
        assert (finding.severity, str(finding.frames)) == ("error", "1010")

    def test_nothing_but_a_slate_is_too_short(self, desk: Any) -> None:
        item = desk.item(desk.frames("1000"), kind="comp")
        found = desk.check("core.cut-range", item, cut=self.CUT, **self.SLATED)
        assert [each.severity for each in found] == ["error", "warning"]

    @pytest.mark.parametrize(
        ("last", "slated", "said"),
        [
            (1024, True, []),
            (1025, True, []),
            (1026, True, ["a.mov has 25 frames, the cut 26 with or without a slate"]),
            (1023, True, ["a.mov has 25 frames, the cut 23 with or without a slate"]),
            (1025, False, []),
            (1024, False, ["a.mov has 25 frames, the cut 24"]),
        ],
    )
    def test_a_movie_is_as_long_as_its_cut_and_may_have_a_slate(
        self, desk: Any, last: int, slated: bool, said: list[str]
    ) -> None:
        item = desk.item(path := desk.file("a.mov"), kind="comp")
        movie = MovieFacts(container="mov", codec="h264", width=160, height=120, frames=25)
        item = replace(item, facts=item.facts.having(Media({path: Look(facts=movie)})))
        cut = CutRange(first=1001, last=last, handles=0)
        found = desk.check("core.cut-range", item, cut=cut, **(self.SLATED if slated else {}))
        assert [each.title for each in found] == said
